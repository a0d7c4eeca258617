// The choice of a group, as long as it can be made (G3): each with what to expect, and "no matter".
import { useState } from "preact/hooks";
import type { Screen, Session } from "./session";
import type { State } from "./state";
import type { GroupForVisitor, Id } from "./wire";
import { useWords } from "./words";

export function Groups({ session, screen }: { session: Session; screen: Screen }) {
  const { t } = useWords();
  const [isChanging, setChanging] = useState(false);
  const { state } = screen;
  const groups = state.mode?.groups ?? [];
  if (groups.length === 0 || state.conversation?.may_choose_group === false) return null;
  const chosen = chosenOf(state);
  const isAsking = isChanging || screen.isAsked || (chosen === undefined && !hasWritten(state));
  const choose = (group: Id | null) => {
    session.choose(group);
    setChanging(false);
  };
  if (!isAsking && chosen === undefined && !state.conversation?.is_open) return null;
  if (!isAsking) return <Chosen group={groups.find((group) => group.id === chosen)} change={() => setChanging(true)} />;
  const picked = chosen === undefined ? state.mode?.preselected : chosen;
  return (
    <fieldset class="groups">
      <legend class="bubble">{t("question")}</legend>
      {groups.map((group) => (
        <button
          type="button"
          key={group.id}
          class="choice"
          aria-pressed={group.id === picked}
          onClick={() => choose(group.id)}
        >
          <span class={group.is_online ? "dot on" : "dot"} />
          <b>{group.name}</b>
          <small>{t(group.is_online ? "now" : "later")}</small>
        </button>
      ))}
      <button
        type="button"
        class="choice any"
        aria-pressed={picked === null && chosen === null}
        onClick={() => choose(null)}
      >
        {t("anyone")}
      </button>
      {state.choiceRefusal && (
        <p class="mark bad" role="alert">
          {t("refused_group")}
        </p>
      )}
    </fieldset>
  );
}

function Chosen({ group, change }: { group: GroupForVisitor | undefined; change: () => void }) {
  const { t } = useWords();
  return (
    <p class="line">
      {group ? t("chosen", { group: group.name }) : t("chosen_anyone")} ·{" "}
      <button type="button" class="text" onClick={change}>
        {t("change")}
      </button>
    </p>
  );
}

/** The group chosen here or set elsewhere, null for "no matter", undefined where nothing is settled. */
function chosenOf({ choice, conversation, mode }: State): Id | null | undefined {
  const isOffered = mode?.groups?.some((group) => group.id === conversation?.group_id);
  if (choice) return choice.group;
  return conversation?.is_open && isOffered ? conversation.group_id : undefined;
}

/** Asked once an episode: whoever has written is not asked again by itself. */
function hasWritten({ conversation, pending }: State): boolean {
  return pending.length > 0 || conversation?.is_open === true;
}
