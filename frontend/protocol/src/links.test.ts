import { expect, test } from "vitest";
import { pieces } from "./links";

const hrefs = (text: string) => pieces(text).flatMap((piece) => (typeof piece === "string" ? [] : [piece.href]));
const joined = (text: string) =>
  pieces(text)
    .map((piece) => (typeof piece === "string" ? piece : piece.text))
    .join("");

test("addresses become links, the sentence around them does not", () => {
  expect(hrefs("See https://example.org/a?b=c#d, or www.example.org.")).toEqual([
    "https://example.org/a?b=c#d",
    "https://www.example.org/",
  ]);
  expect(hrefs("(https://example.org/a) and https://example.org/a_(b)")).toEqual([
    "https://example.org/a",
    "https://example.org/a_(b)",
  ]);
  expect(hrefs("write to help@example.org or call tel:+33123")).toEqual(["mailto:help@example.org", "tel:+33123"]);
});

test("B17, B22: nothing that runs becomes a link", () => {
  const attacks = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https:",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "java\u0000script:alert(1)",
    "file:///etc/passwd",
    "<img src=x onerror=alert(1)>",
  ];
  for (const attack of attacks) expect(hrefs(attack)).toEqual([]);
});

test("no letter of the text is lost", () => {
  for (const text of [
    "",
    "a https://x.example/… b",
    "https://",
    "www.",
    "{{7*7}} mailto: ok",
    "x@y.zz,https://a.b).",
  ]) {
    expect(joined(text)).toBe(text);
  }
});
