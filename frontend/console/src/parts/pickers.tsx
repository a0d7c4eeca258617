/** The two lists of A4: assign to a group, assign to an agent. Presence and load beside each name, reasons on disabled rows. */
import { useQuery } from "@tanstack/react-query";
import type { AgentView, ConversationView, Id } from "@zuruf/protocol/types";
import { Hash, Users } from "lucide-react";
import { conversations } from "../api/calls";
import { useWords } from "../i18n/words";
import { useMe, useStore, useWorld } from "../state/react";
import { loadOf, onlineOf, type PresenceShown, presenceShown } from "../state/rules";
import { groupsByName } from "../state/select";
import { Button } from "../ui/button";
import { type Option, Picker } from "../ui/picker";
import { useNames } from "./names";
import { AgentFace, OnlineNumber, PresenceSign } from "./people";

interface Props {
  conversation: ConversationView;
  onPick: (id: Id) => void;
}

const ALL = "all-agents";

/** Answers the server's reasons; the list itself is drawn from the live state at once. */
function useReasons(conversation: Id) {
  const { data } = useQuery({
    queryKey: ["picker", conversation],
    queryFn: () => conversations.picker(conversation),
    enabled: conversation !== "",
    staleTime: 0,
    retry: false,
  });
  return data;
}

export function GroupPicker({
  conversation,
  onPick,
}: {
  conversation: ConversationView;
  onPick: (id: Id | null) => void;
}) {
  const { t, language } = useWords();
  const names = useNames();
  const world = useWorld((w) => w);
  const reasons = useReasons(conversation.id);
  const chosen = conversation.group.group_id;
  const groups = groupsByName(world, language).filter((group) => group.is_enabled || group.id === chosen);
  const online = onlineOf(world, Object.keys(world.agents));
  const all: Option = {
    id: ALL,
    text: t("group.all_agents"),
    isChosen: chosen === null,
    content: (
      <>
        <Users size={15} aria-hidden className="shrink-0 text-muted" />
        <span className="min-w-0 grow truncate font-medium">{t("group.all_agents")}</span>
        <OnlineNumber count={online} />
      </>
    ),
  };
  const options = groups.map((group): Option => {
    const code =
      reasons?.groups.find((row) => row.id === group.id)?.disabled ?? (group.is_enabled ? "" : "group_disabled");
    return {
      id: group.id,
      text: names.group(group.id),
      isChosen: group.id === chosen,
      isDisabled: code !== "",
      content: (
        <>
          <Hash size={15} aria-hidden className="shrink-0 text-muted" />
          <span className="min-w-0 grow truncate">{names.group(group.id)}</span>
          {code ? <Reason code={code} /> : <OnlineNumber count={onlineOf(world, group.members)} />}
        </>
      ),
    };
  });
  return (
    <Picker
      label={t("group.assign")}
      placeholder={t("group.search")}
      none={t("group.none_found")}
      options={[all, ...options]}
      onPick={(id) => onPick(id === ALL ? null : id)}
    />
  );
}

function Reason({ code }: { code: string }) {
  const { t } = useWords();
  const known = ["agent_offline", "no_access", "group_disabled", "agent_gone"] as const;
  const found = known.find((other) => other === code);
  return <span className="shrink-0 text-xs text-muted">{found ? t(`disabled.${found}`) : t("disabled.other")}</span>;
}

const ORDER: Record<PresenceShown, number> = { online: 0, invisible: 1, offline: 2, unknown: 2 };

interface AgentPickerProps extends Props {
  label?: string;
  /** Who is not offered, such as oneself when asking a colleague. */
  without?: Id;
  /** Since when somebody is not free to be picked: since assigned or, when asking to join, since joined. */
  since?: keyof typeof TAKEN;
}

const TAKEN = { assigned_at: "agent.already_assigned", joined_at: "agent.joined" } as const;

/** When offline, the list offers to go online: nobody can be assigned to somebody offline, oneself included. */
export function AgentPicker({ conversation, onPick, label, without = "", since = "assigned_at" }: AgentPickerProps) {
  const { t, language } = useWords();
  const world = useWorld((w) => w);
  const reasons = useReasons(conversation.id);
  const open = Object.values(world.conversations);
  const agents = Object.values(world.agents)
    .filter((agent) => agent.is_active && agent.id !== without)
    .map((agent) => ({ agent, presence: presenceShown(world, agent.id) }))
    .sort((a, b) => ORDER[a.presence] - ORDER[b.presence] || a.agent.name.localeCompare(b.agent.name, language));
  const options = agents.map(({ agent, presence }): Option => {
    const row = reasons?.agents.find((other) => other.id === agent.id);
    const offline = presence === "offline" ? "agent_offline" : "";
    // The live state knows presence sooner than the answer does.
    const code = row?.disabled === "agent_offline" ? offline : row?.disabled || offline;
    const isTaking = conversation.participations.some((one) => one.agent_id === agent.id && one[since] !== null);
    const load = row?.load ?? loadOf(open, agent.id);
    return {
      id: agent.id,
      text: `${agent.name} ${agent.email}`,
      isChosen: isTaking,
      isDisabled: code !== "" || isTaking,
      content: (
        <AgentOption agent={agent} presence={presence} code={code} taken={isTaking ? since : undefined} load={load} />
      ),
    };
  });
  return (
    <Picker
      label={label ?? t("agent.assign")}
      placeholder={t("agent.search")}
      none={t("agent.none_found")}
      options={options}
      onPick={onPick}
      footer={<GoOnline />}
    />
  );
}

interface AgentOptionProps {
  agent: AgentView;
  presence: PresenceShown;
  code: string;
  taken: keyof typeof TAKEN | undefined;
  load: number;
}

function AgentOption({ agent, presence, code, taken, load }: AgentOptionProps) {
  const { t } = useWords();
  const me = useMe();
  const state = taken
    ? t(TAKEN[taken])
    : presence === "invisible"
      ? t("agent.invisible_hint")
      : t("agent.load", { n: load });
  return (
    <>
      <PresenceSign presence={presence} isNamed />
      <AgentFace id={agent.id} />
      <span className="min-w-0 grow truncate">
        {agent.name}
        {agent.id === me?.id && <span className="text-muted"> · {t("name.you")}</span>}
      </span>
      {code && !taken ? <Reason code={code} /> : <span className="shrink-0 text-xs text-muted">{state}</span>}
    </>
  );
}

function GoOnline() {
  const { t } = useWords();
  const store = useStore();
  const isOffline = useWorld((world) => presenceShown(world, world.me) === "offline");
  if (!isOffline) return null;
  return (
    <div className="mt-1.5 flex items-center justify-between gap-3 border-t px-2 pt-2 pb-1 text-sm text-muted">
      {t("agent.you_are_offline")}
      <Button size="sm" onClick={() => store.submit({ type: "presence.choose", presence: "online" })}>
        {t("presence.go_online")}
      </Button>
    </div>
  );
}
