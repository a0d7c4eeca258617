/** The owner's first steps, by the one-time link that `zuruf` prints. */
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { setUp } from "../../api/session";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { useSending } from "../../parts/sending";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Trouble } from "../../ui/small";
import { Frame } from "./frame";
import { OneTime } from "./link";

const FIELDS = ["workspace_name", "name", "email", "password"] as const;

export function Setup() {
  return (
    <OneTime kinds={["setup"]} missing="setup.link_missing" spent="link.spent_setup">
      {(_, token) => <Form token={token} />}
    </OneTime>
  );
}

function Form({ token }: { token: string }) {
  const { t, language } = useWords();
  const { begin } = useSession();
  const navigate = useNavigate();
  const [form, setForm] = useState({ workspace_name: "", name: "", email: "", password: "" });
  const { isBusy, trouble, wrong, send } = useSending(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(async () => {
      begin(await setUp({ ...form, token, language }));
      await navigate({ to: "/settings/$page", params: { page: "websites" } });
    });
  };
  const given = (field: (typeof FIELDS)[number]) => ({
    name: field,
    value: form[field],
    error: wrong(field),
    required: true,
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [field]: event.target.value }),
  });
  return (
    <Frame title={t("setup.title")} lead={t("setup.lead")}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {trouble && <Trouble>{trouble}</Trouble>}
        <TextField
          label={t("setup.workspace")}
          hint={t("setup.workspace_hint")}
          autoFocus
          {...given("workspace_name")}
        />
        <TextField
          label={t("field.your_name")}
          hint={t("field.your_name_hint")}
          autoComplete="name"
          {...given("name")}
        />
        <TextField label={t("field.email")} type="email" autoComplete="username" {...given("email")} />
        <TextField
          label={t("field.password")}
          hint={t("field.password_hint")}
          type="password"
          autoComplete="new-password"
          minLength={10}
          {...given("password")}
        />
        <Button type="submit" look="primary" isBusy={isBusy} className="h-9">
          {t("setup.submit")}
        </Button>
      </form>
    </Frame>
  );
}
