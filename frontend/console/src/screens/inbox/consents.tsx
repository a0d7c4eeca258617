/** What the visitor said of closed episodes (W5), and what they agreed to: the text as it stood then, in its language, and when (W3). */
import type { Id } from "@zuruf/protocol/types";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { Time } from "../../ui/time";
import { useAbout } from "./about";
import { Block } from "./details";

export function Consents({ conversation, visitor }: { conversation: Id; visitor: Id }) {
  const { t, exact, day } = useWords();
  const names = useNames();
  const consents = useAbout(conversation, visitor)?.consents ?? [];
  if (consents.length === 0) return null;
  return (
    <Block title={t("details.consents")}>
      <ul className="flex flex-col gap-2 text-sm">
        {consents.map((one) => (
          <li key={one.at} className="break-words">
            <span lang={one.language}>{one.text}</span>
            <span className="block text-xs text-muted">
              <Time at={one.at} exact={exact(one.at)}>
                {day(one.at, Date.now())}
              </Time>
              {one.language && ` · ${names.language(one.language)}`}
              {one.link && ` · ${one.link}`}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

export function Ratings({ conversation, visitor }: { conversation: Id; visitor: Id }) {
  const { t, exact, day } = useWords();
  const ratings = useAbout(conversation, visitor)?.ratings ?? [];
  if (ratings.length === 0) return null;
  return (
    <Block title={t("details.ratings")}>
      <ul className="flex flex-col gap-1 text-sm">
        {ratings.map((one) => (
          <li key={one.episode} className="break-words">
            {t("details.rating", { score: one.score })}{" "}
            <span className="text-muted">
              {one.comment}{" "}
              <Time at={one.at} exact={exact(one.at)}>
                {day(one.at, Date.now())}
              </Time>
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}
