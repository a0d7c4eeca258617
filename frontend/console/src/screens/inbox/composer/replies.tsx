/** Saved replies behind a slash: found by shortcut and text, inserted in the visitor's language with what is known filled in (I4). */
import type { ConversationView } from "@zuruf/protocol/types";
import type { SavedReply } from "../../../api/saved-replies";
import { useWords } from "../../../i18n/words";
import { textIn, useSavedReplies } from "../../../parts/saved-replies";
import { shownName } from "../../../parts/shown";
import { filled, type Known } from "../../../parts/variables";
import type { World } from "../../../state/model";
import { useWorld } from "../../../state/react";
import { groupName, isEffective } from "../../../state/rules";
import { matches } from "../../../ui/picker";
import type { Source } from "./completing";

const SHOWN = 50;

export function useReplies(conversation: ConversationView, isWanted: boolean): Source {
  const { t } = useWords();
  const { data } = useSavedReplies(isWanted);
  const fallback = useWorld((world) => world.workspace?.default_language ?? "en");
  const known = useWorld((world) => knownOf(world, conversation));
  const { language } = conversation.visitor;
  const text = (reply: SavedReply) => filled(textIn(reply.texts, language, fallback), known);
  const find = (query: string) =>
    ranked(data?.items ?? [], query)
      .slice(0, SHOWN)
      .map((reply) => ({
        id: reply.id,
        text: text(reply),
        content: <Found shortcut={reply.shortcut} text={text(reply)} />,
      }));
  return { sign: "/", label: t("replies.title"), none: t("replies.none_found"), find };
}

/** Those whose shortcut begins so before those in whose text a word does. */
function ranked(replies: readonly SavedReply[], query: string): SavedReply[] {
  const begins = (reply: SavedReply) => reply.shortcut.startsWith(query.toLowerCase());
  const others = replies.filter((reply) => !begins(reply));
  const says = (reply: SavedReply) => matches(`${reply.shortcut} ${Object.values(reply.texts).join(" ")}`, query);
  return [...replies.filter(begins), ...others.filter(says)];
}

/** A group's name is inserted only where the visitor may read it (G2): of one in use, and not of a private one. */
export function knownOf(world: World, { visitor, group: { group_id: id } }: ConversationView): Known {
  const group = id && isEffective(world, id) ? world.groups[id] : undefined;
  return {
    "visitor.name": shownName(visitor.name),
    "visitor.email": visitor.email,
    "agent.name": world.agents[world.me]?.name ?? "",
    "group.name": group && !group.is_private ? groupName(group, visitor.language, world.workspace) : "",
    "website.name": world.websites[visitor.website_id]?.name ?? "",
    attributes: visitor.attributes,
  };
}

function Found({ shortcut, text }: { shortcut: string; text: string }) {
  return (
    <>
      <span className="max-w-40 shrink-0 truncate font-medium">/{shortcut}</span>
      <span className="min-w-0 grow truncate text-muted">{text}</span>
    </>
  );
}
