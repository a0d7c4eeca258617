import { cleanup, render, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import { Picker } from "./picker";

afterEach(cleanup);

test("the one that is chosen now carries a mark, the others none", () => {
  const options = ["Sales", "Support"].map((text) => ({ id: text, text, content: text, isChosen: text === "Support" }));
  render(createElement(Picker, { label: "Group", placeholder: "", none: "", options, onPick: () => undefined }));
  const marked = screen.getAllByRole("option").map((row) => row.querySelector("svg") !== null);
  expect(marked).toEqual([false, true]);
});
