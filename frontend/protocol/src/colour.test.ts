import { expect, test } from "vitest";
import { colours, inkOn } from "./colour";

test("the default stays as it is, in light and dark", () => {
  expect(colours("#0f6b66", false)).toMatchObject({
    "--fill": "#0f6b66",
    "--on-fill": "#ffffff",
    "--accent": "#0f6b66",
  });
  expect(colours("#0f6b66", true)).toMatchObject({ "--fill": "#0f6b66", "--on-fill": "#ffffff" });
});

test("a light colour carries dark ink and darkens where it is text", () => {
  const { "--on-fill": ink, "--accent": accent } = colours("#ffcc00", false);
  expect(ink).toBe("#1f1e1a");
  expect(accent).not.toBe("#ffcc00");
});

test("what is no colour becomes the default", () => {
  expect(colours("url(https://evil.example)", false)["--fill"]).toBe("#0f6b66");
});

test("the ink is the better one of two, and said to be too faint where neither is good enough", () => {
  expect(inkOn("#0f6b66")).toMatchObject({ ink: "#ffffff", isEnough: true });
  expect(inkOn("#ffcc00")).toMatchObject({ ink: "#1f1e1a", isEnough: true });
  const { ratio, isEnough } = inkOn("#8a7a6e");
  expect([ratio > 3 && ratio < 4.5, isEnough]).toEqual([true, false]);
});
