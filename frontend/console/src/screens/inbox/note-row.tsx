/** One note, which its author can change and delete, and an admin or owner delete. */
import { useQueryClient } from "@tanstack/react-query";
import type { Id } from "@zuruf/protocol/types";
import { Ellipsis } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type VisitorNote, visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sentenceOf } from "../../parts/problems";
import { useWorld } from "../../state/react";
import { Button, IconButton } from "../../ui/button";
import { isComposing } from "../../ui/composing";
import { focused } from "../../ui/focus";
import { Menu, MenuItem, MenuSureItem } from "../../ui/overlay";
import { Time } from "../../ui/time";

interface Props {
  visitor: Id;
  note: VisitorNote;
  onDone: () => void;
}

export function NoteRow({ visitor, note, onEdit }: Omit<Props, "onDone"> & { onEdit: () => void }) {
  const { t, ago, exact } = useWords();
  const names = useNames();
  const { problem, isBusy, attempt } = useAttempt(visitor);
  const remove = () => void attempt(() => visitors.deleteNote(visitor, note.id));
  return (
    <li className={NOTE} aria-busy={isBusy}>
      <div className="flex items-start gap-1">
        <p className="min-w-0 grow break-words whitespace-pre-wrap">{note.text}</p>
        <Tools author={note.agent_id} onEdit={onEdit} onDelete={remove} />
      </div>
      <p className="mt-0.5 text-xs text-muted">
        {names.agent(note.agent_id)} ·{" "}
        <Time at={note.at} exact={exact(note.at)}>
          {ago(note.at, Date.now())}
        </Time>
        {note.edited_at !== null && <> · {t("message.edited")}</>}
      </p>
      <Refusal problem={problem} />
    </li>
  );
}

const NOTE = "rounded bg-note px-2.5 py-1.5 text-sm shadow-[inset_0_0_0_1px_var(--note-line)]";

function Tools({ author, onEdit, onDelete }: { author: Id; onEdit: () => void; onDelete: () => void }) {
  const { t } = useWords();
  const isMine = useWorld((world) => world.me === author);
  const role = useWorld((world) => world.agents[world.me]?.role ?? "agent");
  if (!isMine && role === "agent") return null;
  return (
    <Menu trigger={<IconButton label={t("details.note_more")} icon={Ellipsis} />}>
      {isMine && <MenuItem onClick={onEdit}>{t("message.edit")}</MenuItem>}
      <MenuSureItem sure={t("delete_sure")} onClick={onDelete}>
        {t("message.delete")}
      </MenuSureItem>
    </Menu>
  );
}

export function EditedNote({ visitor, note, onDone }: Props) {
  const { t } = useWords();
  const [text, setText] = useState(note.text);
  const { problem, isBusy, attempt, forget } = useAttempt(visitor);
  const type = (next: string) => {
    setText(next);
    forget();
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await attempt(() => visitors.changeNote(visitor, note.id, text))) onDone();
  };
  return (
    <li className={NOTE}>
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-2">
        <textarea
          ref={focused}
          rows={3}
          aria-label={t("details.note_change")}
          aria-invalid={problem !== null}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && !isComposing(event) && onDone()}
          className="w-full resize-none rounded border border-field bg-surface px-2 py-1 aria-invalid:border-red"
        />
        <Refusal problem={problem} />
        <span className="flex justify-end gap-2">
          <Button size="sm" onClick={onDone}>
            {t("cancel")}
          </Button>
          <Button size="sm" look="primary" type="submit" isBusy={isBusy}>
            {t("save")}
          </Button>
        </span>
      </form>
    </li>
  );
}

function Refusal({ problem }: { problem: unknown }) {
  const words = useWords();
  if (problem === null) return null;
  return (
    <span role="alert" className="block pt-0.5 text-xs text-red">
      {sentenceOf(problem, words)}
    </span>
  );
}

/** One change at a time; refused, the reason stays until the next, or until what was refused is another. */
function useAttempt(visitor: Id) {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const attempt = async (change: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await change();
      await queries.invalidateQueries({ queryKey: ["visitor", visitor] });
      return true;
    } catch (reason) {
      setProblem(reason);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { problem, isBusy, attempt, forget: () => setProblem(null) };
}
