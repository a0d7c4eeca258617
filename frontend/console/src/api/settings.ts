/** The routes of the settings pages (docs/api.md). */
import type { AgentView, GroupView, Id, Ms, Right, Role } from "@zuruf/protocol/types";
import { type Changed, change, get } from "./http";

export type GroupForm = Pick<GroupView, "names" | "colour" | "is_enabled" | "is_private" | "members">;

export const groups = {
  create: (form: GroupForm, key: string) => change("POST", "/api/groups", form, key),
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

export type FieldKind = "name" | "email" | "phone" | "attribute";

/** `label` is the attribute's name, "" for the other kinds; `labels` by language are what visitors read of it. */
export interface FormField {
  kind: FieldKind;
  label: string;
  labels: Record<string, string>;
  is_required: boolean;
}

export interface ContactForm {
  when: "before" | "after";
  fields: FormField[];
  consents: Record<string, string>;
  consent_link: string;
}

/** From when on visitors are known again and their pages recorded (W1b). */
export type Remembers = "at_once" | "after_consent" | "from_first_message";

/** Texts by language. */
export interface WidgetForm {
  titles: Record<string, string>;
  offline_texts: Record<string, string>;
  placeholders: Record<string, string>;
  shows_faces: boolean;
  has_sound: boolean;
  asks_rating: boolean;
  offers_transcript: boolean;
  shows_typed: boolean;
  remembers: Remembers;
  live_form: ContactForm | null;
  offline_form: ContactForm | null;
}

export interface WebsiteForm {
  name: string;
  origins: string[];
  colour: string;
  position: "left" | "right";
  when_offline: "message" | "hidden";
  greetings: Record<string, string>;
  widget: WidgetForm;
  is_enabled: boolean;
  takes_files: boolean;
}

export interface Website extends WebsiteForm {
  id: Id;
  key: string;
  version: number;
  snippet: string;
}

export const websites = {
  list: () => get<{ items: Website[] }>("/api/websites"),
  create: (form: WebsiteForm, key: string) => change<Changed & { snippet: string }>("POST", "/api/websites", form, key),
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
  idle_after_ms?: Ms;
}

export const workspace = {
  save: (body: WorkspaceChange, version: number) => change("PATCH", "/api/workspace", { ...body, version }),
};
