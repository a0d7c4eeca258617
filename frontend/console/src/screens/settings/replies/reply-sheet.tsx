/** One saved reply: its shortcut, a text per language with variables, and whom it is for. */
import { useState } from "react";
import { type SavedReply, type SavedReplyForm, savedReplies } from "../../../api/saved-replies";
import { useWords } from "../../../i18n/words";
import { useOnce } from "../../../parts/once";
import { useSending } from "../../../parts/sending";
import { useMay, useWorld } from "../../../state/react";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Trouble } from "../../../ui/small";
import { toast } from "../../../ui/toasts";
import { SaveFooter } from "../frame";
import { LeavingFooter, useChanged, useLeaving } from "../leaving";
import { Sharing } from "./sharing";
import { Texts } from "./texts";

interface Props {
  reply: SavedReply | null;
  onClose: () => void;
  onSaved: () => void;
}

const EMPTY: SavedReplyForm = { shortcut: "", texts: {}, sharing: "private", groups: [] };

export function ReplySheet({ reply, onClose, onSaved }: Props) {
  const { t } = useWords();
  const { form, change, save, remove, isChanged, languages, fallback, sending } = useForm({ reply, onClose, onSaved });
  const [isDeleting, setDeleting] = useState(false);
  const leaving = useLeaving(isChanged, onClose);
  const { isBusy, trouble, wrong } = sending;
  const footer = leaving.isAsked ? (
    <LeavingFooter leaving={leaving} />
  ) : (
    <SaveFooter isBusy={isBusy} onClose={onClose} onSave={save}>
      {reply && (
        <Button look="danger" onClick={() => (isDeleting ? remove() : setDeleting(true))}>
          {t(isDeleting ? "delete_sure" : "replies.delete")}
        </Button>
      )}
    </SaveFooter>
  );
  return (
    <Sheet
      title={t(reply ? "replies.edit" : "replies.new")}
      isOpen
      onClose={leaving.leave}
      closeLabel={t("close")}
      footer={footer}
    >
      <div className="flex flex-col gap-6">
        {trouble && <Trouble>{trouble}</Trouble>}
        <TextField
          label={t("replies.shortcut")}
          hint={t("replies.shortcut_hint")}
          placeholder={t("replies.shortcut_example")}
          maxLength={60}
          autoFocus
          autoCapitalize="off"
          spellCheck={false}
          value={form.shortcut}
          error={wrong("shortcut")}
          onChange={(event) => change({ shortcut: event.target.value })}
        />
        <Texts
          texts={form.texts}
          languages={languages}
          fallback={fallback}
          wrong={(code) => wrong(`texts.${code}`) || (code === fallback ? wrong("texts") : "")}
          onChange={(texts) => change({ texts })}
        />
        <Sharing form={form} wrong={wrong("groups")} onChange={change} />
      </div>
    </Sheet>
  );
}

function useForm({ reply, onClose, onSaved }: Props) {
  const { t } = useWords();
  const mayShare = useMay("configure");
  const workspace = useWorld((world) => world.workspace);
  const [form, setForm] = useState<SavedReplyForm>(reply ?? { ...EMPTY, sharing: mayShare ? "all" : "private" });
  const languages = [...new Set([...(workspace?.languages ?? ["en"]), ...Object.keys(reply?.texts ?? {})])];
  const fields = ["shortcut", "groups", "texts", ...languages.map((code) => `texts.${code}`)];
  const sending = useSending(fields, reply?.version);
  const once = useOnce();
  const done = (title: string) => {
    toast({ id: "saved", title });
    onSaved();
    onClose();
  };
  const save = () =>
    sending.send(async () => {
      const { shortcut, sharing, groups } = form;
      const texts = Object.fromEntries(Object.entries(form.texts).filter(([, text]) => text.trim()));
      const body: SavedReplyForm = { shortcut, texts, sharing, groups: sharing === "groups" ? groups : [] };
      await (reply ? savedReplies.save(reply.id, body, sending.version) : savedReplies.create(body, once.keyFor(body)));
      done(t("saved"));
    });
  const remove = () =>
    sending.send(async () => {
      if (reply) await savedReplies.remove(reply.id);
      done(t("replies.deleted"));
    });
  const change = (part: Partial<SavedReplyForm>) => setForm({ ...form, ...part });
  const isChanged = useChanged({ ...form, groups: form.groups.toSorted() });
  return { form, change, save, remove, isChanged, languages, fallback: workspace?.default_language ?? "en", sending };
}
