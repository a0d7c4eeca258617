/** The last episode by e-mail, as the visitor saw it (W5). */
import { uuid } from "@zuruf/protocol/browser";
import type { ConversationView } from "@zuruf/protocol/types";
import { type FormEvent, useState } from "react";
import { conversations } from "../../api/calls";
import { Problem } from "../../api/http";
import { useWords } from "../../i18n/words";
import { sentenceOf } from "../../parts/problems";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Sheet } from "../../ui/overlay";
import { Trouble } from "../../ui/small";
import { toast } from "../../ui/toasts";

const FORM = "transcript";

export function SendTranscript({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [email, setEmail] = useState(conversation.visitor.email);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const isAtField = problem instanceof Problem && problem.field === "email";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await conversations.transcript(conversation.id, email, uuid());
      toast({ id: "transcript", look: "plain", title: t("transcript.owed", { address: email.trim() }) });
      onClose();
    } catch (reason) {
      setProblem(reason);
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button type="submit" form={FORM} look="primary" isBusy={isBusy}>
        {t("transcript.submit")}
      </Button>
    </>
  );
  return (
    <Sheet title={t("transcript.title")} isOpen onClose={onClose} closeLabel={t("close")} look="modal" footer={footer}>
      <form id={FORM} noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        {problem !== null && !isAtField && <Trouble>{sentenceOf(problem, words)}</Trouble>}
        <p>{t("transcript.lead")}</p>
        <TextField
          label={t("transcript.address")}
          type="email"
          autoFocus
          maxLength={254}
          value={email}
          error={isAtField ? sentenceOf(problem, words) : ""}
          onChange={(event) => {
            setEmail(event.target.value);
            setProblem(null);
          }}
        />
      </form>
    </Sheet>
  );
}
