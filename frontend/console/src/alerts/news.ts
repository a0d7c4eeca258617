/** Which alerts are news to this tab, and what becomes of those that were seen elsewhere. */
import type { AlertView } from "@zuruf/protocol/frames";
import type { Id, Ms } from "@zuruf/protocol/types";

/** Older ones are no news: they came before this screen, the dots say enough. */
const NEWS_FOR: Ms = 60_000;
const KEPT = "zuruf.alerts";

export interface Noticed {
  news: AlertView[];
  /** Conversations of which nothing is unseen any more. */
  over: Id[];
}

export class News {
  #known = kept();
  #told = new Set<Id>();

  /** `here` is the conversation somebody looks at: it needs no telling. */
  notice(alerts: readonly AlertView[], now: Ms, here: Id): Noticed {
    const news = alerts.filter(
      (alert) => !this.#known.has(alert.seq) && now - alert.at < NEWS_FOR && alert.conversation_id !== here,
    );
    const unseen = new Set(alerts.map((alert) => alert.conversation_id));
    const over = [...this.#told].filter((id) => !unseen.has(id));
    this.#known = new Set(alerts.map((alert) => alert.seq));
    this.#told = unseen;
    sessionStorage.setItem(KEPT, JSON.stringify([...this.#known].slice(-500)));
    return { news, over };
  }
}

/** Those this tab had told of before a reload. */
function kept(): Set<number> {
  const stored: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  return new Set(Array.isArray(stored) ? stored : []);
}
