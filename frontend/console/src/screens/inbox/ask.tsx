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
import { LeavingFooter, useLeaving } from "../settings/leaving";

export function Ask({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const { t } = useWords();
  const me = useWorld((world) => world.me);
  const [agent, setAgent] = useState<Id | null>(null);
  const [why, setWhy] = useState("");
  const { send, isBusy, problem } = useAsking(conversation.id, onClose);
  const submit = () => agent && void send(agent, why);
  const leaving = useLeaving(why.trim() !== "", onClose);
  const footer = leaving.isAsked ? (
    <LeavingFooter leaving={leaving} />
  ) : (
    agent && (
      <>
        <Button onClick={() => setAgent(null)}>{t("ask.other")}</Button>
        <Button look="primary" isBusy={isBusy} onClick={submit}>
          {t("ask.submit")}
        </Button>
      </>
    )
  );
  return (
    <Sheet title={t("ask.title")} isOpen onClose={leaving.leave} closeLabel={t("close")} look="modal" footer={footer}>
      {agent ? (
        <Why agent={agent} why={why} onWhy={setWhy} onSubmit={submit} problem={problem} />
      ) : (
        <div className="-mx-2">
          <AgentPicker
            conversation={conversation}
            since="joined_at"
            onPick={setAgent}
            without={me}
            label={t("ask.whom")}
          />
        </div>
      )}
    </Sheet>
  );
}

interface WhyProps {
  agent: Id;
  why: string;
  onWhy: (why: string) => void;
  onSubmit: () => void;
  problem: unknown;
}

function Why({ agent, why, onWhy, onSubmit, problem }: WhyProps) {
  const words = useWords();
  const names = useNames();
  const { t } = words;
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
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
        onChange={(event) => onWhy(event.target.value)}
      />
    </form>
  );
}

function useAsking(conversation: Id, onDone: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async (agent: Id, why: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await conversations.ask(conversation, { agent_id: agent, why }, uuid());
      onDone();
    } catch (reason) {
      setProblem(reason);
    } finally {
      setBusy(false);
    }
  };
  return { send, isBusy, problem };
}
