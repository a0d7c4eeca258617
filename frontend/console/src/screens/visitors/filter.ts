/** Which of the visitors online fit, and in which order (I8). */
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import type { Id } from "@zuruf/protocol/types";
import { matches } from "../../ui/picker";
import type { Column, OnlineSearch } from "./search";

/** How things are called in the agent's language: what is read is what is sorted. */
export interface Named {
  visitor: (visitor: OnlineVisitor) => string;
  group: (id: Id) => string;
  country: (code: string) => string;
  device: (code: string) => string;
  language: string;
}

/** Those who fit; without a column to sort by, who came last stands first. Equal ones keep that order, so that rows do not jump. */
export function shownOnline(online: readonly OnlineVisitor[], search: OnlineSearch, named: Named): OnlineVisitor[] {
  const newest = online.filter((one) => fits(one, search)).sort(byNewest);
  const { sort, down } = search;
  if (!sort) return newest;
  const compare = new Intl.Collator(named.language, { numeric: true }).compare;
  const keyed = newest.map((one) => ({ one, key: keyOf(one, sort, named) }));
  const order = (a: string | number, b: string | number) =>
    typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
  // What is not known stands last either way.
  const isEmpty = (key: string | number) => Number(key === "");
  keyed.sort((a, b) => isEmpty(a.key) - isEmpty(b.key) || (down ? order(b.key, a.key) : order(a.key, b.key)));
  return keyed.map(({ one }) => one);
}

function fits(one: OnlineVisitor, { q = "", website, group, country, language, kind, talk }: OnlineSearch): boolean {
  if (website && one.website_id !== website) return false;
  if (group && one.group_id !== group) return false;
  if (country && one.country !== country) return false;
  if (language && languageOf(one) !== language) return false;
  // Of whom nobody remembers (W1b) it is not known: neither.
  if (kind && (one.visits === 0 || one.visits > 1 !== (kind === "returning"))) return false;
  if (talk && one.is_chatting !== (talk === "yes")) return false;
  const plain = q.trim().toLowerCase();
  return !plain || matches(`${one.name} ${one.title}`, q) || one.url.toLowerCase().includes(plain);
}

/** fr-CH and fr are one language to who looks for somebody to talk to. */
export function languageOf({ language }: OnlineVisitor): string {
  return language.split("-")[0] ?? "";
}

/** Where they came from: the campaign, else another website's name; "" for who typed the address or followed a link of the website itself. */
export function cameFrom({ campaign, referrer, url }: OnlineVisitor): string {
  const from = hostOf(referrer);
  return campaign || (from === hostOf(url) ? "" : from);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : "";
}

function byNewest(a: OnlineVisitor, b: OnlineVisitor): number {
  return b.since - a.since || (a.browser_id < b.browser_id ? -1 : 1);
}

function keyOf(one: OnlineVisitor, column: Column, named: Named): string | number {
  switch (column) {
    case "visitor":
      return named.visitor(one);
    case "page":
      return one.url.replace(/^https?:\/\//, "");
    case "group":
      return one.group_id ? named.group(one.group_id) : "";
    case "time":
      return -one.page_since;
    case "pages":
      return one.pages;
    case "country":
      return one.country && named.country(one.country);
    case "device":
      return one.device && named.device(one.device);
    case "from":
      return cameFrom(one);
  }
}
