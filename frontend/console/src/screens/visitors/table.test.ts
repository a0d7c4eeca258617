import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { words } from "@zuruf/protocol/words";
import { createElement } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import en from "../../i18n/en.json";
import { WordsProvider } from "../../i18n/words";
import { NamesProvider } from "../../parts/names";
import { MARIE } from "../../state/cast";
import { StoreProvider } from "../../state/react";
import { Store } from "../../state/store";
import { Table } from "./table";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => vi.fn() }));
vi.mock("./actions", () => ({ Actions: () => null }));
// Nothing has a height here, and so no row would be in sight.
vi.mock("../../ui/virtual", () => ({
  useRows: ({ keys }: { keys: string[] }) => ({
    getTotalSize: () => 0,
    getVirtualItems: () => keys.map((key, index) => ({ key, index, start: 0 })),
  }),
}));

const NOW = 1_700_000_000_000;
const ADA: OnlineVisitor = {
  ...{ browser_id: "brw_1", visitor_id: "vis_1", conversation_id: "", name: "عائشة", website_id: "web_1" },
  ...{ url: "https://shop.example/lamps", title: "Lamps", country: "FR", language: "fr", device: "mobile" },
  ...{ group_id: "grp_fr", visits: 3, pages: 2, since: NOW - 3_700_000, page_since: NOW - 65_000 },
  ...{ is_chatting: true, referrer: "https://news.example/", campaign: "spring", agents: ["agt_tim"] },
};
// No server here to ask for the names of triggers.
const ASKING_NOBODY = new QueryClient({ defaultOptions: { queries: { enabled: false } } });

beforeEach(() => void vi.useFakeTimers({ now: NOW }));

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function shows(visitor: OnlineVisitor, onSort = vi.fn()) {
  const store = new Store();
  vi.spyOn(store, "current").mockReturnValue({ ...store.current(), world: MARIE });
  const table = createElement(Table, { shown: [visitor], search: { sort: "pages", down: true }, onSort });
  const named = createElement(NamesProvider, null, table);
  const inWords = createElement(WordsProvider, { value: words("en", en) }, named);
  const asking = createElement(QueryClientProvider, { client: ASKING_NOBODY }, inWords);
  render(createElement(StoreProvider, { value: store }, asking));
  return onSort;
}

test("each column says what its head names, and goes with it where there is no room", () => {
  shows(ADA);
  const [heads, cells] = [screen.getAllByRole("columnheader"), screen.getAllByRole("cell")];
  expect(heads.map((head, at) => [head.textContent, cells[at]?.textContent])).toEqual([
    ["Visitor", expect.stringMatching(/عائشةin conversation · French$/)],
    ["Current page", "Lampsshop.example/lamps"],
    ["Group", "# fr"],
    ["Time", "1:051:01:40"],
    ["Pages", "2 pages, visit 3"],
    ["Country", "France"],
    ["Device", "Phone"],
    ["Came from", "spring"],
    ["Agents", "T"],
    ["Actions", ""],
  ]);
  const isWideOnly = (one: Element) => one.className.includes("max-[1459px]:hidden");
  expect(cells.map(isWideOnly)).toEqual(heads.map(isWideOnly));
  const tracks = [...(heads[0]?.parentElement?.className ?? "").matchAll(/grid-cols-\[(.+?)\]/g)];
  expect(tracks.map(([, widths = ""]) => widths.split("_").length)).toEqual([
    heads.filter((head) => !isWideOnly(head)).length,
    heads.length,
  ]);
});

test("a head sorts by its column and says how it is sorted", () => {
  const onSort = shows(ADA);
  fireEvent.click(screen.getByRole("button", { name: "Country" }));
  expect(onSort).toHaveBeenCalledWith("country");
  expect(screen.getByRole("columnheader", { name: "Pages" }).getAttribute("aria-sort")).toBe("descending");
});

test("a name is read in its own direction", () => {
  shows(ADA);
  expect(screen.getByTitle("عائشة").dir).toBe("auto");
});
