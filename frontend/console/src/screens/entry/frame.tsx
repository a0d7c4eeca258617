/** The page around the first steps: the mark, what this is about, the form, and the language. */
import type { ReactNode } from "react";
import { useSession } from "../../app/session";
import { useTitle } from "../../app/title";
import { LANGUAGES, useWords } from "../../i18n/words";
import { Logo } from "../../ui/logo";

export function Frame({ title, lead, children }: { title: string; lead?: string; children?: ReactNode }) {
  useTitle(title);
  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-[400px] flex-col justify-center px-4 py-10">
        <div className="mb-6 flex items-center gap-2.5">
          <Logo size={28} />
          <span className="text-xl font-semibold">Zuruf</span>
        </div>
        <div className="rounded-lg border bg-surface p-6">
          <h1 className="text-xl font-semibold">{title}</h1>
          {lead && <p className="mt-1 text-muted">{lead}</p>}
          {children && <div className="mt-5">{children}</div>}
        </div>
        <Languages />
      </div>
    </main>
  );
}

function Languages() {
  const { t, language } = useWords();
  const { speak } = useSession();
  return (
    <nav aria-label={t("language.choose")} className="mt-4 flex justify-center gap-1">
      {LANGUAGES.map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-current={code === language}
          onClick={() => void speak(code)}
          className="rounded px-2 py-1 text-sm text-muted hover:bg-hover aria-current:font-medium aria-current:text-text"
        >
          {new Intl.DisplayNames(code, { type: "language" }).of(code)}
        </button>
      ))}
    </nav>
  );
}
