import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { Hash } from "lucide-react";
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Button, IconButton } from "./button";

afterEach(cleanup);

test("a button that cannot be used keeps its name and its focus, and says why", () => {
  render(createElement(IconButton, { label: "Assign to a group", icon: Hash, unless: "You may not assign visitors." }));
  const button = screen.getByRole("button", { name: "Assign to a group" });
  button.focus();
  expect(document.activeElement).toBe(button);
  expect([button.getAttribute("aria-disabled"), button.title]).toEqual(["true", "You may not assign visitors."]);
});

test("one that can be used says nothing of it", () => {
  render(createElement(IconButton, { label: "Assign to a group", icon: Hash }));
  const button = screen.getByRole("button", { name: "Assign to a group" });
  expect([button.getAttribute("aria-disabled"), button.title]).toEqual([null, "Assign to a group"]);
});

test("a busy button keeps the focus, takes no click and sends no form", () => {
  const [click, submit] = [vi.fn(), vi.fn()];
  const button = (isBusy: boolean) => createElement(Button, { isBusy, type: "submit", onClick: click }, "Save");
  const form = (isBusy: boolean) => createElement("form", { onSubmit: submit }, button(isBusy));
  const { rerender } = render(form(false));
  const save = screen.getByRole("button", { name: "Save" });
  save.focus();
  rerender(form(true));
  fireEvent.click(save);
  expect(document.activeElement).toBe(save);
  expect([save.getAttribute("aria-disabled"), save.hasAttribute("disabled")]).toEqual(["true", false]);
  expect([click.mock.calls.length, submit.mock.calls.length]).toEqual([0, 0]);
  rerender(form(false));
  fireEvent.click(save);
  expect([click.mock.calls.length, submit.mock.calls.length]).toEqual([1, 1]);
});
