/** One row of the list: dot, who, the last line, group and faces, how long ago; why it is here. */
import type { ConversationView } from "@zuruf/protocol/types";
import { AtSign, Hash } from "lucide-react";
import { type MouseEvent, memo } from "react";
import type { Tag } from "../../api/finding";
import { useWords } from "../../i18n/words";
import { type Names, useNames } from "../../parts/names";
import { AgentFace } from "../../parts/people";
import { lackText, reasonText, shortLackText, shortReasonText } from "../../parts/reasons";
import { TagChip, tagsOf, useTags } from "../../parts/tags";
import { useNow } from "../../state/now";
import { useWorld } from "../../state/react";
import { type Dot as DotLook, dotOf, isEffective, lackOf, reasonsFor } from "../../state/rules";
import { mentionIn, type View } from "../../state/select";
import { cx } from "../../ui/class";
import { Dot, Face } from "../../ui/small";

interface RowProps {
  conversation: ConversationView;
  view: View;
  isOpen: boolean;
  isAt: boolean;
  onOpen: (id: string, event: MouseEvent) => void;
}

export const ListRow = memo(function ListRow({ conversation, view, isOpen, isAt, onOpen }: RowProps) {
  const words = useWords();
  const { t } = words;
  const names = useNames();
  const now = useNow(conversation.waiting_since === null ? "calm" : "precise");
  const dot = useWorld((world) => dotOf(world, conversation, now));
  const name = names.visitor(conversation.visitor);
  const isNamed = useWorld((world) => mentionIn(world, conversation.id) !== null);
  const { why, short } = useWhy(conversation, view);
  const isTyping = useWorld((world) => (world.typing[conversation.id]?.visitor?.until ?? 0) > now - world.ahead);
  return (
    <button
      type="button"
      onClick={(event) => onOpen(conversation.id, event)}
      aria-current={isOpen}
      title={why.join("\n")}
      className={cx(
        "grid w-full grid-cols-[8px_28px_1fr] gap-2.5 border-b py-2.5 pe-4 ps-3 text-start -outline-offset-2",
        isOpen ? "bg-accent-tint" : "hover:bg-hover",
        isAt && !isOpen && "bg-hover shadow-[inset_2px_0_0_var(--accent)]",
      )}
    >
      <span className="mt-2.5">
        <Dot look={dot} {...(dot === "none" ? {} : { label: t(`dot.${dot}`) })} />
      </span>
      <Face by={conversation.visitor.id} name={conversation.visitor.name || "?"} />
      <span className="flex min-w-0 flex-col">
        <span className="flex items-baseline gap-2">
          <span dir="auto" className={cx("min-w-0 grow truncate", dot === "none" ? "font-medium" : "font-semibold")}>
            {name}
          </span>
          {isNamed && (
            <AtSign size={14} role="img" aria-label={t("row.mentioned")} className="shrink-0 self-center text-accent" />
          )}
          <Age conversation={conversation} dot={dot} now={now} />
        </span>
        <span dir="auto" className={cx("truncate", dot === "none" && "text-muted")}>
          {isTyping ? <em>{t("typing.short")}</em> : <LastLine conversation={conversation} names={names} />}
        </span>
        <Where conversation={conversation} why={short} />
      </span>
    </button>
  );
});

/** Why it is in this list, the strongest reason first. */
function useWhy(conversation: ConversationView, view: View): { why: string[]; short: string } {
  const words = useWords();
  const names = useNames();
  const reasons = useWorld((world) => reasonsFor(world, conversation, world.me));
  const lack = useWorld((world) => lackOf(world, conversation));
  const isDoubt = view === "unassigned" || (view !== "mine" && lack !== null);
  if (isDoubt && lack) {
    const text = lackText(lack, conversation, names, words);
    return { why: [text], short: shortLackText(lack, words) };
  }
  return {
    why: reasons.map((reason) => reasonText(reason, names, words)),
    short: reasons[0] ? shortReasonText(reasons[0], names, words) : "",
  };
}

function Age({ conversation, dot, now }: { conversation: ConversationView; dot: DotLook; now: number }) {
  const { t, ago, exact } = useWords();
  const { waiting_since: since, last_at: at, is_open: isOpen } = conversation;
  if (!isOpen) return <span className="shrink-0 text-xs text-muted">{t("conversation.closed_short")}</span>;
  if (dot === "red" && since !== null) {
    return (
      <span className="shrink-0 text-xs text-red" title={exact(since)}>
        {t("row.waits", { time: stopwatch(now - since) })}
      </span>
    );
  }
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)} className="shrink-0 text-xs text-muted">
      {ago(at, now)}
    </time>
  );
}

/** 1:12, 1:02:09 */
function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function LastLine({ conversation, names }: { conversation: ConversationView; names: Names }) {
  const { t } = useWords();
  const { last } = conversation;
  if (!last) return <>{t("row.no_message")}</>;
  const text = names.said(last.text) || (last.files ? t("row.files", { n: last.files }) : t("message.deleted"));
  if (last.kind === "visitor") return <>{text}</>;
  const name = last.author ? names.agentOrYou(last.author) : t("name.website");
  return <>{t(last.kind === "comment" ? "row.comment_by" : "row.by", { name, text })}</>;
}

/** The reason takes the room that group and faces leave; short of it the group's name is cut, and no face is. */
export function Where({ conversation, why }: { conversation: ConversationView; why: string }) {
  const names = useNames();
  const group = conversation.group.group_id;
  const counts = useWorld((world) => isEffective(world, group));
  const agents = conversation.participations.slice(0, 4);
  const tags = tagsOf(conversation.tags, useTags());
  if (!group && agents.length === 0 && !why && tags.length === 0) return null;
  return (
    <span className="mt-1 flex h-5 items-center gap-2 text-xs text-muted [@media(hover:none)]:pe-8">
      {group && (
        <span className={cx("flex min-w-0 items-center gap-1", !counts && "line-through")}>
          <Hash size={12} aria-hidden className="shrink-0" />
          <span className="truncate">{names.group(group)}</span>
        </span>
      )}
      {agents.length > 0 && (
        <span className="flex shrink-0 -space-x-1">
          {agents.map((row) => (
            <AgentFace key={row.agent_id} id={row.agent_id} />
          ))}
        </span>
      )}
      {tags.length > 0 && <RowTags tags={tags} />}
      {why && (
        <span className="min-w-12 grow basis-0 truncate text-faint">
          {(group || agents.length > 0) && "· "}
          {why}
        </span>
      )}
    </span>
  );
}

/** The first one, and how many more; all names for whoever points at it. */
function RowTags({ tags }: { tags: Tag[] }) {
  const { number } = useWords();
  const [first] = tags;
  return (
    <span className="flex min-w-0 shrink items-center gap-1" title={tags.map(({ name }) => name).join(", ")}>
      {first && <TagChip tag={first} isSmall />}
      {tags.length > 1 && <span className="shrink-0">+{number(tags.length - 1)}</span>}
    </span>
  );
}
