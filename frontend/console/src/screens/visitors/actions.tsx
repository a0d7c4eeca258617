/** What can be done with a visitor online: write to them, or assign them before they write (E4). */
import { useNavigate } from "@tanstack/react-router";
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import type { ConversationView } from "@zuruf/protocol/types";
import { Hash, MessageSquarePlus, UserPlus } from "lucide-react";
import { useState } from "react";
import { conversations, visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { sayMayNotAssign, sayRefused } from "../../parts/problems";
import { useMay, useStore, useWorld } from "../../state/react";
import { Button, IconButton } from "../../ui/button";
import { useAssigning } from "./assigning";

export function Actions({ visitor }: { visitor: OnlineVisitor }) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const prepare = usePrepare();
  const mayAssign = useMay("assign");
  const usesGroups = useWorld((world) => world.workspace?.uses_groups ?? false);
  const ask = useAssigning();
  const { isBusy, run } = useRun();
  const write = () =>
    run(async () => {
      // Its screen is fetched beside it: what is typed next is meant for the composer.
      const [{ id: conversation }] = await Promise.all([prepare(visitor), import("../inbox/conversation")]);
      await navigate({
        to: "/c/$conversation",
        params: { conversation },
        search: { in: "all" },
        state: { isForWriting: !visitor.is_chatting },
      });
    });
  const pick = (what: "group" | "agent") =>
    mayAssign ? run(async () => ask({ what, conversation: await prepare(visitor) })) : sayMayNotAssign(words);
  return (
    <div className="flex items-center justify-end gap-1.5">
      {usesGroups && (
        <IconButton
          label={t("group.assign")}
          unless={mayAssign ? "" : t("right.assign_missing")}
          icon={Hash}
          look="plain"
          disabled={isBusy}
          onClick={() => pick("group")}
        />
      )}
      <IconButton
        label={t("agent.assign")}
        unless={mayAssign ? "" : t("right.assign_missing")}
        icon={UserPlus}
        look="plain"
        disabled={isBusy}
        onClick={() => pick("agent")}
      />
      <Button size="sm" icon={MessageSquarePlus} isBusy={isBusy} onClick={write}>
        <span className="max-sm:sr-only">{t(visitor.is_chatting ? "visitors.open" : "visitors.write")}</span>
      </Button>
    </div>
  );
}

/** One thing at a time; refused, the reason is said. */
function useRun() {
  const words = useWords();
  const [isBusy, setBusy] = useState(false);
  const run = (act: () => Promise<unknown>) => {
    setBusy(true);
    act()
      .catch((problem: unknown) => sayRefused(problem, words))
      .finally(() => setBusy(false));
  };
  return { isBusy, run };
}

/** The visitor's conversation; one who is nobody yet is made a visitor first. */
function usePrepare(): (visitor: OnlineVisitor) => Promise<ConversationView> {
  const store = useStore();
  return async ({ browser_id, conversation_id }) => {
    const id = conversation_id || (await visitors.make(browser_id)).conversation_id;
    const known = store.shown.world.conversations[id];
    if (known) return known;
    const answer = await conversations.one(id);
    store.fetched(answer);
    return answer.conversation;
  };
}
