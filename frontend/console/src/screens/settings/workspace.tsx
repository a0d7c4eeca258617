/** The workspace's switches (G2, G3, A17, O1, X6); each is saved when it is changed. */
import type { WorkspaceChanged } from "@zuruf/protocol/types";
import { type FormEvent, useState } from "react";
import { workspace as calls, type WorkspaceChange } from "../../api/settings";
import { useWords } from "../../i18n/words";
import { InTurn } from "../../parts/in-turn";
import { sayRefused } from "../../parts/problems";
import { useSending } from "../../parts/sending";
import { useStore, useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { SelectField, Switch, TextField } from "../../ui/field";
import { Trouble } from "../../ui/small";
import { toast } from "../../ui/toasts";
import { Card, Heading } from "./frame";
import { AskBeforeLeaving } from "./leaving";

const IDLE = [0, 5, 10, 15, 30, 60];
const MISSED = [15, 30, 60, 120, 300, 600];

export default function Workspace() {
  const { t } = useWords();
  const workspace = useWorld((world) => world.workspace);
  const { laid, save, send } = useSaving();
  if (!workspace) return null;
  const shown = { ...workspace, ...laid };
  return (
    <>
      <Heading title={t("settings.workspace")} lead={t("workspace.lead")} />
      <div className="flex flex-col gap-4">
        <Card>
          <Name name={workspace.name} version={workspace.version} save={send} />
          <DefaultLanguage shown={shown} save={save} />
        </Card>
        <Card>
          <Switches shown={shown} save={save} />
          <MissedAfter shown={shown} save={save} />
          <IdleAfter shown={shown} save={save} />
        </Card>
      </div>
    </>
  );
}

type Save = (change: WorkspaceChange) => void;

/** `opened` is the version it began from, where somebody has changed the same thing since. */
type Send = (change: WorkspaceChange, opened?: number) => Promise<void>;

interface PartProps {
  shown: WorkspaceChanged;
  save: Save;
}

/** Shows what was chosen at once, and the truth again when it was refused. */
function useSaving(): { laid: WorkspaceChange; save: Save; send: Send } {
  const words = useWords();
  const store = useStore();
  const [turns] = useState(() => new InTurn());
  const [laid, setLaid] = useState<readonly WorkspaceChange[]>([]);
  const version = () => store.current().world.workspace?.version ?? 0;
  const send: Send = async (change, opened) => {
    if (opened !== undefined) await calls.save(change, opened);
    else await turns.send(version, async (sent) => ((await calls.save(change, sent)).changed ? sent + 1 : sent));
    toast({ id: "saved", title: words.t("saved"), lasts: 2_000 });
  };
  const save = (change: WorkspaceChange) => {
    setLaid((before) => [...before, change]);
    send(change)
      .catch((problem: unknown) => sayRefused(problem, words))
      .finally(() => setLaid((before) => before.filter((other) => other !== change)));
  };
  return { laid: Object.assign({}, ...laid), save, send };
}

function DefaultLanguage({ shown, save }: PartProps) {
  const { t, language } = useWords();
  const spoken = new Intl.DisplayNames(language, { type: "language" });
  return (
    <SelectField
      label={t("workspace.default_language")}
      hint={t("workspace.default_language_hint")}
      value={shown.default_language}
      onChange={(event) => save({ default_language: event.target.value })}
    >
      {shown.languages.map((code) => (
        <option key={code} value={code}>
          {spoken.of(code)}
        </option>
      ))}
    </SelectField>
  );
}

function Switches({ shown, save }: PartProps) {
  const { t } = useWords();
  return (
    <>
      <Switch
        label={t("workspace.uses_groups")}
        hint={t("workspace.uses_groups_hint")}
        isOn={shown.uses_groups}
        onChange={(uses_groups) => save({ uses_groups })}
      />
      <Switch
        label={t("workspace.asks_for_group")}
        hint={t("workspace.asks_for_group_hint")}
        isOn={shown.asks_for_group}
        disabled={!shown.uses_groups}
        onChange={(asks_for_group) => save({ asks_for_group })}
      />
      <Switch
        label={t("workspace.returns")}
        hint={t("workspace.returns_hint")}
        isOn={shown.returns_to_last_agent}
        onChange={(returns_to_last_agent) => save({ returns_to_last_agent })}
      />
      <Switch
        label={t("workspace.wall")}
        hint={t("workspace.wall_hint")}
        isOn={shown.agents_see_only_their_groups}
        onChange={(agents_see_only_their_groups) => save({ agents_see_only_their_groups })}
      />
    </>
  );
}

function MissedAfter({ shown, save }: PartProps) {
  const { t } = useWords();
  const seconds = shown.missed_after_ms / 1000;
  const choices = [...new Set([...MISSED, seconds])].sort((a, b) => a - b);
  return (
    <SelectField
      label={t("workspace.missed")}
      hint={t("workspace.missed_hint")}
      value={String(seconds)}
      onChange={(event) => save({ missed_after_ms: Number(event.target.value) * 1000 })}
    >
      {choices.map((value) => (
        <option key={value} value={value}>
          {value < 120 ? t("value.seconds", { n: value }) : t("value.minutes", { n: value / 60 })}
        </option>
      ))}
    </SelectField>
  );
}

/** 0 is never (P4). */
function IdleAfter({ shown, save }: PartProps) {
  const { t } = useWords();
  const minutes = shown.idle_after_ms / 60_000;
  const choices = [...new Set([...IDLE, minutes])].sort((a, b) => a - b);
  return (
    <SelectField
      label={t("workspace.idle")}
      hint={t("workspace.idle_hint")}
      value={String(minutes)}
      onChange={(event) => save({ idle_after_ms: Number(event.target.value) * 60_000 })}
    >
      {choices.map((value) => (
        <option key={value} value={value}>
          {value === 0 ? t("workspace.idle_never") : t("value.minutes", { n: value })}
        </option>
      ))}
    </SelectField>
  );
}

/** What is typed stays when a colleague saves another name meanwhile: saving says who it was before it takes its place. */
function Name({ name, version, save }: { name: string; version: number; save: Send }) {
  const { t } = useWords();
  const [text, setText] = useState(name);
  const [begun, setBegun] = useState(name);
  const { isBusy, trouble, wrong, send, version: opened } = useSending(["name"], version);
  if (begun !== name && (text === begun || text === name)) {
    setBegun(name);
    setText(name);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(() => (begun === name ? save({ name: text }) : save({ name: text }, opened)));
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-2">
      <AskBeforeLeaving isChanged={text !== name} />
      {trouble && <Trouble>{trouble}</Trouble>}
      <TextField
        label={t("setup.workspace")}
        value={text}
        error={wrong("name")}
        onChange={(event) => setText(event.target.value)}
      />
      {text !== name && (
        <Button type="submit" size="sm" look="primary" isBusy={isBusy} className="self-start">
          {t("save")}
        </Button>
      )}
    </form>
  );
}
