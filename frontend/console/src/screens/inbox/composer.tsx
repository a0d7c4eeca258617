/** Where one writes: a reply to the visitor, or a comment only colleagues see. What is typed outlives a reload (O6). */
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { useWords } from "../../i18n/words";
import { useAddress } from "../../parts/address";
import { useDraft, useDrafts } from "../../parts/drafts";
import { useNames } from "../../parts/names";
import { openIn } from "../../parts/variables";
import { useMay, useStore, useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class";
import { isComposing } from "../../ui/composing";
import { Tabs } from "../../ui/small";
import { toast } from "../../ui/toasts";
import { AttachButton, AttachedList, type Attachments, useAttachments } from "./composer/attachments";
import { useCompleting } from "./composer/completing";
import { EmojiButton } from "./composer/emoji-button";
import { formats, linksSelection } from "./composer/formatting";
import { Marks } from "./composer/marks";
import { unseenIn, useMentions } from "./composer/mentions";
import { type Outgoing, outgoingOf } from "./composer/outgoing";
import { Asked, type Kind, type Question, sentenceOf } from "./composer/questions";
import { QuotedHere, useQuoting } from "./composer/quoting";
import { useReplies } from "./composer/replies";

interface Props {
  conversation: ConversationView;
  kind: Kind;
  onKind: (kind: Kind) => void;
  /** How often writing was asked for by a key: each time the cursor comes here. */
  asked: number;
}

const TYPING_EVERY = 2_000;

export function Composer({ conversation, kind, onKind, asked }: Props) {
  const { t } = useWords();
  const mayWrite = useMay("access");
  const area = useRef<HTMLTextAreaElement>(null);
  const outgoing = outgoingOf(useStore(), useDrafts(), { conversation: conversation.id, kind });
  const attachments = useAttachments(conversation.id, outgoing.uploads, mayWrite);
  const { text, type, send, asks, look } = useWriting(conversation, kind, area, outgoing);
  const [scrolled, setScrolled] = useState(0);
  const [isTouched, setTouched] = useState(false);
  const completing = useCompleting(area, text, [useReplies(conversation, isTouched), useMentions(conversation, kind)]);
  const problem = useProblem(conversation, kind, text);
  useGrowing(area, text);
  useFocusWhen(area, asked);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event) || completing.onKeyDown(event) || formats(event)) return;
    if (event.key === "Escape") event.currentTarget.blur();
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!problem) send();
  };
  return (
    <div className={cx(FRAME, kind === "comment" ? "bg-note" : "bg-surface")}>
      <Kinds kind={kind} onKind={onKind} onEnter={() => area.current?.focus()} />
      <QuotedHere />
      <div className="relative">
        <Marks text={text} marked={openIn(text)} scrolled={scrolled} />
        <textarea
          ref={area}
          rows={2}
          aria-label={t(kind === "reply" ? "composer.reply_label" : "composer.comment_label")}
          aria-autocomplete="list"
          aria-controls={completing.controls}
          aria-activedescendant={completing.active}
          placeholder={t(mayWrite ? `composer.${kind}_placeholder` : "right.access_missing")}
          value={text}
          disabled={!mayWrite}
          onFocus={() => setTouched(true)}
          onChange={(event) => type(event.target.value)}
          onSelect={(event) => completing.onCaret(event.currentTarget.selectionStart)}
          onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
          onKeyDown={onKeyDown}
          onPaste={(event) => attachments.onPaste(event) || linksSelection(event)}
          className="relative block max-h-[40dvh] w-full resize-none bg-transparent px-3 py-2 outline-none"
        />
        {completing.list}
      </div>
      <AttachedList attachments={attachments} />
      {asks && !outgoing.uploads.isWaiting && <Asked question={asks} onSend={send} onCancel={look} />}
      <Below {...{ conversation, kind, area, attachments, problem }} hasText={!!text.trim()} onSend={send} />
    </div>
  );
}

const FRAME = "mx-3 mb-3 shrink-0 rounded-lg border border-field focus-within:border-accent md:mx-5 md:mb-5";

interface BelowProps extends Pick<Props, "conversation" | "kind"> {
  area: { current: HTMLTextAreaElement | null };
  attachments: Attachments;
  /** Why it cannot be sent as it is; "" where it can. */
  problem: string;
  hasText: boolean;
  onSend: () => void;
}

