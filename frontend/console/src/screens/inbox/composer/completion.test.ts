import { describe, expect, it } from "vitest";
import { tokenAt } from "./completion";

const at = (text: string) => tokenAt(text, text.length, ["/", ":", "@"]);

describe("what is being completed", () => {
  it.each([
    ["/", "/", ""],
    ["Hello /hou", "/", "hou"],
    ["one\n/Öff", "/", "Öff"],
    ["(:smi", ":", "smi"],
    ["thanks @ol", "@", "ol"],
    [":+1", ":", "+1"],
  ])("%s", (text, sign, query) => {
    expect(at(text)).toEqual({ sign, query, from: text.length - query.length - 1, to: text.length });
  });

  it.each(["and/or", "https://x", "http:", "10:30", "ada@shop.example", "/hours ", "a/", ""])("nothing in %s", (text) =>
    expect(at(text)).toBeNull(),
  );

  it("looks at what lies before the cursor only", () => {
    expect(tokenAt("/hours", 3, ["/"])).toEqual({ sign: "/", query: "ho", from: 0, to: 3 });
  });

  it("knows the signs of this field only", () => expect(tokenAt("@ol", 3, ["/"])).toBeNull());
});
