import { expect, test } from "vitest";

const sources = import.meta.glob("../**/*.tsx", { query: "?raw", import: "default", eager: true });

// Where the widget stands on a page is a side of the screen, whatever is read there.
const SIDES_MEANT = new Set(["../screens/settings/websites/preview.tsx"]);
const A_SIDE =
  /["`\s:](?:-?[mp][lr]-[\d[]|-?(?:left|right)-(?!1\/2)[\d[]|text-(?:left|right)\b|border-[lr]\b|rounded-[tb]?[lr]\b)/;

test("nothing is put on the left or the right: the language says where a line begins", () => {
  const found = Object.entries(sources).flatMap(([file, text]) =>
    (text as string).split("\n").flatMap((line, at) => {
      const classes = line.match(/"[^"]*"|`[^`]*`/g)?.join(" ") ?? "";
      return A_SIDE.test(classes) && !SIDES_MEANT.has(file) ? [`${file}:${at + 1}: ${line.trim()}`] : [];
    }),
  );
  expect(found).toEqual([]);
});

test("the rule finds what it is about", () => {
  for (const line of ['"pl-2"', '"grow -ml-1"', '"md:left-4"', '"border-r bg-bg"', '"text-left"', '"rounded-tl-[2px]"'])
    expect(line).toMatch(A_SIDE);
  for (const line of ['"ps-2 me-auto"', '"left-1/2"', '"start-4"', '"border-red"', '"rounded-lg"'])
    expect(line).not.toMatch(A_SIDE);
});
