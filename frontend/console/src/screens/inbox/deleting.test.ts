import { act, cleanup, fireEvent, renderHook } from "@testing-library/react";
import type { ConversationView } from "@zuruf/protocol/types";
import { words } from "@zuruf/protocol/words";
import { afterEach, expect, test, vi } from "vitest";
import { conversations } from "../../api/calls";
import { Problem } from "../../api/http";
import en from "../../i18n/en.json";
import { forgetUndo, useUndo } from "../../parts/undo";
import { useDeleting } from "./deleting";

const close = vi.hoisted(() => vi.fn());
vi.mock("../../parts/address", () => ({ useAddress: () => ({ close }) }));
vi.mock("../../i18n/words", () => ({ useWords: () => words("en", en) }));
vi.mock("../../parts/names", () => ({ useNames: () => ({ visitor: () => "Anna" }) }));
vi.mock("../../state/react", () => ({ useMay: () => true }));

afterEach(() => {
  act(forgetUndo);
  cleanup();
  vi.clearAllMocks();
});

test("the deleted one is left at once; its answer, however late, takes nobody away from another, and offers Undo", async () => {
  let resolve = (_changed: never) => {};
  vi.spyOn(conversations, "delete").mockReturnValue(new Promise<never>((done) => (resolve = done)));
  const { result } = renderHook(useUndo);
  renderHook(() => useDeleting({ id: "con_1", visitor: {} } as ConversationView));
  fireEvent.keyDown(document.body, { key: "#" });
  expect([close.mock.calls.length, result.current]).toEqual([1, undefined]);
  await act(async () => resolve({} as never));
  expect([close.mock.calls.length, typeof result.current]).toEqual([1, "function"]);
});

test("what was refused offers no Undo", async () => {
  vi.spyOn(conversations, "delete").mockRejectedValue(new Problem(403, { code: "forbidden" }));
  const { result } = renderHook(useUndo);
  renderHook(() => useDeleting({ id: "con_1", visitor: {} } as ConversationView));
  await act(async () => void fireEvent.keyDown(document.body, { key: "#" }));
  expect(result.current).toBeUndefined();
});
