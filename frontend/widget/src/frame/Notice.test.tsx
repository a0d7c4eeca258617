import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { spoken } from "../i18n/catalogues";
import { Notice } from "./Notice";
import type { Screen } from "./session";
import { START } from "./state";
import type { MessageForVisitor } from "./wire";
import { Speaking } from "./words";

afterEach(() => act(() => render(null, document.body)));

function says(screen: Partial<Screen>): string {
  const notice = <Notice screen={{ status: "live", state: START, ...screen } as Screen} wake={() => undefined} />;
  act(() => render(<Speaking value={spoken("fr")}>{notice}</Speaking>, document.body));
  return document.querySelector(".notice")?.textContent ?? "";
}

test("where the browser keeps nothing of who they are, a visitor is told once there is a conversation to lose", () => {
  const message = { id: "msg_1" } as MessageForVisitor;
  expect(says({ isPassing: true })).toBe("");
  expect(says({ state: { ...START, messages: [message] } })).toBe("");
  const passing = { isPassing: true, state: { ...START, messages: [message] } };
  expect(says(passing)).toContain("cette conversation ne pourra plus être rouverte");
  expect(says({ ...passing, isOffline: true })).not.toContain("rouverte");
});

test("where the browser keeps nothing, the line about the lost connection says what that means", () => {
  expect(says({ isForgetful: true })).toBe("");
  expect(says({ isOffline: true })).not.toContain("votre navigateur ne conserve rien");
  const both = says({ isOffline: true, isForgetful: true });
  expect(both).toContain("Gardez cette page ouverte jusque-là : votre navigateur ne conserve rien.");
});
