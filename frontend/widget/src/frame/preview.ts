// The chat as the console's settings show it while somebody changes them: the same drawing, with neither visitor, socket nor storage.
import type { Preview } from "@zuruf/protocol/preview";
import { received, type ToFrame } from "../bridge";
import { FRESH } from "./screen";
import type { Session } from "./session";
import { draw, isDark, paint, speak } from "./stage";
import { START } from "./state";

let last: Preview | undefined;

export function preview(): void {
  // Looked at, not used: no key and no click gets in, so nothing is ever asked of the session that is not there.
  document.querySelector("#chat")?.setAttribute("inert", "");
  addEventListener("message", (event) => {
    // The server lets only its own pages embed this one, and only they are listened to.
    const message = received<ToFrame>(event, parent === window ? undefined : parent, location.origin) as
      | Preview
      | undefined;
    if (message?.say !== "preview") return;
    last = message;
    void show();
  });
  isDark.addEventListener("change", () => void show());
  parent.postMessage({ zuruf: 1, say: "ready" }, location.origin);
}

async function show(): Promise<void> {
  if (!last) return;
  const shown = last;
  const { language, colour, mode } = shown;
  const speech = await speak(language);
  // Changed again while its words were fetched.
  if (last !== shown) return;
  paint(colour);
  const screen = { ...FRESH, state: { ...START, mode }, status: "live" as const, isShown: true };
  draw({ key: "", screen } as Session, speech, () => undefined);
}
