/** Tests of conditions as the editor changes them; what can be compared how stands in tables.ts (docs/triggers.md). */
import type { Condition, Several, Test, Value } from "../../../api/triggers";
import { FACTS, OPERATORS, WITHOUT_VALUE } from "./tables";

export type FactKind = keyof typeof OPERATORS;
export type Fact = keyof typeof FACTS;
export type Operator = (typeof OPERATORS)[FactKind][number];

/** What a browser may run on, as conditions name it. */
export const DEVICES = ["desktop", "mobile", "tablet"] as const;

const WITH_NUMBER: ReadonlySet<string> = new Set(["more_than", "less_than", "at_least", "at_most"]);

export function kindOf(fact: string): FactKind {
  return FACTS[fact as Fact] ?? "word";
}

export function needsValue(test: Test): boolean {
  return !(WITHOUT_VALUE as readonly string[]).includes(test.operator);
}

/** Whether the value has to be a number. */
export function isNumeric(test: Test): boolean {
  const kind = kindOf(test.fact);
  return kind === "number" || (kind === "attribute" && WITH_NUMBER.has(test.operator));
}

/** The words of its value, as they are compared. */
export function wordsIn({ value = "" }: Test): readonly string[] {
  return [value].flat().map((word) => String(word).trim().toLowerCase());
}

/** The same test about another fact; what still fits is kept: a country is no device. */
export function withFact(test: Test, fact: Fact): Test {
  const kind = FACTS[fact];
  const isSameKind = kindOf(test.fact) === kind && (kind !== "word" || test.fact === fact);
  const operators: readonly string[] = OPERATORS[kind];
  const operator = isSameKind || operators.includes(test.operator) ? test.operator : (operators[0] ?? "is");
  const named = kind === "attribute" || kind === "event" ? { name: isSameKind ? (test.name ?? "") : "" } : {};
  return withValue({ kind: "test", fact, operator, ...named }, isSameKind ? test.value : undefined);
}

export function withOperator(test: Test, operator: string): Test {
  const { value, ...rest } = test;
  return withValue({ ...rest, operator }, value);
}

function withValue(test: Test, value: Value | undefined): Test {
  if (!needsValue(test)) return test;
  if (kindOf(test.fact) === "flag") return { ...test, value: typeof value === "boolean" ? value : true };
  if (isNumeric(test)) return { ...test, value: typeof value === "number" ? value : 0 };
  return { ...test, value: value ?? "" };
}

export const NEW_TEST: Test = { kind: "test", fact: "current_url", operator: "at_or_under", value: "" };

/** The editor always shows a list at the top; a single test becomes a list of one. */
export function asSeveral(condition: Condition): Several {
  return condition.kind === "test" ? { kind: "all", tests: [condition] } : condition;
}
