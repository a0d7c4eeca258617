/** Tags as they are shown: a name beside a colour that follows from it, and the list they are chosen from. */
import { useQuery } from "@tanstack/react-query";
import { shadeOf } from "@zuruf/protocol/face";
import type { Id } from "@zuruf/protocol/types";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { type Tag, tags } from "../api/finding";
import { useWords } from "../i18n/words";
import { useMay, useWorld } from "../state/react";
import { cx } from "../ui/class";
import { matches, type Option, Picker } from "../ui/picker";

const SHADES = [
  "bg-face-1",
  "bg-face-2",
  "bg-face-3",
  "bg-face-4",
  "bg-face-5",
  "bg-face-6",
  "bg-face-7",
  "bg-face-8",
] as const;

const NONE: Tag[] = [];
const NEW = "new-tag";

/** All tags of the workspace by name; asked for again when somebody changes the list. */
export function useTags(): Tag[] {
  const version = useWorld((world) => world.settings.tags ?? 0);
  const { data } = useQuery({
    queryKey: ["tags", version],
    queryFn: tags.list,
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  return data?.items ?? NONE;
}

/** Those of a conversation that have not been deleted, by name. */
export function tagsOf(ids: readonly Id[], known: readonly Tag[]): Tag[] {
  return known.filter(({ id }) => ids.includes(id));
}

export function TagDot({ name }: { name: string }) {
  return <span aria-hidden className={cx("size-2 shrink-0 rounded-full", SHADES[shadeOf(name.toLowerCase())])} />;
}

export function TagChip({ tag, onRemove, isSmall = false }: { tag: Tag; onRemove?: () => void; isSmall?: boolean }) {
  const { t } = useWords();
  return (
    <span
      title={tag.name}
      className={cx(
        "inline-flex min-w-0 items-center gap-1.5 rounded-full bg-subtle",
        isSmall ? "h-5 max-w-24 px-1.5 text-xs" : "h-6 max-w-44 px-2 text-sm",
        onRemove && "pe-1",
      )}
    >
      <TagDot name={tag.name} />
      <span className="truncate">{tag.name}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={t("tag.take_off", { name: tag.name })}
          title={t("tag.take_off", { name: tag.name })}
          onClick={onRemove}
          className="grid size-[18px] shrink-0 place-items-center rounded-full text-muted hover:bg-hover hover:text-text"
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}

interface TagPickerProps {
  chosen: readonly Id[];
  onPick: (tag: { tag_id: Id } | { name: string }) => void;
  footer?: ReactNode;
}

/** A name that is not in the list yet is offered last, for whoever may make one. */
export function TagPicker({ chosen, onPick, footer }: TagPickerProps) {
  const { t } = useWords();
  const known = useTags();
  const mayMake = useMay("assign");
  const options = known.map(
    (tag): Option => ({
      id: tag.id,
      text: tag.name,
      isChosen: chosen.includes(tag.id),
      content: (
        <>
          <TagDot name={tag.name} />
          <span className="min-w-0 grow truncate">{tag.name}</span>
        </>
      ),
    }),
  );
  const made = (text: string): Option | null => {
    const name = text.trim().replace(/\s+/g, " ");
    const isKnown = known.some((tag) => matches(tag.name, name) && matches(name, tag.name));
    if (!mayMake || !name || isKnown || name.length > 40) return null;
    return {
      id: NEW,
      text: name,
      content: (
        <>
          <Plus size={14} aria-hidden className="shrink-0 text-muted" />
          <span className="min-w-0 grow truncate">{t("tag.make", { name })}</span>
        </>
      ),
    };
  };
  return (
    <Picker
      label={t("tag.choose")}
      placeholder={t(mayMake ? "tag.search_or_make" : "tag.search")}
      none={t("tag.none")}
      options={options}
      extra={made}
      onPick={(id, text) => onPick(id === NEW ? { name: text } : { tag_id: id })}
      footer={footer}
    />
  );
}
