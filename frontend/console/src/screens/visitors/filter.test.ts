import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { describe, expect, test } from "vitest";
import { cameFrom, type Named, shownOnline } from "./filter";
import { type OnlineSearch, onlineSearch } from "./search";

const NAMED: Named = {
  visitor: ({ name }) => name,
  group: (id) => id,
  country: (code) => ({ DE: "Germany", FR: "France" })[code] ?? code,
  device: (code) => code,
  language: "en",
};

function visitor(name: string, change: Partial<OnlineVisitor> = {}): OnlineVisitor {
  return {
    ...{ browser_id: name, visitor_id: "", conversation_id: "", name, website_id: "web_1", url: "https://a.example/" },
    ...{ title: "", country: "", language: "", device: "desktop", group_id: null, visits: 1, pages: 1, since: 0 },
    ...{ page_since: 0, is_chatting: false, referrer: "", campaign: "", agents: [] },
    ...change,
  };
}

const ADA = visitor("Ada", { country: "FR", language: "fr-CH", visits: 3, pages: 10, since: 3, is_chatting: true });
const BEN = visitor("Ben", { country: "DE", language: "fr", pages: 9, since: 2, group_id: "grp_1", title: "Lamps" });
const CID = visitor("Cid", { pages: 2, since: 1, page_since: 5, website_id: "web_2", url: "https://b.example/x" });
const names = (search: OnlineSearch) => shownOnline([CID, ADA, BEN], search, NAMED).map(({ name }) => name);

describe("the filters", () => {
  test.each<[OnlineSearch, string[]]>([
    [{}, ["Ada", "Ben", "Cid"]],
    [{ website: "web_2" }, ["Cid"]],
    [{ group: "grp_1" }, ["Ben"]],
    [{ country: "FR" }, ["Ada"]],
    [{ language: "fr" }, ["Ada", "Ben"]],
    [{ kind: "new" }, ["Ben", "Cid"]],
    [{ kind: "returning" }, ["Ada"]],
    [{ talk: "yes" }, ["Ada"]],
    [{ talk: "no", language: "fr" }, ["Ben"]],
    [{ q: "LAMP" }, ["Ben"]],
    [{ q: "b.example/X" }, ["Cid"]],
  ])("%o", (search, expected) => expect(names(search)).toEqual(expected));
});

describe("the order", () => {
  test.each<[OnlineSearch, string[]]>([
    [{ sort: "pages" }, ["Cid", "Ben", "Ada"]],
    [{ sort: "pages", down: true }, ["Ada", "Ben", "Cid"]],
    [{ sort: "country" }, ["Ada", "Ben", "Cid"]],
    [{ sort: "country", down: true }, ["Ben", "Ada", "Cid"]],
    [{ sort: "time" }, ["Cid", "Ada", "Ben"]],
    [{ sort: "device" }, ["Ada", "Ben", "Cid"]],
  ])("%o", (search, expected) => expect(names(search)).toEqual(expected));
});

test("of an address only what is known counts", () => {
  const odd = { q: "x", sort: "salary", kind: "old", down: "yes", talk: "no", website: 5 };
  expect(onlineSearch(odd)).toEqual({ q: "x", talk: "no" });
});

test("came from a campaign, another website, or nowhere", () => {
  expect(cameFrom(visitor("a", { referrer: "https://www.search.example/?q=1" }))).toBe("search.example");
  expect(cameFrom(visitor("a", { referrer: "https://search.example/", campaign: "news" }))).toBe("news");
  expect(cameFrom(visitor("a", { referrer: "https://a.example/cart" }))).toBe("");
  expect(cameFrom(visitor("a", { referrer: "no address" }))).toBe("");
});
