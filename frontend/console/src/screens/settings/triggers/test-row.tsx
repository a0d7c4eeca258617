/** One condition: what is looked at, how it is compared, with what. */
import { X } from "lucide-react";
import { useId } from "react";
import type { Test } from "../../../api/triggers";
import { type Key, useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { useWorld } from "../../../state/react";
import { IconButton } from "../../../ui/button";
import { BareSelect } from "../../../ui/field";
import { DEVICES, type Fact, isNumeric, kindOf, needsValue, withFact, withOperator, wordsIn } from "./facts";
import { blamed, Wrong } from "./part";
import { FACTS, OPERATORS } from "./tables";

interface Props {
  test: Test;
  onChange: (test: Test) => void;
  onRemove: () => void;
  wrong: (part: string) => string;
}

const BOX = "h-[30px] min-w-0 rounded border border-field bg-bg px-2.5 text-sm aria-invalid:border-red";

export function TestRow({ test, onChange, onRemove, wrong }: Props) {
  const { t } = useWords();
  const kind = kindOf(test.fact);
  const isNamed = kind === "attribute" || kind === "event";
  const id = useId();
  const problem = wrong("value") || wrong("name") || wrong("operator") || wrong("fact");
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <BareSelect
          aria-label={t("trigger.fact")}
          value={test.fact}
          onChange={(event) => onChange(withFact(test, event.target.value as Fact))}
        >
          {(Object.keys(FACTS) as Fact[]).map((fact) => (
            <option key={fact} value={fact}>
              {t(fact === "returning" ? "trigger.fact_returning" : `fact.${fact}`)}
            </option>
          ))}
        </BareSelect>
        {isNamed && (
          <input
            aria-label={t("trigger.fact_name")}
            {...blamed(wrong("name"), id)}
            placeholder={t(kind === "event" ? "trigger.event_example" : "trigger.attribute_example")}
            value={test.name ?? ""}
            onChange={(event) => onChange({ ...test, name: event.target.value })}
            className={`${BOX} w-32`}
          />
        )}
        {kind !== "flag" && (
          <BareSelect
            aria-label={t("trigger.operator")}
            value={test.operator}
            onChange={(event) => onChange(withOperator(test, event.target.value))}
          >
            {OPERATORS[kind].map((operator) => (
              <option key={operator} value={operator}>
                {t(`operator.${operator}` satisfies Key)}
              </option>
            ))}
          </BareSelect>
        )}
        <span className="flex min-w-0 grow basis-44 items-center gap-1">
          {needsValue(test) && <ValueField test={test} onChange={onChange} blame={blamed(wrong("value"), id)} />}
          <span className="grow" />
          <IconButton label={t("trigger.remove_condition")} icon={X} onClick={onRemove} />
        </span>
      </div>
      <Wrong id={id}>{problem}</Wrong>
      {kind === "address" && String(test.value ?? "").includes("#/") && !test.operator.endsWith("contains") && (
        <p className="mt-1 text-sm text-amber">{t("trigger.hash_hint")}</p>
      )}
    </div>
  );
}

interface ValueProps {
  test: Test;
  onChange: (test: Test) => void;
  blame: ReturnType<typeof blamed>;
}

function ValueField({ test, onChange, blame }: ValueProps) {
  const { t } = useWords();
  const names = useNames();
  const websites = useWorld((world) => Object.keys(world.websites));
  const kind = kindOf(test.fact);
  const label = t("trigger.value");
  if (kind === "flag") {
    return (
      <BareSelect
        aria-label={label}
        value={String(test.value)}
        onChange={(event) => onChange({ ...test, value: event.target.value === "true" })}
      >
        <option value="true">{t("fact.returning.true")}</option>
        <option value="false">{t("fact.returning.false")}</option>
      </BareSelect>
    );
  }
  if (kind === "id") {
    return (
      <BareSelect
        aria-label={label}
        {...blame}
        value={String(Array.isArray(test.value) ? test.value[0] : (test.value ?? ""))}
        onChange={(event) => onChange({ ...test, value: event.target.value })}
      >
        <option value="" disabled>
          {t("trigger.choose")}
        </option>
        {websites.map((id) => (
          <option key={id} value={id}>
            {names.website(id)}
          </option>
        ))}
      </BareSelect>
    );
  }
  if (isNumeric(test)) {
    return (
      <>
        <input
          type="number"
          aria-label={label}
          {...blame}
          value={typeof test.value === "number" ? test.value : ""}
          onChange={(event) => onChange({ ...test, value: event.target.valueAsNumber || 0 })}
          className={`${BOX} w-24`}
        />
        {test.fact === "time_on_page" && <span className="text-sm text-muted">{t("trigger.seconds")}</span>}
      </>
    );
  }
  if (test.fact === "device") return <DeviceField test={test} onChange={onChange} blame={blame} />;
  return <WordField test={test} onChange={onChange} blame={blame} label={label} />;
}

/** There are three, so nobody has to know what they are called. */
function DeviceField({ test, onChange, blame }: ValueProps) {
  const { t } = useWords();
  const chosen = wordsIn(test);
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
      <legend className="sr-only">{t("trigger.value")}</legend>
      {DEVICES.map((device) => (
        <label key={device} className="flex min-h-6 items-center gap-1.5 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            {...blame}
            checked={chosen.includes(device)}
            onChange={({ target: { checked } }) =>
              onChange({ ...test, value: DEVICES.filter((one) => (one === device ? checked : chosen.includes(one))) })
            }
          />
          {t(`device.${device}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** Words, several separated by commas where any of them will do. */
function WordField({ test, onChange, blame, label }: ValueProps & { label: string }) {
  const { t } = useWords();
  const kind = kindOf(test.fact);
  const takesSeveral = kind === "word" || kind === "language";
  const examples: Partial<Record<string, string>> = {
    address: "shop.example/fr",
    language: "fr, fr-CA",
    word: "FR, BE, CH",
  };
  const shown = Array.isArray(test.value) ? test.value.join(", ") : String(test.value ?? "");
  const type = (text: string) => {
    const words = text.split(",").map((word) => word.trimStart());
    onChange({ ...test, value: takesSeveral && words.length > 1 ? words : text });
  };
  return (
    <input
      aria-label={takesSeveral ? t("trigger.values") : label}
      {...blame}
      placeholder={examples[kind] ?? ""}
      spellCheck={false}
      autoCapitalize="off"
      value={shown}
      onChange={(event) => type(event.target.value)}
      className={`${BOX} grow`}
    />
  );
}
