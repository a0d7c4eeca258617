/** One visitor online as a card: who, where, since when, and what can be done. */
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { AgentFace } from "../../parts/people";
import { useNow } from "../../state/now";
import { Actions } from "./actions";
import { cameFrom } from "./filter";
import { clock, PageShown, VisitorShown } from "./shown";

export function VisitorCard({ visitor }: { visitor: OnlineVisitor }) {
  const { t } = useWords();
  const names = useNames();
  const now = useNow("precise");
  const { country, device, language, agents, group_id: group } = visitor;
  const about = [
    country && names.country(country),
    device && names.device(device),
    language && names.language(language),
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b px-4 py-2.5">
      <VisitorShown visitor={visitor} hint={about.filter(Boolean).join(" · ")} />
      <Actions visitor={visitor} />
      <div className="col-span-2 min-w-0 ps-[38px]">
        <PageShown visitor={visitor} />
        <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-muted">
          <span>{t("visitors.since", { time: clock(now - visitor.page_since) })}</span>
          <span>{t("visitors.on_site", { time: clock(now - visitor.since) })}</span>
          {visitor.visits > 0 && <span>{t("visitors.pages", { n: visitor.pages, visits: visitor.visits })}</span>}
          {cameFrom(visitor) && <span className="truncate">← {cameFrom(visitor)}</span>}
          {group && <span className="truncate"># {names.group(group)}</span>}
          {agents.length > 0 && (
            <span className="flex -space-x-1">
              {agents.slice(0, 3).map((id) => (
                <AgentFace key={id} id={id} />
              ))}
            </span>
          )}
        </p>
      </div>
    </div>
  );
}
