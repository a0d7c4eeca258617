/** The server's rules as screens need them: whose a conversation is and why, whether it waits, what somebody may do. */
import type {
  Actor,
  AgentView,
  ConversationView,
  GroupView,
  Id,
  Ms,
  Presence,
  Right,
  Signed,
  Source,
  WorkspaceChanged,
} from "@zuruf/protocol/types";
import type { World } from "./model";

export type People = Pick<World, "workspace" | "agents" | "groups" | "presence">;

/** Why a conversation is in somebody's Mine (A15). */
export type Reason =
  | { kind: "assigned"; by: Signed }
  | { kind: "joined" }
  | { kind: "asked"; by: Signed }
  | { kind: "group"; group: Id; source: Source; by: Signed };

/** Why a conversation is nobody's (A16). */
export type Lack = "no_group" | "all_agents" | "groups_off" | "group_disabled" | "group_empty" | "group_gone";

export type Dot = "none" | "violet" | "red";

/** Whether a visitor's group counts: groups switched on, the group enabled, at least one member who may answer. */
export function isEffective(people: People, groupId: Id | null): boolean {
  return groupId !== null && groupLack(people, groupId) === null;
}

function groupLack(people: People, groupId: Id): Lack | null {
  const { workspace, groups } = people;
  const group = groups[groupId];
  if (!group) return "group_gone";
  if (!workspace?.uses_groups) return "groups_off";
  if (!group.is_enabled) return "group_disabled";
  return group.members.some((id) => isCalled(people, id)) ? null : "group_empty";
}

/** Whether this agent can own a visitor at all. */
export function isAble(people: People, agentId: Id): boolean {
  return may(people.agents[agentId], "access");
}

/** Who can own a visitor and looks here, which agents by API never do (X1). */
function isCalled(people: People, agentId: Id): boolean {
  return isAble(people, agentId) && !people.agents[agentId]?.is_by_api;
}

/** Every reason for which an open conversation is in this agent's Mine; none when it is not (A15). */
export function reasonsFor(people: People, conversation: ConversationView, agentId: Id): Reason[] {
  if (!conversation.is_open || !isAble(people, agentId)) return [];
  const reasons: Reason[] = [];
  const row = conversation.participations.find((other) => other.agent_id === agentId);
  if (row && row.assigned_at !== null) reasons.push({ kind: "assigned", by: row.assigned_by });
  if (row && row.joined_at !== null) reasons.push({ kind: "joined" });
  for (const asking of conversation.askings) {
    if (asking.agent_id === agentId) reasons.push({ kind: "asked", by: asking.by });
  }
  const { group_id: group, source, by } = conversation.group;
  if (group && isEffective(people, group) && people.groups[group]?.members.includes(agentId)) {
    reasons.push({ kind: "group", group, source, by });
  }
  return reasons;
}

/** The agents assigned or joined who are able to answer, in the order they came (A8). */
export function takingPart(people: People, conversation: ConversationView): Id[] {
  return conversation.participations.map((row) => row.agent_id).filter((id) => isAble(people, id));
}

/** Why an open conversation with a visitor message is in Unassigned; null when it is not (A16). */
export function lackOf(people: People, conversation: ConversationView): Lack | null {
  if (!conversation.is_open || !conversation.has_visitor_message) return null;
  if (takingPart(people, conversation).length > 0) return null;
  const { group_id: group, by } = conversation.group;
  if (group === null) return by ? "all_agents" : "no_group";
  return groupLack(people, group);
}

/** Who should answer: those taking part; if none, the effective group's members; if none, everybody (A22). */
export function ownersOf(people: People, conversation: ConversationView): Id[] {
  const taking = takingPart(people, conversation);
  if (taking.length) return taking;
  const id = conversation.group.group_id;
  const members = id && isEffective(people, id) ? people.groups[id]?.members : null;
  if (members) return members.filter((agent) => isAble(people, agent));
  return Object.keys(people.agents).filter((agent) => isCalled(people, agent));
}

/** No answer within the set time, or all owners offline (O1). */
export function isMissed(people: People, conversation: ConversationView, now: Ms): boolean {
  if (!conversation.is_open || conversation.waiting_since === null) return false;
  if (now - conversation.waiting_since >= (people.workspace?.missed_after_ms ?? 30_000)) return true;
  return ownersOf(people, conversation).every((id) => presenceOf(people, id) === "offline");
}

/** The dot before a conversation (I2): red missed; violet new and nobody's, or new or woken in one's own Mine; none read, answered or closed. */
export function dotOf(world: World, conversation: ConversationView, now: Ms): Dot {
  if (!conversation.is_open) return "none";
  if (isMissed(world, conversation, now)) return "red";
  const isAnswered = conversation.waiting_since === null;
  const isCalled = world.alerts.some(
    ({ conversation_id, kind }) => conversation_id === conversation.id && !(isAnswered && kind === "message"),
  );
  const read = world.reads[conversation.id] ?? 0;
  const isWoken = conversation.woken_seq > read;
  if (isAnswered && !isCalled && !isWoken) return "none";
  if (lackOf(world, conversation)) return "violet";
  if (reasonsFor(world, conversation, world.me).length === 0) return "none";
  return isCalled || isWoken || read < conversation.visitor_message_seq ? "violet" : "none";
}

export function presenceOf({ presence, agents }: People, agentId: Id): Presence {
  return agents[agentId]?.is_active ? (presence[agentId] ?? "offline") : "offline";
}

/** What a screen says of somebody's presence (I9). */
export type PresenceShown = Presence | "unknown";

export function presenceShown(world: World, agentId: Id): PresenceShown {
  return world.knowsPresence ? presenceOf(world, agentId) : "unknown";
}

export function may(agent: AgentView | undefined, right: Right): boolean {
  return !!agent?.is_active && (agent.role !== "agent" || agent.rights.includes(right));
}

/** The name in `language`, else in the workspace's default language, which every saved group has (G1). */
export function groupName(
  group: Pick<GroupView, "names">,
  language: string,
  workspace: WorkspaceChanged | null,
): string {
  return group.names[language] || group.names[workspace?.default_language ?? ""] || Object.values(group.names)[0] || "";
}

/** `agent:agt_1` → its kind and id; a bare id is an agent's; anything unknown is the system. */
export function actorOf(signed: Signed): Actor {
  const cut = signed.indexOf(":");
  if (cut < 0) return signed ? { kind: "agent", id: signed } : { kind: "system", id: "" };
  const kind = signed.slice(0, cut);
  const id = signed.slice(cut + 1);
  switch (kind) {
    case "agent":
    case "visitor":
    case "page":
    case "trigger":
    case "api":
      return { kind, id };
    default:
      return { kind: "system", id: "" };
  }
}

/** Open conversations an agent is assigned to or joined, not those through groups. */
export function loadOf(conversations: readonly ConversationView[], agentId: Id): number {
  return conversations.filter((c) => c.is_open && c.participations.some((row) => row.agent_id === agentId)).length;
}

/** How many of these are online; null while nobody knows. */
export function onlineOf(world: World, agents: readonly Id[]): number | null {
  if (!world.knowsPresence) return null;
  return agents.filter((id) => presenceOf(world, id) === "online").length;
}
