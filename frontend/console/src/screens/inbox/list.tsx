/** The list of conversations: filtered, virtualised, moved through with j and k. */
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import type { ConversationView, Id } from "@zuruf/protocol/types";
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
import { focusRow, type Rows, useRows, VirtualRows } from "../../ui/virtual";
import { Filters } from "./filters";
import { ListRow } from "./row";

const ROW_HEIGHT = 83;

export function ConversationList() {
  const { t } = useWords();
  const names = useNames();
  const address = useAddress();
  const { view, filter, conversation: opened, open } = address;
  const past = usePast(view, filter);
  const shown = useListed(view, filter, past.data);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows({ keys: shown.map(({ id }) => id), height: ROW_HEIGHT, scroller });
  const cursor = useCursor(shown, address, rows);
  const title = view.startsWith("group:") ? names.group(view.slice(6)) : t(`list.${view as Plain}`);
  const row = (index: number) => {
    const conversation = shown[index];
    const at = { isOpen: conversation?.id === opened, isAt: conversation?.id === cursor };
    return conversation && <ListRow conversation={conversation} view={view} onOpen={open} {...at} />;
  };
  return (
    <section aria-label={title} className="flex h-full min-w-0 grow flex-col">
      <Bar title={title}>
        <Filters view={view} filter={filter} onNarrow={address.narrow} />
      </Bar>
      <div ref={scroller} className="min-h-0 grow overflow-y-auto">
        {shown.length ? (
          <VirtualRows rows={rows} row={row} />
        ) : (
          <Nothing address={address} isLoading={past.isLoading} />
        )}
        <Past past={past} />
      </div>
    </section>
  );
}

type Plain = "mine" | "unassigned" | "all";

function useListed(view: View, filter: Filter, past: InfiniteData<PastPage> | undefined): ConversationView[] {
  const found = useMemo(() => new Set(past?.pages.flatMap(({ ids }) => ids)), [past]);
  return useWorld(useCallback((world: World) => listed(world, view, filter, found), [view, filter, found]));
}

/** The row that j and k move and enter opens; beside an open conversation moving opens at once. */
function useCursor(shown: ConversationView[], { conversation: opened, open }: Address, rows: Rows): string | null {
  const [cursor, setCursor] = useState<string | null>(opened);
  useEffect(() => setCursor(opened), [opened]);
  const move = (step: number) => {
    const at = shown.findIndex(({ id }) => id === (cursor ?? opened));
    const to = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + step));
    const next = shown[to];
    if (!next) return;
    setCursor(next.id);
    rows.scrollToIndex(to);
    focusRow(rows, to);
    if (opened) open(next.id);
  };
  useShortcuts({ j: () => move(1), k: () => move(-1), Enter: () => cursor && open(cursor) });
  return cursor;
}

interface PastPage {
  ids: Id[];
  next: string | null;
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
    queryFn: async ({ pageParam }): Promise<PastPage> => {
      const page = await conversations.page({ ...query, ...(pageParam ? { cursor: pageParam } : {}) });
      store.found(page.items);
      return { ids: page.items.map(({ id }) => id), next: page.next };
    },
    getNextPageParam: ({ next }) => next ?? undefined,
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
  const kind = view.startsWith("group:") ? "group" : (view as Plain);
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
