/** Signing in. */
import { type FormEvent, useState } from "react";
import { signIn } from "../../api/session";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { useSending } from "../../parts/sending";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Trouble } from "../../ui/small";
import { Frame } from "./frame";

const FIELDS = ["email", "password"];

export function SignIn() {
  const { t } = useWords();
  const { begin } = useSession();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { isBusy, trouble, wrong, send } = useSending(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(async () => begin(await signIn(email, password)));
  };
  return (
    <Frame title={t("sign_in.title")} lead={t("sign_in.lead")}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {trouble && <Trouble>{trouble}</Trouble>}
        <TextField
          label={t("field.email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          error={wrong("email")}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={t("field.password")}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          error={wrong("password")}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={isBusy} className="h-9">
          {t("sign_in.submit")}
        </Button>
      </form>
    </Frame>
  );
}
