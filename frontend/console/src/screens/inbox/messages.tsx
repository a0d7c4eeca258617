/** What was said and what happened, newest at the bottom; older parts are fetched when one scrolls up to them. */

import { useVirtualizer } from "@tanstack/react-virtual";
import type { ConversationView } from "@zuruf/protocol/types";
import { ArrowDown, MessageCircleDashed } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { conversations } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sayRefused } from "../../parts/problems";
import { NO_THREAD } from "../../state/model";
import { useNow } from "../../state/now";
import { usePendingMessages, useStore, useWorld } from "../../state/react";
import { type TimelineItem, timeline } from "../../state/select";
import { IconButton } from "../../ui/button";
import { Empty } from "../../ui/small";
import { type Rows, VirtualRows } from "../../ui/virtual";
import { TimelineRow } from "./timeline-row";
import { Why } from "./why";

const NEAR_TOP = 200;
const AT_END = 80;

export function Messages({ conversation }: { conversation: ConversationView }) {
  const { t } = useWords();
  const { id } = conversation;
  const items = useItems(id);
  const [explained, setExplained] = useState<number | null>(null);
  const { scroller, rows, onScroll, isAtEnd, toEnd } = useScrolling(id, items);
  const row = (index: number) => {
    const item = items[index];
    return item && <TimelineRow item={item} conversation={conversation} onWhy={setExplained} />;
  };
  if (items.length === 0) return <NothingSaid />;
  return (
    <div className="relative flex min-h-0 grow flex-col">
      <section
        ref={scroller}
        onScroll={onScroll}
        aria-label={t("messages.label")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 grow overflow-y-auto px-3 -outline-offset-2 md:px-5"
      >
        <div className="flex min-h-full flex-col justify-end">
          <VirtualRows rows={rows} row={row} />
        </div>
      </section>
      {!isAtEnd && (
        <IconButton
          label={t("messages.to_end")}
          icon={ArrowDown}
          look="plain"
          size="md"
          onClick={toEnd}
          className="absolute right-4 bottom-7 rounded-full shadow-pop"
        />
      )}
      <Typists id={id} />
      <Announcer id={id} />
      {explained !== null && <Why conversation={conversation} seq={explained} onClose={() => setExplained(null)} />}
    </div>
  );
}

function useItems(id: string): TimelineItem[] {
  const thread = useWorld((world) => world.threads[id] ?? NO_THREAD);
  const pendings = usePendingMessages(id);
  return useMemo(() => timeline(thread, pendings), [thread, pendings]);
}

/** Stays at the end while one is there, keeps its place while older parts come in above. */
function useScrolling(id: string, items: TimelineItem[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const loadOlder = useOlder(id);
  const [isAtEnd, setAtEnd] = useState(true);
  const rows: Rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 10,
    paddingStart: 16,
    paddingEnd: 12,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: AT_END,
  });
  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < AT_END);
    if (box.scrollTop < NEAR_TOP) loadOlder();
  };
  const toEnd = () => rows.scrollToEnd();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the conversation appears; afterwards appending follows
  useEffect(toEnd, [id]);
  return { scroller, rows, onScroll, isAtEnd, toEnd };
}

function NothingSaid() {
  const { t } = useWords();
  return (
    <div className="grid grow place-items-center">
      <Empty icon={MessageCircleDashed} title={t("messages.none")}>
        {t("messages.none_hint")}
      </Empty>
    </div>
  );
}

function useOlder(id: string): () => void {
  const store = useStore();
  const words = useWords();
  const isBusy = useRef(false);
  return useCallback(() => {
    const thread = store.shown.world.threads[id];
    const first = thread?.messages[0];
    if (isBusy.current || !thread?.hasMore || !first) return;
    isBusy.current = true;
    conversations
      .older(id, first.first_seq)
      .then((part) => store.fetchedOlder(id, part))
      .catch((problem: unknown) => sayRefused(problem, words))
      .finally(() => {
        isBusy.current = false;
      });
  }, [store, words, id]);
}

function Typists({ id }: { id: string }) {
  const { t, list } = useWords();
  const now = useNow("precise");
  const names = useNames();
  const visitor = useWorld((world) => world.conversations[id]?.visitor);
  const who = useWorld((world) =>
    Object.entries(world.typing[id] ?? {})
      .filter(([typist, { until }]) => typist !== world.me && until > now - world.ahead)
      .map(([typist]) => typist),
  );
  const typists = who.map((typist) => (typist === "visitor" && visitor ? names.visitor(visitor) : names.agent(typist)));
  return (
    <div className="h-5 shrink-0 px-5 text-xs text-muted" aria-hidden={typists.length === 0}>
      {typists.length > 0 && (
        <span className="flex items-center gap-2">
          <span className="flex gap-0.5">
            <span className="typing-dot size-1 rounded-full bg-muted" />
            <span className="typing-dot size-1 rounded-full bg-muted" />
            <span className="typing-dot size-1 rounded-full bg-muted" />
          </span>
          {t("typing.names", { n: typists.length, names: list(typists) })}
        </span>
      )}
    </div>
  );
}

/** Reads new messages of others out to those who do not see them appear. */
function Announcer({ id }: { id: string }) {
  const { t } = useWords();
  const names = useNames();
  const last = useWorld((world) => world.threads[id]?.messages.at(-1));
  const visitor = useWorld((world) => world.conversations[id]?.visitor);
  const me = useWorld((world) => world.me);
  const [first] = useState(last?.id);
  if (!last || !visitor || last.id === first || last.author === me) return <p aria-live="polite" className="sr-only" />;
  const name =
    last.kind === "visitor" ? names.visitor(visitor) : last.author ? names.agent(last.author) : t("name.website");
  return (
    <p aria-live="polite" className="sr-only">
      {t("row.by", { name, text: last.text })}
    </p>
  );
}
