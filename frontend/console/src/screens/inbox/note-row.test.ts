import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { stage } from "../../state/stage";
import { EditedNote } from "./note-row";

const NOTE = { id: "not_1", agent_id: "agt_marie", text: "VIP", at: 1, edited_at: null };
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox");

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function edited() {
  const onDone = vi.fn();
  stage().show(createElement(EditedNote, { visitor: "vis_1", note: NOTE, onDone }));
  return onDone;
}

test("the Escape of an input method that chooses letters does not throw a note away", () => {
  const onDone = edited();
  fireEvent.keyDown(field(), { key: "Escape", isComposing: true });
  expect(onDone).not.toHaveBeenCalled();
  fireEvent.keyDown(field(), { key: "Escape" });
  expect(onDone).toHaveBeenCalledOnce();
});

test("too long a note is told how much fits, until something else stands there", async () => {
  const refusal = { code: "invalid_note", field: "text", most: "5000", length: "5001" };
  vi.stubGlobal("fetch", async () => Response.json(refusal, { status: 422 }));
  edited();
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  const said = await screen.findByRole("alert");
  expect(said.textContent).toBe("At most 5,000 characters fit here; these are 5,001.");
  act(() => void fireEvent.change(field(), { target: { value: "shorter" } }));
  expect(screen.queryByRole("alert")).toBeNull();
});
