import { expect, test } from "vitest";
import { ev, Page, snap, welcome } from "./testing";

const hello = { type: "message.send", text: "Hello" } as const;

test("a page starts from nothing, also after a reload: the cursor never outlives the state", async () => {
  const page = await new Page().live("c7");
  expect(page.socket.of("hello")[0]).toMatchObject({ v: 1, epoch: "", cursor: "", instance: "a" });
  const reloaded = await new Page(page.clock, page.store).live();
  expect(reloaded.socket.of("hello")[0]).toMatchObject({ epoch: "", cursor: "" });
});

test("after a broken connection the client resumes at its cursor", async () => {
  const page = await new Page().live("c0");
  page.socket.says(ev("c0", "c1"));
  page.socket.onclose?.(1006);
  await page.clock.pass(500);
  page.socket.onopen?.();
  expect(page.socket.of("hello")[0]).toMatchObject({ epoch: "e1", cursor: "c1" });
});

test("an event after a hole is not applied; the client closes and resumes before it", async () => {
  const page = await new Page().live("c0");
  const first = page.socket;
  first.says(ev("c0", "c1"), ev("c2", "c3"));
  expect(first.isClosed).toBe(true);
  expect(page.applied.filter((frame) => frame.f === "ev")).toHaveLength(1);
  await page.clock.pass(500);
  page.socket.onopen?.();
  expect(page.socket.of("hello")[0]?.cursor).toBe("c1");
});

test("the part of a batch before its hole is applied", async () => {
  const page = await new Page().live("c0");
  page.socket.says({ f: "batch", frames: [ev("c0", "c1"), ev("c1", "c2"), ev("c5", "c6")] });
  expect(page.applied.filter((frame) => frame.f === "ev")).toHaveLength(2);
  await page.clock.pass(500);
  page.socket.onopen?.();
  expect(page.socket.of("hello")[0]?.cursor).toBe("c2");
});

test("progress over events nobody may see moves the cursor", async () => {
  const page = await new Page().live("c0");
  page.socket.says({ f: "adv", prev: "c0", cur: "c9" }, ev("c9", "c10"));
  expect(page.socket.isClosed).toBe(false);
  expect(page.applied.at(-1)).toMatchObject({ f: "ev", cur: "c10" });
});

test("three holes in a row: only a snapshot helps", async () => {
  const page = await new Page().live("c0");
  for (let round = 0; round < 3; round++) {
    page.socket.says(ev("x", "y"));
    await page.clock.pass(10_000);
    if (round < 2) await page.resumed();
  }
  page.socket.onopen?.();
  expect(page.socket.of("hello")[0]).toMatchObject({ epoch: "", cursor: "" });
});

test("the parts of a snapshot reach the reducer together, and only when complete", async () => {
  const page = new Page();
  page.connection.connect();
  page.socket.onopen?.();
  page.socket.says(welcome("snapshot"), snap(0, false, "c5"), snap(1, false, "c5"));
  expect(page.applied.map((frame) => frame.f)).toEqual(["welcome"]);
  page.socket.says(snap(2, true, "c5"));
  expect(page.applied.map((frame) => frame.f)).toEqual(["welcome", "snap", "snap", "snap"]);
  expect(page.connection.status).toBe("live");
});

test("a fresh snapshot on the same socket replaces state and cursor", async () => {
  const page = await new Page().live("c1");
  page.socket.says(welcome("snapshot"), snap(0, true, "c8"), ev("c8", "c9"));
  expect(page.socket.isClosed).toBe(false);
  expect(page.applied.map((frame) => frame.f)).toEqual(["welcome", "snap", "welcome", "snap", "ev"]);
});

test("an event between the parts of a snapshot is a hole", async () => {
  const page = await new Page().live("c1");
  page.socket.says(welcome("snapshot"), snap(0, false, "c8"), ev("c1", "c2"));
  expect(page.socket.isClosed).toBe(true);
  expect(page.applied.filter((frame) => frame.f === "ev")).toEqual([]);
});

