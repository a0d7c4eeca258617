/** The tags of the workspace: renamed and deleted here, made where a conversation gets one (I6). */
import { Pencil, Tag as TagIcon, Trash2 } from "lucide-react";
import { useState } from "react";
import { tags as calls, type Tag } from "../../api/finding";
import { useWords } from "../../i18n/words";
import { NameSheet } from "../../parts/name-sheet";
import { sayRefused } from "../../parts/problems";
import { TagDot, useTags } from "../../parts/tags";
import { Button, IconButton } from "../../ui/button";
import { Sheet } from "../../ui/overlay";
import { Empty } from "../../ui/small";
import { Heading, Rows } from "./frame";

export default function Tags() {
  const { t } = useWords();
  const tags = useTags();
  const [renamed, setRenamed] = useState<Tag | null>(null);
  const [deleted, setDeleted] = useState<Tag | null>(null);
  return (
    <>
      <Heading title={t("settings.tags")} lead={t("tags.lead")} />
      {tags.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          <Empty icon={TagIcon} title={t("tags.none")}>
            {t("tags.none_hint")}
          </Empty>
        </div>
      ) : (
        <Rows>
          {tags.map((tag) => (
            <li key={tag.id} className="flex items-center gap-3 px-4 py-2.5">
              <TagDot name={tag.name} />
              <span className="min-w-0 grow truncate font-medium">{tag.name}</span>
              <span className="shrink-0 text-sm text-muted">{t("tags.uses", { n: tag.uses })}</span>
              <IconButton label={t("tags.rename", { name: tag.name })} icon={Pencil} onClick={() => setRenamed(tag)} />
              <IconButton label={t("tags.delete", { name: tag.name })} icon={Trash2} onClick={() => setDeleted(tag)} />
            </li>
          ))}
        </Rows>
      )}
      {renamed && (
        <NameSheet
          title={t("tags.rename", { name: renamed.name })}
          label={t("tags.name")}
          initial={renamed.name}
          onSave={(name) => calls.rename(renamed.id, name)}
          onClose={() => setRenamed(null)}
        />
      )}
      {deleted && <Deleting tag={deleted} onClose={() => setDeleted(null)} />}
    </>
  );
}

function Deleting({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const remove = () => {
    calls.delete(tag.id).catch((problem: unknown) => sayRefused(problem, words));
    onClose();
  };
  return (
    <Sheet
      title={t("tags.delete", { name: tag.name })}
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
      look="modal"
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="danger" onClick={remove}>
            {t("tags.delete_now")}
          </Button>
        </>
      }
    >
      <p>{t("tags.delete_hint", { n: tag.uses })}</p>
    </Sheet>
  );
}
