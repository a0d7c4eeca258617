// Who is there: a greeting and faces, or the agents who joined.
import { useState } from "preact/hooks";
import { Face } from "./Face";
import type { Screen, Session } from "./session";
import { muted } from "./storage";
import { useWords } from "./words";

const FACES = 3;

interface Given {
  session: Session;
  screen: Screen;
  minimize: () => void;
}

export function Header({ session, screen, minimize }: Given) {
  const { t } = useWords();
  return (
    <header>
      <Present screen={screen} />
      {screen.state.mode?.widget?.has_sound && <Sound of={session.key} />}
      {screen.state.mode?.widget?.offers_transcript && (
        <button
          type="button"
          class="icon"
          onClick={() => session.wantTranscript(!screen.wantsTranscript)}
          aria-expanded={!!screen.wantsTranscript}
          aria-label={t("transcript")}
          title={t("transcript")}
        >
          <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 6h18v12H3zM3 7l9 6 9-6" />
          </svg>
        </button>
      )}
      <button type="button" class="icon" onClick={minimize} aria-label={t("minimize")} title={t("minimize")}>
        <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 9l6 6 6-6" />
        </svg>
      </button>
    </header>
  );
}

function Sound({ of }: { of: string }) {
  const { t } = useWords();
  const [isOff, setOff] = useState(!!muted.of(of));
  const turn = () => {
    muted.keep(of, isOff ? "" : "1");
    setOff(!isOff);
  };
  return (
    <button type="button" class="icon" aria-pressed={!isOff} onClick={turn} aria-label={t("sound")} title={t("sound")}>
      <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 16V10a6 6 0 0 1 12 0v6l2 2H4zM10 21h4" />
        {isOff && <path d="M3 3l18 18" />}
      </svg>
    </button>
  );
}

/** What is not known yet is not said, and its line keeps its height. */
function Present({ screen }: { screen: Screen }) {
  const { t, list, language } = useWords();
  const within = screen.state.mode?.widget?.answers_within;
  const { conversation, mode } = screen.state;
  const isLive = (mode?.mode ?? "live") === "live";
  const agents = conversation?.is_open ? conversation.agents : [];
  if (agents.length > 0) {
    const group = mode?.groups?.find((one) => one.id === mode.group)?.name;
    const presence = screen.isOffline || !mode ? "" : t(mode.is_answered_online ? "online" : "away");
    return (
      <>
        <span class="faces">
          {agents.slice(0, FACES).map((agent) => (
            <Face key={agent.id} name={agent.name} picture={mode?.pictures[agent.id]} />
          ))}
        </span>
        <div class="who">
          <h1>{list(agents.map((agent) => agent.name))}</h1>
          <p>{group && presence ? t("with_group", { group, presence }) : presence || group || "\u00a0"}</p>
        </div>
      </>
    );
  }
  return (
    <>
      <div class="who">
        <h1>{mode?.widget?.title || mode?.widget?.greeting || screen.greeting || t("greeting")}</h1>
        <p>
          {!mode || screen.isOffline
            ? "\u00a0"
            : isLive && within
              ? t("answers_within", { time: duration(language, within) })
              : t(isLive ? "live" : "message")}
        </p>
      </div>
      {isLive && mode && (
        <span class="faces">
          {mode.faces.slice(0, FACES).map((name, at) => (
            <Face key={name} name={name} picture={mode.face_pictures[at]} />
          ))}
        </span>
      )}
    </>
  );
}

/** Minutes, or hours once there is one, in words. */
function duration(language: string, minutes: number): string {
  const [unit, count] = minutes < 60 ? ["minute", minutes] : ["hour", minutes / 60];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}
