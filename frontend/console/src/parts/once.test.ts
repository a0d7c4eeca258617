import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useOnce } from "./once";

test("pressed again it is the same request; changed, or done, it is another", () => {
  const { result, rerender } = renderHook(useOnce);
  const first = result.current.keyFor({ text: "Called back" });
  rerender();
  expect(result.current.keyFor({ text: "Called back" })).toBe(first);
  const changed = result.current.keyFor({ text: "Called back at noon" });
  expect(changed).not.toBe(first);
  result.current.done();
  expect(result.current.keyFor({ text: "Called back at noon" })).not.toBe(changed);
});

const MAKES = /\b(?:groups|triggers|savedReplies|websites)\.create\(|\bvisitors\.note\(/;
const screens = import.meta.glob("../screens/**/*.tsx", { query: "?raw", import: "default", eager: true });

test("every form that makes something new asks with the key of its form", () => {
  const made = Object.values(screens).flatMap((text) =>
    (text as string).split("\n").filter((line) => MAKES.test(line)),
  );
  expect(made).toHaveLength(5);
  expect(made.filter((line) => !line.includes("once.keyFor("))).toEqual([]);
});
