// The button that gives a form away, and says how far that has come.
import { type MoreKey, useMoreWords } from "./more-words";
import type { Screen } from "./session";
import type { Done } from "./state";
import { useWords } from "./words";

export function isOnItsWay(deed: Done | undefined): deed is Done {
  return !!deed && !deed.isTaken && !deed.refusal;
}

export function Give({ screen, deed, word }: { screen: Screen; deed: Done | undefined; word: MoreKey }) {
  const { t } = useMoreWords();
  const words = useWords();
  const saying = screen.isOffline ? words.t("will_be_sent") : t("giving");
  const isGoing = isOnItsWay(deed);
  return (
    <button type="submit" class="give" disabled={isGoing}>
      {isGoing ? saying : t(word)}
    </button>
  );
}
