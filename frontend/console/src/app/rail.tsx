/** The left rail: lists with their counts, groups with who is online, and oneself at the bottom. */
import { Link, useNavigate } from "@tanstack/react-router";
import type { GroupView, Id, Presence } from "@zuruf/protocol/types";
import { Hash, Keyboard, LogOut, Search, Settings as SettingsIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/words";
import { useNames } from "../parts/names";
import { AgentFace, PresenceSign, useOnline } from "../parts/people";
import { sayRefused } from "../parts/problems";
import type { World } from "../state/model";
import { useMe, useShown, useStore, useWorld } from "../state/react";
import { presenceOf } from "../state/rules";
import { counts, groupsByName, mentions } from "../state/select";
import { cx } from "../ui/class";
import { Logo } from "../ui/logo";
import { Menu, MenuChoice, MenuItem, MenuLine } from "../ui/overlay";
import { Sign } from "../ui/small";
import { useSession } from "./session";
import { useViews, ViewRows } from "./views";

const ROW = "flex h-8 items-center gap-2 rounded px-2.5 text-muted hover:text-text";
const HERE = { className: "bg-surface text-text shadow-[0_0_0_1px_var(--line)]" };

function allCounts(world: World) {
  return JSON.stringify(counts(world));
}

export function Rail({ onHelp, onPalette }: { onHelp: () => void; onPalette: () => void }) {
  const { t, language } = useWords();
  const { mine, unassigned, groups: inGroup } = JSON.parse(useWorld(allCounts)) as ReturnType<typeof counts>;
  const online = useWorld((world) => (world.knowsPresence ? Object.keys(world.online).length : undefined));
  const groups = useWorld((world) =>
    world.workspace?.uses_groups ? groupsByName(world, language).filter((group) => group.is_enabled) : [],
  );
  const named = useWorld(mentions);
  const views = useViews();
  return (
    <aside aria-label={t("menu.title")} className="flex h-full flex-col px-2 py-3">
      <div className="flex items-center gap-2 px-2.5 pb-3">
        <Logo />
        <span className="grow text-lg font-semibold">Zuruf</span>
        <button
          type="button"
          aria-label={t("palette.title")}
          title={`${t("palette.title")} (${t("key.Ctrl")} K)`}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={onPalette}
          className="grid size-6 place-items-center rounded text-faint hover:bg-hover hover:text-text"
        >
          <Search size={15} aria-hidden />
        </button>
        <button
          type="button"
          aria-label={t("shortcut.title")}
          title={t("shortcut.title")}
          onClick={onHelp}
          className="hidden size-6 place-items-center rounded text-faint hover:bg-hover hover:text-text md:grid"
        >
          <Keyboard size={15} aria-hidden />
        </button>
      </div>
      <nav aria-label={t("menu.lists")} className="min-h-0 grow overflow-y-auto p-px">
        <Row to="/mine" name={t("list.mine")} count={mine} isStrong />
        <Row to="/unassigned" name={t("list.unassigned")} count={unassigned} isStrong={unassigned > 0} />
        <Row to="/all" name={t("list.all")} />
        <Row to="/mentions" name={t("list.mentions")} count={named} isStrong={named > 0} />
        {views.length > 0 && <Heading>{t("menu.views")}</Heading>}
        <ViewRows views={views} />
        {groups.length > 0 && <Heading>{t("menu.groups")}</Heading>}
        {groups.map((group) => (
          <GroupRow key={group.id} group={group} count={inGroup[group.id] ?? 0} />
        ))}
        <Heading>{t("menu.website")}</Heading>
        <Row to="/visitors" name={t("list.visitors")} {...(online === undefined ? {} : { count: online })} />
        <Row to="/settings" name={t("menu.settings")} />
      </nav>
      <Oneself />
    </aside>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h2 className="px-2.5 pt-4 pb-1 text-xs font-semibold text-faint">{children}</h2>;
}

interface RowProps {
  to: "/mine" | "/unassigned" | "/all" | "/mentions" | "/visitors" | "/settings";
  name: string;
  count?: number;
  isStrong?: boolean;
}

function Row({ to, name, count, isStrong = false }: RowProps) {
  const { number } = useWords();
  return (
    <Link to={to} search={{}} className={ROW} activeProps={HERE} activeOptions={{ includeSearch: false }}>
      <span className="min-w-0 grow truncate font-medium">{name}</span>
      {count !== undefined && (
        <span className={cx("text-xs", isStrong && "font-semibold text-text")}>{number(count)}</span>
      )}
    </Link>
  );
}

function GroupRow({ group, count }: { group: GroupView; count: number }) {
  const { number } = useWords();
  const names = useNames();
  return (
    <Link
      to="/groups/$group"
      params={{ group: group.id }}
      search={{}}
      className={ROW}
      activeProps={HERE}
      activeOptions={{ includeSearch: false }}
    >
      <Hash size={13} aria-hidden className="shrink-0" />
      <span className="min-w-0 grow truncate">{names.group(group.id)}</span>
      <span className="flex items-center gap-2 text-xs">
        <span className={cx(count > 0 ? "text-text" : "text-faint")}>{number(count)}</span>
        <Online group={group.id} />
      </span>
    </Link>
  );
}

/** How many are online; an empty place while nobody knows. */
function Online({ group }: { group: Id }) {
  const { t, number } = useWords();
  const online = useOnline(group);
  if (online === null) return <span className="w-6" title={t("presence.unknown")} />;
  return (
    <span
      className="flex w-6 items-center justify-end gap-1"
      title={online ? t("group.online", { n: online }) : t("group.nobody_online")}
    >
      <Sign look={online ? "full" : "empty"} label={t("group.online", { n: online })} />
      <span aria-hidden>{number(online)}</span>
    </span>
  );
}

const PRESENCES: Presence[] = ["online", "invisible", "offline"];

function Oneself() {
  const words = useWords();
  const { t } = words;
  const me = useMe();
  const store = useStore();
  const { end } = useSession();
  const navigate = useNavigate();
  const shown = useWorld((world) => presenceOf(world, world.me));
  const isLive = useShown(({ status }) => status === "live");
  if (!me) return null;
  const presence = isLive ? shown : "offline";
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <button type="button" className="flex items-center gap-2.5 rounded px-2.5 py-1.5 text-start hover:bg-hover">
          <AgentFace id={me.id} size="md" label="" />
          <span className="min-w-0 grow">
            <span className="block truncate font-medium">{me.name}</span>
            <span className="flex items-center gap-1.5 text-xs text-muted">
              <PresenceSign presence={presence} />
              {t(`presence.${presence}`)}
            </span>
          </span>
        </button>
      }
    >
      <MenuChoice
        value={me.chosen_presence}
        onChange={(chosen) => store.submit({ type: "presence.choose", presence: chosen as Presence })}
        options={PRESENCES.map((value) => ({
          value,
          label: t(`presence.${value}`),
          hint: t(`presence.${value}.hint`),
          icon: <PresenceSign presence={value} />,
        }))}
      />
      <MenuLine />
      <MenuItem
        icon={<SettingsIcon size={15} aria-hidden />}
        onClick={() => void navigate({ to: "/settings/$page", params: { page: "preferences" } })}
      >
        {t("settings.preferences")}
      </MenuItem>
      <MenuItem icon={<LogOut size={15} aria-hidden />} onClick={() => void end().catch((p) => sayRefused(p, words))}>
        {t("session.sign_out")}
      </MenuItem>
    </Menu>
  );
}
