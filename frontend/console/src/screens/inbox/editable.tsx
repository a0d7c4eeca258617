/** A fact one can change where it stands: a click, typing, enter. */

import { useQueryClient } from "@tanstack/react-query";
import { uuid } from "@zuruf/protocol/browser";
import type { VisitorView } from "@zuruf/protocol/types";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type VisitorChange, visitors } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useKept } from "../../parts/drafts";
import { sentenceOf } from "../../parts/problems";
import { shownName } from "../../parts/shown";
import { cx } from "../../ui/class";
import { isComposing } from "../../ui/composing";
import { focused } from "../../ui/focus";
import { toast } from "../../ui/toasts";

interface InlineProps {
  /** Of whom and which: what is refused after the field has gone is kept under it. */
  place: string;
  label: string;
  value: string;
  type?: "text" | "email" | "tel";
  empty: string;
  onSave: (value: string) => Promise<unknown>;
}

export function Inline({ place, label, value, type = "text", empty, onSave }: InlineProps) {
  const words = useWords();
  const { shown, draft, begin, write, problem, isOvertaken, isFound, save, cancel } = useDraft(value, onSave, {
    place,
    label,
  });
  if (draft === null) {
    const seen = shownName(shown) || empty;
    return (
      <button
        type="button"
        dir="auto"
        onClick={begin}
        aria-label={words.t("details.edit", { name: label, value: seen })}
        className={cx(VALUE, !shown && "text-faint")}
      >
        {seen}
      </button>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === "Escape") cancel();
    if (event.key === "Enter") void save();
  };
  return (
    <>
      <input
        // What is only found again takes nobody's cursor.
        ref={isFound ? undefined : focused}
        type={type}
        aria-label={label}
        aria-invalid={problem !== null}
        value={draft}
        onChange={(event) => write(event.target.value)}
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
  "w-full rounded px-1.5 py-0.5 text-start break-words hover:bg-hover hover:shadow-[inset_0_0_0_1px_var(--line-strong)]";

/** What is typed shows at once as saved; refused, it is back in the field with the reason. Whose value a colleague has changed
 * meanwhile is told so, and saves by Enter only: leaving the field would undo the colleague unasked. */
function useDraft(value: string, onSave: InlineProps["onSave"], where: Pick<InlineProps, "place" | "label">) {
  const left = useLeft(where);
  const [draft, setDraft] = useState<string | null>(left.text || null);
  const [before, setBefore] = useState(value);
  const [saved, setSaved] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const shown = saved ?? value;
  const begin = () => {
    setDraft(shown);
    setBefore(shown);
  };
  const cancel = () => {
    left.forget();
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
      left.keep(draft, reason);
      setDraft(draft);
      setProblem(reason);
    } finally {
      setSaved(null);
    }
  };
  const isOvertaken = draft !== null && shown !== before && shown !== draft.trim();
  const write = (next: string) => {
    setDraft(next);
    setProblem(null);
  };
  // Back, or another conversation, takes the field away without its blur.
  useAtEnd(() => {
    if (draft === null || draft === left.text) return;
    if (isOvertaken || problem !== null) left.keep(draft, problem);
    else void save();
  });
  return { shown, draft, begin, write, problem, isOvertaken, isFound: left.text !== "", save, cancel };
}

/** What is refused when its field has gone with its conversation is said wherever one is, and stands in it again when one is back (O6). */
function useLeft({ place, label }: Pick<InlineProps, "place" | "label">) {
  const words = useWords();
  const { text, setText, clear } = useKept(`fact ${place}`);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const keep = (draft: string, reason: unknown) => {
    if (isHere.current) return;
    setText(draft);
    if (reason === null) return;
    const title = `${words.t("problem.title")} – ${label}: ${words.t("quoted", { text: draft || "–" })}`;
    toast({ id: `fact:${place}`, look: "red", title, text: sentenceOf(reason, words), lasts: 0 });
  };
  return { text, keep, forget: clear };
}

function useAtEnd(act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => () => latest.current(), []);
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
          place={`${visitor.id} ${field}`}
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
