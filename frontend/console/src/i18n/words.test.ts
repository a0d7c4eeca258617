import { words } from "@zuruf/protocol/words";
import { describe, expect, test } from "vitest";
import de from "./de.json";
import en from "./en.json";
import fr from "./fr.json";
import same from "./same.json";
import { LANGUAGES } from "./words";

type Sentence = string | Record<string, string>;
const CATALOGUES = Object.fromEntries(
  Object.entries(import.meta.glob<Record<string, Sentence>>("./??.json", { eager: true, import: "default" })).map(
    ([file, found]) => [file.slice("./".length, -".json".length), found],
  ),
);
const sources = import.meta.glob("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });

function texts(sentence: Sentence | undefined): string[] {
  return typeof sentence === "string" ? [sentence] : Object.values(sentence ?? {});
}

function placeholders(sentence: Sentence | undefined): string[] {
  return [
    ...new Set(texts(sentence).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""))),
  ].sort();
}

test("another language is another file", () => {
  expect(LANGUAGES.toSorted()).toEqual(Object.keys(CATALOGUES).sort());
  expect(LANGUAGES).toContain("fr");
});

describe.each(Object.keys(CATALOGUES).filter((language) => language !== "en"))("%s", (language) => {
  const catalogue = CATALOGUES[language] ?? {};
  const meant: readonly string[] = same[language as keyof typeof same];

  test("has every sentence and no other", () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
  });
  test("says nothing in English that was not meant so", () => {
    const found = Object.keys(en).filter(
      (key) => JSON.stringify(catalogue[key]) === JSON.stringify(CATALOGUES.en?.[key]),
    );
    expect(found.sort()).toEqual([...meant].sort());
  });
  test("uses the same placeholders", () => {
    for (const key of Object.keys(en))
      expect(placeholders(catalogue[key]), key).toEqual(placeholders(CATALOGUES.en?.[key]));
  });
  test("has a form for every plural of the language", () => {
    for (const [key, sentence] of Object.entries(catalogue)) {
      if (typeof sentence !== "string") expect(Object.keys(sentence), key).toContain("other");
    }
  });
});

test("German says Sie and French vous", () => {
  const du = /(?<!\p{L})(du|dich|dir|dein\p{L}*)(?!\p{L})/iu;
  const tu = /(?<!\p{L})(tu|toi|ton|ta|tes)(?!\p{L})/iu;
  for (const [key, sentence] of Object.entries(de))
    for (const text of texts(sentence)) expect(text, key).not.toMatch(du);
  for (const [key, sentence] of Object.entries(fr))
    for (const text of texts(sentence)) expect(text, key).not.toMatch(tu);
});

test("each language quotes with its own marks", () => {
  const quoted = Object.entries({ en, de, fr }).map(([language, found]) =>
    words(language, found).t("quoted", { text: "Support" }),
  );
  expect(quoted).toEqual(["“Support”", "„Support“", "«\u202fSupport\u202f»"]);
  const marks = Object.entries(fr).filter(([, sentence]) =>
    texts(sentence).some((text) => /[“”„]|«(?!\u202f)|(?<!\u202f)»/.test(text)),
  );
  expect(marks).toEqual([]);
});

test("a visitor without a name is called by a country that needs no declension", () => {
  expect(words("de", de).t("name.visitor_from", { place: "Vereinigtes Königreich" })).toBe(
    "Besucher (Vereinigtes Königreich)",
  );
});

test("every sentence is said somewhere", () => {
  const code = Object.values(sources).join("\n");
  const dynamic = [...code.matchAll(/[`"]([a-z_.]+[._])\$\{/g)].map((match) => match[1] ?? "");
  const unused = Object.keys(en).filter(
    (key) => !code.includes(`"${key}"`) && !dynamic.some((start) => key.startsWith(start)),
  );
  expect(unused).toEqual([]);
});

describe("words", () => {
  const { t, parts, ago } = words("de", { ...de } as Record<string, Sentence>);
  test("choose the plural and write numbers as the language does", () => {
    expect([t("groups.members", { n: 1 }), t("groups.members", { n: 1200 })]).toEqual([
      "1 Mitglied",
      "1.200 Mitglieder",
    ]);
  });
  test("cut a sentence at its placeholders", () => {
    expect(parts("ask.banner")).toEqual(["", "name", " bittet Sie, teilzunehmen."]);
  });
  test("say how long ago in few letters", () => {
    const now = new Date(2026, 10, 23, 15, 0).getTime();
    expect([ago(now - 5_000, now), ago(now - 4 * 60_000, now), ago(now - 3 * 3_600_000, now)]).toEqual([
      "jetzt",
      "4 Min.",
      "12:00",
    ]);
  });
});
