// The frame's start: waits for its page to say who it is, then opens the chat.
import { post, received, type Start, type ToFrame } from "../bridge";
import { Session } from "./session";
import { draw, isDark, paint, speak } from "./stage";
import { unreadOf } from "./state";
import type { Spoken } from "./words";
import "./frame.css";
import "./thread.css";
import "./composer.css";

let session: Session | undefined;
/** The chat is on screen: its words have come. */
let drawn = Promise.resolve();
// Whoever speaks first and is our parent; the server let only the website's origins frame us.
let origin = "";
let told = -1;

if (location.pathname.endsWith("/preview")) void import("./preview").then(({ preview }) => preview());
else listen();

function listen(): void {
  addEventListener("message", (event) => {
    const message = received<ToFrame>(event, parent === window ? undefined : parent, origin);
    if (!message) return;
    // Without its styles it is not here: its page asks for it again.
    if (message.say === "start" && !session && document.styleSheets.length > 0) begin(message, event.origin);
    if (message.say === "page") session?.wentTo(message.page, message.keep);
    if (message.say === "minimized") session?.minimized();
    if (message.say === "shown") {
      session?.shown(message.isFull);
      if (message.takesFocus) void drawn.then(() => focusInside(message.isFull));
    }
  });
}

function begin(start: Start, from: string): void {
  origin = from;
  post(parent, origin, { say: "here" });
  let speech: Spoken | undefined;
  const coloured = () => paint(start.view.colour);
  coloured();
  isDark.addEventListener("change", coloured);
  const minimize = () => {
    // At once: what comes while the page is still busy with it is seen by nobody.
    session?.minimized();
    post(parent, origin, { say: "minimize" });
  };
  let isDue = false;
  const redraw = () => {
    isDue = false;
    if (!session) return;
    if (speech) draw(session, speech, minimize);
    tellUnread(session);
  };
  const changed = () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(redraw);
  };
  session = new Session(start, changed, (browser, keep) => post(parent, origin, { say: "browser", browser, keep }));
  // Nothing is drawn in a language that will not stay; who we are is asked for meanwhile.
  drawn = speak(start.language).then((found) => {
    speech = found;
    redraw();
  });
}

function tellUnread({ screen }: Session): void {
  const isKnown = screen.state.conversation !== null || screen.status === "live";
  const count = unreadOf(screen.state);
  if (!isKnown || count === told) return;
  told = count;
  post(parent, origin, { say: "unread", count });
}

/** On a phone not the field: its keyboard would hide what was opened to be read. */
function focusInside(isFull: boolean): void {
  const wanted = isFull ? ".chat" : "textarea";
  setTimeout(() => document.querySelector<HTMLElement>(wanted)?.focus());
}
