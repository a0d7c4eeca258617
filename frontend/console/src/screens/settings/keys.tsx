/** API keys: made, shown once, revoked (B64). */
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type ApiKey, apiKeys } from "../../api/settings";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sayRefused } from "../../parts/problems";
import { useSending } from "../../parts/sending";
import { useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { CopyBox } from "../../ui/copy";
import { TextField } from "../../ui/field";
import { Sheet } from "../../ui/overlay";
import { Empty, Note, Trouble } from "../../ui/small";
import { Time } from "../../ui/time";
import { Heading, Loaded, Rows } from "./frame";
import { LeavingFooter, useLeaving } from "./leaving";

export default function Keys() {
  const { t } = useWords();
  const changes = useWorld((world) => world.settings.api_keys ?? 0);
  const query = useQuery({
    queryKey: ["api-keys", changes],
    queryFn: apiKeys.list,
    placeholderData: (before) => before,
  });
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
      {t("keys.new")}
    </Button>
  );
  const refetch = () => void query.refetch();
  const count = query.data?.items.filter((key) => key.revoked_at === null).length ?? 0;
  return (
    <>
      <Heading title={t("settings.keys")} lead={t("keys.lead")}>
        {count > 0 && add}
      </Heading>
      <Loaded query={query}>
        {({ items }) => {
          const active = items.filter((key) => key.revoked_at === null);
          return active.length === 0 ? (
            <div className="rounded-lg border bg-surface">
              <Empty icon={KeyRound} title={t("keys.none")} action={add}>
                {t("keys.none_hint")}
              </Empty>
            </div>
          ) : (
            <Rows>
              {active.map((key) => (
                <Row key={key.id} apiKey={key} onRevoked={refetch} />
              ))}
            </Rows>
          );
        }}
      </Loaded>
      {isAdding && <Adding onClose={() => setAdding(false)} onMade={refetch} />}
    </>
  );
}

function Row({ apiKey, onRevoked }: { apiKey: ApiKey; onRevoked: () => void }) {
  const words = useWords();
  const { t, ago, exact } = words;
  const names = useNames();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const revoke = () => {
    setBusy(true);
    apiKeys
      .revoke(apiKey.id)
      .then(onRevoked, (problem: unknown) => sayRefused(problem, words))
      .finally(() => setBusy(false));
  };
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-3">
      <div className="min-w-0 grow basis-56">
        <p className="flex items-center gap-2">
          <span className="truncate font-semibold">{apiKey.name}</span>
          <code className="text-sm text-muted">…{apiKey.ending}</code>
        </p>
        <p className="text-xs text-muted">
          {t("keys.made", { name: names.agent(apiKey.created_by) })}
          {" · "}
          <Time at={apiKey.created_at} exact={exact(apiKey.created_at)}>
            {ago(apiKey.created_at, Date.now())}
          </Time>
          {" · "}
          {apiKey.used_at ? t("keys.used", { time: ago(apiKey.used_at, Date.now()) }) : t("keys.never_used")}
        </p>
      </div>
      {isAsked ? (
        <span className="flex items-center gap-2 text-sm">
          {t("keys.revoke_sure")}
          <Button size="sm" look="danger" isBusy={isBusy} onClick={revoke}>
            {t("keys.revoke")}
          </Button>
          <Button size="sm" onClick={() => setAsked(false)}>
            {t("cancel")}
          </Button>
        </span>
      ) : (
        <Button size="sm" onClick={() => setAsked(true)}>
          {t("keys.revoke")}
        </Button>
      )}
    </li>
  );
}

function Adding({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [made, setMade] = useState<string | null>(null);
  const leaving = useLeaving(name !== "" && !made, onClose);
  const { isBusy, trouble, wrong, send } = useSending(["name"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(async () => {
      setMade((await apiKeys.create(name)).key);
      onMade();
    });
  };
  const footer = made ? (
    <Button look="primary" onClick={onClose}>
      {t("keys.done")}
    </Button>
  ) : leaving.isAsked ? (
    <LeavingFooter leaving={leaving} />
  ) : (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button look="primary" type="submit" form="new-key" isBusy={isBusy}>
        {t("keys.make")}
      </Button>
    </>
  );
  return (
    <Sheet title={t("keys.new")} isOpen onClose={leaving.leave} closeLabel={t("close")} look="modal" footer={footer}>
      {made ? (
        <div className="flex flex-col gap-3">
          <Note>{t("keys.once")}</Note>
          <CopyBox text={made} label={t("keys.copy")} done={t("copied")} byHand={t("copied_by_hand")} />
        </div>
      ) : (
        <form noValidate id="new-key" onSubmit={submit} className="flex flex-col gap-3">
          {trouble && <Trouble>{trouble}</Trouble>}
          <TextField
            label={t("keys.name")}
            hint={t("keys.name_hint")}
            autoFocus
            required
            value={name}
            error={wrong("name")}
            onChange={(event) => setName(event.target.value)}
          />
        </form>
      )}
    </Sheet>
  );
}
