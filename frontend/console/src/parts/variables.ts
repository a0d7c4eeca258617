/** Variables of saved replies: `{visitor.name}`, with a fallback `{visitor.name|there}` (I4). */

/** The same expression as in src/zuruf/domain/saved_reply.py; frontend/protocol/cases/variables.json holds them equal. */
const VARIABLE = /\{([A-Za-z_][\w-]*(?:\.[\w-]+)*)(?:\|([^{}\n]*))?\}/g;

export const VARIABLES = ["visitor.name", "visitor.email", "agent.name", "group.name", "website.name"] as const;
const ATTRIBUTES = "visitor.attributes.";

/** What stands behind each variable here; "" where nothing is known. */
export interface Known {
  "visitor.name": string;
  "visitor.email": string;
  "agent.name": string;
  "group.name": string;
  "website.name": string;
  attributes: Readonly<Record<string, string | number | boolean>>;
}

/** Name and fallback of each variable in the text; null without a fallback. */
export function variablesIn(text: string): [name: string, fallback: string | null][] {
  return [...text.matchAll(VARIABLE)].map(([, name = "", fallback]) => [name, fallback ?? null]);
}

/** The text with what is known in place of its variables, else their fallback. What has neither stays as it is written. */
export function filled(text: string, known: Known): string {
  return text.replace(
    VARIABLE,
    (whole, name: string, fallback?: string) => knownAs(name, known) || (fallback ?? whole),
  );
}

/** Where variables stand that nobody filled in, as [from, to]: the known ones, since others are ordinary text. */
export function openIn(text: string): [from: number, to: number][] {
  return [...text.matchAll(VARIABLE)]
    .filter(([, name = ""]) => isVariable(name))
    .map((met) => [met.index, met.index + met[0].length]);
}

function isVariable(name: string): boolean {
  return VARIABLES.some((known) => known === name) || (name.startsWith(ATTRIBUTES) && name.split(".").length === 3);
}

function knownAs(name: string, known: Known): string {
  if (name.startsWith(ATTRIBUTES)) return String(known.attributes[name.slice(ATTRIBUTES.length)] ?? "");
  const found = VARIABLES.find((variable) => variable === name);
  return found ? known[found] : "";
}
