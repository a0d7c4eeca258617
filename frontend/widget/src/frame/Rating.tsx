// How was it? Asked once the conversation is closed (W5): five words to choose from, and a sentence if one likes.
import type { RatingForVisitor } from "@zuruf/protocol/types";
import { useEffect, useRef, useState } from "preact/hooks";
import { Give } from "./Give";
import { useKept } from "./kept";
import { useMoreWords } from "./more-words";
import type { Screen, Session } from "./session";
import type { Done } from "./state";

interface Given {
  session: Session;
  screen: Screen;
  rating: RatingForVisitor;
}

const SCORES = [1, 2, 3, 4, 5] as const;
const FACES = ["😞", "🙁", "😐", "🙂", "😀"];

export function Rating({ session, screen, rating }: Given) {
  const { t } = useMoreWords();
  const deed = screen.state.deeds["rating.give"];
  const kept = useKept(`rating:${session.key}:${rating.episode}`, chosenIn(deed, rating));
  const { score, comment } = kept.value;
  const form = useInSight(score);
  const [isChanging, setChanging] = useState(rating.score === 0);
  // Done once the server says the same, a changed sentence too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sentence is what may be new
  useEffect(() => {
    if (rating.score > 0) setChanging(false);
  }, [rating.score, rating.comment]);
  if (!isChanging) {
    return (
      <p class="line" role="status">
        {t("rated")} ·{" "}
        <button type="button" class="text" onClick={() => setChanging(true)}>
          {t("change")}
        </button>
      </p>
    );
  }
  const give = (event: Event) => {
    event.preventDefault();
    kept.forget();
    if (rating.score === score && rating.comment === comment.trim()) setChanging(false);
    else session.give({ type: "rating.give", episode: rating.episode, score, comment });
  };
  return (
    <form class="rating" ref={form} onSubmit={give}>
      <fieldset>
        <legend class="bubble">{t("rate")}</legend>
        <div class="scores">
          {SCORES.map((one) => (
            <label key={one} title={t(`score_${one}`)}>
              <input
                type="radio"
                name="score"
                class="hidden"
                value={one}
                checked={score === one}
                aria-label={t(`score_${one}`)}
                onChange={() => kept.become({ score: one, comment })}
              />
              <span aria-hidden="true">{FACES[one - 1]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {score > 0 && (
        <>
          <p class="field">
            <label for="rating-comment">{t("comment")}</label>
            <textarea
              id="rating-comment"
              rows={2}
              maxLength={2000}
              value={comment}
              onInput={(event) => kept.become({ score, comment: event.currentTarget.value })}
            />
          </p>
          <div class="row">
            <Give screen={screen} deed={deed} word="rate_give" />
            <span class="mark">{t(`score_${score as 1 | 2 | 3 | 4 | 5}`)}</span>
          </div>
        </>
      )}
      {deed?.refusal && (
        <p class="mark bad" role="alert">
          {t(deed.refusal.code === "rating_over" ? "rate_over" : "refused")}
        </p>
      )}
    </form>
  );
}

/** What a score brings is to be seen without scrolling. */
function useInSight(score: number) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (score > 0) form.current?.scrollIntoView({ block: "end" });
  }, [score]);
  return form;
}

/** What was given and is not taken yet, else what the server has. */
function chosenIn(deed: Done | undefined, rating: RatingForVisitor) {
  const { score, comment = "" } = deed?.op.type === "rating.give" && !deed.isTaken ? deed.op : rating;
  return { score, comment };
}
