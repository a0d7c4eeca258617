/** Whom a saved reply is for: oneself, all, or some groups. Sharing takes the right to configure. */
import type { SavedReplyForm, Sharing as Value } from "../../../api/saved-replies";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { useMay, useWorld } from "../../../state/react";
import { groupsByName } from "../../../state/select";
import { Field, SelectField } from "../../../ui/field";

interface Props {
  form: SavedReplyForm;
  wrong: string;
  onChange: (part: Partial<SavedReplyForm>) => void;
}

export function Sharing({ form, wrong, onChange }: Props) {
  const { t } = useWords();
  const mayShare = useMay("configure");
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label={t("replies.sharing")}
        hint={mayShare ? "" : t("replies.shared_hint")}
        value={form.sharing}
        disabled={!mayShare}
        onChange={(event) => onChange({ sharing: event.target.value as Value })}
      >
        <option value="private">{t("replies.sharing.private")}</option>
        <option value="all">{t("replies.sharing.all")}</option>
        <option value="groups">{t("replies.sharing.groups")}</option>
      </SelectField>
      {form.sharing === "groups" && <Groups form={form} wrong={wrong} onChange={onChange} />}
    </div>
  );
}

function Groups({ form, wrong, onChange }: Props) {
  const { t, language } = useWords();
  const names = useNames();
  const there = useWorld((world) => groupsByName(world, language).map(({ id }) => id));
  // One deleted since stays until it is taken out.
  const ids = [...there, ...form.groups.filter((id) => !there.includes(id))];
  const toggle = (id: string) =>
    onChange({ groups: form.groups.includes(id) ? form.groups.filter((other) => other !== id) : [...form.groups, id] });
  return (
    <Field label={t("replies.groups")} error={wrong}>
      {(given) => (
        <ul
          id={given.id}
          aria-describedby={given["aria-describedby"]}
          className="max-h-56 overflow-y-auto rounded-lg border"
        >
          {ids.map((id) => (
            <li key={id} className="border-b last:border-b-0">
              <label className="flex items-center gap-2.5 px-3 py-2">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={form.groups.includes(id)}
                  onChange={() => toggle(id)}
                />
                <span className="min-w-0 truncate">{names.group(id)}</span>
              </label>
            </li>
          ))}
          {ids.length === 0 && <li className="px-3 py-2 text-muted">{t("replies.no_groups")}</li>}
        </ul>
      )}
    </Field>
  );
}
