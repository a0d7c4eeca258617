/** A sheet with something typed into it is not closed by a key, a click beside it, by going elsewhere or with the tab before it has asked. */
import { type RouterHistory, useBlocker, useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/overlay";

export interface Leaving {
  isAsked: boolean;
  /** Closes at once what is unchanged; asks otherwise, and a second time goes back to it. */
  leave: () => void;
  discard: () => void;
}

/** Whether a form is another than it was when it opened. What was put back as it was, or typed and emptied, is no change. */
export function useChanged(form: object): boolean {
  const [begun] = useState(form);
  return steady(form) !== steady(begun);
}

/** Members in the order of their names, without empty ones; lists keep theirs. */
function steady(form: object): string {
  return JSON.stringify(form, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, value]) => value !== "")
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

/** Of a sheet. Back goes to what lies topmost (useBack) and so to `leave`; whatever else leads elsewhere waits for the answer. */
export function useLeaving(isChanged: boolean, onClose: () => void): Leaving {
  const [isAsked, setAsked] = useState(false);
  const history = (useRouter({ warn: false }) as { history: RouterHistory } | null)?.history;
  const answer = useRef((_isStaying: boolean) => {});
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isChanged]);
  useEffect(() => {
    if (!isChanged || !history) return;
    const asking = () =>
      new Promise<boolean>((resolve) => {
        // Who asked before that has changed their mind.
        answer.current(true);
        answer.current = resolve;
        setAsked(true);
      });
    const release = history.block({
      blockerFn: ({ action }) => action !== "BACK" && asking(),
      enableBeforeUnload: false,
    });
    return () => {
      release();
      answer.current(false);
    };
  }, [isChanged, history]);
  const leave = () => {
    answer.current(true);
    if (isChanged) setAsked(!isAsked);
    else onClose();
  };
  const discard = () => {
    onClose();
    answer.current(false);
  };
  return { isAsked, leave, discard };
}

/** Of a page: what was typed into it is lost neither by going elsewhere nor by closing the tab before it has asked. */
export function AskBeforeLeaving({ isChanged }: { isChanged: boolean }) {
  const { t } = useWords();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: isChanged,
    withResolver: true,
  });
  if (status !== "blocked") return null;
  const leaving = { isAsked: true, leave: reset, discard: proceed };
  return (
    <Sheet
      title={t("leave.title")}
      look="modal"
      isOpen
      onClose={reset}
      closeLabel={t("leave.go_on")}
      footer={<LeavingFooter leaving={leaving} />}
    >
      {null}
    </Sheet>
  );
}

/** In the place of the sheet's own buttons. */
export function LeavingFooter({ leaving }: { leaving: Leaving }) {
  const { t } = useWords();
  return (
    <>
      <span role="alert" className="me-auto">
        {t("leave.sure")}
      </span>
      <span className="flex gap-2">
        <Button look="danger" onClick={leaving.discard}>
          {t("leave.discard")}
        </Button>
        <Button look="primary" autoFocus onClick={leaving.leave}>
          {t("leave.go_on")}
        </Button>
      </span>
    </>
  );
}
