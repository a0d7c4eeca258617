/** What went wrong, in a sentence in the agent's language and never in the server's English. */
import type { Values, Words } from "@zuruf/protocol/words";
import { Problem } from "../api/http";
import type { Key } from "../i18n/words";
import { toast } from "../ui/toasts";

const BY_STATUS: Partial<Record<number, Key>> = {
  401: "problem.not_signed_in",
  403: "problem.right_missing",
  404: "problem.not_there",
  429: "problem.too_many_requests",
  502: "problem.unavailable",
  503: "problem.unavailable",
  504: "problem.unavailable",
};

/** The sentence for a code; of one that has none, `otherwise` with the code behind it, for whoever is asked for help. */
export function sentenceForCode(
  code: string,
  { t, has }: Words<Key>,
  otherwise: Key = "problem.invalid_value",
  facts: Values = {},
): string {
  const [most, length] = [Number(facts.most), Number(facts.length)];
  if (length > most) return t("problem.at_most", { most, length });
  const key = `problem.${code}`;
  if (has(key)) return t(key, facts);
  return code ? t("problem.with_code", { text: t(otherwise), code }) : t(otherwise);
}

export function sentenceOf(problem: unknown, words: Words<Key>): string {
  if (!(problem instanceof Problem)) return words.t("problem.unknown");
  const { code, status } = problem;
  if (code === "stale_version") return staleSentence(problem, words);
  const key = BY_STATUS[status];
  if (key && !words.has(`problem.${code}`))
    return key === "problem.unavailable" ? unavailable(problem, words) : words.t(key);
  return sentenceForCode(code, words, "problem.unknown", factsOf(problem));
}

function unavailable({ code, status }: Problem, { t }: Words<Key>): string {
  return t("problem.with_code", { text: t("problem.unavailable"), code: `${status} ${code}` });
}

/** Who changed it since it was opened, and when. */
function staleSentence({ detail }: Problem, { t, time, exact }: Words<Key>): string {
  const { name, changed_at: changedAt } = detail;
  const at = Number(changedAt);
  if (typeof name !== "string" || !name || !at) return t("problem.stale_version");
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return t("problem.changed_by", { name, time: isToday ? time(at) : exact(at) });
}

/** The version of now, where a form was refused because it began from an older one. */
export function versionOfNow(problem: unknown): number | null {
  if (!(problem instanceof Problem) || problem.code !== "stale_version") return null;
  return Number(problem.detail.version) || null;
}

/** What is wrong with this field of a form, or "". */
export function sentenceAt(problem: unknown, field: string, words: Words<Key>): string {
  if (!(problem instanceof Problem)) return "";
  const wrong = problem.errors.find((error) => error.field === field);
  const code = wrong?.code ?? (problem.field === field ? problem.code : "");
  return code ? sentenceForCode(code, words, "problem.invalid_value", { ...factsOf(problem), ...wrong }) : "";
}

/** What a refusal tells besides its code, such as the variable nobody knows. */
function factsOf({ detail }: Problem): Values {
  return Object.fromEntries(
    Object.entries(detail).filter((fact): fact is [string, string] => typeof fact[1] === "string"),
  );
}

/** Says why nothing happens: the right to assign is missing. */
export function sayMayNotAssign({ t }: Words<Key>): void {
  toast({ id: "refused", title: t("problem.title"), text: t("right.assign_missing"), lasts: 8_000 });
}

/** Says at the edge of the screen that something was refused and has been taken back. */
export function sayRefused(problem: unknown, words: Words<Key>): void {
  toast({
    id: "refused",
    look: "red",
    title: words.t("problem.title"),
    text: sentenceOf(problem, words),
    lasts: 8_000,
  });
}
