/** Notes on a visitor: kept until somebody deletes them, seen by colleagues only. */
import { useQueryClient } from "@tanstack/react-query";
import type { Id } from "@zuruf/protocol/types";
import { type FormEvent, useState } from "react";
import { type VisitorNote, visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useKept } from "../../parts/drafts";
import { useOnce } from "../../parts/once";
import { sentenceOf } from "../../parts/problems";
import { Button } from "../../ui/button";
import { useAbout } from "./about";
import { Block } from "./details";
import { EditedNote, NoteRow } from "./note-row";

export function Notes({ conversation, visitor }: { conversation: Id; visitor: Id }) {
  const words = useWords();
  const { t } = words;
  const data = useAbout(conversation, visitor);
  const { shown, isEdited, edit, leave } = useEdited(data?.notes ?? []);
  const { text, type, problem, isBusy, save } = useNewNote(visitor);
  return (
    <Block title={t("details.notes")}>
      <ul className="flex flex-col gap-2">
        {shown.map((note) =>
          isEdited(note) ? (
            <EditedNote key={note.id} visitor={visitor} note={note} onDone={() => leave(note)} />
          ) : (
            <NoteRow key={note.id} visitor={visitor} note={note} onEdit={() => edit(note)} />
          ),
        )}
      </ul>
      <form noValidate onSubmit={(event) => void save(event)} className="mt-2 flex flex-col items-start gap-2">
        <textarea
          rows={text ? 3 : 1}
          aria-label={t("details.note_label")}
          placeholder={t("details.note_placeholder")}
          value={text}
          onChange={(event) => type(event.target.value)}
          aria-invalid={problem !== null}
          className="w-full resize-none rounded border border-field bg-surface px-2 py-1 text-sm aria-invalid:border-red"
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

/** What is begun outlives another conversation and a reload (O6); saved again because no answer came, it is one note. */
function useNewNote(visitor: Id) {
  const queries = useQueryClient();
  const { text, setText, clear } = useKept(`note ${visitor}`);
  const once = useOnce();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    setBusy(true);
    setProblem(null);
    try {
      await visitors.note(visitor, text.trim(), once.keyFor(text.trim()));
      once.done();
      clear();
      await queries.invalidateQueries({ queryKey: ["visitor", visitor] });
    } catch (reason) {
      setProblem(reason);
    } finally {
      setBusy(false);
    }
  };
  const type = (next: string) => {
    setText(next);
    setProblem(null);
  };
  return { text, type, problem, isBusy, save };
}

/** Those being written anew stay until that is over, also when somebody deletes them meanwhile: what was typed is not lost. */
function useEdited(notes: readonly VisitorNote[]) {
  const [edited, setEdited] = useState<readonly VisitorNote[]>([]);
  const gone = edited.filter(({ id }) => !notes.some((note) => note.id === id));
  return {
    shown: [...notes, ...gone].sort((a, b) => a.at - b.at),
    isEdited: ({ id }: VisitorNote) => edited.some((note) => note.id === id),
    edit: (note: VisitorNote) => setEdited([...edited, note]),
    leave: ({ id }: VisitorNote) => setEdited((all) => all.filter((note) => note.id !== id)),
  };
}
