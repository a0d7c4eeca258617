/** What the list shows, and in which order. */
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { useWorld } from "../../state/react";
import { type Filter, groupsByName, NO_FILTER, type View } from "../../state/select";
import { Button, IconButton } from "../../ui/button";
import { BareSelect, SelectField } from "../../ui/field";
import { Popover } from "../../ui/overlay";

interface Props {
  view: View;
  filter: Filter;
  onNarrow: (change: Partial<Filter>) => void;
}

export function Filters({ view, filter, onNarrow }: Props) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const hasState = view !== "mine" && view !== "unassigned";
  const isNarrowed = !!(filter.website || filter.agent || filter.group);
  const label = t(isNarrowed ? "filter.title_on" : "filter.title");
  return (
    <>
      {hasState && (
        <BareSelect
          look="quiet"
          aria-label={t("filter.state")}
          value={filter.state}
          onChange={(event) => onNarrow({ state: event.target.value as Filter["state"] })}
        >
          <option value="open">{t("filter.open")}</option>
          <option value="closed">{t("filter.closed")}</option>
          <option value="any">{t("filter.any")}</option>
        </BareSelect>
      )}
      <BareSelect
        look="quiet"
        aria-label={t("filter.order")}
        value={filter.order}
        onChange={(event) => onNarrow({ order: event.target.value as Filter["order"] })}
      >
        <option value="newest">{t("filter.newest")}</option>
        <option value="waiting">{t("filter.waiting")}</option>
      </BareSelect>
      <Popover
        label={t("filter.title")}
        isOpen={isOpen}
        onOpen={setOpen}
        align="end"
        className="w-72 p-4"
        trigger={<IconButton label={label} icon={ListFilter} look={isNarrowed ? "accent" : "quiet"} />}
      >
        <Fields view={view} filter={filter} onNarrow={onNarrow} isNarrowed={isNarrowed} />
      </Popover>
    </>
  );
}

function Fields({ view, filter, onNarrow, isNarrowed }: Props & { isNarrowed: boolean }) {
  const { t, language } = useWords();
  const names = useNames();
  const websites = useWorld((world) => Object.keys(world.websites));
  const agents = useWorld((world) => Object.values(world.agents).filter((agent) => agent.is_active));
  const groups = useWorld((world) => (world.workspace?.uses_groups ? groupsByName(world, language) : []));
  const groupNames = groups.map(({ id }) => ({ id, name: names.group(id) }));
  const websiteNames = websites.map((id) => ({ id, name: names.website(id) }));
  const clear = () => onNarrow({ ...NO_FILTER, state: filter.state, order: filter.order });
  return (
    <div className="flex flex-col gap-3">
      {groups.length > 0 && !view.startsWith("group:") && (
        <Choice
          label={t("filter.group")}
          every={t("filter.every_group")}
          options={groupNames}
          value={filter.group}
          onChange={(group) => onNarrow({ group })}
        />
      )}
      <Choice
        label={t("filter.agent")}
        every={t("filter.every_agent")}
        options={agents}
        value={filter.agent}
        onChange={(agent) => onNarrow({ agent })}
      />
      {websites.length > 1 && (
        <Choice
          label={t("filter.website")}
          every={t("filter.every_website")}
          options={websiteNames}
          value={filter.website}
          onChange={(website) => onNarrow({ website })}
        />
      )}
      {isNarrowed && (
        <Button size="sm" onClick={clear}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  every: string;
  options: readonly { id: string; name: string }[];
  value: string;
  onChange: (id: string) => void;
}

function Choice({ label, every, options, value, onChange }: ChoiceProps) {
  return (
    <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{every}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
