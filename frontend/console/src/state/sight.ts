/** Who may see a conversation (X6), as the server decides it in domain/access.py: tests/contract holds the two together. */
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { isEffective, may, type People, takingPart } from "./rules";

/** Whether this agent may see the conversation now: behind the wall only what is theirs or nobody's (X6). */
export function sees(people: People, conversation: ConversationView, agentId: Id): boolean {
  const agent = people.agents[agentId];
  if (!may(agent, "access")) return false;
  if (!people.workspace?.agents_see_only_their_groups || agent?.role !== "agent") return true;
  if (isNamed(conversation, agentId)) return true;
  const { group_id: group } = conversation.group;
  if (group && isEffective(people, group)) return !!people.groups[group]?.members.includes(agentId);
  return (conversation.is_open || conversation.episode === 0) && takingPart(people, conversation).length === 0;
}

/** By name: taking part or asked; of a closed one also the last who wrote to the visitor, who may reopen it. */
function isNamed({ participations, askings, is_open, last_agent_id: last }: ConversationView, agentId: Id): boolean {
  return [...participations, ...askings].some((row) => row.agent_id === agentId) || (!is_open && last === agentId);
}
