/** Alerts until seen (A22, O4): a toast in every tab, a sound in one, a notification while the window is not in front. */
import { useNavigate } from "@tanstack/react-router";
import type { AlertView } from "@zuruf/protocol/frames";
import type { Id } from "@zuruf/protocol/types";
import { useCallback, useEffect, useRef } from "react";
import { useSession } from "../app/session";
import { lookedAt } from "../app/watching";
import { useWords } from "../i18n/words";
import { useNames } from "../parts/names";
import { useStore, useWorld } from "../state/react";
import { unseen } from "../state/select";
import { dismiss, toast } from "../ui/toasts";
import { deviceName } from "./device";
import { News } from "./news";
import { canNotify, notification } from "./notifications";
import { beep } from "./sound";

const MANY = 3;

interface Said {
  seq: number;
  conversation: Id;
  title: string;
  text: string;
}

export function Alerts() {
  useNews();
  useTitle();
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
    const said = noticed.news.map(wording);
    if (said.length === 0) return;
    showToasts(said);
    notify([], said);
    const seqs = said.map(({ seq }) => seq);
    if (preferences.sound === "on") void beep(Math.max(...seqs));
    store.submit({ type: "alert.shown", seqs, device: deviceName() });
  }, [alerts, store, wording, notify, showToasts, preferences.sound]);
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
      const text = asking?.why || conversation?.last?.text || "";
      return { seq, conversation: id, title: t(has(key) ? key : "alert.assigned", { name }), text };
    },
    [store, names, t, has],
  );
}

/** Comes back to this window and opens a conversation. */
function useOpen(): (id: Id) => void {
  const navigate = useNavigate();
  return useCallback(
    (id) => {
      window.focus();
      void navigate({ to: "/c/$conversation", params: { conversation: id } });
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
      for (const { conversation, title, text } of said) {
        toast({ id: `alert:${conversation}`, title, text, lasts: 12_000, onAction: () => open(conversation) });
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
      for (const { conversation, title, text } of said.slice(-MANY)) {
        const raised = notification(title, { body: text, tag: `zuruf ${conversation}` });
        if (!raised) return;
        raised.onclick = () => open(conversation);
        shown.current.set(conversation, raised);
      }
    },
    [open, isWanted],
  );
}

function useTitle(): void {
  const count = useWorld(unseen);
  useEffect(() => {
    document.title = count ? `(${count}) Zuruf` : "Zuruf";
    return () => {
      document.title = "Zuruf";
    };
  }, [count]);
}
