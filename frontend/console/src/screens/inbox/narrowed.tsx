/** What a list is narrowed to, each as a chip that takes it back, and keeping it under a name (I3). */
import { Bookmark, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../../i18n/words";
import type { Address } from "../../parts/address";
import { useNames } from "../../parts/names";
import { useTags } from "../../parts/tags";
import { type Filter, isNarrowed, NO_FILTER } from "../../state/select";
import { IconButton } from "../../ui/button";

const SaveView = lazy(() => import("./views/save-view"));

export function Narrowed({ address }: { address: Address }) {
  const { t } = useWords();
  const { filter, narrow } = address;
  const [isSaving, setSaving] = useState(false);
  const chips = useChips(filter);
  if (!isNarrowed(filter) && filter.order === "newest") return null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-b px-3 py-2 md:px-4">
      <ul aria-label={t("filter.title_on")} className="contents">
        {chips.map(({ name, text }) => (
          <li key={name} className="flex max-w-full">
            <span className="inline-flex h-6 max-w-44 items-center gap-1 rounded-full bg-accent-tint ps-2 pe-1 text-sm text-accent-strong">
              <span className="truncate" title={text}>
                {text}
              </span>
              <button
                type="button"
                aria-label={t("filter.remove", { name: text })}
                title={t("filter.remove", { name: text })}
                onClick={() => narrow({ [name]: NO_FILTER[name] })}
                className="grid size-[18px] shrink-0 place-items-center rounded-full hover:bg-hover"
              >
                <X size={12} aria-hidden />
              </button>
            </span>
          </li>
        ))}
      </ul>
      <IconButton label={t("view.save")} icon={Bookmark} onClick={() => setSaving(true)} className="ms-auto" />
      {isSaving && (
        <Suspense>
          <SaveView address={address} onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </div>
  );
}

function useChips(filter: Filter): { name: keyof Filter; text: string }[] {
  const { t } = useWords();
  const names = useNames();
  const tag = useTags().find(({ id }) => id === filter.tag)?.name ?? t("tag.gone");
  const texts: Record<keyof Filter, string> = {
    state: filter.state === "open" ? "" : t(`filter.${filter.state}`),
    only: filter.only === "missed" ? t("filter.missed") : t("filter.unread"),
    group: filter.group && names.group(filter.group),
    agent: filter.agent && names.agent(filter.agent),
    tag,
    language: filter.language && names.language(filter.language),
    website: filter.website && names.website(filter.website),
    order: t(`filter.${filter.order}`),
  };
  return (Object.keys(texts) as (keyof Filter)[])
    .filter((name) => filter[name] !== NO_FILTER[name])
    .map((name) => ({ name, text: texts[name] }));
}
