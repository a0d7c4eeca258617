// The chat on the page, one a page: opened and minimized; on a phone it fills the screen and the back button closes it.
import { type Act, type Mode, post, received, type Start, type ToFrame, type ToLoader, type View } from "../bridge";
import { type Heard, hangUp } from "./listening";
import { base, key, language, named } from "./site";
import { build, button, host, label, make, panel } from "./surface";

const phone = matchMedia("(max-width:480px),(max-height:440px)");
const viewport = visualViewport as VisualViewport;
let greet: () => Start;
let opened: () => void;
const frame = make("iframe");
/** Asked for, and not yet known to have failed. */
let isComing = false;
/** The chat itself has said so: what a browser shows in its place when the network fails is a page, too. */
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
  frame.title = "Chat";
  frame.src = `${base}/widget/frame?key=${key}&language=${language}`;
  frame.onload = () => {
    post(frame.contentWindow, base, greet());
    // A chat that has loaded answers at once; else it is fetched again.
    setTimeout(again, 3_000);
  };
  button.onclick = () => (isOpen ? minimize() : open());
  button.onpointerenter = button.onfocus = load;
  addEventListener("message", (event) => {
    const message = received<ToLoader>(event, frame.contentWindow, base);
    if (!message) return;
    const { say } = message;
    if (say === "here") {
      isLoaded = true;
      draw();
    }
    if (say === "minimize") minimize();
    heard(message as Heard);
    if (say === "browser") {
      named(message.keep, message.browser);
      hangUp();
    }
  });
  // On a wide screen the chat stands beside the page, whose anchors and steps back are its own.
  addEventListener("popstate", () => phone.matches && !isOurs() && minimize());
  viewport.onresize = draw;
}

export function look(view: View): void {
  button.style.background = view.colour;
  // Written beside the rules, so that the full screen of a phone has the last word.
  button.style[view.position] = panel.style[view.position] = "20px";
  mode = view.mode;
  counted(view.unread);
}

export function tell(message: ToFrame): void {
  if (isLoaded) post(frame.contentWindow, base, message);
}

/** What the server signals, and the count as the chat itself knows it. */
export function heard(heard: Heard): void {
  if (heard.mode) become(heard.mode);
  if (heard.act) act(heard.act);
  if (heard.count != null) counted(heard.count);
}

function counted(count: number): void {
  // What comes while the chat is open is read in it.
  unread = isOpen ? 0 : count;
  if (count) load();
  draw();
}

export function become(next: Mode): void {
  mode = next;
  draw();
}

export function act(act: Act): void {
  if (act === "show" || act === "hide") {
    isAway = act === "hide";
    draw();
  } else open(false);
}

export function load(): void {
  if (isComing) return;
  isComing = true;
  // Put in anew it loads anew, without an entry in the page's history.
  panel.append(frame);
}

/** The frame has loaded: had it been the chat, it would have said so. */
function again(): void {
  isComing = isLoaded;
  if (isOpen) load();
}

export function open(withFocus = true): void {
  load();
  if (isOpen) return;
  isOpen = true;
  takesFocus = withFocus;
  // The prototype's own function: routers that watch the page's history are not told of an entry that leads nowhere.
  if (phone.matches && !isOurs()) {
    History.prototype.pushState.call(history, { ...history.state, zuruf: location.href }, "");
  }
  draw();
  opened();
}

export function minimize(): void {
  if (!isOpen) return;
  isOpen = false;
  draw();
  tell({ say: "minimized" });
  button.focus();
  if (isOurs()) history.back();
}

/** Whether the page's history stands at the chat's own entry: a page may carry its state on, but not its address. */
function isOurs(): boolean {
  return history.state?.zuruf === location.href;
}

function draw(): void {
  const isFull = isOpen && phone.matches;
  host.hidden = isAway || (mode === "hidden" && !isOpen);
  panel.hidden = !isOpen || !isLoaded;
  panel.className = isFull ? "full" : "";
  // A phone's keyboard covers what is fixed to the window; the visual viewport is what is left, as it would be unzoomed.
  panel.style.height = isFull ? `${viewport.height * viewport.scale}px` : "";
  if (!isOpen) label(0, unread || "");
  else if (isLoaded) label(1);
  else label(2, "…");
  if (panel.hidden) return;
  if (takesFocus) frame.focus();
  tell({ say: "shown", isFull, takesFocus });
  // Once: whoever is writing on the page, or has opened a phone's keyboard, is not interrupted.
  takesFocus = false;
}
