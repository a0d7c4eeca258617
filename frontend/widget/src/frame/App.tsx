// The opened chat: who is there, what was said, and where to write.
import { useEffect, useRef } from "preact/hooks";
import { Composer } from "./Composer";
import { Header } from "./Header";
import { Notice } from "./Notice";
import type { Screen, Session } from "./session";
import { Thread } from "./Thread";
import { useWords } from "./words";

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
  return (
    // Everything in here is one dialog; on a phone nothing beside it can be reached.
    <div class="chat" ref={panel} tabIndex={-1} role="dialog" aria-label={t("chat")} aria-modal={screen.isFull}>
      <Header screen={screen} minimize={minimize} />
      <Notice screen={screen} wake={() => session.wake()} />
      <Thread session={session} screen={screen} />
      <Composer session={session} screen={screen} />
    </div>
  );
}

/** The page behind a full screen is not to be tabbed into. */
function stayInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  const stops = [
    ...(panel?.querySelectorAll<HTMLElement>("button:not(:disabled), a[href], textarea:not(:disabled)") ?? []),
  ];
  const [first, last] = [stops[0], stops.at(-1)];
  const end = event.shiftKey ? first : last;
  if (!first || !last || document.activeElement !== end) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
