/** What was said and what happened, newest at the bottom; older parts are fetched when one scrolls up to them. */

import type { ConversationView, Id } from "@zuruf/protocol/types";
import { ArrowDown, ArrowUp, MessageCircleDashed } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../../i18n/words";
import { useAddress } from "../../parts/address";
import { usePendingMessages, useWorld } from "../../state/react";
import { type News, shownThread } from "../../state/reading";
import { type TimelineItem, timeline } from "../../state/select";
import { Button, IconButton } from "../../ui/button";
import { cx } from "../../ui/class";
import { Empty } from "../../ui/small";
import { VirtualRows } from "../../ui/virtual";
import { Announcer } from "./announcer";
import { useLanding, useNews, useScrolling } from "./scrolling";
import { TimelineRow } from "./timeline-row";
import { Typists } from "./typists";
import { Why } from "./why";

export function Messages({ conversation }: { conversation: ConversationView }) {
  return (
    <>
      <Thread conversation={conversation} />
      <Announcer id={conversation.id} />
    </>
  );
}

function Thread({ conversation }: { conversation: ConversationView }) {
  const { t } = useWords();
  const { id } = conversation;
  const { at } = useAddress();
  const [explained, setExplained] = useState<number | null>(null);
  const isApart = useWorld((world) => id in world.apart);
  const [isLow, setLow] = useState(at === null);
  const isAtEnd = isLow && !isApart;
  const news = useNews(id, isAtEnd);
  const items = useItems(id, news.above?.first ?? null);
  const { scroller, rows, onScroll, toEnd } = useScrolling(id, items, setLow);
  const { land } = useLanding(id, items, rows);
  useReturning(id, isApart, toEnd);
  const row = (index: number) => {
    const item = items[index];
    const isPlace = item?.kind === "message" && item.message.first_seq === at;
    return (
      item && (
        <div
          className={cx(isPlace && "-mx-2 mt-3 rounded-lg bg-accent-tint px-2 pb-1")}
          data-place={isPlace || undefined}
        >
          <TimelineRow item={item} conversation={conversation} onWhy={setExplained} />
        </div>
      )
    );
  };
  if (items.length === 0) return <NothingSaid />;
  const newRow = items.findIndex(({ kind }) => kind === "new");
  const isAbove = news.above !== null && newRow < (rows.range?.startIndex ?? 0);
  return (
    <div className="relative flex min-h-24 grow basis-0 flex-col">
      <section
        ref={scroller}
        onScroll={onScroll}
        aria-label={t("messages.label")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 grow overflow-y-auto px-3 -outline-offset-2 contain-content md:px-5"
      >
        <div className="flex min-h-full flex-col justify-end">
          <VirtualRows rows={rows} row={row} />
        </div>
      </section>
      {isAbove && news.above && <ToNews news={news.above} onClick={() => land(news.above?.first ?? news.leftOff)} />}
      {!isAtEnd && <ToEnd count={news.below} onClick={toEnd} />}
      <Typists id={id} />
      {explained !== null && <Why conversation={conversation} seq={explained} onClose={() => setExplained(null)} />}
    </div>
  );
}

const FLOATING = "absolute z-10 rounded-full shadow-pop";

/** Up to where one left off. */
function ToNews({ news: { first, count }, onClick }: { news: News; onClick: () => void }) {
  const { t } = useWords();
  return (
    <Button size="sm" look="accent" icon={ArrowUp} onClick={onClick} className={cx(FLOATING, "top-3 self-center")}>
      {t(first === null ? "messages.new_above_more" : "messages.new_above", { n: count })}
    </Button>
  );
}

/** Down to the newest, with how many came since. */
function ToEnd({ count, onClick }: { count: number; onClick: () => void }) {
  const { t } = useWords();
  if (count === 0) {
    return (
      <IconButton
        label={t("messages.to_end")}
        icon={ArrowDown}
        look="plain"
        size="md"
        onClick={onClick}
        className={cx(FLOATING, "end-4 bottom-7")}
      />
    );
  }
  return (
    <Button size="sm" look="accent" icon={ArrowDown} onClick={onClick} className={cx(FLOATING, "end-4 bottom-7")}>
      {t("messages.new_below", { n: count })}
    </Button>
  );
}

/** Who writes is at the end of the thread, wherever they read before. */
function useReturning(id: Id, isApart: boolean, toEnd: () => void): void {
  const written = usePendingMessages(id).at(-1)?.cid;
  const before = useRef(written);
  useEffect(() => {
    if (written && written !== before.current && isApart) toEnd();
    before.current = written;
  });
}

function useItems(id: Id, firstNew: number | null): TimelineItem[] {
  const thread = useWorld((world) => shownThread(world, id));
  const isApart = useWorld((world) => id in world.apart);
  const pendings = usePendingMessages(id);
  return useMemo(() => timeline(thread, isApart ? [] : pendings, firstNew), [thread, isApart, pendings, firstNew]);
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
