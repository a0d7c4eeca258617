/** Colleagues named with @ in a comment: by id where it is kept, by name wherever somebody reads or writes it (I5). */
import type { AgentView, Id } from "@zuruf/protocol/types";

export type People = Readonly<Record<Id, AgentView>>;

/** As the server finds them in a comment. */
export const NAMED = /(?<!\w)@(agt_\w+)/g;

/** A kept text in pieces: words, and the agents it names. */
export function piecesOf(text: string, people: People): (string | AgentView)[] {
  const pieces: (string | AgentView)[] = [];
  let at = 0;
  for (const { index, 0: met, 1: id = "" } of text.matchAll(NAMED)) {
    const agent = people[id];
    if (!agent) continue;
    pieces.push(text.slice(at, index), agent);
    at = index + met.length;
  }
  return [...pieces, text.slice(at)];
}

/** A kept text as it is read, with the names of today. */
export function withNames(text: string, people: People): string {
  if (!text.includes("@agt_")) return text;
  return piecesOf(text, people)
    .map((piece) => (typeof piece === "string" ? piece : `@${piece.name}`))
    .join("");
}
