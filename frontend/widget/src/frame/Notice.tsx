// One line about the connection, only when there is something to say.
import type { Screen } from "./session";
import { useWords } from "./words";

export function Notice({ screen, wake }: { screen: Screen; wake: () => void }) {
  const { t } = useWords();
  const { state, status, isTurnedAway, isOffline, isForgetful, isPassing } = screen;
  return (
    <div role="status">
      {isTurnedAway && <p class="notice">{t("turned_away")}</p>}
      {!isTurnedAway && isOffline && (
        <p class="notice">
          {t("offline")} {isForgetful && t("forgets")}
        </p>
      )}
      {!isOffline && isPassing && state.messages.length > 0 && <p class="notice">{t("passing")}</p>}
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
