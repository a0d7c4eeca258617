/** Colours groups may have; the name is what is saved. */
import { Check } from "lucide-react";
import { type Key, useWords } from "../../i18n/words";
import { cx } from "../../ui/class";

const COLOURS = {
  teal: "bg-face-5",
  blue: "bg-face-1",
  violet: "bg-face-6",
  plum: "bg-face-2",
  red: "bg-face-7",
  orange: "bg-face-4",
  green: "bg-face-3",
  olive: "bg-face-8",
} as const;

type Colour = keyof typeof COLOURS;

export function colourClass(colour: string): string {
  return COLOURS[colour as Colour] ?? COLOURS.teal;
}

export function Colours({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const { t } = useWords();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{t("colour.title")}</legend>
      <div className="flex flex-wrap gap-2">
        {(Object.keys(COLOURS) as Colour[]).map((colour) => (
          <label
            key={colour}
            title={t(`colour.${colour}` satisfies Key)}
            className={cx(
              "grid size-7 cursor-pointer place-items-center rounded-full text-white has-focus-visible:outline-2 has-focus-visible:outline-accent",
              COLOURS[colour],
            )}
          >
            <input
              type="radio"
              name="colour"
              className="sr-only"
              checked={value === colour}
              onChange={() => onChange(colour)}
              aria-label={t(`colour.${colour}` satisfies Key)}
            />
            {value === colour && <Check size={14} aria-hidden />}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
