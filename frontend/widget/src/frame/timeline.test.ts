import { expect, test } from "vitest";
import { START, type State } from "./state";
import { timeline } from "./timeline";
import type { MessageForVisitor } from "./wire";

function message(seq: number, kind: MessageForVisitor["kind"]): MessageForVisitor {
  const author = kind === "agent" ? { id: "agt_1", name: "Marie" } : null;
  const id = `msg_${seq}`;
  return {
    id,
    kind,
    author,
    text: id,
    at: 1,
    first_seq: seq,
    seq,
    edited_at: null,
    deleted_at: null,
    is_trigger: false,
    quote: "",
    files: [],
  };
}

const line = { seq: 2, type: "agent.joined", at: 1, agent: "Marie" };
const said: State = {
  ...START,
  messages: [message(1, "visitor"), message(3, "agent"), message(4, "agent"), message(5, "visitor")],
  lines: [line],
};

test("messages and lines stand in one order under their day, the author named once in a row", () => {
  const items = timeline(said);
  expect(items.map((item) => item.kind)).toEqual(["day", "message", "line", "message", "message", "message"]);
  expect(items.map((item) => item.kind === "message" && item.isFirstOfAuthor)).toEqual([
    false,
    true,
    false,
    true,
    false,
    true,
  ]);
});

test("sent and seen are said under the last message only", () => {
  const marks = (state: State) => timeline(state).flatMap((item) => (item.kind === "message" ? [item.mark] : []));
  expect(marks(said)).toEqual(["", "", "", "sent"]);
  const read = {
    is_open: true,
    episode: 1,
    agents: [],
    group_id: null,
    read_by_agents: 5,
    seq: 6,
  };
  expect(marks({ ...said, conversation: read })).toEqual(["", "", "", "seen"]);
});

test("what is on its way stands last and keeps its place when acknowledged", () => {
  const pending = { cid: "c1", text: "x", quote: "", files: [], at: 1, id: "", refusal: undefined };
  expect(timeline({ ...said, pending: [pending] }).at(-1)).toMatchObject({ kind: "pending", key: "c1" });
  expect(timeline({ ...said, pending: [{ ...pending, id: "msg_6" }] }).at(-1)?.key).toBe("msg_6");
});

test("lines above the oldest loaded message wait for it", () => {
  const { messages } = said;
  expect(timeline({ ...said, messages: messages.slice(1), hasMore: true }).some((item) => item.kind === "line")).toBe(
    false,
  );
});
