/** One result: whose conversation, who said it or which fact it is, and the words around the hit. */
import { MessageSquareLock, UserRound } from "lucide-react";
import type { Hit } from "../../../api/finding";
import { type Key, useWords } from "../../../i18n/words";
import { withNames } from "../../../parts/mentions";
import { useNames } from "../../../parts/names";
import { useNow } from "../../../state/now";
import { useWorld } from "../../../state/react";
import { cx } from "../../../ui/class";
import { Face } from "../../../ui/small";

const FIELDS: Record<string, Key> = {
  name: "details.name",
  email: "details.email",
  phone: "details.phone",
};

export function HitRow({ hit, isOpen, onOpen }: { hit: Hit; isOpen: boolean; onOpen: () => void }) {
  const { t, ago, exact } = useWords();
  const names = useNames();
  const now = useNow();
  const { visitor, is_open: isRunning } = hit.conversation;
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-current={isOpen}
      className={cx(
        "grid w-full grid-cols-[28px_1fr] gap-2.5 border-b px-4 py-2.5 text-start -outline-offset-2",
        isOpen ? "bg-accent-tint" : "hover:bg-hover",
      )}
    >
      <Face by={visitor.id} name={visitor.name || "?"} />
      <span className="flex min-w-0 flex-col">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 grow truncate font-medium">{names.visitor(visitor)}</span>
          {!isRunning && <span className="shrink-0 text-xs text-muted">{t("conversation.closed_short")}</span>}
          <time dateTime={new Date(hit.at).toISOString()} title={exact(hit.at)} className="shrink-0 text-xs text-muted">
            {ago(hit.at, now)}
          </time>
        </span>
        <span className="line-clamp-3 break-words">
          <Origin hit={hit} />
          <Snippet parts={hit.parts} />
        </span>
      </span>
    </button>
  );
}

function Origin({ hit }: { hit: Hit }) {
  const { t } = useWords();
  const names = useNames();
  if (hit.kind === "visitor") {
    const key = FIELDS[hit.field];
    return (
      <span className="text-muted">
        <UserRound size={13} aria-hidden className="me-1 inline" />
        {key ? t(key) : hit.field.replace("attribute:", "")}:{" "}
      </span>
    );
  }
  if (hit.is_visitors) return null;
  const name = hit.author ? names.agentOrYou(hit.author) : t("name.website");
  return (
    <span className="text-muted">
      {hit.kind === "comment" && (
        <MessageSquareLock size={13} role="img" aria-label={t("search.comment")} className="me-1 inline text-amber" />
      )}
      {name}:{" "}
    </span>
  );
}

/** Parts never change places, so their position is their identity. */
export function Snippet({ parts }: { parts: Hit["parts"] }) {
  const agents = useWorld((world) => world.agents);
  return parts.map(({ text, is_hit: isHit }, index) => {
    const key = `${index}:${text}`;
    return isHit ? (
      <mark key={key} className="rounded-sm bg-amber-tint font-semibold text-text">
        {text}
      </mark>
    ) : (
      <span key={key}>{withNames(text, agents)}</span>
    );
  });
}
