/** Why a conversation is in the list it is in (A15, A16): the reasons in a sentence each, and how the newest of them came about. */
import { useQuery } from "@tanstack/react-query";
import type { HistoryLine } from "@zuruf/protocol/frames";
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { conversations } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { lackText, reasonText } from "../../parts/reasons";
import { useWorld } from "../../state/react";
import { lackOf, type Reason, reasonsFor } from "../../state/rules";
import { Sheet } from "../../ui/overlay";
import { Skeleton } from "../../ui/small";
import { Explained } from "./why";

export function WhyHere({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const names = useNames();
  const me = useWorld((world) => world.me);
  const reasons = useWorld((world) => reasonsFor(world, conversation, world.me));
  const lack = useWorld((world) => lackOf(world, conversation));
  const { data, isPending } = useQuery({
    queryKey: ["assignments", conversation.id, "newest", conversation.seq],
    queryFn: () => conversations.assignments(conversation.id, 0),
    staleTime: 0,
  });
  const sentences = lack
    ? [lackText(lack, conversation, names, words)]
    : reasons.map((reason) => reasonText(reason, names, words));
  const line = data && lineBehind(data.items, lack ? [] : reasons, me);
  return (
    <Sheet
      title={t(lack ? "why.in_unassigned" : "why.in_mine")}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      look="modal"
    >
      <ul className="mb-4 flex flex-col gap-1 font-medium">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {isPending && <Skeleton className="h-24 w-full" />}
      {line && <Explained conversation={conversation} seq={line.seq} line={line} />}
    </Sheet>
  );
}

/** The newest line by which it came about; nobody's has the newest one that says whose it was. */
export function lineBehind(lines: readonly HistoryLine[], reasons: readonly Reason[], me: Id): HistoryLine | undefined {
  const [reason] = reasons;
  if (!reason) return lines.find(({ type }) => type !== "agent.joined" && type !== "agent.left");
  const group = reason.kind === "group" ? reason.group : null;
  return lines.find(({ type, body }) => {
    if (group) return type === "visitor.assigned_to_group" && body.to_group === group;
    return (type === "visitor.assigned_to_agent" || type === "agent.joined") && body.agent_id === me;
  });
}
