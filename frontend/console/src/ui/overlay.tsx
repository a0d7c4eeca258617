/** What opens above the page. The machinery is loaded beside the first screen; a click that comes before it is kept. */
import { type ComponentProps, cloneElement, lazy, type ReactElement, Suspense, useState } from "react";
import type * as Base from "./overlay-base";

let base: typeof Base | undefined;

const load = async () => {
  base ??= await import("./overlay-base");
  return base;
};
// Asked for at once, needed at the first click.
void load();

const LazyPopover = lazy(() => load().then(({ Popover }) => ({ default: Popover })));
const LazyMenu = lazy(() => load().then(({ Menu }) => ({ default: Menu })));
const LazySheet = lazy(() => load().then(({ Sheet }) => ({ default: Sheet })));

/** The button while nothing can open. Between a pointer's press and its click another may take its place, so the press counts, too. */
function early(trigger: ReactElement<Record<string, unknown>>, want: () => void): ReactElement {
  return cloneElement(trigger, { onMouseDown: want, onClick: want });
}

export function Popover(props: ComponentProps<typeof Base.Popover>) {
  return (
    <Suspense fallback={early(props.trigger, () => props.onOpen(true))}>
      <LazyPopover {...props} />
    </Suspense>
  );
}

export function Menu(props: ComponentProps<typeof Base.Menu>) {
  const [isWanted, setWanted] = useState(false);
  return (
    <Suspense fallback={early(props.trigger, () => setWanted(true))}>
      <LazyMenu {...props} isOpenAtFirst={isWanted} />
    </Suspense>
  );
}

export function Sheet(props: ComponentProps<typeof Base.Sheet>) {
  return (
    <Suspense>
      <LazySheet {...props} />
    </Suspense>
  );
}

// These stand only inside an open menu, so the machinery is there. Lazy ones would suspend at their first sight, and the menu with them:
// the first click would open nothing.
export function MenuItem(props: ComponentProps<typeof Base.MenuItem>) {
  return base ? <base.MenuItem {...props} /> : null;
}

export function MenuLine() {
  return base ? <base.MenuLine /> : null;
}

export function MenuChoice<V extends string>(props: ComponentProps<typeof Base.MenuChoice<V>>) {
  return base ? <base.MenuChoice {...props} /> : null;
}
