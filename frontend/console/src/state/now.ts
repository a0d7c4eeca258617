/** The server's time, ticking once a second or once a minute for whoever shows ages. */
import { useSyncExternalStore } from "react";
import { useStore } from "./react";

const SECOND = 1_000;

class Ticker {
  readonly #listeners = new Set<() => void>();
  readonly #every: number;
  #timer: ReturnType<typeof setInterval> | null = null;
  value = Date.now();

  constructor(every: number) {
    this.#every = every;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#timer === null) {
      this.value = Date.now();
      this.#timer = setInterval(() => this.#tick(), this.#every);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  };

  readonly current = (): number => this.value;

  #tick(): void {
    this.value = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

const seconds = new Ticker(SECOND);
const calm = new Ticker(20 * SECOND);

/** The server's time in ms; `precise` ticks every second, otherwise every 20. */
export function useNow(pace: "precise" | "calm" = "calm"): number {
  const ticker = pace === "precise" ? seconds : calm;
  return useSyncExternalStore(ticker.subscribe, ticker.current) + useStore().shown.world.ahead;
}
