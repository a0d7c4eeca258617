// One message: whose, what, and how far it has come.
import { pieces } from "./links";
import type { Session } from "./session";
import type { Item } from "./timeline";
import type { Refusal, Status } from "./wire";
import { type Key, useWords } from "./words";

export function Text({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map((piece, place) =>
        typeof piece === "string" ? (
          piece
        ) : (
          // Pieces never move: the text they are cut from is the message's.
          <a key={place} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}

export function Message({ item }: { item: Extract<Item, { kind: "message" }> }) {
  const { t, time, exact } = useWords();
  const { message, isFirstOfAuthor, mark } = item;
  const isMine = message.kind === "visitor";
  const author = message.author?.name ?? t("automatic");
  return (
    <li class={isMine ? "mine" : "theirs"}>
      <span class={isMine || !isFirstOfAuthor ? "hidden" : "author"}>{isMine ? t("you") : author}</span>
      <p class={message.deleted_at ? "bubble gone" : "bubble"} title={exact(message.at)} dir="auto">
        {message.deleted_at ? t("deleted") : <Text text={message.text} />}
      </p>
      {message.is_trigger && message.author && <small class="mark">{t("automatic")}</small>}
      {message.edited_at && !message.deleted_at && <small class="mark">{t("edited")}</small>}
      {mark && <small class="mark">{t(mark, { time: time(message.at) })}</small>}
    </li>
  );
}

interface GivenPending {
  item: Extract<Item, { kind: "pending" }>;
  session: Session;
  status: Status;
}

export function Waiting({ item, session, status }: GivenPending) {
  const { t } = useWords();
  const { cid, text, id, refusal } = item.pending;
  const isAway = status !== "live" && status !== "connecting";
  return (
    <li class="mine">
      <span class="hidden">{t("you")}</span>
      <p class={id ? "bubble" : "bubble faint"} dir="auto">
        <Text text={text} />
      </p>
      {refusal ? (
        <small class="mark bad" role="alert">
          {t("not_sent", { why: t(reason(refusal)) })}{" "}
          <button type="button" class="text" onClick={() => session.retry(cid)}>
            {t("retry")}
          </button>{" "}
          <button type="button" class="text" onClick={() => session.drop(cid)}>
            {t("delete")}
          </button>
        </small>
      ) : (
        !id && <small class="mark">{t(isAway ? "will_be_sent" : "sending")}</small>
      )}
    </li>
  );
}

const REASONS: Record<string, Key> = {
  empty: "refused_empty",
  too_long: "refused_too_long",
  too_many: "refused_limit",
  rate_limited: "refused_limit",
  limits: "refused_limit",
  blocked: "refused_closed",
  website_disabled: "refused_closed",
};

/** The server's sentence is in its own language; its code says the same in the visitor's. */
function reason(refusal: Refusal): Key {
  return REASONS[refusal.code] ?? "refused_other";
}
