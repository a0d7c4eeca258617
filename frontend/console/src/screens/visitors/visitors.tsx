/** Who is on the websites right now (I8): where, since when; write to them, or assign them before they write. */
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { Globe } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useWords } from "../../i18n/words";
import { Bar } from "../../parts/bar";
import { useNames } from "../../parts/names";
import { useWorld } from "../../state/react";
import { BareSelect } from "../../ui/field";
import { useMedia } from "../../ui/media";
import { matches } from "../../ui/picker";
import { Empty } from "../../ui/small";
import { useRows, VirtualRows } from "../../ui/virtual";
import { VisitorRow } from "./row";

export function Visitors() {
  const { t } = useWords();
  const count = useWorld((world) => Object.keys(world.online).length);
  const isKnown = useWorld((world) => world.knowsPresence);
  const [text, setText] = useState("");
  const [website, setWebsite] = useState("");
  const shown = useFound(text, website);
  const isNarrow = useMedia("(max-width: 39.99rem)");
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows({ keys: shown.map((visitor) => visitor.browser_id), height: 65, scroller });
  const row = (index: number) => {
    const visitor = shown[index];
    return visitor && <VisitorRow visitor={visitor} />;
  };
  const search = (
    <>
      <Websites value={website} onChange={setWebsite} />
      <input
        type="search"
        aria-label={t("visitors.search")}
        placeholder={t("visitors.search")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-8 min-w-0 grow rounded border border-line-strong bg-surface px-2.5 sm:w-56 sm:grow-0"
      />
    </>
  );
  return (
    <section className="flex min-w-0 grow flex-col" aria-label={t("list.visitors")}>
      <Bar title={isKnown ? t("visitors.title", { n: count }) : t("list.visitors")}>{!isNarrow && search}</Bar>
      {isNarrow && <div className="flex items-center gap-2 border-b px-3 py-2">{search}</div>}
      <div ref={scroller} className="min-h-0 grow overflow-y-auto">
        {shown.length === 0 ? <Nobody isSearched={count > 0} /> : <VirtualRows rows={rows} row={row} />}
      </div>
    </section>
  );
}

/** Who came last stands first. */
function useFound(text: string, website: string): OnlineVisitor[] {
  const online = useWorld((world) => world.online);
  return useMemo(
    () =>
      Object.values(online)
        .filter((visitor) => (!website || visitor.website_id === website) && isFound(visitor, text))
        .sort((a, b) => b.since - a.since || (a.browser_id < b.browser_id ? -1 : 1)),
    [online, text, website],
  );
}

function Websites({ value, onChange }: { value: string; onChange: (website: string) => void }) {
  const { t } = useWords();
  const names = useNames();
  const websites = useWorld((world) => Object.keys(world.websites));
  if (websites.length < 2) return null;
  return (
    <BareSelect
      look="quiet"
      aria-label={t("filter.website")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t("filter.every_website")}</option>
      {websites.map((id) => (
        <option key={id} value={id}>
          {names.website(id)}
        </option>
      ))}
    </BareSelect>
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
