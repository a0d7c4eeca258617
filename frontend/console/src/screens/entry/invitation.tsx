/** Accepting an invitation, by the link a colleague sent. */
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { acceptInvitation } from "../../api/session";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { useSending } from "../../parts/sending";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Trouble } from "../../ui/small";
import { Frame } from "./frame";
import { tokenOf } from "./token";

const FIELDS = ["name", "password"];

export function Invitation() {
  const { t, language } = useWords();
  const { begin } = useSession();
  const navigate = useNavigate();
  const [token] = useState(() => tokenOf(location.hash));
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { isBusy, trouble, wrong, send } = useSending(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(async () => {
      begin(await acceptInvitation({ token, name, password, language }));
      await navigate({ to: "/mine" });
    });
  };
  if (!token)
    return (
      <Frame title={t("link.missing")} lead={t("invitation.link_missing")}>
        {null}
      </Frame>
    );
  return (
    <Frame title={t("invitation.title")} lead={t("invitation.lead")}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {trouble && <Trouble>{trouble}</Trouble>}
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
        <TextField
          label={t("field.password")}
          hint={t("field.password_hint")}
          type="password"
          name="password"
          autoComplete="new-password"
          minLength={10}
          required
          value={password}
          error={wrong("password")}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={isBusy} className="h-9">
          {t("invitation.submit")}
        </Button>
      </form>
    </Frame>
  );
}
