/** One's own preferences: language, light or dark, sound, notifications of the browser. */

import { beep } from "@zuruf/protocol/sound";
import { type FormEvent, useState } from "react";
import { canNotify } from "../../alerts/notifications";
import type { Preferences as Stored } from "../../api/session";
import { me as calls } from "../../api/session";
import { useSession } from "../../app/session";
import { LANGUAGES, useWords } from "../../i18n/words";
import { sayRefused } from "../../parts/problems";
import { useSending } from "../../parts/sending";
import { useMe } from "../../state/react";
import { Button } from "../../ui/button";
import { SelectField, Switch, TextField } from "../../ui/field";
import { Note, Trouble } from "../../ui/small";
import { toast } from "../../ui/toasts";
import { Card, Heading } from "./frame";
import { AskBeforeLeaving } from "./leaving";
import { Picture } from "./picture";

export default function Preferences() {
  const words = useWords();
  const { t, language } = words;
  const { preferences, prefer, speak } = useSession();
  const [permission, setPermission] = useState(() => (canNotify() ? Notification.permission : "unsupported"));
  const change = (part: Stored) => void prefer(part).catch((problem: unknown) => sayRefused(problem, words));
  const notify = async (isOn: boolean) => {
    if (isOn && permission === "default") {
      const answer = await Notification.requestPermission();
      setPermission(answer);
      if (answer !== "granted") return;
    }
    change({ notifications: isOn ? "on" : "off" });
  };
  return (
    <>
      <Heading title={t("settings.preferences")} lead={t("preferences.lead")} />
      <div className="flex flex-col gap-4">
        <Card>
          <Name />
          <Picture />
          <SelectField
            label={t("preferences.language")}
            value={language}
            onChange={(event) => void speak(event.target.value).catch((problem: unknown) => sayRefused(problem, words))}
          >
            {LANGUAGES.map((code) => (
              <option key={code} value={code}>
                {new Intl.DisplayNames(code, { type: "language" }).of(code)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("preferences.theme")}
            value={preferences.theme}
            onChange={(event) => change({ theme: event.target.value as NonNullable<Stored["theme"]> })}
          >
            <option value="system">{t("preferences.theme_system")}</option>
            <option value="light">{t("preferences.theme_light")}</option>
            <option value="dark">{t("preferences.theme_dark")}</option>
          </SelectField>
        </Card>
        <Card>
          <Switch
            label={t("preferences.sound")}
            hint={t("preferences.sound_hint")}
            isOn={preferences.sound === "on"}
            onChange={(isOn) => {
              change({ sound: isOn ? "on" : "off" });
              if (isOn) void beep(0);
            }}
          />
          <Switch
            label={t("preferences.notifications")}
            hint={t("preferences.notifications_hint")}
            isOn={preferences.notifications === "on" && permission === "granted"}
            disabled={permission === "denied" || permission === "unsupported"}
            onChange={(isOn) => void notify(isOn)}
          />
          {permission === "denied" && <Note>{t("preferences.notifications_denied")}</Note>}
          {permission === "unsupported" && <Note>{t("preferences.notifications_unsupported")}</Note>}
        </Card>
        <Keys />
      </div>
    </>
  );
}

function Keys() {
  const words = useWords();
  const { preferences, prefer } = useSession();
  const { t } = words;
  return (
    <Card>
      <Switch
        label={t("preferences.letters")}
        hint={t("preferences.letters_hint")}
        isOn={preferences.letters === "on"}
        onChange={(isOn) =>
          void prefer({ letters: isOn ? "on" : "off" }).catch((problem: unknown) => sayRefused(problem, words))
        }
      />
    </Card>
  );
}

function Name() {
  const { t } = useWords();
  const me = useMe();
  const [text, setText] = useState(me?.name ?? "");
  const { isBusy, trouble, wrong, send } = useSending(["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(async () => {
      await calls.change({ name: text });
      toast({ id: "saved", title: t("saved"), lasts: 2_000 });
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-2">
      <AskBeforeLeaving isChanged={me !== undefined && text !== me.name} />
      {trouble && <Trouble>{trouble}</Trouble>}
      <TextField
        label={t("field.your_name")}
        hint={t("field.your_name_hint")}
        value={text}
        error={wrong("name")}
        onChange={(event) => setText(event.target.value)}
      />
      {text !== me?.name && (
        <Button type="submit" size="sm" look="primary" isBusy={isBusy} className="self-start">
          {t("save")}
        </Button>
      )}
    </form>
  );
}
