/** Notes on a visitor: kept for ever, seen by colleagues only. */
import { useQueryClient } from "@tanstack/react-query";
import type { Id } from "@zuruf/protocol/types";
import { type FormEvent, useState } from "react";
import { visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sentenceOf } from "../../parts/problems";
import { Button } from "../../ui/button";
import { Time } from "../../ui/time";
import { useAbout } from "./about";
import { Block } from "./details";

export function Notes({ conversation, visitor }: { conversation: Id; visitor: Id }) {
  const words = useWords();
  const { t, ago, exact } = words;
  const names = useNames();
  const queries = useQueryClient();
  const data = useAbout(conversation, visitor);
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    setBusy(true);
    setProblem(null);
    try {
      await visitors.note(visitor, text.trim());
      setText("");
      await queries.invalidateQueries({ queryKey: ["visitor", visitor] });
    } catch (reason) {
      setProblem(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Block title={t("details.notes")}>
      <ul className="flex flex-col gap-2">
        {data?.notes.map((note) => (
          <li key={note.id} className="rounded bg-note px-2.5 py-1.5 text-sm shadow-[inset_0_0_0_1px_var(--note-line)]">
            <p className="break-words whitespace-pre-wrap">{note.text}</p>
            <p className="mt-0.5 text-xs text-muted">
              {names.agent(note.agent_id)} ·{" "}
              <Time at={note.at} exact={exact(note.at)}>
                {ago(note.at, Date.now())}
              </Time>
            </p>
          </li>
        ))}
      </ul>
      <form noValidate onSubmit={(event) => void save(event)} className="mt-2 flex flex-col items-start gap-2">
        <textarea
          rows={text ? 3 : 1}
          aria-label={t("details.note_label")}
          placeholder={t("details.note_placeholder")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-invalid={problem !== null}
          className="w-full resize-none rounded border border-line-strong bg-surface px-2 py-1 text-sm aria-invalid:border-red"
        />
        {problem !== null && (
          <span role="alert" className="text-xs text-red">
            {sentenceOf(problem, words)}
          </span>
        )}
        {text && (
          <Button size="sm" type="submit" isBusy={isBusy}>
            {t("details.note_save")}
          </Button>
        )}
      </form>
    </Block>
  );
}
