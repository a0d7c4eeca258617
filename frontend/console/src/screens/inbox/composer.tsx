/** Where one writes: a reply to the visitor, or a comment only colleagues see. What is typed outlives a reload (O6). */
import type { ConversationView } from "@zuruf/protocol/types";
import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import type { World } from "../../state/model";
import { useMay, useStore, useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class";
import { Tabs } from "../../ui/small";

type Kind = "reply" | "comment";

interface Props {
  conversation: ConversationView;
  kind: Kind;
  onKind: (kind: Kind) => void;
  /** How often writing was asked for by a key: each time the cursor comes here. */
  asked: number;
}

const TYPING_EVERY = 2_000;

/** Of one agent: colleagues may share a browser. */
function draftKey(agent: string, conversation: string, kind: Kind): string {
  return `zuruf.draft.${agent}.${kind}.${conversation}`;
}

export function Composer({ conversation, kind, onKind, asked }: Props) {
  const { t } = useWords();
  const mayWrite = useMay("access");
  const maxText = useWorld((world) => world.maxText);
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, type, send, asks, look } = useWriting(conversation.id, kind, area);
  const tooLong = Math.max(0, text.length - maxText);
  useGrowing(area, text);
  useFocusWhen(area, asked);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") event.currentTarget.blur();
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!tooLong) send();
  };
  return (
    <div className={cx(FRAME, kind === "comment" ? "bg-note" : "bg-surface")}>
      <Kinds kind={kind} onKind={onKind} onEnter={() => area.current?.focus()} />
      <textarea
        ref={area}
        rows={2}
        aria-label={t(kind === "reply" ? "composer.reply_label" : "composer.comment_label")}
        placeholder={t(mayWrite ? `composer.${kind}_placeholder` : "right.access_missing")}
        value={text}
        disabled={!mayWrite}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        className="block max-h-[40dvh] w-full resize-none bg-transparent px-3 py-2 outline-none"
      />
      {asks && <AnsweredMeanwhile agent={asks} onSend={send} onCancel={look} />}
      <div className="flex items-center gap-2 px-2 pb-2 pl-3">
        <p className={cx("min-w-0 grow truncate text-xs", tooLong ? "text-red" : "text-muted")}>
          {tooLong ? t("composer.too_long", { n: tooLong }) : <Hint conversation={conversation} kind={kind} />}
        </p>
        <Button size="sm" look="primary" icon={SendHorizontal} disabled={!text.trim() || tooLong > 0} onClick={send}>
          {t(kind === "reply" ? "composer.send" : "composer.send_comment")}
        </Button>
      </div>
    </div>
  );
}

const FRAME = "mx-3 mb-3 shrink-0 rounded-lg border border-line-strong focus-within:border-accent md:mx-5 md:mb-5";

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

/** The draft, telling that one types, and sending; a colleague's answer since the draft began makes it ask first (I5). */
function useWriting(id: string, kind: Kind, area: { current: HTMLTextAreaElement | null }) {
  const store = useStore();
  const { text, setText, clear } = useDraft(id, kind);
  const startedAt = useRef(0);
  const toldAt = useRef(0);
  const [asks, setAsks] = useState<string | null>(null);
  const type = (next: string) => {
    if (!text) startedAt.current = Date.now();
    setText(next);
    setAsks(null);
    if (kind === "comment" || !next || Date.now() - toldAt.current < TYPING_EVERY) return;
    toldAt.current = Date.now();
    store.say({ type: "typing", conversation: id, on: true });
  };
  const send = () => {
    const said = text.trim();
    if (!said) return;
    const other = kind === "reply" && !asks ? answeredSince(store.shown.world, id, startedAt.current) : null;
    if (other) return setAsks(other);
    store.submit({ type: "message.send", conversation: id, text: said, kind });
    if (kind === "reply") store.say({ type: "typing", conversation: id, on: false });
    clear();
    setAsks(null);
    area.current?.focus();
  };
  return { text, type, send, asks, look: () => setAsks(null) };
}

/** A colleague who has answered since our clock said `since`. */
function answeredSince({ threads, me, ahead }: World, id: string, since: number): string | null {
  const found = threads[id]?.messages.findLast(
    ({ kind, author, at }) => kind === "agent" && author && author !== me && at > since + ahead,
  );
  return since && found ? found.author : null;
}

function Hint({ conversation, kind }: { conversation: ConversationView; kind: Kind }) {
  const { t } = useWords();
  if (kind === "comment") return t("composer.hint_comment");
  if (!conversation.is_open) return t(conversation.episode > 0 ? "composer.hint_closed" : "messages.none_hint");
  return <span className="hidden sm:inline">{t("composer.hint")}</span>;
}

function AnsweredMeanwhile({ agent, onSend, onCancel }: { agent: string; onSend: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const names = useNames();
  return (
    <div role="alert" className="mx-3 mb-2 flex flex-wrap items-center gap-2 rounded bg-amber-tint px-3 py-2 text-sm">
      <span className="min-w-0 grow">{t("composer.answered_meanwhile", { name: names.agent(agent) })}</span>
      <Button size="sm" onClick={onCancel}>
        {t("composer.look_again")}
      </Button>
      <Button size="sm" look="primary" onClick={onSend}>
        {t("composer.send_anyway")}
      </Button>
    </div>
  );
}

function useDraft(id: string, kind: Kind) {
  const me = useWorld((world) => world.me);
  const kept = (which: Kind) => localStorage.getItem(draftKey(me, id, which)) ?? "";
  const [drafts, setDrafts] = useState(() => ({ reply: kept("reply"), comment: kept("comment") }));
  const setText = (text: string) => {
    setDrafts({ ...drafts, [kind]: text });
    const key = draftKey(me, id, kind);
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  };
  return { text: drafts[kind], setText, clear: () => setText("") };
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
