import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { spoken } from "../i18n/catalogues";
import { App } from "./App";
import type { Screen, Session } from "./session";
import { type ModeSignal, START, type State } from "./state";
import type { MessageForVisitor } from "./wire";
import { Speaking } from "./words";

const marie = { id: "agt_1", name: "Marie Keller" };
const groups = [
  { id: "grp_1", name: "Service client", is_online: true },
  { id: "grp_2", name: "Ventes", is_online: false },
];
const signal = {
  type: "mode" as const,
  mode: "live" as const,
  is_answered_online: false,
  faces: ["Marie Keller"],
  face_pictures: [""],
  pictures: {},
  widget: null,
  groups,
};
const asking = { ...signal, is_asked: true, preselected: "grp_2", group: null };
const settled = { ...signal, is_asked: false, preselected: "grp_1", group: "grp_1" };
const open = {
  is_open: true,
  episode: 1,
  agents: [],
  group_id: null,
  read_by_agents: 0,
  seq: 1,
};

let session: Record<
  "lookUp" | "send" | "choose" | "retry" | "drop" | "type" | "wake" | "page",
  ReturnType<typeof vi.fn>
>;
const minimize = vi.fn();

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  localStorage.clear();
  sessionStorage.clear();
  const spy = () => vi.fn();
  session = {
    lookUp: spy(),
    send: spy(),
    choose: spy(),
    retry: spy(),
    drop: spy(),
    type: spy(),
    wake: spy(),
    page: spy(),
  };
});

afterEach(() => {
  act(() => render(null, document.body));
  vi.useRealTimers();
});

function shows(state: Partial<State>, more: Partial<Screen> = {}, language = "en"): void {
  const flags = { isShown: true, isFull: false, quoted: "", isTurnedAway: false, isAttaching: false, isOffline: false };
  const screen: Screen = { state: { ...START, ...state }, status: "live", greeting: "", ...flags, ...more };
  const fake = { ...session, key: "web_key" } as unknown as Session;
  act(() => {
    const app = <App session={fake} screen={screen} minimize={minimize} />;
    render(<Speaking value={spoken(language)}>{app}</Speaking>, document.body);
  });
}

function message(seq: number, more: Partial<MessageForVisitor> = {}): MessageForVisitor {
  const plain = {
    id: `msg_${seq}`,
    kind: "visitor" as const,
    author: null,
    text: `text ${seq}`,
    at: 1,
    first_seq: seq,
    seq,
  };
  return { ...plain, edited_at: null, deleted_at: null, is_trigger: false, quote: "", files: [], ...more };
}

const button = (name: string) =>
  [...document.querySelectorAll("button")].find((one) =>
    (one.getAttribute("aria-label") || one.textContent)?.includes(name),
  );
const press = (name: string) => act(() => button(name)?.click());

test("groups are offered with what to expect, the former choice preselected; choosing is said at once", () => {
  shows({ mode: asking }, {}, "fr");
  expect(button("Service client")?.textContent).toBe("Service clientmaintenant");
  expect(button("Ventes")?.getAttribute("aria-pressed")).toBe("true");
  press("Peu importe");
  expect(session.choose).toHaveBeenCalledWith(null);
});

test("how soon a first answer usually comes is said in words, and not while nobody is there", () => {
  const widget = { answers_within: 5 } as NonNullable<ModeSignal["widget"]>;
  shows({ mode: { ...asking, widget } });
  expect(document.querySelector("header")?.textContent).toContain("Usually answers within 5 minutes");
  shows({ mode: { ...asking, widget: { ...widget, answers_within: 120 } } }, {}, "de");
  expect(document.querySelector("header")?.textContent).toContain("Antwortet meist innerhalb von 2 Stunden");
  shows({ mode: { ...asking, mode: "message", widget } });
  expect(document.querySelector("header")?.textContent).toContain("We are away");
});

test("that agents see what is typed is said at the field, in the visitor's language, and only where it is so", () => {
  const widget = { shows_typed: true } as NonNullable<ModeSignal["widget"]>;
  const described = () =>
    document.getElementById(document.querySelector("textarea")?.getAttribute("aria-describedby") ?? "");
  shows({ mode: { ...asking, widget } }, {}, "fr");
  expect(described()?.textContent).toBe("Notre équipe voit ce que vous écrivez avant l’envoi.");
  shows({ mode: { ...asking, widget: { ...widget, shows_typed: false } } }, {}, "fr");
  expect(described()).toBeNull();
  expect(document.body.textContent).not.toContain("Notre équipe");
});

