/** How the widget will stand on the page while colour, place and greeting change. */
import { MessageCircle } from "lucide-react";
import type { WebsiteForm } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useWorld } from "../../../state/react";
import { cx } from "../../../ui/class";

export function Preview({ form }: { form: WebsiteForm }) {
  const { t } = useWords();
  const fallback = useWorld((world) => world.workspace?.default_language ?? "en");
  const greeting = form.greetings[fallback] ?? Object.values(form.greetings)[0] ?? "";
  const isRight = form.position === "right";
  return (
    <figure className="flex flex-col">
      <figcaption className="mb-1 font-medium">{t("websites.preview")}</figcaption>
      <div className="relative min-h-44 grow overflow-hidden rounded-lg border bg-bg" aria-hidden>
        <div className="flex flex-col gap-2 p-3">
          <span className="h-2.5 w-1/2 rounded bg-hover" />
          <span className="h-2 w-4/5 rounded bg-subtle" />
          <span className="h-2 w-3/5 rounded bg-subtle" />
        </div>
        <div
          className={cx("absolute bottom-3 flex flex-col gap-2", isRight ? "right-3 items-end" : "left-3 items-start")}
        >
          {greeting && (
            <p className="max-w-44 rounded-lg border bg-surface px-2.5 py-1.5 text-xs shadow-pop">{greeting}</p>
          )}
          <span
            className="grid size-10 place-items-center rounded-full text-white shadow-pop"
            style={{ backgroundColor: form.colour }}
          >
            <MessageCircle size={19} />
          </span>
        </div>
      </div>
    </figure>
  );
}
