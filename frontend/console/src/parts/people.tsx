/** Agents and groups as they stand everywhere: faces, presence, chips. */
import type { Id, Presence } from "@zuruf/protocol/types";
import { Hash } from "lucide-react";
import { useWords } from "../i18n/words";
import { useWorld } from "../state/react";
import { onlineMembers, presenceOf } from "../state/rules";
import { Chip, Face, Sign } from "../ui/small";
import { useNames } from "./names";

const SIGNS = { online: "full", invisible: "ring", offline: "empty" } as const;

export function PresenceSign({ presence, isNamed = false }: { presence: Presence; isNamed?: boolean }) {
  const { t } = useWords();
  return <Sign look={SIGNS[presence]} {...(isNamed ? { label: t(`presence.${presence}`) } : {})} />;
}

export function AgentFace({ id, size = "sm", label }: { id: Id; size?: "sm" | "md" | "lg"; label?: string }) {
  const names = useNames();
  return <Face by={names.agent(id)} name={names.agent(id)} size={size} label={label ?? names.agentOrYou(id)} />;
}

export function usePresence(id: Id): Presence {
  return useWorld((world) => presenceOf(world, id));
}

export function useOnline(groupId: Id): number {
  return useWorld((world) => {
    const group = world.groups[groupId];
    return group ? onlineMembers(world, group).length : 0;
  });
}

export function GroupChip({ id }: { id: Id }) {
  const names = useNames();
  return (
    <Chip look="accent">
      <Hash size={13} aria-hidden className="shrink-0 opacity-70" />
      <span className="truncate">{names.group(id)}</span>
    </Chip>
  );
}
