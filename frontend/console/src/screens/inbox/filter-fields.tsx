/** What a list is narrowed by and its order; fetched when somebody asks for it. */
import { useCallback } from "react";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { useTags } from "../../parts/tags";
import { useWorld } from "../../state/react";
import { type Filter, groupsByName, NO_FILTER } from "../../state/select";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import type { Props } from "./filters";

const ORDERS: Filter["order"][] = ["newest", "oldest", "waiting"];

export default function Fields({ view, filter, onNarrow, isNarrowed }: Props & { isNarrowed: boolean }) {
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
      <MoreFields filter={filter} onNarrow={onNarrow} />
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

/** Order, tag, language, and what has to be looked at. */
function MoreFields({ filter, onNarrow }: Pick<Props, "filter" | "onNarrow">) {
  const { t } = useWords();
  const names = useNames();
  const tags = useTags();
  const spoken = useSpoken(filter.language);
  return (
    <>
      <SelectField
        label={t("filter.order")}
        value={filter.order}
        onChange={(event) => onNarrow({ order: event.target.value as Filter["order"] })}
      >
        {ORDERS.map((order) => (
          <option key={order} value={order}>
            {t(`filter.${order}`)}
          </option>
        ))}
      </SelectField>
      {tags.length > 0 && (
        <Choice
          label={t("filter.tag")}
          every={t("filter.every_tag")}
          options={tags}
          value={filter.tag}
          onChange={(tag) => onNarrow({ tag })}
        />
      )}
      <Choice
        label={t("filter.language")}
        every={t("filter.every_language")}
        options={spoken.map((id) => ({ id, name: names.language(id) }))}
        value={filter.language}
        onChange={(language) => onNarrow({ language })}
      />
      <Choice
        label={t("filter.only")}
        every={t("filter.everything")}
        options={[
          { id: "unread", name: t("filter.unread") },
          { id: "missed", name: t("filter.missed") },
        ]}
        value={filter.only}
        onChange={(only) => onNarrow({ only: only as Filter["only"] })}
      />
    </>
  );
}

/** The languages of the visitors there are, without their countries, and the one that is asked for. */
function useSpoken(chosen: string): string[] {
  return useWorld(
    useCallback(
      (world) => {
        const spoken = Object.values(world.conversations).map(({ visitor }) => visitor.language.split("-")[0] ?? "");
        return [...new Set([...spoken.map((tag) => tag.toLowerCase()), chosen])].filter((tag) => tag !== "").sort();
      },
      [chosen],
    ),
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
