/** Agents and groups as they stand everywhere: faces, presence, chips. */
import type { Id } from "@zuruf/protocol/types";
import { Hash } from "lucide-react";
import { useWords } from "../i18n/words";
import { useWorld } from "../state/react";
import { onlineOf, type PresenceShown, presenceShown } from "../state/rules";
import { Chip, Face, Sign } from "../ui/small";
import { useNames } from "./names";

const SIGNS = { online: "full", invisible: "ring", offline: "empty", unknown: "unknown" } as const;

export function PresenceSign({ presence, isNamed = false }: { presence: PresenceShown; isNamed?: boolean }) {
  const { t } = useWords();
  return <Sign look={SIGNS[presence]} {...(isNamed ? { label: t(`presence.${presence}`) } : {})} />;
}

/** Where the picture of an agent is, for colleagues and visitors alike. */
function faceAddress(picture: string): string {
  return `/widget/faces/${picture}`;
}

export function AgentFace({ id, size = "sm", label }: { id: Id; size?: "sm" | "md" | "lg"; label?: string }) {
  const names = useNames();
  const picture = useWorld((world) => world.agents[id]?.picture);
  return (
    <Face
      by={names.agent(id)}
      name={names.agent(id)}
      size={size}
      label={label ?? names.agentOrYou(id)}
      picture={picture ? faceAddress(picture) : ""}
    />
  );
}

export function usePresence(id: Id): PresenceShown {
  return useWorld((world) => presenceShown(world, id));
}

/** How many of a group are online; null while nobody knows. */
export function useOnline(groupId: Id): number | null {
  return useWorld((world) => onlineOf(world, world.groups[groupId]?.members ?? []));
}

/** "2 online" with its sign; nothing while nobody knows. */
export function OnlineNumber({ count }: { count: number | null }) {
  const { t } = useWords();
  if (count === null) return null;
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-xs text-muted">
      <Sign look={count ? "full" : "empty"} />
      {count ? t("group.online", { n: count }) : t("group.nobody_online")}
    </span>
  );
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
