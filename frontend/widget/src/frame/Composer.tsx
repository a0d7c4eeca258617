// Where to write: one line that grows; Enter sends, Shift+Enter makes a line; what is half written stays.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePiece } from "./again";
import { Quoted } from "./Bubble";
import { EMOJI, FILES } from "./parts";
import { type Screen, type Session, showsTyped, takesFiles } from "./session";
import { draft } from "./storage";
import { useWords } from "./words";

const TALLEST = 132;

export function Composer({ session, screen }: { session: Session; screen: Screen }) {
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, become, tooMany, isReady, send } = useWriting(session, screen, field);
  const emoji = useEmoji(field, become);
  const { mode } = screen.state;
  const isWatched = showsTyped(screen);
  const placeholder = mode?.widget?.placeholder || t(mode?.mode === "message" ? "leave" : "write");
  const pressed = (event: KeyboardEvent) => {
    session.wake();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const pasted = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    if (!files?.length || !takesFiles(screen)) return;
    event.preventDefault();
    session.attach(files);
  };
  return (
    <footer>
      {tooMany > 0 && (
        <p class="mark bad" role="alert">
          {t("too_long", { n: tooMany })}
        </p>
      )}
      <Answering session={session} screen={screen} field={field} />
      {session.uploads && FILES.loaded && <FILES.loaded.Attached uploads={session.uploads} />}
      {screen.isAttaching && (
        <p class="mark" role="status">
          {t("attach")}…
        </p>
      )}
      {emoji.choice}
      {isWatched && (
        <p class="mark" id="typed">
          {t("typed")}
        </p>
      )}
      <div class="write">
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          aria-describedby={isWatched ? "typed" : undefined}
          disabled={screen.isTurnedAway}
          enterkeyhint="send"
          onInput={(event) => become(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={pasted}
        />
        {emoji.button}
        {takesFiles(screen) && <Attach session={session} isComing={screen.isAttaching} />}
        <Send isReady={isReady} send={send} />
      </div>
    </footer>
  );
}

type Field = { current: HTMLTextAreaElement | null };

/** What is half written, and sending it: with its files, once they have arrived. */
function useWriting(session: Session, screen: Screen, field: Field) {
  const [text, setText] = useState(() => draft.of(session.key));
  const said = useRef("");
  const { uploads } = session;
  const tooMany = [...text.trim()].length - screen.state.maxText;
  const isSaid = text.trim() !== "" || !!uploads?.list.length;
  const isHeld = tooMany > 0 || screen.isTurnedAway || screen.isAttaching || !!uploads?.hasFailed;
  const isReady = isSaid && !isHeld;
  const become = (value: string) => {
    setText(value);
    draft.keep(session.key, value);
    session.type(value);
    // Changed after all: it does not go by itself any more.
    if (uploads?.isWaiting && !value.startsWith(said.current)) uploads.wait(false);
  };
  // What was typed while the files arrived was not sent, and stays.
  const go = () => {
    // Its one file was taken out while it waited: there is nothing to send.
    if (!said.current.trim() && !uploads?.list.length) return;
    session.send(said.current.trim());
    become(text.slice(said.current.length).trimStart());
  };
  const send = () => {
    if (!isReady || session.holdsBack?.()) return;
    said.current = text;
    if (uploads?.isArriving) {
      uploads.wait(true);
      return;
    }
    go();
    field.current?.focus();
  };
  useEffect(() => {
    if (uploads) uploads.whenReady = () => session.holdsBack?.() || go();
  });
  useGrowing(field, text, screen.isShown);
  return { text, become, tooMany, isReady, send };
}

/** The button, and the choice it opens; what is chosen goes in at the caret. */
function useEmoji(field: Field, become: (text: string) => void) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const piece = usePiece(EMOJI, isOpen);
  const close = () => {
    setOpen(false);
    field.current?.focus();
  };
  const pick = (sign: string) => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(sign, element.selectionStart, element.selectionEnd, "end");
    become(element.value);
    close();
  };
  const button = (
    <button
      type="button"
      class="tool"
      aria-label={t("emoji")}
      title={t("emoji")}
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
        <path d="M8 14s1.5 2 4 2 4-2 4-2M9 9.5v.5M15 9.5v.5" />
      </svg>
    </button>
  );
  return { button, choice: isOpen && piece && <piece.Emojis pick={pick} close={close} /> };
}

function Send({ isReady, send }: { isReady: boolean; send: () => void }) {
  const { t } = useWords();
  return (
    <button type="button" class="send" disabled={!isReady} onClick={send} aria-label={t("send")} title={t("send")}>
      <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 19V5M5 12l7-7 7 7" />
      </svg>
    </button>
  );
}

/** What carries the files is fetched as soon as somebody is about to choose them. */
function Attach({ session, isComing }: { session: Session; isComing: boolean }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const prepare = () => void FILES.get();
  const chosen = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    session.attach(currentTarget.files ?? []);
    // The same file may be chosen once more.
    currentTarget.value = "";
  };
  return (
    <>
      <input ref={input} type="file" multiple hidden aria-label={t("attach")} onChange={chosen} />
      <button
        type="button"
        class="tool"
        aria-label={t("attach")}
        title={t("attach")}
        aria-busy={isComing}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => input.current?.click()}
      >
        <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M16 6l-8.4 8.6a2 2 0 0 0 2.8 2.8l8.4-8.6a4 4 0 1 0-5.6-5.6l-8.4 8.5a6 6 0 1 0 8.5 8.5l8.4-8.5" />
        </svg>
      </button>
    </>
  );
}

interface GivenAnswering {
  session: Session;
  screen: Screen;
  field: Field;
}

/** Which message is being answered, and taking that back. */
function Answering({ session, screen: { quoted, state }, field }: GivenAnswering) {
  const { t } = useWords();
  useEffect(() => {
    if (quoted) field.current?.focus();
  }, [quoted, field]);
  if (!quoted) return null;
  return (
    <div class="quoting">
      <Quoted id={quoted} session={session} state={state} />
      <button type="button" class="text" onClick={() => session.quote("")}>
        {t("no_answer")}
      </button>
    </div>
  );
}

/** As high as its text; nothing can be measured while the chat is not shown. */
function useGrowing(field: Field, text: string, isShown: boolean): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "";
    if (isShown && text) element.style.height = `${Math.min(element.scrollHeight, TALLEST)}px`;
  }, [text, field, isShown]);
}
