/** Why a conversation is in Mine or in Unassigned, in a sentence (A15, A16). */
import type { ConversationView } from "@zuruf/protocol/types";
import type { Words } from "@zuruf/protocol/words";
import type { Key } from "../i18n/words";
import { actorOf, type Lack, type Reason } from "../state/rules";
import type { Names } from "./names";

export function reasonText(reason: Reason, names: Names, { t }: Words<Key>): string {
  switch (reason.kind) {
    case "asked":
      return t("reason.asked", { name: names.actor(reason.by) });
    case "assigned":
      return t("reason.assigned", { name: names.actor(reason.by) });
    case "joined":
      return t("reason.joined");
    case "group": {
      const group = names.group(reason.group);
      const by = actorOf(reason.by);
      if (by.kind === "visitor") return t("reason.group_chosen", { group });
      return t("reason.group", { group, name: names.actor(reason.by) });
    }
  }
}

/** The same beside the group's name, which need not be said again. */
export function shortReasonText(reason: Reason, names: Names, words: Words<Key>): string {
  if (reason.kind !== "group") return reasonText(reason, names, words);
  const { t } = words;
  const { kind, id } = actorOf(reason.by);
  if (kind === "visitor") return t("reason.chosen_short");
  const trigger = kind === "trigger" && names.trigger(id);
  return t("reason.group_short", { name: trigger ? t("quoted", { text: trigger }) : names.actor(reason.by) });
}

/** The same beside the group's name. */
export function shortLackText(lack: Lack, { t }: Words<Key>): string {
  return t(`lack.short.${lack}`);
}

export function lackText(lack: Lack, conversation: ConversationView, names: Names, { t }: Words<Key>): string {
  const id = conversation.group.group_id;
  return t(`lack.${lack}`, { group: id ? names.group(id) : "" });
}
