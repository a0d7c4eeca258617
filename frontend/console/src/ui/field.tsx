/** Form fields: a label, an input, a hint, and what is wrong with it, said where it is wrong. */
import { ChevronDown, CircleAlert } from "lucide-react";
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { cx } from "./class";

interface Around {
  label: string;
  hint?: ReactNode;
  error?: string;
  isLabelHidden?: boolean;
}

const BOX =
  "w-full rounded border border-field bg-surface px-2.5 text-text transition-colors hover:border-muted disabled:opacity-60 aria-invalid:border-red";

interface Given {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

export function Field({
  label,
  hint,
  error,
  isLabelHidden,
  children,
}: Around & { children: (given: Given) => ReactNode }) {
  const id = useId();
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "font-medium"}>
        {label}
      </label>
      {children({ id, "aria-invalid": !!error, "aria-describedby": describedBy })}
      {error ? (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-sm text-red">
          <CircleAlert size={14} className="mt-0.5 shrink-0" aria-hidden />
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

type TextProps = Around & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

export function TextField({ label, hint, error, isLabelHidden = false, className, ...input }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error ?? ""} isLabelHidden={isLabelHidden}>
      {(given) => <input {...given} {...input} className={cx(BOX, "h-9", className)} />}
    </Field>
  );
}

type AreaProps = Around & TextareaHTMLAttributes<HTMLTextAreaElement>;

export function AreaField({ label, hint, error, isLabelHidden = false, className, ...area }: AreaProps) {
  return (
    <Field label={label} hint={hint} error={error ?? ""} isLabelHidden={isLabelHidden}>
      {(given) => <textarea {...given} {...area} className={cx(BOX, "min-h-20 py-2", className)} />}
    </Field>
  );
}

type SelectProps = Around & SelectHTMLAttributes<HTMLSelectElement> & { children: ReactNode };

export function SelectField({ label, hint, error, isLabelHidden = false, ...select }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error ?? ""} isLabelHidden={isLabelHidden}>
      {(given) => <BareSelect {...given} {...select} size="md" />}
    </Field>
  );
}

type BareProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, "size"> & {
  size?: "sm" | "md";
  look?: "field" | "quiet";
};

/** A select that looks like a button; it must be given a label of its own. */
export function BareSelect({ size = "sm", look = "field", className, children, ...select }: BareProps) {
  return (
    <span className={cx("relative max-w-full min-w-0", size === "md" && "w-full", className ?? "inline-flex")}>
      <select
        {...select}
        className={cx(
          "w-full min-w-0 appearance-none truncate rounded [field-sizing:content] border pe-7 disabled:opacity-60 aria-invalid:border-red",
          look === "quiet"
            ? "h-[26px] border-transparent bg-transparent ps-2 text-sm font-medium text-muted hover:bg-hover"
            : "border-field bg-bg ps-2.5 hover:border-text",
          look === "field" && (size === "sm" ? "h-[30px] text-sm" : "h-9 bg-surface"),
        )}
      >
        {children}
      </select>
      <ChevronDown
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-1/2 end-2 -translate-y-1/2 text-muted"
      />
    </span>
  );
}

interface SwitchProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  hint?: ReactNode;
  disabled?: boolean;
  isLabelHidden?: boolean;
}

export function Switch({ label, isOn, onChange, hint, disabled, isLabelHidden }: SwitchProps) {
  const id = useId();
  const knob = (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={isLabelHidden ? label : undefined}
      aria-labelledby={isLabelHidden ? undefined : `${id}-label`}
      aria-describedby={hint ? `${id}-hint` : undefined}
      disabled={disabled}
      onClick={() => onChange(!isOn)}
      className={cx(
        "relative h-5 w-[34px] shrink-0 rounded-full transition-colors disabled:cursor-not-allowed disabled:opacity-50",
        isOn ? "bg-accent" : "bg-field",
      )}
    >
      <span
        className={cx(
          "absolute top-0.5 size-4 rounded-full bg-surface transition-[left]",
          isOn ? "start-4" : "start-0.5",
        )}
      />
    </button>
  );
  if (isLabelHidden) return knob;
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <span id={`${id}-label`} className="font-medium">
          {label}
        </span>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
      {knob}
    </div>
  );
}
