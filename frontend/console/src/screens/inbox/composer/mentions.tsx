/** Colleagues behind an @ in a comment: those who may see the conversation first, the others with the reason why not (I5). */
import type { AgentView, ConversationView } from "@zuruf/protocol/types";
import { useWords } from "../../../i18n/words";
import { AgentFace, PresenceSign } from "../../../parts/people";
import type { World } from "../../../state/model";
import { useStore } from "../../../state/react";
import { presenceOf } from "../../../state/rules";
import { sees } from "../../../state/sight";
import { matches } from "../../../ui/picker";
import type { Source, Suggestion } from "./completing";
import { handleOf, mentionedIn, withIds } from "./naming";
import type { Kind } from "./questions";

const OFFERED = 50;
const RANK = { online: 0, invisible: 1, offline: 2 };

export function useMentions(conversation: ConversationView, kind: Kind): Source {
  const { t, language } = useWords();
  const store = useStore();
  const sign = "@" as const;
  if (kind === "reply") return { sign, label: t("mention.title"), find: () => [] };
  const find = (query: string): Suggestion[] => {
    const { world } = store.shown;
    const all = Object.values(world.agents).filter(({ name, is_by_api }) => name && !is_by_api);
    const may = (agent: AgentView) => sees(world, conversation, agent.id);
    const rank = (agent: AgentView) => (may(agent) ? 0 : 3) + RANK[presenceOf(world, agent.id)];
    return all
      .filter(({ id, name, email, is_active }) => is_active && id !== world.me && matches(`${name} ${email}`, query))
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, language))
      .slice(0, OFFERED)
      .map((agent) => ({
        id: agent.id,
        text: `@${handleOf(agent, all)} `,
        isDisabled: !may(agent),
        content: <Found agent={agent} world={world} reason={may(agent) ? "" : t("mention.unseen")} />,
      }));
  };
  return { sign, label: t("mention.title"), none: t("agent.none_found"), find };
}

/** The name of somebody this comment would name, who may not read it; "" where there is nobody. */
export function unseenIn(world: World, conversation: ConversationView, typed: string, before = ""): string {
  if (!typed.includes("@")) return "";
  const known = mentionedIn(before, world.agents);
  const named = mentionedIn(withIds(typed, world.agents), world.agents);
  const unseen = named.find((id) => !known.includes(id) && !sees(world, conversation, id));
  return unseen ? (world.agents[unseen]?.name ?? "") : "";
}

function Found({ agent, world, reason }: { agent: AgentView; world: World; reason: string }) {
  const { t } = useWords();
  const presence = presenceOf(world, agent.id);
  return (
    <>
      <AgentFace id={agent.id} size="sm" label="" />
      <span className="min-w-0 grow truncate">{agent.name}</span>
      <span className="flex shrink-0 items-center gap-1.5 text-xs text-muted">
        {!reason && <PresenceSign presence={presence} />}
        {reason || t(`presence.${presence}`)}
      </span>
    </>
  );
}
