import { expect, test } from "vitest";
import { offersAt, readTime, untilText, writtenTime } from "./until";

// Local times, so that the tests hold in every zone.
const tuesday = new Date(2026, 10, 24, 10, 30).getTime();
const said = (now: number) =>
  offersAt(now).map(({ key, at }) => [key.slice("snooze.".length), writtenTime(at).replace("T", " ")]);

test("an hour, this afternoon, tomorrow and Monday are offered in the zone of the clock", () => {
  expect(said(tuesday)).toEqual([
    ["in_an_hour", "2026-11-24 11:30"],
    ["this_afternoon", "2026-11-24 14:00"],
    ["tomorrow", "2026-11-25 09:00"],
    ["next_monday", "2026-11-30 09:00"],
  ]);
});

test("the afternoon goes once it is near, and Monday where it is tomorrow", () => {
  const sunday = new Date(2026, 10, 29, 13, 0).getTime();
  expect(said(sunday).map(([key]) => key)).toEqual(["in_an_hour", "tomorrow"]);
  const monday = new Date(2026, 10, 30, 8, 0).getTime();
  expect(said(monday).at(-1)).toEqual(["next_monday", "2026-12-07 09:00"]);
});

test("a typed time is taken while it can be, and no other", () => {
  expect(readTime("2026-11-24T18:00", tuesday)).toBe(new Date(2026, 10, 24, 18, 0).getTime());
  expect(readTime("2026-11-24T10:30", tuesday)).toBeNull();
  expect(readTime("2028-01-01T00:00", tuesday)).toBeNull();
  expect(readTime("", tuesday)).toBeNull();
});

test("a time is said as shortly as it is understood", () => {
  const at = (day: number, month = 10) => untilText(new Date(2026, month, day, 9, 0).getTime(), tuesday, "en-GB");
  expect([at(24), at(26), at(3, 11)]).toEqual(["09:00", "Thu 09:00", "Thu 3 Dec, 09:00"]);
});
