import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import en from "../../../i18n/en.json";
import { WordsProvider } from "../../../i18n/words";
import { Names } from "./group-sheet";

const ENGLISH = words("en", en);
const REFUSED = "Enter a name in the default language.";

function shown(refused: boolean) {
  const wrong = (code: string) => (refused && code === "en" ? REFUSED : "");
  const props = { names: { de: "Hilfe" }, languages: ["en", "de"], fallback: "en", wrong, onChange: () => undefined };
  return createElement(WordsProvider, { value: ENGLISH }, createElement(Names, props));
}

function field(language: string) {
  return screen.getByLabelText<HTMLInputElement>(`Name (${language})`);
}

afterEach(cleanup);

test("a name missing in the default language is said at its own empty field", () => {
  const { rerender } = render(shown(false));
  fireEvent.click(screen.getByRole("tab", { name: "German" }));
  expect(field("German").value).toBe("Hilfe");
  rerender(shown(true));
  expect([field("English").value, field("English").getAttribute("aria-invalid")]).toEqual(["", "true"]);
  expect(screen.getByRole("alert").textContent).toBe(REFUSED);
});

test("the other names can be looked at while one is wrong, and are not blamed", () => {
  const { rerender } = render(shown(false));
  rerender(shown(true));
  fireEvent.click(screen.getByRole("tab", { name: "German" }));
  expect(field("German").getAttribute("aria-invalid")).toBe("false");
});
