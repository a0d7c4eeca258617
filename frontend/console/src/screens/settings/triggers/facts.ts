/** What conditions can look at, and how each is compared: the server's table (docs/triggers.md). */
import type { Condition, Several, Test, Value } from "../../../api/triggers";

export type FactKind = "address" | "id" | "number" | "flag" | "language" | "word" | "attribute" | "event";

export const FACTS = {
  current_url: "address",
  previous_page: "address",
  referrer: "address",
  website: "id",
  time_on_page: "number",
  pages_viewed: "number",
  visits: "number",
  returning: "flag",
  browser_language: "language",
  widget_language: "language",
  country: "word",
  device: "word",
  attribute: "attribute",
  custom_event: "event",
} as const satisfies Record<string, FactKind>;

export type Fact = keyof typeof FACTS;

const ADDRESS = [
  "at_or_under",
  "exactly",
  "contains",
  "starts_with",
  "ends_with",
  "wildcard",
  "regex",
  "not_at_or_under",
  "not_exactly",
  "not_contains",
  "not_starts_with",
  "not_ends_with",
  "not_wildcard",
  "not_regex",
] as const;
const NUMBER = ["equals", "not_equals", "more_than", "less_than", "at_least", "at_most"] as const;

export const OPERATORS = {
  address: ADDRESS,
  id: ["is", "is_not"],
  number: NUMBER,
  flag: ["is"],
  language: ["is", "is_not"],
  word: ["is", "is_not"],
  attribute: ["exists", "not_exists", "contains", "not_contains", ...NUMBER],
  event: ["happened", "not_happened"],
} as const satisfies Record<FactKind, readonly string[]>;

export type Operator = (typeof OPERATORS)[FactKind][number];

const WITHOUT_VALUE: ReadonlySet<string> = new Set(["exists", "not_exists", "happened", "not_happened"]);
const WITH_NUMBER: ReadonlySet<string> = new Set(["more_than", "less_than", "at_least", "at_most"]);

export function kindOf(fact: string): FactKind {
  return FACTS[fact as Fact] ?? "word";
}

export function needsValue(test: Test): boolean {
  return !WITHOUT_VALUE.has(test.operator);
}

/** Whether the value has to be a number. */
export function isNumeric(test: Test): boolean {
  const kind = kindOf(test.fact);
  return kind === "number" || (kind === "attribute" && WITH_NUMBER.has(test.operator));
}

/** The same test about another fact; what still fits is kept. */
export function withFact(test: Test, fact: Fact): Test {
  const kind = FACTS[fact];
  const isSameKind = kindOf(test.fact) === kind;
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
