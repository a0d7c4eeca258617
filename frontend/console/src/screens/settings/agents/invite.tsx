/** Inviting somebody: the link is shown once, to be passed on. */
import { type FormEvent, useState } from "react";
import { type AgentForm, agents } from "../../../api/settings";
import { LANGUAGES, useWords } from "../../../i18n/words";
import { useSending } from "../../../parts/sending";
import { Button } from "../../../ui/button";
import { CopyBox } from "../../../ui/copy";
import { SelectField, TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Note, Trouble } from "../../../ui/small";
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
  const { isBusy, trouble, wrong, send } = useSending(["name", "email", "role", "rights", "language"]);
  const change = (part: Partial<AgentForm>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(async () => setLink((await agents.invite(form)).link ?? ""));
  };
  const footer =
    link === null ? (
      <>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" type="submit" form="invite" isBusy={isBusy}>
          {t("agents.make_link")}
        </Button>
      </>
    ) : (
      <Button look="primary" onClick={onClose}>
        {t("agents.done")}
      </Button>
    );
  return (
    <Sheet
      title={t("agents.invite")}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      footer={footer}
      width="max-w-[480px]"
    >
      {link === null ? (
        <form id="invite" onSubmit={submit} className="flex flex-col gap-5">
          {trouble && <Trouble>{trouble}</Trouble>}
          <TextField
            label={t("details.name")}
            autoFocus
            required
            value={form.name}
            error={wrong("name")}
            onChange={(event) => change({ name: event.target.value })}
          />
          <TextField
            label={t("field.email")}
            type="email"
            required
            value={form.email}
            error={wrong("email")}
            onChange={(event) => change({ email: event.target.value })}
          />
          <SelectField
            label={t("preferences.language")}
            value={form.language}
            onChange={(event) => change({ language: event.target.value })}
          >
            {LANGUAGES.map((code) => (
              <option key={code} value={code}>
                {new Intl.DisplayNames(code, { type: "language" }).of(code)}
              </option>
            ))}
          </SelectField>
          <RoleFields
            role={form.role}
            rights={form.rights}
            onRole={(role) => change({ role })}
            onRights={(rights) => change({ rights })}
            wrong={wrong}
          />
        </form>
      ) : (
        <Link name={form.name} link={link} />
      )}
    </Sheet>
  );
}

export function Link({ name, link }: { name: string; link: string }) {
  const { t } = useWords();
  return (
    <div className="flex flex-col gap-3">
      <p>{t("agents.link_lead", { name })}</p>
      <Note>{t("agents.link_once")}</Note>
      <CopyBox text={link} label={t("agents.copy_link")} done={t("copied")} />
    </div>
  );
}
