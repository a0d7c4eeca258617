/** The visitors online as a table: a row each, of which only those in sight are drawn, sorted by its head. */
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { AgentFace } from "../../parts/people";
import { useNow } from "../../state/now";
import { cx } from "../../ui/class";
import { useRows } from "../../ui/virtual";
import { Actions } from "./actions";
import { cameFrom } from "./filter";
import { COLUMNS, type Column, type OnlineSearch } from "./search";
import { clock, PageShown, VisitorShown } from "./shown";

const ROW = 61;
const GRID =
  "grid items-center gap-x-3 border-b px-4 grid-cols-[minmax(150px,1.3fr)_minmax(150px,1.5fr)_minmax(90px,1fr)_64px_118px_minmax(70px,.7fr)_104px_176px] min-[1460px]:grid-cols-[minmax(150px,1.3fr)_minmax(150px,1.6fr)_minmax(100px,1.1fr)_64px_118px_minmax(70px,.7fr)_70px_minmax(76px,.9fr)_104px_176px]";
// What a small laptop has no room for; the details of a visitor say it, too.
const WIDE_ONLY = "max-[1459px]:hidden";

interface Props {
  shown: OnlineVisitor[];
  search: OnlineSearch;
  onSort: (column: Column) => void;
}

export function Table({ shown, search, onSort }: Props) {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows({ keys: shown.map(({ browser_id: id }) => id), height: ROW, scroller });
  return (
    <div ref={scroller} className="min-h-0 grow overflow-auto">
      {/* biome-ignore lint/a11y/useSemanticElements: rows that lie at their places, a few of thousands drawn, are no table to the browser */}
      <div role="table" aria-label={t("list.visitors")} aria-rowcount={shown.length + 1} className="min-w-[1036px]">
        <Head search={search} onSort={onSort} />
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div role="rowgroup" className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ key, index, start }) => {
            const visitor = shown[index];
            return (
              visitor && (
                <div key={key} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${start}px)` }}>
                  <Row visitor={visitor} index={index} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head({ search: { sort, down }, onSort }: Pick<Props, "search" | "onSort">) {
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a row of a table of rows that are none to the browser
    <div role="row" className={cx(GRID, "sticky top-0 z-10 bg-bg py-1.5 text-xs font-semibold text-muted")}>
      {COLUMNS.map((column) => {
        const Arrow = down ? ArrowDown : ArrowUp;
        const name = t(`visitors.col.${column}`);
        return (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: its button takes the focus
          <div
            role="columnheader"
            key={column}
            className={cx((column === "device" || column === "from") && WIDE_ONLY)}
            aria-sort={sort === column ? (down ? "descending" : "ascending") : "none"}
          >
            <button
              type="button"
              title={column === "time" ? t("visitors.col.time_hint") : t("visitors.sort_by", { name })}
              onClick={() => onSort(column)}
              className="-mx-1 inline-flex max-w-full items-center gap-1 rounded px-1 hover:text-text"
            >
              <span className="truncate">{name}</span>
              {sort === column && <Arrow size={12} aria-hidden className="shrink-0" />}
            </button>
          </div>
        );
      })}
      {(["agents", "actions"] as const).map((column) => (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: it is not sorted by
        <div role="columnheader" key={column} className={cx("truncate", column === "actions" && "sr-only")}>
          {t(`visitors.col.${column}`)}
        </div>
      ))}
    </div>
  );
}

function Row({ visitor, index }: { visitor: OnlineVisitor; index: number }) {
  const { t } = useWords();
  const names = useNames();
  const now = useNow("precise");
  const from = cameFrom(visitor);
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: its buttons take the focus
    <div role="row" aria-rowindex={index + 2} className={cx(GRID, "h-[61px] text-sm hover:bg-hover")}>
      <Cell>
        <VisitorShown visitor={visitor} hint={visitor.language && names.language(visitor.language)} />
      </Cell>
      <Cell>
        <PageShown visitor={visitor} />
      </Cell>
      <Cell title={visitor.group_id ? names.group(visitor.group_id) : ""}>
        {visitor.group_id && <span className="truncate"># {names.group(visitor.group_id)}</span>}
      </Cell>
      <Cell title={t("visitors.col.time_hint")}>
        <span className="block">{clock(now - visitor.page_since)}</span>
        <span className="block text-xs text-muted">{clock(now - visitor.since)}</span>
      </Cell>
      <Cell>
        {visitor.visits > 0 && (
          <span className="text-xs text-muted">
            {t("visitors.pages", { n: visitor.pages, visits: visitor.visits })}
          </span>
        )}
      </Cell>
      <Cell title={visitor.country && names.country(visitor.country)}>
        {visitor.country && names.country(visitor.country)}
      </Cell>
      <Cell isWideOnly title={visitor.device && names.device(visitor.device)}>
        {visitor.device && names.device(visitor.device)}
      </Cell>
      <Cell isWideOnly title={[visitor.campaign, visitor.referrer].filter(Boolean).join("\n")}>
        {from || <span className="text-faint">{t("visitors.direct")}</span>}
      </Cell>
      <Cell>
        <span className="flex -space-x-1">
          {visitor.agents.slice(0, 3).map((id) => (
            <AgentFace key={id} id={id} />
          ))}
        </span>
      </Cell>
      <Cell>
        <Actions visitor={visitor} />
      </Cell>
    </div>
  );
}

function Cell({ title, isWideOnly, children }: { title?: string; isWideOnly?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table
    <div role="cell" className={cx("min-w-0 truncate", isWideOnly && WIDE_ONLY)} {...(title ? { title } : {})}>
      {children}
    </div>
  );
}
