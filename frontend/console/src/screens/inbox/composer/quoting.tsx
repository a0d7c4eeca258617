/** Quoting: the message one answers stands above the field, and above the answer; a click leads to it (I4, I5). */
import { plain } from "@zuruf/protocol/markdown";
import type { Id, MessageView, Quote } from "@zuruf/protocol/types";
import { Reply, X } from "lucide-react";
import { createContext, type ReactNode, useContext, useState } from "react";
import { useWords } from "../../../i18n/words";
import { useAddress } from "../../../parts/address";
import { useNames } from "../../../parts/names";
import type { World } from "../../../state/model";
import { useWorld } from "../../../state/react";
import { IconButton } from "../../../ui/button";
import type { Kind } from "./questions";

export interface Quoting {
  /** What the next message answers; null for nothing. */
  quoted: MessageView | null;
  quote: (message: MessageView | null) => void;
}

const Context = createContext<Quoting>({ quoted: null, quote: () => undefined });
export const QuotingProvider = Context.Provider;
export const useQuoting = () => useContext(Context);

/** A comment is quoted by comments only, so quoting one leads there; what was quoted for a reply goes with either. */
export function useQuotingOf(write: (kind: Kind) => void, kind: Kind): Quoting {
  const [chosen, setChosen] = useState<MessageView | null>(null);
  const isGone = useWorld((world) =>
    Boolean(
      chosen &&
        world.threads[chosen.conversation_id]?.messages.some(({ id, deleted_at: gone }) => id === chosen.id && gone),
    ),
  );
  const quote = (message: MessageView | null) => {
    setChosen(message);
    if (message) write(message.kind === "comment" ? "comment" : kind);
  };
  const isFit = chosen && !isGone && (chosen.kind !== "comment" || kind === "comment");
  return { quoted: isFit ? chosen : null, quote };
}

/** Answers this message. */
export function QuoteButton({ message }: { message: MessageView }) {
  const { t } = useWords();
  const { quote } = useQuoting();
  return <IconButton label={t("message.quote")} icon={Reply} onClick={() => quote(message)} />;
}

/** Above the field: what is being answered, and taking it back. */
export function QuotedHere() {
  const { t } = useWords();
  const { quoted, quote } = useQuoting();
  if (!quoted) return null;
  return (
    <div className="mx-3 mt-2 flex items-start gap-2 rounded bg-subtle py-1.5 ps-2.5 pe-1">
      <div className="min-w-0 grow">
        <Lines message={quoted} />
      </div>
      <IconButton label={t("composer.no_quote")} icon={X} onClick={() => quote(null)} />
    </div>
  );
}

/** In a bubble: the quoted lines, which lead to where they were said. Of what is not loaded only the way there is known. */
export function Quoted({ conversation, quote }: { conversation: Id; quote: Quote }) {
  const { t } = useWords();
  const { open } = useAddress();
  const message = useWorld((world) => world.threads[conversation]?.messages.find(({ id }) => id === quote.message_id));
  return (
    <button
      type="button"
      title={t("message.to_quoted")}
      onClick={() => open(conversation, quote.seq)}
      className="mb-1.5 block w-full rounded-sm text-start hover:underline"
    >
      {message ? <Lines message={message} /> : <Said>{t("message.quoted_earlier")}</Said>}
    </button>
  );
}

/** The same of a message on its way, which knows what it answers by its id only. */
export function QuotedPending({ conversation, id }: { conversation: Id; id: Id }) {
  const seq = useWorld((world) => world.threads[conversation]?.messages.find((one) => one.id === id)?.first_seq);
  return seq === undefined ? null : <Quoted conversation={conversation} quote={{ message_id: id, seq }} />;
}

function Lines({ message }: { message: MessageView }) {
  const { t } = useWords();
  const names = useNames();
  const visitor = useWorld((world) => world.conversations[message.conversation_id]?.visitor);
  const name =
    message.kind === "visitor" && visitor
      ? names.visitor(visitor)
      : message.author
        ? names.agentOrYou(message.author)
        : t("name.website");
  return (
    <Said by={name}>{message.deleted_at ? <em>{t("message.deleted")}</em> : names.said(plain(message.text))}</Said>
  );
}

function Said({ by, children }: { by?: string; children: ReactNode }) {
  return (
    <span className="block border-s-2 border-current ps-2 text-sm">
      {by && <span className="block font-semibold">{by}</span>}
      <span className="line-clamp-2 break-words whitespace-pre-wrap">{children}</span>
    </span>
  );
}

/** What one most likely answers: the newest message somebody else wrote. */
export function newestOfOthers({ threads, me }: World, id: Id): MessageView | null {
  return threads[id]?.messages.findLast(({ author, deleted_at: gone }) => author !== me && !gone) ?? null;
}
