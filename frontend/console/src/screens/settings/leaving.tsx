/** A sheet with something typed into it is not closed by a key or a click beside it before it has asked. */
import { useState } from "react";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/button";

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

export function useLeaving(isChanged: boolean, onClose: () => void): Leaving {
  const [isAsked, setAsked] = useState(false);
  return { isAsked, leave: () => (isChanged ? setAsked(!isAsked) : onClose()), discard: onClose };
}

/** In the place of the sheet's own buttons. */
export function LeavingFooter({ leaving }: { leaving: Leaving }) {
  const { t } = useWords();
  return (
    <>
      <span role="alert" className="mr-auto">
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
