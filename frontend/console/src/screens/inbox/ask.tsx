/** Asking a colleague to join, with a line of why, and one stays (A14). */
import { uuid } from "@zuruf/protocol/browser";
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { useState } from "react";
import { conversations } from "../../api/calls";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { AgentPicker } from "../../parts/pickers";
import { sentenceOf } from "../../parts/problems";
import { useWorld } from "../../state/react";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Sheet } from "../../ui/overlay";
import { Trouble } from "../../ui/small";
import { toast } from "../../ui/toasts";

export function Ask({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const names = useNames();
  const me = useWorld((world) => world.me);
  const [agent, setAgent] = useState<Id | null>(null);
  const [why, setWhy] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async () => {
    if (!agent) return;
    setBusy(true);
    setProblem(null);
    try {
      await conversations.ask(conversation.id, { agent_id: agent, why }, uuid());
      toast({ id: `asked:${agent}`, title: t("ask.sent", { name: names.agent(agent) }), text: t("ask.sent_hint") });
      onClose();
    } catch (reason) {
      setProblem(reason);
    } finally {
      setBusy(false);
    }
  };
  const footer = agent && (
    <>
      <Button onClick={() => setAgent(null)}>{t("ask.other")}</Button>
      <Button look="primary" isBusy={isBusy} onClick={() => void send()}>
        {t("ask.submit")}
      </Button>
    </>
  );
  return (
    <Sheet title={t("ask.title")} isOpen onClose={onClose} closeLabel={t("close")} look="modal" footer={footer}>
      {agent ? (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          {problem !== null && <Trouble>{sentenceOf(problem, words)}</Trouble>}
          <p>{t("ask.lead", { name: names.agent(agent) })}</p>
          <TextField
            label={t("ask.why")}
            placeholder={t("ask.why_example")}
            autoFocus
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </form>
      ) : (
        <div className="-mx-2">
          <AgentPicker
            conversation={{ ...conversation, participations: [] }}
            onPick={setAgent}
            without={me}
            label={t("ask.whom")}
          />
        </div>
      )}
    </Sheet>
  );
}
