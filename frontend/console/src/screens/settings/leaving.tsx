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
      <Button look="danger" onClick={leaving.discard}>
        {t("leave.discard")}
      </Button>
      <Button look="primary" autoFocus onClick={leaving.leave}>
        {t("leave.go_on")}
      </Button>
    </>
  );
}
