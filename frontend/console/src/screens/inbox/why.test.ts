import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement, type ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import type { Explained } from "../../api/calls";
import ShortcutSheet from "../../app/shortcut-sheet";
import fr from "../../i18n/fr.json";
import { WordsProvider } from "../../i18n/words";
import { NamesProvider } from "../../parts/names";
import { conversation, snap, WORKSPACE } from "../../state/cast";
import { StoreProvider } from "../../state/react";
import { Store } from "../../state/store";
import { firstMessageAfter, Why } from "./why";

// No router here: what leads elsewhere leads nowhere.
vi.mock("@tanstack/react-router", async (original) => ({ ...(await original<object>()), Link: "a" }));

afterEach(cleanup);

function inFrench(shown: ReactNode) {
  const store = new Store();
  const academy = { id: "web_academy", name: "Academy", seq: 1 };
  store.receive([snap({ workspace: WORKSPACE, websites: [academy] as never })]);
  const queries = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const spoken = createElement(WordsProvider, { value: words("fr", fr) }, createElement(NamesProvider, null, shown));
  const known = createElement(StoreProvider, { value: store }, spoken);
  render(createElement(QueryClientProvider, { client: queries }, known));
}

test.each([
  [{ fact: "website", operator: "is", expected: "web_academy", found: "web_academy" }, "(Academy)"],
  [{ fact: "device", operator: "is", expected: "desktop", found: "mobile" }, "(Téléphone)"],
  [
    { fact: "agents", operator: "online", expected: "workspace", found: "offline" },
    "quelqu’un est en ligne (personne n’est en ligne)",
  ],
])(
  "another trigger's failed condition says in words what was met, after a colon as French sets it",
  async (one, said) => {
    const met = { ...one, holds: false };
    const other = { kind: "trigger", id: "trg_1", outcome: "not_matched", conditions: [met] };
    const why = { cause: { kind: "agent", id: "agt_1" }, rule: "A10", conditions: [], considered: [other] };
    const line = {
      seq: 7,
      type: "visitor.assigned_to_group",
      at: 1,
      actor: "agent:agt_1",
      signed: "agent:agt_1",
      body: { why },
    };
    inFrench(
      createElement(Why, { conversation: conversation("cnv_1"), seq: 7, line: line as never, onClose: () => {} }),
    );
    await waitFor(() => expect(screen.getByRole("dialog").textContent).toContain(said));
    expect(screen.getByRole("dialog").textContent).toContain("un déclencheur : ");
  },
);

test("the sheet of keys calls them as they stand on a French keyboard", async () => {
  inFrench(createElement(ShortcutSheet, { hasLetters: true, onClose: () => {} }));
  await waitFor(() => expect(screen.getByText("Entrée", { selector: "kbd" })).toBeTruthy());
  expect(screen.getByText("Échap", { selector: "kbd" })).toBeTruthy();
});

const BY_TRIGGER = { kind: "trigger", id: "trg_1" } as const;

function item(seq: number, type: string, outcome = "", opened = false): Explained {
  const considered = outcome ? [{ kind: "agent" as const, id: "agt_olaf", outcome, conditions: [] }] : [];
  const why = { cause: BY_TRIGGER, rule: "T5", conditions: [], considered };
  return { seq, type, at: seq, actor: "trigger:trg_1", body: { opened, why }, alerts: [] };
}

const opening = (seq: number) => item(seq, "message.sent", "offline", true);

test("what waited for the first message is explained with it", () => {
  const assigned = item(3, "visitor.assigned_to_group", "not_started");
  expect(firstMessageAfter(assigned, [opening(9), opening(5), assigned])?.seq).toBe(5);
});

test("what was assigned during a conversation waits for no later one, by a trigger either", () => {
  const assigned = item(3, "visitor.assigned_to_group", "offline");
  expect(firstMessageAfter(assigned, [opening(9), assigned])).toBeUndefined();
});

test.each(["conversation.reopened", "conversation.closed"])(
  "after %s the next first message is another episode's",
  (type) => {
    const assigned = item(3, "visitor.assigned_to_group", "not_started");
    expect(firstMessageAfter(assigned, [opening(9), item(5, type), assigned])).toBeUndefined();
  },
);
