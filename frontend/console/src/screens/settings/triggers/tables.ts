// biome-ignore-all format: written by a program
/** What conditions can look at, and how each is compared. Written by `python3 run.py types` from the server's tables; do not edit. */

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
} as const;

export const OPERATORS = {
  address: ["at_or_under", "exactly", "contains", "starts_with", "ends_with", "wildcard", "regex", "not_at_or_under", "not_exactly", "not_contains", "not_starts_with", "not_ends_with", "not_wildcard", "not_regex"],
  id: ["is", "is_not"],
  number: ["equals", "not_equals", "more_than", "less_than", "at_least", "at_most"],
  flag: ["is"],
  language: ["is", "is_not"],
  word: ["is", "is_not"],
  attribute: ["exists", "not_exists", "contains", "not_contains", "equals", "not_equals", "more_than", "less_than", "at_least", "at_most"],
  event: ["happened", "not_happened"],
} as const;

export const WITHOUT_VALUE = ["exists", "happened", "not_exists", "not_happened"] as const;
