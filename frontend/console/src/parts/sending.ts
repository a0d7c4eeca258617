/** Sending a form: once at a time, with the refusal kept until the next attempt. What was typed stays. */
import { useState } from "react";
import { useWords } from "../i18n/words";
import { sentenceAt, sentenceOf, versionOfNow } from "./problems";

export interface Sending {
  isBusy: boolean;
  /** The version to send: the one the form began from, or the one its sender was told of since (A21 for settings). */
  version: number;
  /** What is wrong with the whole, when no field is to blame. */
  trouble: string;
  wrong: (field: string) => string;
  send: (act: () => Promise<unknown>) => void;
}

/** `opened` is the version the form began from, where others may save the same thing meanwhile. */
export function useSending(fields: readonly string[], opened = 0): Sending {
  const words = useWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [version, setVersion] = useState(opened);
  const refuse = (reason: unknown) => {
    setProblem(reason);
    setVersion(versionOfNow(reason) ?? version);
  };
  const wrong = (field: string) => sentenceAt(problem, field, words);
  const goesOn = opened && versionOfNow(problem) ? ` ${words.t("problem.save_over")}` : "";
  return {
    isBusy,
    version,
    wrong,
    trouble: problem && !fields.some(wrong) ? sentenceOf(problem, words) + goesOn : "",
    send: (act) => {
      if (isBusy) return;
      setBusy(true);
      setProblem(null);
      act()
        .catch(refuse)
        .finally(() => setBusy(false));
    },
  };
}
