import { expect, test } from "vitest";
import { CATALOGUES, spoken } from "../frame/words";
import same from "./same.json";

const holes = (sentence: unknown) =>
  JSON.stringify(sentence)
    .match(/\{\w+\}/g)
    ?.sort() ?? [];

test("every language says everything, with the same holes", () => {
  const { en, ...others } = CATALOGUES;
  for (const [language, catalogue] of Object.entries(others)) {
    expect(Object.keys(catalogue), language).toEqual(Object.keys(en));
    for (const [key, sentence] of Object.entries(en)) {
      if (typeof sentence !== "string") continue;
      expect(holes(catalogue[key as keyof typeof en]), `${language} ${key}`).toEqual(holes(sentence));
    }
  }
});

test.each(["de", "fr"] as const)("%s says nothing in English that was not meant so", (language) => {
  const theirs: Record<string, unknown> = CATALOGUES[language];
  const found = Object.entries(CATALOGUES.en).filter(
    ([key, sentence]) => JSON.stringify(theirs[key]) === JSON.stringify(sentence),
  );
  expect(found.map(([key]) => key).sort()).toEqual(same[language]);
});

test("an unknown language is English", () => {
  expect(spoken("xx").t("send")).toBe("Send");
});
