/** A quiet line of what happened, with "why?" where there is an explanation (A20). */
import type { HistoryLine } from "@zuruf/protocol/frames";
import type { ConversationView } from "@zuruf/protocol/types";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { Time } from "../../ui/time";
import { useAbout } from "./about";
import { isExplained, lineText } from "./lines";
import { WhyButton } from "./why-button";

interface Props {
  line: HistoryLine;
  conversation: ConversationView;
  onWhy: (seq: number) => void;
}

export function HistoryRow({ line, conversation, onWhy }: Props) {
  const words = useWords();
  const names = useNames();
  const { time, exact } = words;
  return (
    <div className="flex justify-center px-4 pt-3 text-xs text-muted">
      <p className="text-center text-balance">
        {line.type === "visitor.note_added" ? (
          <NoteLine line={line} conversation={conversation} />
        ) : (
          lineText(line, names, words)
        )}
        {isExplained(line) && (
          <>
            {" · "}
            <WhyButton onClick={() => onWhy(line.seq)} />
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

/** With the note as it stands now: changed, the line follows; deleted, it says no more than whose it was. */
function NoteLine({ line, conversation }: Omit<Props, "onWhy">) {
  const words = useWords();
  const names = useNames();
  const about = useAbout(conversation.id, conversation.visitor.id);
  const note = about?.notes.find(({ id }) => id === line.body.note_id);
  if (!note) return lineText(line, names, words);
  return words.t("line.note", { name: names.actor(line.actor), note: note.text });
}
