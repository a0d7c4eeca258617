/** Editing a trigger: when, if, then. Saving and switching it on are two acts (T1). */
import { useState } from "react";
import { type Definition, type Trigger, triggers } from "../../../api/triggers";
import { useWords } from "../../../i18n/words";
import { useSending } from "../../../parts/sending";
import { Button } from "../../../ui/button";
import { Switch, TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Note, Trouble } from "../../../ui/small";
import { toast } from "../../../ui/toasts";
import { Actions } from "./actions";
import { Conditions } from "./conditions";
import { asSeveral, NEW_TEST } from "./facts";
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
  const { t } = useWords();
  const [form, setForm] = useState<Definition>(() => (trigger ? definitionOf(trigger) : NEW));
  const [isAsked, setAsked] = useState(false);
  const fieldOf = fieldsIn(form);
  const { isBusy, trouble, wrong, send } = useSending(fieldOf);
  const change = (part: Partial<Definition>) => setForm({ ...form, ...part });
  const save = () =>
    send(async () => {
      await (trigger ? triggers.save(trigger.id, form, trigger.version) : triggers.create(form));
      toast({
        id: "saved",
        title: t("saved"),
        text: t(trigger?.is_active ? "triggers.saved_active" : "triggers.saved_inactive"),
      });
      onSaved();
      onClose();
    });
  const remove = () =>
    send(async () => {
      if (trigger) await triggers.remove(trigger.id);
      onSaved();
      onClose();
    });
  const assigns = form.actions.some((action) => action.kind.startsWith("assign_"));
  const acts = form.actions.some((action) => !action.kind.startsWith("assign_"));
  const footer = (
    <>
      {trigger && !isAsked && (
        <Button look="danger" className="mr-auto" onClick={() => setAsked(true)}>
          {t("triggers.delete")}
        </Button>
      )}
      {isAsked && (
        <span className="mr-auto flex items-center gap-2">
          {t("triggers.delete_sure")}
          <Button look="danger" isBusy={isBusy} onClick={remove}>
            {t("triggers.delete")}
          </Button>
        </span>
      )}
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button look="primary" isBusy={isBusy} onClick={save}>
        {t("save")}
      </Button>
    </>
  );
  return (
    <Sheet
      title={trigger ? trigger.name : t("triggers.new")}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      footer={footer}
      width="max-w-[640px]"
    >
      <div className="flex flex-col gap-2.5">
        {trouble && <Trouble>{trouble}</Trouble>}
        {trigger?.flaws.map((flaw) => (
          <Note key={flaw.field + flaw.code}>{flaw.detail}</Note>
        ))}
        <div className="mb-2">
          <TextField
            label={t("triggers.name")}
            placeholder={t("triggers.name_example")}
            value={form.name}
            error={wrong("name")}
            autoFocus={!trigger}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
        <When form={form} onChange={change} wrong={wrong} canTarget={assigns} />
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
        <Part word={t("trigger.how_often")}>
          <div className="flex flex-col gap-4">
            {acts && (
              <fieldset className="flex flex-col gap-1.5">
                <legend className="sr-only">{t("trigger.how_often")}</legend>
                {(["visitor", "visit", "page", "always"] as const).map((frequency) => (
                  <label key={frequency} className="flex items-center gap-2">
                    <input
                      type="radio"
                      name="frequency"
                      checked={form.frequency === frequency}
                      onChange={() => change({ frequency })}
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
                onChange={(also_during_conversation) => change({ also_during_conversation })}
              />
            )}
          </div>
        </Part>
      </div>
    </Sheet>
  );
}

/** The fields this form shows; a refusal about any other stands above it. */
function fieldsIn(form: Definition): string[] {
  const fields = ["name", "actions", "when.of", "website_ids"];
  const walk = (condition: Definition["condition"], field: string): void => {
    fields.push(field, `${field}.tests`);
    if (condition.kind === "test") fields.push(`${field}.value`, `${field}.name`, `${field}.operator`, `${field}.fact`);
    else for (const [place, inner] of condition.tests.entries()) walk(inner, `${field}.tests.${place}`);
  };
  walk(form.condition, "condition");
  for (const [place, action] of form.actions.entries()) {
    const own = ["", ".kind", ".group_id", ".agent_id", ".name", ".value", ".texts"];
    fields.push(...own.map((part) => `actions.${place}${part}`));
    if (action.kind === "send_message")
      fields.push(...Object.keys(action.texts).map((code) => `actions.${place}.texts.${code}`));
  }
  return fields;
}
