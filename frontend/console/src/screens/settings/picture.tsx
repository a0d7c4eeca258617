/** One's own picture: chosen, drawn small by the server, shown beside one's name, and taken away again (W5). */
import { type ChangeEvent, useRef } from "react";
import { me as calls } from "../../api/session";
import { useWords } from "../../i18n/words";
import { AgentFace } from "../../parts/people";
import { useSending } from "../../parts/sending";
import { useMe } from "../../state/react";
import { Button } from "../../ui/button";
import { Trouble } from "../../ui/small";
import { toast } from "../../ui/toasts";

const TAKES = "image/png,image/jpeg,image/gif,image/webp";

export function Picture() {
  const { t } = useWords();
  const me = useMe();
  const field = useRef<HTMLInputElement>(null);
  const { isBusy, trouble, wrong, send } = useSending(["file"]);
  if (!me) return null;
  const keep = (file: Blob | null) =>
    send(async () => {
      await calls.picture(file);
      toast({ id: "saved", title: t("saved"), lasts: 2_000 });
    });
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    // The same one can be chosen again once it has been mended.
    target.value = "";
    if (file) keep(file);
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-3">
      <legend className="mb-1 text-sm font-medium">{t("preferences.picture")}</legend>
      <AgentFace id={me.id} size="lg" />
      <input ref={field} type="file" accept={TAKES} className="sr-only" tabIndex={-1} aria-hidden onChange={chosen} />
      <Button size="sm" isBusy={isBusy} onClick={() => field.current?.click()}>
        {t(me.picture ? "preferences.picture_other" : "preferences.picture_choose")}
      </Button>
      {me.picture && (
        <Button size="sm" look="quiet" onClick={() => keep(null)}>
          {t("preferences.picture_remove")}
        </Button>
      )}
      <p className="basis-full text-sm text-muted">{t("preferences.picture_hint")}</p>
      {(trouble || wrong("file")) && <Trouble>{trouble || wrong("file")}</Trouble>}
    </fieldset>
  );
}
