/** The filters over the visitors online; only what tells those apart who are there is offered. */
import type { OnlineVisitor } from "@zuruf/protocol/frames";
import { useMemo } from "react";
import { useWords } from "../../i18n/words";
import { useNames } from "../../parts/names";
import { useWorld } from "../../state/react";
import { groupsByName } from "../../state/select";
import { Button } from "../../ui/button";
import { BareSelect } from "../../ui/field";
import { languageOf } from "./filter";
import type { OnlineSearch } from "./search";

interface Props {
  online: readonly OnlineVisitor[];
  search: OnlineSearch;
  onNarrow: (change: Partial<Record<keyof OnlineSearch, string>> | null) => void;
  isNarrowed: boolean;
}

export function OnlineFilters({ online, search, onNarrow, isNarrowed }: Props) {
  const { t } = useWords();
  const choices = useChoices(online, search);
  return (
    <search className="flex shrink-0 flex-wrap items-center gap-1.5 border-b px-3 py-2 md:px-4">
      <input
        type="search"
        aria-label={t("visitors.search")}
        placeholder={t("visitors.search")}
        value={search.q ?? ""}
        onChange={(event) => onNarrow({ q: event.target.value })}
        className="h-8 min-w-0 grow rounded border border-field bg-surface px-2.5 sm:w-56 sm:grow-0"
      />
      <div className="grid w-full grid-cols-2 gap-1.5 sm:flex sm:w-auto sm:flex-wrap">
        {choices.map((choice) => (
          <Choice key={choice.name} {...choice} value={search[choice.name] ?? ""} onNarrow={onNarrow} />
        ))}
      </div>
      {isNarrowed && (
        <Button size="sm" look="quiet" onClick={() => onNarrow(null)}>
          {t("visitors.clear")}
        </Button>
      )}
    </search>
  );
}

interface ChoiceOf {
  name: Exclude<keyof OnlineSearch, "q" | "sort" | "down">;
  label: string;
  every: string;
  ids: readonly string[];
  as: (id: string) => string;
}

function useChoices(online: readonly OnlineVisitor[], search: OnlineSearch): ChoiceOf[] {
  const { t } = useWords();
  const { website, group, country, language } = useNames();
  const { websites, groups, countries, languages } = useOffered(online, search);
  const every = {
    ...{ website: t("filter.every_website"), group: t("filter.every_group") },
    ...{ country: t("visitors.every_country"), language: t("visitors.every_language") },
  };
  return [
    { name: "website", label: t("filter.website"), every: every.website, ids: websites, as: website },
    { name: "group", label: t("filter.group"), every: every.group, ids: groups, as: group },
    { name: "country", label: t("visitors.col.country"), every: every.country, ids: countries, as: country },
    { name: "language", label: t("details.language"), every: every.language, ids: languages, as: language },
    {
      ...{ name: "kind", label: t("visitors.kind"), every: t("visitors.kind.any") },
      ...{ ids: ["new", "returning"], as: (id) => t(id === "new" ? "visitors.kind.new" : "visitors.kind.returning") },
    },
    {
      ...{ name: "talk", label: t("visitors.talk"), every: t("visitors.talk.any") },
      ...{ ids: ["yes", "no"], as: (id) => t(id === "yes" ? "visitors.talk.yes" : "visitors.talk.no") },
    },
  ];
}

type ChoiceProps = ChoiceOf & { value: string; onNarrow: Props["onNarrow"] };

function Choice({ name, label, every, ids, as, value, onNarrow }: ChoiceProps) {
  if (ids.length < 2 && !value) return null;
  return (
    <BareSelect
      look="quiet"
      aria-label={label}
      value={value}
      onChange={(event) => onNarrow({ [name]: event.target.value })}
    >
      <option value="">{every}</option>
      {ids.map((id) => (
        <option key={id} value={id}>
          {as(id)}
        </option>
      ))}
    </BareSelect>
  );
}

/** What is chosen stays in the list, though nobody of it is there any more. */
function useOffered(online: readonly OnlineVisitor[], { country = "", language = "" }: OnlineSearch) {
  const { language: mine } = useWords();
  const websites = useWorld((world) => Object.keys(world.websites));
  const groups = useWorld((world) =>
    world.workspace?.uses_groups ? groupsByName(world, mine).map(({ id }) => id) : [],
  );
  const [countries, languages] = useMemo(() => {
    const distinct = (values: string[]) => [...new Set(values)].filter(Boolean).sort();
    return [
      distinct([...online.map((one) => one.country), country]),
      distinct([...online.map(languageOf), language]),
    ] as const;
  }, [online, country, language]);
  return { websites, groups, countries, languages };
}
