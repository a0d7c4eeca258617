/** All keys on one sheet. */
import { Link } from "@tanstack/react-router";
import { useWords } from "../i18n/words";
import { SHORTCUTS } from "../parts/shortcuts";
import { Kbd } from "../ui/button";
import { Sheet } from "../ui/overlay";
import { Note } from "../ui/small";

/** `hasLetters`: whether single keys act (WCAG 2.1.4). */
export default function ShortcutSheet({ hasLetters, onClose }: { hasLetters: boolean; onClose: () => void }) {
  const { t, has } = useWords();
  const said = (name: string) => {
    const key = `key.${name}`;
    return has(key) ? t(key) : name;
  };
  return (
    <Sheet title={t("shortcut.title")} isOpen onClose={onClose} closeLabel={t("close")} look="modal">
      {!hasLetters && (
        <div className="mb-4">
          <Note>{t("shortcut.letters_off")}</Note>
        </div>
      )}
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5 [&_kbd]:inline!">
        {SHORTCUTS.filter(({ keys }) => keys.length > 0).map(({ keys, key }) => (
          <div key={key} className="contents">
            <dt className="flex gap-1">
              <span className="sr-only">{keys.map(said).join(", ")}</span>
              {keys.map((name) => (
                <Kbd key={name}>{said(name)}</Kbd>
              ))}
            </dt>
            <dd>{t(key)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-muted">{t("shortcut.hint")}</p>
      <Link
        to="/settings/$page"
        params={{ page: "preferences" }}
        onClick={onClose}
        className="mt-2 inline-block text-sm font-medium text-accent-strong underline underline-offset-2"
      >
        {t("shortcut.change")}
      </Link>
    </Sheet>
  );
}
