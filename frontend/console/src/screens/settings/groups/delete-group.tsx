/** Deleting a group: if visitors are in it, where they go (G7). */
import type { GroupView } from "@zuruf/protocol/types";
import { useState } from "react";
import { Problem } from "../../../api/http";
import { groups } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { sentenceOf } from "../../../parts/problems";
import { useWorld } from "../../../state/react";
import { groupsByName } from "../../../state/select";
import { Button } from "../../../ui/button";
import { SelectField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Trouble } from "../../../ui/small";

const ALL = "all-agents";

interface Props {
  group: GroupView;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteGroup({ group, onClose, onDeleted }: Props) {
  const words = useWords();
  const { t, language } = words;
  const names = useNames();
  const others = useWorld((world) =>
    world.workspace?.uses_groups
      ? groupsByName(world, language).filter((other) => other.is_enabled && other.id !== group.id)
      : [],
  );
  const [visitors, setVisitors] = useState<number | null>(null);
  const [target, setTarget] = useState(ALL);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const remove = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await groups.remove(group.id, visitors === null ? undefined : target === ALL ? null : target);
      onDeleted();
    } catch (reason) {
      if (reason instanceof Problem && reason.code === "group_in_use") setVisitors(Number(reason.detail.visitors ?? 1));
      else setProblem(reason);
    } finally {
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button look="danger" isBusy={isBusy} onClick={() => void remove()}>
        {t(visitors === null ? "groups.delete" : "groups.move_and_delete")}
      </Button>
    </>
  );
  return (
    <Sheet
      title={t("groups.delete_title", { name: names.group(group.id) })}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      look="modal"
      footer={footer}
    >
      <div className="flex flex-col gap-4">
        {problem !== null && <Trouble>{sentenceOf(problem, words)}</Trouble>}
        <p>{visitors === null ? t("groups.delete_hint") : t("groups.in_use", { n: visitors })}</p>
        {visitors !== null && (
          <SelectField label={t("groups.move_to")} value={target} onChange={(event) => setTarget(event.target.value)}>
            <option value={ALL}>{t("group.all_agents")}</option>
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {names.group(other.id)}
              </option>
            ))}
          </SelectField>
        )}
      </div>
    </Sheet>
  );
}
