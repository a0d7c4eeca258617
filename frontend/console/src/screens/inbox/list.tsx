/** The list of conversations: filtered, virtualised, moved through with j and k. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Inbox as InboxIcon } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { conversations } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { type Address, useAddress } from "../../parts/address";
import { Bar } from "../../parts/bar";
import { useNames } from "../../parts/names";
import { sentenceOf } from "../../parts/problems";
import { useShortcuts } from "../../parts/shortcuts";
import type { World } from "../../state/model";
import { useStore, useWorld } from "../../state/react";
import { type Filter, listed, NO_FILTER, type View } from "../../state/select";
import { Button } from "../../ui/button";
import { Empty, Skeleton, Trouble } from "../../ui/small";
import { Filters } from "./filters";
import { ListRow } from "./row";

const ROW_HEIGHT = 83;

export function ConversationList() {
  const { t } = useWords();
  const names = useNames();
  const address = useAddress();
  const { view, filter, conversation: opened, open } = address;
  const select = useCallback((world: World) => listed(world, view, filter), [view, filter]);
  const shown = useWorld(select);
  const past = usePast(view, filter);
  const [cursor, setCursor] = useState<string | null>(opened);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
  });

  useEffect(() => setCursor(opened), [opened]);
  const move = (step: number) => {
    const at = shown.findIndex((conversation) => conversation.id === (cursor ?? opened));
    const next = shown[at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + step))];
    if (!next) return;
    setCursor(next.id);
    rows.scrollToIndex(shown.indexOf(next));
    // Beside an open conversation moving opens; in the list alone enter does.
    if (opened) open(next.id);
  };
  useShortcuts({ j: () => move(1), k: () => move(-1), Enter: () => cursor && open(cursor) });

  const title = view.startsWith("group:")
    ? names.group(view.slice(6))
    : t(`list.${view as "mine" | "unassigned" | "all"}`);
  return (
    <section aria-label={title} className="flex h-full min-w-0 grow flex-col">
      <Bar title={title}>
        <Filters view={view} filter={filter} onNarrow={address.narrow} />
      </Bar>
      <div ref={scroller} className="min-h-0 grow overflow-y-auto">
        {shown.length === 0 ? (
          <Nothing address={address} isLoading={past.isLoading} />
        ) : (
          <ul className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((item) => {
              const conversation = shown[item.index];
              return (
                conversation && (
                  <li
                    key={item.key}
                    ref={rows.measureElement}
                    data-index={item.index}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    <ListRow
                      conversation={conversation}
                      view={view}
                      isOpen={conversation.id === opened}
                      isAt={conversation.id === cursor}
                      onOpen={open}
                    />
                  </li>
                )
              );
            })}
          </ul>
        )}
        <Past past={past} />
      </div>
    </section>
  );
}

function usePast(view: View, filter: Filter) {
  const store = useStore();
  const isPast = filter.state !== "open" && view !== "mine" && view !== "unassigned";
  const query = useMemo(() => {
    const { website, agent, group } = filter;
    const given = Object.entries({ website, agent, group }).filter(([, value]) => value);
    return { view, state: "closed", ...Object.fromEntries(given) };
  }, [view, filter]);
  return useInfiniteQuery({
    queryKey: ["past", query],
    enabled: isPast,
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const page = await conversations.page({ ...query, ...(pageParam ? { cursor: pageParam } : {}) });
      store.found(page.items);
      return page.next;
    },
    getNextPageParam: (next) => next ?? undefined,
  });
}

function Past({ past }: { past: ReturnType<typeof usePast> }) {
  const words = useWords();
  if (past.error) {
    return (
      <div className="p-3">
        <Trouble
          action={
            <Button size="sm" onClick={() => void past.refetch()}>
              {words.t("again")}
            </Button>
          }
        >
          {sentenceOf(past.error, words)}
        </Trouble>
      </div>
    );
  }
  if (!past.hasNextPage) return null;
  return (
    <div className="flex justify-center p-3">
      <Button size="sm" isBusy={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
        {words.t("list.older")}
      </Button>
    </div>
  );
}

function Nothing({ address, isLoading }: { address: Address; isLoading: boolean }) {
  const { t } = useWords();
  const { view, filter, narrow } = address;
  if (isLoading) return <Loading />;
  const isNarrowed = JSON.stringify({ ...filter, order: "newest" }) !== JSON.stringify(NO_FILTER);
  if (isNarrowed) {
    return (
      <Empty
        icon={InboxIcon}
        title={t("list.nothing_found")}
        action={<Button onClick={() => narrow(NO_FILTER)}>{t("filter.clear")}</Button>}
      >
        {t("list.nothing_found_hint")}
      </Empty>
    );
  }
  const kind = view.startsWith("group:") ? "group" : (view as "mine" | "unassigned" | "all");
  return (
    <Empty icon={InboxIcon} title={t(`list.${kind}.empty`)}>
      {t(`list.${kind}.empty_hint`)}
    </Empty>
  );
}

function Loading() {
  const { t } = useWords();
  return (
    <div aria-busy="true">
      <span className="sr-only">{t("loading")}</span>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex gap-3 border-b p-4">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex grow flex-col gap-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-4 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
