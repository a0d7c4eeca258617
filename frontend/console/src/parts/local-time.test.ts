import { expect, test } from "vitest";
import { localTime } from "./local-time";

const NOON = Date.UTC(2026, 0, 5, 12, 0);

test("the time stands there as the visitor's clock shows it, with the weekday where it is another", () => {
  expect(localTime(NOON, "Europe/Berlin", "de")).toBe("13:00");
  expect(localTime(NOON, "Pacific/Kiritimati", "de")).toContain("02:00");
  expect(localTime(NOON, "Pacific/Kiritimati", "de")).toContain("Di");
});

test("a zone that is none shows nothing", () => {
  expect(localTime(NOON, "<b>", "de")).toBe("");
  expect(localTime(NOON, "", "de")).toBe("");
});
