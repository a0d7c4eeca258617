/** One conversation: who and whose it is, what was said, and the composer. */
import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import type { Id } from "@zuruf/protocol/types";
import { SearchX } from "lucide-react";
import { useEffect, useState } from "react";
import { conversations } from "../../api/calls";
import { Problem } from "../../api/http";
import { putOnScreen } from "../../app/watching";
import { useWords } from "../../i18n/words";
import { useAddress } from "../../parts/address";
import { sentenceOf } from "../../parts/problems";
import { useShortcuts } from "../../parts/shortcuts";
import { useShown, useStore, useWorld } from "../../state/react";
import { isDrawn, newestSeq } from "../../state/select";
import { Button } from "../../ui/button";
import { Empty, Skeleton, Trouble } from "../../ui/small";
import { Banners } from "./banners";
import { Composer } from "./composer";
import { newestOfOthers, QuotingProvider, useQuotingOf } from "./composer/quoting";
import { Header } from "./header";
import { Messages } from "./messages";

export function Conversation({ id, onDetails }: { id: Id; onDetails: () => void }) {
  const { t } = useWords();
  const { close } = useAddress();
  const conversation = useWorld((world) => world.conversations[id]);
  const isLoaded = useWorld((world) => world.threads[id]?.isLoaded ?? false);
  const { error, refetch } = useThread(id);
  useOnScreen(id);
  const store = useStore();
  const [kind, setKind] = useState<"reply" | "comment">("reply");
  const isForWriting = useRouterState({ select: ({ location }) => location.state.isForWriting ?? false });
  const [asked, setAsked] = useState(isForWriting ? 1 : 0);
  const write = (wanted: "reply" | "comment") => {
    setKind(wanted);
    setAsked(asked + 1);
  };

  const quoting = useQuotingOf(write, kind);
  useShortcuts({ q: () => quoting.quote(newestOfOthers(store.shown.world, id)) });

  if (error instanceof Problem && error.status === 404) {
    return (
      <section className="grid min-w-0 grow place-items-center bg-surface">
        <Empty
          icon={SearchX}
          title={t("conversation.gone")}
          action={<Button onClick={close}>{t("conversation.back")}</Button>}
        >
          {t("conversation.gone_hint")}
        </Empty>
      </section>
    );
  }
  if (!conversation) return <Loading problem={error} onAgain={() => void refetch()} />;
  return (
    <section
      aria-label={t("conversation.label")}
      className="flex min-w-0 grow flex-col overflow-y-auto bg-surface"
      data-conversation={id}
    >
      <Header conversation={conversation} onDetails={onDetails} onWrite={write} />
      <Banners conversation={conversation} />
      <QuotingProvider value={quoting}>
        {isLoaded ? (
          <Messages conversation={conversation} />
        ) : (
          <Waiting problem={error} onAgain={() => void refetch()} />
        )}
        <Composer conversation={conversation} kind={kind} onKind={setKind} asked={asked} />
      </QuotingProvider>
    </section>
  );
}

/** Fetches the newest messages unless a snapshot has brought them. */
function useThread(id: Id) {
  const store = useStore();
  const isLoaded = useWorld((world) => world.threads[id]?.isLoaded ?? false);
  useEffect(() => store.open(id), [store, id]);
  return useQuery({
    queryKey: ["conversation", id],
    enabled: !isLoaded,
    staleTime: 0,
    gcTime: 0,
    queryFn: async () => {
      store.open(id);
      store.fetched(await conversations.one(id));
      return true;
    },
  });
}

/** Tells colleagues who is looking, and marks as read what is drawn with the window in front. */
function useOnScreen(id: Id): void {
  const store = useStore();
  const isLive = useShown((shown) => shown.status === "live");
  const isSeen = useWorld((world) => isDrawn(world, id));
  const newest = useWorld((world) => newestSeq(world, id));
  const [isInFront, setInFront] = useState(() => document.hasFocus());

  useEffect(() => {
    const look = () => setInFront(document.visibilityState === "visible" && document.hasFocus());
    const events = ["focus", "blur", "visibilitychange"] as const;
    for (const event of events) addEventListener(event, look);
    return () => {
      for (const event of events) removeEventListener(event, look);
    };
  }, []);
  useEffect(() => {
    putOnScreen(id);
    return () => putOnScreen("");
  }, [id]);
  useEffect(() => {
    if (!isLive || !isInFront || !isSeen) return;
    store.say({ type: "watching", conversation: id });
    return () => store.say({ type: "watching", conversation: "" });
  }, [store, id, isLive, isInFront, isSeen]);
  useEffect(() => {
    if (isInFront && isSeen && newest > 0 && Number.isFinite(newest)) store.markRead(id, newest);
  }, [store, id, isInFront, isSeen, newest]);
}

interface WaitingProps {
  problem: unknown;
  onAgain: () => void;
}

function Loading({ problem, onAgain }: WaitingProps) {
  return (
    <section className="flex min-w-0 grow flex-col bg-surface">
      <div className="flex flex-col gap-2.5 border-b px-5 py-3.5">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-6 w-64" />
      </div>
      <Waiting problem={problem} onAgain={onAgain} />
    </section>
  );
}

function Waiting({ problem, onAgain }: WaitingProps) {
  const words = useWords();
  if (problem) {
    return (
      <div className="grow p-5">
        <Trouble
          action={
            <Button size="sm" onClick={onAgain}>
              {words.t("again")}
            </Button>
          }
        >
          {sentenceOf(problem, words)}
        </Trouble>
      </div>
    );
  }
  return (
    <div aria-busy="true" className="flex grow flex-col justify-end gap-4 p-5">
      <span className="sr-only">{words.t("loading")}</span>
      <Skeleton className="h-14 w-3/5" />
      <Skeleton className="h-10 w-2/5" />
      <Skeleton className="h-14 w-1/2 self-end" />
    </div>
  );
}
