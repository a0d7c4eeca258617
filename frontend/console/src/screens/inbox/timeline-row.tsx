/** One entry of the timeline: a day, a message, a quiet line of what happened, a message on its way. */
import type { ConversationView } from "@zuruf/protocol/types";
import { memo } from "react";
import { useWords } from "../../i18n/words";
import { useNow } from "../../state/now";
import type { TimelineItem } from "../../state/select";
import { HistoryRow } from "./history-row";
import { MessageRow } from "./message-row";
import { PendingRow } from "./pending-row";

interface Props {
  item: TimelineItem;
  conversation: ConversationView;
  onWhy: (seq: number) => void;
}

export const TimelineRow = memo(function TimelineRow({ item, conversation, onWhy }: Props) {
  switch (item.kind) {
    case "day":
      return <Day at={item.at} />;
    case "new":
      return <New />;
    case "message":
      return (
        <MessageRow
          message={item.message}
          follows={item.follows}
          conversation={conversation}
          onWhy={item.opens ? onWhy : null}
        />
      );
    case "line":
      return <HistoryRow line={item.line} conversation={conversation} onWhy={onWhy} />;
    case "pending":
      return <PendingRow pending={item.pending} />;
  }
});

/** Where the agent left off. */
function New() {
  const { t } = useWords();
  return (
    <div className="flex items-center gap-3 py-3 text-xs font-semibold text-accent-strong" data-new>
      <span className="h-px grow bg-accent" />
      {t("messages.new")}
      <span className="h-px grow bg-accent" />
    </div>
  );
}

function Day({ at }: { at: number }) {
  const { day } = useWords();
  const now = useNow();
  return (
    <div className="flex items-center gap-3 py-3 text-xs font-medium text-muted">
      <span className="h-px grow bg-line" />
      {day(at, now)}
      <span className="h-px grow bg-line" />
    </div>
  );
}
