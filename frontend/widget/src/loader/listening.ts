// The loader's socket: it only listens, and comes back later and later when it breaks.
import type { Act, Mode } from "../bridge";
import { base, key } from "./site";

/** A signal; each kind has a field of its own. */
export interface Heard {
  mode?: Mode;
  act?: Act;
  count?: number;
}

let socket: WebSocket | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

/** `hello` is said on every opening. */
export function listen(hello: () => object, hear: (heard: Heard) => void): void {
  let told = 0;
  const opened = new WebSocket(`${base.replace("http", "ws")}/widget/listen?key=${key}`);
  const wait = () => {
    clearTimeout(timer);
    // Two heartbeats missing: nobody is there.
    timer = setTimeout(() => opened.close(), 35_000);
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
    // Signed out, not allowed, superseded: staying away is right. Otherwise a badge can wait a minute.
    if ([1, 3, 10].includes(code - 4_000)) return;
    const delay = told || Math.random() * Math.min(60_000, 1_000 * 2 ** failures++);
    timer = setTimeout(() => listen(hello, hear), delay);
  };
}

/** For good, or to say hello again. */
export function hangUp(isForGood?: boolean): void {
  if (!socket) return;
  if (isForGood) {
    clearTimeout(timer);
    socket.onclose = null;
  }
  socket.close();
}
