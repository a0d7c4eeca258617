// What is seen on the page: a round button and the place of the frame, in a closed shadow root the page's styles cannot reach.
import { words } from "./site";

// The icon's ink is the button's colour, turned into black or white, whichever it is not.
// The outline nobody sees is the edge where the system takes colours and shadows away.
const CSS = `:host{all:initial!important;position:fixed!important;z-index:9999999999!important}\
:host([hidden]),[hidden],b:empty{display:none!important}\
button,div{all:unset;position:fixed;bottom:20px;box-shadow:0 6px 28px #0003;outline:1px solid #0000}\
button{width:56px;height:56px;border-radius:50%;cursor:pointer}\
button:focus-visible{outline:auto}\
i{position:absolute;inset:14px;background:inherit;filter:grayscale()contrast(99)invert();clip-path:path("M4 4h20v14H13l-6 6v-6H4zM10 8v2h5l-5 5h8v-2h-5l5-5z")}\
[aria-expanded=true] i{clip-path:path("M7 10L6 11l8 8 8-8-1-1-7 7z")}\
b{position:absolute;top:-2px;right:-2px;padding:0 7px;border-radius:10px;background:#b32;color:#fff;font:600 12px/20px system-ui}\
div{bottom:88px;width:368px;height:min(584px,100vh - 108px);border-radius:14px;overflow:hidden}\
iframe,.full{border:0;width:100%;height:100%}\
.full{inset:0!important;border-radius:0}\
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

/** `sign` stands in the badge and, with `word`, in the button's name. */
export function label(word: number, sign: string | number = ""): void {
  button.ariaExpanded = `${!!word}`;
  button.title = `${words[word]}${sign && ` (${sign})`}`;
  badge.textContent = sign as string;
}