test("a group set before the first message is shown, not asked for, and can be changed", () => {
  shows({ mode: settled });
  expect(document.body.textContent).toContain("Goes to Service client");
  expect(button("Ventes")).toBeUndefined();
  press("Change");
  expect(button("Service client")?.getAttribute("aria-pressed")).toBe("true");
  expect(button("Anyone"), "it would change nothing").toBeUndefined();
  press("Ventes");
  expect(session.choose).toHaveBeenCalledWith("grp_2");
});

test("one's own choice can be taken back while changing it, also after a reload", () => {
  shows({ mode: asking });
  press("Service client");
  act(() => render(null, document.body));
  shows({ mode: settled });
  press("Change");
  press("Anyone");
  expect(session.choose).toHaveBeenLastCalledWith(null);
  press("Change");
  expect(button("Anyone"), "no choice of one's own any more: a trigger has set this one").toBeUndefined();
});

test("a choice is shown at once and can be changed until an agent answers", () => {
  const choice = { cid: "c", group: "grp_1", isTaken: false };
  shows({ mode: asking, choice, conversation: open });
  expect(document.body.textContent).toContain("Goes to Service client");
  shows({ mode: { ...settled, groups: null }, conversation: open });
  expect(document.body.textContent).not.toContain("Service client");
});

test("Enter sends what is written, Shift+Enter and an unfinished word do not", () => {
  shows({});
  const field = document.querySelector("textarea") as HTMLTextAreaElement;
  act(() => {
    field.value = " Hello ";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const key = (init: KeyboardEventInit) =>
    act(() => void field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, ...init })));
  key({ shiftKey: true });
  key({ isComposing: true });
  expect(session.send).not.toHaveBeenCalled();
  key({});
  expect(session.send).toHaveBeenCalledWith("Hello");
  expect(field.value).toBe("");
});

test("what is half written is there again after a reload", () => {
  sessionStorage.setItem("zuruf:draft:web_key", "half a sent");
  shows({});
  expect(document.querySelector("textarea")?.value).toBe("half a sent");
});

test("a message says how far it has come", () => {
  const pending = { cid: "c1", text: "Hi", quote: "", files: [], at: 1, id: "", refusal: undefined };
  shows({ pending: [pending] });
  expect(document.body.textContent).toContain("Sending…");
  shows({ pending: [pending] }, { status: "connecting", isOffline: true });
  expect(document.body.textContent).toContain("Offline · will be sent");
  shows({ messages: [message(1)], conversation: open });
  expect(document.body.textContent).toContain("Sent ");
  shows({ messages: [message(1)], conversation: { ...open, read_by_agents: 1 } });
  expect(document.body.textContent).toContain("Seen ");
});

test("a refused message says why in the visitor's language and can be tried again or deleted", () => {
  const gone = { code: "website_disabled", sentence: "", field: "", detail: {} };
  shows({ pending: [{ cid: "c1", text: "Hi", quote: "", files: [], at: 1, id: "", refusal: gone }] });
  expect(document.body.textContent).toContain("Not sent: This chat takes no messages.");
  const refusal = { code: "too_long", sentence: "Expected at most …", field: "text", detail: {} };
  shows({ pending: [{ cid: "c1", text: "Hi", quote: "", files: [], at: 1, id: "", refusal }] }, {}, "de");
  expect(document.body.textContent).toContain("Nicht gesendet: Sie ist zu lang.");
  press("Noch einmal versuchen");
  press("Löschen");
  expect(session.retry).toHaveBeenCalledWith("c1");
  expect(session.drop).toHaveBeenCalledWith("c1");
});

test("B21: a message is text; its addresses are links that give nothing away", () => {
  const text = '<img src=x onerror=alert(1)> https://example.org "javascript:alert(1)"';
  shows({ messages: [message(1, { kind: "agent", author: marie, text })] });
  expect(document.querySelector("img")).toBeNull();
  const links = [...document.querySelectorAll("a")];
  expect(links.map((link) => [link.href, link.rel, link.target])).toEqual([
    ["https://example.org/", "noopener noreferrer nofollow", "_blank"],
  ]);
});

