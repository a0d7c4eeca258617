/** The list of conversations: filtered, virtualised, moved through with j and k. */
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { Inbox as InboxIcon, ListChecks, Search } from "lucide-react";
import { lazy, type MouseEvent, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { conversations } from "../../api/calls";
import { NoPage } from "../../app/failed";
import { useWords } from "../../i18n/words";
import { type Address, useAddress } from "../../parts/address";
import { Bar } from "../../parts/bar";
import { useNames } from "../../parts/names";
import { sentenceOf } from "../../parts/problems";
import { useShortcuts } from "../../parts/shortcuts";
import type { World } from "../../state/model";
import { useNow } from "../../state/now";
import { useStore, useWorld } from "../../state/react";
import { type Filter, isNarrowed, listed, mentionIn, NO_FILTER, type View } from "../../state/select";
import { Button, IconButton } from "../../ui/button";
import { Empty, Skeleton, Trouble } from "../../ui/small";
import { useRows, VirtualRows } from "../../ui/virtual";
import { useCursor } from "./cursor";
import { Filters } from "./filters";
import { Narrowed } from "./narrowed";
import { ListRow } from "./row";
import { RowMenu } from "./row-menu";
import { type Keys, useKeys } from "./selection/keys";
import { ChoosableRow } from "./selection/row";
import { clicked, type Selection, useSelection } from "./selection/selection";

const ROW_HEIGHT = 83;
const SelectionBar = lazy(() => import("./selection/bar"));
const SearchPane = lazy(() => import("./search/pane"));

export function ConversationList() {
  const { q, search } = useAddress();
  useShortcuts({ s: () => search(q ?? "") });
  if (q === null) return <List />;
  return (
    <Suspense fallback={<Loading />}>
      <SearchPane text={q} />
    </Suspense>
  );
}

function List() {
  const { t } = useWords();
  const names = useNames();
  const address = useListAddress();
  const { view, filter, conversation: opened, open } = address;
  const past = usePast(view, filter);
  const shown = useListed(view, filter, past.data, opened);
  const selection = useSelection(shown, view);
  const keys = useKeys(selection);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows({ keys: shown.map(({ id }) => id), height: ROW_HEIGHT, scroller });
  const cursor = useCursor(shown, address, rows, selection);
  const onOpen = useOpening(selection, open);
  const title = view.startsWith("group:") ? names.group(view.slice(6)) : t(`list.${view as Plain}`);
  const row = (index: number) => {
    const conversation = shown[index];
    const at = { isOpen: conversation?.id === opened, isAt: conversation?.id === cursor };
    return (
      conversation && (
        <ChoosableRow conversation={conversation} selection={selection}>
          <ListRow conversation={conversation} view={view} onOpen={onOpen} {...at} />
          <RowMenu conversation={conversation} />
        </ChoosableRow>
      )
    );
  };
  return (
    <section aria-label={title} className="flex h-full min-w-0 grow flex-col">
      <Head title={title} address={address} selection={selection} />
      <Narrowed address={address} />
      <div ref={scroller} className="min-h-0 grow overflow-y-auto contain-content">
        {shown.length ? (
          <VirtualRows rows={rows} row={row} />
        ) : (
          <Nothing address={address} isLoading={past.isLoading} />
        )}
        <Past past={past} />
      </div>
      <Chosen key={view} selection={selection} keys={keys} onOpen={open} />
    </section>
  );
}

function Head({ title, address, selection }: { title: string; address: Address; selection: Selection }) {
  const { t } = useWords();
  const { view, filter, narrow, search } = address;
  return (
    <Bar title={title}>
      {view !== "mentions" && <Filters view={view} filter={filter} onNarrow={narrow} />}
      <IconButton
        label={t("bulk.begin")}
        icon={ListChecks}
        aria-pressed={selection.isOn}
        onClick={() => (selection.isOn ? selection.clear() : selection.begin())}
        // With a pointer the rows have their boxes, by keyboard the key x and the palette.
        className="md:[@media(hover:hover)]:hidden"
      />
      <IconButton label={t("search.open")} icon={Search} aria-keyshortcuts="s" onClick={() => search("")} />
    </Bar>
  );
}

/** From the first time somebody chooses: what was refused is told there, too. */
function Chosen(props: { selection: Selection; keys: Keys; onOpen: (id: Id) => void }) {
  const { selection } = props;
  const isChoosing = selection.isOn || selection.chosen.length > 0;
  const [isWanted, setWanted] = useState(false);
  useEffect(() => setWanted((before) => before || isChoosing), [isChoosing]);
  return <Suspense>{isWanted && <SelectionBar {...props} />}</Suspense>;
}

/** The same function for ever: with another one every row would be drawn anew. */
function useOpening(selection: Selection, open: (id: Id) => void) {
  const latest = useRef({ selection, open });
  latest.current = { selection, open };
  return useCallback((id: Id, event: MouseEvent) => {
    const { selection, open } = latest.current;
    if (!clicked(selection, id, event)) open(id);
  }, []);
}

/** From the list of mentions one comes to the comment itself. */
function useListAddress(): Address {
  const address = useAddress();
  const store = useStore();
  return useMemo(() => {
    if (address.view !== "mentions") return address;
    return { ...address, open: (id: Id) => address.open(id, mentionIn(store.shown.world, id) ?? 0) };
  }, [address, store]);
}

type Plain = "mine" | "unassigned" | "all" | "mentions";

/** In the list of mentions the open one stays until one leaves it: opening it has made it seen. */
function useListed(
  view: View,
  filter: Filter,
  past: InfiniteData<PastPage> | undefined,
  opened: Id | null,
): ConversationView[] {
  const kept = view === "mentions" ? opened : null;
  const found = useMemo(() => new Set(past?.pages.flatMap(({ ids }) => ids)), [past]);
  // Who was missed changes with time alone.
  const ticking = useNow();
  const now = filter.only === "missed" ? ticking : 0;
  return useWorld(
    useCallback(
      (world: World) => {
        const rows = listed(world, view, filter, found, now);
        const open = kept && world.conversations[kept];
        return open && !rows.includes(open) ? [open, ...rows] : rows;
      },
      [view, filter, found, now, kept],
    ),
  );
}

interface PastPage {
  ids: Id[];
  next: string | null;
}

/** Mine and Unassigned are open ones only. */
function isEndless(view: View): boolean {
  return view === "all" || view.startsWith("group:");
}

function usePast(view: View, filter: Filter) {
  const store = useStore();
  const isPast = (filter.state === "closed" || filter.state === "any") && filter.only === "" && isEndless(view);
  const query = useMemo(() => {
    const { website, agent, group, tag, language, order } = filter;
    const given = Object.entries({ website, agent, group, tag, language }).filter(([, value]) => value);
    return { view, state: "closed", ...(order === "oldest" ? { order } : {}), ...Object.fromEntries(given) };
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
  const isGone = useWorld((world) => view.startsWith("group:") && !world.groups[view.slice(6)]);
  if (isLoading) return <Loading />;
  if (isGone) return <NoPage />;
  if (isNarrowed(filter)) {
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
