/** Who is in a group: one switch each, and all at once. */
import type { Id } from "@zuruf/protocol/types";
import { useState } from "react";
import { useWords } from "../../../i18n/words";
import { AgentFace, PresenceSign } from "../../../parts/people";
import { useWorld } from "../../../state/react";
import { presenceShown } from "../../../state/rules";
import { Button } from "../../../ui/button";
import { Switch } from "../../../ui/field";
import { matches } from "../../../ui/picker";

const SEARCH_FROM = 8;

export function Members({ chosen, onChange }: { chosen: Id[]; onChange: (members: Id[]) => void }) {
  const { t, language } = useWords();
  const agents = useWorld((world) =>
    Object.values(world.agents)
      .filter((agent) => agent.is_active && (!agent.is_by_api || chosen.includes(agent.id)))
      .sort((a, b) => a.name.localeCompare(b.name, language)),
  );
  const presence = useWorld((world) => Object.fromEntries(agents.map(({ id }) => [id, presenceShown(world, id)])));
  const [text, setText] = useState("");
  const shown = agents.filter((agent) => matches(`${agent.name} ${agent.email}`, text));
  const isEverybody = agents.every((agent) => chosen.includes(agent.id));
  const toggle = (id: Id, isOn: boolean) => onChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <fieldset>
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <legend className="font-medium">{t("groups.members_title", { n: chosen.length })}</legend>
        <Button size="sm" look="quiet" onClick={() => onChange(isEverybody ? [] : agents.map((agent) => agent.id))}>
          {t(isEverybody ? "groups.select_none" : "groups.select_all")}
        </Button>
      </div>
      {agents.length > SEARCH_FROM && (
        <input
          type="search"
          aria-label={t("agent.search")}
          placeholder={t("agent.search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mb-2 h-8 w-full rounded border border-field bg-bg px-2.5"
        />
      )}
      <ul className="max-h-72 overflow-y-auto rounded-lg border">
        {shown.map((agent) => (
          <li key={agent.id} className="flex items-center gap-2.5 border-b px-3 py-2 last:border-b-0">
            <PresenceSign presence={presence[agent.id] ?? "unknown"} isNamed />
            <AgentFace id={agent.id} label="" />
            <span className="min-w-0 grow">
              <span className="block truncate">{agent.name}</span>
              <span className="block truncate text-xs text-muted">{agent.email}</span>
            </span>
            <Switch
              label={t("groups.member", { name: agent.name })}
              isLabelHidden
              isOn={chosen.includes(agent.id)}
              onChange={(isOn) => toggle(agent.id, isOn)}
            />
          </li>
        ))}
        {shown.length === 0 && <li className="px-3 py-4 text-center text-muted">{t("agent.none_found")}</li>}
      </ul>
    </fieldset>
  );
}
