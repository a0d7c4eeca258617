/** What opens above the page. Each kind's machinery comes when a pointer or the focus nears it; a click that comes before it is kept. */
import {
  type ComponentProps,
  cloneElement,
  type MouseEvent,
  type ReactElement,
  useEffect,
  useRef,
  useState,
} from "react";
import { later } from "./later";
import type * as Menus from "./overlay-menu";
import type * as Popovers from "./overlay-popover";
import type * as Sheets from "./overlay-sheet";

const popovers = later(() => import("./overlay-popover"));
const menus = later(() => import("./overlay-menu"));
const sheets = later(() => import("./overlay-sheet"));

/** Everything that can open; for when the first screen stands and nobody waits. */
export function fetchOverlays(): void {
  popovers.want();
  menus.want();
  sheets.want();
}

type Trigger = ReactElement<Record<string, unknown>>;

interface Nearing {
  early: Trigger;
  ready: Trigger;
  /** Whether a pointer or the focus has been at the button, so that its machinery stands: it is dear, and a thread has a menu at every message. */
  isNear: boolean;
}

/**
 * The button while nothing can open, and the one that takes its place, with the focus the first one had.
 * Between a pointer's press and its click the other may come, so the press counts, too.
 */
function useTrigger(trigger: Trigger, kind: "menu" | "dialog", want: () => void, open: () => void): Nearing {
  const [isNear, setNear] = useState(false);
  const hadFocus = useRef(false);
  const first = useRef((button: HTMLElement | null) => () => {
    hadFocus.current = document.activeElement === button;
  });
  const second = useRef((button: HTMLElement | null) => {
    if (hadFocus.current) button?.focus();
    hadFocus.current = false;
  });
  const near = () => {
    want();
    setNear(true);
  };
  const wantOpen = () => {
    near();
    open();
  };
  // The button is gone before the browser would focus it for the press, and what it finds instead lies behind what has opened.
  const press = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.focus();
    wantOpen();
  };
  const heard = { onPointerEnter: near, onFocus: near, onMouseDown: press, onClick: wantOpen };
  const early = { ref: first.current, "aria-haspopup": kind, "aria-expanded": false, ...heard };
  return { early: cloneElement(trigger, early), ready: cloneElement(trigger, { ref: second.current }), isNear };
}

export function Popover(props: ComponentProps<typeof Popovers.Popover>) {
  const module = popovers.use();
  const { early, ready, isNear } = useTrigger(props.trigger, "dialog", popovers.want, () => props.onOpen(true));
  // Opened by a key, and nobody was near its button.
  useEffect(() => {
    if (props.isOpen) popovers.want();
  }, [props.isOpen]);
  return module && (isNear || props.isOpen) ? <module.Popover {...props} trigger={ready} /> : early;
}

export function Menu(props: ComponentProps<typeof Menus.Menu>) {
  const module = menus.use();
  const [isWanted, setWanted] = useState(false);
  const { early, ready, isNear } = useTrigger(props.trigger, "menu", menus.want, () => setWanted(true));
  return module && isNear ? <module.Menu {...props} trigger={ready} isOpenAtFirst={isWanted} /> : early;
}

export function Sheet(props: ComponentProps<typeof Sheets.Sheet>) {
  const module = sheets.use();
  useEffect(() => {
    if (props.isOpen) sheets.want();
  }, [props.isOpen]);
  return module ? <module.Sheet {...props} /> : null;
}

// These stand only inside an open menu, so the machinery is there.
export function MenuItem(props: ComponentProps<typeof Menus.MenuItem>) {
  const module = menus.current();
  return module ? <module.MenuItem {...props} /> : null;
}

export function MenuSureItem(props: ComponentProps<typeof Menus.MenuSureItem>) {
  const module = menus.current();
  return module ? <module.MenuSureItem {...props} /> : null;
}

export function MenuLine() {
  const module = menus.current();
  return module ? <module.MenuLine /> : null;
}

export function MenuChoice<V extends string>(props: ComponentProps<typeof Menus.MenuChoice<V>>) {
  const module = menus.current();
  return module ? <module.MenuChoice {...props} /> : null;
}
