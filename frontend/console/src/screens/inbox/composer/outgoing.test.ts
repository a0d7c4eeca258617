import { Drafts } from "@zuruf/protocol/drafts";
import { type Sent, Uploads } from "@zuruf/protocol/uploads";
import { expect, test } from "vitest";
import { conversation, MARIE, message } from "../../../state/cast";
import { Outgoing } from "./outgoing";
import type { Question } from "./questions";

const FILE = { id: "fil_a", name: "a.txt", type: "text/plain", size: 3, width: 0, height: 0 };
const ARRIVED: Sent = { status: 201, code: "", file: FILE };

/** A reply with a file on its way, sent; then another conversation is opened. */
function sentEarly() {
  let arrive: (sent: Sent) => void = () => undefined;
  const done = new Promise<Sent>((resolved) => {
    arrive = resolved;
  });
  const uploads = new Uploads(() => ({ done, abort: () => undefined }));
  const drafts = new Drafts({ scope: "agent", clock: { now: () => 1 } as never, factory: undefined });
  const sent: unknown[] = [];
  const thread = { messages: [message("hello", 5)], history: [], hasMore: false, isLoaded: true };
  const world = { ...MARIE, conversations: { cnv_1: conversation("cnv_1") }, threads: { cnv_1: thread } };
  const shown = { world, pendings: [], status: "live" as const };
  const store = { shown, submit: (op: unknown) => void sent.push(op), say: () => undefined };
  const outgoing = new Outgoing(store, drafts, { conversation: "cnv_1", kind: "reply" }, uploads);
  const held: (Question | null)[] = [];
  outgoing.onHeld = (question) => held.push(question);
  drafts.type("reply cnv_1", "Here it is", 5);
  uploads.add([new File(["abc"], "a.txt")]);
  outgoing.isShown = true;
  expect(outgoing.send("msg_quoted")).toBe(false);
  outgoing.isShown = false;
  const ended = async (answer: Sent) => {
    arrive(answer);
    await done;
    await Promise.resolve();
  };
  const answers = () => thread.messages.push(message("first", 9, { kind: "agent", author: "agt_tim" }));
  return { outgoing, drafts, sent, held, ended, answers };
}

const OP = { type: "message.send", conversation: "cnv_1", kind: "reply", text: "Here it is", files: ["fil_a"] };

test("what was sent before its file had arrived goes with it though one has left", async () => {
  const { drafts, sent, held, ended } = sentEarly();
  await ended(ARRIVED);
  expect(sent).toEqual([{ ...OP, quote: "msg_quoted" }]);
  expect([drafts.text("reply cnv_1"), held]).toEqual(["", []]);
});

test("with a question it stays, says so wherever one is, and the question stands when one is back", async () => {
  const { outgoing, drafts, sent, held, ended, answers } = sentEarly();
  answers();
  await ended(ARRIVED);
  expect([sent, held]).toMatchObject([[], [{ about: "answer", message: { id: "first" } }]]);
  expect([drafts.text("reply cnv_1"), outgoing.question()?.about]).toEqual(["Here it is", "answer"]);
  expect(outgoing.send("")).toBe(true);
  expect(sent).toEqual([OP]);
});

test("a file that does not arrive keeps it, and that is said too", async () => {
  const { drafts, sent, held, ended } = sentEarly();
  await ended({ status: 415, code: "file_refused", file: null });
  expect([sent, held, drafts.text("reply cnv_1")]).toEqual([[], [null], "Here it is"]);
});
