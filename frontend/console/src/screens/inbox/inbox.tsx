/** The inbox: list, conversation and details side by side; on a narrow screen one of them. */
import { useNavigate, useRouter, useRouterState } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../i18n/words";
import { useAddress } from "../../parts/address";
import { useMedia } from "../../ui/media";
import { Sheet } from "../../ui/overlay";
import { Pane } from "../../ui/pane";
import { Empty } from "../../ui/small";
import { Conversation } from "./conversation";
import { Details } from "./details";
import { ConversationList } from "./list";

const KEPT = "zuruf.details";

declare module "@tanstack/history" {
  interface HistoryState {
    /** The details lie open over the conversation. */
    hasDetails?: boolean;
  }
}

export function Inbox() {
  const { t } = useWords();
  const { conversation } = useAddress();
  const isNarrow = useMedia("(max-width: 47.99rem)");
  const { toggle, isPane, isSheet, closeSheet } = useDetails();
  if (isNarrow && !conversation) return <ConversationList />;
  return (
    <>
      {!isNarrow && (
        <Pane
          name="list"
          label={t("pane.list")}
          edge="right"
          initial={320}
          min={260}
          max={460}
          className="border-r bg-bg"
        >
          <ConversationList />
        </Pane>
      )}
      {conversation ? <Conversation key={conversation} id={conversation} onDetails={toggle} /> : <NothingOpen />}
      {conversation && isPane && (
        <Pane
          name="details"
          label={t("pane.details")}
          edge="left"
          initial={284}
          min={240}
          max={420}
          className="border-l bg-bg"
        >
          <Details key={conversation} id={conversation} />
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
            <Details key={conversation} id={conversation} />
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
