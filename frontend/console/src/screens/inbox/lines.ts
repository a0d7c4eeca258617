/** What happened, as one sentence in the agent's language. */
import type { ConversationChanged, ConversationType, Ms, Signed } from "@zuruf/protocol/types";
import type { Words } from "@zuruf/protocol/words";
import type { Key } from "../../i18n/words";
import type { Names } from "../../parts/names";
import { untilText } from "../../parts/until";
import { actorOf } from "../../state/rules";

/** Those that always carry the reason they came about. */
const EXPLAINED: ReadonlySet<string> = new Set([
  "visitor.assigned_to_group",
  "visitor.assigned_to_agent",
  "agent.taken_off",
  "assignment.refused",
  "agent.asked",
  "trigger.fired",
]);

interface Line {
  type: ConversationType | string;
  actor: Signed;
  at?: Ms;
  body: Partial<
    Pick<
      ConversationChanged,
      "conversation" | "agent_id" | "from_group" | "to_group" | "line" | "note_id" | "score" | "why"
    >
  >;
}

/** Whether "Why?" has an answer. Leaving needs none, unless an agent was made to: taken off or deactivated. */
export function isExplained(line: Line): boolean {
  return EXPLAINED.has(line.type) || isTakenOff(line) || isDeactivation(line.body) || isWokenAtTime(line);
}

function isWokenAtTime({ type, actor }: Line): boolean {
  return type === "conversation.woken" && actorOf(actor).kind === "system";
}

export function isTakenOff(line: Line): boolean {
  return line.type === "agent.taken_off" || (line.type === "agent.left" && goingOf(line) === "taken_off");
}

/** The visitor is told of one who had joined that they left, whoever made them: for agents, who did it says which it was (A20). */
function goingOf({ actor, body }: Line): "taken_off" | "deactivated" | "left" {
  if (isDeactivation(body)) return "deactivated";
  const { kind, id } = actorOf(actor);
  return kind === "agent" && id === body.agent_id ? "left" : "taken_off";
}

function isDeactivation({ why }: Line["body"]): boolean {
  return why?.rule === "agent_deactivated";
}

export function lineText(line: Line, names: Names, words: Words<Key>): string {
  const { type, actor, body } = line;
  const { t } = words;
  const name = names.actor(actor);
  const agent = body.agent_id ? names.agent(body.agent_id) : "";
  switch (type) {
    case "message.sent":
      return t("line.began");
    case "visitor.assigned_to_group":
      return groupLine(actor, body, names, words);
    case "visitor.assigned_to_agent":
      return actorOf(actor).kind === "system"
        ? t("line.returned", { agent })
        : t("line.assigned_agent", { agent, name });
    case "agent.joined":
      return t("line.joined", { agent });
    case "agent.taken_off":
    case "agent.left":
      return t(`line.${goingOf(line)}`, { agent, name });
    case "agent.asked":
      return t(body.line ? "line.asked_why" : "line.asked", { agent, name, why: body.line ?? "" });
    case "asking.accepted":
    case "asking.declined":
    case "asking.lapsed":
      return t(`line.${type.slice("asking.".length) as "accepted" | "declined" | "lapsed"}`, { agent });
    case "assignment.refused":
      return t("line.refused", { name, why: codeText(body.why?.rule ?? "", words) });
    case "trigger.fired":
      return t("line.trigger", { name });
    case "conversation.snoozed":
    case "conversation.woken":
      return snoozeLine(line, name, words);
    case "conversation.closed":
    case "conversation.reopened":
      return t(type === "conversation.closed" ? "line.closed" : "line.reopened", { name });
    default:
      return lineOfVisitor(line, name, t);
  }
}

/** What became of the visitor, and of the tags, rather than of whose the conversation is. */
function lineOfVisitor({ type, body }: Line, name: string, t: Words<Key>["t"]): string {
  switch (type) {
    case "episode.rated": {
      const score = body.score ?? 0;
      return body.line ? t("line.rated_comment", { score, text: body.line }) : t("line.rated", { score });
    }
    case "transcript.sent":
    case "transcript.delayed":
    case "transcript.failed":
      return t(POSTED[body.why?.rule ?? ""] ?? "line.transcript_given_up", { address: body.line ?? "" });
    case "contact.given":
      return body.line ? t("line.consent", { text: body.line }) : t("line.contact");
    case "visitor.note_added":
      return t("line.note_added", { name });
    case "visitor.note_changed":
      return t(body.line === "deleted" ? "line.note_deleted" : "line.note_changed", { name });
    case "conversation.tagged":
      return t("line.tagged", { name, tag: body.line ?? "" });
    case "conversation.untagged":
      return t("line.untagged", { name, tag: body.line ?? "" });
    case "visitor.blocked":
      return body.line ? t("line.blocked_why", { name, why: body.line }) : t("line.blocked", { name });
    case "conversation.deleted":
    case "conversation.restored":
      return t(type === "conversation.deleted" ? "line.deleted" : "line.restored", { name });
    case "visitor.unblocked":
      return t("line.unblocked", { name });
    default:
      return t("line.changed", { name });
  }
}

/** What became of an e-mail, by the rule its line carries (W5). */
const POSTED: Partial<Record<string, Key>> = {
  sent: "line.transcript_sent",
  delayed: "line.transcript_delayed",
  refused: "line.transcript_refused",
  no_mail_server: "line.transcript_no_mail_server",
};

function snoozeLine({ type, actor, at = 0, body }: Line, name: string, { t, language }: Words<Key>): string {
  if (type === "conversation.woken") return t(WOKEN[actorOf(actor).kind] ?? "line.woken", { name });
  const until = body.conversation?.snoozed_until;
  return t("line.snoozed", { name, time: until ? untilText(until, at, language) : "" });
}

const WOKEN: Partial<Record<string, Key>> = { system: "line.woken_at_time", visitor: "line.woken_by_visitor" };

function groupLine(actor: Signed, { from_group, to_group }: Line["body"], names: Names, { t }: Words<Key>): string {
  const name = names.actor(actor);
  if (!to_group) return t("line.all_agents", { name });
  const group = names.group(to_group);
  if (to_group === from_group) return t("line.confirmed_group", { group, name });
  return actorOf(actor).kind === "visitor"
    ? t("line.chose_group", { group })
    : t("line.assigned_group", { group, name });
}

/** A reason's code as a half sentence; one we do not know stands as it is. */
export function codeText(code: string, { t, has }: Words<Key>): string {
  const key = `code.${code}`;
  return has(key) ? t(key) : code;
}
