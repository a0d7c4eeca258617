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
  const { t, language } = useWords();
  const names = useNames();
  const [isOpen, setOpen] = useState(false);
  const websites = useWorld((world) => Object.keys(world.websites));
  const agents = useWorld((world) => Object.values(world.agents).filter((agent) => agent.is_active));
  const groups = useWorld((world) => (world.workspace?.uses_groups ? groupsByName(world, language) : []));
  const hasState = view !== "mine" && view !== "unassigned";
  const isNarrowed = !!(filter.website || filter.agent || filter.group);
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
        trigger={
          <IconButton
            label={isNarrowed ? t("filter.title_on") : t("filter.title")}
            icon={ListFilter}
            look={isNarrowed ? "accent" : "quiet"}
          />
        }
      >
        <div className="flex flex-col gap-3">
          {groups.length > 0 && !view.startsWith("group:") && (
            <SelectField
              label={t("filter.group")}
              value={filter.group}
              onChange={(event) => onNarrow({ group: event.target.value })}
            >
              <option value="">{t("filter.every_group")}</option>
              {groups.map((group) => (
                <option key={group.id} value={group.id}>
                  {names.group(group.id)}
                </option>
              ))}
            </SelectField>
          )}
          <SelectField
            label={t("filter.agent")}
            value={filter.agent}
            onChange={(event) => onNarrow({ agent: event.target.value })}
          >
            <option value="">{t("filter.every_agent")}</option>
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}
              </option>
            ))}
          </SelectField>
          {websites.length > 1 && (
            <SelectField
              label={t("filter.website")}
              value={filter.website}
              onChange={(event) => onNarrow({ website: event.target.value })}
            >
              <option value="">{t("filter.every_website")}</option>
              {websites.map((id) => (
                <option key={id} value={id}>
                  {names.website(id)}
                </option>
              ))}
            </SelectField>
          )}
          {isNarrowed && (
            <Button size="sm" onClick={() => onNarrow({ ...NO_FILTER, state: filter.state, order: filter.order })}>
              {t("filter.clear")}
            </Button>
          )}
        </div>
      </Popover>
    </>
  );
}
