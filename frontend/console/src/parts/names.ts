/** What people, groups and places are called, in the agent's language. */

import { useQuery } from "@tanstack/react-query";
import type { Id, Signed, VisitorView } from "@zuruf/protocol/types";
import { createContext, createElement, type ReactNode, useContext, useMemo } from "react";
import { get } from "../api/http";
import { useWords } from "../i18n/words";
import { useWorld } from "../state/react";
import { actorOf, groupName } from "../state/rules";
import { withNames } from "./mentions";
import { shownName } from "./shown";

export interface Names {
  agent: (id: Id) => string;
  /** "You" for the agent at this screen. */
  agentOrYou: (id: Id) => string;
  group: (id: Id) => string;
  website: (id: Id) => string;
  trigger: (id: Id) => string;
  visitor: (visitor: VisitorView) => string;
  /** Who did it, as the subject of a sentence. */
  actor: (signed: Signed) => string;
  country: (code: string) => string;
  language: (code: string) => string;
  device: (code: string) => string;
  /** A text as it is read: colleagues it names by the names they have today (I5). */
  said: (text: string) => string;
}

const Context = createContext<Names | null>(null);

/** Made once for all below: a row that made its own would ask for the triggers and set up `Intl` each time it is drawn. */
export function NamesProvider({ children }: { children: ReactNode }) {
  return createElement(Context.Provider, { value: useMade() }, children);
}

export function useNames(): Names {
  const found = useContext(Context);
  if (!found) throw new Error("useNames needs a NamesProvider above it");
  return found;
}

function useMade(): Names {
  const words = useWords();
  const { agents, groups, formerGroups, websites, workspace, me } = useWorld(
    ({ agents, groups, formerGroups, websites, workspace, me }) => ({
      agents,
      groups,
      formerGroups,
      websites,
      workspace,
      me,
    }),
  );
  const triggers = useTriggerNames();
  return useMemo(() => {
    const { t, has, language } = words;
    const regions = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
    const tongues = new Intl.DisplayNames(language, { type: "language", fallback: "code" });
    const agent = (id: Id) => shownName(agents[id]?.name ?? "") || t("name.former_agent");
    const group = (id: Id) => {
      const [found, former] = [groups[id], formerGroups[id]];
      if (found) return shownName(groupName(found, language, workspace));
      if (!former) return t("name.deleted_group");
      return t("name.former_group", { name: shownName(groupName(former, language, workspace)) });
    };
    const trigger = (id: Id) => shownName(triggers[id] ?? "");
    return {
      agent,
      agentOrYou: (id) => (id === me ? t("name.you_alone") : agent(id)),
      group,
      website: (id) => shownName(websites[id]?.name ?? "") || t("name.website"),
      trigger,
      visitor: (visitor) => visitorName(visitor, t, (code) => spoken(regions, code)),
      actor: (signed) => {
        const actor = actorOf(signed);
        if (actor.kind === "agent") return actor.id === me ? t("name.you") : agent(actor.id);
        if (actor.kind === "trigger" && trigger(actor.id)) return t("name.trigger", { name: trigger(actor.id) });
        return t(`name.actor.${actor.kind}`);
      },
      country: (code) => spoken(regions, code),
      language: (code) => spoken(tongues, code),
      device: (code) => {
        const key = `device.${code}`;
        return has(key) ? t(key) : code;
      },
      said: (text) => withNames(text, agents),
    };
  }, [words, agents, groups, formerGroups, websites, workspace, me, triggers]);
}

type T = ReturnType<typeof useWords>["t"];

function visitorName(visitor: VisitorView, t: T, country: (code: string) => string): string {
  const name = shownName(visitor.name) || shownName(visitor.email);
  if (name) return name;
  return visitor.country ? t("name.visitor_from", { place: country(visitor.country) }) : t("name.visitor");
}

/** A code's name, or the code itself when nobody knows it. */
function spoken(names: Intl.DisplayNames, code: string): string {
  try {
    return (code && names.of(code)) || code;
  } catch {
    return code;
  }
}

const NONE: Record<Id, string> = {};

/** Triggers by id; agents who may not see them read "a trigger" instead. */
function useTriggerNames(): Record<Id, string> {
  const version = useWorld((world) => world.settings.triggers ?? 0);
  const { data } = useQuery({
    queryKey: ["trigger-names", version],
    queryFn: () => get<{ items: { id: Id; name: string }[] }>("/api/triggers"),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    select: (answer) => Object.fromEntries(answer.items.map(({ id, name }) => [id, name])),
  });
  return data ?? NONE;
}
