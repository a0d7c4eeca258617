// What a visitor with one bar of signal needs: the same once more, later each time, until it succeeds.
import { delayBefore } from "@zuruf/protocol/backoff";
import { browserClock } from "@zuruf/protocol/clock";
import { useEffect, useState } from "preact/hooks";

/** `attempt` fails by throwing. */
export async function again<T>(attempt: () => Promise<T>, failures = 0): Promise<T> {
  try {
    return await attempt();
  } catch {
    const delay = delayBefore(failures, Math.random(), false);
    await new Promise<void>((resolve) => browserClock.after(delay, resolve));
    return again(attempt, failures + 1);
  }
}

/** A part of the chat that comes when it is first wanted. */
export class Piece<T> {
  loaded: T | undefined;
  #loading: Promise<T> | undefined;
  readonly #load: () => Promise<T>;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  get(): Promise<T> {
    this.#loading ??= again(this.#load).then((found) => {
      this.loaded = found;
      return found;
    });
    return this.#loading;
  }
}

export function usePiece<T>(piece: Piece<T>, isWanted: boolean): T | undefined {
  const [, become] = useState(piece.loaded);
  useEffect(() => {
    if (isWanted && !piece.loaded) void piece.get().then(become);
  }, [piece, isWanted]);
  return piece.loaded;
}
