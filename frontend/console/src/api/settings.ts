/** The routes of the settings pages (docs/api.md). */
import type { AgentView, GroupView, Id, Ms, Right, Role } from "@zuruf/protocol/types";
import { type Changed, change, get } from "./http";

export type GroupForm = Pick<GroupView, "names" | "colour" | "is_enabled" | "is_private" | "members">;

export const groups = {
  create: (form: GroupForm) => change("POST", "/api/groups", form),
  save: (id: Id, form: GroupForm, version: number) => change("PUT", `/api/groups/${id}`, { ...form, version }),
  /** Without `moveTo` refused with `group_in_use` when visitors are in it. */
  remove: (id: Id, moveTo?: Id | null) =>
    change("DELETE", `/api/groups/${id}`, moveTo === undefined ? undefined : { move_to: moveTo }),
};

export interface AgentForm {
  name: string;
  email: string;
  role: Role;
  rights: Right[];
  language: string;
}

export interface AgentChange {
  version: number;
  name?: string;
  role?: Role;
  rights?: Right[];
  is_active?: boolean;
}

export type Linked = Changed & { link: string | null };

export const agents = {
  list: () => get<{ items: AgentView[]; invited: Id[] }>("/api/agents"),
  invite: (form: AgentForm) => change<Linked>("POST", "/api/agents", form),
  save: (id: Id, body: AgentChange) => change("PATCH", `/api/agents/${id}`, body),
  passwordLink: (id: Id) => change<Linked>("POST", `/api/agents/${id}/password-link`),
};

export interface WebsiteForm {
  name: string;
  origins: string[];
  colour: string;
  position: "left" | "right";
  when_offline: "message" | "hidden";
  greetings: Record<string, string>;
  is_enabled: boolean;
}

export interface Website extends WebsiteForm {
  id: Id;
  key: string;
  version: number;
  snippet: string;
}

export const websites = {
  list: () => get<{ items: Website[] }>("/api/websites"),
  create: (form: WebsiteForm) => change<Changed & { snippet: string }>("POST", "/api/websites", form),
  save: (id: Id, form: WebsiteForm, version: number) => change("PUT", `/api/websites/${id}`, { ...form, version }),
};

export interface ApiKey {
  id: Id;
  name: string;
  ending: string;
  created_by: Id;
  created_at: Ms;
  used_at: Ms | null;
  revoked_at: Ms | null;
}

export const apiKeys = {
  list: () => get<{ items: ApiKey[] }>("/api/api-keys"),
  create: (name: string) => change<Changed & { key: string | null }>("POST", "/api/api-keys", { name }),
  revoke: (id: Id) => change("DELETE", `/api/api-keys/${id}`),
};

export interface WorkspaceChange {
  name?: string;
  default_language?: string;
  uses_groups?: boolean;
  asks_for_group?: boolean;
  returns_to_last_agent?: boolean;
  agents_see_only_their_groups?: boolean;
  missed_after_ms?: Ms;
}

export const workspace = {
  save: (body: WorkspaceChange, version: number) => change("PATCH", "/api/workspace", { ...body, version }),
};
