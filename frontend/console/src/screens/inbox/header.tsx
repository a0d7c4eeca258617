/** Head of a conversation: the visitor's name, and directly under it # and 👤+ with the chips of whose it is (A4). */
import type { ConversationView } from "@zuruf/protocol/types";
import { Check, ChevronLeft, Ellipsis, Hash, PanelRight, RotateCcw, UserPlus, X } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../i18n/words";
import { useActs } from "../../parts/acts";
import { useAddress } from "../../parts/address";
import { useNames } from "../../parts/names";
import { useOpening } from "../../parts/opening";
import { AgentFace, GroupChip, PresenceSign, useOnline, usePresence } from "../../parts/people";
import { AgentPicker, GroupPicker } from "../../parts/pickers";
import { sayMayNotAssign } from "../../parts/problems";
import { useShortcuts } from "../../parts/shortcuts";
import { useMay, useMe, useWorld } from "../../state/react";
import { isEffective } from "../../state/rules";
import { Button, IconButton } from "../../ui/button";
import { Menu, MenuItem, MenuLine, Popover } from "../../ui/overlay";
import { Chip, Sign } from "../../ui/small";
import { Ask } from "./ask";
import { useBlocking } from "./blocking";
import { useDeleting } from "./deleting";
import { SnoozeButton, SnoozedChip } from "./snooze";
import { TagButton } from "./tags";
import { SendTranscript } from "./transcript";
import { useWhys } from "./whys";

interface HeaderProps {
  conversation: ConversationView;
  onDetails: () => void;
  onWrite: (kind: "reply" | "comment") => void;
}

export function Header({ conversation, onDetails, onWrite }: HeaderProps) {
  const { t } = useWords();
  const names = useNames();
  const acts = useActs();
  const { close: back } = useAddress();
  const { is_open: isOpen, episode } = conversation;
  useShortcuts({
    e: isOpen ? () => acts.act(conversation, "close") : undefined,
    "conversation.reopen": !isOpen && episode > 0 ? () => acts.act(conversation, "reopen") : undefined,
    "details.toggle": onDetails,
    r: () => onWrite("reply"),
    c: () => onWrite("comment"),
    Escape: back,
  });
  return (
    <header className="shrink-0 border-b px-3 pt-3 pb-2.5 md:px-5">
      <div className="flex items-center gap-2">
        <IconButton
          label={t("conversation.back")}
          icon={ChevronLeft}
          iconSize={20}
          onClick={back}
          className="-ms-1 md:hidden"
        />
        <h2 dir="auto" className="min-w-0 truncate text-lg font-semibold">
          {names.visitor(conversation.visitor)}
        </h2>
        {!isOpen && episode > 0 && <Chip>{t("conversation.closed")}</Chip>}
        <span className="grow" />
        {isOpen && <SnoozeButton conversation={conversation} />}
        {isOpen ? (
          <Button size="sm" icon={Check} shortcut="e" onClick={() => acts.act(conversation, "close")}>
            <span className="max-sm:sr-only">{t("conversation.close")}</span>
          </Button>
        ) : (
          episode > 0 && (
            <Button size="sm" icon={RotateCcw} onClick={() => acts.act(conversation, "reopen")}>
              {t("conversation.reopen")}
            </Button>
          )
        )}
        <More conversation={conversation} />
        <IconButton label={t("details.title")} icon={PanelRight} onClick={onDetails} />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <SnoozedChip conversation={conversation} />
        <GroupButton conversation={conversation} />
        <AgentButton conversation={conversation} />
        <TagButton conversation={conversation} />
        <Watchers id={conversation.id} />
      </div>
    </header>
  );
}

function GroupButton({ conversation }: { conversation: ConversationView }) {
  const words = useWords();
  const { t } = words;
  const acts = useActs();
  const mayAssign = useMay("assign");
  const usesGroups = useWorld((world) => world.workspace?.uses_groups ?? false);
  const group = conversation.group.group_id;
  const counts = useWorld((world) => isEffective(world, group));
  const { isOpen, setOpen, seen } = useOpening(group);
  const open = (wanted: boolean) => (mayAssign || !wanted ? setOpen(wanted) : sayMayNotAssign(words));
  useShortcuts({ g: usesGroups ? () => open(true) : undefined });
  if (!usesGroups && !group) return null;
  return (
    <>
      <Popover
        label={t("group.assign")}
        isOpen={isOpen}
        onOpen={open}
        className="w-[330px]"
        trigger={
          <IconButton
            label={t("group.assign")}
            unless={mayAssign ? "" : t("right.assign_missing")}
            icon={Hash}
            look="accent"
            aria-keyshortcuts="g"
            disabled={!usesGroups}
          />
        }
      >
        <GroupPicker
          conversation={conversation}
          onPick={(id) => {
            setOpen(false);
            if (id !== group) acts.setGroup(conversation, id, seen);
          }}
        />
      </Popover>
      {group ? <GroupChip id={group} /> : <Chip>{t("group.all_agents")}</Chip>}
      {group && <GroupState id={group} counts={counts} />}
    </>
  );
}

function GroupState({ id, counts }: { id: string; counts: boolean }) {
  const { t } = useWords();
  const online = useOnline(id);
  if (counts && online === null) return null;
  if (!counts) return <span className="text-xs text-amber">{t("group.not_effective")}</span>;
  return (
    <span className="flex items-center gap-1.5 text-xs text-muted">
      <Sign look={online ? "full" : "empty"} />
      <span className="max-sm:sr-only">
        {online ? t("group.online_in_it", { n: online }) : t("group.nobody_online")}
      </span>
    </span>
  );
}

