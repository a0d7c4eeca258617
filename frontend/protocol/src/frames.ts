/** The frames of the socket, both directions. `f` tells frames apart, `type` what is inside them. */
import type { Outgoing } from "./types";

export type {
  Acked,
  Adv,
  AgentEv,
  AgentSnapshot,
  AlertView,
  Batch,
  Bye,
  Eph,
  Ev,
  Hb,
  Hello,
  HistoryLine,
  Incoming,
  Nacked,
  OnlineVisitor,
  Op,
  OpBody,
  Outgoing,
  SayBody,
  Signal,
  Snap,
  VisitorEv,
  VisitorLine,
  VisitorSnapshot,
  WebsiteName,
  Welcome,
} from "./types";
export { CLOSE, VERSION } from "./types";

/** What has arrived; undefined when it is no frame. */
export function parsed(text: string): Outgoing | undefined {
  try {
    return JSON.parse(text) as Outgoing;
  } catch {
    return undefined;
  }
}
