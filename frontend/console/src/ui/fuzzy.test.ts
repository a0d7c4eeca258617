import { expect, test } from "vitest";
import { likeness } from "./fuzzy";

test("the beginning of the text before that of a word, before initials, before the middle, before a slip", () => {
  const order = ["assign", "Re-assign", "An SSI group iGN", "reassigning", "asign to"].map((text) =>
    likeness(text, "assign"),
  );
  expect(order[0]).toBeGreaterThan(order[1] ?? 0);
  expect(order[1]).toBeGreaterThan(order[3] ?? 0);
  expect(order[3]).toBeGreaterThan(order[4] ?? 0);
  expect(likeness("Assign to an agent", "ata")).toBeGreaterThan(likeness("Data", "ata"));
});

test("accents and capitals do not matter, several words may come in any order", () => {
  expect(likeness("Zoé Müller", "muller zoe")).toBeGreaterThan(0);
  expect(likeness("Unterhaltung schließen", "schlie")).toBeGreaterThan(0);
});

test("a slip of one letter is forgiven from four letters on, two are not", () => {
  for (const typed of ["clsoe", "cose", "cloze"]) expect(likeness("Close the conversation", typed)).toBeGreaterThan(0);
  expect(likeness("Close the conversation", "clxxe")).toBe(0);
  expect(likeness("Close the conversation", "cla")).toBe(0);
});

test("what is typed whole comes before what only begins so", () => {
  expect(likeness("Álle", "alle")).toBeGreaterThan(likeness("Alle Tasten zeigen, alle", "alle"));
});
