/** A fact one can change where it stands: a click, typing, enter. */

import { useQueryClient } from "@tanstack/react-query";
import { uuid } from "@zuruf/protocol/browser";
import type { VisitorView } from "@zuruf/protocol/types";
import { type KeyboardEvent, useState } from "react";
import { type VisitorChange, visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { sentenceOf } from "../../parts/problems";
import { cx } from "../../ui/class";
import { focused } from "../../ui/focus";

interface InlineProps {
  label: string;
  value: string;
  type?: "text" | "email" | "tel";
  empty: string;
  onSave: (value: string) => Promise<unknown>;
}

export function Inline({ label, value, type = "text", empty, onSave }: InlineProps) {
  const words = useWords();
  const { shown, draft, begin, setDraft, problem, isOvertaken, save, cancel } = useDraft(value, onSave);
  if (draft === null) {
    return (
      <button
        type="button"
        onClick={begin}
        aria-label={words.t("details.edit", { name: label, value: shown || empty })}
        className={cx(VALUE, !shown && "text-faint")}
      >
        {shown || empty}
      </button>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") cancel();
    if (event.key === "Enter") void save();
  };
  return (
    <>
      <input
        ref={focused}
        type={type}
        aria-label={label}
        aria-invalid={problem !== null}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => !isOvertaken && void save()}
        onKeyDown={onKeyDown}
        className="w-full rounded border border-field bg-surface px-[5px] py-px aria-invalid:border-red"
      />
      {isOvertaken && (
        <span role="status" className="block pt-0.5 text-xs text-amber">
          {words.t("details.changed_meanwhile", { value: words.t("quoted", { text: shown || "–" }) })}
        </span>
      )}
      {problem !== null && (
        <span role="alert" className="block pt-0.5 text-xs text-red">
          {sentenceOf(problem, words)}
        </span>
      )}
    </>
  );
}

const VALUE =
  "w-full rounded px-1.5 py-0.5 text-left break-words hover:bg-hover hover:shadow-[inset_0_0_0_1px_var(--line-strong)]";

/** What is typed shows at once as saved; refused, it is back in the field with the reason. Whose value a colleague has changed
 * meanwhile is told so, and saves by Enter only: leaving the field would undo the colleague unasked. */
function useDraft(value: string, onSave: (value: string) => Promise<unknown>) {
  const [draft, setDraft] = useState<string | null>(null);
  const [before, setBefore] = useState("");
  const [saved, setSaved] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const shown = saved ?? value;
  const begin = () => {
    setDraft(shown);
    setBefore(shown);
  };
  const cancel = () => {
    setDraft(null);
    setProblem(null);
  };
  const save = async () => {
    if (draft === null) return;
    const next = draft.trim();
    cancel();
    if (next === shown) return;
    setSaved(next);
    try {
      await onSave(next);
    } catch (reason) {
      setDraft(draft);
      setProblem(reason);
    } finally {
      setSaved(null);
    }
  };
  const isOvertaken = draft !== null && shown !== before && shown !== draft.trim();
  return { shown, draft, begin, setDraft, problem, isOvertaken, save, cancel };
}

const TYPES = { name: "text", email: "email", phone: "tel" } as const;

export function EditableFact({
  visitor,
  field,
  label,
}: {
  visitor: VisitorView;
  field: keyof typeof TYPES;
  label: string;
}) {
  const { t } = useWords();
  const change = useVisitorChange(visitor.id);
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">
        <Inline
          label={label}
          value={visitor[field]}
          type={TYPES[field]}
          empty={t("details.add")}
          onSave={(value) => change({ [field]: value })}
        />
      </dd>
    </>
  );
}

export function useVisitorChange(id: string): (change: VisitorChange) => Promise<unknown> {
  const queries = useQueryClient();
  return async (change) => {
    await visitors.change(id, change, uuid());
    await queries.invalidateQueries({ queryKey: ["visitor", id] });
  };
}