test("a snapshot cut short leaves the old state its cursor", async () => {
  const page = await new Page().live("c1");
  page.socket.onclose?.(4009);
  await page.clock.pass(1_000);
  page.socket.onopen?.();
  page.socket.says(welcome("snapshot", "e2"), snap(0, false, "d0"));
  page.socket.onclose?.(1006);
  await page.clock.pass(2_000);
  page.socket.onopen?.();
  expect(page.socket.of("hello")[0]).toMatchObject({ epoch: "e1", cursor: "c1" });
});

test("told to resume an epoch that is not its own, the client starts over", async () => {
  const page = await new Page().live();
  page.socket.onclose?.(1006);
  await page.clock.pass(500);
  await page.resumed("e9");
  expect(page.socket.isClosed).toBe(true);
  await page.clock.pass(2_000);
  page.socket.onopen?.();
  expect(page.socket.of("hello")[0]).toMatchObject({ epoch: "", cursor: "" });
});

test("a heartbeat is answered, so that the server knows somebody is here", async () => {
  const page = await new Page().live();
  page.socket.says({ f: "hb", cur: "c0", now: 0 });
  expect(page.socket.of("got")).toEqual([{ f: "got", cursor: "c0" }]);
});

test("a heartbeat from elsewhere means that something was lost", async () => {
  const page = await new Page().live("c0");
  page.socket.says({ f: "hb", cur: "c0", now: 0 });
  expect(page.socket.isClosed).toBe(false);
  page.socket.says({ f: "hb", cur: "c1", now: 0 });
  expect(page.socket.isClosed).toBe(true);
});

test("35 silent seconds end a half-open socket, also one that never greeted", async () => {
  const page = await new Page().live();
  await page.clock.pass(34_000);
  expect(page.socket.isClosed).toBe(false);
  page.socket.says({ f: "hb", cur: "c0", now: 0 });
  await page.clock.pass(34_999);
  expect(page.sockets).toHaveLength(1);
  await page.clock.pass(1);
  expect(page.sockets[0]?.isClosed).toBe(true);
  await page.clock.pass(1_000);
  expect(page.sockets).toHaveLength(2);
  await page.clock.pass(35_000);
  expect(page.sockets[1]?.isClosed).toBe(true);
});

test("how far it has come is told after 5 s or 100 events", async () => {
  const page = await new Page().live("0");
  page.socket.says(ev("0", "1"));
  await page.clock.pass(4_999);
  expect(page.socket.of("got")).toHaveLength(0);
  await page.clock.pass(1);
  expect(page.socket.of("got")).toEqual([{ f: "got", cursor: "1" }]);
  for (let n = 1; n <= 100; n++) page.socket.says(ev(String(n), String(n + 1)));
  expect(page.socket.of("got").at(-1)).toEqual({ f: "got", cursor: "101" });
  await page.clock.pass(6_000);
  expect(page.socket.of("got")).toHaveLength(2);
});

test("attempts come later and later, at most every 30 s, in a hidden tab every 120 s, and never end", async () => {
  const page = new Page();
  page.connection.connect();
  const waits: number[] = [];
  for (let n = 0; n < 12; n++) {
    const before = page.clock.now();
    if (n === 9) page.connection.visible(false);
    page.socket.onclose?.(1006);
    const attempts = page.sockets.length;
    while (page.sockets.length === attempts) await page.clock.pass(500);
    waits.push(page.clock.now() - before);
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 120_000, 120_000, 120_000]);
});

test("ten seconds of life make the next failure the first again", async () => {
  const page = await new Page().live();
  for (let n = 0; n < 5; n++) {
    page.socket.onclose?.(1006);
    await page.clock.pass(60_000);
  }
  await page.resumed();
  await page.clock.pass(10_000);
  page.socket.onclose?.(1006);
  await page.clock.pass(500);
  expect(page.connection.status).toBe("connecting");
});

test("the server's own time to come back wins", async () => {
  const page = await new Page().live();
  page.socket.says({ f: "bye", code: 4012, retry_in: 7_000 });
  await page.clock.pass(6_999);
  expect(page.sockets).toHaveLength(1);
  await page.clock.pass(1);
  expect(page.sockets).toHaveLength(2);
});

