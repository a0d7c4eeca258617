/** Parts of the console that come when somebody is about to want them, or when the browser has nothing else to do. */
import { useEffect, useSyncExternalStore } from "react";

export interface Later<M> {
  /** Asks for it, and goes on asking while the network is gone. */
  want: () => void;
  /** What has come, drawn anew when it comes. */
  use: () => M | undefined;
  /** What has come, for what stands inside it and so is drawn only with it. */
  current: () => M | undefined;
}

const AGAIN_MS = 2_000;

export function later<M>(get: () => Promise<M>): Later<M> {
  const listeners = new Set<() => void>();
  let found: M | undefined;
  let isAsked = false;
  const current = () => found;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const come = (module: M) => {
    found = module;
    for (const listener of listeners) listener();
  };
  const want = () => {
    if (isAsked) return;
    isAsked = true;
    get().then(come, () => {
      isAsked = false;
      setTimeout(want, AGAIN_MS);
    });
  };
  return { want, current, use: () => useSyncExternalStore(subscribe, current) };
}

/** After the first screen, never beside it: what is fetched here is not part of the console's first load. */
export function useWhenIdle(isReady: boolean, wanted: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen stands
  useEffect(() => {
    if (!isReady) return;
    const timer = setTimeout(() => idle(wanted), CALM_MS);
    return () => clearTimeout(timer);
  }, [isReady]);
}

const CALM_MS = 1_000;

/** Safari has no idle callback: there the calm above is all. */
function idle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 5_000 });
  else act();
}
