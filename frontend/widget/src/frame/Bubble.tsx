// One message: whose, what, and how far it has come.
import { drawn } from "@zuruf/protocol/markdown";
import { type ComponentChild, h } from "preact";
import { useEffect } from "preact/hooks";
import { usePiece } from "./again";
import { FILES } from "./parts";
import type { Session } from "./session";
import type { State } from "./state";
import type { Item } from "./timeline";
import type { FileView, Id, Refusal } from "./wire";
import { type Key, useWords } from "./words";

export function Text({ text }: { text: string }) {
  return <>{drawn<ComponentChild>(text, h)}</>;
}

/** The lines a message answers, which lead to where they were said; what is not loaded is asked for. */
export function Quoted({ id, session, state }: { id: Id; session: Session; state: State }) {
  const { t } = useWords();
  const message = state.messages.find((one) => one.id === id) ?? state.apart[id];
  const isKnown = !!message;
  useEffect(() => {
    if (!isKnown) session.lookUp(id);
  }, [id, session, isKnown]);
  // Its line stands from the start: what is read below does not move when it comes.
  if (!message) return <span class="quote">…</span>;
  const name = message.kind === "visitor" ? t("you") : (message.author?.name ?? t("automatic"));
  const jump = async () => {
    // Drawn after what was loaded has been.
    if (await session.reach(id)) setTimeout(() => document.getElementById(id)?.scrollIntoView({ block: "center" }));
  };
  return (
    <button type="button" class="quote" onClick={() => void jump()} dir="auto">
      <b>{name}</b>{" "}
      {message.deleted_at ? t("deleted") : message.text || message.files.map((file) => file.name).join(", ")}
    </button>
  );
}

interface GivenMessage {
  item: Extract<Item, { kind: "message" }>;
  session: Session;
  state: State;
}

export function Message({ item, session, state }: GivenMessage) {
  const { t, time, exact } = useWords();
  const { message, isFirstOfAuthor, mark } = item;
  const isMine = message.kind === "visitor";
  const author = message.author?.name ?? t("automatic");
  return (
    <li class={isMine ? "mine" : "theirs"} id={message.id}>
      <span class={isMine || !isFirstOfAuthor ? "hidden" : "author"}>{isMine ? t("you") : author}</span>
      <div class={message.deleted_at ? "bubble gone" : "bubble"} title={exact(message.at)} dir="auto">
        {!message.deleted_at && message.quote && <Quoted id={message.quote} session={session} state={state} />}
        {message.deleted_at ? t("deleted") : message.text && <Text text={message.text} />}
        {!message.deleted_at && message.files.length > 0 && <Sent files={message.files} of={session.key} />}
      </div>
      {!message.deleted_at && (
        <button type="button" class="text answer" onClick={() => session.quote(message.id)}>
          {t("answer")}
        </button>
      )}
      {message.is_trigger && message.author && <small class="mark">{t("automatic")}</small>}
      {message.edited_at && !message.deleted_at && <small class="mark">{t("edited")}</small>}
      {mark && <small class="mark">{t(mark, { time: time(message.at) })}</small>}
    </li>
  );
}

/** How many, until what shows them has come. */
function Sent({ files, of }: { files: readonly FileView[]; of: string }) {
  const { t } = useWords();
  const piece = usePiece(FILES, true);
  return piece ? <piece.Files files={files} of={of} /> : t("file_said", { n: files.length });
}

function Going({ ids }: { ids: readonly Id[] }) {
  const { t } = useWords();
  const piece = usePiece(FILES, true);
  return piece ? <piece.PendingFiles ids={ids} /> : t("file_said", { n: ids.length });
}

interface GivenPending {
  item: Extract<Item, { kind: "pending" }>;
  session: Session;
  state: State;
  isOffline: boolean;
}

export function Waiting({ item, session, state, isOffline }: GivenPending) {
  const { t } = useWords();
  const { cid, text, quote, files, id, refusal } = item.pending;
  return (
    <li class="mine">
      <span class="hidden">{t("you")}</span>
      <div class={id ? "bubble" : "bubble faint"} dir="auto">
        {quote && <Quoted id={quote} session={session} state={state} />}
        {text && <Text text={text} />}
        {files.length > 0 && <Going ids={files} />}
      </div>
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
        !id && <small class="mark">{t(isOffline ? "will_be_sent" : "sending")}</small>
      )}
    </li>
  );
}

const REASONS: Record<string, Key> = {
  empty: "refused_empty",
  too_long: "refused_too_long",
  file_not_found: "refused_file",
  too_many: "refused_limit",
  rate_limited: "refused_limit",
  limits: "refused_limit",
  unavailable: "refused_closed",
  website_disabled: "refused_closed",
  contact_required: "refused_contact",
};

/** The server's sentence is in its own language; its code says the same in the visitor's. */
function reason(refusal: Refusal): Key {
  return REASONS[refusal.code] ?? "refused_other";
}
