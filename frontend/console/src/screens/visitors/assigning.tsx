/** Whom to assign a visitor online to: asked beside the table, so that it stays when the visitor's row goes (E4). */
import type { ConversationView } from "@zuruf/protocol/types";
import { createContext, type ReactNode, useContext, useState } from "react";
import { useWords } from "../../i18n/words";
import { useActs } from "../../parts/acts";
import { AgentPicker, GroupPicker } from "../../parts/pickers";
import { useWorld } from "../../state/react";
import { Sheet } from "../../ui/overlay";

interface Asked {
  what: "group" | "agent";
  conversation: ConversationView;
}

const Context = createContext<(asked: Asked) => void>(() => undefined);

/** Opens the choice, whichever row it is asked from. */
export const useAssigning = () => useContext(Context);

export function Assigning({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Context.Provider value={setAsked}>
      {children}
      {asked && <Choice {...asked} onClose={() => setAsked(null)} />}
    </Context.Provider>
  );
}

function Choice({ what, conversation: before, onClose }: Asked & { onClose: () => void }) {
  const { t } = useWords();
  const acts = useActs();
  const conversation = useWorld((world) => world.conversations[before.id]) ?? before;
  return (
    <Sheet
      title={t(`${what}.assign`)}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      look="modal"
      width="max-w-[380px]"
    >
      {!conversation.is_open && <p className="mb-2 text-sm text-muted">{t("visitors.assigned_hint")}</p>}
      <div className="-mx-2.5">
        {what === "group" ? (
          <GroupPicker
            conversation={conversation}
            onPick={(id) => {
              acts.setGroup(conversation, id, before.group.group_id);
              onClose();
            }}
          />
        ) : (
          <AgentPicker
            conversation={conversation}
            onPick={(id) => {
              acts.assign(conversation, id);
              onClose();
            }}
          />
        )}
      </div>
    </Sheet>
  );
}
