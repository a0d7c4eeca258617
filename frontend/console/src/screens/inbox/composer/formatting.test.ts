import { expect, it } from "vitest";
import { marked } from "./formatting";

/** The text after the mark was set on what stands between the bars. */
function after(text: string, mark: string): string {
  const from = text.indexOf("|");
  const value = text.replaceAll("|", "");
  const { text: said, begin, end } = marked(value, from, text.lastIndexOf("|") - 1, mark);
  return value.slice(0, begin) + said + value.slice(end);
}

it.each([
  ["a |b| c", "**", "a **b** c"],
  ["a **|b|** c", "**", "a b c"],
  ["a |b| c", "*", "a *b* c"],
  ["a *|b|* c", "*", "a b c"],
  ["a **|b|** c", "*", "a ***b*** c"],
  ["a ||", "**", "a ****"],
])("%s with %s: %s", (text, mark, expected) => expect(after(text, mark)).toBe(expected));
