/** A quiet line of what happened, with "why?" where there is an explanation (A20). */
import type { HistoryLine } from "@zuruf/protocol/frames";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { Time } from "../../ui/time";
import { isExplained, lineText } from "./lines";

export function HistoryRow({ line, onWhy }: { line: HistoryLine; onWhy: (seq: number) => void }) {
  const words = useWords();
  const names = useNames();
  const { t, time, exact } = words;
  return (
    <div className="flex justify-center px-4 pt-3 text-xs text-muted">
      <p className="text-center text-balance">
        {lineText(line, names, words)}
        {isExplained(line) && (
          <>
            {" · "}
            <button
              type="button"
              onClick={() => onWhy(line.seq)}
              aria-haspopup="dialog"
              className="text-accent-strong underline-offset-2 hover:underline"
            >
              {t("why.ask")}
            </button>
          </>
        )}
        {" · "}
        <Time at={line.at} exact={exact(line.at)}>
          {time(line.at)}
        </Time>
      </p>
    </div>
  );
}
