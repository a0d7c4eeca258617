import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Problem } from "../../api/http";
import { stage } from "../../state/stage";
import { Toasts } from "../../ui/toasts";
import { Inline } from "./editable";

let saved: string[] = [];
let refuse: (reason: unknown) => void = () => undefined;
const onSave = (text: string) => {
  saved.push(text);
  return new Promise((_, rejected) => (refuse = rejected));
};
const fact = (value = "") => createElement(Inline, { place: "vis_1 name", label: "Name", value, empty: "Add", onSave });
const field = () => screen.getByRole<HTMLInputElement>("textbox");
const write = (value: string) => fireEvent.change(field(), { target: { value } });

beforeEach(() => {
  saved = [];
});
afterEach(cleanup);

test("what is refused when its field has gone is said, and stands in it again without taking the cursor", async () => {
  const { show } = stage();
  render(createElement(Toasts, { label: "Messages", closeLabel: "Close" }));
  const first = show(fact());
  fireEvent.click(screen.getByText("Add"));
  write("Camille");
  fireEvent.keyDown(field(), { key: "Enter" });
  first.unmount();
  await act(async () => refuse(new Problem(0, { code: "unreachable" })));
  expect(screen.getByText(/Name: “Camille”/)).toBeTruthy();
  show(fact());
  expect([field().value, document.activeElement === field(), saved]).toEqual(["Camille", false, ["Camille"]]);
});

test("what is typed when the field goes without its blur is saved, as leaving it would", () => {
  const shown = stage().show(fact());
  fireEvent.click(screen.getByText("Add"));
  write("Camille");
  shown.unmount();
  expect(saved).toEqual(["Camille"]);
});

test("over a colleague's value it is not: it stands in the field again", () => {
  const { show, wrap } = stage();
  const shown = show(fact("Camille"));
  fireEvent.click(screen.getByText("Camille"));
  write("Camilla");
  shown.rerender(wrap(fact("Kamilla")));
  expect(screen.getByRole("status").textContent).toContain("Kamilla");
  shown.unmount();
  show(fact("Kamilla"));
  expect([field().value, saved]).toEqual(["Camilla", []]);
});

test("keys of an input method that chooses letters neither save nor cancel", () => {
  stage().show(fact());
  fireEvent.click(screen.getByText("Add"));
  write("\u53f0");
  for (const key of ["Enter", "Escape"]) fireEvent.keyDown(field(), { key, isComposing: true });
  // How Safari tells of the Enter that ended it.
  fireEvent.keyDown(field(), { key: "Enter", keyCode: 229 });
  expect([field().value, saved]).toEqual(["\u53f0", []]);
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(saved).toEqual(["\u53f0"]);
});

test("what was wrong says how much fits, and is over with the next letter", async () => {
  stage().show(fact());
  fireEvent.click(screen.getByText("Add"));
  write("x".repeat(301));
  fireEvent.keyDown(field(), { key: "Enter" });
  const facts = { code: "too_long", field: "name", most: "300", length: "301" };
  await act(async () => refuse(new Problem(422, facts)));
  expect(screen.getByRole("alert").textContent).toBe("At most 300 characters fit here; these are 301.");
  write("x".repeat(300));
  expect(screen.queryByRole("alert")).toBeNull();
});
