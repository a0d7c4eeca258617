/** Which conversation this tab has on screen: a snapshot brings its messages along. */
import type { Id } from "@zuruf/protocol/types";
import type { World } from "../state/model";
import { isDrawn } from "../state/select";

let shown: Id = "";

export function onScreen(): Id {
  return shown;
}

export function putOnScreen(conversation: Id): void {
  shown = conversation;
}

/** The one somebody looks at: drawn to its newest message, the window in front. It needs no telling (A22m). */
export function lookedAt(world: World): Id {
  return document.hasFocus() && isDrawn(world, shown) ? shown : "";
}
