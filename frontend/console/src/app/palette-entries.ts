/** What the palette offers: each entry with its name, other words for it, and how it is done. */
import type { useNavigate } from "@tanstack/react-router";
import { CornerDownLeft, Hash, Inbox, type LucideIcon, MessageSquare, Settings, User } from "lucide-react";
import { useMemo, useRef } from "react";
import { type T, useWords } from "../i18n/words";
import { type Names, useNames } from "../parts/names";
import { commandsNow } from "../parts/shortcuts";
import { useOpenPages } from "../screens/settings/settings";
import type { World } from "../state/model";
import { useStore } from "../state/react";

export interface Entry {
  id: string;
  name: string;
  /** What else typing finds it by. */
  words: string;
  kind: string;
  keys: readonly string[];
  icon: LucideIcon;
  /** Too many to be shown before anything is typed. */
  isOnlyFound: boolean;
  act: () => unknown;
}

interface From {
  t: T;
  names: Names;
  world: World;
  navigate: ReturnType<typeof useNavigate>;
}

const LISTS = ["mine", "unassigned", "all", "mentions", "visitors"] as const;

/** As things stood when the palette was opened: a list that moves under the pointer is no help. */
export function useEntries(navigate: From["navigate"]): Entry[] {
  const { t } = useWords();
  const names = useNames();
  const pages = useOpenPages();
  const { world } = useStore().shown;
  const then = useRef({ world, commands: commandsNow() });
  return useMemo(() => {
    const { world, commands } = then.current;
    const from = { t, names, world, navigate };
    const all = [...groups(from), ...agents(from), ...conversations(from)];
    return [...done(from, commands), ...places(from, pages), ...all];
  }, [t, names, navigate, pages]);
}

function entry(given: Pick<Entry, "id" | "name" | "kind" | "icon" | "act"> & Partial<Entry>): Entry {
  return { words: "", keys: [], isOnlyFound: false, ...given };
}

function done({ t }: From, commands: ReturnType<typeof commandsNow>): Entry[] {
  return commands.map(({ command: { key, keys }, act }) =>
    entry({ id: key, name: t(key), kind: t("palette.command"), keys, icon: CornerDownLeft, act }),
  );
}

function places({ t, navigate }: From, open: ReturnType<typeof useOpenPages>): Entry[] {
  const lists = LISTS.map((list) => {
    const act = () => navigate({ to: `/${list}`, search: {} });
    return entry({ id: list, name: t(`list.${list}`), kind: t("palette.list"), icon: Inbox, act });
  });
  const pages = open.map(({ path, key }) => {
    const act = () => navigate({ to: "/settings/$page", params: { page: path } });
    return entry({ id: `settings/${path}`, name: t(key), kind: t("menu.settings"), icon: Settings, act });
  });
  return [...lists, ...pages];
}

function groups({ t, names, world, navigate }: From): Entry[] {
  const inUse = Object.values(world.groups).filter((group) => world.workspace?.uses_groups && group.is_enabled);
  return inUse.map(({ id, names: all }) => {
    const act = () => navigate({ to: "/groups/$group", params: { group: id }, search: {} });
    const words = Object.values(all).join(" ");
    return entry({ id, name: names.group(id), words, kind: t("palette.group"), icon: Hash, isOnlyFound: true, act });
  });
}

/** To the conversations somebody has. */
function agents({ t, names, world, navigate }: From): Entry[] {
  const people = Object.values(world.agents).filter((agent) => agent.is_active);
  return people.map(({ id, email: words }) => {
    const act = () => navigate({ to: "/all", search: { agent: id } });
    return entry({ id, name: names.agent(id), words, kind: t("palette.agent"), icon: User, isOnlyFound: true, act });
  });
}

function conversations({ t, names, world, navigate }: From): Entry[] {
  const newest = Object.values(world.conversations).sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
  return newest.map(({ id, visitor, last }) => {
    const act = () => navigate({ to: "/c/$conversation", params: { conversation: id }, search: {} });
    const shown = {
      name: names.visitor(visitor),
      kind: names.said(last?.text ?? "") || t("palette.conversation"),
      icon: MessageSquare,
    };
    return entry({ id, ...shown, words: visitor.email, isOnlyFound: true, act });
  });
}
