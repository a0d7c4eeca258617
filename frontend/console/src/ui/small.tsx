/** Small parts: faces, presence, dots, chips, skeletons, tabs, notes, times. */
import { initials, shadeOf } from "@zuruf/protocol/face";
import { CircleAlert, type LucideIcon } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { cx } from "./class";

const FACES = [
  "bg-face-1",
  "bg-face-2",
  "bg-face-3",
  "bg-face-4",
  "bg-face-5",
  "bg-face-6",
  "bg-face-7",
  "bg-face-8",
] as const;
const SIZES = { sm: "size-5 text-[10px]", md: "size-7 text-xs", lg: "size-9 text-sm" };

/** Initials on a colour that follows from `by`, so that the same person always looks the same: a visitor's id, an agent's name. */
export function Face({
  by,
  name,
  size = "md",
  label,
  picture = "",
}: {
  by: string;
  name: string;
  size?: keyof typeof SIZES;
  label?: string;
  /** Its address; the initials stand until it has come, and where there is none. */
  picture?: string;
}) {
  return (
    <span
      className={cx(
        "relative inline-grid shrink-0 place-items-center rounded-full leading-none font-semibold text-white select-none",
        SIZES[size],
        FACES[shadeOf(by)],
      )}
      title={label}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      {initials(name)}
      {picture && <img src={picture} alt="" className="absolute inset-0 size-full rounded-full object-cover" />}
    </span>
  );
}

const SIGNS = {
  full: "bg-green",
  ring: "border-2 border-green",
  empty: "border-2 border-faint",
  unknown: "border border-dashed border-faint",
};

/** The sign of presence; the word stands beside it or in `label`. */
export function Sign({ look, label }: { look: keyof typeof SIGNS; label?: string }) {
  const named = label ? { role: "img", "aria-label": label, title: label } : { "aria-hidden": true };
  return <span className={cx("inline-block size-[9px] shrink-0 rounded-full", SIGNS[look])} {...named} />;
}

export function Dot({ look, label }: { look: "violet" | "red" | "none"; label?: string }) {
  if (look === "none") return <span className="block size-2 shrink-0" />;
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={cx("block size-2 shrink-0 rounded-full", look === "red" ? "bg-red" : "bg-violet")}
    />
  );
}

export function Chip({
  children,
  look = "plain",
}: {
  children: ReactNode;
  look?: "plain" | "accent" | "amber" | "red";
}) {
  const looks = {
    plain: "bg-subtle",
    accent: "bg-accent-tint text-accent-strong font-medium",
    amber: "bg-amber-tint text-amber",
    red: "bg-red-tint text-red",
  };
  return (
    <span className={cx("inline-flex h-6 max-w-full items-center gap-1.5 rounded-full px-2 text-sm", looks[look])}>
      {children}
    </span>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("pulse block rounded bg-hover", className)} />;
}

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** An empty screen: what will be here, and the first step. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-80 flex-col items-center gap-2 px-6 py-14 text-center">
      <span className="mb-1 grid size-11 place-items-center rounded-full bg-subtle text-muted">
        <Icon size={20} strokeWidth={1.6} aria-hidden />
      </span>
      <p className="font-semibold">{title}</p>
      {children && <div className="text-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

export function Note({ look = "amber", children }: { look?: "amber" | "red" | "accent"; children: ReactNode }) {
  const looks = { amber: "bg-amber-tint", red: "bg-red-tint", accent: "bg-accent-tint" };
  return <div className={cx("rounded px-3 py-2.5 text-sm", looks[look])}>{children}</div>;
}

/** Something could not be loaded or done: the sentence, and what to do about it. */
export function Trouble({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded bg-red-tint px-3 py-2.5 text-sm text-red"
    >
      <CircleAlert size={16} aria-hidden className="shrink-0" />
      <span className="min-w-0 grow basis-40">{children}</span>
      {action}
    </div>
  );
}

interface TabsProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  tabs: { value: V; label: ReactNode; mark?: boolean }[];
  /** The id of what the tabs switch. */
  panel?: string;
  /** A tab was clicked or entered, not only passed by with the arrows. */
  onEnter?: () => void;
}

export function Tabs<V extends string>({ label, value, onChange, tabs, panel, onEnter }: TabsProps<V>) {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    const index = (tabs.findIndex((tab) => tab.value === value) + step + tabs.length) % tabs.length;
    const next = tabs[index];
    if (!next) return;
    onChange(next.value);
    list.current?.querySelectorAll<HTMLButtonElement>("[role=tab]")[index]?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className="flex gap-3.5">
      {tabs.map((tab) => (
        <button
          key={tab.value}
          id={`${id}-${tab.value}`}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          aria-controls={panel}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => {
            onChange(tab.value);
            onEnter?.();
          }}
          onKeyDown={move}
          className={cx(
            "border-b-2 pb-1 text-sm font-medium transition-colors",
            tab.value === value ? "border-accent text-text" : "border-transparent text-muted hover:text-text",
          )}
        >
          {tab.label}
          {tab.mark && <span className="ms-1 text-red">*</span>}
        </button>
      ))}
    </div>
  );
}
