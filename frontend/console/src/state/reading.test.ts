import { describe, expect, test } from "vitest";
import { conversation, ev, MARIE, message } from "./cast";
import { mergeAround, mergeNewer, mergeOlder } from "./merge";
import type { Thread, World } from "./model";
import { countAfter, newsSince, shownThread } from "./reading";
import { reduce } from "./reduce";
import { isDrawn, timeline } from "./select";

const run = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => message(`m${from + index}`, from + index, { conversation_id: "a" }));
const part = (from: number, to: number, hasMore: boolean, hasNewer: boolean) => ({
  messages: run(from, to),
  history: [],
  has_more: hasMore,
  has_newer: hasNewer,
});
const tail: Thread = { messages: run(90, 100), history: [], hasMore: true, isLoaded: true };
const world: World = { ...MARIE, threads: { a: tail } };
const seqs = ({ messages }: Thread) => messages.map(({ first_seq }) => first_seq);

describe("a stretch of a thread", () => {
  const landed = mergeAround(world, "a", part(40, 50, true, true));

  test("is shown instead of the newest messages, of which none counts as seen then", () => {
    expect(seqs(shownThread(landed, "a"))).toEqual(seqs({ ...tail, messages: run(40, 50) }));
    expect(seqs(landed.threads.a ?? tail)).toEqual(seqs(tail));
    expect(isDrawn(landed, "a")).toBe(false);
  });
  test("grows both ways, each by the page that was asked for at its edge", () => {
    const older = mergeOlder(landed, "a", 40, part(30, 40, false, true));
    const newer = mergeNewer(older, "a", 49, part(50, 60, true, true));
    expect(seqs(shownThread(newer, "a"))).toEqual(seqs({ ...tail, messages: run(30, 60) }));
    expect(shownThread(newer, "a").hasMore).toBe(false);
    expect(shownThread(mergeNewer(landed, "a", 49, part(50, 60, false, true)), "a").hasMore).toBe(true);
    expect(mergeNewer(newer, "a", 49, part(50, 60, true, true))).toBe(newer);
    expect(mergeOlder(newer, "a", 41, part(30, 40, true, true))).toBe(newer);
  });
  test("becomes one with the thread once there is no gap", () => {
    const whole = mergeNewer(landed, "a", 49, part(50, 95, true, true));
    expect(whole.apart).toEqual({});
    expect(seqs(shownThread(whole, "a"))).toEqual(seqs({ ...tail, messages: run(40, 100) }));
    expect(mergeAround(world, "a", part(95, 100, true, false)).threads.a?.messages).toHaveLength(10);
  });
  test("a message in it is changed in it, a new one is none of it", () => {
    const edited = message("m45", 45, { conversation_id: "a", text: "Edited", seq: 120 });
    const changed = ev("message.changed", 120, { message: edited, conversation: conversation("a"), alerted: [] });
    const added = message("m121", 121, { conversation_id: "a" });
    const body = { message: added, conversation: conversation("a"), opened: false, alerted: [], why: null };
    const sent = ev("message.sent", 121, body);
    const next = [changed, sent].reduce((before, frame) => reduce(before, frame, 0), landed);
    expect(shownThread(next, "a").messages[5]?.text).toBe("Edited");
    expect(seqs(shownThread(next, "a"))).toEqual(seqs(shownThread(landed, "a")));
  });
});

describe("what is new", () => {
  const thread = { ...tail, messages: [...run(90, 93), message("mine", 93, { kind: "agent", author: "agt_marie" })] };

  test("begins after where one left off", () => {
    expect(newsSince(tail, "agt_marie", 95)).toEqual({ first: 96, count: 4 });
    expect(timeline(tail, [], 96).map(({ key }) => key)).toContain("new");
    expect(timeline(tail, []).map(({ key }) => key)).not.toContain("new");
  });
  test("is nothing for who was never here, and for who has written since", () => {
    expect(newsSince(tail, "agt_marie", 0)).toBeNull();
    expect(newsSince(tail, "agt_marie", 99)).toBeNull();
    expect(newsSince(thread, "agt_marie", 90)).toBeNull();
  });
  test("may begin before what is loaded", () => {
    expect(newsSince(tail, "agt_marie", 50)).toEqual({ first: null, count: 10 });
    expect(newsSince({ ...tail, hasMore: false }, "agt_marie", 50)).toEqual({ first: 90, count: 10 });
  });
  test("below are others’ messages only", () => {
    expect(countAfter(thread, "agt_marie", 90)).toBe(2);
  });
});