test("who joined stands in the header, and in the thread as a line", () => {
  const lines = [{ seq: 1, type: "agent.joined", at: 1, agent: "Marie Keller" }];
  const conversation = { ...open, agents: [marie] };
  const presence = () => document.querySelector("header p")?.textContent;
  shows({ lines, conversation });
  expect(presence()?.trim(), "not known yet").toBe("");
  shows({ lines, mode: asking, conversation });
  expect(presence(), "others are online").toBe("away");
  shows({ lines, mode: { ...asking, is_answered_online: true }, conversation });
  expect(presence()).toBe("online");
  expect(document.querySelector("h1")?.textContent).toBe("Marie Keller");
  expect(document.querySelector("ol")?.textContent).toContain("Marie Keller joined the conversation");
});

test("what comes from the other side is read aloud, a deleted message is not", () => {
  const aloud = () => document.querySelector("[aria-live]")?.textContent;
  const said = message(2, { kind: "agent", author: marie });
  shows({ mode: settled, messages: [message(1)] });
  shows({ mode: settled, messages: [message(1), said] });
  expect(aloud()).toContain("text 2");
  shows({ mode: settled, messages: [message(1), { ...said, text: "", deleted_at: 3 }] });
  expect(aloud()).toBe("");
});

test("Escape minimizes; on a phone Tab stays inside", () => {
  shows({}, { isFull: true });
  const down = (init: KeyboardEventInit) =>
    document.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
  (button("Choose an emoji") as HTMLElement).focus();
  expect(down({ key: "Tab" }), "the last that can be reached: there is nothing to send").toBe(false);
  expect(document.activeElement?.getAttribute("aria-label")).toContain("Minimize");
  down({ key: "Escape" });
  expect(minimize).toHaveBeenCalledTimes(1);
});

test("a connection that is gone is said to be, while attempts go on too, and nobody is said to be there", () => {
  shows({ mode: { ...signal, ...asking } }, { status: "connecting" });
  expect(document.querySelector(".notice")).toBeNull();
  expect(document.querySelector("header")?.textContent).toContain("We are online");
  shows({ mode: { ...signal, ...asking } }, { status: "connecting", isOffline: true });
  expect(document.querySelector(".notice")?.textContent).toContain("No connection");
  expect(document.querySelector("header")?.textContent).not.toContain("online");
  shows({ conversation: { ...open, agents: [marie] } }, { status: "connecting", isOffline: true });
  expect(document.querySelector("header")?.textContent).not.toContain("online");
});

test("on a phone Shift+Tab stays inside, too, also from where one begins", () => {
  shows({}, { isFull: true });
  document.querySelector<HTMLElement>(".chat")?.focus();
  const back = new KeyboardEvent("keydown", { key: "Tab", shiftKey: true, bubbles: true, cancelable: true });
  expect(document.dispatchEvent(back)).toBe(false);
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Choose an emoji");
});

test("what takes the place of what one was at has the focus, else the field", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  const quoted = { quoted: "msg_1" };
  shows({ mode: settled, messages: [message(1)] }, quoted);
  (button("Cancel") as HTMLElement).focus();
  shows({ mode: settled, messages: [message(1)] });
  await vi.waitFor(() => expect(document.activeElement).toBe(document.querySelector("footer textarea")));
  (button("Change") as HTMLElement).focus();
  press("Change");
  await vi.waitFor(() => expect(document.activeElement).toBe(button("Service client")));
});

test("a message on its way shows what it answers, asked for where it is not loaded", () => {
  const going = { cid: "c1", text: "This one", quote: "msg_1", files: [], at: 1, id: "", refusal: undefined };
  shows({ pending: [going] });
  expect(session.lookUp).toHaveBeenCalledWith("msg_1");
  expect(document.querySelector(".quote")?.textContent).toBe("…");
  shows({ pending: [going], apart: { msg_1: message(1, { text: "Which lamp?" }) } });
  expect(document.querySelector(".quote")?.textContent).toContain("Which lamp?");
});

test("a message of files alone says so until what shows them has come", () => {
  const file = { id: "fil_1", name: "a.pdf", type: "application/pdf", size: 2_000, width: 0, height: 0 };
  shows({ messages: [message(1, { kind: "agent", author: marie, text: "", files: [file, file] })] });
  expect(document.querySelector(".bubble")?.textContent).toBe("2 files");
});
