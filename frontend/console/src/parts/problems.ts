/** What went wrong, in a sentence in the agent's language; the server's own sentence only where neither code nor status has one. */
import type { Words } from "@zuruf/protocol/words";
import { Problem } from "../api/http";
import type { Key } from "../i18n/words";
import { toast } from "../ui/toasts";

const BY_STATUS: Partial<Record<number, Key>> = {
  403: "problem.right_missing",
  404: "problem.not_there",
  429: "problem.too_many_requests",
};

/** The sentence for a code, or the one that came with it. */
export function sentenceForCode(code: string, given: string, { t, has }: Words<Key>): string {
  const key = `problem.${code}`;
  return has(key) ? t(key) : given;
}

export function sentenceOf(problem: unknown, words: Words<Key>): string {
  const { t } = words;
  if (!(problem instanceof Problem)) return t("problem.unknown");
  if (problem.code === "stale_version") return staleSentence(problem, words);
  const key = BY_STATUS[problem.status];
  return sentenceForCode(problem.code, key ? t(key) : problem.message, words) || t("problem.unknown");
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
  if (wrong) return sentenceForCode(wrong.code, wrong.detail, words);
  return problem.field === field ? sentenceForCode(problem.code, problem.message, words) : "";
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
