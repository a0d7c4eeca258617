// The chat on the page, one a page: opened and minimized; on a phone it fills the screen and the back button closes it.
import { type Act, type Mode, post, received, type Start, type ToFrame, type ToLoader, type View } from "../bridge";
import { hangUp } from "./listening";
import { base, key, rename } from "./site";
import { build, button, host, label, make, panel } from "./surface";

const phone = matchMedia("(max-width:480px),(max-height:440px)");
const viewport = visualViewport as VisualViewport;
let greet: () => Start;
let opened: () => void;
const frame = make("iframe");
let isLoaded = false;
let isOpen = false;
let takesFocus = false;
let isAway = false;
let mode: Mode;
let unread = 0;

export function settle(start: () => Start, whenOpened: () => void): void {
  greet = start;
  opened = whenOpened;
  build();
  button.onclick = () => (isOpen ? minimize() : open());
  button.onpointerenter = button.onfocus = load;
  addEventListener("message", (event) => {
    const message = received<ToLoader>(event, frame.contentWindow, base);
    if (!message) return;
    if (message.say === "minimize") minimize();
    if (message.say === "unread") counted(message.count);
    if (message.say === "browser") {
      rename(message.browser);
      hangUp();
    }
  });
  addEventListener("popstate", () => minimize(true));
  viewport.addEventListener("resize", draw);
}

export function look(view: View): void {
  button.style.background = view.colour;
  // Written beside the rules, so that the full screen of a phone has the last word.
  button.style[view.position] = panel.style[view.position] = "20px";
  mode = view.mode;
  counted(view.unread);
}

export function tell(message: ToFrame): void {
  if (isLoaded) post(frame.contentWindow as Window, base, message);
}

export function counted(count: number): void {
  // What comes while the chat is open is read in it.
  unread = isOpen ? 0 : count;
  if (count) load();
  draw();
}

export function away(is: boolean): void {
  isAway = is;
  draw();
}

export function become(next: Mode): void {
  mode = next;
  draw();
}

export function act(act: Act): void {
  if (act === "show" || act === "hide") away(act === "hide");
  else open(false);
}

export function load(): void {
  if (frame.src) return;
  frame.title = "Chat";
  frame.src = `${base}/widget/frame?key=${key}`;
  frame.onload = () => {
    isLoaded = true;
    tell(greet());
    draw();
  };
  panel.append(frame);
}

export function open(withFocus = true): void {
  load();
  if (isOpen) return;
  isOpen = true;
  takesFocus = withFocus;
  // The prototype's own function: routers that watch the page's history are not told of an entry that leads nowhere.
  if (phone.matches) History.prototype.pushState.call(history, { ...history.state, zuruf: 1 }, "");
  draw();
  if (withFocus) frame.focus();
  opened();
}

export function minimize(isBack?: boolean): void {
  if (!isOpen) return;
  isOpen = false;
  draw();
  tell({ say: "minimized" });
  button.focus();
  if (!isBack && Object(history.state).zuruf) history.back();
}

function draw(): void {
  const isFull = isOpen && phone.matches;
  host.hidden = isAway || (mode === "hidden" && !isOpen);
  panel.hidden = !isOpen;
  panel.className = isFull ? "full" : "";
  // A phone's keyboard covers what is fixed to the window; the visual viewport is what is left.
  panel.style.height = isFull ? `${viewport.height}px` : "";
  label(isOpen, unread);
  if (!isOpen || !isLoaded) return;
  tell({ say: "shown", isFull, takesFocus });
  // Once: whoever is writing on the page, or has opened a phone's keyboard, is not interrupted.
  takesFocus = false;
}
