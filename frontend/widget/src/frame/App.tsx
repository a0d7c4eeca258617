// The opened chat: who is there, what was said, and where to write.
import { useEffect, useRef, useState } from "preact/hooks";
import { Composer } from "./Composer";
import { Header } from "./Header";
import { Notice } from "./Notice";
import { type Screen, type Session, takesFiles } from "./session";
import { Thread } from "./Thread";
import { useWords } from "./words";

/** What Tab stops at. */
const STOPS = 'a[href], [tabindex="0"], :is(button, input, textarea):not(:disabled, [hidden], [tabindex="-1"])';

interface Given {
  session: Session;
  screen: Screen;
  minimize: () => void;
}

export function App({ session, screen, minimize }: Given) {
  const { t } = useWords();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.isComposing) minimize();
      if (event.key === "Tab" && screen.isFull) stayInside(event, panel.current);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [screen.isFull, minimize]);
  useKeptFocus(panel);
  const [isOver, setOver] = useState(false);
  const dragged = (event: DragEvent) => {
    const { type, dataTransfer } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    // Also where no file is wanted: let go of, it would take the chat's place.
    event.preventDefault();
    const takes = takesFiles(screen);
    setOver(takes && type === "dragover");
    dataTransfer.dropEffect = takes ? "copy" : "none";
    if (type === "drop") session.attach(dataTransfer.files);
  };
  return (
    // Everything in here is one dialog; on a phone nothing beside it can be reached.
    <div
      class={isOver ? "chat over" : "chat"}
      ref={panel}
      tabIndex={-1}
      role="dialog"
      aria-label={t("chat")}
      aria-modal={screen.isFull}
      onDragOver={dragged}
      onDragLeave={dragged}
      onDrop={dragged}
    >
      <Header session={session} screen={screen} minimize={minimize} />
      <Notice screen={screen} wake={() => session.wake()} />
      <Thread session={session} screen={screen} />
      <Composer session={session} screen={screen} />
    </div>
  );
}

/** The page behind a full screen is not to be tabbed into, wherever in the chat one begins. */
function stayInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  const stops = [...(panel?.querySelectorAll<HTMLElement>(STOPS) ?? [])];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (event.shiftKey ? at > 0 : at < stops.length - 1) return;
  event.preventDefault();
  stops.at(event.shiftKey ? -1 : 0)?.focus();
}

/** When what one was at goes away, the focus goes to what came in its place, else to the field. */
function useKeptFocus(panel: { current: HTMLElement | null }): void {
  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    let last: Element | null = null;
    const follow = () => {
      last = document.activeElement;
    };
    const watching = new MutationObserver((changes) => {
      if (!last || last.isConnected || document.activeElement !== document.body || !document.hasFocus()) return;
      last = null;
      const came = changes.flatMap(({ addedNodes }) => [...addedNodes]).filter((one) => one instanceof Element);
      const next = came.map((one) => one.querySelector<HTMLElement>(STOPS)).find((one) => one);
      (next ?? (element.querySelector("footer textarea") as HTMLElement)).focus();
    });
    watching.observe(element, { childList: true, subtree: true });
    element.addEventListener("focusin", follow);
    return () => {
      watching.disconnect();
      element.removeEventListener("focusin", follow);
    };
  }, [panel]);
}
