/** Triggers as they are saved (docs/triggers.md): when, if, then. */
import type { Id } from "@zuruf/protocol/types";
import { change, get } from "./http";

export type Value = string | number | boolean | string[];

export interface Test {
  kind: "test";
  fact: string;
  operator: string;
  /** Of an attribute or a custom event. */
  name?: string;
  value?: Value;
}

export interface Several {
  kind: "all" | "any";
  tests: Condition[];
}

export type Condition = Several | Test;

export type Action =
  | { kind: "assign_group"; group_id: Id }
  | { kind: "assign_agent"; agent_id: Id }
  | { kind: "assign_all_agents" }
  | { kind: "send_message"; texts: Record<string, string>; agent_id?: Id }
  | { kind: "set_attribute"; name: string; value: string | number | boolean }
  | { kind: "open_widget" }
  | { kind: "show_widget" }
  | { kind: "hide_widget" }
  | { kind: "ask_for_group" }
  | { kind: "show_form" };

export interface Definition {
  name: string;
  website_ids: Id[];
  when: { agents: "online" | "offline" | "either"; of: "workspace" | "target" };
  condition: Several | Test;
  actions: Action[];
  frequency: "visitor" | "visit" | "page" | "always";
  also_during_conversation: boolean;
}

export interface Flaw {
  field: string;
  code: string;
  detail: string;
}

export interface Trigger extends Definition {
  id: Id;
  place: number;
  is_active: boolean;
  version: number;
  flaws: Flaw[];
}

export const triggers = {
  list: () => get<{ items: Trigger[]; version: number }>("/api/triggers"),
  create: (definition: Definition, key: string) => change("POST", "/api/triggers", definition, key),
  save: (id: Id, definition: Definition, version: number) =>
    change("PUT", `/api/triggers/${id}`, { ...definition, version }),
  order: (ids: Id[], version: number) => change("PUT", "/api/triggers/order", { ids, version }),
  activate: (id: Id, isActive: boolean) => change("PUT", `/api/triggers/${id}/active`, { is_active: isActive }),
  remove: (id: Id) => change("DELETE", `/api/triggers/${id}`),
};
