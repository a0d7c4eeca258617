// What the screen is drawn from.
import { START, type State } from "./state";
import type { Id, Status } from "./wire";

/** Everything the screen shows. */
export interface Screen {
  state: State;
  status: Status;
  /** There has been no connection for longer than a moment. */
  isOffline: boolean;
  /** The browser keeps nothing of what waits to be sent: it goes with the page. */
  isForgetful?: boolean;
  /** Nor who this visitor is: on the next page they are somebody else. */
  isPassing?: boolean;
  greeting: string;
  /** The id of the message the next one answers, "" for none. */
  quoted: Id;
  /** Asked for the conversation by e-mail, and not yet done with it. */
  wantsTranscript?: boolean;
  isShown: boolean;
  isFull: boolean;
  /** The server will not have this visitor: a wrong key, an origin that is not allowed. */
  isTurnedAway: boolean;
  /** Files were picked, and what carries them is on its way. */
  isAttaching: boolean;
}

/** Before anything is known. */
export const FRESH: Screen = {
  state: START,
  status: "idle",
  isOffline: false,
  greeting: "",
  quoted: "",
  isShown: false,
  isFull: false,
  isTurnedAway: false,
  isAttaching: false,
};

/** The website wants files of visitors, and this one may write. */
export function takesFiles({ state, isTurnedAway }: Screen): boolean {
  return !!state.mode?.widget?.takes_files && !isTurnedAway;
}

/** Agents see what is typed before it is sent; the chat says so wherever this is true, and sends it nowhere else (I4). */
export function showsTyped({ state }: Screen): boolean {
  return !!state.mode?.widget?.shows_typed;
}
