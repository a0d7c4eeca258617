/** Attributes of the visitor: named values from page code, triggers and agents. */
import type { AttributeValue, VisitorView } from "@zuruf/protocol/types";
import { Plus } from "lucide-react";
import { type ChangeEvent, type FormEvent, useId, useState } from "react";
import { useWords } from "../../i18n/words";
import { useKept } from "../../parts/drafts";
import { sentenceOf } from "../../parts/problems";
import { Button, IconButton } from "../../ui/button";
import { focused } from "../../ui/focus";
import { Block } from "./details";
import { Inline, useVisitorChange } from "./editable";

/** What was typed, as a number or yes/no where the value was one before; nothing takes the attribute away. */
function typed(text: string, before: AttributeValue): AttributeValue | null {
  if (text === "") return null;
  if (typeof before === "number" && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

export function Attributes({ visitor }: { visitor: VisitorView }) {
  const { t } = useWords();
  const change = useVisitorChange(visitor.id);
  const [isBegun, setBegun] = useState(false);
  const name = useKept(`attribute name ${visitor.id}`);
  const value = useKept(`attribute value ${visitor.id}`);
  const isAdding = isBegun || name.text !== "" || value.text !== "";
  const onDone = () => {
    name.clear();
    value.clear();
    setBegun(false);
  };
  const entries = Object.entries(visitor.attributes);
  return (
    <Block
      title={t("details.attributes")}
      action={
        <IconButton label={t("details.add_attribute")} icon={Plus} iconSize={14} onClick={() => setBegun(true)} />
      }
    >
      {entries.length === 0 && !isAdding && <p className="text-sm text-faint">{t("details.no_attributes")}</p>}
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] items-baseline gap-y-1 text-sm">
        {entries.map(([key, before]) => (
          <div key={key} className="contents">
            <dt className="truncate text-muted" title={key}>
              {key}
            </dt>
            <dd className="min-w-0">
              <Inline
                place={`${visitor.id} attribute ${key}`}
                label={key}
                value={String(before)}
                empty={t("details.add")}
                onSave={(text) => change({ attributes: { [key]: typed(text, before) } })}
              />
            </dd>
          </div>
        ))}
      </dl>
      {isAdding && <Adding {...{ visitor, name, value, isBegun, onDone }} />}
    </Block>
  );
}

type Kept = Pick<ReturnType<typeof useKept>, "text" | "setText">;

interface AddingProps {
  visitor: VisitorView;
  name: Kept;
  value: Kept;
  /** Whether it was begun here and now: what is only found again takes nobody's cursor. */
  isBegun: boolean;
  onDone: () => void;
}

/** What is begun outlives another conversation and a reload (O6). One that is there already is not written over unseen. */
function Adding({ visitor, name, value, isBegun, onDone }: AddingProps) {
  const words = useWords();
  const { t } = words;
  const change = useVisitorChange(visitor.id);
  const [problem, setProblem] = useState("");
  const [isTaken, setTaken] = useState(false);
  const [key, text] = [name.text.trim(), value.text.trim()];
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!key || !text) return;
    const isThere = Object.hasOwn(visitor.attributes, key);
    setTaken(isThere);
    setProblem(isThere ? t("details.attribute_exists") : "");
    if (!isThere)
      change({ attributes: { [key]: text } }).then(onDone, (reason) => setProblem(sentenceOf(reason, words)));
  };
  const onType = ({ setText }: Kept) => ({
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      setText(event.target.value);
      setProblem("");
      setTaken(false);
    },
  });
  const why = useId();
  return (
    <form noValidate onSubmit={save} className="mt-2 flex flex-col gap-2">
      <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-1.5">
        <input
          ref={isBegun ? focused : undefined}
          aria-label={t("details.attribute_name")}
          aria-invalid={isTaken}
          {...(isTaken && { "aria-describedby": why })}
          placeholder={t("details.attribute_name")}
          value={name.text}
          {...onType(name)}
          className={BOX}
        />
        <input
          aria-label={t("details.attribute_value")}
          placeholder={t("details.attribute_value")}
          value={value.text}
          {...onType(value)}
          className={BOX}
        />
      </div>
      {problem && (
        <span id={why} role="alert" className="text-xs text-red">
          {problem}
        </span>
      )}
      <div className="flex gap-2">
        <Button size="sm" type="submit" look="primary" disabled={!key || !text}>
          {t("save")}
        </Button>
        <Button size="sm" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}

const BOX = "h-7 min-w-0 rounded border border-field bg-surface px-1.5 text-sm aria-invalid:border-red";
