import { expect, test } from "vitest";
import { emojiIn, emojiOf, foundEmoji, placeAfter } from "./emoji";

const LANGUAGES = ["en", "de", "fr"];

test("every language names the same signs in the same order, each once and by its own name", async () => {
  const english = await emojiIn("en");
  const signs = english.map((group) => Object.keys(group.emoji));
  expect(new Set(signs.flat()).size).toBe(signs.flat().length);
  for (const language of LANGUAGES) {
    const groups = await emojiIn(language);
    expect(groups.map((group) => Object.keys(group.emoji))).toEqual(signs);
    const names = groups.flatMap(emojiOf).map(({ name }) => name);
    expect(names.filter((name) => !name.trim())).toEqual([]);
    expect(new Set(names).size, language).toBe(names.length);
  }
  expect(await emojiIn("xx")).toBe(english);
});

test("one is found by its words, without accents or case, its name first, the inside of words last", async () => {
  const first = async (language: string, query: string) => foundEmoji(await emojiIn(language), query)[0]?.sign;
  expect(await first("de", "daumen h")).toBe("👍");
  expect(await first("de", "Tranen")).toBe("😂");
  expect(await first("de", "fussball")).toBe("⚽");
  expect(await first("fr", "coeur rouge")).toBe("❤️");
  expect(await first("fr", "CŒUR rouge")).toBe("❤️");
  expect(await first("fr", "fete")).toBe("🥳");
  expect(await first("en", "key")).toBe("🔑");
  expect(foundEmoji(await emojiIn("en"), "no such thing")).toEqual([]);
  expect(foundEmoji(await emojiIn("en"), " ")).toEqual([]);
});

test("keys lead through rows of any length, in both directions of reading", () => {
  // Two rows of three, a heading, a row of two.
  const places = [0, 30, 60, 0, 30, 60, 0, 30].map((left, index) => ({
    left,
    top: [0, 30, 90][Math.floor(index / 3)] ?? 0,
  }));
  const walk = (at: number, key: string, isFromRight = false) => placeAfter(places, at, key, isFromRight);
  expect([walk(0, "ArrowRight"), walk(0, "ArrowLeft"), walk(7, "ArrowRight")]).toEqual([1, 0, 7]);
  expect([walk(1, "ArrowRight", true), walk(1, "ArrowLeft", true)]).toEqual([0, 2]);
  expect([walk(1, "ArrowDown"), walk(5, "ArrowDown"), walk(7, "ArrowDown")]).toEqual([4, 7, 7]);
  expect([walk(7, "ArrowUp"), walk(4, "ArrowUp"), walk(0, "ArrowUp")]).toEqual([4, 1, 0]);
  expect([walk(4, "Home"), walk(4, "End"), walk(4, "x")]).toEqual([0, 7, 4]);
});
