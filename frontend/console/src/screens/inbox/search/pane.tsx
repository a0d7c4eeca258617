/** Full-text search in place of the list: what is typed, what is found with its hits marked, and opening it there (I3). */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { ChevronLeft, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type Hit, type HitPage, search } from "../../../api/finding";
import { useWords } from "../../../i18n/words";
import { useAddress } from "../../../parts/address";
import { sentenceOf } from "../../../parts/problems";
import { Button, IconButton } from "../../../ui/button";
import { focused } from "../../../ui/focus";
import { Empty, Skeleton, Trouble } from "../../../ui/small";
import { HitRow } from "./hit-row";

const PAUSE = 250;

export default function SearchPane({ text }: { text: string }) {
  const { t } = useWords();
  const { search: searchFor, open, conversation } = useAddress();
  const [typed, setTyped] = useTyped(text, searchFor);
  const found = useFound(text);
  const hits = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") searchFor(null);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      moveFocus(list.current, event.key === "ArrowDown" ? 1 : -1);
    }
  };
  return (
    <section aria-label={t("search.title")} className="flex h-full min-w-0 grow flex-col" onKeyDown={onKeyDown}>
      <search className="flex h-[52px] shrink-0 items-center gap-1.5 border-b ps-1.5 pe-3">
        <IconButton label={t("search.leave")} icon={ChevronLeft} size="md" onClick={() => searchFor(null)} />
        <span className="relative min-w-0 grow">
          <Search
            size={15}
            aria-hidden
            className="pointer-events-none absolute top-1/2 start-2.5 -translate-y-1/2 text-muted"
          />
          <input
            ref={focused}
            type="search"
            aria-label={t("search.title")}
            placeholder={t("search.placeholder")}
            maxLength={500}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="h-9 w-full rounded border border-field bg-surface ps-8 pe-2.5"
          />
        </span>
      </search>
      <div className="min-h-0 grow overflow-y-auto">
        <p role="status" className="sr-only">
          {found.data ? t(found.hasNextPage ? "search.found_so_far" : "search.found", { n: hits.length }) : ""}
        </p>
        <ul ref={list} aria-label={t("search.results")}>
          {hits.map((hit) => (
            <li key={`${hit.conversation.id}:${hit.message_id}`}>
              <HitRow
                hit={hit}
                isOpen={hit.conversation.id === conversation}
                onOpen={() => open(hit.conversation.id, hit.seq)}
              />
            </li>
          ))}
        </ul>
        <Rest text={text} found={found} hits={hits} />
      </div>
    </section>
  );
}

/** The address follows when typing pauses, and so does the search. */
function useTyped(text: string, searchFor: (text: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(text);
  const latest = useRef(searchFor);
  useEffect(() => {
    latest.current = searchFor;
  });
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => latest.current(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return [typed, setTyped];
}

function useFound(text: string) {
  return useInfiniteQuery({
    queryKey: ["search", text],
    enabled: text.trim() !== "",
    initialPageParam: 0,
    staleTime: 10_000,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }): Promise<HitPage> => search(text, pageParam),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

function Rest({ text, found, hits }: { text: string; found: ReturnType<typeof useFound>; hits: Hit[] }) {
  const words = useWords();
  const { t } = words;
  if (text.trim() === "")
    return (
      <Empty icon={Search} title={t("search.title")}>
        {t("search.hint")}
      </Empty>
    );
  if (found.error) {
    const again = (
      <Button size="sm" onClick={() => void found.refetch()}>
        {t("again")}
      </Button>
    );
    return (
      <div className="p-3">
        <Trouble action={again}>{sentenceOf(found.error, words)}</Trouble>
      </div>
    );
  }
  if (found.isPending) return <Skeleton className="m-4 h-16" />;
  if (hits.length === 0)
    return (
      <Empty icon={Search} title={t("search.none", { text: text.slice(0, 60) })}>
        {t("search.none_hint")}
      </Empty>
    );
  if (!found.hasNextPage) return null;
  return (
    <div className="flex justify-center p-3">
      <Button size="sm" isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
        {t("list.older")}
      </Button>
    </div>
  );
}

/** From the field down to the first result, and from one to the next. */
function moveFocus(list: HTMLElement | null, step: number): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>("button") ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[Math.min(rows.length - 1, at + step)]?.focus();
}
