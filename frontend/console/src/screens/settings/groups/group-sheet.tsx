/** One group: names by language, members, colour, whether it is enabled and private. */
import type { GroupView } from "@zuruf/protocol/types";
import { useState } from "react";
import { type GroupForm, groups } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useOnce } from "../../../parts/once";
import { useSending } from "../../../parts/sending";
import { useWorld } from "../../../state/react";
import { Button } from "../../../ui/button";
import { Switch, TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Tabs, Trouble } from "../../../ui/small";
import { toast } from "../../../ui/toasts";
import { Colours } from "../colours";
import { SaveFooter } from "../frame";
import { LeavingFooter, useChanged, useLeaving } from "../leaving";
import { DeleteGroup } from "./delete-group";
import { Members } from "./members";

const EMPTY: GroupForm = { names: {}, colour: "teal", is_enabled: true, is_private: false, members: [] };

interface Props {
  group: GroupView | null;
  onClose: () => void;
}

export function GroupSheet({ group, onClose }: Props) {
  const { t } = useWords();
  const [isDeleting, setDeleting] = useState(false);
  const { form, isChanged, change, save, languages, fallback, sending } = useForm({ group, onClose });
  const leaving = useLeaving(isChanged, onClose);
  const { isBusy, trouble, wrong } = sending;
  const footer = leaving.isAsked ? (
    <LeavingFooter leaving={leaving} />
  ) : (
    <SaveFooter isBusy={isBusy} onClose={onClose} onSave={save}>
      {group && (
        <Button look="danger" onClick={() => setDeleting(true)}>
          {t("groups.delete")}
        </Button>
      )}
    </SaveFooter>
  );
  const title = group ? t("groups.edit") : t("groups.new");
  return (
    <>
      <Sheet title={title} isOpen onClose={leaving.leave} closeLabel={t("close")} footer={footer}>
        <div className="flex flex-col gap-6">
          {trouble && <Trouble>{trouble}</Trouble>}
          <Names
            names={form.names}
            languages={languages}
            fallback={fallback}
            wrong={(code) => wrong(`names.${code}`) || (code === fallback ? wrong("names") : "")}
            onChange={(names) => change({ names })}
          />
          <Members chosen={form.members} onChange={(members) => change({ members })} />
          <Colours value={form.colour} onChange={(colour) => change({ colour })} />
          <Switches form={form} onChange={change} />
        </div>
      </Sheet>
      {isDeleting && group && <DeleteGroup group={group} onClose={() => setDeleting(false)} onDeleted={onClose} />}
    </>
  );
}

function useForm({ group, onClose }: Props) {
  const { t } = useWords();
  const workspace = useWorld((world) => world.workspace);
  const [form, setForm] = useState<GroupForm>(group ?? EMPTY);
  const languages = workspace?.languages ?? ["en"];
  const sending = useSending(["names", ...languages.map((code) => `names.${code}`)], group?.version);
  const once = useOnce();
  const save = () =>
    sending.send(async () => {
      const { colour, is_enabled, is_private, members } = form;
      const names = Object.fromEntries(Object.entries(form.names).filter(([, name]) => name.trim()));
      const body: GroupForm = { names, colour, is_enabled, is_private, members };
      const isFirst = !group && !workspace?.uses_groups;
      await (group ? groups.save(group.id, body, sending.version) : groups.create(body, once.keyFor(body)));
      toast({ id: "saved", title: t("saved"), ...(isFirst ? { text: t("groups.turned_on") } : {}) });
      onClose();
    });
  const change = (part: Partial<GroupForm>) => setForm({ ...form, ...part });
  // In whatever order they were chosen.
  const isChanged = useChanged({ ...form, members: form.members.toSorted() });
  return { form, isChanged, change, save, languages, fallback: workspace?.default_language ?? "en", sending };
}

function Switches({ form, onChange }: { form: GroupForm; onChange: (part: Partial<GroupForm>) => void }) {
  const { t } = useWords();
  return (
    <>
      <Switch
        label={t("groups.enabled")}
        hint={t("groups.enabled_hint")}
        isOn={form.is_enabled}
        onChange={(is_enabled) => onChange({ is_enabled })}
      />
      <Switch
        label={t("groups.private")}
        hint={t("groups.private_hint")}
        isOn={form.is_private}
        onChange={(is_private) => onChange({ is_private })}
      />
    </>
  );
}

interface NamesProps {
  names: Record<string, string>;
  languages: string[];
  fallback: string;
  wrong: (language: string) => string;
  onChange: (names: Record<string, string>) => void;
}

export function Names({ names, languages, fallback, wrong, onChange }: NamesProps) {
  const { t, language } = useWords();
  const [shown, setShown] = useState(fallback);
  const spoken = new Intl.DisplayNames(language, { type: "language" });
  const first = [fallback, ...languages.filter((code) => code !== fallback)];
  // Each refusal turns to the name it is about, and leaves the tabs free after that.
  const blamed = first.find((code) => wrong(code)) ?? "";
  const [turnedTo, setTurnedTo] = useState("");
  if (blamed !== turnedTo) {
    setTurnedTo(blamed);
    if (blamed) setShown(blamed);
  }
  return (
    <div className="flex flex-col gap-2">
      <Tabs
        label={t("groups.names")}
        value={shown}
        onChange={setShown}
        tabs={first.map((code) => ({ value: code, label: spoken.of(code) ?? code, mark: code === fallback }))}
      />
      <TextField
        key={shown}
        label={t("groups.name_in", { language: spoken.of(shown) ?? shown })}
        hint={shown === fallback ? t("groups.name_hint") : t("groups.name_fallback")}
        lang={shown}
        maxLength={200}
        autoFocus={shown === fallback}
        placeholder={shown === fallback ? t("groups.name_example") : (names[fallback] ?? "")}
        value={names[shown] ?? ""}
        error={wrong(shown)}
        onChange={(event) => onChange({ ...names, [shown]: event.target.value })}
      />
    </div>
  );
}
