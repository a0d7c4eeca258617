/** Writing a message of one's own anew. What is typed is kept like a draft: over a row that is no longer drawn, another conversation, a reload (O6). */
import type { MessageView } from "@zuruf/protocol/types";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../i18n/words";
import { keyOfEdit, useKept } from "../../parts/drafts";
import { useStore, useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class";
import { isComposing } from "../../ui/composing";
import { focused } from "../../ui/focus";
import { unseenIn } from "./composer/mentions";
import { withHandles, withIds } from "./composer/naming";

interface Props {
  message: MessageView;
  /** What was typed so far, "" for nothing yet. */
  typed: string;
  onType: (text: string) => void;
  /** Whether it was begun here and now: what is only found again takes nobody's cursor. */
  isBegun: boolean;
  onEnter: () => void;
  onDone: () => void;
}

/** Who has changed a message stands where they asked for it. */
export function useEditing({ id }: MessageView) {
  const { text: typed, setText: onType, clear } = useKept(keyOfEdit(id));
  const [isBegun, setBegun] = useState(false);
  const tools = useRef<HTMLSpanElement>(null);
  const wasBegun = useRef(false);
  const isEditing = isBegun || typed !== "";
  useEffect(() => {
    if (wasBegun.current && !isEditing) tools.current?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus();
    wasBegun.current = isBegun;
  }, [isBegun, isEditing]);
  const onDone = () => {
    clear();
    setBegun(false);
  };
  const edit = () => setBegun(true);
  return { isEditing, edit, tools, editing: { typed, onType, isBegun, onEnter: edit, onDone } };
}

export function Editing({ message, typed, onType, isBegun, onEnter, onDone }: Props) {
  const { t } = useWords();
  const store = useStore();
  const isComment = message.kind === "comment";
  const { agents } = store.shown.world;
  const { text, type } = useWording(isComment ? withHandles(message.text, agents) : message.text, typed, onType);
  const problem = useProblem(message, text);
  const save = () => {
    const next = isComment ? withIds(text.trim(), agents) : text.trim();
    if (problem) return;
    if (next && next !== message.text) store.submit({ type: "message.change", message: message.id, text: next });
    onDone();
  };
  return (
    <form
      noValidate
      className={cx("flex max-w-[560px] flex-col gap-2 pt-3", isComment ? "me-auto ps-[38px]" : "ms-auto")}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={isBegun ? focused : undefined}
        aria-label={t("message.edit")}
        aria-invalid={problem !== ""}
        value={text}
        onFocus={onEnter}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === "Escape") onDone();
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            save();
          }
        }}
        rows={Math.min(8, text.split("\n").length + 1)}
        className={cx(
          "w-full rounded-lg border border-field px-3 py-2 aria-invalid:border-red",
          isComment ? "bg-note" : "bg-surface",
        )}
      />
      {problem && (
        <p role="alert" className="text-xs text-red">
          {problem}
        </p>
      )}
      <span className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button size="sm" look="primary" type="submit">
          {t("save")}
        </Button>
      </span>
    </form>
  );
}

/** What was typed or, before anything was, the message as it is. */
function useWording(before: string, typed: string, onType: Props["onType"]) {
  const [isEmptied, setEmptied] = useState(false);
  const type = (text: string) => {
    setEmptied(!text);
    onType(text);
  };
  return { text: typed || (isEmptied ? "" : before), type };
}

/** Said where it is typed, for what has been sent is refused at the edge of the screen only. */
function useProblem(message: MessageView, text: string): string {
  const { t } = useWords();
  const tooLong = useWorld((world) => Math.max(0, text.length - world.maxText));
  const unseen = useWorld((world) => {
    const conversation = world.conversations[message.conversation_id];
    return message.kind === "comment" && conversation ? unseenIn(world, conversation, text, message.text) : "";
  });
  if (tooLong) return t("composer.too_long", { n: tooLong });
  return unseen && t("mention.refused", { name: unseen });
}
