/** WHEN: who has to be online, and on which websites (T1, T9). */
import type { Definition } from "../../../api/triggers";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { useWorld } from "../../../state/react";
import { BareSelect } from "../../../ui/field";
import { Part, Wrong } from "./part";

interface Props {
  form: Definition;
  onChange: (part: Partial<Definition>) => void;
  wrong: (field: string) => string;
  /** Whether an action names whom it assigns to. */
  canTarget: boolean;
}

export function When({ form, onChange, wrong, canTarget }: Props) {
  const { t } = useWords();
  const names = useNames();
  const websites = useWorld((world) => Object.keys(world.websites));
  const { when, website_ids: chosen } = form;
  const toggle = (id: string, isOn: boolean) =>
    onChange({ website_ids: isOn ? [...chosen, id] : chosen.filter((other) => other !== id) });
  return (
    <Part word={t("trigger.when")}>
      <div className="flex flex-wrap items-center gap-2">
        <BareSelect
          aria-label={t("trigger.when_agents")}
          value={when.agents}
          onChange={(event) => onChange({ when: { ...when, agents: event.target.value as typeof when.agents } })}
        >
          <option value="either">{t("trigger.agents_either")}</option>
          <option value="online">{t("trigger.agents_online")}</option>
          <option value="offline">{t("trigger.agents_offline")}</option>
        </BareSelect>
        {when.agents === "either" ? (
          <span className="text-xs text-muted">{t("trigger.either_hint")}</span>
        ) : (
          <BareSelect
            aria-label={t("trigger.when_of")}
            value={when.of}
            onChange={(event) => onChange({ when: { ...when, of: event.target.value as typeof when.of } })}
          >
            <option value="workspace">{t("trigger.of_workspace")}</option>
            <option value="target" disabled={!canTarget}>
              {t("trigger.of_target")}
            </option>
          </BareSelect>
        )}
      </div>
      <Wrong>{wrong("when.of")}</Wrong>
      {websites.length > 1 && (
        <fieldset className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1.5">
          <legend className="float-start me-4 text-sm text-muted">{t("trigger.websites")}</legend>
          <label className="flex items-center gap-1.5">
            <input type="radio" checked={chosen.length === 0} onChange={() => onChange({ website_ids: [] })} />
            {t("trigger.every_website")}
          </label>
          {websites.map((id) => (
            <label key={id} className="flex items-center gap-1.5">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={(event) => toggle(id, event.target.checked)}
              />
              {names.website(id)}
            </label>
          ))}
        </fieldset>
      )}
      <Wrong>{wrong("website_ids")}</Wrong>
    </Part>
  );
}
