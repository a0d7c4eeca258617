/** Moving through a thread: it stays at the end while one is there, keeps its place while more comes in above or below, and begins where a link leads. */
import { defaultRangeExtractor, type Rect, useVirtualizer } from "@tanstack/react-virtual";
import type { Id } from "@zuruf/protocol/types";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { conversations } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useAddress } from "../../parts/address";
import { sayRefused } from "../../parts/problems";
import { useStore, useWorld } from "../../state/react";
import { countAfter, type News, newsSince, shownThread } from "../../state/reading";
import type { TimelineItem } from "../../state/select";
import type { Rows } from "../../ui/virtual";

const NEAR = 200;
const AT_END = 80;
const ROW = 64;
const [START, END] = [16, 12];
/** How large the thread's pane was: the next conversation's newest rows are drawn at once, before anything of them is laid out. */
let pane: Rect = { width: 0, height: 0 };

export interface Scrolling {
  scroller: RefObject<HTMLDivElement | null>;
  rows: Rows;
  onScroll: () => void;
  toEnd: () => void;
}

export function useScrolling(id: Id, items: TimelineItem[], onEnd: (isAtEnd: boolean) => void): Scrolling {
  const scroller = useRef<HTMLDivElement>(null);
  const store = useStore();
  const { leavePlace, at } = useAddress();
  const load = useLoading(id);
  const isApart = useWorld((world) => id in world.apart);
  const rows = useThreadRows(scroller, items, { isAtEnd: at === null, isApart });
  const left = () => leftIn(scroller.current);
  const isLow = useRef(at === null);
  const look = () => {
    isLow.current = left() < AT_END;
    onEnd(isLow.current);
  };
  // What comes in below moves nothing, and so is no scrolling; where it is followed, that happens first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for each change of the rows only
  useEffect(() => {
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [items]);
  useStaying(scroller, items.length > 0, () => isLow.current && rows.scrollToEnd());
  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    look();
    if (box.scrollTop < NEAR) load("before");
    if (isApart && left() < NEAR) load("after");
  };
  const toEnd = () => {
    store.leaveApart(id);
    if (at !== null) leavePlace();
    // The newest messages are drawn first.
    requestAnimationFrame(() => rows.scrollToEnd());
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the conversation appears; afterwards appending follows
  useEffect(() => {
    if (at === null) rows.scrollToEnd();
  }, [id]);
  return { scroller, rows, onScroll, toEnd };
}

/** The newest rows are drawn first, unless a link leads elsewhere. */
function useThreadRows(
  scroller: RefObject<HTMLDivElement | null>,
  items: TimelineItem[],
  { isAtEnd, isApart }: { isAtEnd: boolean; isApart: boolean },
): Rows {
  return useVirtualizer({
    count: items.length,
    enabled: items.length > 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    initialRect: pane,
    initialOffset: () => (isAtEnd ? Math.max(0, START + items.length * ROW + END - pane.height) : 0),
    observeElementRect: ({ scrollElement }, tell) => (scrollElement ? observePane(scrollElement, tell) : undefined),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 4,
    useFlushSync: false,
    paddingStart: START,
    paddingEnd: END,
    anchorTo: "end",
    // Who writes a message anew looks at it, and not at what comes in below.
    followOnAppend: !isApart && !isTypedIn(scroller.current),
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), focusedRow(scroller.current, items)),
    scrollEndThreshold: AT_END,
  });
}

/** Measured once the browser has laid it out by itself; asked before, it would do so once more for every conversation. */
function observePane(box: Element, tell: (rect: Rect) => void): () => void {
  const look = () => {
    pane = { width: box.clientWidth, height: box.clientHeight };
    tell(pane);
  };
  if (pane.height === 0) look();
  const watching = new ResizeObserver(look);
  watching.observe(box);
  return () => watching.disconnect();
}

/** How many pixels of the thread lie below what is in sight. */
function leftIn(box: HTMLDivElement | null): number {
  return box ? box.scrollHeight - box.scrollTop - box.clientHeight : 0;
}

/** Whatever takes from the thread's height at once, a draft of the visitor's or a long one of one's own: the end stays in sight. */
function useStaying(scroller: RefObject<HTMLDivElement | null>, isThere: boolean, stay: () => void): void {
  const now = useRef(stay);
  now.current = stay;
  useEffect(() => {
    const box = isThere && scroller.current;
    if (!box) return;
    const watching = new ResizeObserver(() => now.current());
    watching.observe(box);
    return () => watching.disconnect();
  }, [scroller, isThere]);
}

