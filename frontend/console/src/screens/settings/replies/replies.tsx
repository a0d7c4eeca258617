/** Saved replies: one's own, and those shared with colleagues; edited in a side sheet (I4). */
import { Hash, Lock, MessageSquareQuote, Plus, Users } from "lucide-react";
import { useState } from "react";
import type { SavedReply } from "../../../api/saved-replies";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { textIn, useSavedReplies } from "../../../parts/saved-replies";
import { useMay, useWorld } from "../../../state/react";
import { Button } from "../../../ui/button";
import { matches } from "../../../ui/picker";
import { Chip, Empty } from "../../../ui/small";
import { Heading, Loaded, Rows } from "../frame";
import { ReplySheet } from "./reply-sheet";

const SEARCH_FROM = 8;

export default function Replies() {
  const { t } = useWords();
  const query = useSavedReplies();
  const [edited, setEdited] = useState<SavedReply | "new" | null>(null);
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setEdited("new")}>
      {t("replies.new")}
    </Button>
  );
  return (
    <>
      <Heading title={t("settings.replies")} lead={t("replies.lead")}>
        {(query.data?.items.length ?? 0) > 0 && add}
      </Heading>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="rounded-lg border bg-surface">
              <Empty icon={MessageSquareQuote} title={t("replies.none")} action={add}>
                {t("replies.none_hint")}
              </Empty>
            </div>
          ) : (
            <Found items={items} onEdit={setEdited} />
          )
        }
      </Loaded>
      {edited && (
        <ReplySheet
          reply={edited === "new" ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={() => void query.refetch()}
        />
      )}
    </>
  );
}

function Found({ items, onEdit }: { items: SavedReply[]; onEdit: (reply: SavedReply) => void }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const shown = items.filter((reply) => matches(`${reply.shortcut} ${Object.values(reply.texts).join(" ")}`, text));
  return (
    <>
      {items.length > SEARCH_FROM && (
        <input
          type="search"
          aria-label={t("replies.search")}
          placeholder={t("replies.search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mb-3 h-9 w-full rounded border border-field bg-surface px-2.5"
        />
      )}
      {shown.length === 0 ? (
        <p role="status" className="px-1 py-4 text-muted">
          {t("replies.none_found")}
        </p>
      ) : (
        <Rows>
          {shown.map((reply) => (
            <Row key={reply.id} reply={reply} onEdit={() => onEdit(reply)} />
          ))}
        </Rows>
      )}
    </>
  );
}

function Row({ reply, onEdit }: { reply: SavedReply; onEdit: () => void }) {
  const { t, language } = useWords();
  const fallback = useWorld((world) => world.workspace?.default_language ?? "en");
  const mayEdit = useMay("configure") || reply.sharing === "private";
  const about = (
    <>
      <span className="flex flex-wrap items-center gap-2">
        <span className="truncate font-semibold">/{reply.shortcut}</span>
        <Sharing reply={reply} />
      </span>
      <span className="mt-0.5 line-clamp-2 break-words text-muted">{textIn(reply.texts, language, fallback)}</span>
    </>
  );
  return (
    <li className={mayEdit ? "hover:bg-hover" : ""}>
      {mayEdit ? (
        <button type="button" onClick={onEdit} className="flex w-full flex-col px-4 py-3 text-start -outline-offset-2">
          {about}
        </button>
      ) : (
        <div className="flex flex-col px-4 py-3" title={t("replies.shared_hint")}>
          {about}
        </div>
      )}
    </li>
  );
}

function Sharing({ reply }: { reply: SavedReply }) {
  const { t } = useWords();
  const names = useNames();
  if (reply.sharing === "private")
    return (
      <Chip>
        <Lock size={12} aria-hidden /> {t("replies.sharing.private")}
      </Chip>
    );
  if (reply.sharing === "all")
    return (
      <Chip>
        <Users size={12} aria-hidden /> {t("replies.sharing.all")}
      </Chip>
    );
  return reply.groups.map((id) => (
    <Chip key={id}>
      <Hash size={12} aria-hidden /> {names.group(id)}
    </Chip>
  ));
}
