/** What only the server's search knows of what is typed into the palette: old conversations, and visitors by what they wrote (I3). */
import { useQuery } from "@tanstack/react-query";
import type { useNavigate } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { useEffect, useState } from "react";
import { type Hit, search } from "../api/finding";
import { type Names, useNames } from "../parts/names";
import type { Entry } from "./palette-entries";

const PAUSE = 250;
const SHOWN = 8;

export interface Asked {
  entries: Entry[];
  state: "idle" | "asking" | "failed" | "done";
  again: () => void;
}

/** Asked when typing pauses; what is typed on takes the question before back. `shown` are conversations that stand there already. */
export function useAsked(typed: string, shown: readonly Entry[], navigate: ReturnType<typeof useNavigate>): Asked {
  const names = useNames();
  const text = usePaused(typed.trim());
  const { data, isFetching, isError, refetch } = useQuery({
    queryKey: ["palette", text],
    enabled: text.length > 1,
    retry: false,
    networkMode: "always",
    staleTime: 10_000,
    queryFn: ({ signal }) => search(text, 0, signal),
  });
  const again = () => void refetch();
  if (typed.trim().length < 2) return { entries: [], state: "idle", again };
  if (text !== typed.trim() || isFetching) return { entries: [], state: "asking", again };
  if (isError) return { entries: [], state: "failed", again };
  const known = new Set(shown.map(({ id }) => id));
  const hits = firstOfEach(data?.items ?? []).filter(({ conversation }) => !known.has(conversation.id));
  return { entries: hits.slice(0, SHOWN).map((hit) => entryOf(hit, names, navigate)), state: "done", again };
}

function usePaused(typed: string): string {
  const [text, setText] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setText(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return text;
}

/** One entry a conversation: its newest hit. */
export function firstOfEach(hits: readonly Hit[]): Hit[] {
  const seen = new Set<string>();
  return hits.filter(({ conversation: { id } }) => !seen.has(id) && seen.add(id));
}

function entryOf({ conversation, seq, parts }: Hit, names: Names, navigate: ReturnType<typeof useNavigate>): Entry {
  const { id, visitor } = conversation;
  return {
    id,
    name: names.visitor(visitor),
    words: "",
    kind: names.said(parts.map(({ text }) => text).join("")),
    keys: [],
    icon: MessagesSquare,
    isOnlyFound: true,
    act: () => navigate({ to: "/c/$conversation", params: { conversation: id }, search: seq ? { at: seq } : {} }),
  };
}
