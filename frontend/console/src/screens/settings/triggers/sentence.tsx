/** A trigger as a sentence: WHEN somebody is online IF current URL is at or under shop.example/fr THEN assign to Support FR. */
import { Fragment, type ReactNode } from "react";
import type { Action, Condition, Definition } from "../../../api/triggers";
import { useWords } from "../../../i18n/words";
import { ConditionText } from "../../../parts/condition-text";
import { useNames } from "../../../parts/names";
import { asSeveral } from "./facts";

export function TriggerSentence({ definition }: { definition: Definition }) {
  const { t, list } = useWords();
  const names = useNames();
  const { when, condition, actions, website_ids: websites, also_during_conversation: alsoDuring } = definition;
  const several = asSeveral(condition);
  return (
    <>
      {(when.agents !== "either" || websites.length > 0) && (
        <>
          <Word>{t("trigger.when")}</Word> {when.agents !== "either" && t(`trigger.when_${when.agents}_${when.of}`)}
          {websites.length > 0 && (
            <Value>{t("trigger.on_websites", { names: list(websites.map(names.website)) })}</Value>
          )}{" "}
        </>
      )}
      {several.tests.length > 0 && (
        <>
          <Word>{t("trigger.if")}</Word> <ConditionSentence condition={several} isTop />{" "}
        </>
      )}
      <Word>{t("trigger.then")}</Word>{" "}
      {actions.map((action, index) => (
        // Actions have no id; their order is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Fragment key={index}>
          {index > 0 && ", "}
          <ActionSentence action={action} />
        </Fragment>
      ))}
      {alsoDuring && <> · {t("trigger.also_during")}</>}
    </>
  );
}

function Word({ children }: { children: ReactNode }) {
  return <span className="text-[11px] font-semibold tracking-wide">{children}</span>;
}

function Value({ children }: { children: ReactNode }) {
  return <span className="font-medium break-words text-accent-strong"> {children}</span>;
}

function ConditionSentence({ condition, isTop = false }: { condition: Condition; isTop?: boolean }) {
  const { t } = useWords();
  if (condition.kind === "test") {
    const fact = condition.name ? `${condition.fact}:${condition.name}` : condition.fact;
    return <ConditionText fact={fact} operator={condition.operator} value={condition.value} />;
  }
  const needsBrackets = !isTop && condition.tests.length > 1;
  return (
    <>
      {needsBrackets && "("}
      {condition.tests.map((inner, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no id, their order tells them apart
        <Fragment key={index}>
          {index > 0 && ` ${t(condition.kind === "all" ? "trigger.and" : "trigger.or")} `}
          <ConditionSentence condition={inner} />
        </Fragment>
      ))}
      {needsBrackets && ")"}
    </>
  );
}

function ActionSentence({ action }: { action: Action }) {
  const { t, language } = useWords();
  const names = useNames();
  switch (action.kind) {
    case "assign_group":
      return (
        <>
          {t("action.assign_group")} <Value># {names.group(action.group_id)}</Value>
        </>
      );
    case "assign_agent":
      return (
        <>
          {t("action.assign_agent")} <Value>{names.agent(action.agent_id)}</Value>
        </>
      );
    case "send_message":
      return (
        <>
          {t("action.send_message")}{" "}
          <Value>{t("quoted", { text: action.texts[language] ?? Object.values(action.texts)[0] ?? "" })}</Value>
        </>
      );
    case "set_attribute":
      return (
        <>
          {t("action.set_attribute")}{" "}
          <Value>
            {action.name} = {String(action.value)}
          </Value>
        </>
      );
    default:
      return <>{t(`action.${action.kind}`)}</>;
  }
}
