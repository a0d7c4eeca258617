// The browser's side of a connection: its socket, its tab, its network.

import type { Ev } from "./frames";
import type { TransportSocket } from "./link";
import type { Connection } from "./socket";

/** `path` on the origin this page comes from, as a socket address. */
export function socketAddress(path: string): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  return url.href;
}

export function openSocket(address: string): TransportSocket {
  const socket = new WebSocket(address);
  const transport: TransportSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
  socket.onopen = () => transport.onopen?.();
  socket.onmessage = (event) => transport.onmessage?.(String(event.data));
  socket.onclose = (event) => transport.onclose?.(event.code);
  return transport;
}

/** Tells the connection of tab and network; answers how to stop. */
export function watchPage<E extends Ev>(connection: Connection<E>): () => void {
  const visible = () => connection.visible(document.visibilityState === "visible");
  const online = () => connection.online();
  document.addEventListener("visibilitychange", visible);
  addEventListener("pageshow", online);
  addEventListener("online", online);
  // It may be another network that went: the socket is asked whether it lives, instead of waiting out half a minute of silence.
  addEventListener("offline", online);
  visible();
  return () => {
    document.removeEventListener("visibilitychange", visible);
    removeEventListener("pageshow", online);
    removeEventListener("online", online);
    removeEventListener("offline", online);
  };
}

/**
 * The name of this tab, the same after a reload. A duplicated tab copies the tab's storage, so the name lies there only between two pages:
 * two tabs under one name would close each other's sockets for ever.
 */
export function instance(key: string, uuid: () => string, mayKeep = () => true): string {
  const storage = tabStorage();
  const name = storage?.getItem(key) ?? uuid();
  storage?.removeItem(key);
  addEventListener("pagehide", () => mayKeep() && storage?.setItem(key, name));
  return name;
}

function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/** A random UUID, also where the page came over plain HTTP and `crypto.randomUUID` is missing. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, index) => {
    const value = index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte;
    return value.toString(16).padStart(2, "0");
  });
  const part = (from: number, to: number) => hex.slice(from, to).join("");
  return [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)].join("-");
}
