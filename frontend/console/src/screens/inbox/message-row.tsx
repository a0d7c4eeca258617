/** A message or comment, with its state, and changing one's own. */
import type { ConversationView, MessageView } from "@zuruf/protocol/types";
import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { AgentFace } from "../../parts/people";
import { useStore, useWorld } from "../../state/react";
import { IconButton } from "../../ui/button";
import { Logo } from "../../ui/logo";
import { Menu, MenuItem, MenuSureItem } from "../../ui/overlay";
import { Face } from "../../ui/small";
import { Time } from "../../ui/time";
import { Bubble, Commented, Said } from "./bubble";
import { QuoteButton, Quoted } from "./composer/quoting";
import { Editing, useEditing } from "./editing";
import { Files } from "./files";
import { WhyButton } from "./why-button";

interface Props {
  message: MessageView;
  follows: boolean;
  conversation: ConversationView;
  /** Where the message opened the conversation: who was told of it, and who not (A20). */
  onWhy: ((seq: number) => void) | null;
}

export function MessageRow({ message, follows, conversation, onWhy }: Props) {
  const { t } = useWords();
  const store = useStore();
  const me = useWorld((world) => world.me);
  const { isEditing, edit, editing, tools: place } = useEditing(message);
  const { kind, author, text, deleted_at: isDeleted } = message;
  const isMine = author === me && kind !== "visitor";
  const isVisitors = kind === "visitor";
  if (isEditing) return <Editing message={message} {...editing} />;
  const tools = !isDeleted && (
    <span
      ref={place}
      className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-data-popup-open:opacity-100 [@media(hover:none)]:opacity-100"
    >
      <QuoteButton message={message} />
      {isMine && (
        <Menu trigger={<IconButton label={t("message.more")} icon={Ellipsis} />}>
          <MenuItem onClick={edit}>{t("message.edit")}</MenuItem>
          <MenuSureItem
            sure={t("delete_sure")}
            onClick={() => store.submit({ type: "message.delete", message: message.id })}
          >
            {t("message.delete")}
          </MenuSureItem>
        </Menu>
      )}
    </span>
  );
  return (
    <Bubble
      side={isDeleted ? "gone" : kind === "comment" ? "comment" : isVisitors ? "theirs" : "mine"}
      isRight={kind === "agent" || (kind === "system" && !isVisitors)}
      follows={follows}
      face={<Author message={message} conversation={conversation} />}
      text={
        isDeleted ? (
          <em>{t("message.deleted")}</em>
        ) : (
          <>
            {message.quote && <Quoted conversation={conversation.id} quote={message.quote} />}
            {text && (kind === "comment" ? <Commented text={text} /> : <Said text={text} />)}
            <Files files={message.files} />
          </>
        )
      }
      foot={<Foot message={message} onWhy={onWhy} />}
      tools={tools}
    />
  );
}

function Author({ message, conversation }: { message: MessageView; conversation: ConversationView }) {
  const names = useNames();
  const { visitor } = conversation;
  if (message.kind === "visitor")
    return <Face by={visitor.id} name={visitor.name || "?"} label={names.visitor(visitor)} />;
  if (message.author) return <AgentFace id={message.author} size="md" label={names.agent(message.author)} />;
  return (
    <span className="grid size-7 place-items-center rounded-full bg-subtle" title={names.website(visitor.website_id)}>
      <Logo size={16} />
    </span>
  );
}

function Foot({ message, onWhy }: Pick<Props, "message" | "onWhy">) {
  const { t, time, exact } = useWords();
  const names = useNames();
  const { kind, at, author, edited_at: edited, is_trigger: isTrigger, page } = message;
  const seen = useWorld((world) => world.seenByVisitor[message.conversation_id] ?? 0);
  const me = useWorld((world) => world.me);
  const isOut = kind === "agent" && !message.deleted_at;
  const notes: ReactNode[] = [
    <Time key="at" at={at} exact={exact(at)}>
      {time(at)}
    </Time>,
  ];
  if (kind !== "visitor" && author && author !== me) notes.unshift(<span key="who">{names.agent(author)}</span>);
  if (kind === "comment") notes.push(<span key="comment">{t("message.internal")}</span>);
  if (isTrigger) notes.push(<span key="trigger">{t("message.automatic")}</span>);
  if (kind === "visitor" && page) notes.push(<Page key="page" url={page} />);
  if (edited && !message.deleted_at) notes.push(<span key="edited">{t("message.edited")}</span>);
  if (isOut) notes.push(<span key="state">{t(seen >= message.first_seq ? "message.seen" : "message.sent")}</span>);
  if (onWhy) notes.push(<WhyButton key="why" onClick={() => onWhy(message.first_seq)} />);
  return notes.map((note, index) => (
    <span key={(note as { key: string }).key} className="flex items-center gap-x-1.5">
      {index > 0 && <span aria-hidden>·</span>}
      {note}
    </span>
  ));
}

function Page({ url }: { url: string }) {
  return (
    <span className="inline-block max-w-52 truncate align-bottom" title={url}>
      {pathOf(url)}
    </span>
  );
}

/** The part of an address worth reading in a line. */
export function pathOf(url: string): string {
  try {
    const { pathname, search, hash } = new URL(url);
    return pathname + search + hash;
  } catch {
    return url;
  }
}
