/** Words of a language: a flat catalogue of sentences plus what the platform's Intl knows of numbers, plurals and dates. */

/** A sentence with `{placeholders}`, or one per plural category chosen by the parameter `n`. */
export type Sentence = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalogue<K extends string = string> = Record<K, Sentence>;
export type Values = Record<string, string | number>;

export interface Words<K extends string = string> {
  language: string;
  /** The sentence in this language; numbers are written as the language writes them. */
  t: (key: K, values?: Values) => string;
  /** Whether there is a sentence under this key. */
  has: (key: string) => key is K;
  /** The same, cut at its placeholders: text at even, placeholder names at odd places. */
  parts: (key: K, values?: Values) => string[];
  number: (value: number) => string;
  list: (items: string[]) => string;
  time: (at: number) => string;
  day: (at: number, now: number) => string;
  exact: (at: number) => string;
  ago: (at: number, now: number) => string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The first of `wanted` (e.g. navigator.languages) that we speak, else the first we offer. */
export function chosenLanguage(wanted: readonly string[], offered: readonly string[]): string {
  const base = (tag: string) => tag.toLowerCase().split("-")[0] ?? "";
  const known = wanted.map(base).find((tag) => offered.includes(tag));
  return known ?? offered[0] ?? "en";
}

export function words<K extends string>(language: string, catalogue: Catalogue<K>): Words<K> {
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const lists = new Intl.ListFormat(language, { type: "conjunction" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const minutes = new Intl.NumberFormat(language, { style: "unit", unit: "minute", unitDisplay: "short" });
  const times = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  const days = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
  const years = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
  const shortDays = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" });

  const sentence = (key: K, values: Values): string => {
    const found = catalogue[key];
    if (typeof found === "string") return found;
    return found?.[plural.select(Number(values.n ?? 0))] ?? found?.other ?? key;
  };
  const written = (value: string | number | undefined): string =>
    typeof value === "number" ? numbers.format(value) : (value ?? "");
  const parts = (key: K, values: Values = {}): string[] => sentence(key, values).split(/\{(\w+)\}/);

  return {
    language,
    parts,
    has: (key): key is K => Object.hasOwn(catalogue, key),
    t: (key, values = {}) =>
      parts(key, values)
        .map((part, index) => (index % 2 ? written(values[part]) : part))
        .join(""),
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
    time: (at) => times.format(at),
    exact: (at) => full.format(at),
    day: (at, now) => {
      const distance = calendarDays(at, now);
      if (distance > -2) return capital(relative.format(distance, "day"));
      return (distance > -300 ? days : years).format(at);
    },
    ago: (at, now) => {
      const age = Math.max(0, now - at);
      if (age < MINUTE) return relative.format(0, "second");
      if (age < HOUR) return minutes.format(Math.floor(age / MINUTE));
      if (calendarDays(at, now) === 0) return times.format(at);
      return age < 300 * DAY ? shortDays.format(at) : years.format(at);
    },
  };
}

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** The language and the direction it is read in, for the whole document. */
export function readIn(language: string): void {
  const root = document.documentElement;
  root.lang = language;
  root.dir = RIGHT_TO_LEFT.has(language.slice(0, 2)) ? "rtl" : "ltr";
}

function calendarDays(at: number, now: number): number {
  return Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / DAY);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
