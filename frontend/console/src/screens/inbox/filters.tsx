/** What the list shows, and in which order. */
import { ListFilter } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../../i18n/words";
import { type Filter, isNarrowed as isFilterSet, type View } from "../../state/select";
import { IconButton } from "../../ui/button";
import { BareSelect } from "../../ui/field";
import { Popover } from "../../ui/overlay";

const Fields = lazy(() => import("./filter-fields"));

export interface Props {
  view: View;
  filter: Filter;
  onNarrow: (change: Partial<Filter>) => void;
}

export function Filters({ view, filter, onNarrow }: Props) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const isNarrowed = isFilterSet({ ...filter, state: "open" });
  const label = t(isNarrowed ? "filter.title_on" : "filter.title");
  return (
    <>
      {view !== "unassigned" && (
        <BareSelect
          look="quiet"
          aria-label={t("filter.state")}
          value={filter.state}
          onChange={(event) => onNarrow({ state: event.target.value as Filter["state"] })}
        >
          <option value="open">{t("filter.open")}</option>
          <option value="snoozed">{t("filter.snoozed")}</option>
          {view !== "mine" && (
            <>
              <option value="closed">{t("filter.closed")}</option>
              <option value="any">{t("filter.any")}</option>
            </>
          )}
        </BareSelect>
      )}
      <Popover
        label={t("filter.title")}
        isOpen={isOpen}
        onOpen={setOpen}
        align="end"
        className="w-72 p-4"
        trigger={<IconButton label={label} icon={ListFilter} look={isNarrowed ? "accent" : "quiet"} />}
      >
        <Suspense fallback={<div className="h-64" aria-busy="true" />}>
          <Fields view={view} filter={filter} onNarrow={onNarrow} isNarrowed={isNarrowed} />
        </Suspense>
      </Popover>
    </>
  );
}
