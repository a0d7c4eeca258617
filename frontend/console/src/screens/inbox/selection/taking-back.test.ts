import type { ConversationView } from "@zuruf/protocol/types";
import { expect, test, vi } from "vitest";
import type { Changed } from "../../../api/http";
import type { Stage } from "../../../parts/undoing";
import { type Op, opsOf } from "./ops";
import { takingBack } from "./taking-back";

const row = (agent_id: string, assigned_at: number | null, joined_at: number | null) => ({
  ...{ agent_id, assigned_at, assigned_by: "", joined_at },
});

const LATER = Date.now() + 3_600_000;

const open = {
  ...{ visitor: { id: "vis_1" }, is_open: true, snoozed_until: null, owner: null, visitor_message_seq: 3, seq: 5 },
  ...{
    group: { group_id: null, source: "agent", by: "agent:agt_1" },
    participations: [],
    closed_at: null,
    last: { id: "msg_1" },
  },
};
const closed = { ...open, is_open: false, closed_at: 100 };
const snoozed = { ...open, snoozed_until: LATER };

/** Both conversations are done at events 7 and 8, and one of them changes; answers what is asked to take them back, and how many were. */
async function after(op: (ops: ReturnType<typeof opsOf>) => Op, before: object, ...changes: object[]) {
  const rows = ["con_1", "con_2"].map((id) => ({ ...before, id }) as unknown as ConversationView);
  const asked: string[] = [];
  const listeners = new Set<() => void>();
  const world = { conversations: Object.fromEntries(rows.map((conversation) => [conversation.id, conversation])) };
  const store = {
    act: async (intent: object) => void asked.push(Object.values(intent).join(" ")),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: { world },
  } as unknown as Stage;
  const none = vi.fn();
  const back = takingBack(store, none);
  const { undo } = op(opsOf(store));
  for (const [place, conversation] of rows.entries()) {
    const done = { id: conversation.id, seq: 7 + place, changed: true } as Changed;
    back.add(conversation.id, undo(conversation, done), done.seq);
  }
  for (const [place, change] of changes.entries()) {
    world.conversations.con_2 = { ...before, ...change, id: "con_2", seq: 9 + place } as unknown as ConversationView;
    for (const listener of [...listeners]) listener();
  }
  const isAny = back.isAny();
  back.end();
  const { n } = await back.run();
  return { asked, n, isAny, isTold: none.mock.calls.length > 0, listening: listeners.size };
}

const assigned = { participations: [row("agt_2", 6, null)] };
const answered = { participations: [row("agt_2", 6, 9)] };

test.each<[string, (ops: ReturnType<typeof opsOf>) => Op, object, object, object, string[]]>([
  [
    "close",
    ({ close }) => close,
    open,
    closed,
    { participations: [row("agt_2", 9, null)], is_open: false },
    ["reopen"],
  ],
  ["close", ({ close }) => close, open, closed, open, ["reopen"]],
  ["reopen", ({ reopen }) => reopen, closed, open, { ...open, snoozed_until: LATER }, ["close"]],
  ["reopen", ({ reopen }) => reopen, closed, open, { ...open, last: { id: "msg_2" } }, ["close"]],
  ["reopen", ({ reopen }) => reopen, closed, open, { ...open, participations: [row("agt_2", 120, null)] }, ["close"]],
  ["agent", ({ agent }) => agent("agt_2"), open, assigned, answered, ["takeOff"]],
  ["snooze", ({ snooze }) => snooze(90), open, { snoozed_until: 90 }, { snoozed_until: null }, ["wake"]],
  [
    "group",
    ({ group }) => group("grp_2"),
    open,
    { group: { group_id: "grp_2" } },
    { group: { group_id: "grp_3" } },
    ["group"],
  ],
])(
  "what others have changed since stays, what stands is taken back: %s",
  async (_, op, before, stands, changed, kinds) => {
    const whole = await after(op, before, stands);
    expect([whole.asked.map((asked) => asked.split(" ")[0]), whole.n]).toEqual([[...kinds, ...kinds], 2]);
    const part = await after(op, before, changed);
    expect([part.asked.map((asked) => asked.split(" ").slice(0, 2).join(" ")), part.n]).toEqual([
      [`${kinds[0]} con_1`],
      1,
    ]);
  },
);

test("what has changed and looks the same again is not taken back either", async () => {
  const { n, listening } = await after(({ agent }) => agent("agt_2"), open, { participations: [] }, assigned);
  expect([n, listening]).toEqual([1, 0]);
});

test.each<[string, (ops: ReturnType<typeof opsOf>) => Op, object]>([
  ["who had joined before stays", ({ agent }) => agent("agt_2"), { ...open, participations: [row("agt_2", null, 2)] }],
  ["giving it to somebody has woken it", ({ agent }) => agent("agt_2"), snoozed],
  [
    "a trigger’s group would come back at an agent’s strength",
    ({ group }) => group("grp_2"),
    { ...open, group: { group_id: "grp_1", source: "trigger", by: "trigger:trg_1" } },
  ],
  ["so has another group", ({ group }) => group("grp_2"), snoozed],
])("nothing is offered that would not bring back what was: %s", async (_, op, before) => {
  expect(await after(op, before, { participations: [row("agt_2", 6, 2)] })).toMatchObject({ asked: [], isAny: false });
});

test("what was put off is put off again, when it is reopened, too", async () => {
  const put = await after(({ snooze }) => snooze(LATER + 1), snoozed);
  expect(put.asked).toEqual([`snooze con_1 ${LATER}`, `snooze con_2 ${LATER}`]);
  const { asked } = await after(({ close }) => close, snoozed, closed);
  expect(asked.toSorted()).toEqual([
    ...["reopen con_1", "reopen con_2", `snooze con_1 ${LATER}`, `snooze con_2 ${LATER}`],
  ]);
});
