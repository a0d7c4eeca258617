import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import en from "../../i18n/en.json";
import { WordsProvider } from "../../i18n/words";
import { conversation } from "../../state/cast";
import { Where } from "./row";

const ENGLISH = words("en", en);
// No server here to ask for the names of triggers.
const ASKING_NOBODY = new QueryClient({ defaultOptions: { queries: { enabled: false } } });

function said(group: string | null): string {
  const shown = conversation("con_1", { group: { group_id: group, source: "trigger", by: "", at: 0 } });
  const where = createElement(Where, { conversation: shown, why: "In no group yet" });
  const inWords = createElement(WordsProvider, { value: ENGLISH }, where);
  return render(createElement(QueryClientProvider, { client: ASKING_NOBODY }, inWords)).container.textContent ?? "";
}

afterEach(cleanup);

test("why a conversation is here stands alone when nothing stands before it", () => {
  expect(said(null)).toBe("In no group yet");
});

test("a dot parts it from the group's name", () => {
  expect(said("grp_gone")).toMatch(/.+· In no group yet$/);
});
