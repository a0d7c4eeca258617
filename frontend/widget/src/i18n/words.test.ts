import { expect, test } from "vitest";
import { CATALOGUES, spoken } from "../frame/words";

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

test("an unknown language is English", () => {
  expect(spoken("xx").t("send")).toBe("Send");
});
