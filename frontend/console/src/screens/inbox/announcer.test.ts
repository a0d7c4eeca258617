import { act, cleanup } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import { conversation, ev, message, QUIET } from "../../state/cast";
import { shownAt, stage } from "../../state/stage";
import { Messages } from "./messages";

afterEach(cleanup);

const said = (seq: number, text: string) =>
  ev("message.sent", seq, {
    ...QUIET,
    conversation: conversation("cnv_1", { seq }),
    message: message(`msg_${seq}`, seq, { text }),
  } as never);

test("the first message of an empty conversation is read out, and the same words once more", async () => {
  const set = stage();
  const opened = { conversation: conversation("cnv_1"), messages: [], history: [], has_more: false };
  set.store.open("cnv_1");
  set.store.fetched(opened as never);
  const thread = createElement(Messages, { key: "thread", conversation: conversation("cnv_1") });
  const { container } = await shownAt("/c/cnv_1", thread, set);
  const region = () => container.querySelector("[aria-live=polite]");
  const before = region();
  expect(before?.textContent).toBe("");
  act(() => set.store.receive([said(8, "Hello?")]));
  expect(before?.textContent).toBe("Camille: Hello?");
  const first = before?.firstChild;
  act(() => set.store.receive([said(9, "Hello?")]));
  expect(region()).toBe(before);
  expect(before?.textContent).toBe("Camille: Hello?");
  expect(before?.firstChild).not.toBe(first);
});
