/** Reads new messages of others out to those who do not see them appear. */
import { plain } from "@zuruf/protocol/markdown";
import type { Id } from "@zuruf/protocol/types";
import { useState } from "react";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { useWorld } from "../../state/react";

/** It stands before the first message does: what comes together with its live region is not read. */
export function Announcer({ id }: { id: Id }) {
  const { t } = useWords();
  const names = useNames();
  const last = useWorld((world) => world.threads[id]?.messages.at(-1));
  const visitor = useWorld((world) => world.conversations[id]?.visitor);
  const me = useWorld((world) => world.me);
  const [first] = useState(last?.id);
  const isNew = last && visitor && last.id !== first && last.author !== me;
  const name = () =>
    last?.kind === "visitor" && visitor
      ? names.visitor(visitor)
      : last?.author
        ? names.agent(last.author)
        : t("name.website");
  return (
    <p aria-live="polite" className="sr-only">
      {/* Another node for each message: the same words once more would change nothing, and be silent. */}
      {isNew && <span key={last.id}>{t("row.by", { name: name(), text: names.said(plain(last.text)) })}</span>}
    </p>
  );
}
