import { expect, test } from "vitest";
import { shownName } from "./shown";

test("a name turns no letters round, neither its own nor those after it", () => {
  expect(["\u202eelliM", "\u2067Ada\u2066", "a\u202dgpj.exe\u202c"].map(shownName)).toEqual([
    "elliM",
    "Ada",
    "agpj.exe",
  ]);
});

test("languages keep the marks and joiners they are written with", () => {
  for (const name of [
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u05d0\u200f1",
    "\ud83d\udc69\u200d\ud83d\udcbb",
  ])
    expect(shownName(name)).toBe(name);
});

test("a name in which there is nothing to see is none", () => {
  expect(["\u202e", " \u200b\u2060 ", ""].map(shownName)).toEqual(["", "", ""]);
});
