/** One agent: name, role, rights, a link for a new password or another invitation, deactivating. */
import type { AgentView } from "@zuruf/protocol/types";
import { useState } from "react";
import { type AgentChange, agents } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useSending } from "../../../parts/sending";
import { useMe, useWorld } from "../../../state/react";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Note, Trouble } from "../../../ui/small";
import { toast } from "../../../ui/toasts";
import { SaveFooter } from "../frame";
import { LeavingFooter, useChanged, useLeaving } from "../leaving";
import { Link } from "./invite";
import { RoleFields } from "./role-fields";

interface Props {
  agent: AgentView;
  isInvited: boolean;
  onClose: () => void;
}

export function AgentSheet({ agent: opened, isInvited, onClose }: Props) {
  const { t } = useWords();
  const agent = useWorld((world) => world.agents[opened.id] ?? opened);
  const isMe = useMe()?.id === agent.id;
  const { form, change, save, leaving, sending } = useForm(agent, opened.version, onClose);
  const { isBusy, trouble, wrong } = sending;
  const [isAsked, setAsked] = useState(false);
  const footer = leaving.isAsked ? (
    <LeavingFooter leaving={leaving} />
  ) : (
    <SaveFooter isBusy={isBusy} onClose={onClose} onSave={() => save(isMe ? { name: form.name } : form)}>
      {!isMe && (
        <Activity
          name={isInvited ? "agents.withdraw" : agent.is_active ? "agents.deactivate" : "agents.activate"}
          onDeactivate={() => setAsked(true)}
          onActivate={() => save({ is_active: true })}
        />
      )}
    </SaveFooter>
  );
  return (
    <Sheet
      title={agent.name}
      isOpen
      onClose={leaving.leave}
      closeLabel={t("close")}
      footer={footer}
      width="max-w-[480px]"
    >
      <div className="flex flex-col gap-5">
        {trouble && <Trouble>{trouble}</Trouble>}
        {isAsked && (
          <Sure
            hint={t(isInvited ? "agents.withdraw_hint" : "agents.deactivate_hint", { name: agent.name })}
            act={t(isInvited ? "agents.withdraw" : "agents.deactivate")}
            isBusy={isBusy}
            onYes={() => save({ is_active: false })}
            onNo={() => setAsked(false)}
          />
        )}
        <Fields agent={agent} isMe={isMe} form={form} onChange={change} wrong={wrong} />
        {(agent.is_active || isInvited) && !isMe && <WayIn agent={agent} isInvited={isInvited} />}
      </div>
    </Sheet>
  );
}

function useForm(agent: AgentView, opened: number, onClose: () => void) {
  const { t } = useWords();
  const [form, setForm] = useState<Form>({ name: agent.name, role: agent.role, rights: agent.rights });
  // In whatever order they were chosen.
  const leaving = useLeaving(useChanged({ ...form, rights: form.rights.toSorted() }), onClose);
  const sending = useSending(["name", "role", "rights"], opened);
  const save = (change: Partial<AgentChange>) =>
    sending.send(async () => {
      await agents.save(agent.id, { version: sending.version, ...change });
      toast({ id: "saved", title: t("saved") });
      onClose();
    });
  const change = (part: Partial<Form>) => setForm({ ...form, ...part });
  return { form, change, save, leaving, sending };
}

type Form = Pick<AgentView, "name" | "role" | "rights">;

interface FieldsProps {
  agent: AgentView;
  isMe: boolean;
  form: Form;
  onChange: (part: Partial<Form>) => void;
  wrong: (field: string) => string;
}

function Fields({ agent, isMe, form, onChange, wrong }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <TextField
        label={t("details.name")}
        hint={agent.email}
        value={form.name}
        error={wrong("name")}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      {isMe ? (
        <p className="text-sm text-muted">{t("agents.own_role", { role: t(`role.${agent.role}`) })}</p>
      ) : (
        <RoleFields role={form.role} rights={form.rights} onChange={onChange} wrong={wrong} />
      )}
    </>
  );
}

interface ActivityProps {
  name: "agents.withdraw" | "agents.deactivate" | "agents.activate";
  onDeactivate: () => void;
  onActivate: () => void;
}

function Activity({ name, onDeactivate, onActivate }: ActivityProps) {
  const { t } = useWords();
  return name === "agents.activate" ? (
    <Button onClick={onActivate}>{t(name)}</Button>
  ) : (
    <Button look="danger" onClick={onDeactivate}>
      {t(name)}
    </Button>
  );
}

interface SureProps {
  hint: string;
  act: string;
  isBusy: boolean;
  onYes: () => void;
  onNo: () => void;
}

function Sure({ hint, act, isBusy, onYes, onNo }: SureProps) {
  const { t } = useWords();
  return (
    <Note look="red">
      <p>{hint}</p>
      <span className="mt-2 flex gap-2">
        <Button size="sm" look="danger" isBusy={isBusy} onClick={onYes}>
          {act}
        </Button>
        <Button size="sm" onClick={onNo}>
          {t("cancel")}
        </Button>
      </span>
    </Note>
  );
}

/** A link for a new password; for who has not come yet, another invitation in place of the first. */
function WayIn({ agent, isInvited }: { agent: AgentView; isInvited: boolean }) {
  const { t, language } = useWords();
  const [link, setLink] = useState<string | null>(null);
  const { isBusy, trouble, send } = useSending([]);
  const { name, email, role, rights } = agent;
  const again = () => agents.invite({ name, email, role, rights, language });
  const make = () =>
    send(async () => setLink((await (isInvited ? again() : agents.passwordLink(agent.id))).link ?? ""));
  return (
    <section className="flex flex-col items-start gap-2 border-t pt-4">
      {trouble && <Trouble>{trouble}</Trouble>}
      {link !== null ? (
        <Link name={agent.name} link={link} />
      ) : (
        <>
          <p className="text-sm text-muted">{t(isInvited ? "agents.link_again_hint" : "agents.password_link_hint")}</p>
          <Button size="sm" isBusy={isBusy} onClick={make}>
            {t(isInvited ? "agents.invite_again" : "agents.password_link")}
          </Button>
        </>
      )}
    </section>
  );
}
