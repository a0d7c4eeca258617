// What was said, newest at the bottom; older messages come when one scrolls up.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePiece } from "./again";
import { Message, Waiting } from "./Bubble";
import { Groups } from "./Groups";
import { More } from "./More";
import { FILES } from "./parts";
import type { Screen, Session } from "./session";
import type { State } from "./state";
import { type Item, timeline } from "./timeline";
import type { MessageForVisitor } from "./wire";
import { type Spoken, useWords } from "./words";

/** This near to the end one reads the newest, and stays with them. */
const NEAR = 80;

export function Thread({ session, screen }: { session: Session; screen: Screen }) {
  const { t } = useWords();
  const items = timeline(screen.state);
  // What shows files makes the thread longer when it comes: who reads the newest stays with them.
  usePiece(FILES, hasFiles(screen.state));
  const { scroller, isBehind, scrolled, toEnd } = useScrolling(session, screen);
  return (
    <main>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <section class="scroll" ref={scroller} onScroll={scrolled} tabIndex={0} aria-label={t("thread")}>
        {screen.state.hasMore && (
          <button type="button" class="text more" onClick={() => void session.page()}>
            {t("older")}
          </button>
        )}
        {items.length === 0 && <Welcome state={screen.state} />}
        <ol>
          {items.map((item) => (
            <Row key={item.key} item={item} session={session} screen={screen} />
          ))}
        </ol>
        <Groups session={session} screen={screen} />
        <More session={session} screen={screen} />
        {isClosed(screen.state) && <p class="line">{t("closed")}</p>}
        <Typing state={screen.state} />
      </section>
      {isBehind && (
        <button type="button" class="newest" onClick={toEnd}>
          {t("newest")}
        </button>
      )}
      <Aloud state={screen.state} />
    </main>
  );
}

/** What the website says before anybody wrote. The greeting stands in the header already where there is no title. */
function Welcome({ state: { mode } }: { state: State }) {
  const widget = mode?.widget;
  const text = (mode?.mode === "message" && widget?.offline_text) || (widget?.title && widget.greeting);
  return text ? <p class="bubble welcome">{text}</p> : null;
}

function Row({ item, session, screen }: { item: Item; session: Session; screen: Screen }) {
  const { t, day } = useWords();
  if (item.kind === "message") return <Message item={item} session={session} state={screen.state} />;
  if (item.kind === "pending") {
    return <Waiting item={item} session={session} state={screen.state} isOffline={screen.isOffline} />;
  }
  if (item.kind === "day") return <li class="line">{day(item.at, Date.now())}</li>;
  const name = item.agent || t("somebody");
  return <li class="line">{t(item.type === "agent.left" ? "left" : "joined", { name })}</li>;
}

function Typing({ state }: { state: State }) {
  const { t, list } = useWords();
  const names = Object.values(state.typing).map((name) => name || t("somebody"));
  if (names.length === 0) return null;
  return <p class="mark typing">{t(names.length > 1 ? "typing_several" : "typing", { names: list(names) })}</p>;
}

function hasFiles({ messages, pending }: State): boolean {
  return [...messages, ...pending].some((one) => one.files.length > 0);
}

/** Reads the newest message of the other side aloud, not those fetched by scrolling up. */
function Aloud({ state }: { state: State }) {
  const { t } = useWords();
  const first = useRef(-1);
  const newest = state.messages.findLast((message) => message.kind !== "visitor");
  if (first.current < 0 && state.mode) first.current = newest?.first_seq ?? 0;
  const isNew = newest && first.current >= 0 && newest.first_seq > first.current;
  return (
    <p class="hidden" aria-live="polite">
      {isNew &&
        !newest.deleted_at &&
        t("said", { name: newest.author?.name ?? t("automatic"), text: aloud(newest, t) })}
    </p>
  );
}

/** Files alone are read aloud by their number and names. */
function aloud({ text, files }: MessageForVisitor, t: Spoken["t"]): string {
  const said = files.length > 0 ? [t("file_said", { n: files.length }), ...files.map((file) => file.name)] : [];
  return [text, said.join(", ")].filter(Boolean).join(". ");
}

function isClosed({ conversation, pending }: State): boolean {
  return (
    conversation !== null && !conversation.is_open && conversation.episode > 0 && pending.every((one) => one.refusal)
  );
}

function useScrolling(session: Session, { state, isShown }: Screen) {
  const scroller = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const height = useRef(0);
  const [isBehind, setBehind] = useState(false);
  const newest = state.messages.at(-1)?.id;
  const oldest = state.messages[0]?.id;
  const count = state.pending.length;
  const toEnd = () => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    setBehind(false);
  };
  // What is fetched above must not push what is being read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the upper end moves
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && !isAtEnd.current) element.scrollTop += element.scrollHeight - height.current;
  }, [oldest]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the lower end moves
  useLayoutEffect(() => {
    if (isAtEnd.current || count > 0) toEnd();
    else setBehind(true);
  }, [newest, count, isShown]);
  useLayoutEffect(() => {
    if (isAtEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    height.current = scroller.current?.scrollHeight ?? 0;
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const watching = new ResizeObserver(() => isAtEnd.current && element.scrollTo({ top: element.scrollHeight }));
    watching.observe(element);
    return () => watching.disconnect();
  }, []);
  const scrolled = () => {
    const element = scroller.current;
    if (!element) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (isAtEnd.current) setBehind(false);
    if (element.scrollTop < NEAR) void session.page();
  };
  return { scroller, isBehind, scrolled, toEnd };
}
