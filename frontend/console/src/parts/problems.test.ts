import { words } from "@zuruf/protocol/words";
import { expect, test } from "vitest";
import { Problem } from "../api/http";
import de from "../i18n/de.json";
import type en from "../i18n/en.json";
import { sentenceAt, sentenceForCode, sentenceOf } from "./problems";

const GERMAN = words<keyof typeof en>("de", de);
const ENGLISH_DETAIL = "PostgreSQL did not carry it out ([Errno 111] Connection refused).";

test("an unknown refusal is said in the agent's language with its code, never in the server's English", () => {
  const strange = new Problem(409, { code: "quite_new", detail: ENGLISH_DETAIL });
  expect(sentenceOf(strange, GERMAN)).toBe("Etwas ist schiefgegangen. Versuchen Sie es erneut. (quite_new)");
  expect(sentenceForCode("quite_new", GERMAN)).toBe("Dieser Wert passt hier nicht. (quite_new)");
});

test("a server without its database says that it cannot now, with what a helper needs to know", () => {
  const down = new Problem(503, { code: "database_unreachable", detail: ENGLISH_DETAIL });
  expect(sentenceOf(down, GERMAN)).toBe(
    "Der Server kann das im Augenblick nicht ausführen. Versuchen Sie es gleich noch einmal. (503 database_unreachable)",
  );
});

test("what is wrong with a field is said in the agent's language, known or not", () => {
  const errors = [
    { field: "name", code: "string_type", detail: "Input should be a valid string" },
    { field: "text", code: "invalid_note", detail: "A note has 1 to 5000 characters" },
  ];
  const problem = new Problem(422, { code: "string_type", errors });
  expect(sentenceAt(problem, "name", GERMAN)).toBe("Dieser Wert passt hier nicht. (string_type)");
  expect(sentenceAt(problem, "text", GERMAN)).toBe("Die Notiz ist leer oder zu lang.");
});

test("what is too long is told how much fits, of a field and of the whole", () => {
  const errors = [{ field: "name", code: "string_too_long", detail: "x", most: "40", length: "4001" }];
  const problem = new Problem(422, { code: "string_too_long", field: "name", errors, most: "40", length: "4001" });
  const sentence = "Hier passen höchstens 40 Zeichen; das sind 4.001.";
  expect([sentenceAt(problem, "name", GERMAN), sentenceOf(problem, GERMAN)]).toEqual([sentence, sentence]);
});

test("what is not there, not allowed or too often is said so whatever its code", () => {
  for (const [status, key] of [
    [404, "problem.not_there"],
    [403, "problem.right_missing"],
    [429, "problem.too_many_requests"],
    [401, "problem.not_signed_in"],
  ] as const)
    expect(sentenceOf(new Problem(status, { code: "quite_new", detail: "x" }), GERMAN)).toBe(de[key]);
});

test("no form leaves the refusing to the browser, which speaks its own language", () => {
  const sources = import.meta.glob<string>("../**/*.tsx", { query: "?raw", import: "default", eager: true });
  const forms = Object.entries(sources).flatMap(([file, text]) =>
    (text.match(/<form\b[^>]*/g) ?? []).map((form) => [file, form]),
  );
  expect(forms.length).toBeGreaterThan(5);
  expect(forms.filter(([, form]) => !form?.includes("noValidate"))).toEqual([]);
});
