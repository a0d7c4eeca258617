/** What the send button asks before it sends: a colleague has answered meanwhile (I5), or a variable has no value (I4). */
import { plain } from "@zuruf/protocol/markdown";
import type { Id, MessageView } from "@zuruf/protocol/types";
import type { Words } from "@zuruf/protocol/words";
import type { ReactNode } from "react";
import { type Key, useWords } from "../../../i18n/words";
import { type Names, useNames } from "../../../parts/names";
import { openIn } from "../../../parts/variables";
import type { World } from "../../../state/model";
import { Button } from "../../../ui/button";

export type Question = { about: "answer"; message: MessageView } | { about: "variables"; names: string[] };

export type Kind = "reply" | "comment";

export interface Written {
  conversation: Id;
  kind: Kind;
  text: string;
  /** The newest event its author knew of when it began, 0 when nobody knows. */
  since: number;
}

/** What has to be asked before this goes out, the one question after the other; `asked` are those its author sends it in spite of. */
export function questionOf(world: World, written: Written, asked: readonly Question[]): Question | null {
  const message = written.kind === "reply" ? answeredSince(world, written) : undefined;
  const names = [...new Set(openIn(written.text).map(([from, to]) => written.text.slice(from, to)))];
  const questions: Question[] = [
    ...(message ? [{ about: "answer" as const, message }] : []),
    ...(names.length > 0 ? [{ about: "variables" as const, names }] : []),
  ];
  return questions.find((question) => !asked.some((other) => isSame(question, other))) ?? null;
}

/** A newer answer is another question; the text, and so its variables, is the same as long as nobody types. */
function isSame(one: Question, other: Question): boolean {
  if (one.about === "answer" && other.about === "answer") return one.message.id === other.message.id;
  return one.about === other.about;
}

/** A colleague's newest answer since it was begun. */
function answeredSince({ threads, me }: World, { conversation, since }: Written): MessageView | undefined {
  if (!since) return undefined;
  return threads[conversation]?.messages.findLast(
    ({ kind, author, first_seq: seq, deleted_at: gone }) =>
      kind === "agent" && author && author !== me && !gone && seq > since,
  );
}

interface AskedProps {
  question: Question;
  onSend: () => void;
  onCancel: () => void;
}

interface Said extends Pick<Words<Key>, "t" | "list"> {
  names: Names;
}

export function sentenceOf(question: Question, { t, list, names }: Said): string {
  if (question.about === "answer")
    return t("composer.answered_meanwhile", { name: names.agent(question.message.author) });
  return t("composer.open_variables", { n: question.names.length, names: list(question.names) });
}

export function Asked({ question, onSend, onCancel }: AskedProps) {
  const { t, list } = useWords();
  const sentence = sentenceOf(question, { t, list, names: useNames() });
  if (question.about === "variables") {
    return (
      <Frame back={t("composer.fill_in")} onSend={onSend} onCancel={onCancel}>
        {sentence}
      </Frame>
    );
  }
  return (
    <Frame back={t("composer.look_again")} onSend={onSend} onCancel={onCancel}>
      {sentence}
      <q className="mt-1 line-clamp-3 border-s-2 border-line-strong ps-2 break-words whitespace-pre-wrap text-muted [quotes:none]">
        {plain(question.message.text)}
      </q>
    </Frame>
  );
}

function Frame({
  children,
  back,
  onSend,
  onCancel,
}: Omit<AskedProps, "question"> & { children: ReactNode; back: string }) {
  const { t } = useWords();
  return (
    <div role="alert" className="mx-3 mb-2 flex flex-wrap items-end gap-2 rounded bg-amber-tint px-3 py-2 text-sm">
      <div className="min-w-0 grow basis-60">{children}</div>
      <Button size="sm" onClick={onCancel}>
        {back}
      </Button>
      <Button size="sm" look="primary" onClick={onSend}>
        {t("composer.send_anyway")}
      </Button>
    </div>
  );
}
