/** Writing of colleagues with @: names while one types, ids where a comment is kept (I5). */
import type { AgentView, Id } from "@zuruf/protocol/types";
import { NAMED, type People, piecesOf } from "../../../parts/mentions";

type Person = Pick<AgentView, "id" | "name" | "email">;

const WORD = /[\p{L}\p{N}_]/u;

/** What stands behind the @ while one writes: the name, or the address where two have the same name. */
export function handleOf({ id, name, email }: Person, all: readonly Person[]): string {
  return all.some((other) => other.id !== id && other.name === name) ? email : name;
}

/** Whom a kept text names, each once. What only looks like an id is text. */
export function mentionedIn(text: string, people: People): Id[] {
  const found = [...text.matchAll(NAMED)].map((match) => match[1] ?? "");
  return [...new Set(found.filter((id) => people[id]))];
}

/** A kept text as it is changed: `withIds` gives it back. */
export function withHandles(text: string, people: People): string {
  const all = named(people);
  return piecesOf(text, people)
    .map((piece) => (typeof piece === "string" ? piece : `@${handleOf(piece, all)}`))
    .join("");
}

/** What somebody typed as it is kept. The longest name wins: "@Anna Lena" is not Anna. */
export function withIds(text: string, people: People): string {
  if (!text.includes("@")) return text;
  const all = named(people);
  const handles = all
    .map((person) => ({ id: person.id, sought: `@${handleOf(person, all)}` }))
    .sort((a, b) => b.sought.length - a.sought.length);
  return handles.reduce((kept, { id, sought }) => replaced(kept, sought, `@${id}`), text);
}

/** Agents by API read no comments (X1), and one without a name cannot be named. */
function named(people: People): AgentView[] {
  return Object.values(people).filter((agent) => agent.name && !agent.is_by_api);
}

function replaced(text: string, sought: string, id: string): string {
  let found = text;
  for (let at = found.indexOf(sought); at >= 0; at = found.indexOf(sought, at + 1)) {
    if (WORD.test(found[at - 1] ?? "") || WORD.test(found[at + sought.length] ?? "")) continue;
    found = found.slice(0, at) + id + found.slice(at + sought.length);
  }
  return found;
}
