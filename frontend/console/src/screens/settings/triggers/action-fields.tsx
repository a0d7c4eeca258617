/** What an action needs to know: whom to assign to, what to write, which attribute. */
import type { Id } from "@zuruf/protocol/types";
import { useId, useState } from "react";
import type { Action } from "../../../api/triggers";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { OnlineNumber, useOnline } from "../../../parts/people";
import { useWorld } from "../../../state/react";
import { groupsByName } from "../../../state/select";
import { AreaField, BareSelect } from "../../../ui/field";
import { Tabs } from "../../../ui/small";
import { blamed, Wrong } from "./part";

interface Props<A extends Action = Action> {
  action: A;
  onChange: (action: Action) => void;
  wrong: (part: string) => string;
}

const BOX = "h-[30px] min-w-0 rounded border border-field bg-bg px-2.5 text-sm";

export function ActionFields({ action, onChange, wrong }: Props) {
  const { t } = useWords();
  switch (action.kind) {
    case "assign_group":
      return (
        <GroupField
          id={action.group_id}
          problem={wrong("group_id")}
          onChange={(group_id) => onChange({ ...action, group_id })}
        />
      );
    case "assign_agent":
      return (
        <AgentField
          id={action.agent_id}
          problem={wrong("agent_id")}
          none={t("trigger.choose")}
          onChange={(agent_id) => onChange({ ...action, agent_id })}
        />
      );
    case "send_message":
      return <MessageFields action={action} onChange={onChange} wrong={wrong} />;
    case "set_attribute":
      return (
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <input
            aria-label={t("details.attribute_name")}
            placeholder={t("trigger.attribute_example")}
            value={action.name}
            onChange={(event) => onChange({ ...action, name: event.target.value })}
            className={`${BOX} w-36`}
          />
          =
          <input
            aria-label={t("details.attribute_value")}
            value={String(action.value)}
            onChange={(event) => onChange({ ...action, value: event.target.value })}
            className={`${BOX} w-36`}
          />
        </span>
      );
    default:
      return null;
  }
}

interface GroupFieldProps {
  id: Id;
  problem: string;
  onChange: (id: Id) => void;
}

function GroupField({ id, problem, onChange }: GroupFieldProps) {
  const sentence = useId();
  const { t, language } = useWords();
  const names = useNames();
  const groups = useWorld((world) => groupsByName(world, language));
  const isKnown = groups.some((group) => group.id === id);
  const online = useOnline(id);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-2">
      <BareSelect
        aria-label={t("trigger.group")}
        {...blamed(problem, sentence)}
        value={isKnown ? id : ""}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="" disabled>
          {t("trigger.choose")}
        </option>
        {groups.map((group) => (
          <option key={group.id} value={group.id} disabled={!group.is_enabled}>
            # {names.group(group.id)}
          </option>
        ))}
      </BareSelect>
      {isKnown && <OnlineNumber count={online} />}
      <Wrong id={sentence}>{problem}</Wrong>
    </span>
  );
}

interface AgentFieldProps {
  id: Id;
  none: string;
  onChange: (id: Id) => void;
  problem?: string;
  mayBeNone?: boolean;
}

function AgentField({ id, none, onChange, problem = "", mayBeNone = false }: AgentFieldProps) {
  const sentence = useId();
  const { t, language } = useWords();
  const agents = useWorld((world) =>
    Object.values(world.agents)
      .filter((agent) => agent.is_active)
      .sort((a, b) => a.name.localeCompare(b.name, language)),
  );
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-2">
      <BareSelect
        aria-label={t("trigger.agent")}
        {...blamed(problem, sentence)}
        value={id}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="" disabled={!mayBeNone}>
          {none}
        </option>
        {agents.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
          </option>
        ))}
      </BareSelect>
      <Wrong id={sentence}>{problem}</Wrong>
    </span>
  );
}

type SendMessage = Extract<Action, { kind: "send_message" }>;

/** A message by language, signed by an agent or the website. */
function MessageFields({ action, onChange, wrong }: Props<SendMessage>) {
  const { t, language } = useWords();
  const workspace = useWorld((world) => world.workspace);
  const fallback = workspace?.default_language ?? "en";
  const languages = [fallback, ...(workspace?.languages ?? []).filter((code) => code !== fallback)];
  const [shown, setShown] = useState(fallback);
  const spoken = new Intl.DisplayNames(language, { type: "language" });
  const write = (text: string) => {
    const { [shown]: _before, ...rest } = action.texts;
    onChange({ ...action, texts: text ? { ...rest, [shown]: text } : rest });
  };
  const sign = (agent_id: Id) => {
    const { agent_id: _before, ...rest } = action;
    onChange(agent_id ? { ...rest, agent_id } : rest);
  };
  return (
    <div className="order-last flex w-full flex-col gap-2">
      <Tabs
        label={t("trigger.message_languages")}
        value={shown}
        onChange={setShown}
        tabs={languages.map((code) => ({ value: code, label: spoken.of(code) ?? code }))}
      />
      <AreaField
        label={t("trigger.message")}
        isLabelHidden
        lang={shown}
        placeholder={t("trigger.message_example")}
        value={action.texts[shown] ?? ""}
        error={wrong(`texts.${shown}`)}
        onChange={(event) => write(event.target.value)}
      />
      <div className="flex items-center gap-2 text-sm text-muted">
        {t("trigger.signed_by")}
        <AgentField id={action.agent_id ?? ""} none={t("trigger.signed_by_website")} mayBeNone onChange={sign} />
      </div>
    </div>
  );
}
