/** Attributes of the visitor: named values from page code, triggers and agents. */
import type { AttributeValue, VisitorView } from "@zuruf/protocol/types";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useWords } from "../../i18n/words";
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
  const [isAdding, setAdding] = useState(false);
  const entries = Object.entries(visitor.attributes);
  return (
    <Block
      title={t("details.attributes")}
      action={
        <IconButton label={t("details.add_attribute")} icon={Plus} iconSize={14} onClick={() => setAdding(true)} />
      }
    >
      {entries.length === 0 && !isAdding && <p className="text-sm text-faint">{t("details.no_attributes")}</p>}
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] items-baseline gap-y-1 text-sm">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="truncate text-muted" title={name}>
              {name}
            </dt>
            <dd className="min-w-0">
              <Inline
                label={name}
                value={String(value)}
                empty={t("details.add")}
                onSave={(text) => change({ attributes: { [name]: typed(text, value) } })}
              />
            </dd>
          </div>
        ))}
      </dl>
      {isAdding && <Adding visitor={visitor} onDone={() => setAdding(false)} />}
    </Block>
  );
}

function Adding({ visitor, onDone }: { visitor: VisitorView; onDone: () => void }) {
  const words = useWords();
  const { t } = words;
  const change = useVisitorChange(visitor.id);
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim() || !value.trim()) return;
    change({ attributes: { [name.trim()]: value.trim() } }).then(onDone, setProblem);
  };
  const box = "h-7 min-w-0 rounded border border-field bg-surface px-1.5 text-sm";
  return (
    <form noValidate onSubmit={save} className="mt-2 flex flex-col gap-2">
      <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-1.5">
        <input
          ref={focused}
          aria-label={t("details.attribute_name")}
          placeholder={t("details.attribute_name")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className={box}
        />
        <input
          aria-label={t("details.attribute_value")}
          placeholder={t("details.attribute_value")}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          className={box}
        />
      </div>
      {problem !== null && (
        <span role="alert" className="text-xs text-red">
          {sentenceOf(problem, words)}
        </span>
      )}
      <div className="flex gap-2">
        <Button size="sm" type="submit" look="primary" disabled={!name.trim() || !value.trim()}>
          {t("save")}
        </Button>
        <Button size="sm" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
