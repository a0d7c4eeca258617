/** Editing a trigger: when, if, then. Saving and switching it on are two acts (T1). */
import { useState } from "react";
import { type Action, type Definition, type Trigger, triggers } from "../../../api/triggers";
import { useWords } from "../../../i18n/words";
import { useOnce } from "../../../parts/once";
import { sentenceForCode } from "../../../parts/problems";
import { useSending } from "../../../parts/sending";
import { Button } from "../../../ui/button";
import { Switch, TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Note, Trouble } from "../../../ui/small";
import { toast } from "../../../ui/toasts";
import { SaveFooter } from "../frame";
import { LeavingFooter, useChanged, useLeaving } from "../leaving";
import { Actions } from "./actions";
import { Conditions } from "./conditions";
import { asSeveral, NEW_TEST } from "./facts";
import { fieldsIn } from "./fields";
import { Part } from "./part";
import { When } from "./when";

interface Props {
  trigger: Trigger | null;
  onClose: () => void;
  onSaved: () => void;
}

const NEW: Definition = {
  name: "",
  website_ids: [],
  when: { agents: "either", of: "workspace" },
  condition: { kind: "all", tests: [NEW_TEST] },
  actions: [{ kind: "assign_group", group_id: "" }],
  frequency: "visit",
  also_during_conversation: false,
};

function definitionOf(trigger: Trigger): Definition {
  const { id: _id, place: _place, is_active: _active, version: _version, flaws: _flaws, ...definition } = trigger;
  return definition;
}

export function Editor({ trigger, onClose, onSaved }: Props) {
  const words = useWords();
  const { t } = words;
  const { form, isChanged, change, save, remove, sending } = useForm({ trigger, onClose, onSaved });
  const leaving = useLeaving(isChanged, onClose);
  const { isBusy, trouble, wrong } = sending;
  const title = trigger ? trigger.name : t("triggers.new");
  const footer = leaving.isAsked ? (
    <LeavingFooter leaving={leaving} />
  ) : (
    <SaveFooter isBusy={isBusy} onClose={onClose} onSave={save}>
      {trigger && <Delete isBusy={isBusy} onDelete={remove} />}
    </SaveFooter>
  );
  return (
    <Sheet title={title} isOpen onClose={leaving.leave} closeLabel={t("close")} footer={footer} width="max-w-[640px]">
      <div className="flex flex-col gap-2.5">
        {trouble && <Trouble>{trouble}</Trouble>}
        {trigger?.flaws.map((flaw) => (
          <Note key={flaw.field + flaw.code}>{sentenceForCode(flaw.code, words)}</Note>
        ))}
        <div className="mb-2">
          <TextField
            label={t("triggers.name")}
            placeholder={t("triggers.name_example")}
            value={form.name}
            error={wrong("name")}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
        <When form={form} onChange={change} wrong={wrong} canTarget={form.actions.some(isAssigning)} />
        <Part word={t("trigger.if")}>
          <Conditions
            several={asSeveral(form.condition)}
            onChange={(condition) => change({ condition })}
            field={form.condition.kind === "test" ? "" : "condition"}
            wrong={wrong}
            depth={1}
          />
        </Part>
        <Part word={t("trigger.then")}>
          <Actions actions={form.actions} onChange={(actions) => change({ actions })} wrong={wrong} />
        </Part>
        <HowOften form={form} onChange={change} />
      </div>
    </Sheet>
  );
}

function useForm({ trigger, onClose, onSaved }: Props) {
  const { t } = useWords();
  const [form, setForm] = useState<Definition>(() => (trigger ? definitionOf(trigger) : NEW));
  const sending = useSending(fieldsIn(form), trigger?.version);
  const once = useOnce();
  const done = () => {
    onSaved();
    onClose();
  };
  const save = () =>
    sending.send(async () => {
      await (trigger ? triggers.save(trigger.id, form, sending.version) : triggers.create(form, once.keyFor(form)));
      const text = t(trigger?.is_active ? "triggers.saved_active" : "triggers.saved_inactive");
      toast({ id: "saved", title: t("saved"), text });
      done();
    });
  const remove = () =>
    sending.send(async () => {
      if (trigger) await triggers.remove(trigger.id);
      done();
    });
  const change = (part: Partial<Definition>) => setForm({ ...form, ...part });
  return { form, isChanged: useChanged(form), change, save, remove, sending };
}

function Delete({ isBusy, onDelete }: { isBusy: boolean; onDelete: () => void }) {
  const { t } = useWords();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      {isAsked && t("triggers.delete_sure")}
      <Button look="danger" isBusy={isBusy} onClick={() => (isAsked ? onDelete() : setAsked(true))}>
        {t("triggers.delete")}
      </Button>
    </>
  );
}

function isAssigning(action: Action): boolean {
  return action.kind.startsWith("assign_");
}

const FREQUENCIES = ["visitor", "visit", "page", "always"] as const;

/** Assignments are not bound by a frequency, other actions are (T5). */
function HowOften({ form, onChange }: { form: Definition; onChange: (part: Partial<Definition>) => void }) {
  const { t } = useWords();
  const assigns = form.actions.some(isAssigning);
  const acts = form.actions.some((action) => !isAssigning(action));
  return (
    <Part word={t("trigger.how_often")}>
      <div className="flex flex-col gap-4 pt-1.5">
        {acts && (
          <fieldset className="flex flex-col gap-1.5">
            <legend className="sr-only">{t("trigger.how_often")}</legend>
            {FREQUENCIES.map((frequency) => (
              <label key={frequency} className="flex items-center gap-2">
                <input
                  type="radio"
                  name="frequency"
                  checked={form.frequency === frequency}
                  onChange={() => onChange({ frequency })}
                />
                {t(`frequency.${frequency}`)}
              </label>
            ))}
          </fieldset>
        )}
        {assigns && (
          <Switch
            label={t("triggers.also_during")}
            hint={t("triggers.also_during_hint")}
            isOn={form.also_during_conversation}
            onChange={(also_during_conversation) => onChange({ also_during_conversation })}
          />
        )}
      </div>
    </Part>
  );
}
