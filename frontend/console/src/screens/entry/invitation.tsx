/** Accepting an invitation, or choosing a new password, by the link a colleague sent. */
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { acceptInvitation, type Link } from "../../api/session";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { useSending } from "../../parts/sending";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Trouble } from "../../ui/small";
import { Frame } from "./frame";
import { OneTime } from "./link";

const FIELDS = ["name", "password"];

const INVITED = { title: "invitation.title", lead: "invitation.lead", submit: "invitation.submit" } as const;
const RESET = { title: "reset.title", lead: "reset.lead", submit: "reset.submit" } as const;

export function Invitation() {
  return (
    <OneTime kinds={["invitation", "reset"]} missing="invitation.link_missing" spent="link.spent_invitation">
      {(link, token) => <Form link={link} token={token} />}
    </OneTime>
  );
}

function Form({ link, token }: { link: Link; token: string }) {
  const { t, language } = useWords();
  const { begin } = useSession();
  const navigate = useNavigate();
  // Whoever chooses a new password is known already: their name and language stay.
  const isNew = link.kind === "invitation";
  const said = isNew ? INVITED : RESET;
  const [name, setName] = useState(link.name);
  const [password, setPassword] = useState("");
  const { isBusy, trouble, wrong, send } = useSending(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(async () => {
      begin(await acceptInvitation({ token, password, ...(isNew && { name, language }) }));
      await navigate({ to: "/mine" });
    });
  };
  return (
    <Frame title={t(said.title)} lead={t(said.lead)}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {trouble && <Trouble>{trouble}</Trouble>}
        {isNew && (
          <TextField
            label={t("field.your_name")}
            hint={t("field.your_name_hint")}
            name="name"
            autoComplete="name"
            required
            autoFocus
            value={name}
            error={wrong("name")}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <p className="text-muted">{t("invitation.email", { email: link.email })}</p>
        {/* For whoever keeps the password: the address it belongs to. */}
        <input type="email" name="email" autoComplete="username" value={link.email} readOnly hidden />
        <TextField
          label={t("field.password")}
          hint={t("field.password_hint")}
          type="password"
          name="password"
          autoComplete="new-password"
          minLength={10}
          required
          autoFocus={!isNew}
          value={password}
          error={wrong("password")}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={isBusy} className="h-9">
          {t(said.submit)}
        </Button>
      </form>
    </Frame>
  );
}
