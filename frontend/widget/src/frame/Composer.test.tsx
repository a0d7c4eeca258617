import { Uploads } from "@zuruf/protocol/uploads";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { spoken } from "../i18n/catalogues";
import { Composer } from "./Composer";
import type { Screen, Session } from "./session";
import { START } from "./state";
import { Speaking } from "./words";

const pdf = { id: "fil_1", name: "a.pdf", type: "application/pdf", size: 3, width: 0, height: 0 };
const flags = { isShown: true, isFull: false, quoted: "", isTurnedAway: false, isAttaching: false, isOffline: false };
const screen = { state: START, status: "live", greeting: "", ...flags } as Screen;
const send = vi.fn();
let arrive: () => Promise<void>;
let session: Session;

beforeEach(() => {
  sessionStorage.clear();
  send.mockClear();
  const uploads = new Uploads(() => {
    let answer: (sent: { status: number; code: string; file: typeof pdf }) => void = () => undefined;
    const done = new Promise<{ status: number; code: string; file: typeof pdf }>((resolve) => {
      answer = resolve;
    });
    arrive = async () => {
      answer({ status: 201, code: "", file: pdf });
      await act(async () => void (await done));
    };
    return { done, abort: () => undefined };
  });
  session = { key: "web_key", uploads, send, type: vi.fn(), wake: vi.fn(), lookUp: vi.fn() } as unknown as Session;
  uploads.subscribe(() => act(draw));
  act(draw);
});

afterEach(() => act(() => render(null, document.body)));

function draw(): void {
  render(
    <Speaking value={spoken("en")}>
      <Composer session={session} screen={screen} />
    </Speaking>,
    document.body,
  );
}

const field = () => document.querySelector("textarea") as HTMLTextAreaElement;
const type = (text: string) =>
  act(() => {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  });
const enter = () =>
  act(() => void field().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })));

test("what is typed while its files arrive is not sent with a message, and stays", async () => {
  session.uploads?.add([new File(["abc"], "a.pdf")]);
  type("With file.");
  enter();
  type("With file. And my next thou");
  await arrive();
  expect(send.mock.calls).toEqual([["With file."]]);
  expect(field().value).toBe("And my next thou");
});

test("a message that is changed while its files arrive waits for the person again", async () => {
  session.uploads?.add([new File(["abc"], "a.pdf")]);
  type("With file.");
  enter();
  type("Without file.");
  await arrive();
  expect(send).not.toHaveBeenCalled();
  expect(field().value).toBe("Without file.");
  enter();
  expect(send.mock.calls).toEqual([["Without file."]]);
});

test("what is half written is there again on the next page", () => {
  type("Half a");
  act(() => render(null, document.body));
  act(draw);
  expect(field().value).toBe("Half a");
});
