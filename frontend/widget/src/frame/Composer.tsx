// Where to write: one line that grows; Enter sends, Shift+Enter makes a line; what is half written stays.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Screen, Session } from "./session";
import { draft } from "./storage";
import { useWords } from "./words";

const TALLEST = 132;

export function Composer({ session, screen }: { session: Session; screen: Screen }) {
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => draft.of(session.key));
  const tooMany = [...text.trim()].length - screen.state.maxText;
  const isReady = text.trim() !== "" && tooMany <= 0 && !screen.isTurnedAway;
  const placeholder = t(screen.state.mode?.mode === "message" ? "leave" : "write");

  const become = (value: string) => {
    setText(value);
    draft.keep(session.key, value);
  };
  const send = () => {
    if (!isReady) return;
    session.send(text.trim());
    become("");
    field.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    session.wake();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const typed = (event: { currentTarget: HTMLTextAreaElement }) => {
    become(event.currentTarget.value);
    session.type();
  };
  useGrowing(field, text, screen.isShown);
  return (
    <footer>
      {tooMany > 0 && (
        <p class="mark bad" role="alert">
          {t("too_long", { n: tooMany })}
        </p>
      )}
      <div class="write">
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          disabled={screen.isTurnedAway}
          enterkeyhint="send"
          onInput={typed}
          onKeyDown={pressed}
        />
        <button type="button" class="send" disabled={!isReady} onClick={send} aria-label={t("send")} title={t("send")}>
          <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 19V5M5 12l7-7 7 7" />
          </svg>
        </button>
      </div>
    </footer>
  );
}

/** As high as its text; nothing can be measured while the chat is not shown. */
function useGrowing(field: { current: HTMLTextAreaElement | null }, text: string, isShown: boolean): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "";
    if (isShown && text) element.style.height = `${Math.min(element.scrollHeight, TALLEST)}px`;
  }, [text, field, isShown]);
}
