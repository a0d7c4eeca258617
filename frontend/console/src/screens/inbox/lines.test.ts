import type { Explanation } from "@zuruf/protocol/types";
import { words } from "@zuruf/protocol/words";
import { expect, test } from "vitest";
import en from "../../i18n/en.json";
import { isExplained, lineText } from "./lines";

const ENGLISH = words("en", en);
const names = {
  actor: () => "Frieda",
  agent: () => "Emil",
} as unknown as Parameters<typeof lineText>[1];
const why: Explanation = {
  cause: { kind: "agent", id: "agt_frieda" },
  rule: "agent_deactivated",
  conditions: [],
  considered: [],
};

test("who left by being deactivated is said with who did it, and offers its why", () => {
  const body = { agent_id: "agt_emil", why };
  const line = { type: "agent.left", actor: "agent:agt_frieda", body };
  expect(lineText(line, names, ENGLISH)).toBe("Emil was deactivated by Frieda");
  expect(isExplained(line)).toBe(true);
});

test("who left by own will needs no why", () => {
  const line = { type: "agent.left", actor: "agent:agt_emil", body: { agent_id: "agt_emil", why: null } };
  expect(lineText(line, names, ENGLISH)).toBe("Emil left");
  expect(isExplained(line)).toBe(false);
});

test.each(["agent:agt_frieda", "api:key_1"])(
  "who had joined and was taken off by %s is said to be, with a why",
  (actor) => {
    const off = { ...why, rule: "A8" };
    const line = { type: "agent.left", actor, body: { agent_id: "agt_emil", why: off } };
    expect(lineText(line, names, ENGLISH)).toBe("Emil taken off by Frieda");
    expect(isExplained(line)).toBe(true);
  },
);

test("who passed the visitor on has left, whatever answer it came of", () => {
  const passedOn = { ...why, rule: "A14" };
  const line = { type: "agent.left", actor: "agent:agt_emil", body: { agent_id: "agt_emil", why: passedOn } };
  expect(lineText(line, names, ENGLISH)).toBe("Emil left");
  expect(isExplained(line)).toBe(false);
});

test("assigned, returned to and joined are three things", () => {
  const body = { agent_id: "agt_emil", why: null };
  const said = [
    { type: "visitor.assigned_to_agent", actor: "agent:agt_frieda", body },
    { type: "visitor.assigned_to_agent", actor: "system:", body },
    { type: "agent.joined", actor: "agent:agt_emil", body },
    { type: "agent.taken_off", actor: "trigger:trg_1", body },
  ].map((line) => lineText(line, names, ENGLISH));
  expect(said).toEqual([
    "Assigned to Emil by Frieda",
    "Assigned to Emil, who answered last time",
    "Emil joined",
    "Emil taken off by Frieda",
  ]);
});
