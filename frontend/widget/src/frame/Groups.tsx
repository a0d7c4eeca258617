// The choice of a group, as long as it can be made (G3): each with what to expect, and "no matter".
import { useState } from "preact/hooks";
import type { Screen, Session } from "./session";
import { ownGroup } from "./storage";
import type { GroupForVisitor, Id } from "./wire";
import { useWords } from "./words";

interface Given {
  session: Session;
  screen: Screen;
}

export function Groups({ session, screen }: Given) {
  const { t } = useWords();
  const { mode, choiceRefusal } = screen.state;
  const isOffered = !!mode?.groups?.length;
  return (
    <>
      {isOffered && <Choice session={session} screen={screen} />}
      {choiceRefusal && (
        <p class="line bad" role="alert">
          {t(isOffered ? "refused_group" : "refused_group_set")}
        </p>
      )}
    </>
  );
}

function Choice({ session, screen }: Given) {
  const { t } = useWords();
  const [isChanging, setChanging] = useState(false);
  const { state } = screen;
  const { mode, choice } = state;
  if (!mode?.groups?.length) return null;
  const { groups } = mode;
  const isOpenQuestion = mode.is_asked && !choice;
  const isAsking = isChanging || (isOpenQuestion && !state.isPassedOver);
  const choose = (group: Id | null) => {
    ownGroup.keep(session.key, group ?? "");
    session.choose(group);
    setChanging(false);
  };
  // What was said here counts until the server has it. "No matter" takes back one's own choice only: a group a trigger set stays.
  const settled = choice?.group ?? mode.group;
  const mayTakeBack = settled === null || settled === ownGroup.of(session.key);
  if (!isAsking) return <Chosen group={groups.find((one) => one.id === settled)} change={() => setChanging(true)} />;
  const picked = isOpenQuestion ? (mode.preselected ?? undefined) : settled;
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
      {(isOpenQuestion || mayTakeBack) && (
        <button type="button" class="choice any" aria-pressed={picked === null} onClick={() => choose(null)}>
          {t("anyone")}
        </button>
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
