/** Alerts until seen (A22, O4): a toast in every tab, a sound in one, a notification while the window is not in front. */
import { useNavigate } from "@tanstack/react-router";
import type { AlertView } from "@zuruf/protocol/frames";
import { useEffect, useRef } from "react";
import { useSession } from "../app/session";
import { onScreen } from "../app/watching";
import { useWords } from "../i18n/words";
import { useNames } from "../parts/names";
import { useStore, useWorld } from "../state/react";
import { unseen } from "../state/select";
import { dismiss, toast } from "../ui/toasts";
import { deviceName } from "./device";
import { beep } from "./sound";

/** Older ones are no news: they came before this screen, the dots say enough. */
const NEWS_FOR = 60_000;
const MANY = 3;

export function Alerts() {
  useNews();
  useTitle();
  return null;
}

function useNews(): void {
  const words = useWords();
  const names = useNames();
  const store = useStore();
  const navigate = useNavigate();
  const { preferences } = useSession();
  const alerts = useWorld((world) => world.alerts);
  const known = useRef(kept());
  const toasted = useRef(new Set<string>());
  const notifications = useRef(new Map<number, Notification>());

  useEffect(() => {
    const now = Date.now() + store.shown.world.ahead;
    const here = document.hasFocus() ? onScreen() : "";
    const news = alerts.filter((alert) => !known.current.has(alert.seq) && now - alert.at < NEWS_FOR);
    const current = new Set(alerts.map((alert) => alert.seq));
    for (const seq of known.current) {
      if (current.has(seq)) continue;
      notifications.current.get(seq)?.close();
      notifications.current.delete(seq);
    }
    const left = new Set(alerts.map((alert) => alert.conversation_id));
    for (const id of toasted.current) if (!left.has(id)) dismiss(`alert:${id}`);
    known.current = current;
    keep(current);
    const shown = news.filter((alert) => alert.conversation_id !== here);
    if (shown.length === 0) return;

    const open = (id: string) => {
      window.focus();
      void navigate({ to: "/c/$conversation", params: { conversation: id } });
    };
    const { t } = words;
    toasted.current = new Set(alerts.map((alert) => alert.conversation_id));
    const said = shown.map((alert) => ({ alert, ...textOf(alert) }));
    if (said.length > MANY) {
      toast({
        id: "alert:many",
        title: t("alert.many", { n: said.length }),
        text: t("alert.many_hint"),
        onAction: () => void navigate({ to: "/mine" }),
      });
    } else {
      // One a conversation: the newest says it all.
      for (const { alert, title, text } of said) {
        toast({
          id: `alert:${alert.conversation_id}`,
          title,
          text,
          lasts: 12_000,
          onAction: () => open(alert.conversation_id),
        });
      }
    }
    if (preferences.sound === "on") void beep(Math.max(...shown.map((alert) => alert.seq)));
    const isAway = document.visibilityState !== "visible" || !document.hasFocus();
    if (isAway && preferences.notifications === "on" && Notification.permission === "granted") {
      for (const { alert, title, text } of said.slice(-MANY)) {
        const notification = new Notification(title, { body: text, tag: `zuruf ${alert.conversation_id}` });
        notification.onclick = () => open(alert.conversation_id);
        notifications.current.set(alert.seq, notification);
      }
    }
    store.submit({ type: "alert.shown", seqs: shown.map((alert) => alert.seq), device: deviceName() });

    function textOf(alert: AlertView): { title: string; text: string } {
      const conversation = store.shown.world.conversations[alert.conversation_id];
      const name = conversation ? names.visitor(conversation.visitor) : t("name.visitor");
      const key =
        alert.kind === "asked" ? "alert.asked" : alert.kind === "message" ? "alert.message" : "alert.assigned";
      const asking = conversation?.askings.find((row) => row.agent_id === store.shown.world.me);
      return { title: t(key, { name }), text: asking?.why || conversation?.last?.text || "" };
    }
  }, [alerts, store, names, words, navigate, preferences]);
}

const KEPT = "zuruf.alerts";

/** Alerts this tab has already told of, also before a reload. */
function kept(): Set<number> {
  const stored: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  return new Set(Array.isArray(stored) ? stored : []);
}

function keep(seqs: ReadonlySet<number>): void {
  sessionStorage.setItem(KEPT, JSON.stringify([...seqs].slice(-500)));
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
