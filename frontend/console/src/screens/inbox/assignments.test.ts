import type { HistoryLine } from "@zuruf/protocol/frames";
import { expect, test } from "vitest";
import { newestFirst } from "./assignments";

function line(seq: number, type = "agent.joined"): HistoryLine {
  return { seq, type, at: seq, actor: "agent:agt_1", body: {} } as HistoryLine;
}

test("what happened live stands above the server's pages, each once", () => {
  const shown = newestFirst([line(9), line(4)], [line(4), line(9), line(12)]);
  expect(shown.map(({ seq }) => seq)).toEqual([12, 9, 4]);
});

test("a note or a closing is no assignment", () => {
  expect(newestFirst([line(4)], [line(7, "visitor.note_added"), line(8, "conversation.closed")])).toEqual([line(4)]);
});
