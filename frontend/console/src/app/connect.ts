/** The console's connection: its socket, its outbox, and the store they feed. */

import { instance, openSocket, socketAddress, uuid, watchPage } from "@zuruf/protocol/browser";
import { browserClock } from "@zuruf/protocol/clock";
import type { AgentEv } from "@zuruf/protocol/frames";
import { heldOver, type Shelf } from "@zuruf/protocol/leaving";
import { Outbox } from "@zuruf/protocol/outbox";
import { Connection } from "@zuruf/protocol/socket";
import { browserStore } from "@zuruf/protocol/store";
import type { Id } from "@zuruf/protocol/types";
import type { Store } from "../state/store";
import { onScreen } from "./watching";

const LASTING: Shelf = {
  get: (name) => localStorage.getItem(name) ?? "",
  put: (name, value) => (value ? localStorage.setItem(name, value) : localStorage.removeItem(name)),
};

/** Connects for this agent; what it answers ends it. `onForgetful` is told when the browser does not keep what waits. */
export function connect(store: Store, agent: Id, language: string, onForgetful: () => void): () => void {
  const outbox = new Outbox(heldOver(browserStore(`agent ${agent}`, browserClock), LASTING, `zuruf.said.${agent}`));
  outbox.onForgetful = onForgetful;
  const name = instance("zuruf.instance", uuid);
  const connection = new Connection<AgentEv>({
    hello: () => ({
      instance: name,
      tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
      language,
      watching: onScreen(),
    }),
    open: () => openSocket(socketAddress("/socket")),
    clock: browserClock,
    random: Math.random,
    uuid,
    outbox,
    apply: (frames) => store.receive(frames),
    status: (status) => store.setStatus(status),
  });
  store.linkedBy(connection);
  const unwatch = watchPage(connection);
  connection.connect();
  return () => {
    unwatch();
    connection.disconnect();
    outbox.close();
  };
}
