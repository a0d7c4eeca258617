/** A menu: what can be done, or one of several to choose. */
import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { useBack } from "./back";
import { cx } from "./class";

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
          <BaseMenu.Popup className="pop max-h-(--available-height) min-w-48 max-w-[min(24rem,var(--available-width))] overflow-y-auto rounded-lg border bg-surface p-1.5 shadow-pop outline-none">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

const ITEM =
  "flex w-full cursor-pointer items-center gap-2.5 rounded px-2 py-1.5 text-start outline-none data-disabled:cursor-not-allowed data-disabled:opacity-55 data-highlighted:bg-hover";

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

/** What cannot be taken back: its first press asks, in its place, and its second one does it. */
export function MenuSureItem({ children, sure, onClick }: Pick<ItemProps, "children" | "onClick"> & { sure: string }) {
  const [isAsked, setAsked] = useState(false);
  return (
    <BaseMenu.Item
      closeOnClick={isAsked}
      onClick={() => (isAsked ? onClick() : setAsked(true))}
      className={cx(ITEM, "text-red")}
    >
      <span aria-live="polite">{isAsked ? sure : children}</span>
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
