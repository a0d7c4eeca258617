/** Groups of the workspace: members' faces, who is online, private, enabled; edited in a side sheet (G1, G2, G7). */
import type { GroupView } from "@zuruf/protocol/types";
import { Hash, Lock, Plus } from "lucide-react";
import { useState } from "react";
import { workspace as workspaceCalls } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useNames } from "../../../parts/names";
import { AgentFace, useOnline } from "../../../parts/people";
import { sayRefused } from "../../../parts/problems";
import { useWorld } from "../../../state/react";
import { groupsByName } from "../../../state/select";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/class";
import { CopyButton } from "../../../ui/copy";
import { Chip, Empty, Note, Sign } from "../../../ui/small";
import { colourClass } from "../colours";
import { Heading, Rows } from "../frame";
import { GroupSheet } from "./group-sheet";

export default function Groups() {
  const { t, language } = useWords();
  const groups = useWorld((world) => groupsByName(world, language));
  const usesGroups = useWorld((world) => world.workspace?.uses_groups ?? false);
  const [edited, setEdited] = useState<GroupView | "new" | null>(null);
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setEdited("new")}>
      {t("groups.new")}
    </Button>
  );
  return (
    <>
      <Heading title={t("settings.groups")} lead={t("groups.lead")}>
        {groups.length > 0 && add}
      </Heading>
      {groups.length > 0 && !usesGroups && <SwitchedOff />}
      {groups.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          <Empty icon={Hash} title={t("groups.none")} action={add}>
            {t("groups.none_hint")}
          </Empty>
        </div>
      ) : (
        <Rows>
          {groups.map((group) => (
            <Row key={group.id} group={group} onEdit={() => setEdited(group)} />
          ))}
        </Rows>
      )}
      {edited && <GroupSheet group={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function SwitchedOff() {
  const words = useWords();
  const { t } = words;
  const version = useWorld((world) => world.workspace?.version ?? 0);
  const turnOn = () =>
    workspaceCalls.save({ uses_groups: true }, version).catch((problem: unknown) => sayRefused(problem, words));
  return (
    <div className="mb-4">
      <Note>
        <span className="flex flex-wrap items-center gap-3">
          <span className="min-w-0 grow basis-52">{t("groups.off")}</span>
          <Button size="sm" onClick={() => void turnOn()}>
            {t("groups.turn_on")}
          </Button>
        </span>
      </Note>
    </div>
  );
}

function Row({ group, onEdit }: { group: GroupView; onEdit: () => void }) {
  const { t } = useWords();
  const names = useNames();
  const online = useOnline(group.id);
  const members = useWorld((world) => group.members.filter((id) => world.agents[id]?.is_active));
  return (
    <li className="flex items-center gap-2 pe-3 hover:bg-hover">
      <button
        type="button"
        onClick={onEdit}
        className="flex min-w-0 grow items-center gap-3.5 px-4 py-3 text-start -outline-offset-2"
      >
        <span className={cx("grid size-8 shrink-0 place-items-center rounded text-white", colourClass(group.colour))}>
          <Hash size={16} aria-hidden />
        </span>
        <span className="min-w-0 grow">
          <span className="flex flex-wrap items-center gap-2">
            <span className={cx("truncate font-semibold", !group.is_enabled && "text-muted")}>
              {names.group(group.id)}
            </span>
            {group.is_private && (
              <Chip>
                <Lock size={12} aria-hidden /> {t("groups.private")}
              </Chip>
            )}
            {!group.is_enabled && <Chip>{t("groups.disabled")}</Chip>}
            {group.is_enabled && members.length === 0 && <Chip look="amber">{t("groups.no_member")}</Chip>}
          </span>
          <span className="mt-0.5 flex items-center gap-1.5 text-xs text-muted">
            {online !== null && <Sign look={online ? "full" : "empty"} />}
            {t("groups.members", { n: members.length })}
            {online !== null && ` · ${online ? t("group.online", { n: online }) : t("group.nobody_online")}`}
          </span>
        </span>
        <span className="hidden -space-x-1.5 sm:flex">
          {members.slice(0, 6).map((id) => (
            <AgentFace key={id} id={id} size="md" />
          ))}
        </span>
      </button>
      <CopyButton text={group.id} label={t("groups.copy_id")} done={t("copied")} byHand={t("copied_by_hand")} isQuiet />
    </li>
  );
}
