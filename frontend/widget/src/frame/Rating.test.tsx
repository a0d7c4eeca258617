import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { spoken } from "../i18n/catalogues";
import { Rating } from "./Rating";
import type { Screen, Session } from "./session";
import { type Done, START } from "./state";
import { Speaking } from "./words";

const session = { key: "web_key", give: vi.fn() } as unknown as Session & { give: ReturnType<typeof vi.fn> };
const op = { type: "rating.give" as const, episode: 2, score: 4, comment: "Quick" };

afterEach(() => {
  act(() => render(null, document.body));
  sessionStorage.clear();
  session.give.mockClear();
});

function shows(done?: Done, isOffline = false): void {
  const screen = { isOffline, state: { ...START, deeds: done ? { "rating.give": done } : {} } } as unknown as Screen;
  const rating = { episode: 2, score: 0, comment: "", until: 0 };
  act(() =>
    render(
      <Speaking value={spoken("en")}>
        <Rating session={session} screen={screen} rating={rating} />
      </Speaking>,
      document.body,
    ),
  );
}

const chosen = () => document.querySelector<HTMLInputElement>("input:checked")?.value;
const comment = () => document.querySelector("textarea") as HTMLTextAreaElement;
const button = () => document.querySelector("[type=submit]") as HTMLButtonElement;

test("the very score and sentence are given; half chosen they are there again after a reload", () => {
  shows();
  act(() => document.querySelector<HTMLInputElement>("[value='4']")?.click());
  act(() => {
    comment().value = "Quick";
    comment().dispatchEvent(new Event("input", { bubbles: true }));
  });
  act(() => render(null, document.body));
  shows();
  expect([chosen(), comment().value]).toEqual(["4", "Quick"]);
  act(() => button().click());
  expect(session.give).toHaveBeenCalledWith(op);
});

test("given and not yet taken it says so, without a connection too, and is there again after a reload", () => {
  const done = { cid: "c", op, isTaken: false, refusal: undefined };
  shows(done);
  expect([chosen(), comment().value, button().disabled, button().textContent]).toEqual([
    "4",
    "Quick",
    true,
    "Sending…",
  ]);
  shows(done, true);
  expect(button().textContent).toBe("Offline · will be sent");
});
