// What loader and frame say to each other. Both sides check origin and source of every message and name the origin they send to.

export type Act = "open" | "show" | "hide" | "ask_for_group" | "show_form";
export type Mode = "live" | "message" | "hidden";

/** What the server answers to a page view. */
export interface View {
  page: string;
  mode: Mode;
  position: "left" | "right";
  colour: string;
  greeting: string;
  unread: number;
  has_conversation: boolean;
  judge_after?: number | null;
  acts?: Act[];
  /** Whether this visitor is to be known again: before, neither side stores anything (W1b). */
  keep: boolean;
}

/** Everything the frame must know of its page; the browser's key only, never a visitor's token. */
export interface Start {
  say: "start";
  key: string;
  browser: string;
  language: string;
  view: View;
}

export type ToFrame =
  | Start
  | { say: "page"; page: string; keep: boolean }
  | { say: "shown"; isFull: boolean; takesFocus: boolean }
  | { say: "minimized" };

export type ToLoader =
  /** What loaded is the chat, and not the browser's word about the network. */
  | { say: "here" }
  | { say: "minimize" }
  | { say: "unread"; count: number }
  /** This browser's key belonged to somebody else: from now on it is another. Or it is to be kept from now on. */
  | { say: "browser"; browser: string; keep: boolean };

/** To nobody where the page has taken the chat out of its document. */
export function post(target: Window | null, origin: string, message: ToFrame | ToLoader): void {
  target?.postMessage({ zuruf: 1, ...message }, origin);
}

/** The message, if it comes from that window and, once known, from that origin; undefined for everything else. */
export function received<M extends ToFrame | ToLoader>(
  { data, source, origin }: MessageEvent,
  from: Window | null | undefined,
  fromOrigin: string,
): M | undefined {
  const isTheirs = from && source === from && (!fromOrigin || origin === fromOrigin);
  // Whatever else a page says to its frames carries no such mark.
  return isTheirs && data?.zuruf === 1 ? data : undefined;
}
