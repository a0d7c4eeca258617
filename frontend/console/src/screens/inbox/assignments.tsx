/** Whose the conversation was, newest first and complete however much was said since, each with its "why?" (A20). */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { HistoryLine } from "@zuruf/protocol/frames";
import type { ConversationView } from "@zuruf/protocol/types";
import { useEffect, useState } from "react";
import { conversations } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sentenceOf } from "../../parts/problems";
import { NO_THREAD } from "../../state/model";
import { useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { Skeleton, Trouble } from "../../ui/small";
import { Time } from "../../ui/time";
import { Block } from "./details";
import { isExplained, lineText } from "./lines";
import { Why } from "./why";

const ABOUT_OWNERS: ReadonlySet<string> = new Set([
  "visitor.assigned_to_group",
  "visitor.assigned_to_agent",
  "agent.taken_off",
  "agent.joined",
  "agent.left",
  "assignment.refused",
]);

export function Assignments({ conversation }: { conversation: ConversationView }) {
  const words = useWords();
  const { t } = words;
  const [why, setWhy] = useState<HistoryLine | null>(null);
  const { lines, earlier, error, isLoading, refetch } = useAssignments(conversation.id);
  return (
    <Block title={t("details.assignments")}>
      {isLoading && lines.length === 0 && <Skeleton className="h-10 w-full" />}
      {!isLoading && !error && lines.length === 0 && (
        <p className="text-sm text-faint">{t("details.no_assignments")}</p>
      )}
      <ol className="flex flex-col gap-1.5 text-sm">
        {lines.map((line) => (
          <Assignment key={line.seq} line={line} onWhy={setWhy} />
        ))}
      </ol>
      {error && (
        <Trouble
          action={
            <Button size="sm" onClick={refetch}>
              {t("again")}
            </Button>
          }
        >
          {sentenceOf(error, words)}
        </Trouble>
      )}
      {earlier && (
        <Button look="quiet" size="sm" className="mt-1.5" isBusy={earlier.isBusy} onClick={earlier.show}>
          {t("details.earlier_assignments")}
        </Button>
      )}
      {why && <Why conversation={conversation} seq={why.seq} line={why} onClose={() => setWhy(null)} />}
    </Block>
  );
}

/** The server's pages, and what has happened since on top of them. */
function useAssignments(id: string) {
  const live = useWorld((world) => world.threads[id] ?? NO_THREAD).history;
  const pages = useInfiniteQuery({
    queryKey: ["assignments", id],
    queryFn: ({ pageParam }) => conversations.assignments(id, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.has_more ? page.items.at(-1)?.seq : undefined),
    staleTime: 0,
  });
  const { data, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = pages;
  const fetched = data?.pages.flatMap((page) => page.items) ?? [];
  const lines = newestFirst(fetched, live);
  // What a snapshot brought after an outage may leave a gap: the server is asked whenever it knows of newer ones.
  const newest = lines[0]?.seq ?? 0;
  const isBehind = !!data && newest > (fetched[0]?.seq ?? 0);
  useEffect(() => {
    if (isBehind && newest > 0) void refetch();
  }, [isBehind, newest, refetch]);
  return {
    lines,
    error: pages.error,
    isLoading: pages.isLoading,
    refetch: () => void refetch(),
    earlier: hasNextPage && { show: () => void fetchNextPage(), isBusy: isFetchingNextPage },
  };
}

/** Each once, of both. */
export function newestFirst(fetched: readonly HistoryLine[], live: readonly HistoryLine[]): HistoryLine[] {
  const bySeq = new Map(fetched.map((line) => [line.seq, line]));
  for (const line of live) if (ABOUT_OWNERS.has(line.type)) bySeq.set(line.seq, line);
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq);
}

function Assignment({ line, onWhy }: { line: HistoryLine; onWhy: (line: HistoryLine) => void }) {
  const words = useWords();
  const { t, ago, exact } = words;
  const names = useNames();
  return (
    <li className="flex items-baseline justify-between gap-2">
      <span className="min-w-0">
        {lineText(line, names, words)}
        {isExplained(line) && (
          <>
            {" · "}
            <button
              type="button"
              onClick={() => onWhy(line)}
              aria-haspopup="dialog"
              className="text-xs text-accent-strong underline-offset-2 hover:underline"
            >
              {t("why.ask")}
            </button>
          </>
        )}
      </span>
      <span className="shrink-0 text-xs text-muted">
        <Time at={line.at} exact={exact(line.at)}>
          {ago(line.at, Date.now())}
        </Time>
      </span>
    </li>
  );
}