function isTypedIn(box: HTMLElement | null): boolean {
  return document.activeElement instanceof HTMLTextAreaElement && !!box?.contains(document.activeElement);
}

/** Where the focus is, -1 elsewhere: that row stays drawn wherever it is scrolled to, or a field would go from under its typist. */
function focusedRow(box: HTMLElement | null, items: readonly TimelineItem[]): number {
  const key = box?.querySelector<HTMLElement>("[data-key]:focus-within")?.dataset.key;
  return key === undefined ? -1 : items.findIndex((item) => item.key === key);
}

/** The rows to draw, in order, with one more of them. */
export function withRow(drawn: number[], row: number): number[] {
  return row < 0 || drawn.includes(row) ? drawn : [...drawn, row].sort((a, b) => a - b);
}

/** Brings the message at an event into the middle, once for each place asked for; what is not loaded yet is fetched. */
export function useLanding(id: Id, items: TimelineItem[], rows: Rows): { land: (seq: number) => void } {
  const { at } = useAddress();
  const store = useStore();
  const words = useWords();
  const [place, setPlace] = useState(at);
  useEffect(() => setPlace(at), [at]);
  const isThere = useWorld((world) => place !== null && isLoaded(shownThread(world, id), place));
  useEffect(() => {
    if (place === null || isThere) return;
    conversations
      .part(id, "around", place)
      .then((part) => store.fetchedAround(id, part))
      .catch((problem: unknown) => {
        setPlace(null);
        sayRefused(problem, words);
      });
  }, [id, place, isThere, store, words]);
  useEffect(() => {
    if (place === null || !isThere) return;
    const index = items.findIndex((item) => item.kind === "message" && item.message.first_seq >= place);
    if (index >= 0) rows.scrollToIndex(index, { align: "center" });
    setPlace(null);
  }, [place, isThere, items, rows]);
  return { land: setPlace };
}

/** Whether a part of a thread reaches to event `seq`, or begins with the first message there is. */
function isLoaded({ messages, hasMore, isLoaded: isFetched }: ReturnType<typeof shownThread>, seq: number): boolean {
  if (!isFetched) return false;
  const first = messages[0]?.first_seq ?? 0;
  return (first <= seq || !hasMore) && (messages.at(-1)?.first_seq ?? 0) >= seq;
}

/** What is new above, where one left off, and below, since the end was in sight. */
export function useNews(id: Id, isAtEnd: boolean): { above: News | null; below: number; leftOff: number } {
  const leftOff = useLeftOff(id);
  const me = useWorld((world) => world.me);
  const above = useWorld((world) => newsSince(shownThread(world, id), me, leftOff));
  const newest = useWorld((world) => world.threads[id]?.messages.at(-1)?.first_seq ?? 0);
  const seen = useRef(newest);
  if (isAtEnd) seen.current = newest;
  const below = useWorld((world) => countAfter(world.threads[id] ?? shownThread(world, id), me, seen.current));
  return { above, below: isAtEnd ? 0 : below, leftOff };
}

/** How far was read when the conversation was opened, or when one went to another window. */
function useLeftOff(id: Id): number {
  const store = useStore();
  const [leftOff, setLeftOff] = useState(() => store.shown.world.reads[id] ?? 0);
  useEffect(() => {
    const leave = () => setLeftOff(store.shown.world.reads[id] ?? 0);
    addEventListener("blur", leave);
    return () => removeEventListener("blur", leave);
  }, [store, id]);
  return leftOff;
}

/** One page at a time, of what is shown. */
function useLoading(id: Id): (where: "before" | "after") => void {
  const store = useStore();
  const words = useWords();
  const isBusy = useRef(false);
  return useCallback(
    (where) => {
      const { messages, hasMore } = shownThread(store.shown.world, id);
      const edge = messages.at(where === "before" ? 0 : -1);
      if (isBusy.current || !edge || (where === "before" && !hasMore)) return;
      isBusy.current = true;
      conversations
        .part(id, where, edge.first_seq)
        .then((part) => {
          if (where === "before") store.fetchedOlder(id, edge.first_seq, part);
          else store.fetchedNewer(id, edge.first_seq, part);
        })
        .catch((problem: unknown) => sayRefused(problem, words))
        .finally(() => {
          isBusy.current = false;
        });
    },
    [store, words, id],
  );
}
