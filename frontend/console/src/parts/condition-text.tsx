/** A condition of a trigger in words: "current URL is at or under shop.example/fr". */
import { useWords } from "../i18n/words";
import { useNames } from "./names";

interface Props {
  /** A fact's code; with a name after a colon for attributes and custom events. */
  fact: string;
  operator: string;
  value: string | number | boolean | readonly string[] | null | undefined;
}

export function ConditionText({ fact, operator, value }: Props) {
  const { t, has, list } = useWords();
  const said = useSaid(fact);
  const [code = "", name = ""] = fact.split(/:(.*)/s);
  const factKey = `fact.${code}`;
  // T1: the trigger's own WHEN, a sentence by itself.
  const whenKey = `trigger.when_${operator}_${String(value)}`;
  if (code === "agents" && has(whenKey)) return <>{t(whenKey)}</>;
  const operatorKey = code === "returning" ? "operator.is_returning" : `operator.${operator}`;
  const words = Array.isArray(value)
    ? value.map(said)
    : value === null || value === undefined || value === ""
      ? []
      : [said(value as string)];
  return (
    <>
      {has(factKey) ? t(factKey) : code}
      {name && <span className="font-medium text-accent-strong"> {name}</span>}{" "}
      {has(operatorKey) ? t(operatorKey) : operator}
      {words.length > 0 && <span className="font-medium break-words text-accent-strong"> {list(words)}</span>}
    </>
  );
}

/** A value that was met, as a condition would name it. */
export function FoundText({ fact, found }: { fact: string; found: string }) {
  return useSaid(fact)(found);
}

/** How the values of a fact are said: a website by its name, a country in the agent's language. */
function useSaid(fact: string): (one: string | number | boolean) => string {
  const { t, has } = useWords();
  const names = useNames();
  const [code = ""] = fact.split(":");
  return (one) => {
    if (code === "website") return names.website(String(one));
    if (code === "country") return names.country(String(one).toUpperCase());
    if (code.endsWith("_language")) return names.language(String(one));
    if (code === "returning") return t(String(one) === "true" ? "fact.returning.true" : "fact.returning.false");
    if (code === "time_on_page") return t("value.seconds", { n: Number(one) });
    const key = code === "agents" ? `trigger.agents_${one}` : `${code}.${one}`;
    return has(key) ? t(key) : String(one);
  };
}
