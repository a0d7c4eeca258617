/** What this agent has half written, conversation by conversation: it outlives reload, crash and outage, and is the same in every tab (O6). */
import { browserClock } from "@zuruf/protocol/clock";
import { type Draft, Drafts } from "@zuruf/protocol/drafts";
import type { Id } from "@zuruf/protocol/types";
import { createContext, useCallback, useContext, useEffect, useMemo, useSyncExternalStore } from "react";

type Kind = "reply" | "comment";

const Context = createContext<Drafts | null>(null);
export const DraftsProvider = Context.Provider;

/** Of one agent: colleagues may share a browser. */
export function useDraftsOf(agent: Id, onForgetful: () => void): Drafts {
  const drafts = useMemo(
    () => new Drafts({ scope: `agent ${agent}`, clock: browserClock, onForgetful }),
    [agent, onForgetful],
  );
  useEffect(() => {
    void drafts.load(takenFrom(localStorage, agent));
    const leave = () => leftIn(localStorage, agent, drafts.unwritten());
    addEventListener("pagehide", leave);
    return () => removeEventListener("pagehide", leave);
  }, [drafts, agent]);
  return drafts;
}

export function useDrafts(): Drafts {
  const drafts = useContext(Context);
  if (!drafts) throw new Error("useDrafts needs a DraftsProvider above it");
  return drafts;
}

/** What is kept under this key; "" for nothing. `now` is the newest event its author knows of, kept with the first letter. */
export function useKept(key: string) {
  const drafts = useDrafts();
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.text(key));
  const setText = useCallback((next: string, now = 0) => drafts.type(key, next, now), [drafts, key]);
  return { text, setText, since: () => drafts.since(key), clear: () => setText("") };
}

export const useDraft = (conversation: Id, kind: Kind) => useKept(keyOf(conversation, kind));

/** Where a message's new wording is kept until it is saved. */
export const keyOfEdit = (message: Id) => `edit ${message}`;

export function keyOf(conversation: Id, kind: Kind): string {
  return `${kind} ${conversation}`;
}

/** What a page could not write into its database before it was left; the next one takes it from there. */
export function leftIn(storage: Storage, agent: Id, drafts: Readonly<Record<string, Draft>>): void {
  for (const [key, draft] of Object.entries(drafts)) storage.setItem(`${left(agent)}${key}`, JSON.stringify(draft));
}

const left = (agent: Id) => `zuruf.left.${agent}.`;

/** That, and what builds up to 0.1 kept for this agent, as drafts by key; it is taken out of there. */
export function takenFrom(storage: Storage, agent: Id): Record<string, Draft> {
  const found: Record<string, Draft> = {};
  const begins = `zuruf.draft.${agent}.`;
  for (const name of Object.keys(storage).filter((other) => other.startsWith(begins))) {
    const [kind, conversation = ""] = name.slice(begins.length).split(".");
    if (kind === "reply" || kind === "comment")
      found[keyOf(conversation, kind)] = { text: storage.getItem(name) ?? "", at: 1 };
    storage.removeItem(name);
  }
  for (const name of Object.keys(storage).filter((other) => other.startsWith(left(agent)))) {
    found[name.slice(left(agent).length)] = JSON.parse(storage.getItem(name) ?? "") as Draft;
    storage.removeItem(name);
  }
  return found;
}
