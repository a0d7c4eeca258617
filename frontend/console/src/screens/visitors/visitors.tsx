/** Who is on the websites right now (I8): a live table, cards where there is no room for one; write to them, or assign them before they write. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { Globe } from "lucide-react";
import { useMemo, useRef } from "react";
import { useWords } from "../../i18n/words";
import { Bar } from "../../parts/bar";
import { useNames } from "../../parts/names";
import { useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { useMedia } from "../../ui/media";
import { Empty } from "../../ui/small";
import { useRows, VirtualRows } from "../../ui/virtual";
import { Assigning } from "./assigning";
import { VisitorCard } from "./card";
import { type Named, shownOnline } from "./filter";
import { OnlineFilters } from "./filters";
import { type Column, type OnlineSearch, onlineSearch } from "./search";
import { Table } from "./table";

const CARD = 105;

export function Visitors() {
  const { t } = useWords();
  const online = useWorld((world) => world.online);
  const isKnown = useWorld((world) => world.knowsPresence);
  const { search, narrow, sort } = useNarrowing();
  const everybody = useMemo(() => Object.values(online), [online]);
  const shown = useShown(everybody, search);
  const isWide = useMedia("(min-width: 79rem)");
  const isNarrowed = Object.keys(search).some((name) => name !== "sort" && name !== "down");
  const count = everybody.length;
  const title = isKnown ? t("visitors.title", { n: count }) : t("list.visitors");
  return (
    <section className="flex min-w-0 grow flex-col" aria-label={t("list.visitors")}>
      <Bar title={title} />
      <OnlineFilters online={everybody} search={search} onNarrow={narrow} isNarrowed={isNarrowed} />
      <p role="status" className="sr-only">
        {isNarrowed && t("visitors.found", { n: shown.length, all: count })}
      </p>
      <Assigning>
        {shown.length === 0 ? (
          <Nobody isSearched={count > 0} onClear={() => narrow(null)} />
        ) : isWide ? (
          <Table shown={shown} search={search} onSort={sort} />
        ) : (
          <Cards shown={shown} />
        )}
      </Assigning>
    </section>
  );
}

interface Narrowing {
  search: OnlineSearch;
  /** null shows everybody. */
  narrow: (change: Partial<Record<keyof OnlineSearch, string>> | null) => void;
  sort: (column: Column) => void;
}

function useNarrowing(): Narrowing {
  const search = onlineSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const go = (next: Record<string, unknown>) =>
    void navigate({ to: "/visitors", search: onlineSearch(next), replace: true });
  const { sort, down } = search;
  return {
    search,
    narrow: (change) => go(change ? { ...search, ...change } : { sort, down }),
    // Once up, once down, then as they came.
    sort: (column) =>
      go({ ...search, sort: sort === column && down ? undefined : column, down: sort === column && !down }),
  };
}

function useShown(online: readonly OnlineVisitor[], search: OnlineSearch): OnlineVisitor[] {
  const { t, language } = useWords();
  const names = useNames();
  const key = JSON.stringify(search);
  return useMemo(() => {
    const named: Named = {
      visitor: ({ name, country }) => name || (country ? names.country(country) : t("name.visitor")),
      group: names.group,
      country: names.country,
      device: names.device,
      language,
    };
    return shownOnline(online, JSON.parse(key), named);
  }, [online, key, names, t, language]);
}

function Cards({ shown }: { shown: OnlineVisitor[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows({ keys: shown.map(({ browser_id: id }) => id), height: CARD, scroller });
  const row = (index: number) => {
    const visitor = shown[index];
    return visitor && <VisitorCard visitor={visitor} />;
  };
  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto">
      <VirtualRows rows={rows} row={row} />
    </div>
  );
}

function Nobody({ isSearched, onClear }: { isSearched: boolean; onClear: () => void }) {
  const { t } = useWords();
  const clear = isSearched && <Button onClick={onClear}>{t("visitors.clear")}</Button>;
  return (
    <Empty icon={Globe} title={t(isSearched ? "visitors.none_found" : "visitors.none")} action={clear || undefined}>
      {t(isSearched ? "visitors.none_found_hint" : "visitors.none_hint")}
    </Empty>
  );
}
