import { cleanup, render, screen } from "@testing-library/react";
import { Hash } from "lucide-react";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import { IconButton } from "./button";

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
