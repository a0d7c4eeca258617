import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { words } from "@zuruf/protocol/words";
import { createElement, type ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/http";
import en from "../i18n/en.json";
import { SessionProvider, useSession } from "./session";

/** A server that keeps what it is sent, while it can be reached. */
const sent: unknown[] = [];
const answer = (body: unknown) => ({ ok: true, status: 200, json: async () => body });
let isReached = true;
/** Whose cookie this browser has, and what a change of theirs must carry. */
let signedIn = { id: "agt_1", csrf: "old" };

beforeEach(() => {
  isReached = true;
  signedIn = { id: "agt_1", csrf: "old" };
  sent.length = 0;
  vi.stubGlobal(
    "fetch",
    async (
      _: string,
      { method, body, headers }: { method: string; body?: string; headers: Record<string, string> },
    ) => {
      if (!isReached) throw new TypeError("Failed to fetch");
      if (method !== "GET" && headers["X-Zuruf-CSRF"] !== signedIn.csrf)
        return { ok: false, status: 403, json: async () => ({ code: "csrf" }) };
      if (method !== "GET") sent.push(JSON.parse(body ?? "null"));
      return answer({
        agent: { id: signedIn.id },
        csrf: signedIn.csrf,
        language: "en",
        preferences: { sound: "on", letters: "on" },
      });
    },
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function tab() {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(
      QueryClientProvider,
      { client },
      createElement(SessionProvider, { words: words("en", en), children }),
    );
  const { result } = renderHook(useSession, { wrapper });
  await waitFor(() => expect(result.current.session).toBeTruthy());
  return result;
}

test("only what was changed is sent, and the agent's other tabs follow", async () => {
  const [one, other] = [await tab(), await tab()];
  await act(() => one.current.prefer({ letters: "off" }));
  await waitFor(() => expect(other.current.preferences.letters).toBe("off"));
  await act(() => other.current.prefer({ sound: "off" }));
  expect(sent).toEqual([{ preferences: { letters: "off" } }, { preferences: { sound: "off" } }]);
  expect(other.current.preferences).toMatchObject({ letters: "off", sound: "off" });
});

test("what could not be saved is shown as it was", async () => {
  const one = await tab();
  isReached = false;
  await act(() => expect(one.current.prefer({ letters: "off" })).rejects.toBeInstanceOf(Problem));
  expect(one.current.preferences.letters).toBe("on");
});

test("who has signed in again in another tab goes on in this one; what they send is nobody else's", async () => {
  const one = await tab();
  signedIn = { id: "agt_1", csrf: "new" };
  await act(() => one.current.prefer({ letters: "off" }));
  expect(sent).toEqual([{ preferences: { letters: "off" } }]);
  signedIn = { id: "agt_2", csrf: "newer" };
  await act(() => expect(one.current.prefer({ sound: "off" })).rejects.toMatchObject({ code: "csrf" }));
  expect(sent).toHaveLength(1);
});