function Below({ conversation, kind, area, attachments, problem, hasText, onSend }: BelowProps) {
  const { t } = useWords();
  const mayWrite = useMay("access");
  const hasContent = hasText || attachments.list.length > 0;
  return (
    <div className="flex items-center gap-2 px-2 pb-2">
      <AttachButton uploads={attachments.uploads} mayWrite={mayWrite} />
      <EmojiButton area={area} mayWrite={mayWrite} />
      <p
        {...(problem && { role: "alert" })}
        className={cx("min-w-0 grow text-xs", problem ? "text-red" : "truncate text-muted")}
      >
        {problem || <Hint conversation={conversation} kind={kind} />}
      </p>
      <Button size="sm" look="primary" icon={SendHorizontal} disabled={!hasContent || problem !== ""} onClick={onSend}>
        {t(kind === "reply" ? "composer.send" : "composer.send_comment")}
      </Button>
    </div>
  );
}

function Kinds({ kind, onKind, onEnter }: Pick<Props, "kind" | "onKind"> & { onEnter: () => void }) {
  const { t } = useWords();
  const tabs = [
    { value: "reply" as const, label: t("composer.reply") },
    { value: "comment" as const, label: t("composer.comment") },
  ];
  return (
    <div className="px-3 pt-2">
      <Tabs label={t("composer.kind")} value={kind} onChange={onKind} tabs={tabs} onEnter={onEnter} />
    </div>
  );
}

/** The draft, telling that one types, and sending; what has to be asked first is asked once. */
function useWriting(
  { id, visitor }: ConversationView,
  kind: Kind,
  area: { current: HTMLTextAreaElement | null },
  outgoing: Outgoing,
) {
  const store = useStore();
  const { text, setText } = useDraft(id, kind);
  const toldAt = useRef(0);
  const { quoted, quote } = useQuoting();
  const asks = useSyncExternalStore(outgoing.subscribe, outgoing.question);
  const onHeld = useHeld(id, visitor);
  const type = (next: string) => {
    setText(next, store.shown.world.conversations[id]?.seq);
    outgoing.forget();
    if (kind === "comment" || !next || Date.now() - toldAt.current < TYPING_EVERY) return;
    toldAt.current = Date.now();
    store.say({ type: "typing", conversation: id, on: true });
  };
  const send = () => {
    if (outgoing.send(quoted?.id ?? "")) area.current?.focus();
  };
  useEffect(() => {
    outgoing.onHeld = onHeld;
    outgoing.onSent = () => quote(null);
  });
  useEffect(() => {
    outgoing.isShown = true;
    return () => {
      outgoing.isShown = false;
    };
  }, [outgoing]);
  const look = () => {
    outgoing.forget();
    area.current?.focus();
  };
  return { text, type, send, asks, look };
}

/** What was to go by itself and did not is said wherever one is by then, and leads back. */
function useHeld(id: Id, visitor: ConversationView["visitor"]) {
  const { t, list } = useWords();
  const names = useNames();
  const { open } = useAddress();
  return (question: Question | null) =>
    toast({
      id: `held:${id}`,
      look: "red",
      title: t("composer.held", { name: names.visitor(visitor) }),
      text: question ? sentenceOf(question, { t, list, names }) : t("composer.files_failed"),
      actionLabel: t("composer.held_open"),
      onAction: () => open(id),
      lasts: 0,
    });
}

/** Said before it is sent: too long, or a colleague named who could not read it (I5). */
function useProblem(conversation: ConversationView, kind: Kind, text: string): string {
  const { t } = useWords();
  const tooLong = useWorld((world) => Math.max(0, text.length - world.maxText));
  const unseen = useWorld((world) => (kind === "comment" ? unseenIn(world, conversation, text) : ""));
  if (tooLong) return t("composer.too_long", { n: tooLong });
  return unseen && t("mention.refused", { name: unseen });
}

function Hint({ conversation, kind }: { conversation: ConversationView; kind: Kind }) {
  const { t } = useWords();
  if (kind === "comment") return t("composer.hint_comment");
  if (!conversation.is_open) return t(conversation.episode > 0 ? "composer.hint_closed" : "messages.none_hint");
  return <span className="hidden sm:inline">{t("composer.hint")}</span>;
}

/** As high as what is typed, within what the style allows. */
function useGrowing(area: { current: HTMLTextAreaElement | null }, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [area, text]);
}

function useFocusWhen(area: { current: HTMLTextAreaElement | null }, asked: number): void {
  useEffect(() => {
    if (asked > 0) area.current?.focus();
  }, [area, asked]);
}
