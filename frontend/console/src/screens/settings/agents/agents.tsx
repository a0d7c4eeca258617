/** Agents: who answers here, with role and rights; inviting and deactivating (X6). */
import { useQuery } from "@tanstack/react-query";
import type { AgentView } from "@zuruf/protocol/types";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { agents as calls } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { AgentFace, PresenceSign, usePresence } from "../../../parts/people";
import { useMe, useWorld } from "../../../state/react";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/class";
import { Switch } from "../../../ui/field";
import { Chip } from "../../../ui/small";
import { Heading, Rows } from "../frame";
import { AgentSheet } from "./agent-sheet";
import { Invite } from "./invite";

export default function Agents() {
  const { t, language } = useWords();
  const all = useWorld((world) => Object.values(world.agents));
  const query = useQuery({
    queryKey: ["agents", all.length, all.map((agent) => agent.seq).join()],
    queryFn: calls.list,
    placeholderData: (before) => before,
  });
  const [showsPast, setShowsPast] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<AgentView | null>(null);
  const invited = new Set(query.data?.invited ?? []);
  // Who is invited becomes active by accepting and belongs to the list until then.
  const isHere = (agent: AgentView) => agent.is_active || invited.has(agent.id);
  const past = all.filter((agent) => !isHere(agent)).length;
  const shown = all
    .filter((agent) => isHere(agent) || showsPast)
    .sort((a, b) => Number(isHere(b)) - Number(isHere(a)) || a.name.localeCompare(b.name, language));
  return (
    <>
      <Heading title={t("settings.agents")} lead={t("agents.lead")}>
        <Button look="primary" icon={UserPlus} onClick={() => setInviting(true)}>
          {t("agents.invite")}
        </Button>
      </Heading>
      <Rows>
        {shown.map((agent) => (
          <Row key={agent.id} agent={agent} isInvited={invited.has(agent.id)} onEdit={() => setEdited(agent)} />
        ))}
      </Rows>
      {past > 0 && (
        <div className="mt-4">
          <Switch label={t("agents.show_past", { n: past })} isOn={showsPast} onChange={setShowsPast} />
        </div>
      )}
      {isInviting && <Invite onClose={() => setInviting(false)} />}
      {edited && (
        <AgentSheet
          agent={edited}
          isInvited={invited.has(edited.id)}
          onClose={() => {
            setEdited(null);
            void query.refetch();
          }}
        />
      )}
    </>
  );
}

function Row({ agent, isInvited, onEdit }: { agent: AgentView; isInvited: boolean; onEdit: () => void }) {
  const { t, list } = useWords();
  const names = useNames();
  const me = useMe();
  const presence = usePresence(agent.id);
  const groups = useWorld((world) => Object.values(world.groups).filter((group) => group.members.includes(agent.id)));
  return (
    <li className="hover:bg-hover">
      <button
        type="button"
        onClick={onEdit}
        className="flex w-full flex-wrap items-center gap-x-3.5 gap-y-1 px-4 py-3 text-start -outline-offset-2 sm:flex-nowrap"
      >
        <AgentFace id={agent.id} size="lg" label="" />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-2">
            <span className={cx("truncate font-semibold", !agent.is_active && !isInvited && "text-muted line-through")}>
              {agent.name}
            </span>
            {agent.id === me?.id && <span className="text-xs text-muted">{t("agents.you")}</span>}
            {isInvited && <Chip look="amber">{t("agents.invited")}</Chip>}
            {agent.is_by_api && <Chip>{t("agents.by_api")}</Chip>}
            {!agent.is_active && !isInvited && <Chip>{t("agents.deactivated")}</Chip>}
          </span>
          <span className="block truncate text-xs text-muted">
            {agent.email}
            {groups.length > 0 && ` · ${list(groups.map((group) => names.group(group.id)))}`}
          </span>
        </span>
        <span className="flex w-full shrink-0 items-center gap-x-3 ps-[50px] text-xs text-muted sm:w-auto sm:flex-col sm:items-end sm:ps-0">
          <span className="font-medium text-text">{t(`role.${agent.role}`)}</span>
          {agent.is_active && (
            <span className="flex items-center gap-1.5">
              <PresenceSign presence={presence} />
              {t(`presence.${presence}`)}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
