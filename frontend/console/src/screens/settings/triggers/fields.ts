/** The paths of a definition's fields, as refusals name them. */
import type { Action, Condition, Definition } from "../../../api/triggers";

/** The fields the form shows; a refusal about any other stands above it. */
export function fieldsIn({ condition, actions }: Definition): string[] {
  const ofActions = actions.flatMap((action, place) => fieldsOfAction(action, `actions.${place}`));
  return ["name", "actions", "when.of", "website_ids", ...fieldsOfCondition(condition, "condition"), ...ofActions];
}

function fieldsOfCondition(condition: Condition, field: string): string[] {
  if (condition.kind === "test") return ["", ".value", ".name", ".operator", ".fact"].map((part) => field + part);
  const inner = condition.tests.flatMap((test, place) => fieldsOfCondition(test, `${field}.tests.${place}`));
  return [field, `${field}.tests`, ...inner];
}

function fieldsOfAction(action: Action, field: string): string[] {
  const own = ["", ".kind", ".group_id", ".agent_id", ".name", ".value", ".texts"].map((part) => field + part);
  const texts = action.kind === "send_message" ? Object.keys(action.texts).map((code) => `${field}.texts.${code}`) : [];
  return [...own, ...texts];
}
