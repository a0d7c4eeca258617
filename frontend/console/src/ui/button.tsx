/** Buttons: what they do stands on them, or in their label when they are only an icon. */
import { Loader2, type LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from "react";
import { cx } from "./class";

type Look = "plain" | "primary" | "quiet" | "danger" | "accent";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: "sm" | "md";
  icon?: LucideIcon | undefined;
  /** It keeps its focus meanwhile, which `disabled` would take, and does nothing when pressed. */
  isBusy?: boolean;
  shortcut?: string;
  ref?: Ref<HTMLButtonElement>;
  children?: ReactNode;
}

const LOOKS: Record<Look, string> = {
  plain: "border-line-strong bg-surface hover:bg-hover",
  primary: "border-accent bg-accent text-on-accent hover:bg-accent-strong hover:border-accent-strong",
  quiet: "border-transparent text-muted hover:bg-hover hover:text-text",
  danger: "border-red text-red bg-surface hover:bg-red-tint",
  accent: "border-accent text-accent-strong bg-surface hover:bg-accent-tint",
};

export function Button({ look = "plain", size = "md", icon: Icon, isBusy, shortcut, children, ...rest }: ButtonProps) {
  const { className, type = "button", onClick, ...others } = rest;
  return (
    <button
      type={type}
      aria-disabled={isBusy || undefined}
      className={cx(
        "inline-flex shrink-0 items-center justify-center gap-1.5 rounded border font-medium whitespace-nowrap transition-colors",
        "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
        size === "sm" ? "h-[26px] px-2 text-sm" : "h-8 px-3",
        LOOKS[look],
        className,
      )}
      {...others}
      onClick={isBusy ? refuse : onClick}
    >
      {isBusy ? <Loader2 size={14} className="animate-spin" aria-hidden /> : Icon && <Icon size={15} aria-hidden />}
      {children}
      {shortcut && <Kbd quiet={look === "primary"}>{shortcut}</Kbd>}
    </button>
  );
}

/** Also a form is not sent by it. */
function refuse(event: MouseEvent) {
  event.preventDefault();
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  icon: LucideIcon;
  look?: Look;
  size?: "sm" | "md";
  iconSize?: number;
  ref?: Ref<HTMLButtonElement>;
  /** Why it cannot be done, "" when it can. It keeps its name and its focus, so that the reason can be read; whoever listens says it. */
  unless?: string;
}

export function IconButton({
  label,
  icon: Icon,
  look = "quiet",
  size = "sm",
  iconSize = 16,
  unless = "",
  ...rest
}: IconButtonProps) {
  const { className, type = "button", ...others } = rest;
  return (
    <button
      type={type}
      aria-label={label}
      aria-disabled={unless ? true : undefined}
      title={unless || label}
      className={cx(
        "inline-grid shrink-0 place-items-center rounded border transition-colors disabled:opacity-50",
        unless && "cursor-not-allowed opacity-50",
        size === "sm" ? "h-[26px] min-w-[26px] px-1" : "h-8 min-w-8 px-1.5",
        LOOKS[look],
        className,
      )}
      {...others}
    >
      <Icon size={iconSize} strokeWidth={1.9} aria-hidden />
    </button>
  );
}

export function Kbd({ children, quiet = false }: { children: ReactNode; quiet?: boolean }) {
  return (
    <kbd
      className={cx(
        "rounded-sm border px-[5px] font-sans text-xs [@media(hover:none)]:hidden",
        quiet ? "border-current/40 opacity-90" : "border-line-strong text-muted",
      )}
      aria-hidden
    >
      {children}
    </kbd>
  );
}
