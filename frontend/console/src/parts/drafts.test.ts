import "fake-indexeddb/auto";
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { leftIn, takenFrom, useDraftsOf } from "./drafts";

afterEach(cleanup);

test("what one page leaves the next one of the same agent takes, once", () => {
  const draft = { text: "half a sen", since: 3, at: 7 };
  leftIn(localStorage, "agt_1", { "reply cnv_1": draft });
  expect(takenFrom(localStorage, "agt_2")).toEqual({});
  expect(takenFrom(localStorage, "agt_1")).toEqual({ "reply cnv_1": draft });
  expect(takenFrom(localStorage, "agt_1")).toEqual({});
});

test("what builds up to 0.1 kept is taken over, too", () => {
  localStorage.setItem("zuruf.draft.agt_1.reply.cnv_1", "Bonjour");
  expect(takenFrom(localStorage, "agt_1")).toEqual({ "reply cnv_1": { text: "Bonjour", at: 1 } });
});

test("of colleagues who share a browser each finds what is their own half written", async () => {
  const nobody = () => undefined;
  const of = (agent: string) => renderHook(() => useDraftsOf(agent, nobody)).result.current;
  of("agt_1").type("reply cnv_1", "half a sen");
  await vi.waitFor(async () => {
    cleanup();
    const again = of("agt_1");
    await again.load();
    expect(again.text("reply cnv_1")).toBe("half a sen");
  });
  const colleague = of("agt_2");
  await colleague.load();
  expect(colleague.text("reply cnv_1")).toBe("");
});
