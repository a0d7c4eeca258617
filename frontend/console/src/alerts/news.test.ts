import { beforeEach, expect, test } from "vitest";
import { deviceName } from "./device";
import { News } from "./news";

const alert = (seq: number, conversation_id = "cnv_1", at = 0) => ({ seq, conversation_id, kind: "message", at });

beforeEach(() => sessionStorage.clear());

test("an alert is news once, also after a reload", () => {
  const news = new News();
  expect(news.notice([alert(1)], 1_000, "").news).toHaveLength(1);
  expect(news.notice([alert(1), alert(2)], 1_000, "").news).toEqual([alert(2)]);
  expect(new News().notice([alert(1), alert(2)], 1_000, "").news).toEqual([]);
});

test("an alert raised long before this screen is no news", () => {
  expect(new News().notice([alert(1)], 60_000, "").news).toEqual([]);
});

test("who is looking at the conversation is not told", () => {
  expect(new News().notice([alert(1), alert(2, "cnv_2")], 0, "cnv_1").news).toEqual([alert(2, "cnv_2")]);
});

test("a conversation is over when none of its alerts is unseen", () => {
  const news = new News();
  news.notice([alert(1), alert(2), alert(3, "cnv_2")], 0, "");
  expect(news.notice([alert(2)], 0, "").over).toEqual(["cnv_2"]);
  expect(news.notice([], 0, "").over).toEqual(["cnv_1"]);
});

test("a device is named by browser and system", () => {
  expect(deviceName("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36")).toBe(
    "Chrome, Linux",
  );
  expect(deviceName("")).toBe("Browser");
});
