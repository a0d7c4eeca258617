/** Why nobody is taking a conversation whose visitor waits: one sentence, who could, what keeps each of them, and the one thing that helps. */
import { useQuery } from "@tanstack/react-query";
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { conversations, type WaitingAnswer } from "../../api/calls";
import { type Key, useWords } from "../../i18n/words";
import { useActs } from "../../parts/acts";
import { useAddress } from "../../parts/address";
import { useNames } from "../../parts/names";
import { AgentFace, PresenceSign, usePresence } from "../../parts/people";
import { sentenceOf } from "../../parts/problems";
import { useNow } from "../../state/now";
import { useStore, useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/overlay";
import { Skeleton, Trouble } from "../../ui/small";
import { Banner } from "./banner";

const FRESH_MS = 15_000;
const NAMED = 3;
const LISTED = 30;

/** Above the messages of one that is missed. What is one's own to answer needs no banner: the composer is there. */
export function HelpBanner({ conversation, onWhy }: { conversation: ConversationView; onWhy: () => void }) {
  const { t } = useWords();
  const { data } = useWaiting(conversation);
  const sentence = useSentence();
  if (!data?.help || data.help.kind === "answer") return null;
  const actions = (
    <>
      {data.help.kind !== "go_online" && <HelpButton conversation={conversation} answer={data} size="sm" />}
      <Button size="sm" look="quiet" aria-haspopup="dialog" onClick={onWhy}>
        {t("why.ask")}
      </Button>
    </>
  );
  return (
    <Banner look="bg-red-tint" actions={actions}>
      {sentence(data)}
    </Banner>
  );
}

/** The same with everybody, from a row's menu too. */
export function WhyNobody({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const { data, error, refetch } = useWaiting(conversation);
  const sentence = useSentence();
  const again = (
    <Button size="sm" onClick={() => void refetch()}>
      {t("again")}
    </Button>
  );
  const footer = data?.help && <HelpButton conversation={conversation} answer={data} onDone={onClose} />;
  return (
    <Sheet title={t("help.ask")} isOpen onClose={onClose} closeLabel={t("close")} look="modal" footer={footer}>
      {error && !data && <Trouble action={again}>{sentenceOf(error, words)}</Trouble>}
      {!data && !error && <Skeleton className="h-24 w-full" />}
      {data && (
        <>
          <p className="font-medium" aria-live="polite">
            {sentence(data)}
          </p>
          {data.could.length > 0 && <h3 className="mt-4 mb-2 text-xs font-semibold text-muted">{t("help.could")}</h3>}
          <ul className="flex flex-col gap-2 text-sm">
            {data.could.slice(0, LISTED).map((one) => (
              <Person key={one.agent_id} one={one} group={conversation.group.group_id} />
            ))}
          </ul>
          {data.could.length > LISTED && (
            <p className="mt-2 text-sm text-muted">{t("help.more", { n: data.could.length - LISTED })}</p>
          )}
        </>
      )}
    </Sheet>
  );
}

type Could = WaitingAnswer["could"][number];

function Person({ one, group }: { one: Could; group: Id | null }) {
  const { t, time } = useWords();
  const names = useNames();
  const presence = usePresence(one.agent_id);
  const keeps: Key = one.keeps === "seen" && one.at ? "help.keeps.seen_at" : `help.keeps.${one.keeps}`;
  return (
    <li className="flex items-start gap-2">
      <AgentFace id={one.agent_id} label="" />
      <div className="min-w-0 grow">
        <p className="flex items-center gap-1.5">
          <span className="truncate font-medium">{names.agentOrYou(one.agent_id)}</span>
          <PresenceSign presence={presence} isNamed />
        </p>
        <p className="text-muted">
          {t(keeps, { time: one.at ? time(one.at) : "" })} ·{" "}
          {t(`help.through.${one.through}`, { group: group ? names.group(group) : "" })}
        </p>
      </div>
    </li>
  );
}

interface HelpProps {
  conversation: ConversationView;
  answer: WaitingAnswer;
  size?: "sm" | "md";
  onDone?: () => void;
}

/** Does it, and nothing else. */
function HelpButton({ conversation, answer: { help }, size = "md", onDone }: HelpProps) {
  const { t } = useWords();
  const names = useNames();
  const acts = useActs();
  const store = useStore();
  const { open } = useAddress();
  if (!help) return null;
  const { kind, agent_id: agent, group_id: group } = help;
  const help_ = () => {
    if (kind === "take") acts.act(conversation, "join");
    if (kind === "take" || kind === "answer") open(conversation.id);
    if (kind === "assign" && agent) acts.assign(conversation, agent);
    if (kind === "move") acts.setGroup(conversation, group, conversation.group.group_id);
    if (kind === "go_online") store.submit({ type: "presence.choose", presence: "online" });
    onDone?.();
  };
  const values = { name: agent ? names.agent(agent) : "", group: group ? names.group(group) : "" };
  return (
    <Button size={size} look="primary" onClick={help_}>
      {t(`help.${kind}`, values)}
    </Button>
  );
}

/** Asked again whenever the conversation or somebody's presence changes, and as time goes by. */
function useWaiting({ id, seq }: ConversationView) {
  const presence = useWorld((world) => JSON.stringify(world.presence));
  return useQuery({
    queryKey: ["waiting", id, seq, presence],
    queryFn: () => conversations.waiting(id),
    placeholderData: (before) => before,
    refetchInterval: FRESH_MS,
    staleTime: 0,
    gcTime: 0,
  });
}

/** The cause with the names of those it is about. */
function useSentence(): (answer: WaitingAnswer) => string {
  const { t, list } = useWords();
  const names = useNames();
  const now = useNow();
  const me = useWorld((world) => world.me);
  return ({ cause, could }) => {
    const [nearest] = could;
    const others = nearest?.agent_id === me ? could : could.filter(({ agent_id }) => agent_id !== me);
    const about = others.filter(({ keeps }) => STAGE[keeps] === (nearest && STAGE[nearest.keeps]));
    const rest = about.length - NAMED;
    const people = about.slice(0, rest === 1 ? NAMED + 1 : NAMED).map(({ agent_id }) => names.agentOrYou(agent_id));
    if (rest > 1) people.push(t("help.agents", { n: rest }));
    const min = nearest?.at ? Math.max(1, Math.round((now - nearest.at) / 60_000)) : 1;
    return t(`help.${cause}`, { n: about.length, names: list(people), min });
  };
}

/** Alerted and shown are one to the sentence. */
const STAGE: Record<Could["keeps"], string> = {
  seen: "seen",
  shown: "alerted",
  alerted: "alerted",
  not_alerted: "not_alerted",
  invisible: "invisible",
  offline: "offline",
};
