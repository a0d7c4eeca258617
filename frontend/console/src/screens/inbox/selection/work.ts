/** Carrying something out on all that is chosen, a few at a time, and telling what was refused and why (I6). */
import { uuid } from "@zuruf/protocol/browser";
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { useRef, useState } from "react";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { sentenceOf } from "../../../parts/problems";
import { offerUndo, withdrawUndo } from "../../../parts/undo";
import { useStore } from "../../../state/react";
import { toast } from "../../../ui/toasts";
import { inLanes, LANES } from "./lanes";
import type { Op } from "./ops";
import type { Selection } from "./selection";
import { type TakenBack, type TakingBack, takingBack } from "./taking-back";

export interface Refused {
  id: Id;
  name: string;
  sentence: string;
}

export interface Work {
  /** Null while nothing is being done. */
  progress: { done: number; all: number } | null;
  refused: readonly Refused[];
  start: (op: Op) => void;
  forget: () => void;
}

/** What was refused stays chosen, so that it can be tried again; what was done can be taken back in one go. */
export function useWork(selection: Selection): Work {
  const words = useWords();
  const names = useNames();
  const store = useStore();
  const [progress, setProgress] = useState<Work["progress"]>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const latest = useRef(selection);
  latest.current = selection;
  const report = useReport();
  const failed = (conversation: ConversationView, problem: unknown): Refused => ({
    id: conversation.id,
    name: names.visitor(conversation.visitor),
    sentence: sentenceOf(problem, words),
  });
  const start = async (op: Op) => {
    const todo = selection.chosen.filter(op.applies);
    if (progress) return;
    if (todo.length === 0) return toast({ id: "bulk", title: words.t("bulk.nothing") });
    const done: Id[] = [];
    let withdraw = () => {};
    const back = takingBack(store, () => withdraw());
    const no: Refused[] = [];
    setRefused(no);
    setProgress({ done: 0, all: todo.length });
    await inLanes(todo, LANES, async (before) => {
      await op.run(before).then(
        (changed) => {
          if (!changed.changed) return;
          done.push(before.id);
          back.add(before.id, op.undo(before, changed), changed.seq);
        },
        (problem: unknown) => no.push(failed(before, problem)),
      );
      setProgress((now) => now && { ...now, done: now.done + 1 });
    });
    setProgress(null);
    setRefused(no);
    latest.current.add(no.map(({ id }) => id));
    withdraw = report(op, done.length, no.length, back);
  };
  return { progress, refused, start: (op) => void start(op), forget: () => setRefused([]) };
}

/** How many were done, with Undo for all of them, and how many were not. Answers what withdraws the Undo. */
function useReport() {
  const words = useWords();
  return (op: Op, done: number, no: number, back: TakingBack): (() => void) => {
    const title = words.t(`bulk.done.${op.name}`, { n: done });
    const text = no > 0 ? words.t("bulk.refused", { n: no }) : "";
    if (done === 0) toast({ id: "bulk", look: no ? "red" : "plain", title: text || title });
    else if (!back.isAny()) toast({ id: "bulk", title, ...(text ? { text } : {}) });
    if (!back.isAny()) return () => {};
    const say = ({ n, problem }: TakenBack) => {
      if (n === done) return;
      const why = problem === undefined ? words.t("bulk.left") : sentenceOf(problem, words);
      const look = problem === undefined ? "plain" : "red";
      toast({ id: "bulk", look, title: words.t("bulk.taken_back", { n, all: done }), text: why });
    };
    const id = `bulk:${uuid()}`;
    offerUndo({
      ...{ id, title, ...(text ? { text } : {}), label: words.t("undo") },
      onOver: back.end,
      undo: () => back.run().then(say),
    });
    return () => withdrawUndo(id);
  };
}
