/** The inbox: list, conversation and details side by side; on a narrow screen one of them. */
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
        <Sheet title={t("details.title")} isOpen onClose={closeSheet} closeLabel={t("close")} width="max-w-[380px]">
          <div className="-mx-4 -mt-4">
            <Details key={conversation} id={conversation} />
          </div>
        </Sheet>
      )}
    </>
  );
}

/** The details stand beside the conversation where there is room, otherwise in a sheet. */
function useDetails() {
  const isWide = useMedia("(min-width: 75rem)");
  const [isShown, setShown] = useState(() => localStorage.getItem(KEPT) !== "hidden");
  const [isSheetOpen, setSheetOpen] = useState(false);
  const toggle = () => {
    if (!isWide) return setSheetOpen(true);
    setShown(!isShown);
    localStorage.setItem(KEPT, isShown ? "hidden" : "shown");
  };
  return { toggle, isPane: isWide && isShown, isSheet: !isWide && isSheetOpen, closeSheet: () => setSheetOpen(false) };
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
