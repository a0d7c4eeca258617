/** All keys on one sheet. */
import { useWords } from "../i18n/words";
import { SHORTCUTS } from "../parts/shortcuts";
import { Kbd } from "../ui/button";
import { Sheet } from "../ui/overlay";

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t, has } = useWords();
  const said = (name: string) => {
    const key = `key.${name}`;
    return has(key) ? t(key) : name;
  };
  return (
    <Sheet title={t("shortcut.title")} isOpen onClose={onClose} closeLabel={t("close")} look="modal">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5">
        {SHORTCUTS.map(({ keys, key }) => (
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
    </Sheet>
  );
}
