/** One website: its addresses, how the widget looks and greets, what it does while nobody is online. */
import { type ReactNode, useState } from "react";
import { type Remembers, type Website, type WebsiteForm, type WidgetForm, websites } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useOnce } from "../../../parts/once";
import { useSending } from "../../../parts/sending";
import { AreaField, SelectField, Switch, TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Trouble } from "../../../ui/small";
import { toast } from "../../../ui/toasts";
import { SaveFooter } from "../frame";
import { LeavingFooter, useChanged, useLeaving } from "../leaving";
import { ContactFormPart, fieldsOf } from "./contact-form";
import { Looks } from "./looks";
import { originsIn } from "./origins";
import { Preview } from "./preview";
import { TEXT_FIELDS, Texts, useLanguages } from "./texts";

interface Props {
  website: Website | null;
  onClose: () => void;
  /** With the line of code when it is new. */
  onSaved: (snippet: string | null) => void;
}

const WIDGET: WidgetForm = {
  titles: {},
  offline_texts: {},
  placeholders: {},
  shows_faces: true,
  has_sound: true,
  asks_rating: true,
  offers_transcript: true,
  shows_typed: false,
  remembers: "at_once",
  live_form: null,
  offline_form: null,
};

const NEW: WebsiteForm = {
  name: "",
  origins: [],
  colour: "#0f6b66",
  position: "right",
  when_offline: "message",
  greetings: {},
  widget: WIDGET,
  is_enabled: true,
  takes_files: true,
};

export function WebsiteSheet({ website, onClose, onSaved }: Props) {
  const { t } = useWords();
  const { form, isChanged, change, origins, setOrigins, save, wrongOrigin, sending } = useForm({
    website,
    onClose,
    onSaved,
  });
  const [language, setLanguage] = useState(useLanguages()[0] ?? "en");
  const leaving = useLeaving(isChanged, onClose);
  const { isBusy, trouble, wrong } = sending;
  const title = website ? website.name : t("websites.new");
  const footer = leaving.isAsked ? (
    <LeavingFooter leaving={leaving} />
  ) : (
    <SaveFooter isBusy={isBusy} onClose={onClose} onSave={save} />
  );
  return (
    <Sheet
      title={title}
      isOpen
      onClose={leaving.leave}
      closeLabel={t("close")}
      footer={footer}
      width="max-w-[560px] lg:max-w-[1000px]"
    >
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="flex flex-col gap-5">
          {trouble && <Trouble>{trouble}</Trouble>}
          <Basics {...{ form, change, origins, setOrigins, wrongOrigin, wrong }} />
          <Part title={t("websites.looks")}>
            <Looks form={form} onChange={change} wrong={wrong} />
          </Part>
          <Part title={t("websites.texts")}>
            <Texts form={form} onChange={change} wrong={wrong} shown={language} onShow={setLanguage} />
          </Part>
          <Part title={t("websites.forms")}>
            {(["live_form", "offline_form"] as const).map((name) => (
              <ContactFormPart
                key={name}
                name={name}
                form={form.widget[name]}
                onChange={(changed) => change({ widget: { ...form.widget, [name]: changed } })}
                wrong={wrong}
                language={language}
                onLanguage={setLanguage}
              />
            ))}
          </Part>
          <Remembering form={form} change={change} />
          <Switches form={form} change={change} />
        </div>
        <Preview form={form} language={language} />
      </div>
    </Sheet>
  );
}

const REMEMBERS: readonly Remembers[] = ["at_once", "after_consent", "from_first_message"];

function Remembering({ form, change }: { form: WebsiteForm; change: (part: Partial<WebsiteForm>) => void }) {
  const { t } = useWords();
  const { remembers } = form.widget;
  return (
    <SelectField
      label={t("websites.remembers")}
      hint={t(`websites.remembers_${remembers}_hint`)}
      value={remembers}
      onChange={(event) => change({ widget: { ...form.widget, remembers: event.target.value as Remembers } })}
    >
      {REMEMBERS.map((when) => (
        <option key={when} value={when}>
          {t(`websites.remembers_${when}`)}
        </option>
      ))}
    </SelectField>
  );
}

function Switches({ form, change }: { form: WebsiteForm; change: (part: Partial<WebsiteForm>) => void }) {
  const { t } = useWords();
  return (
    <>
      <Switch
        label={t("websites.takes_files")}
        hint={t("websites.takes_files_hint")}
        isOn={form.takes_files}
        onChange={(takes_files) => change({ takes_files })}
      />
      <Switch
        label={t("websites.shows_typed")}
        hint={t("websites.shows_typed_hint")}
        isOn={form.widget.shows_typed}
        onChange={(shows_typed) => change({ widget: { ...form.widget, shows_typed } })}
      />
      <Switch
        label={t("websites.enabled")}
        hint={t("websites.enabled_hint")}
        isOn={form.is_enabled}
        onChange={(is_enabled) => change({ is_enabled })}
      />
    </>
  );
}

interface BasicProps {
  form: WebsiteForm;
  change: (part: Partial<WebsiteForm>) => void;
  origins: string;
  setOrigins: (typed: string) => void;
  wrongOrigin: string;
  wrong: (field: string) => string;
}

function Basics({ form, change, origins, setOrigins, wrongOrigin, wrong }: BasicProps) {
  const { t } = useWords();
  return (
    <>
      <TextField
        label={t("websites.name")}
        hint={t("websites.name_hint")}
        value={form.name}
        error={wrong("name")}
        onChange={(event) => change({ name: event.target.value })}
      />
      <AreaField
        label={t("websites.origins")}
        hint={t("websites.origins_hint")}
        placeholder={"https://shop.example\nhttps://www.shop.example"}
        spellCheck={false}
        rows={3}
        value={origins}
        error={wrongOrigin}
        onChange={(event) => setOrigins(event.target.value)}
      />
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 border-t pt-5">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function useForm({ website, onClose, onSaved }: Props) {
  const { t } = useWords();
  const [form, setForm] = useState<WebsiteForm>(website ?? NEW);
  const [origins, setOrigins] = useState((website?.origins ?? []).join("\n"));
  const lines = originsIn(origins);
  const originFields = ["origins", ...lines.map((_, place) => `origins.${place}`)];
  const languages = useLanguages();
  const texts = languages.flatMap((code) => TEXT_FIELDS.map((field) => `${field}.${code}`));
  const fields = ["name", "colour", "position", "when_offline", ...texts, ...originFields].concat(
    fieldsOf("live_form", form.widget.live_form, languages),
    fieldsOf("offline_form", form.widget.offline_form, languages),
  );
  const sending = useSending(fields, website?.version);
  const once = useOnce();
  const save = () =>
    sending.send(async () => {
      const { name, colour, position, when_offline, greetings, widget, is_enabled, takes_files } = form;
      const body = { name, colour, position, when_offline, greetings, widget, is_enabled, takes_files, origins: lines };
      const snippet = website ? null : (await websites.create(body, once.keyFor(body))).snippet;
      if (website) await websites.save(website.id, body, sending.version);
      toast({ id: "saved", title: t("saved") });
      onSaved(snippet);
      onClose();
    });
  const change = (part: Partial<WebsiteForm>) => setForm({ ...form, ...part });
  const wrongOrigin = originFields.map(sending.wrong).find(Boolean) ?? "";
  const isChanged = useChanged({ ...form, origins });
  return { form, isChanged, change, origins, setOrigins, save, wrongOrigin, sending };
}
