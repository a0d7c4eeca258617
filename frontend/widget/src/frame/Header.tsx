// Who is there: a greeting and faces, or the agents who joined.
import { Face } from "./Face";
import type { Screen } from "./session";
import { useWords } from "./words";

const FACES = 3;

export function Header({ screen, minimize }: { screen: Screen; minimize: () => void }) {
  const { t } = useWords();
  return (
    <header>
      <Present screen={screen} />
      <button type="button" class="icon" onClick={minimize} aria-label={t("minimize")} title={t("minimize")}>
        <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 9l6 6 6-6" />
        </svg>
      </button>
    </header>
  );
}

function Present({ screen }: { screen: Screen }) {
  const { t, list } = useWords();
  const { conversation, mode } = screen.state;
  const isLive = (mode?.mode ?? "live") === "live";
  const agents = conversation?.is_open ? conversation.agents : [];
  if (agents.length > 0) {
    const group = mode?.groups?.find((one) => one.id === mode.group)?.name;
    const presence = t(isLive ? "online" : "away");
    return (
      <>
        <span class="faces">
          {agents.slice(0, FACES).map((agent) => (
            <Face key={agent.id} name={agent.name} />
          ))}
        </span>
        <div class="who">
          <h1>{list(agents.map((agent) => agent.name))}</h1>
          <p>{group ? t("with_group", { group, presence }) : presence}</p>
        </div>
      </>
    );
  }
  return (
    <>
      <div class="who">
        <h1>{screen.greeting || t("greeting")}</h1>
        <p>{t(isLive ? "live" : "message")}</p>
      </div>
      {isLive && mode && (
        <span class="faces">
          {mode.faces.slice(0, FACES).map((name) => (
            <Face key={name} name={name} />
          ))}
        </span>
      )}
    </>
  );
}
