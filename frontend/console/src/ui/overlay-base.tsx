/** What opens above the page: popovers, menus, sheets and questions. Focus goes in and comes back. */
import { Dialog } from "@base-ui/react/dialog";
import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Popover as BasePopover } from "@base-ui/react/popover";
import { Check, X } from "lucide-react";
import { type ReactElement, type ReactNode, useMemo, useState } from "react";
import { useBack } from "./back";
import { cx } from "./class";

interface PopoverProps {
  trigger: ReactElement<Record<string, unknown>>;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  children: ReactNode;
  className?: string;
  align?: "start" | "center" | "end";
  label: string;
}

export function Popover({ trigger, isOpen, onOpen, children, className, align = "start", label }: PopoverProps) {
  useBack(isOpen, () => onOpen(false));
  return (
    <BasePopover.Root open={isOpen} onOpenChange={onOpen}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={6} align={align} collisionPadding={8} className="z-40">
          <BasePopover.Popup
            aria-label={label}
            className={cx(
              "pop max-h-[var(--available-height)] max-w-[calc(100vw-16px)] overflow-auto rounded-lg border bg-surface shadow-pop outline-none",
              className,
            )}
          >
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}

interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  isOpenAtFirst?: boolean;
}

export function Menu({ trigger, children, align = "end", side = "bottom", isOpenAtFirst = false }: MenuProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  useBack(isOpen, () => setOpen(false));
  return (
    <BaseMenu.Root open={isOpen} onOpenChange={(open) => setOpen(open)}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={6} align={align} side={side} collisionPadding={8} className="z-40">
          <BaseMenu.Popup className="pop min-w-48 rounded-lg border bg-surface p-1.5 shadow-pop outline-none">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

const ITEM =
  "flex w-full cursor-pointer items-center gap-2.5 rounded px-2 py-1.5 text-left outline-none data-disabled:cursor-not-allowed data-disabled:opacity-55 data-highlighted:bg-hover";

interface ItemProps {
  children: ReactNode;
  onClick: () => void;
  disabled?: boolean;
  isDanger?: boolean;
  hint?: string;
  icon?: ReactNode;
}

export function MenuItem({ children, onClick, disabled, isDanger, hint, icon }: ItemProps) {
  return (
    <BaseMenu.Item onClick={onClick} disabled={!!disabled} className={cx(ITEM, isDanger && "text-red")}>
      {icon}
      <span className="min-w-0 grow">
        {children}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </BaseMenu.Item>
  );
}

export function MenuChoice<V extends string>(props: {
  value: V;
  onChange: (value: V) => void;
  options: { value: V; label: string; hint?: string; icon?: ReactNode }[];
}) {
  return (
    <BaseMenu.RadioGroup value={props.value} onValueChange={(value: V) => props.onChange(value)}>
      {props.options.map(({ value, label, hint, icon }) => (
        <BaseMenu.RadioItem key={value} value={value} closeOnClick className={ITEM}>
          {icon}
          <span className="min-w-0 grow">
            {label}
            {hint && <span className="block text-xs text-muted">{hint}</span>}
          </span>
          <BaseMenu.RadioItemIndicator>
            <Check size={15} aria-hidden />
          </BaseMenu.RadioItemIndicator>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}

export function MenuLine() {
  return <BaseMenu.Separator className="my-1.5 border-t" />;
}

interface SheetProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  closeLabel: string;
  children: ReactNode;
  footer?: ReactNode;
  look?: "sheet" | "left" | "modal";
  width?: string;
  isTitleHidden?: boolean;
  /** Its being open is part of the address, so Back closes it by itself. */
  isAddressed?: boolean;
}

const PLACES = {
  sheet: "sheet inset-y-0 right-0 w-full border-l",
  left: "sheet-left inset-y-0 left-0 w-[min(280px,85vw)] border-r",
  modal:
    "modal top-1/2 left-1/2 max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 rounded-lg border shadow-pop",
};

/** A sheet at the side or a question in the middle. */
export function Sheet({ title, isOpen, onClose, closeLabel, children, footer, look = "sheet", ...rest }: SheetProps) {
  const { width = look === "modal" ? "max-w-[460px]" : "max-w-[560px]", isTitleHidden, isAddressed } = rest;
  useBack(isOpen && !isAddressed, onClose);
  // Read before the sheet is in the document: a field in it that takes the focus at once would be taken for what opened it.
  const opener = useMemo(() => (isOpen ? document.activeElement : null), [isOpen]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil fixed inset-0 z-30 bg-veil" />
        <Dialog.Popup
          finalFocus={() => returnTo(opener)}
          className={cx("fixed z-40 flex flex-col bg-surface outline-none", PLACES[look], width)}
        >
          <div className={cx("flex items-center gap-2 px-5 pt-4 pb-3", isTitleHidden && "sr-only")}>
            <Dialog.Title className="min-w-0 grow truncate text-lg font-semibold">{title}</Dialog.Title>
            <Dialog.Close
              aria-label={closeLabel}
              className="inline-grid size-[26px] place-items-center rounded text-muted hover:bg-hover"
            >
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          <div className={cx("min-h-0 grow overflow-y-auto", isTitleHidden ? "" : "px-5 pb-5")}>{children}</div>
          {footer && <div className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">{footer}</div>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Where the focus goes when a sheet closes: to what opened it, unless it is elsewhere on the page by then. */
function returnTo(opener: Element | null): HTMLElement | boolean {
  const now = document.activeElement;
  if (now && now !== document.body && !now.closest("[role=dialog]")) return false;
  return opener instanceof HTMLElement && opener !== document.body && opener.isConnected ? opener : true;
}
