import { expect, test } from "vitest";
import { conversation, MARIE, message } from "../../../state/cast";
import type { World } from "../../../state/model";
import { type Question, questionOf } from "./questions";

function said(...messages: ReturnType<typeof message>[]): World {
  const thread = { messages, history: [], hasMore: false, isLoaded: true };
  return { ...MARIE, conversations: { cnv_1: conversation("cnv_1") }, threads: { cnv_1: thread } };
}

const BY_TIM = { kind: "agent", author: "agt_tim" } as const;
const DRAFT = { conversation: "cnv_1", kind: "reply", text: "Dear {visitor.name}", since: 7 } as const;
const asks = (world: World, asked: readonly Question[] = [], draft = {}) =>
  questionOf(world, { ...DRAFT, ...draft }, asked);

test("a colleague's answer counts when it is newer than what was known as the draft began", () => {
  const world = said(message("old", 6, BY_TIM), message("new", 9, BY_TIM));
  expect(asks(world)).toMatchObject({ about: "answer", message: { id: "new" } });
  expect(asks(world, [], { since: 9, text: "Yes" })).toBeNull();
  expect(asks(world, [], { since: 0, text: "Yes" })).toBeNull();
  expect(asks(world, [], { kind: "comment", text: "Yes" })).toBeNull();
  const mine = said(message("mine", 9, { kind: "agent", author: "agt_marie" }), message("hers", 10));
  expect(asks(mine, [], { text: "Yes" })).toBeNull();
});

test("who sends in spite of the one question is still asked the other, and of a newer answer anew", () => {
  const quiet = said();
  const answered = said(message("first", 9, BY_TIM));
  const [variables, answer] = [asks(quiet), asks(answered)] as [Question, Question];
  expect(asks(answered, [answer])).toEqual({ about: "variables", names: ["{visitor.name}"] });
  expect(asks(answered, [variables])).toEqual(answer);
  expect(asks(answered, [answer, variables])).toBeNull();
  const again = said(message("first", 9, BY_TIM), message("second", 10, BY_TIM));
  expect(asks(again, [answer, variables])).toMatchObject({ about: "answer", message: { id: "second" } });
});
