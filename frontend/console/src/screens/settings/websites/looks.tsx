/** How the widget stands on the page: colour, place, what it does while nobody is online, faces and sound. */
import { inkOn } from "@zuruf/protocol/colour";
import type { WebsiteForm } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { SelectField, Switch, TextField } from "../../../ui/field";

export interface PartProps {
  form: WebsiteForm;
  onChange: (part: Partial<WebsiteForm>) => void;
  wrong: (field: string) => string;
}

export function Looks({ form, onChange, wrong }: PartProps) {
  const { t } = useWords();
  const { widget } = form;
  return (
    <div className="flex flex-col gap-5">
      <Colour value={form.colour} error={wrong("colour")} onChange={(colour) => onChange({ colour })} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label={t("websites.position")}
          value={form.position}
          onChange={(event) => onChange({ position: event.target.value as WebsiteForm["position"] })}
        >
          <option value="right">{t("websites.position_right")}</option>
          <option value="left">{t("websites.position_left")}</option>
        </SelectField>
        <SelectField
          label={t("websites.when_offline")}
          value={form.when_offline}
          onChange={(event) => onChange({ when_offline: event.target.value as WebsiteForm["when_offline"] })}
        >
          <option value="message">{t("websites.offline_message")}</option>
          <option value="hidden">{t("websites.offline_hidden")}</option>
        </SelectField>
      </div>
      <Switch
        label={t("websites.rating")}
        hint={t("websites.rating_hint")}
        isOn={widget.asks_rating}
        onChange={(asks_rating) => onChange({ widget: { ...widget, asks_rating } })}
      />
      <Switch
        label={t("websites.transcript")}
        hint={t("websites.transcript_hint")}
        isOn={widget.offers_transcript}
        onChange={(offers_transcript) => onChange({ widget: { ...widget, offers_transcript } })}
      />
      <Switch
        label={t("websites.faces")}
        hint={t("websites.faces_hint")}
        isOn={widget.shows_faces}
        onChange={(shows_faces) => onChange({ widget: { ...widget, shows_faces } })}
      />
      <Switch
        label={t("websites.sound")}
        hint={t("websites.sound_hint")}
        isOn={widget.has_sound}
        onChange={(has_sound) => onChange({ widget: { ...widget, has_sound } })}
      />
    </div>
  );
}

function Colour({ value, error, onChange }: { value: string; error: string; onChange: (colour: string) => void }) {
  const { t, language } = useWords();
  const isColour = /^#[0-9a-f]{6}$/i.test(value);
  const { ink, ratio, isEnough } = inkOn(value);
  const which = t(ink === "#ffffff" ? "websites.ink_white" : "websites.ink_dark");
  const told = t(isEnough ? "websites.contrast" : "websites.contrast_low", {
    ink: which,
    ratio: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(ratio),
  });
  const hint = isColour ? (
    // A live region: what a colour does to reading is heard while one tries it.
    <span role="status" className={isEnough ? "" : "text-amber"}>
      {told}
    </span>
  ) : (
    t("websites.colour_hint")
  );
  return (
    <div className="flex items-start gap-2">
      <input
        type="color"
        aria-label={t("websites.colour_pick")}
        value={isColour ? value : "#0f6b66"}
        onChange={(event) => onChange(event.target.value)}
        className="mt-6 h-9 w-11 shrink-0 cursor-pointer rounded border border-field bg-surface p-1"
      />
      <div className="min-w-0 grow">
        <TextField
          label={t("websites.colour")}
          value={value}
          error={error}
          hint={hint}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </div>
  );
}
