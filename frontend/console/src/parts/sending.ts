/** Sending a form: once at a time, with the refusal kept until the next attempt. What was typed stays. */
import { useState } from "react";
import { useWords } from "../i18n/words";
import { sentenceAt, sentenceOf } from "./problems";

export interface Sending {
  isBusy: boolean;
  /** What is wrong with the whole, when no field is to blame. */
  trouble: string;
  wrong: (field: string) => string;
  send: (act: () => Promise<unknown>) => void;
}

export function useSending(fields: readonly string[]): Sending {
  const words = useWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const wrong = (field: string) => sentenceAt(problem, field, words);
  return {
    isBusy,
    wrong,
    trouble: problem && !fields.some(wrong) ? sentenceOf(problem, words) : "",
    send: (act) => {
      if (isBusy) return;
      setBusy(true);
      setProblem(null);
      act()
        .catch(setProblem)
        .finally(() => setBusy(false));
    },
  };
}
