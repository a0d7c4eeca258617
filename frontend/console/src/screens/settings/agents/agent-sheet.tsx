/** One agent: name, role, rights, a link for a new password, deactivating. */
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
  const [form, setForm] = useState({ name: agent.name, role: agent.role, rights: agent.rights });
  const [isAsked, setAsked] = useState(false);
  const { isBusy, version, trouble, wrong, send } = useSending(["name", "role", "rights"], opened.version);
  const save = (change: Partial<AgentChange>) =>
    send(async () => {
      await agents.save(agent.id, { version, ...change });
      toast({ id: "saved", title: t("saved") });
      onClose();
    });
  const footer = (
    <SaveFooter isBusy={isBusy} onClose={onClose} onSave={() => save(isMe ? { name: form.name } : form)}>
      {!isMe && (
        <Activity
          isActive={agent.is_active}
          onDeactivate={() => setAsked(true)}
          onActivate={() => save({ is_active: true })}
        />
      )}
    </SaveFooter>
  );
  return (
    <Sheet title={agent.name} isOpen onClose={onClose} closeLabel={t("close")} footer={footer} width="max-w-[480px]">
      <div className="flex flex-col gap-5">
        {trouble && <Trouble>{trouble}</Trouble>}
        {isAsked && (
          <Sure
            name={agent.name}
            isBusy={isBusy}
            onYes={() => save({ is_active: false })}
            onNo={() => setAsked(false)}
          />
        )}
        <Fields
          agent={agent}
          isMe={isMe}
          form={form}
          onChange={(part) => setForm({ ...form, ...part })}
          wrong={wrong}
        />
        {agent.is_active && !isMe && <PasswordLink agent={agent} isInvited={isInvited} />}
      </div>
    </Sheet>
  );
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
  isActive: boolean;
  onDeactivate: () => void;
  onActivate: () => void;
}

function Activity({ isActive, onDeactivate, onActivate }: ActivityProps) {
  const { t } = useWords();
  return isActive ? (
    <Button look="danger" onClick={onDeactivate}>
      {t("agents.deactivate")}
    </Button>
  ) : (
    <Button onClick={onActivate}>{t("agents.activate")}</Button>
  );
}

function Sure({ name, isBusy, onYes, onNo }: { name: string; isBusy: boolean; onYes: () => void; onNo: () => void }) {
  const { t } = useWords();
  return (
    <Note look="red">
      <p>{t("agents.deactivate_hint", { name })}</p>
      <span className="mt-2 flex gap-2">
        <Button size="sm" look="danger" isBusy={isBusy} onClick={onYes}>
          {t("agents.deactivate")}
        </Button>
        <Button size="sm" onClick={onNo}>
          {t("cancel")}
        </Button>
      </span>
    </Note>
  );
}

function PasswordLink({ agent, isInvited }: { agent: AgentView; isInvited: boolean }) {
  const { t } = useWords();
  const [link, setLink] = useState<string | null>(null);
  const { isBusy, trouble, send } = useSending([]);
  const make = () => send(async () => setLink((await agents.passwordLink(agent.id)).link ?? ""));
  return (
    <section className="flex flex-col items-start gap-2 border-t pt-4">
      {trouble && <Trouble>{trouble}</Trouble>}
      {link !== null ? (
        <Link name={agent.name} link={link} />
      ) : (
        <>
          <p className="text-sm text-muted">{t(isInvited ? "agents.link_again_hint" : "agents.password_link_hint")}</p>
          <Button size="sm" isBusy={isBusy} onClick={make}>
            {t("agents.password_link")}
          </Button>
        </>
      )}
    </section>
  );
}
