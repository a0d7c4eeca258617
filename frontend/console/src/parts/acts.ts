/** What an agent can do with a conversation: shown at once, carried out, taken back with a sentence if refused. */
import type { ConversationView, Id, Ms } from "@zuruf/protocol/types";
import type { Words } from "@zuruf/protocol/words";
import { useMemo } from "react";
import { conversations } from "../api/calls";
import { type Changed, Problem } from "../api/http";
import { type Key, useWords } from "../i18n/words";
import type { Intent } from "../state/pending";
import { useStore } from "../state/react";
import { may } from "../state/rules";
import { toast } from "../ui/toasts";
import * as deeds from "./deeds";
import { type Names, useNames } from "./names";
import { sayRefused } from "./problems";
import { type Deed, doWithUndo, type Plain } from "./undoing";

export interface Acts {
  /** `seen` is the group that was shown when the choice began. */
  setGroup: (conversation: ConversationView, group: Id | null, seen: Id | null) => void;
  assign: (conversation: ConversationView, agent: Id) => void;
  takeOff: (conversation: ConversationView, agent: Id) => void;
  act: (conversation: ConversationView, kind: "join" | "leave" | "close" | "reopen" | "wake") => void;
  snooze: (conversation: ConversationView, until: Ms) => void;
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
    const offering: Offering = (deed, says, refused) => void doWithUndo({ ...deed, ...says }, store, words, refused);
    const done = ({ visitor }: ConversationView, key: "closed" | "snooze" | "wake" | "leave") => ({
      title: words.t(`undo.${key}`, { name: names.visitor(visitor) }),
    });
    return {
      setGroup: groupSetter(offering, words, names),
      assign: (conversation, agent) =>
        offering(deeds.assign(conversation, agent), assigned(conversation, names.agent(agent), words, names)),
      takeOff: (conversation, agent) => {
        const who = { name: names.visitor(conversation.visitor), agent: names.agent(agent) };
        offering(deeds.takeOff(conversation, agent), { title: words.t("undo.take_off", who) });
      },
      act: (conversation, kind) => {
        const { id } = conversation;
        const { agents, me } = store.shown.world;
        const leaving = () => deeds.leave(conversation, me, may(agents[me], "assign"));
        if (kind === "close") offering(deeds.closing(conversation), done(conversation, "closed"));
        else if (kind === "wake") offering(deeds.wake(conversation), done(conversation, "wake"));
        else if (kind === "leave") offering(leaving(), done(conversation, "leave"));
        else run({ kind, conversation: id }, (key) => conversations.act(id, kind, key));
      },
      snooze: (conversation, until) => offering(deeds.snooze(conversation, until), done(conversation, "snooze")),
      answer: ({ id }, accept) =>
        run({ kind: "answer", conversation: id, accept }, (key) => conversations.answer(id, accept, key)),
    };
  }, [store, words, names]);
}

type Offering = (deed: Plain, says: Pick<Deed, "title" | "text">, refused?: (problem: unknown) => void) => void;

/** Of one that is not open, also when it counts (E4). */
function assigned({ visitor, is_open: isOpen }: ConversationView, to: string, { t }: Words<Key>, names: Names) {
  const title = t("visitors.assigned", { name: names.visitor(visitor), to });
  return isOpen ? { title } : { title, text: t("visitors.assigned_hint") };
}

/** A21: if somebody was faster, the choice is offered again, with what they chose in sight. */
function groupSetter(offering: Offering, words: Words<Key>, names: Names): Acts["setGroup"] {
  const nameOf = (group: Id | null) => (group ? names.group(group) : words.t("group.all_agents"));
  const setGroup: Acts["setGroup"] = (conversation, group, seen) =>
    offering(
      deeds.setGroup(conversation, group, seen),
      assigned(conversation, nameOf(group), words, names),
      (problem) => {
        if (!(problem instanceof Problem) || problem.code !== "group_changed") return sayRefused(problem, words);
        const current = text(problem, "group_id") || null;
        const now = { ...conversation, group: { ...conversation.group, group_id: current } };
        toast({
          id: `group:${conversation.id}`,
          look: "red",
          title: words.t("group.changed_meanwhile"),
          text: words.t("group.changed_by", { group: nameOf(current), name: names.actor(text(problem, "by")) }),
          actionLabel: words.t("group.set_anyway", { group: nameOf(group) }),
          onAction: () => setGroup(now, group, current),
          lasts: 0,
        });
      },
    );
  return setGroup;
}

/** The answer may carry it beside the sentence or under `detail`. */
function text(problem: Problem, name: string): string {
  const value = problem.detail[name];
  return typeof value === "string" ? value : "";
}
