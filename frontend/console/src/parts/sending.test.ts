import { act, renderHook } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement, type ReactNode } from "react";
import { expect, test } from "vitest";
import { Problem } from "../api/http";
import en from "../i18n/en.json";
import { WordsProvider } from "../i18n/words";
import { useSending } from "./sending";

const ENGLISH = words("en", en);
const wrapper = ({ children }: { children: ReactNode }) => createElement(WordsProvider, { value: ENGLISH, children });
const AT = new Date().setHours(14, 3, 0, 0);
const STALE = { code: "stale_version", field: "version", version: "7", name: "Nora", changed_at: String(AT) };

async function refuse(send: (act: () => Promise<unknown>) => void, problem: Problem) {
  await act(async () => send(() => Promise.reject(problem)));
}

test("a form begun from an older version says who changed it, and is sent over it next", async () => {
  const { result } = renderHook(() => useSending(["name"], 3), { wrapper });
  expect(result.current.version).toBe(3);
  await refuse(result.current.send, new Problem(409, STALE));
  expect(result.current.trouble).toBe(
    `Nora changed this meanwhile (${ENGLISH.time(AT)}). Save again to put your version over it, or cancel to see theirs.`,
  );
  expect(result.current.version).toBe(7);
});

test("the version of now is kept when something else is wrong then", async () => {
  const { result } = renderHook(() => useSending(["name"], 3), { wrapper });
  await refuse(result.current.send, new Problem(409, STALE));
  await refuse(result.current.send, new Problem(422, { code: "empty_name", field: "name" }));
  expect([result.current.wrong("name"), result.current.trouble, result.current.version]).toEqual([
    "A name is needed.",
    "",
    7,
  ]);
});

test("a change that nobody can be named for is still said", async () => {
  const { result } = renderHook(() => useSending([], 3), { wrapper });
  await refuse(result.current.send, new Problem(409, { ...STALE, name: "" }));
  expect(result.current.trouble).toMatch(/^Somebody changed this meanwhile\. Save again/);
});
