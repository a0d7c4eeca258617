import { act, cleanup, render, renderHook, screen } from "@testing-library/react";
import type { ConversationView } from "@zuruf/protocol/types";
import { words } from "@zuruf/protocol/words";
import { createElement } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Changed, Problem } from "../api/http";
import en from "../i18n/en.json";
import { Toasts } from "../ui/toasts";
import * as deeds from "./deeds";
import { forgetUndo, useUndo } from "./undo";
import { doWithUndo, type Plain, type Stage } from "./undoing";

const before = {
  ...{ id: "con_1", visitor: { id: "vis_1" }, is_open: true, snoozed_until: null, owner: null, visitor_message_seq: 3 },
  ...{ group: { group_id: "grp_1", source: "agent", by: "agent:agt_2" }, participations: [] },
} as unknown as ConversationView;

const row = (agent_id: string, assigned_at: number | null, joined_at: number | null) => ({
  ...{ agent_id, assigned_at, assigned_by: "", joined_at },
});

/** A server that answers when it is told to, and what it was asked. */
function slow(deed: Plain & { text?: string } = deeds.closing(before)) {
  const asked: string[] = [];
  const answers: { resolve: (changed: Changed) => void; reject: (problem: unknown) => void }[] = [];
  let tell = () => {};
  const store = {
    act: (intent: object) => {
      asked.push(Object.values(intent).join(" "));
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    subscribe: (listener: () => void) => {
      tell = listener;
      return () => {};
    },
    shown: { world: { conversations: {} as Record<string, unknown> } },
  };
  const done = doWithUndo({ ...deed, title: "Done" }, store as unknown as Stage, words("en", en));
  const now = (change: object) => {
    store.shown.world.conversations.con_1 = { ...before, seq: 9, ...change };
    tell();
  };
  return { asked, answers, done, now };
}

beforeEach(() => void render(createElement(Toasts, { label: "Messages", closeLabel: "Close" })));

afterEach(() => {
  act(forgetUndo);
  cleanup();
});

test("who takes a closing back before it is answered has it taken back once it is", async () => {
  const { result } = renderHook(useUndo);
  const { asked, answers } = await act(async () => slow());
  await act(async () => result.current?.());
  expect(asked).toEqual(["close con_1"]);
  await act(async () => answers[0]?.resolve({ changed: true, seq: 7 } as Changed));
  expect(asked).toEqual(["close con_1", "reopen con_1"]);
});

test("a closing that is refused, or that others did already, offers nothing and brings nothing back", async () => {
  const { result } = renderHook(useUndo);
  const first = await act(async () => slow());
  await act(async () => first.answers[0]?.reject(new Problem(403, { code: "forbidden" })));
  expect(result.current).toBeUndefined();
  expect(screen.queryByText("Undo")).toBeNull();
  const second = await act(async () => slow());
  await act(async () => result.current?.());
  await act(async () => second.answers[0]?.resolve({ changed: false, seq: 7 } as Changed));
  expect(second.asked).toEqual(["close con_1"]);
});

const LATER = Date.now() + 3_600_000;
const inGroup = (source: string, by: string, group_id: string | null = "grp_1") =>
  ({ ...before, group: { group_id, source, by, at: 1 } }) as unknown as ConversationView;
const snoozed = { ...before, snoozed_until: LATER, participations: [row("agt_me", 1, null)] };

test.each<[string, Plain, string[]]>([
  ["putting off", deeds.snooze(before, 80), ["wake con_1"]],
  ["putting off further", deeds.snooze(snoozed, 80), [`snooze con_1 ${LATER}`]],
  ["putting off what would be awake by now", deeds.snooze({ ...before, snoozed_until: 70 }, 80), ["wake con_1"]],
  ["closing what was put off", deeds.closing(snoozed), ["reopen con_1", `snooze con_1 ${LATER}`]],
  ["closing what would be awake by now", deeds.closing({ ...before, snoozed_until: 70 }), ["reopen con_1"]],
  ["waking", deeds.wake(snoozed), [`snooze con_1 ${LATER}`]],
  ["another group", deeds.setGroup(before, null, "grp_1"), ["group con_1 grp_1"]],
  ["another group than the API’s", deeds.setGroup(inGroup("api", "api:key_1"), null, "grp_1"), ["group con_1 grp_1"]],
  ["assigning", deeds.assign(before, "agt_2"), ["takeOff con_1 agt_2"]],
  [
    "taking off",
    deeds.takeOff({ ...before, participations: [row("agt_2", 1, null)] }, "agt_2"),
    ["assign con_1 agt_2"],
  ],
  [
    "leaving",
    deeds.leave({ ...before, participations: [row("agt_me", 1, 2)] }, "agt_me", true),
    ["assign con_1 agt_me", "join con_1"],
  ],
])("z takes back %s, the newest first", async (_, deed, back) => {
  const { result } = renderHook(useUndo);
  const closed = await act(async () => slow());
  await act(async () => closed.answers[0]?.resolve({ changed: true, seq: 6 } as Changed));
  const { asked, answers } = await act(async () => slow(deed));
  await act(async () => answers[0]?.resolve({ changed: true, seq: 7 } as Changed));
  await act(async () => result.current?.());
  for (const answer of [1, 2]) await act(async () => answers[answer]?.resolve({ changed: true, seq: 8 } as Changed));
  expect(asked.slice(1)).toEqual(back);
  expect(closed.asked).toHaveLength(1);
});

test.each<[string, Plain]>([
  ["a group where none was chosen", deeds.setGroup(inGroup("trigger", "", null), "grp_1", null)],
  ["a group over a trigger’s", deeds.setGroup(inGroup("trigger", "trigger:trg_1"), null, "grp_1")],
  ["a group over the page’s", deeds.setGroup(inGroup("page", "visitor:vis_1"), null, "grp_1")],
  ["a group over the visitor’s own", deeds.setGroup(inGroup("visitor", "visitor:vis_1"), null, "grp_1")],
  ["a group, which wakes what was put off", deeds.setGroup(snoozed, null, "grp_1")],
  ["who takes part already", deeds.assign({ ...before, participations: [row("agt_2", null, 2)] }, "agt_2")],
  ["who had joined", deeds.takeOff({ ...before, participations: [row("agt_2", 1, 2)] }, "agt_2")],
  ["who may not assign", deeds.leave({ ...before, participations: [row("agt_me", 1, null)] }, "agt_me", false)],
  [
    "who hands it over",
    deeds.leave(
      { ...before, owner: "agt_me", participations: [row("agt_me", null, 1), row("agt_2", null, 2)] },
      "agt_me",
      true,
    ),
  ],
])("nothing is offered that would not bring back what was: %s", async (_, deed) => {
  const { result } = renderHook(useUndo);
  await act(async () => slow(deed));
  expect(result.current).toBeUndefined();
});

test.each<[string, Plain, object]>([
  ["put off anew", deeds.snooze(before, 80), { snoozed_until: 85 }],
  ["written to by the visitor", deeds.wake(snoozed), { visitor_message_seq: 8 }],
  ["in another group", deeds.setGroup(before, null, "grp_1"), { group: { group_id: "grp_2" } }],
  ["joined", deeds.assign(before, "agt_2"), { participations: [row("agt_2", 1, 2)] }],
  ["reopened", deeds.closing(before), {}],
])("what others have changed since is not taken back: %s", async (_, deed, change) => {
  const { result } = renderHook(useUndo);
  const { answers, now } = await act(async () => slow(deed));
  await act(async () => answers[0]?.resolve({ changed: true, seq: 7 } as Changed));
  expect(result.current).toBeDefined();
  act(() => now(change));
  expect(result.current).toBeUndefined();
});

test("who is assigned before they write is told at once when it counts, and not when it was refused", async () => {
  const { result } = renderHook(useUndo);
  const { answers } = await act(async () =>
    slow({ ...deeds.assign(before, "agt_2"), text: "With the first message." }),
  );
  expect(screen.getByText("With the first message.")).toBeTruthy();
  await act(async () => answers[0]?.reject(new Problem(409, { code: "agent_offline" })));
  expect(screen.queryByText("With the first message.")).toBeNull();
  expect(screen.getByText("Not done")).toBeTruthy();
  expect(result.current).toBeUndefined();
});
