// The conversation by e-mail (W5): to which address; what was typed stays until it is taken.
import { useEffect, useRef, useState } from "preact/hooks";
import { Give } from "./Give";
import { useKept } from "./kept";
import { type MoreKey, useMoreWords } from "./more-words";
import type { Screen, Session } from "./session";
import type { Done } from "./state";

const CODES: Readonly<Record<string, MoreKey>> = {
  not_an_email: "not_an_email",
  transcript_limit: "transcript_limit",
  transcript_not_offered: "transcript_not_offered",
};

export function Transcript({ session, screen }: { session: Session; screen: Screen }) {
  const { t } = useMoreWords();
  const earlier = screen.state.deeds["transcript.ask"];
  const {
    value: email,
    become,
    forget,
  } = useKept(`transcript:${session.key}`, addressOf(earlier) || screen.state.email);
  const [given, setGiven] = useState(addressOf(earlier));
  const [isWrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const deed = given ? earlier : undefined;
  const wrong = isWrong ? "not_an_email" : deed?.refusal && (CODES[deed.refusal.code] ?? "refused");
  useLeading(field, !!screen.wantsTranscript);
  if (deed?.isTaken) return <Owed email={given} />;
  const give = (event: Event) => {
    event.preventDefault();
    const address = email.trim();
    const isAddress = /^[^\s@]+@[^\s@]+$/.test(address);
    setWrong(!isAddress);
    if (!isAddress) return field.current?.focus();
    setGiven(address);
    forget();
    session.give({ type: "transcript.ask", email: address });
  };
  return (
    <form class="contact" noValidate onSubmit={give}>
      <p class="field">
        <label for="transcript-email">{t("transcript")}</label>
        <input
          id="transcript-email"
          ref={field}
          type="email"
          autocomplete="email"
          maxLength={254}
          value={email}
          aria-invalid={!!wrong}
          aria-describedby={wrong ? "transcript-wrong" : undefined}
          onInput={(event) => {
            become(event.currentTarget.value);
            setWrong(false);
          }}
        />
        {wrong && (
          <span id="transcript-wrong" class="mark bad" role="alert">
            {t(wrong)}
          </span>
        )}
      </p>
      <div class="row">
        <Give screen={screen} deed={deed} word="transcript_give" />
        <button type="button" class="text" onClick={() => session.wantTranscript(false)}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}

/** Where it was asked to go and is not yet known to. */
function addressOf(deed: Done | undefined): string {
  return deed?.op.type === "transcript.ask" && !deed.isTaken ? (deed.op.email ?? "") : "";
}

/** Whoever asked for it is led there; the form stands at the end of what they may be reading far above. */
function useLeading(field: { current: HTMLInputElement | null }, isAsked: boolean): void {
  useEffect(() => {
    if (isAsked) field.current?.focus();
  }, [field, isAsked]);
}

function Owed({ email }: { email: string }) {
  const { t } = useMoreWords();
  return (
    <p class="line" role="status">
      {t("transcript_owed", { email })}
    </p>
  );
}
