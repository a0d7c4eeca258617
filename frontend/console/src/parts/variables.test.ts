import { describe, expect, it } from "vitest";
import cases from "../../../protocol/cases/variables.json";
import { textIn } from "./saved-replies";
import { filled, type Known, openIn, variablesIn } from "./variables";

const known: Known = {
  "visitor.name": "Ada $& Lovelace",
  "visitor.email": "",
  "agent.name": "Olaf",
  "group.name": "",
  "website.name": "Shop",
  attributes: { plan: "pro", seats: 3, closed: false },
};

describe("variables of saved replies", () => {
  it.each(cases)("are found as the server finds them: %s", (text, expected) => {
    expect(variablesIn(text as string)).toEqual(expected);
  });

  it("become what is known, letter for letter", () => {
    expect(filled("{visitor.name}, {agent.name}, {website.name}", known)).toBe("Ada $& Lovelace, Olaf, Shop");
    expect(filled("{visitor.attributes.plan} {visitor.attributes.seats} {visitor.attributes.closed}", known)).toBe(
      "pro 3 false",
    );
  });

  it("become their fallback where nothing is known, and stay where there is none", () => {
    const text = filled("{visitor.email|you} {group.name} {visitor.attributes.x} {visitor.email|}", known);
    expect(text).toBe("you {group.name} {visitor.attributes.x} ");
    expect(openIn(text).map(([from, to]) => text.slice(from, to))).toEqual(["{group.name}", "{visitor.attributes.x}"]);
  });

  it("are not filled in twice: a value that looks like one is text", () => {
    expect(filled("{visitor.name}", { ...known, "visitor.name": "{agent.name}" })).toBe("{agent.name}");
  });

  it("are only those there are", () => {
    expect(openIn("{name} {visitor.nmae} {x.y.z}")).toEqual([]);
  });
});

describe("the language of a saved reply", () => {
  const texts = { en: "Hello", fr: "Bonjour", "pt-BR": "Olá" };
  it.each([
    ["fr", "Bonjour"],
    ["fr-CA", "Bonjour"],
    ["pt-BR", "Olá"],
    ["de", "Hello"],
    ["", "Hello"],
  ])("%s: %s", (language, text) => expect(textIn(texts, language, "en")).toBe(text));
  it("is any there is, where the default one has gone", () =>
    expect(textIn({ fr: "Bonjour" }, "de", "en")).toBe("Bonjour"));
});
