import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { spoken } from "../i18n/catalogues";
import type { Screen, Session } from "./session";
import { type Done, START } from "./state";
import { Transcript } from "./Transcript";
import { Speaking } from "./words";

const session = { key: "web_key", give: vi.fn() } as unknown as Session;
const asked: Done = {
  cid: "c",
  op: { type: "transcript.ask", email: "ada@home.example" },
  isTaken: false,
  refusal: undefined,
};

function shows(done: Done): void {
  const screen = { state: { ...START, deeds: { "transcript.ask": done } } } as unknown as Screen;
  act(() =>
    render(
      <Speaking value={spoken("en")}>
        <Transcript session={session} screen={screen} />
      </Speaking>,
      document.body,
    ),
  );
}

afterEach(() => act(() => render(null, document.body)));

test("asked for before a reload and not yet taken, its address stands in the form as on its way; then where it goes is said", () => {
  shows(asked);
  const button = document.querySelector<HTMLButtonElement>("[type=submit]");
  expect([document.querySelector("input")?.value, button?.disabled, button?.textContent]).toEqual([
    "ada@home.example",
    true,
    "Sending…",
  ]);
  shows({ ...asked, isTaken: true });
  expect(document.querySelector("[role=status]")?.textContent).toContain("ada@home.example");
});
