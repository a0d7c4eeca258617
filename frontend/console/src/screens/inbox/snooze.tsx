/** Putting a conversation off until later, and taking that back (I6). */
import type { ConversationView } from "@zuruf/protocol/types";
import { Clock, X } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../i18n/words";
import { useActs } from "../../parts/acts";
import { useNames } from "../../parts/names";
import { useShortcuts } from "../../parts/shortcuts";
import { untilText } from "../../parts/until";
import { useNow } from "../../state/now";
import { useWorld } from "../../state/react";
import { lackOf } from "../../state/rules";
import { IconButton } from "../../ui/button";
import { Popover } from "../../ui/overlay";
import { toast } from "../../ui/toasts";
import { UntilPicker } from "./until-picker";

interface Props {
  conversation: ConversationView;
}

export function SnoozeButton({ conversation }: Props) {
  const { t } = useWords();
  const acts = useActs();
  const [isOpen, setOpen] = useState(false);
  const isNobodys = useWorld((world) => lackOf(world, conversation) !== null);
  const open = (wanted: boolean) => {
    if (wanted && isNobodys)
      toast({ id: "refused", look: "red", title: t("problem.title"), text: t("snooze.unassigned") });
    else setOpen(wanted);
  };
  useShortcuts({
    l: () => open(true),
    "snooze.wake": conversation.snoozed_until !== null ? () => acts.act(conversation, "wake") : undefined,
  });
  return (
    <Popover
      label={t("snooze.title")}
      isOpen={isOpen}
      onOpen={open}
      align="end"
      className="w-[300px]"
      trigger={
        <IconButton
          label={t("snooze.title")}
          unless={isNobodys ? t("snooze.unassigned") : ""}
          icon={Clock}
          aria-keyshortcuts="l"
        />
      }
    >
      <UntilPicker
        onPick={(until) => {
          setOpen(false);
          acts.snooze(conversation, until);
        }}
      />
    </Popover>
  );
}

/** Until when it is put off and by whom; one click wakes it. */
export function SnoozedChip({ conversation }: Props) {
  const { t, language, exact } = useWords();
  const names = useNames();
  const acts = useActs();
  const now = useNow();
  const { snoozed_until: until, snoozed_by: by } = conversation;
  if (until === null) return null;
  return (
    <span
      className="inline-flex h-6 items-center gap-1.5 rounded-full bg-amber-tint ps-2 pe-1 text-sm text-amber"
      title={`${exact(until)} · ${names.actor(by)}`}
    >
      <Clock size={13} aria-hidden />
      {t("snooze.until", { time: untilText(until, now, language) })}
      <button
        type="button"
        aria-label={t("snooze.wake")}
        title={t("snooze.wake")}
        onClick={() => acts.act(conversation, "wake")}
        className="grid size-[18px] place-items-center rounded-full hover:bg-hover"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
