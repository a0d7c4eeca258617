/** Which conversation this tab has on screen: a snapshot brings its messages along. */
import type { Id } from "@zuruf/protocol/types";

let shown: Id = "";

export function onScreen(): Id {
  return shown;
}

export function putOnScreen(conversation: Id): void {
  shown = conversation;
}
