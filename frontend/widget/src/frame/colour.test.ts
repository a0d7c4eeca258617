import { expect, test } from "vitest";
import { colours } from "./colour";

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
