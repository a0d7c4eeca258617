/** Asks why a visitor is blocked and for how long (I6); fetched when somebody wants it. */
import type { ConversationView } from "@zuruf/protocol/types";
import { type FormEvent, useId, useState } from "react";
import { visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sayRefused, sentenceAt, sentenceOf } from "../../parts/problems";
import { offerUndo } from "../../parts/undo";
import { Button } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { focused } from "../../ui/focus";
import { Sheet } from "../../ui/overlay";

const DAY = 24 * 3_600_000;
const FOR = { always: 0, day: DAY, week: 7 * DAY, month: 30 * DAY } as const;
type Length = keyof typeof FOR;

interface Props {
  conversation: ConversationView;
  onClose: () => void;
}

export default function BlockSheet({ conversation, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const form = useId();
  const name = useNames().visitor(conversation.visitor);
  const [reason, setReason] = useState("");
  const [length, setLength] = useState<Length>("always");
  const { block, problem, isBusy } = useBlocking(conversation, name, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    block(reason, length === "always" ? null : Date.now() + FOR[length]);
  };
  return (
    <Sheet
      title={t("block.title", { name })}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      look="modal"
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form={form} look="danger" isBusy={isBusy}>
            {t("block.now")}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-muted">{t("block.lead")}</p>
        <TextField
          ref={focused}
          label={t("block.reason")}
          hint={t("block.reason_hint")}
          value={reason}
          error={sentenceAt(problem, "reason", words) || (problem === null ? "" : sentenceOf(problem, words))}
          onChange={(event) => setReason(event.target.value)}
        />
        <SelectField
          label={t("block.length")}
          value={length}
          onChange={(event) => setLength(event.target.value as Length)}
        >
          {(Object.keys(FOR) as Length[]).map((one) => (
            <option key={one} value={one}>
              {t(`block.for_${one}`)}
            </option>
          ))}
        </SelectField>
      </form>
    </Sheet>
  );
}

function useBlocking({ visitor }: ConversationView, name: string, onDone: () => void) {
  const words = useWords();
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const done = () => {
    onDone();
    offerUndo({
      id: `block:${visitor.id}`,
      title: words.t("block.done", { name }),
      label: words.t("undo"),
      undo: () => visitors.unblock(visitor.id).catch((refused: unknown) => sayRefused(refused, words)),
    });
  };
  const block = (reason: string, until: number | null) => {
    setBusy(true);
    visitors
      .block(visitor.id, reason, until)
      .then(done, setProblem)
      .finally(() => setBusy(false));
  };
  return { block, problem, isBusy };
}
