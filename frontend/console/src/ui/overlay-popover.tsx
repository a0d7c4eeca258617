/** A popover: what opens beside its button. Focus goes in and comes back. */
import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
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