function AgentButton({ conversation }: { conversation: ConversationView }) {
  const words = useWords();
  const { t } = words;
  const acts = useActs();
  const [isOpen, setOpen] = useState(false);
  const mayAssign = useMay("assign");
  const open = (wanted: boolean) => (mayAssign || !wanted ? setOpen(wanted) : sayMayNotAssign(words));
  useShortcuts({ a: () => open(true) });
  return (
    <>
      <Popover
        label={t("agent.assign")}
        isOpen={isOpen}
        onOpen={open}
        className="w-[330px]"
        trigger={
          <IconButton
            label={t("agent.assign")}
            unless={mayAssign ? "" : t("right.assign_missing")}
            icon={UserPlus}
            look="accent"
            aria-keyshortcuts="a"
          />
        }
      >
        <AgentPicker
          conversation={conversation}
          onPick={(id) => {
            setOpen(false);
            acts.assign(conversation, id);
          }}
        />
      </Popover>
      {conversation.participations.map((row) => (
        <AgentChip key={row.agent_id} conversation={conversation} id={row.agent_id} isJoined={row.joined_at !== null} />
      ))}
    </>
  );
}

function AgentChip({ conversation, id, isJoined }: { conversation: ConversationView; id: string; isJoined: boolean }) {
  const { t } = useWords();
  const names = useNames();
  const acts = useActs();
  const me = useMe();
  const mayAssign = useMay("assign");
  const presence = usePresence(id);
  const mayTakeOff = mayAssign || id === me?.id;
  const state = t(isJoined ? "agent.joined" : "agent.assigned");
  return (
    <span
      className="inline-flex h-6 items-center gap-1.5 rounded-full bg-subtle pe-1 ps-0.5 text-sm"
      title={`${names.agent(id)} · ${state} · ${t(`presence.${presence}`)}`}
    >
      <AgentFace id={id} label="" />
      <span className="max-w-28 truncate">{names.agentOrYou(id)}</span>
      <PresenceSign presence={presence} isNamed />
      {mayTakeOff ? (
        <button
          type="button"
          aria-label={t("agent.take_off", { name: names.agent(id) })}
          title={t("agent.take_off", { name: names.agent(id) })}
          onClick={() => (id === me?.id ? acts.act(conversation, "leave") : acts.takeOff(conversation, id))}
          className="grid size-[18px] place-items-center rounded-full text-muted hover:bg-hover hover:text-text"
        >
          <X size={12} aria-hidden />
        </button>
      ) : (
        <span className="w-0.5" />
      )}
    </span>
  );
}

/** Colleagues who have it on screen too. */
function Watchers({ id }: { id: string }) {
  const { t, list } = useWords();
  const names = useNames();
  const me = useMe();
  const others = useWorld((world) => (world.watching[id] ?? []).filter((agent) => agent !== me?.id));
  if (others.length === 0) return null;
  return (
    <span className="ms-auto flex items-center gap-1.5 text-xs text-muted" title={list(others.map(names.agent))}>
      <span className="flex -space-x-1">
        {others.slice(0, 3).map((agent) => (
          <AgentFace key={agent} id={agent} />
        ))}
      </span>
      {t("conversation.watching", { n: others.length })}
    </span>
  );
}

function More({ conversation }: { conversation: ConversationView }) {
  const { t } = useWords();
  const acts = useActs();
  const me = useMe();
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const { is_open: isOpen, episode } = conversation;
  const whys = useWhys(conversation);
  const blocking = useBlocking(conversation);
  const deleting = useDeleting(conversation);
  const row = conversation.participations.find((other) => other.agent_id === me?.id);
  const isJoined = !!row && row.joined_at !== null;
  useShortcuts(
    isOpen
      ? {
          "conversation.join": isJoined ? undefined : () => acts.act(conversation, "join"),
          "conversation.leave": row && (() => acts.act(conversation, "leave")),
          "ask.title": () => setAsking(true),
          ...whys.commands,
        }
      : {},
  );
  useShortcuts({ "transcript.send": episode > 0 ? () => setSending(true) : undefined });
  return (
    <>
      <Menu trigger={<IconButton label={t("conversation.more")} icon={Ellipsis} />}>
        {isOpen && !isJoined && (
          <MenuItem onClick={() => acts.act(conversation, "join")}>{t("conversation.join")}</MenuItem>
        )}
        {isOpen && row && (
          <MenuItem onClick={() => acts.act(conversation, "leave")} hint={t("conversation.leave_hint")}>
            {t("conversation.leave")}
          </MenuItem>
        )}
        {isOpen && (
          <MenuItem onClick={() => setAsking(true)} hint={t("ask.hint")}>
            {t("ask.title")}
          </MenuItem>
        )}
        {episode > 0 && (
          <MenuItem onClick={() => setSending(true)} hint={t("transcript.hint")}>
            {t("transcript.send")}
          </MenuItem>
        )}
        {isOpen && whys.items}
        {isOpen && <MenuLine />}
        {blocking.item}
        {deleting}
      </Menu>
      {whys.sheet}
      {blocking.sheet}
      {isAsking && <Ask conversation={conversation} onClose={() => setAsking(false)} />}
      {isSending && <SendTranscript conversation={conversation} onClose={() => setSending(false)} />}
    </>
  );
}
