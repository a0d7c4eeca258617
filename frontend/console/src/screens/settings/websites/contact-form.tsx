/** A contact form (W3): when it is asked for, which fields, and what the visitor has to agree to. */
import { Plus, X } from "lucide-react";
import type { ContactForm, FieldKind, FormField } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { Button, IconButton } from "../../../ui/button";
import { AreaField, SelectField, Switch, TextField } from "../../../ui/field";
import { LanguageTabs, withText } from "./texts";

const FIXED = ["name", "email", "phone"] as const;
const NEW: ContactForm = {
  when: "before",
  fields: [
    { kind: "name", label: "", labels: {}, is_required: false },
    { kind: "email", label: "", labels: {}, is_required: true },
  ],
  consents: {},
  consent_link: "",
};

interface Props {
  /** `live_form` or `offline_form`, for the names of its fields in refusals. */
  name: "live_form" | "offline_form";
  form: ContactForm | null;
  onChange: (form: ContactForm | null) => void;
  wrong: (field: string) => string;
  language: string;
  onLanguage: (language: string) => void;
}

export function ContactFormPart({ name, form, onChange, wrong, language, onLanguage }: Props) {
  const { t } = useWords();
  const at = (field: string) => wrong(`widget.${name}.${field}`);
  return (
    <div className="flex flex-col gap-4">
      <Switch
        label={t(`forms.${name}`)}
        hint={t(`forms.${name}_hint`)}
        isOn={form !== null}
        onChange={(isOn) => onChange(isOn ? NEW : null)}
      />
      {form && (
        <fieldset className="flex flex-col gap-4 border-s-2 ps-4">
          <legend className="sr-only">{t(`forms.${name}`)}</legend>
          <SelectField
            label={t("forms.when")}
            value={form.when}
            onChange={(event) => onChange({ ...form, when: event.target.value as ContactForm["when"] })}
          >
            <option value="before">{t("forms.before")}</option>
            <option value="after">{t("forms.after")}</option>
          </SelectField>
          <LanguageTabs label={t("forms.language")} shown={language} onShow={onLanguage} />
          <Fields
            fields={form.fields}
            at={at}
            language={language}
            onChange={(fields) => onChange({ ...form, fields })}
          />
          <AreaField
            label={t("forms.consent")}
            hint={t("forms.consent_hint")}
            lang={language}
            value={form.consents[language] ?? ""}
            error={at(`consents.${language}`)}
            onChange={(event) => onChange({ ...form, consents: withText(form.consents, language, event.target.value) })}
          />
          <TextField
            label={t("forms.link")}
            placeholder="https://shop.example/privacy"
            value={form.consent_link}
            error={at("consent_link")}
            onChange={(event) => onChange({ ...form, consent_link: event.target.value })}
          />
        </fieldset>
      )}
    </div>
  );
}

interface FieldsProps {
  fields: FormField[];
  at: (field: string) => string;
  /** Whose labels of one's own fields are shown. */
  language: string;
  onChange: (fields: FormField[]) => void;
}

/** The order is the form's: what is well known first, one's own attributes after it. */
function Fields({ fields, at, language, onChange }: FieldsProps) {
  const { t } = useWords();
  const own = fields.filter((one) => one.kind === "attribute");
  const set = (kind: FieldKind, need: string) => {
    const others = fields.filter((one) => one.kind !== kind);
    const known = need === "off" ? [] : [{ kind, label: "", labels: {}, is_required: need === "required" }];
    const fixed = FIXED.flatMap((each) => [...others, ...known].filter((one) => one.kind === each));
    onChange([...fixed, ...own]);
  };
  const replace = (old: FormField, ...by: FormField[]) => onChange(fields.flatMap((one) => (one === old ? by : [one])));
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        {FIXED.map((kind) => (
          <Need
            key={kind}
            label={t(`details.${kind}`)}
            field={fields.find((one) => one.kind === kind)}
            onChange={(need) => set(kind, need)}
          />
        ))}
      </div>
      {at("fields") && (
        <p role="alert" className="text-sm text-red">
          {at("fields")}
        </p>
      )}
      {own.map((one, place) => (
        <OwnField
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own but its place; its state is the form's.
          key={`${one.kind} ${place}`}
          field={one}
          error={at(`fields.${fields.indexOf(one)}`)}
          language={language}
          onChange={(...by) => replace(one, ...by)}
        />
      ))}
      <div>
        <Button
          size="sm"
          icon={Plus}
          onClick={() => onChange([...fields, { kind: "attribute", label: "", labels: {}, is_required: false }])}
        >
          {t("forms.add")}
        </Button>
      </div>
    </>
  );
}

interface OwnFieldProps {
  field: FormField;
  error: string;
  language: string;
  /** None takes it away. */
  onChange: (...by: FormField[]) => void;
}

function OwnField({ field, error, language, onChange }: OwnFieldProps) {
  const { t, language: spoken } = useWords();
  const named = new Intl.DisplayNames(spoken, { type: "language" }).of(language) ?? language;
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="min-w-0 grow">
        <TextField
          label={t("forms.attribute")}
          placeholder={t("forms.attribute_example")}
          maxLength={80}
          value={field.label}
          error={error}
          onChange={(event) => onChange({ ...field, label: event.target.value })}
        />
      </div>
      <Need
        label={t("forms.need")}
        field={field}
        onChange={(need) => (need === "off" ? onChange() : onChange({ ...field, is_required: need === "required" }))}
      />
      <IconButton icon={X} label={t("forms.remove")} onClick={() => onChange()} />
      <div className="w-full">
        <TextField
          label={t("forms.label", { language: named })}
          placeholder={field.label}
          lang={language}
          maxLength={60}
          value={field.labels[language] ?? ""}
          onChange={(event) => onChange({ ...field, labels: withText(field.labels, language, event.target.value) })}
        />
      </div>
    </div>
  );
}

interface NeedProps {
  label: string;
  field: FormField | undefined;
  onChange: (need: string) => void;
}

function Need({ label, field, onChange }: NeedProps) {
  const { t } = useWords();
  const value = !field ? "off" : field.is_required ? "required" : "optional";
  return (
    <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="off">{t("forms.off")}</option>
      <option value="optional">{t("forms.optional")}</option>
      <option value="required">{t("forms.required")}</option>
    </SelectField>
  );
}

/** Names under which the server refuses parts of a form. */
export function fieldsOf(name: Props["name"], form: ContactForm | null, languages: readonly string[]): string[] {
  const places = form?.fields.map((_, place) => `fields.${place}`) ?? [];
  const texts = languages.map((code) => `consents.${code}`);
  return ["fields", "consent_link", ...places, ...texts].map((field) => `widget.${name}.${field}`);
}
