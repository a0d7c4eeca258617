/** Who is on the websites right now (I8): where, since when; write to them, or assign them before they write. */
import { useVirtualizer } from "@tanstack/react-virtual";
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { Globe } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useWords } from "../../i18n/words";
import { Bar } from "../../parts/bar";
import { useNames } from "../../parts/names";
import { useWorld } from "../../state/react";
import { BareSelect } from "../../ui/field";
import { matches } from "../../ui/picker";
import { Empty } from "../../ui/small";
import { VisitorRow } from "./row";

export function Visitors() {
  const { t } = useWords();
  const names = useNames();
  const online = useWorld((world) => world.online);
  const websites = useWorld((world) => Object.keys(world.websites));
  const [text, setText] = useState("");
  const [website, setWebsite] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () =>
      Object.values(online)
        .filter((visitor) => (!website || visitor.website_id === website) && isFound(visitor, text))
        .sort((a, b) => b.since - a.since || (a.browser_id < b.browser_id ? -1 : 1)),
    [online, text, website],
  );
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 65,
    getItemKey: (index) => shown[index]?.browser_id ?? index,
    overscan: 10,
  });
  const count = Object.keys(online).length;
  return (
    <section className="flex min-w-0 grow flex-col" aria-label={t("list.visitors")}>
      <Bar title={t("visitors.title", { n: count })}>
        {websites.length > 1 && (
          <BareSelect
            look="quiet"
            className="hidden sm:inline-flex"
            aria-label={t("filter.website")}
            value={website}
            onChange={(event) => setWebsite(event.target.value)}
          >
            <option value="">{t("filter.every_website")}</option>
            {websites.map((id) => (
              <option key={id} value={id}>
                {names.website(id)}
              </option>
            ))}
          </BareSelect>
        )}
        <input
          type="search"
          aria-label={t("visitors.search")}
          placeholder={t("visitors.search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-8 w-32 rounded border border-line-strong bg-surface px-2.5 sm:w-56"
        />
      </Bar>
      <div ref={scroller} className="min-h-0 grow overflow-y-auto">
        {shown.length === 0 ? (
          <Nobody isSearched={count > 0} />
        ) : (
          <ul className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((item) => {
              const visitor = shown[item.index];
              return (
                visitor && (
                  <li
                    key={item.key}
                    ref={rows.measureElement}
                    data-index={item.index}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    <VisitorRow visitor={visitor} />
                  </li>
                )
              );
            })}
          </ul>
        )}
      </div>
    </section>
  );
}

function isFound(visitor: OnlineVisitor, text: string): boolean {
  if (!text.trim()) return true;
  const plain = text.trim().toLowerCase();
  return matches(`${visitor.name} ${visitor.title}`, text) || visitor.url.toLowerCase().includes(plain);
}

function Nobody({ isSearched }: { isSearched: boolean }) {
  const { t } = useWords();
  return (
    <Empty icon={Globe} title={t(isSearched ? "visitors.none_found" : "visitors.none")}>
      {t(isSearched ? "visitors.none_found_hint" : "visitors.none_hint")}
    </Empty>
  );
}
