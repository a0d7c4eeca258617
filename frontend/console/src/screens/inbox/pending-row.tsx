/** A message on its way, or one that was refused: try again, or throw it away. */
import { CircleAlert } from "lucide-react";
import { useWords } from "../../i18n/words";
import { AgentFace } from "../../parts/people";
import { sentenceForCode } from "../../parts/problems";
import type { PendingMessage } from "../../state/pending";
import { useStore, useWorld } from "../../state/react";
import { Bubble, Commented, Said } from "./bubble";
import { QuotedPending } from "./composer/quoting";
import { PendingFiles } from "./files";

const ACTION = "font-medium text-text underline underline-offset-2";

export function PendingRow({ pending }: { pending: PendingMessage }) {
  const words = useWords();
  const { t } = words;
  const store = useStore();
  const me = useWorld((world) => world.me);
  const { cid, status, code, intent } = pending;
  const foot =
    status === "failed" ? (
      <span role="alert" className="flex flex-wrap items-center gap-x-2 text-red">
        <CircleAlert size={13} aria-hidden />
        {t("message.failed")} {sentenceForCode(code, words)}
        <button type="button" className={ACTION} onClick={() => store.retry(cid)}>
          {t("message.retry")}
        </button>
        <button type="button" className={ACTION} onClick={() => store.discard(cid)}>
          {t("message.discard")}
        </button>
      </span>
    ) : (
      <span>{t(status === "sent" ? "message.sent" : "message.sending")}</span>
    );
  return (
    <Bubble
      side={intent.isComment ? "comment" : status === "sending" ? "pending" : "mine"}
      isRight={!intent.isComment}
      follows={false}
      face={<AgentFace id={me} size="md" label="" />}
      text={
        <>
          {intent.quote && <QuotedPending conversation={intent.conversation} id={intent.quote} />}
          {intent.isComment ? <Commented text={intent.text} /> : <Said text={intent.text} />}
          <PendingFiles ids={intent.files} />
        </>
      }
      foot={foot}
    />
  );
}
