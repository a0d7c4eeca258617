/** Inviting somebody: the link is shown once, to be passed on. */
import { type FormEvent, useState } from "react";
import { type AgentForm, agents } from "../../../api/settings";
import { LANGUAGES, useWords } from "../../../i18n/words";
import { type Sending, useSending } from "../../../parts/sending";
import { Button } from "../../../ui/button";
import { CopyBox } from "../../../ui/copy";
import { SelectField, TextField } from "../../../ui/field";
import { focused } from "../../../ui/focus";
import { Sheet } from "../../../ui/overlay";
import { Note, Trouble } from "../../../ui/small";
import { LeavingFooter, useChanged, useLeaving } from "../leaving";
import { RoleFields } from "./role-fields";

export function Invite({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const [form, setForm] = useState<AgentForm>({
    name: "",
    email: "",
    role: "agent",
    rights: ["access", "assign"],
    language,
  });
  const [link, setLink] = useState<string | null>(null);
  const isChanged = useChanged({ ...form, rights: form.rights.toSorted() });
  const leaving = useLeaving(isChanged && link === null, onClose);
  const sending = useSending(["name", "email", "role", "rights", "language"]);
  const submit = () => sending.send(async () => setLink((await agents.invite(form)).link ?? ""));
  const footer =
    link !== null ? (
      <Button look="primary" onClick={onClose}>
        {t("agents.done")}
      </Button>
    ) : leaving.isAsked ? (
      <LeavingFooter leaving={leaving} />
    ) : (
      <>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" type="submit" form={FORM} isBusy={sending.isBusy}>
          {t("agents.make_link")}
        </Button>
      </>
    );
  return (
    <Sheet
      title={t("agents.invite")}
      isOpen
      onClose={leaving.leave}
      closeLabel={t("close")}
      footer={footer}
      width="max-w-[480px]"
    >
      {link !== null ? (
        <Link name={form.name} link={link} />
      ) : (
        <Fields form={form} onChange={(part) => setForm({ ...form, ...part })} onSubmit={submit} sending={sending} />
      )}
    </Sheet>
  );
}

const FORM = "invite";

interface FieldsProps {
  form: AgentForm;
  onChange: (part: Partial<AgentForm>) => void;
  onSubmit: () => void;
  sending: Sending;
}

function Fields({ form, onChange, onSubmit, sending: { trouble, wrong } }: FieldsProps) {
  const { t } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form noValidate id={FORM} onSubmit={submit} className="flex flex-col gap-5">
      {trouble && <Trouble>{trouble}</Trouble>}
      <TextField
        label={t("details.name")}
        ref={focused}
        required
        value={form.name}
        error={wrong("name")}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextField
        label={t("field.email")}
        type="email"
        required
        value={form.email}
        error={wrong("email")}
        onChange={(event) => onChange({ email: event.target.value })}
      />
      <SelectField
        label={t("preferences.language")}
        value={form.language}
        onChange={(event) => onChange({ language: event.target.value })}
      >
        {LANGUAGES.map((code) => (
          <option key={code} value={code}>
            {new Intl.DisplayNames(code, { type: "language" }).of(code)}
          </option>
        ))}
      </SelectField>
      <RoleFields role={form.role} rights={form.rights} onChange={onChange} wrong={wrong} />
    </form>
  );
}

export function Link({ name, link }: { name: string; link: string }) {
  const { t } = useWords();
  return (
    <div className="flex flex-col gap-3">
      <p>{t("agents.link_lead", { name })}</p>
      <Note>{t("agents.link_once")}</Note>
      <CopyBox text={link} label={t("agents.copy_link")} done={t("copied")} byHand={t("copied_by_hand")} />
    </div>
  );
}
