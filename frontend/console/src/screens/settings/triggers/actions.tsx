/** THEN: what a trigger does, one or more actions (T4). */
import { Plus, X } from "lucide-react";
import type { Action } from "../../../api/triggers";
import { useWords } from "../../../i18n/words";
import { Button, IconButton } from "../../../ui/button";
import { BareSelect } from "../../../ui/field";
import { ActionFields } from "./action-fields";
import { Wrong } from "./part";

const KINDS: Action["kind"][] = [
  "assign_group",
  "assign_agent",
  "assign_all_agents",
  "send_message",
  "open_widget",
  "show_widget",
  "hide_widget",
  "ask_for_group",
  "show_form",
  "set_attribute",
];

interface Props {
  actions: Action[];
  onChange: (actions: Action[]) => void;
  wrong: (field: string) => string;
}

export function Actions({ actions, onChange, wrong }: Props) {
  const { t } = useWords();
  const replace = (place: number, action: Action) =>
    onChange(actions.map((other, index) => (index === place ? action : other)));
  return (
    <>
      <ul className="flex flex-col gap-3">
        {actions.map((action, place) => {
          const field = `actions.${place}`;
          const problem = ["", ".kind", ".name", ".value", ".texts"].map((part) => wrong(field + part)).find(Boolean);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: actions have no id, their order tells them apart
            <li key={place}>
              <div className="flex flex-wrap items-start gap-2">
                <BareSelect
                  aria-label={t("trigger.action")}
                  value={action.kind}
                  onChange={(event) => replace(place, newAction(event.target.value as Action["kind"]))}
                >
                  {KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`action.${kind}`)}
                    </option>
                  ))}
                </BareSelect>
                <ActionFields
                  action={action}
                  onChange={(next) => replace(place, next)}
                  wrong={(part) => wrong(`${field}.${part}`)}
                />
                {actions.length > 1 && (
                  <IconButton
                    label={t("trigger.remove_action")}
                    icon={X}
                    className="ms-auto"
                    onClick={() => onChange(actions.filter((_, index) => index !== place))}
                  />
                )}
              </div>
              <Wrong>{problem ?? ""}</Wrong>
            </li>
          );
        })}
      </ul>
      <Wrong>{wrong("actions")}</Wrong>
      <Button
        size="sm"
        look="quiet"
        icon={Plus}
        className="mt-2 -ms-1"
        onClick={() => onChange([...actions, newAction("send_message")])}
      >
        {t("trigger.add_action")}
      </Button>
    </>
  );
}

function newAction(kind: Action["kind"]): Action {
  switch (kind) {
    case "assign_group":
      return { kind, group_id: "" };
    case "assign_agent":
      return { kind, agent_id: "" };
    case "send_message":
      return { kind, texts: {} };
    case "set_attribute":
      return { kind, name: "", value: "" };
    default:
      return { kind };
  }
}
