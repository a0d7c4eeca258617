// The order of what is shown in the thread: messages, system lines, days, and last what is still on its way.
import type { Pending, State } from "./state";
import type { MessageForVisitor } from "./wire";

export type Item =
  | { kind: "day"; key: string; at: number }
  | { kind: "line"; key: string; type: string; agent: string }
  | { kind: "message"; key: string; message: MessageForVisitor; isFirstOfAuthor: boolean; mark: "" | "sent" | "seen" }
  | { kind: "pending"; key: string; pending: Pending };

export function timeline(state: State): Item[] {
  const items: Item[] = [];
  let day = "";
  let author: string | undefined;
  const last = lastOwn(state);
  for (const entry of inOrder(state)) {
    const today = new Date(entry.at).toDateString();
    if (today !== day) {
      items.push({ kind: "day", key: today, at: entry.at });
      author = undefined;
    }
    day = today;
    if ("agent" in entry) {
      items.push({ kind: "line", key: `line ${entry.seq}`, type: entry.type, agent: entry.agent });
      author = undefined;
      continue;
    }
    const by = entry.author?.id ?? entry.kind;
    const mark = entry === last ? markOf(state, entry) : "";
    items.push({ kind: "message", key: entry.id, message: entry, isFirstOfAuthor: by !== author, mark });
    author = by;
  }
  // An acknowledged one keeps its key when its event comes, so that nothing moves.
  for (const pending of state.pending) items.push({ kind: "pending", key: pending.id || pending.cid, pending });
  return items;
}

function inOrder(state: State) {
  const oldest = state.messages[0]?.first_seq ?? 0;
  const lines = state.lines.filter((line) => !state.hasMore || line.seq > oldest);
  const place = (entry: (typeof lines)[number] | MessageForVisitor) => ("agent" in entry ? entry.seq : entry.first_seq);
  return [...state.messages, ...lines].sort((a, b) => place(a) - place(b));
}

/** States of sending are said once, under the last message. */
function lastOwn(state: State): MessageForVisitor | undefined {
  if (state.pending.length > 0) return undefined;
  return state.messages.findLast((message) => message.kind === "visitor");
}

function markOf(state: State, message: MessageForVisitor): "sent" | "seen" {
  return message.first_seq <= (state.conversation?.read_by_agents ?? 0) ? "seen" : "sent";
}