test("back online or in front: an attempt within three seconds", async () => {
  const page = new Page();
  page.connection.connect();
  page.random = 0.5;
  for (let n = 0; n < 9; n++) {
    page.socket.onclose?.(1006);
    await page.clock.pass(15_000);
  }
  page.socket.onclose?.(1006);
  const attempts = page.sockets.length;
  page.connection.online();
  await page.clock.pass(1_500);
  expect(page.sockets.length).toBe(attempts + 1);
});

test("in front again, a socket that does not answer within five seconds is given up", async () => {
  const page = await new Page().live();
  page.connection.visible(true);
  expect(page.socket.of("ping")).toHaveLength(1);
  await page.clock.pass(4_000);
  page.socket.says({ f: "hb", cur: "c0", now: 0 });
  await page.clock.pass(4_000);
  expect(page.socket.isClosed).toBe(false);
  page.connection.visible(true);
  await page.clock.pass(5_000);
  expect(page.sockets[0]?.isClosed).toBe(true);
});

test("superseded by another connection of this tab, it stays away until the person acts", async () => {
  const page = await new Page().live();
  page.socket.onclose?.(4010);
  page.connection.online();
  await page.clock.pass(1_000_000);
  expect(page.sockets).toHaveLength(1);
  expect(page.statuses.at(-1)).toBe("superseded");
  page.connection.connect();
  expect(page.sockets).toHaveLength(2);
});

test("every hello of a tab has a higher number, after a reload and when the clock is set back too", async () => {
  const page = await new Page().live();
  const attempts = () => page.sockets.flatMap((socket) => socket.of("hello")).map(({ attempt }) => attempt ?? 0);
  page.socket.onclose?.(1006);
  await page.clock.pass(500);
  page.socket.onopen?.();
  page.clock.skew = -60_000;
  page.connection.disconnect();
  page.connection.connect();
  page.socket.onopen?.();
  const [first = 0, second = 0, third = 0] = attempts();
  expect(second).toBeGreaterThan(first);
  expect(third).toBe(second + 1);
  await page.clock.pass(120_000);
  const reloaded = await new Page(page.clock, page.store).live();
  expect(reloaded.socket.of("hello")[0]?.attempt).toBeGreaterThan(third);
  reloaded.clock.skew = 0.5;
  reloaded.connection.disconnect();
  reloaded.connection.connect();
  reloaded.socket.onopen?.();
  expect(reloaded.socket.of("hello")[0]?.attempt).toSatisfy(Number.isInteger);
});

test("signed out, it says so and forgets where it was", async () => {
  const page = await new Page().live();
  page.socket.onclose?.(4001);
  await page.clock.pass(1_000_000);
  expect(page.statuses.at(-1)).toBe("signed-out");
  page.connection.connect();
  page.socket.onopen?.();
  expect(page.socket.of("hello")[0]).toMatchObject({ epoch: "", cursor: "" });
});

test("what is no frame at all breaks the connection, not the page", async () => {
  const page = await new Page().live();
  page.socket.onmessage?.("{");
  expect(page.socket.isClosed).toBe(true);
});

test("a state whose making failed has no cursor", async () => {
  const page = await new Page().live("c0");
  page.applied.push = () => {
    throw new Error("broken reducer");
  };
  expect(() => page.socket.says(ev("c0", "c1"))).toThrow("broken reducer");
  await page.clock.pass(500);
  page.socket.onopen?.();
  expect(page.socket.of("hello")[0]).toMatchObject({ epoch: "", cursor: "" });
});

test("signals are said now or never", async () => {
  const page = new Page();
  page.connection.say({ type: "typing" });
  await page.live();
  expect(page.socket.of("say")).toHaveLength(0);
  page.connection.say({ type: "typing" });
  expect(page.socket.of("say")).toHaveLength(1);
});

test("after disconnecting no timer is left behind", async () => {
  const page = await new Page().live();
  page.connection.submit(hello);
  page.socket.says(ev("c0", "c1"));
  page.connection.disconnect();
  expect(page.clock.pending).toBe(0);
  expect(page.statuses.at(-1)).toBe("idle");
});
