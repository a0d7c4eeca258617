/** Blocking the visitor of a conversation and letting them in again (I6): menu, key and palette, and the strip that says so. */
import type { ConversationView } from "@zuruf/protocol/types";
import { lazy, Suspense, useState } from "react";
import { visitors } from "../../api/calls";
import { Sentence, useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { sayMayNotAssign, sayRefused } from "../../parts/problems";
import { useShortcuts } from "../../parts/shortcuts";
import { untilText } from "../../parts/until";
import { useNow } from "../../state/now";
import { useMay } from "../../state/react";
import { Button } from "../../ui/button";
import { MenuItem } from "../../ui/overlay";
import { Banner } from "./banner";

const BlockSheet = lazy(() => import("./block-sheet"));

interface Props {
  conversation: ConversationView;
}

/** Whether the block holds at this moment: one whose time is over still stands with the visitor. */
function useBlock({ visitor: { block } }: ConversationView) {
  const now = useNow();
  return block && (block.until === null || block.until > now) ? block : null;
}

function useUnblock({ visitor }: ConversationView): () => void {
  const words = useWords();
  return () => void visitors.unblock(visitor.id).catch((problem: unknown) => sayRefused(problem, words));
}

export function useBlocking(conversation: ConversationView) {
  const words = useWords();
  const { t } = words;
  const [isAsking, setAsking] = useState(false);
  const mayAssign = useMay("assign");
  const isBlocked = useBlock(conversation) !== null;
  const unblock = useUnblock(conversation);
  const ask = () => (mayAssign ? setAsking(true) : sayMayNotAssign(words));
  useShortcuts({ b: isBlocked ? undefined : ask, "block.undo": isBlocked && mayAssign ? unblock : undefined });
  const item = isBlocked ? (
    <MenuItem onClick={unblock} disabled={!mayAssign}>
      {t("block.undo")}
    </MenuItem>
  ) : (
    <MenuItem onClick={ask} disabled={!mayAssign} hint={t("block.hint")}>
      {t("shortcut.block")}
    </MenuItem>
  );
  const sheet = (
    <Suspense>{isAsking && <BlockSheet conversation={conversation} onClose={() => setAsking(false)} />}</Suspense>
  );
  return { item, sheet };
}

export function BlockedBanner({ conversation }: Props) {
  const { t, language, exact } = useWords();
  const names = useNames();
  const now = useNow();
  const mayAssign = useMay("assign");
  const block = useBlock(conversation);
  const unblock = useUnblock(conversation);
  if (!block) return null;
  const actions = mayAssign && (
    <Button size="sm" onClick={unblock}>
      {t("block.undo")}
    </Button>
  );
  const until = block.until === null ? "" : untilText(block.until, now, language);
  return (
    <Banner look="bg-red-tint" actions={actions}>
      <span title={exact(block.at)}>
        <Sentence
          of={until ? "block.banner_until" : "block.banner"}
          with={{ name: <b className="font-semibold">{names.actor(block.by)}</b>, time: until }}
        />
      </span>
      {block.reason && <span className="block text-muted">{t("quoted", { text: block.reason })}</span>}
    </Banner>
  );
}
