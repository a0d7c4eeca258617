/** Who types in the open conversation, and what the visitor has typed and not sent (I4). */
import type { Id } from "@zuruf/protocol/types";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { useNow } from "../../state/now";
import { useWorld } from "../../state/react";

/** Who types right now; of the visitor also what they have typed so far, where their website shows it. No live region: it would never be silent. */
export function Typists({ id }: { id: Id }) {
  const { t, list } = useWords();
  const now = useNow("precise");
  const names = useNames();
  const visitor = useWorld((world) => world.conversations[id]?.visitor);
  const who = useWorld((world) =>
    Object.entries(world.typing[id] ?? {})
      .filter(([typist, { until }]) => typist !== world.me && until > now - world.ahead)
      .map(([typist]) => typist),
  );
  const text = useWorld((world) => world.typing[id]?.visitor?.text);
  const typists = who.map((typist) => (typist === "visitor" && visitor ? names.visitor(visitor) : names.agent(typist)));
  return (
    <>
      {text && who.includes("visitor") && <Draft text={text} />}
      <div className="h-5 shrink-0 px-5 text-xs text-muted" aria-hidden={typists.length === 0}>
        {typists.length > 0 && (
          <span className="flex items-center gap-2">
            <span className="flex gap-0.5">
              <span className="typing-dot size-1 rounded-full bg-muted" />
              <span className="typing-dot size-1 rounded-full bg-muted" />
              <span className="typing-dot size-1 rounded-full bg-muted" />
            </span>
            {t("typing.names", { n: typists.length, names: list(typists) })}
          </span>
        )}
      </div>
    </>
  );
}

/** Of a long one the end; the whole stands in the thread once it is sent. Never read as marks or links. */
function Draft({ text }: { text: string }) {
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div role="group" aria-label={t("typing.draft")} className="shrink-0 ps-[50px] pe-3 pb-1 md:ps-[58px] md:pe-5">
      <div className="flex w-fit max-w-[min(74%,560px)] flex-col rounded-lg border border-dashed border-line-strong px-3 py-1.5 text-muted">
        <div dir="auto" className="flex max-h-15 flex-col justify-end overflow-hidden break-words whitespace-pre-wrap">
          <p>{text}</p>
        </div>
        <p aria-hidden className="mt-0.5 text-xs">
          {t("typing.draft")}
        </p>
      </div>
    </div>
  );
}
