/** Alerts until seen (A22, O4): a toast in every tab, a sound in one, a notification while the window is not in front. */

import { useNavigate } from "@tanstack/react-router";
import type { AlertView } from "@zuruf/protocol/frames";
import { beep } from "@zuruf/protocol/sound";
import type { Id } from "@zuruf/protocol/types";
import { useCallback, useEffect, useRef } from "react";
import { useSession } from "../app/session";
import { usePlaceInTitle } from "../app/title";
import { lookedAt } from "../app/watching";
import { useWords } from "../i18n/words";
import { useNames } from "../parts/names";
import type { World } from "../state/model";
import { useStore, useWorld } from "../state/react";
import { presenceOf } from "../state/rules";
import { dismiss, toast } from "../ui/toasts";
import { deviceName } from "./device";
import { News } from "./news";
import { canNotify, notification } from "./notifications";

const MANY = 3;

interface Said {
  seq: number;
  conversation: Id;
  /** The event to open it at; 0 for the newest. */
  at: number;
  title: string;
  text: string;
}

export function Alerts() {
  useNews();
  usePlaceInTitle();
  return null;
}

function useNews(): void {
  const store = useStore();
  const wording = useWording();
  const notify = useNotifications();
  const showToasts = useToasts();
  const { preferences } = useSession();
  const alerts = useWorld((world) => world.alerts);
  const news = useRef<News | null>(null);

  useEffect(() => {
    news.current ??= new News();
    const { world } = store.shown;
    const noticed = news.current.notice(alerts, Date.now() + world.ahead, lookedAt(world));
    for (const id of noticed.over) dismiss(`alert:${id}`);
    notify(noticed.over, []);
    const said = noticed.news.filter((alert) => isCalled(world, alert)).map(wording);
    if (said.length === 0) return;
    showToasts(said);
    notify([], said);
    const seqs = said.map(({ seq }) => seq);
    if (preferences.sound === "on") void beep(Math.max(...seqs));
    store.submit({ type: "alert.shown", seqs, device: deviceName() });
  }, [alerts, store, wording, notify, showToasts, preferences.sound]);
}

/** Offline and invisible ones are told nothing (P2, A22b); where a comment names them, it waits in their list. */
export function isCalled(world: World, { kind, conversation_id: id }: AlertView): boolean {
  if (kind !== "mentioned") return true;
  const presence = presenceOf(world, world.me);
  const takesPart = world.conversations[id]?.participations.some((row) => row.agent_id === world.me);
  return presence === "online" || (presence === "invisible" && takesPart === true);
}

function useWording(): (alert: AlertView) => Said {
  const { t, has } = useWords();
  const names = useNames();
  const store = useStore();
  return useCallback(
    ({ seq, kind, conversation_id: id }) => {
      const { conversations, me } = store.shown.world;
      const conversation = conversations[id];
      const name = conversation ? names.visitor(conversation.visitor) : t("name.visitor");
      const key = `alert.${kind}`;
      const asking = conversation?.askings.findLast((row) => row.agent_id === me);
      const text = (kind === "asked" && asking?.why) || names.said(conversation?.last?.text ?? "");
      return {
        seq,
        conversation: id,
        at: kind === "mentioned" ? seq : 0,
        title: t(has(key) ? key : "alert.assigned", { name }),
        text,
      };
    },
    [store, names, t, has],
  );
}

/** Comes back to this window and opens a conversation. */
function useOpen(): (said: Pick<Said, "conversation" | "at">) => void {
  const navigate = useNavigate();
  return useCallback(
    ({ conversation, at }) => {
      window.focus();
      void navigate({ to: "/c/$conversation", params: { conversation }, search: at ? { at } : {} });
    },
    [navigate],
  );
}

/** One toast a conversation, the newest; many become one summary. */
function useToasts(): (said: readonly Said[]) => void {
  const { t } = useWords();
  const open = useOpen();
  const navigate = useNavigate();
  return useCallback(
    (said) => {
      if (said.length > MANY) {
        const onAction = () => void navigate({ to: "/mine" });
        toast({ id: "alert:many", title: t("alert.many", { n: said.length }), text: t("alert.many_hint"), onAction });
        return;
      }
      for (const one of said) {
        const { conversation, title, text } = one;
        toast({ id: `alert:${conversation}`, title, text, lasts: 12_000, onAction: () => open(one) });
      }
    },
    [t, open, navigate],
  );
}

/** The browser's notifications: shown while nobody looks, taken back when seen anywhere. */
function useNotifications(): (over: readonly Id[], said: readonly Said[]) => void {
  const open = useOpen();
  const { preferences } = useSession();
  const shown = useRef(new Map<Id, Notification>());
  const isWanted = preferences.notifications === "on";
  return useCallback(
    (over, said) => {
      for (const id of over) shown.current.get(id)?.close();
      const isAway = document.visibilityState !== "visible" || !document.hasFocus();
      if (!isWanted || !isAway || !canNotify() || Notification.permission !== "granted") return;
      for (const one of said.slice(-MANY)) {
        const { conversation, title, text } = one;
        const raised = notification(title, { body: text, tag: `zuruf ${conversation}` });
        if (!raised) return;
        raised.onclick = () => open(one);
        shown.current.set(conversation, raised);
      }
    },
    [open, isWanted],
  );
}
