/** The tags of a conversation: chips to take off, and a list to choose more from (I6). */
import type { ConversationView } from "@zuruf/protocol/types";
import { Tag as TagIcon } from "lucide-react";
import { useState } from "react";
import { tags as calls } from "../../api/finding";
import { useWords } from "../../i18n/words";
import { sayRefused } from "../../parts/problems";
import { useShortcuts } from "../../parts/shortcuts";
import { TagChip, TagPicker, tagsOf, useTags } from "../../parts/tags";
import { IconButton } from "../../ui/button";
import { Popover } from "../../ui/overlay";
import { Block } from "./details";

function useTagging({ id, tags: chosen }: ConversationView) {
  const words = useWords();
  const refused = (problem: unknown) => sayRefused(problem, words);
  const takeOff = (tag: string) => void calls.remove(id, tag).catch(refused);
  const toggle = (tag: { tag_id: string } | { name: string }) => {
    if ("tag_id" in tag && chosen.includes(tag.tag_id)) return takeOff(tag.tag_id);
    calls.add(id, tag).catch(refused);
  };
  return { takeOff, toggle };
}

/** In the head of the conversation; the list stays open for the next one. */
export function TagButton({ conversation }: { conversation: ConversationView }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { toggle } = useTagging(conversation);
  useShortcuts({ t: () => setOpen(true) });
  return (
    <Popover
      label={t("tag.choose")}
      isOpen={isOpen}
      onOpen={setOpen}
      className="w-[300px]"
      trigger={<IconButton label={t("tag.choose")} icon={TagIcon} aria-keyshortcuts="t" />}
    >
      <TagPicker chosen={conversation.tags} onPick={toggle} />
    </Popover>
  );
}

/** In the details. */
export function Tags({ conversation }: { conversation: ConversationView }) {
  const { t } = useWords();
  const known = useTags();
  const { takeOff } = useTagging(conversation);
  const shown = tagsOf(conversation.tags, known);
  return (
    <Block title={t("tag.title")}>
      {shown.length === 0 ? (
        <p className="text-sm text-faint">{t("tag.none_here")}</p>
      ) : (
        <ul aria-label={t("tag.title")} className="flex flex-wrap gap-1.5">
          {shown.map((tag) => (
            <li key={tag.id} className="flex max-w-full">
              <TagChip tag={tag} onRemove={() => takeOff(tag.id)} />
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}
