import { afterEach, expect, test, vi } from "vitest";
import { EMOJI_WORDS } from "../frame/emoji-words";
import { FILES } from "../frame/files-words";
import { MORE } from "../frame/more-words";
import { learn } from "../frame/words";
import { CATALOGUES } from "./catalogues";
import sameOfEmoji from "./emoji/same.json";
import sameOfFiles from "./files/same.json";
import sameOfMore from "./more/same.json";
import same from "./same.json";

type Sentences = Readonly<Record<string, unknown>>;
interface Both {
  catalogues: Readonly<Record<string, Sentences>>;
  alike: Readonly<Record<string, readonly string[]>>;
}

const BOTH: Both[] = [
  { catalogues: CATALOGUES, alike: same },
  { catalogues: MORE, alike: sameOfMore },
  { catalogues: FILES, alike: sameOfFiles },
  { catalogues: EMOJI_WORDS, alike: sameOfEmoji },
];

const holes = (sentence: unknown) =>
  JSON.stringify(sentence)
    .match(/\{\w+\}/g)
    ?.sort() ?? [];

test.each(BOTH)("every language says everything, with the same holes", ({ catalogues }) => {
  const english = catalogues.en ?? {};
  expect(Object.keys(catalogues)).toEqual(Object.keys(CATALOGUES));
  for (const [language, catalogue] of Object.entries(catalogues)) {
    expect(Object.keys(catalogue), language).toEqual(Object.keys(english));
    for (const [key, sentence] of Object.entries(english)) {
      if (typeof sentence !== "string") continue;
      expect(holes(catalogue[key]), `${language} ${key}`).toEqual(holes(sentence));
    }
  }
});

test.each(Object.keys(CATALOGUES).filter((language) => language !== "en"))(
  "%s says nothing in English that was not meant so",
  (language) => {
    for (const { catalogues, alike } of BOTH) {
      const theirs = catalogues[language] ?? {};
      const found = Object.entries(catalogues.en ?? {}).filter(
        ([key, sentence]) => JSON.stringify(theirs[key]) === JSON.stringify(sentence),
      );
      expect(found.map(([key]) => key).sort()).toEqual(alike[language] ?? []);
    }
  },
);

afterEach(() => vi.unstubAllGlobals());

test("one language is fetched, once; an unknown one is English; a lost network is asked again", async () => {
  const asked: string[] = [];
  let isLost = true;
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    if (path.includes("-fr") && isLost) {
      isLost = false;
      throw new TypeError("offline");
    }
    const found = CATALOGUES[path.slice(-7, -5)];
    return found ? Response.json(found) : new Response("", { status: 404 });
  });
  vi.spyOn(Math, "random").mockReturnValue(0);
  const said = await Promise.all([learn("xx"), learn("de"), learn("de"), learn("fr")]);
  expect(said.map(({ t }) => t("send"))).toEqual(["Send", "Senden", "Senden", "Envoyer"]);
  const names = asked.map((path) => path.slice("/widget/words-".length)).sort();
  expect(names).toEqual(["de.json", "en.json", "fr.json", "fr.json", "xx.json"]);
});
