/** What is fetched beside the stream stays as true as the stream. */
import type { QueryClient } from "@tanstack/react-query";
import type { Store } from "../state/store";

/** After an outage everything on screen is asked for again: it failed meanwhile, or what happened then was not heard. Answers how to stop. */
export function keepFresh(store: Store, queries: QueryClient): () => void {
  let isLive = store.shown.status === "live";
  let wasLive = isLive;
  return store.subscribe(() => {
    const isBack = !isLive && wasLive;
    isLive = store.shown.status === "live";
    wasLive ||= isLive;
    if (isLive && isBack) void queries.invalidateQueries();
  });
}
