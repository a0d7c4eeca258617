import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { Drafts } from "@zuruf/protocol/drafts";
import { words } from "@zuruf/protocol/words";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import en from "../../i18n/en.json";
import { WordsProvider } from "../../i18n/words";
import { DraftsProvider } from "../../parts/drafts";
import { message } from "../../state/cast";
import { StoreProvider } from "../../state/react";
import { Store } from "../../state/store";
import { Editing, useEditing } from "./editing";
import { withRow } from "./scrolling";

const MINE = message("msg_1", 3, { kind: "agent", author: "agt_marie", text: "Good day" });

function Row() {
  const { isEditing, edit, editing } = useEditing(MINE);
  return isEditing
    ? createElement(Editing, { message: MINE, ...editing })
    : createElement("button", { type: "button", onClick: edit }, "Begin");
}

afterEach(cleanup);

function thread() {
  const store = new Store();
  const sent: string[] = [];
  const submit = (op: { type: string; text?: string }) => String(sent.push(op.text ?? ""));
  store.linkedBy({ submit, say: () => undefined, retry: () => "", drop: () => undefined });
  const drafts = new Drafts({ scope: "agent", clock: { now: () => 1 } as never, factory: undefined });
  const show = () => {
    const row = createElement(StoreProvider, { value: store }, createElement(Row));
    const drafted = createElement(DraftsProvider, { value: drafts }, row);
    return render(createElement(WordsProvider, { value: words("en", en) }, drafted));
  };
  return { show, sent, store };
}

const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Edit" });
const type = (value: string) => fireEvent.change(field(), { target: { value } });

test("what is typed into a message is there again when its row is, and takes nobody's cursor then", () => {
  const { show, sent } = thread();
  const first = show();
  fireEvent.click(screen.getByText("Begin"));
  expect([field().value, document.activeElement === field()]).toEqual(["Good day", true]);
  type("");
  expect(field().value).toBe("");
  type("Good evening");
  first.unmount();
  show();
  expect([field().value, document.activeElement === field()]).toEqual(["Good evening", false]);
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(sent).toEqual(["Good evening"]);
  expect(screen.getByText("Begin")).toBeTruthy();
});

test("too long a message is refused at its field, which keeps it", () => {
  const { show, sent, store } = thread();
  show();
  fireEvent.click(screen.getByText("Begin"));
  type("x".repeat(store.shown.world.maxText + 2));
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(screen.getByRole("alert").textContent).toContain("2 characters");
  expect([sent, field().value.length]).toEqual([[], store.shown.world.maxText + 2]);
});

test("keys of an input method that chooses letters neither send nor cancel", () => {
  const { show, sent } = thread();
  show();
  fireEvent.click(screen.getByText("Begin"));
  type("Good evening");
  for (const key of ["Enter", "Escape"]) fireEvent.keyDown(field(), { key, isComposing: true });
  expect([sent, field().value]).toEqual([[], "Good evening"]);
});

test("the row one types in is drawn wherever it is scrolled to", () => {
  expect([withRow([7, 8], 2), withRow([7, 8], 7), withRow([7, 8], -1)]).toEqual([
    [2, 7, 8],
    [7, 8],
    [7, 8],
  ]);
});
