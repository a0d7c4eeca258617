/** What the widget says, language by language: title, greeting, what is said while nobody is there, the field's invitation to write. */
import { useState } from "react";
import type { WebsiteForm } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useWorld } from "../../../state/react";
import { AreaField, TextField } from "../../../ui/field";
import { Tabs } from "../../../ui/small";
import type { PartProps } from "./looks";

/** The workspace's languages, its default first. */
export function useLanguages(): string[] {
  const workspace = useWorld((world) => world.workspace);
  const fallback = workspace?.default_language ?? "en";
  return [fallback, ...(workspace?.languages ?? []).filter((code) => code !== fallback)];
}

interface LanguageProps {
  label: string;
  shown: string;
  onShow: (language: string) => void;
}

export function LanguageTabs({ label, shown, onShow }: LanguageProps) {
  const { language } = useWords();
  const spoken = new Intl.DisplayNames(language, { type: "language" });
  const tabs = useLanguages().map((code) => ({ value: code, label: spoken.of(code) ?? code }));
  return <Tabs label={label} value={shown} onChange={onShow} tabs={tabs} />;
}

/** Fields of this form that are written by language, each refused by its language. */
export const TEXT_FIELDS = ["greetings", "widget.titles", "widget.offline_texts", "widget.placeholders"] as const;

export function Texts({ form, onChange, wrong, shown, onShow }: PartProps & Omit<LanguageProps, "label">) {
  const { t } = useWords();
  const { widget } = form;
  const blamed = useLanguages().find((code) => TEXT_FIELDS.some((field) => wrong(`${field}.${code}`))) ?? "";
  const [turnedTo, setTurnedTo] = useState("");
  // Each refusal turns to the text it is about, and leaves the tabs free after that.
  if (blamed !== turnedTo) {
    setTurnedTo(blamed);
    if (blamed) onShow(blamed);
  }
  const text = (name: "titles" | "offline_texts" | "placeholders") => ({
    lang: shown,
    value: widget[name][shown] ?? "",
    error: wrong(`widget.${name}.${shown}`),
    onChange: (event: { target: { value: string } }) =>
      onChange({ widget: { ...widget, [name]: withText(widget[name], shown, event.target.value) } }),
  });
  return (
    <div className="flex flex-col gap-4">
      <LanguageTabs label={t("websites.texts")} shown={shown} onShow={onShow} />
      <TextField label={t("websites.title")} hint={t("websites.title_hint")} maxLength={160} {...text("titles")} />
      <AreaField
        label={t("websites.greeting")}
        lang={shown}
        hint={t("websites.greeting_hint")}
        value={form.greetings[shown] ?? ""}
        error={wrong(`greetings.${shown}`)}
        onChange={(event) => onChange({ greetings: withText(form.greetings, shown, event.target.value) })}
      />
      <AreaField label={t("websites.offline_text")} hint={t("websites.offline_text_hint")} {...text("offline_texts")} />
      <TextField
        label={t("websites.placeholder")}
        hint={t("websites.placeholder_hint")}
        maxLength={160}
        {...text("placeholders")}
      />
    </div>
  );
}

export function withText(texts: WebsiteForm["greetings"], language: string, text: string): Record<string, string> {
  const { [language]: _before, ...rest } = texts;
  return text ? { ...rest, [language]: text } : rest;
}
