/** One agent: name, role, rights, a link for a new password, deactivating. */
import type { AgentView, Right, Role } from "@zuruf/protocol/types";
import { useState } from "react";
import { agents } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useSending } from "../../../parts/sending";
import { useMe, useWorld } from "../../../state/react";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { Sheet } from "../../../ui/overlay";
import { Note, Trouble } from "../../../ui/small";
import { toast } from "../../../ui/toasts";
import { Link } from "./invite";
import { RoleFields } from "./role-fields";

interface Props {
  agent: AgentView;
  isInvited: boolean;
  onClose: () => void;
}

export function AgentSheet({ agent: opened, isInvited, onClose }: Props) {
  const { t } = useWords();
  const me = useMe();
  const agent = useWorld((world) => world.agents[opened.id] ?? opened);
  const [name, setName] = useState(agent.name);
  const [role, setRole] = useState<Role>(agent.role);
  const [rights, setRights] = useState<Right[]>(agent.rights);
  const [link, setLink] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const { isBusy, trouble, wrong, send } = useSending(["name", "role", "rights"]);
  const isMe = agent.id === me?.id;
  const save = () =>
    send(async () => {
      await agents.save(agent.id, { version: agent.version, name, ...(isMe ? {} : { role, rights }) });
      toast({ id: "saved", title: t("saved") });
      onClose();
    });
  const setActive = (is_active: boolean) =>
    send(async () => {
      await agents.save(agent.id, { version: agent.version, is_active });
      onClose();
    });
  const footer = (
    <>
      {agent.is_active && !isMe && (
        <Button look="danger" className="mr-auto" onClick={() => setAsked(true)}>
          {t("agents.deactivate")}
        </Button>
      )}
      {!agent.is_active && (
        <Button className="mr-auto" isBusy={isBusy} onClick={() => setActive(true)}>
          {t("agents.activate")}
        </Button>
      )}
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button look="primary" isBusy={isBusy} onClick={save}>
        {t("save")}
      </Button>
    </>
  );
  return (
    <Sheet title={agent.name} isOpen onClose={onClose} closeLabel={t("close")} footer={footer} width="max-w-[480px]">
      <div className="flex flex-col gap-5">
        {trouble && <Trouble>{trouble}</Trouble>}
        {isAsked && (
          <Note look="red">
            <p>{t("agents.deactivate_hint", { name: agent.name })}</p>
            <span className="mt-2 flex gap-2">
              <Button size="sm" look="danger" isBusy={isBusy} onClick={() => setActive(false)}>
                {t("agents.deactivate")}
              </Button>
              <Button size="sm" onClick={() => setAsked(false)}>
                {t("cancel")}
              </Button>
            </span>
          </Note>
        )}
        <TextField
          label={t("details.name")}
          hint={agent.email}
          value={name}
          error={wrong("name")}
          onChange={(event) => setName(event.target.value)}
        />
        {isMe ? (
          <p className="text-sm text-muted">{t("agents.own_role", { role: t(`role.${agent.role}`) })}</p>
        ) : (
          <RoleFields role={role} rights={rights} onRole={setRole} onRights={setRights} wrong={wrong} />
        )}
        {agent.is_active && !isMe && (
          <section className="border-t pt-4">
            {link === null ? (
              <>
                <p className="mb-2 text-sm text-muted">
                  {t(isInvited ? "agents.link_again_hint" : "agents.password_link_hint")}
                </p>
                <Button
                  size="sm"
                  isBusy={isBusy}
                  onClick={() => send(async () => setLink((await agents.passwordLink(agent.id)).link ?? ""))}
                >
                  {t("agents.password_link")}
                </Button>
              </>
            ) : (
              <Link name={agent.name} link={link} />
            )}
          </section>
        )}
      </div>
    </Sheet>
  );
}
