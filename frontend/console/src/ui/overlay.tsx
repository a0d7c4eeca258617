/** What opens above the page. The machinery is loaded beside the first screen; until it is there, triggers stand and wait. */
import { type ComponentProps, lazy, Suspense } from "react";

const load = () => import("./overlay-base");
// Asked for at once, needed at the first click.
void load();

const Base = {
  Popover: lazy(() => load().then((base) => ({ default: base.Popover }))),
  Menu: lazy(() => load().then((base) => ({ default: base.Menu }))),
  MenuItem: lazy(() => load().then((base) => ({ default: base.MenuItem }))),
  MenuLine: lazy(() => load().then((base) => ({ default: base.MenuLine }))),
  Sheet: lazy(() => load().then((base) => ({ default: base.Sheet }))),
  MenuChoice: lazy(() => load().then((base) => ({ default: base.MenuChoice<string> }))),
};

export function Popover(props: ComponentProps<typeof Base.Popover>) {
  return (
    <Suspense fallback={props.trigger}>
      <Base.Popover {...props} />
    </Suspense>
  );
}

export function Menu(props: ComponentProps<typeof Base.Menu>) {
  return (
    <Suspense fallback={props.trigger}>
      <Base.Menu {...props} />
    </Suspense>
  );
}

export function Sheet(props: ComponentProps<typeof Base.Sheet>) {
  return (
    <Suspense>
      <Base.Sheet {...props} />
    </Suspense>
  );
}

export const MenuItem = Base.MenuItem;
export const MenuLine = Base.MenuLine;
export const MenuChoice = Base.MenuChoice;
