import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { initials, SHADES, shadeOf } from "./face";

const sheet = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("an agent's colour is the same in the console and in the widget, for every shade", () => {
  const console = [...sheet("console/src/ui/tokens.css").matchAll(/--face-\d: (#\w+);/g)].map(([, colour]) => colour);
  const widget = [...sheet("widget/src/frame/frame.css").matchAll(/\.h\d \{\s*background: (#\w+);/g)];
  expect(console).toHaveLength(SHADES);
  expect(widget.map(([, colour]) => colour)).toEqual(console);
});

test("names are spread over all shades, and one name keeps its own", () => {
  const names = Array.from({ length: 200 }, (_, place) => `Agent ${place}`);
  expect(new Set(names.map(shadeOf)).size).toBe(SHADES);
  expect(names.map(shadeOf)).toEqual(names.map(shadeOf));
});

test("the people of the demonstration are told apart", () => {
  const cast = readFileSync(new URL("../../../src/zuruf/demo/cast.py", import.meta.url), "utf8");
  const names = [...cast.matchAll(/Person\("\w+", "([^"]+)"/g)].map(([, name]) => name ?? "");
  expect(names).toHaveLength(6);
  expect(new Set(names.map(shadeOf)).size).toBe(6);
});

test("initials are those of the first and the last word, whatever the alphabet", () => {
  expect(["Marie Keller", "Zoé", "Anna Maria del Río", "", "𝒜lex 𝒵"].map(initials)).toEqual([
    "MK",
    "Z",
    "AR",
    "?",
    "𝒜𝒵",
  ]);
  expect(["\u202eMarie \u200bKeller", "\u202e"].map(initials)).toEqual(["MK", "?"]);
});
