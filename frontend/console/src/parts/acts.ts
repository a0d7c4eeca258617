/** What an agent can do with a conversation: shown at once, carried out, taken back with a sentence if refused. */
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { useMemo } from "react";
import { conversations, visitors } from "../api/calls";
import { type Changed, Problem } from "../api/http";
import { useWords } from "../i18n/words";
import type { Intent } from "../state/pending";
import { useStore } from "../state/react";
import { toast } from "../ui/toasts";
import { useNames } from "./names";
import { sayRefused } from "./problems";

export interface Acts {
  /** `seen` is the group that was shown when the choice began. */
  setGroup: (conversation: ConversationView, group: Id | null, seen: Id | null) => void;
  assign: (conversation: ConversationView, agent: Id) => void;
  takeOff: (conversation: ConversationView, agent: Id) => void;
  act: (conversation: ConversationView, kind: "join" | "leave" | "close" | "reopen") => void;
  answer: (conversation: ConversationView, accept: boolean) => void;
}

export function useActs(): Acts {
  const store = useStore();
  const words = useWords();
  const names = useNames();
  return useMemo(() => {
    const run = (intent: Intent, call: (key: string) => Promise<Changed>) => {
      store.act(intent, call).catch((problem: unknown) => sayRefused(problem, words));
    };
    const setGroup = async (conversation: ConversationView, group: Id | null, seen: Id | null) => {
      try {
        await store.act({ kind: "group", conversation: conversation.id, group }, (key) =>
          visitors.setGroup(conversation.visitor.id, group, seen, key),
        );
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.code !== "group_changed") return sayRefused(problem, words);
        // A21: somebody was faster; the choice is offered again, with what they chose in sight.
        const current = text(problem, "group_id");
        const values = {
          group: current ? names.group(current) : words.t("group.all_agents"),
          name: names.actor(text(problem, "by")),
        };
        toast({
          id: `group:${conversation.id}`,
          look: "red",
          title: words.t("group.changed_meanwhile"),
          text: words.t("group.changed_by", values),
          actionLabel: words.t("group.set_anyway", { group: group ? names.group(group) : words.t("group.all_agents") }),
          onAction: () => void setGroup(conversation, group, current || null),
          lasts: 0,
        });
      }
    };
    return {
      setGroup: (conversation, group, seen) => void setGroup(conversation, group, seen),
      assign: ({ id, visitor }, agent) =>
        run({ kind: "assign", conversation: id, agent }, (key) => visitors.assign(visitor.id, agent, key)),
      takeOff: ({ id, visitor }, agent) =>
        run({ kind: "takeOff", conversation: id, agent }, (key) => visitors.takeOff(visitor.id, agent, key)),
      act: ({ id }, kind) => run({ kind, conversation: id }, (key) => conversations.act(id, kind, key)),
      answer: ({ id }, accept) =>
        run({ kind: "answer", conversation: id, accept }, (key) => conversations.answer(id, accept, key)),
    };
  }, [store, words, names]);
}

/** The answer may carry it beside the sentence or under `detail`. */
function text(problem: Problem, name: string): string {
  const value = problem.detail[name];
  return typeof value === "string" ? value : "";
}
