/** Idle time at this console (P4): says that somebody is here, warns a minute before, and offers the way back. */
import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/words";
import { isToldNow, isUnheard, isWarnedAt } from "../parts/idle";
import { useNow } from "../state/now";
import { useMe, useShown, useStore, useWorld } from "../state/react";
import { presenceOf } from "../state/rules";
import { Button } from "../ui/button";
import { dismiss, toast } from "../ui/toasts";
import { warnInTitle } from "./title";

const DEEDS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

export default function Idle() {
  const { t } = useWords();
  const store = useStore();
  const me = useMe();
  const isLive = useShown(({ status }) => status === "live");
  useWarning(useActivity());
  if (!me?.is_idle || !isLive) return null;
  return (
    <div role="status" className="flex shrink-0 items-center justify-center gap-3 bg-amber-tint px-4 py-1.5 text-sm">
      {t("idle.gone")}
      <Button size="sm" onClick={() => store.submit({ type: "presence.choose", presence: "online" })}>
        {t("idle.back")}
      </Button>
    </div>
  );
}

/** Whether the warning is due. What is done here is told to the server and by it to this agent's other consoles. */
function useActivity(): boolean {
  const store = useStore();
  const now = useNow("precise");
  const [begun] = useState(Date.now);
  const isWarned = useWorld((world) => {
    const idleAfter = world.workspace?.idle_after_ms ?? 0;
    const since = Math.max(world.activeAt, begun);
    return presenceOf(world, world.me) !== "offline" && isWarnedAt(now - world.ahead, since, idleAfter);
  });
  const isLive = useShown(({ status }) => status === "live");
  const latest = useRef({ isWarned, toldAt: 0 });
  latest.current.isWarned = isWarned;
  useEffect(() => {
    // What was just done and nobody heard, on a line that was cut or had died unnoticed, is said when there is one again.
    if (isLive && isUnheard(Date.now(), latest.current.toldAt, store.shown.world.activeAt))
      store.say({ type: "active" });
  }, [isLive, store]);
  useEffect(() => {
    const tell = () => {
      const at = Date.now();
      if (!isToldNow(at, latest.current.toldAt, latest.current.isWarned)) return;
      latest.current.toldAt = at;
      store.say({ type: "active" });
    };
    tell();
    for (const deed of DEEDS) addEventListener(deed, tell, { capture: true, passive: true });
    return () => {
      for (const deed of DEEDS) removeEventListener(deed, tell, { capture: true });
    };
  }, [store]);
  return isWarned;
}

/** In the toast, which is read out, and in the title, for whoever looks at another tab. */
function useWarning(isWarned: boolean): void {
  const { t } = useWords();
  const store = useStore();
  useEffect(() => {
    if (!isWarned) return;
    warnInTitle(t("idle.title"));
    toast({
      id: "idle",
      title: t("idle.warning"),
      text: t("idle.warning_text"),
      actionLabel: t("idle.stay"),
      lasts: 0,
      onAction: () => store.say({ type: "active" }),
    });
    return () => {
      warnInTitle("");
      dismiss("idle");
    };
  }, [isWarned, t, store]);
}
