// What is seen on the page: a round button and the place of the frame, in a closed shadow root the page's styles cannot reach.
import { words } from "./site";

// The icon's ink is the button's colour, turned into black or white, whichever it is not.
const CSS = `:host{all:initial!important;position:fixed!important;z-index:2147483000!important}
:host([hidden]),[hidden],b:empty,.on b{display:none!important}
button,div{all:unset;position:fixed;bottom:20px;box-shadow:0 6px 28px #0003}
button{width:56px;height:56px;border-radius:50%;cursor:pointer}
button:focus-visible{outline:3px solid Highlight}
i{position:absolute;inset:18px;scale:1.35;background:inherit;filter:grayscale(1)contrast(99)invert(1);clip-path:path(evenodd,"M3 3h14v10H9l-4 4v-4H3zM7 6v1.3h3.5L7 9v1.3h6V9H9.5L13 7.3V6z")}
.on i{clip-path:path("M5 7L4 8l6 6 6-6-1-1-5 5z")}
b{position:absolute;inset:-2px -2px auto auto;padding:0 7px;border-radius:10px;background:#bf3321;color:#fff;font:600 12px/20px system-ui;text-align:center}
div{bottom:88px;width:368px;height:min(584px,100vh - 108px);border-radius:14px;overflow:hidden}
iframe{border:0;width:100%;height:100%}
.full{inset:0!important;width:100%;height:100%;border-radius:0}
@media print{:host{display:none!important}}`;

export const make = document.createElement.bind(document);
export const host = make("zuruf-widget");
export const button = make("button");
export const panel = make("div");
const badge = make("b");

export function build(): void {
  const root = host.attachShadow({ mode: "closed" });
  button.append(make("i"), badge);
  root.append(button, panel);
  try {
    // Through the object model: a page's policy on inline styles is about markup and does not stand in its way.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = make("style");
    style.append(CSS);
    root.append(style);
  }
}

export function label(isOpen: boolean, unread: number): void {
  badge.textContent = unread ? `${unread}` : "";
  button.className = isOpen ? "on" : "";
  button.title = isOpen ? words[1] : words[0] + (unread ? ` (${unread})` : "");
}
