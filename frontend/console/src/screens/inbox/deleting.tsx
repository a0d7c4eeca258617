/** Deleting a conversation, with Undo instead of a question (I6): menu, key and palette. */
import type { ConversationView } from "@zuruf/protocol/types";
import { conversations } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useAddress } from "../../parts/address";
import { useNames } from "../../parts/names";
import { sayRefused } from "../../parts/problems";
import { useShortcuts } from "../../parts/shortcuts";
import { offerUndo } from "../../parts/undo";
import { useMay } from "../../state/react";
import { MenuItem } from "../../ui/overlay";

/** The item is null for whoever may not: it is rare, and nothing they would look for. */
export function useDeleting(conversation: ConversationView) {
  const words = useWords();
  const { t } = words;
  const names = useNames();
  const { close } = useAddress();
  const mayDelete = useMay("configure");
  const refused = (problem: unknown) => sayRefused(problem, words);
  const { id, visitor } = conversation;
  // Left at once: when the answer comes, another one may be open, and somebody writing in it.
  const remove = async () => {
    close();
    await conversations.delete(id);
    offerUndo({
      id: `delete:${id}`,
      title: t("delete.done", { name: names.visitor(visitor) }),
      text: t("delete.kept"),
      label: t("undo"),
      undo: () => conversations.restore(id).catch(refused),
    });
  };
  const act = () => void remove().catch(refused);
  useShortcuts({ "#": mayDelete ? act : undefined });
  return mayDelete ? (
    <MenuItem isDanger onClick={act} hint={t("delete.hint")}>
      {t("shortcut.delete")}
    </MenuItem>
  ) : null;
}
