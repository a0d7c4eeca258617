/** The text of a saved reply in each language, with buttons that write a variable where the cursor stands. */
import { useRef, useState } from "react";
import { useWords } from "../../../i18n/words";
import { VARIABLES } from "../../../parts/variables";
import { AreaField } from "../../../ui/field";
import { Tabs } from "../../../ui/small";

interface Props {
  texts: Record<string, string>;
  languages: string[];
  fallback: string;
  wrong: (language: string) => string;
  onChange: (texts: Record<string, string>) => void;
}

export function Texts({ texts, languages, fallback, wrong, onChange }: Props) {
  const { t, language } = useWords();
  const [shown, setShown] = useState(fallback);
  const box = useRef<HTMLDivElement>(null);
  const spoken = new Intl.DisplayNames(language, { type: "language" });
  const first = [fallback, ...languages.filter((code) => code !== fallback)];
  // Each refusal turns to the text it is about, and leaves the tabs free after that.
  const blamed = first.find((code) => wrong(code)) ?? "";
  const [turnedTo, setTurnedTo] = useState("");
  if (blamed !== turnedTo) {
    setTurnedTo(blamed);
    if (blamed) setShown(blamed);
  }
  const insert = (variable: string) => {
    const area = box.current?.querySelector("textarea");
    if (!area) return;
    area.setRangeText(`{${variable}}`, area.selectionStart, area.selectionEnd, "end");
    onChange({ ...texts, [shown]: area.value });
    area.focus();
  };
  return (
    <div ref={box} className="flex flex-col gap-2">
      <Tabs
        label={t("replies.texts")}
        value={shown}
        onChange={setShown}
        tabs={first.map((code) => ({ value: code, label: spoken.of(code) ?? code, mark: code === fallback }))}
      />
      <AreaField
        key={shown}
        label={t("replies.text_in", { language: spoken.of(shown) ?? shown })}
        hint={t(shown === fallback ? "replies.text_hint" : "replies.text_fallback")}
        lang={shown}
        rows={6}
        maxLength={4000}
        placeholder={shown === fallback ? t("replies.text_example") : (texts[fallback] ?? "")}
        value={texts[shown] ?? ""}
        error={wrong(shown)}
        onChange={(event) => onChange({ ...texts, [shown]: event.target.value })}
      />
      <Variables onPick={insert} />
    </div>
  );
}

function Variables({ onPick }: { onPick: (variable: string) => void }) {
  const { t } = useWords();
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="mb-1 text-sm text-muted">{t("replies.variables")}</legend>
      {[...VARIABLES, "visitor.attributes.key"].map((variable) => (
        <button
          key={variable}
          type="button"
          onClick={() => onPick(variable)}
          className="h-[26px] rounded-full border border-line-strong px-2.5 font-mono text-xs hover:bg-hover"
        >
          {`{${variable}}`}
        </button>
      ))}
      <p className="w-full text-sm text-muted">{t("replies.variables_hint", { example: "{visitor.name|…}" })}</p>
    </fieldset>
  );
}
