import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CopyBox, CopyButton } from "./copy";

const LINE = "<script async src=…></script>";
const props = { text: LINE, label: "Copy the line", done: "Copied", byHand: "Selected: press Ctrl+C" };

beforeEach(() => {
  // As on a page over plain http.
  Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
});

afterEach(() => {
  cleanup();
  Reflect.deleteProperty(navigator, "clipboard");
  Reflect.deleteProperty(document, "execCommand");
});

function allow(copies: boolean): string[] {
  const copied: string[] = [];
  Object.assign(document, {
    execCommand: () => {
      const field = document.activeElement;
      copied.push(field instanceof HTMLTextAreaElement ? field.value : "");
      return copies;
    },
  });
  return copied;
}

test.each([CopyBox, CopyButton])("without a clipboard it is copied from a field", async (Part) => {
  const copied = allow(true);
  render(createElement(Part, props));
  fireEvent.click(screen.getByRole("button"));
  await screen.findByRole("button", { name: "Copied" });
  expect(copied).toEqual([LINE]);
  expect(screen.getByRole("status").textContent).toBe("Copied");
  expect(document.querySelector("textarea")).toBeNull();
});

test.each([CopyBox, CopyButton])("where nothing may be copied, the text is selected and it says how", async (Part) => {
  allow(false);
  render(createElement(Part, props));
  fireEvent.click(screen.getByRole("button"));
  await screen.findByText("Selected: press Ctrl+C");
  expect(getSelection()?.toString()).toBe(LINE);
});
