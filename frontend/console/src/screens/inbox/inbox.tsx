/** The inbox: list, conversation and details side by side; on a narrow screen one of them. */
import { useNavigate, useRouter, useRouterState } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../../i18n/words";
import { useAddress } from "../../parts/address";
import { useWhenIdle } from "../../ui/later";
import { useMedia } from "../../ui/media";
import { Sheet } from "../../ui/overlay";
import { Pane } from "../../ui/pane";
import { Empty } from "../../ui/small";
import { ConversationList } from "./list";

const KEPT = "zuruf.details";

const load = () => Promise.all([import("./conversation"), import("./details")]);
const Conversation = lazy(() => load().then(([{ Conversation: shown }]) => ({ default: shown })));
const Details = lazy(() => load().then(([, { Details: shown }]) => ({ default: shown })));

declare module "@tanstack/history" {
  interface HistoryState {
    /** The details lie open over the conversation. */
    hasDetails?: boolean;
    /** It was opened to write in it. */
    isForWriting?: boolean;
  }
}

export function Inbox() {
  const { t } = useWords();
  const { conversation } = useAddress();
  const isNarrow = useMedia("(max-width: 47.99rem)");
  const { toggle, isPane, isSheet, closeSheet } = useDetails();
  // Before the first click, after the first screen.
  useWhenIdle(true, () => void load());
  if (isNarrow && !conversation) return <ConversationList />;
  return (
    <>
      {!isNarrow && (
        <Pane
          name="list"
          label={t("pane.list")}
          edge="end"
          initial={320}
          min={260}
          max={460}
          className="border-e bg-bg"
        >
          <ConversationList />
        </Pane>
      )}
      <Suspense fallback={<div className="grow bg-surface" aria-busy="true" />}>
        {conversation ? <Conversation key={conversation} id={conversation} onDetails={toggle} /> : <NothingOpen />}
      </Suspense>
      {conversation && isPane && (
        <Pane
          name="details"
          label={t("pane.details")}
          edge="start"
          initial={284}
          min={240}
          max={420}
          className="border-s bg-bg"
        >
          <Suspense>
            <Details key={conversation} id={conversation} />
          </Suspense>
        </Pane>
      )}
      {conversation && isSheet && (
        <Sheet
          title={t("details.title")}
          isOpen
          isAddressed
          onClose={closeSheet}
          closeLabel={t("close")}
          width="max-w-[380px]"
        >
          <div className="-mx-4 -mt-4">
            <Suspense>
              <Details key={conversation} id={conversation} />
            </Suspense>
          </div>
        </Sheet>
      )}
    </>
  );
}

/** The details stand beside the conversation where there is room, otherwise in a sheet with an entry of its own in the history: Back closes it. */
function useDetails() {
  const isWide = useMedia("(min-width: 75rem)");
  const [isShown, setShown] = useState(() => localStorage.getItem(KEPT) !== "hidden");
  const isSheetOpen = useRouterState({ select: ({ location }) => location.state.hasDetails ?? false });
  const navigate = useNavigate();
  const { history } = useRouter();
  const toggle = () => {
    if (!isWide) return void navigate({ to: ".", search: true, state: { hasDetails: true } });
    setShown(!isShown);
    localStorage.setItem(KEPT, isShown ? "hidden" : "shown");
  };
  const closeSheet = () => history.back({ ignoreBlocker: true });
  return { toggle, isPane: isWide && isShown, isSheet: !isWide && isSheetOpen, closeSheet };
}

function NothingOpen() {
  const { t } = useWords();
  return (
    <div className="grid min-w-0 grow place-items-center bg-surface">
      <Empty icon={MessagesSquare} title={t("conversation.choose")}>
        {t("conversation.choose_hint")}
      </Empty>
    </div>
  );
}
