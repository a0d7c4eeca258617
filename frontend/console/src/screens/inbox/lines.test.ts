import type { Explanation } from "@zuruf/protocol/types";
import { expect, test } from "vitest";
import { isExplained, lineText } from "./lines";

const t = (key: string, values: Record<string, string> = {}) => `${key} ${Object.values(values).join(" ")}`.trim();
const words = { t, has: () => true } as unknown as Parameters<typeof lineText>[2];
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
  expect(lineText(line, names, words)).toBe("line.deactivated Emil Frieda");
  expect(isExplained(line)).toBe(true);
});

test("who left by own will needs no why", () => {
  const line = { type: "agent.left", actor: "agent:agt_emil", body: { agent_id: "agt_emil", why: null } };
  expect(lineText(line, names, words)).toBe("line.left Emil");
  expect(isExplained(line)).toBe(false);
});
