// The loader's socket: it only listens, and comes back later and later when it breaks.
import type { Act, Mode } from "../bridge";
import { base, key } from "./site";

const SILENCE_MS = 35_000;
/** A judgement, a badge: nothing that could not wait a minute. */
const SLOWEST_MS = 60_000;
/** Signed out, not allowed, superseded: staying away is right. */
const FINAL = [4001, 4003, 4010];

/** A signal; each kind has a field of its own. */
export interface Heard {
  mode?: Mode;
  act?: Act;
  count?: number;
  after?: number;
}

let socket: WebSocket | undefined;
let timer = 0;
let failures = 0;

/** `hello` is said on every opening. */
export function listen(hello: () => object, hear: (heard: Heard) => void): void {
  let told = 0;
  const opened = new WebSocket(`${base.replace("http", "ws")}/widget/listen?key=${key}`);
  const wait = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => opened.close(), SILENCE_MS);
  };
  socket = opened;
  wait();
  opened.onopen = () => opened.send(JSON.stringify(hello()));
  opened.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    wait();
    if (frame.f === "hb") failures = 0;
    told = frame.retry_in;
    if (frame.eph) hear(frame.eph);
  };
  opened.onclose = ({ code }) => {
    clearTimeout(timer);
    const delay = told || Math.random() * Math.min(SLOWEST_MS, 1_000 * 2 ** failures++);
    if (!FINAL.includes(code)) timer = window.setTimeout(() => listen(hello, hear), delay);
  };
}

export function stopListening(): void {
  clearTimeout(timer);
  if (!socket) return;
  socket.onclose = null;
  socket.close();
}
