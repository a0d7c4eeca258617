/** Earlier episodes of the conversation: when, how much, who answered; a click leads to the place in the thread (I7). */
import { useQuery } from "@tanstack/react-query";
import type { ConversationView } from "@zuruf/protocol/types";
import { conversations, type EpisodeOf } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useAddress } from "../../parts/address";
import { useNames } from "../../parts/names";
import { Block } from "./details";

export function Episodes({ conversation: { id, episode, is_open: isOpen } }: { conversation: ConversationView }) {
  const { t } = useWords();
  const hasEarlier = episode > 1;
  const { data } = useQuery({
    queryKey: ["episodes", id, episode, isOpen],
    enabled: hasEarlier,
    queryFn: () => conversations.episodes(id),
    placeholderData: (before) => before,
  });
  if (episode === 0) return null;
  const earlier = data?.items.filter((one) => one.episode < episode) ?? [];
  return (
    <Block title={t("details.episodes")}>
      {!hasEarlier && <p className="text-sm text-faint">{t("details.no_episodes")}</p>}
      <ol className="flex flex-col gap-1 text-sm">
        {earlier.map((one) => (
          <Row key={one.episode} conversation={id} one={one} />
        ))}
      </ol>
    </Block>
  );
}

function Row({ conversation, one }: { conversation: string; one: EpisodeOf }) {
  const { t, day, exact, list } = useWords();
  const names = useNames();
  const { open } = useAddress();
  const when = day(one.began_at, Date.now());
  const who = list(one.agents.map(names.agentOrYou));
  return (
    <li>
      <button
        type="button"
        title={`${t("details.go_to_episode", { day: when })}\n${exact(one.began_at)} – ${exact(one.last_at)}`}
        onClick={() => open(conversation, one.seq)}
        className="-mx-1.5 block w-[calc(100%+12px)] rounded px-1.5 py-1 text-start hover:bg-hover"
      >
        <span className="block font-medium">{when}</span>
        <span className="block truncate text-xs text-muted">
          {t(who ? "details.episode" : "details.episode_unanswered", { n: one.messages, names: who })}
        </span>
      </button>
    </li>
  );
}
