// One line about the connection, only when there is something to say.
import { useEffect, useState } from "preact/hooks";
import type { Screen } from "./session";
import { useWords } from "./words";

/** A reconnect this short is nobody's business. */
const PATIENCE_MS = 2_000;

export function Notice({ screen, wake }: { screen: Screen; wake: () => void }) {
  const { t } = useWords();
  const { status, isTurnedAway } = screen;
  const isOffline = useLasting(status === "waiting" || status === "signed-out");
  return (
    <div role="status">
      {isTurnedAway && <p class="notice">{t("turned_away")}</p>}
      {!isTurnedAway && isOffline && <p class="notice">{t("offline")}</p>}
      {status === "superseded" && (
        <p class="notice">
          {t("superseded")}{" "}
          <button type="button" class="text" onClick={wake}>
            {t("here")}
          </button>
        </p>
      )}
    </div>
  );
}

/** True once `is` has been true for a while. */
function useLasting(is: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) {
      setLasts(false);
      return;
    }
    const timer = setTimeout(() => setLasts(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [is]);
  return lasts;
}
