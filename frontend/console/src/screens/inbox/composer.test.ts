import { cleanup, fireEvent, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { agent, conversation, snap, WORKSPACE } from "../../state/cast";
import { shownAt, stage } from "../../state/stage";
import { Composer } from "./composer";
import { QuotingProvider } from "./composer/quoting";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("the Enter of an input method that chooses letters does not send; the next one does", async () => {
  // The field asks for saved replies once somebody is in it.
  vi.stubGlobal("fetch", async () => Response.json({ items: [] }));
  const set = stage();
  const agents = [agent("agt_marie")];
  set.store.receive([
    { f: "welcome", epoch: "e", mode: "snapshot", me: "agt_marie", now: 0, heartbeat: 15, max_text: 10_000 },
    snap({ workspace: WORKSPACE, agents, conversations: [conversation("cnv_1")] }),
  ]);
  const props = { conversation: conversation("cnv_1"), kind: "reply" as const, onKind: () => undefined, asked: 0 };
  const quoting = { quoted: null, quote: () => undefined };
  const composer = createElement(QuotingProvider, { key: "q", value: quoting }, createElement(Composer, props));
  await shownAt("/c/cnv_1", composer, set);
  const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your reply to the visitor" });
  fireEvent.change(field, { target: { value: "\u53f0\u98a8" } });
  fireEvent.keyDown(field, { key: "Enter", isComposing: true });
  fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
  expect([set.sent, field.value]).toEqual([[], "\u53f0\u98a8"]);
  fireEvent.keyDown(field, { key: "Enter" });
  expect(set.sent).toMatchObject([{ type: "message.send", text: "\u53f0\u98a8" }]);
});
