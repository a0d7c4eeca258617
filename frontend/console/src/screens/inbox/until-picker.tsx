/** Until when something is put off: a few times that make sense, and one of one's own (I6). */
import type { Ms } from "@zuruf/protocol/types";
import { type FormEvent, useState } from "react";
import { useWords } from "../../i18n/words";
import { offersAt, readTime, untilText, writtenTime } from "../../parts/until";
import { useNow } from "../../state/now";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Picker } from "../../ui/picker";

export function UntilPicker({ onPick }: { onPick: (until: Ms) => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const offers = offersAt(now);
  return (
    <Picker
      label={t("snooze.title")}
      placeholder={t("snooze.search")}
      none={t("snooze.none_found")}
      options={offers.map(({ key, at }) => ({
        id: key,
        text: t(key),
        content: (
          <>
            <span className="min-w-0 grow truncate">{t(key)}</span>
            <time dateTime={new Date(at).toISOString()} className="shrink-0 text-xs text-muted">
              {untilText(at, now, language)}
            </time>
          </>
        ),
      }))}
      onPick={(id) => {
        const offer = offers.find(({ key }) => key === id);
        if (offer) onPick(offer.at);
      }}
      footer={<OwnTime onPick={onPick} />}
    />
  );
}

/** A date and time of one's own. */
function OwnTime({ onPick }: { onPick: (until: Ms) => void }) {
  const { t } = useWords();
  const now = useNow();
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = readTime(text, now);
    if (at === null) setWrong(true);
    else onPick(at);
  };
  return (
    <form noValidate onSubmit={submit} className="mt-1.5 flex items-start gap-2 border-t px-2 pt-2 pb-1">
      <div className="min-w-0 grow">
        <TextField
          label={t("snooze.own_time")}
          type="datetime-local"
          min={writtenTime(now)}
          value={text}
          error={isWrong ? t("snooze.wrong_time") : ""}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
      </div>
      <Button type="submit" className="mt-[26px]">
        {t("snooze.set")}
      </Button>
    </form>
  );
}
