/** IF: conditions, all or any of them, nested where needed (T1, T2). */
import { Plus, Trash2 } from "lucide-react";
import type { Condition, Several } from "../../../api/triggers";
import { useWords } from "../../../i18n/words";
import { Button, IconButton } from "../../../ui/button";
import { BareSelect } from "../../../ui/field";
import { NEW_TEST } from "./facts";
import { Wrong } from "./part";
import { TestRow } from "./test-row";

interface Props {
  several: Several;
  onChange: (several: Several) => void;
  /** The path of this list in the definition, for refusals. */
  field: string;
  wrong: (field: string) => string;
  depth: number;
  onRemove?: () => void;
}

const DEEPEST = 4;

export function Conditions({ several, onChange, field, wrong, depth, onRemove }: Props) {
  const { t } = useWords();
  const { kind, tests } = several;
  const replace = (place: number, condition: Condition) =>
    onChange({ kind, tests: tests.map((inner, index) => (index === place ? condition : inner)) });
  const remove = (place: number) => onChange({ kind, tests: tests.filter((_, index) => index !== place) });
  const add = (condition: Condition) => onChange({ kind, tests: [...tests, condition] });
  const pathOf = (place: number) => (field ? `${field}.tests.${place}` : "condition");
  const item = (inner: Condition, place: number) =>
    inner.kind === "test" ? (
      <TestRow
        test={inner}
        onChange={(test) => replace(place, test)}
        onRemove={() => remove(place)}
        wrong={(part) => wrong(`${pathOf(place)}.${part}`)}
      />
    ) : (
      <Conditions
        several={inner}
        onChange={(next) => replace(place, next)}
        field={pathOf(place)}
        wrong={wrong}
        depth={depth + 1}
        onRemove={() => remove(place)}
      />
    );
  return (
    <fieldset className={depth > 1 ? "rounded border border-line-strong bg-bg p-2.5" : ""}>
      <legend className="sr-only">{t("trigger.conditions")}</legend>
      <AllOrAny several={several} onChange={onChange} {...(onRemove ? { onRemove } : {})} />
      <ul className="mt-2 flex flex-col gap-2">
        {tests.map((inner, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no id, their order tells them apart
          <li key={place}>{item(inner, place)}</li>
        ))}
      </ul>
      <Wrong>{wrong(field) || wrong(`${field}.tests`)}</Wrong>
      <Adding kind={kind} isDeepest={depth >= DEEPEST} onAdd={add} />
    </fieldset>
  );
}

type AllOrAnyProps = Pick<Props, "several" | "onChange" | "onRemove">;

function AllOrAny({ several: { kind, tests }, onChange, onRemove }: AllOrAnyProps) {
  const { t } = useWords();
  return (
    <div className="flex items-center gap-2">
      {tests.length === 0 ? (
        <p className="py-1 text-sm text-muted">{t("trigger.no_condition")}</p>
      ) : (
        <BareSelect
          aria-label={t("trigger.all_or_any")}
          value={kind}
          onChange={(event) => onChange({ kind: event.target.value as Several["kind"], tests })}
        >
          <option value="all">{t("trigger.all")}</option>
          <option value="any">{t("trigger.any")}</option>
        </BareSelect>
      )}
      <span className="grow" />
      {onRemove && <IconButton label={t("trigger.remove_list")} icon={Trash2} onClick={onRemove} />}
    </div>
  );
}

interface AddingProps {
  kind: Several["kind"];
  isDeepest: boolean;
  onAdd: (condition: Condition) => void;
}

function Adding({ kind, isDeepest, onAdd }: AddingProps) {
  const { t } = useWords();
  const other = kind === "all" ? "any" : "all";
  return (
    <div className="mt-2 flex flex-wrap gap-1">
      <Button size="sm" look="quiet" icon={Plus} onClick={() => onAdd(NEW_TEST)}>
        {t("trigger.add_condition")}
      </Button>
      {!isDeepest && (
        <Button size="sm" look="quiet" icon={Plus} onClick={() => onAdd({ kind: other, tests: [NEW_TEST] })}>
          {t("trigger.add_list")}
        </Button>
      )}
    </div>
  );
}
