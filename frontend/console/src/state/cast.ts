/** The people of the tests: a workspace, its agents and groups, and conversations to be told about. */
import type { AgentEv, Snap } from "@zuruf/protocol/frames";
import type {
  AgentView,
  ConversationChanged,
  ConversationType,
  ConversationView,
  GroupView,
  Id,
  MessageView,
  WorkspaceChanged,
} from "@zuruf/protocol/types";
import { NOTHING, type World } from "./model";

export const WORKSPACE: WorkspaceChanged = {
  name: "Muster",
  default_language: "en",
  languages: ["en", "de", "fr"],
  uses_groups: true,
  asks_for_group: false,
  returns_to_last_agent: true,
  agents_see_only_their_groups: false,
  missed_after_ms: 30_000,
  idle_after_ms: 0,
  version: 1,
  seq: 1,
};

export function agent(id: Id, change: Partial<AgentView> = {}): AgentView {
  return {
    id,
    name: id.replace("agt_", ""),
    email: `${id}@example.org`,
    role: "agent",
    rights: ["access", "assign"],
    chosen_presence: "online",
    is_idle: false,
    is_active: true,
    is_by_api: false,
    picture: "",
    version: 1,
    seq: 1,
    ...change,
  };
}

export function group(id: Id, members: Id[], change: Partial<GroupView> = {}): GroupView {
  const names = { en: id.replace("grp_", "") };
  return { id, names, colour: "teal", is_enabled: true, is_private: false, members, version: 1, seq: 1, ...change };
}

export function conversation(id: Id, change: Partial<ConversationView> = {}): ConversationView {
  return {
    id,
    visitor: {
      id: `vis_${id}`,
      website_id: "web_1",
      name: "Camille",
      email: "",
      phone: "",
      language: "fr",
      country: "FR",
      device: "phone",
      attributes: {},
      created_at: 0,
      block: null,
    },
    is_open: true,
    episode: 1,
    opened_at: 1_000,
    closed_at: null,
    group: { group_id: null, source: "trigger", by: "", at: 0 },
    participations: [],
    askings: [],
    last: null,
    last_at: 1_000,
    waiting_since: 1_000,
    owner: null,
    last_agent_id: null,
    visitor_message_seq: 5,
    has_visitor_message: true,
    tags: [],
    seq: 5,
    snoozed_until: null,
    snoozed_by: "",
    woken_seq: 0,
    ...change,
  };
}

export function message(id: Id, first_seq: number, change: Partial<MessageView> = {}): MessageView {
  return {
    id,
    conversation_id: "cnv_1",
    episode: 1,
    kind: "visitor",
    author: "vis_cnv_1",
    text: id,
    at: first_seq * 1_000,
    first_seq,
    seq: first_seq,
    edited_at: null,
    deleted_at: null,
    is_pushed: false,
    is_trigger: false,
    received_from: "",
    page: "",
    quote: null,
    files: [],
    ...change,
  };
}

type BodyOf<T extends AgentEv["type"]> = T extends ConversationType
  ? ConversationChanged
  : Extract<AgentEv, { type: T }>["body"];

/** An event; the chain is the connection's business, so `prev` and `cur` are anything. */
export function ev<T extends AgentEv["type"]>(type: T, seq: number, body: BodyOf<T>, cid = ""): AgentEv {
  const event = { f: "ev", prev: "", cur: "", seq, at: seq * 1_000, actor: "agent:agt_tim", type, body, cid };
  return event as unknown as AgentEv;
}

export const QUIET = {
  agent_id: null,
  from_group: null,
  to_group: null,
  alerted: [],
  alert_kind: "",
  withdrawn: [],
  line: "",
  note_id: null,
  score: null,
  why: null,
};

export function snap(agentPart: NonNullable<Snap["agent"]>, part = 0, last = true): Snap {
  return { f: "snap", part, last, cursor: "c", agent: agentPart, visitor: null };
}

export const MARIE: World = {
  ...NOTHING,
  isReady: true,
  me: "agt_marie",
  workspace: WORKSPACE,
  agents: { agt_marie: agent("agt_marie", { role: "owner" }), agt_tim: agent("agt_tim") },
  groups: { grp_fr: group("grp_fr", ["agt_marie"]) },
  presence: { agt_marie: "online", agt_tim: "online" },
  knowsPresence: true,
};
