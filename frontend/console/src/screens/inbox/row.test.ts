import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement, type ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import en from "../../i18n/en.json";
import { WordsProvider } from "../../i18n/words";
import { NamesProvider } from "../../parts/names";
import { conversation } from "../../state/cast";
import { Bubble } from "./bubble";
import { Header } from "./header";
import { ListRow, Where } from "./row";

// No address here to go to.
vi.mock("../../parts/address", () => ({ useAddress: () => ({ close: () => undefined }) }));

const ENGLISH = words("en", en);
// No server here to ask for the names of triggers.
const ASKING_NOBODY = new QueryClient({ defaultOptions: { queries: { enabled: false } } });

function draw(what: ReactNode) {
  const inWords = createElement(WordsProvider, { value: ENGLISH }, createElement(NamesProvider, null, what));
  return render(createElement(QueryClientProvider, { client: ASKING_NOBODY }, inWords));
}

function said(group: string | null): string {
  const shown = conversation("con_1", { group: { group_id: group, source: "trigger", by: "", at: 0 } });
  return draw(createElement(Where, { conversation: shown, why: "In no group yet" })).container.textContent ?? "";
}

afterEach(cleanup);

test("why a conversation is here stands alone when nothing stands before it", () => {
  expect(said(null)).toBe("In no group yet");
});

test("a dot parts it from the group's name", () => {
  expect(said("grp_gone")).toMatch(/.+· In no group yet$/);
});

test("a name is read in its own direction in the list and at the head of its conversation, and so is what is said", () => {
  const plain = conversation("con_1");
  const aisha = { ...plain, visitor: { ...plain.visitor, name: "عائشة" } };
  const nothing = () => undefined;
  const direction = (what: ReactNode, text: string) => {
    draw(what);
    const { dir } = screen.getByText(text);
    cleanup();
    return dir;
  };
  const row = createElement(ListRow, { conversation: aisha, view: "all", isOpen: false, isAt: false, onOpen: nothing });
  const head = createElement(Header, { conversation: aisha, onDetails: nothing, onWrite: nothing });
  const bubble = { side: "theirs", isRight: false, follows: true, face: null, text: "مرحبا", foot: null } as const;
  expect(direction(row, "عائشة")).toBe("auto");
  expect(direction(head, "عائشة")).toBe("auto");
  expect(direction(createElement(Bubble, bubble), "مرحبا")).toBe("auto");
});
