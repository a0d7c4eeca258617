// The frame's start: waits for its page to say who it is, then opens the chat.
import { render } from "preact";
import { post, received, type Start, type ToFrame } from "../bridge";
import { App } from "./App";
import { colours } from "./colour";
import { Session } from "./session";
import { unreadOf } from "./state";
import { Speaking, spoken } from "./words";
import "./frame.css";
import "./thread.css";
import "./composer.css";

const RTL = new Set(["ar", "fa", "he", "ur"]);
const isDark = matchMedia("(prefers-color-scheme: dark)");
let session: Session | undefined;
// Whoever speaks first and is our parent; the server let only the website's origins frame us.
let origin = "";
let told = -1;

addEventListener("message", (event) => {
  const message = received<ToFrame>(event, parent === window ? undefined : parent, origin);
  if (!message) return;
  if (message.say === "start" && !session) begin(message, event.origin);
  if (message.say === "page") session?.wentTo(message.page);
  if (message.say === "minimized") session?.minimized();
  if (message.say === "shown") {
    session?.shown(message.isFull);
    if (message.takesFocus) focusInside(message.isFull);
  }
});

function begin(start: Start, from: string): void {
  origin = from;
  const root = document.documentElement;
  const speech = spoken(start.language);
  root.lang = speech.language;
  document.title = speech.t("chat");
  root.dir = RTL.has(speech.language) ? "rtl" : "ltr";
  const paint = () => {
    const properties = colours(start.view.colour, isDark.matches);
    for (const [name, value] of Object.entries(properties)) root.style.setProperty(name, value);
  };
  paint();
  isDark.addEventListener("change", paint);
  let isDue = false;
  const draw = () => {
    isDue = false;
    if (!session) return;
    render(
      <Speaking value={speech}>
        <App session={session} screen={session.screen} minimize={() => post(parent, origin, { say: "minimize" })} />
      </Speaking>,
      root.querySelector("#chat") ?? document.body,
    );
    tellUnread(session);
  };
  const changed = () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(draw);
  };
  session = new Session(start, changed, (browser) => post(parent, origin, { say: "browser", browser }));
  draw();
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
