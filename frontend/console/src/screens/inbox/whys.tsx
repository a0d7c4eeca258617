/** What a conversation's menus offer to explain, and the sheet of what was asked; its code comes when somebody asks. */
import type { ConversationView } from "@zuruf/protocol/types";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../../i18n/words";
import type { Shortcuts } from "../../parts/shortcuts";
import { useWorld } from "../../state/react";
import { lackOf, reasonsFor } from "../../state/rules";
import { MenuItem } from "../../ui/overlay";

const WhyHere = lazy(() => import("./why-here").then(({ WhyHere: default_ }) => ({ default: default_ })));
const WhyNobody = lazy(() => import("./why-nobody").then(({ WhyNobody: default_ }) => ({ default: default_ })));

type Asked = "here" | "nobody";

export interface Whys {
  /** Entries of a menu; null when there is nothing to explain. */
  items: ReactNode;
  sheet: ReactNode;
  ask: (what: Asked) => void;
  /** The same for the palette. */
  commands: Shortcuts;
}

export function useWhys(conversation: ConversationView): Whys {
  const { t } = useWords();
  const [asked, ask] = useState<Asked | null>(null);
  const isMine = useWorld((world) => reasonsFor(world, conversation, world.me).length > 0);
  const isNobodys = useWorld((world) => lackOf(world, conversation) !== null);
  const isWaiting = conversation.is_open && conversation.waiting_since !== null;
  const close = () => ask(null);
  const here = () => ask("here");
  const commands: Shortcuts = {
    "help.ask": isWaiting ? () => ask("nobody") : undefined,
    "why.in_mine": isMine && !isNobodys ? here : undefined,
    "why.in_unassigned": isNobodys ? here : undefined,
  };
  const items = (isMine || isNobodys || isWaiting) && (
    <>
      {(isMine || isNobodys) && (
        <MenuItem onClick={() => ask("here")}>{t(isNobodys ? "why.in_unassigned" : "why.in_mine")}</MenuItem>
      )}
      {isWaiting && <MenuItem onClick={() => ask("nobody")}>{t("help.ask")}</MenuItem>}
    </>
  );
  const sheet = (
    <Suspense>
      {asked === "here" && <WhyHere conversation={conversation} onClose={close} />}
      {asked === "nobody" && <WhyNobody conversation={conversation} onClose={close} />}
    </Suspense>
  );
  return { items: items || null, sheet, ask, commands };
}
