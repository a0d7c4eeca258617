/** One website: its addresses, how the widget looks and greets, what it does while nobody is online. */
import { useState } from "react";
import { type Website, type WebsiteForm, websites } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useSending } from "../../../parts/sending";
import { useWorld } from "../../../state/react";
import { AreaField, SelectField, Switch, TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Tabs, Trouble } from "../../../ui/small";
import { toast } from "../../../ui/toasts";
import { SaveFooter } from "../frame";
import { LeavingFooter, useChanged, useLeaving } from "../leaving";
import { originsIn } from "./origins";
import { Preview } from "./preview";

interface Props {
  website: Website | null;
  onClose: () => void;
  /** With the line of code when it is new. */
  onSaved: (snippet: string | null) => void;
}

const NEW: WebsiteForm = {
  name: "",
  origins: [],
  colour: "#0f6b66",
  position: "right",
  when_offline: "message",
  greetings: {},
  is_enabled: true,
};

export function WebsiteSheet({ website, onClose, onSaved }: Props) {
  const { t } = useWords();
  const { form, isChanged, change, origins, setOrigins, save, wrongOrigin, sending } = useForm({
    website,
    onClose,
    onSaved,
  });
  const leaving = useLeaving(isChanged, onClose);
  const { isBusy, trouble, wrong } = sending;
  const title = website ? website.name : t("websites.new");
  const footer = leaving.isAsked ? (
    <LeavingFooter leaving={leaving} />
  ) : (
    <SaveFooter isBusy={isBusy} onClose={onClose} onSave={save} />
  );
  return (
    <Sheet title={title} isOpen onClose={leaving.leave} closeLabel={t("close")} footer={footer}>
      <div className="flex flex-col gap-5">
        {trouble && <Trouble>{trouble}</Trouble>}
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
        <Looks form={form} onChange={change} wrong={wrong} />
        <Greetings
          greetings={form.greetings}
          error={wrong("greetings")}
          onChange={(greetings) => change({ greetings })}
        />
        <Switch
          label={t("websites.enabled")}
          hint={t("websites.enabled_hint")}
          isOn={form.is_enabled}
          onChange={(is_enabled) => change({ is_enabled })}
        />
      </div>
    </Sheet>
  );
}

function useForm({ website, onClose, onSaved }: Props) {
  const { t } = useWords();
  const [form, setForm] = useState<WebsiteForm>(website ?? NEW);
  const [origins, setOrigins] = useState((website?.origins ?? []).join("\n"));
  const lines = originsIn(origins);
  const originFields = ["origins", ...lines.map((_, place) => `origins.${place}`)];
  const fields = ["name", "colour", "position", "when_offline", "greetings", ...originFields];
  const sending = useSending(fields, website?.version);
  const save = () =>
    sending.send(async () => {
      const { name, colour, position, when_offline, greetings, is_enabled } = form;
      const body = { name, colour, position, when_offline, greetings, is_enabled, origins: lines };
      const snippet = website ? null : (await websites.create(body)).snippet;
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

interface LooksProps {
  form: WebsiteForm;
  onChange: (part: Partial<WebsiteForm>) => void;
  wrong: (field: string) => string;
}

function Looks({ form, onChange, wrong }: LooksProps) {
  const { t } = useWords();
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <div className="flex flex-col gap-5">
        <ColourField value={form.colour} error={wrong("colour")} onChange={(colour) => onChange({ colour })} />
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
      <Preview form={form} />
    </div>
  );
}

function ColourField({ value, error, onChange }: { value: string; error: string; onChange: (colour: string) => void }) {
  const { t } = useWords();
  return (
    <div className="flex items-end gap-2">
      <input
        type="color"
        aria-label={t("websites.colour_pick")}
        value={/^#[0-9a-f]{6}$/i.test(value) ? value : "#0f6b66"}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 w-11 shrink-0 cursor-pointer rounded border border-field bg-surface p-1"
      />
      <div className="min-w-0 grow">
        <TextField
          label={t("websites.colour")}
          value={value}
          error={error}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </div>
  );
}

interface GreetingsProps {
  greetings: Record<string, string>;
  error: string;
  onChange: (greetings: Record<string, string>) => void;
}

function Greetings({ greetings, error, onChange }: GreetingsProps) {
  const { t, language } = useWords();
  const workspace = useWorld((world) => world.workspace);
  const fallback = workspace?.default_language ?? "en";
  const languages = [fallback, ...(workspace?.languages ?? []).filter((code) => code !== fallback)];
  const [shown, setShown] = useState(fallback);
  const spoken = new Intl.DisplayNames(language, { type: "language" });
  const write = (text: string) => {
    const { [shown]: _before, ...rest } = greetings;
    onChange(text ? { ...rest, [shown]: text } : rest);
  };
  return (
    <div className="flex flex-col gap-2">
      <Tabs
        label={t("websites.greeting")}
        value={shown}
        onChange={setShown}
        tabs={languages.map((code) => ({ value: code, label: spoken.of(code) ?? code }))}
      />
      <AreaField
        label={t("websites.greeting")}
        lang={shown}
        hint={t("websites.greeting_hint")}
        value={greetings[shown] ?? ""}
        error={error}
        onChange={(event) => write(event.target.value)}
      />
    </div>
  );
}
