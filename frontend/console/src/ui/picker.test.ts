import { cleanup, fireEvent, render, screen } from "@testing-library/react";
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

test("arrows go up and down and around the ends, page keys by eights and no further", () => {
  const picked: string[] = [];
  const options = Array.from({ length: 10 }, (_, place) => ({ id: `${place}`, text: `${place}`, content: `${place}` }));
  const onPick = (id: string) => picked.push(id);
  render(createElement(Picker, { label: "Agent", placeholder: "", none: "", options, onPick }));
  const field = screen.getByRole("combobox");
  for (const key of ["ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "PageDown", "PageDown", "PageUp", "PageUp"]) {
    fireEvent.keyDown(field, { key });
    fireEvent.keyDown(field, { key: "Enter" });
  }
  expect(picked).toEqual(["9", "8", "9", "0", "8", "9", "1", "0"]);
});
