import { describe, expect, it } from "vitest";
import cases from "../cases/markdown.json";
import words from "../cases/plain.json";
import { drawn, plain } from "./markdown";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

interface Element {
  tag: string;
  props: Record<string, string | number>;
  kids: (Element | string)[];
}

/** Elements as text: what the table of examples holds. */
function written(kids: (Element | string)[]): string {
  return kids.map((kid) => (typeof kid === "string" ? escaped(kid) : element(kid))).join("");
}

function element({ tag, props: { target: _, rel: __, ...props }, kids }: Element): string {
  const given = Object.entries(props).map(([name, value]) => ` ${name}="${value}"`);
  return `<${tag}${given.join("")}>${written(kids)}</${tag}>`;
}

const escaped = (text: string) => text.replace(/[&<>]/g, (letter) => ESCAPES[letter] ?? letter);
const read = (text: string) => drawn<Element>(text, (tag, props, ...kids) => ({ tag, props: props ?? {}, kids }));

const ATTACKS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "<a id=config href=javascript:alert(1)>x</a>",
  "<math><mi xlink:href=data:x,<script>alert(1)</script>>",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)//https://a.example",
  "java\u0000script:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "&#106;avascript:alert(1)",
  "javascript&colon;alert(1)",
  "javascript:alert(1)//mailto:x",
  "data:text/html,<script>alert(1)</script>",
  "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
  "vbscript:msgbox(1)",
  "blob:https://a.example/x",
  "file:///etc/passwd",
  "//evil.example",
  'https://a.example/" onmouseover=alert(1) x="',
  "https://a.example/' style='x:expression(alert(1))",
  "https:javascript:alert(1)",
  "mailto:a@b.example?body=<script>alert(1)</script>",
  "</code></pre><script>alert(1)</script>",
  "{{constructor.constructor('alert(1)')()}}",
  "\u202Ejavascript:alert(1)",
];
const WAYS = ["%", "**%**", "[x](%)", "[%](%)", "`%`", "```\n%\n```", "> %", "- [x](%)"];

function all(kids: (Element | string)[]): Element[] {
  return kids.flatMap((kid) => (typeof kid === "string" ? [] : [kid, ...all(kid.kids)]));
}

function isHarmless({ tag, props }: Element, vector: string): void {
  expect(["p", "ul", "ol", "li", "blockquote", "pre", "code", "strong", "em", "s", "a"], vector).toContain(tag);
  const { href, target, rel, start, ...others } = props;
  expect(others, vector).toEqual({});
  if (tag !== "a") return;
  expect(["https:", "http:", "mailto:", "tel:"], vector).toContain(new URL(String(href)).protocol);
  expect([target, rel], vector).toEqual(["_blank", "noopener noreferrer nofollow"]);
}

describe("small Markdown", () => {
  it.each(cases as [string, string][])("%s", (text, html) => expect(written(read(text))).toBe(html));

  it("B21, B22: nothing of two hundred attacks is anything but text and addresses", () => {
    const vectors = WAYS.flatMap((way) => ATTACKS.map((attack) => way.replaceAll("%", attack)));
    expect(vectors.length).toBeGreaterThanOrEqual(200);
    for (const vector of vectors) for (const element of all(read(vector))) isHarmless(element, vector);
  });

  it.each(words)("its words without marks: %s", (text, said) => expect(plain(text ?? "")).toBe(said));

  it("costs little, whatever the text", () => {
    const began = performance.now();
    for (const part of [
      "[",
      "*a ",
      "**",
      "_a",
      "`",
      "~~a",
      "> ",
      "- ",
      "[a](",
      "a@",
      "```\n",
      "1. a\n",
      "https://a_",
    ]) {
      read(part.repeat(10_000 / part.length));
    }
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
