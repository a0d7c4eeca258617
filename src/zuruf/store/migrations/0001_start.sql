-- The tables of the first version. {…} are the few words that differ between SQLite and PostgreSQL (store/dialect.py).

create table workspaces (
  workspace_id text primary key,
  name text not null,
  default_language text not null,
  languages text not null,
  uses_groups integer not null,
  asks_for_group integer not null,
  returns_to_last_agent integer not null,
  agents_see_only_their_groups integer not null,
  missed_after_ms bigint not null,
  version integer not null,
  seq bigint not null,
  created_at bigint not null
);

-- One row a workspace: the counter of its events. `roster` rises with every change of agents, groups or switches.
create table streams (
  workspace_id text primary key,
  epoch text not null,
  head bigint not null,
  floor bigint not null,
  roster bigint not null
) {hot};

-- With row ids: a body of 1 KB or more would go to an overflow page of its own in a table without (3 times the file).
create table events (
  workspace_id text not null,
  seq bigint not null,
  type text not null,
  at bigint not null,
  actor text not null,
  conversation_id text,
  topics text not null,
  addressee text,
  cid text,
  body text not null,
  visitor_seq bigint not null,
  visitor_body text,
  is_history integer not null,
  primary key (workspace_id, seq)
);
create index events_history on events (workspace_id, conversation_id, seq) where is_history = 1;

create table receipts (
  workspace_id text not null,
  principal text not null,
  cid text not null,
  request_hash text not null,
  answer text not null,
  seq bigint not null,
  created_at bigint not null,
  primary key (workspace_id, principal, cid)
) {without_rowid};
create index receipts_age on receipts (created_at);

create table outbox (
  id {serial_key},
  workspace_id text not null,
  seq bigint not null,
  kind text not null,
  payload text not null,
  due_at bigint not null,
  attempts integer not null,
  claimed_until bigint not null,
  handled_at bigint
);
create index outbox_due on outbox (due_at) where handled_at is null;

create table agents (
  workspace_id text not null,
  id text not null,
  name text not null,
  email text not null,
  role text not null,
  rights text not null,
  chosen_presence text not null,
  chose_by_hand integer not null,
  is_active integer not null,
  is_by_api integer not null,
  language text not null,
  preferences text not null,
  version integer not null,
  seq bigint not null,
  created_at bigint not null,
  primary key (workspace_id, id)
);
create unique index agents_email on agents (workspace_id, email);
create index agents_sign_in on agents (email);

create table passwords (
  workspace_id text not null,
  agent_id text not null,
  hash text not null,
  changed_at bigint not null,
  primary key (workspace_id, agent_id)
);

create table sessions (
  token_hash text primary key,
  workspace_id text not null,
  agent_id text not null,
  csrf_hash text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null
);
create index sessions_agent on sessions (workspace_id, agent_id);

-- One-time links: the owner's first one (kind setup), invitations.
create table links (
  token_hash text primary key,
  workspace_id text not null,
  kind text not null,
  agent_id text,
  expires_at bigint not null,
  used_at bigint
);

create table api_keys (
  workspace_id text not null,
  id text not null,
  name text not null,
  key_hash text not null unique,
  ending text not null,
  created_by text not null,
  created_at bigint not null,
  used_at bigint,
  revoked_at bigint,
  primary key (workspace_id, id)
);

-- Signs of life (P1): a console's lease by connection, an API ping by source `api`.
create table signs (
  workspace_id text not null,
  agent_id text not null,
  source text not null,
  alive_until bigint not null,
  primary key (workspace_id, agent_id, source)
);

create table groups (
  workspace_id text not null,
  id text not null,
  names text not null,
  colour text not null,
  is_enabled integer not null,
  is_private integer not null,
  version integer not null,
  seq bigint not null,
  created_at bigint not null,
  primary key (workspace_id, id)
);

create table members (
  workspace_id text not null,
  group_id text not null,
  agent_id text not null,
  primary key (workspace_id, group_id, agent_id)
);
create index members_agent on members (workspace_id, agent_id);

create table websites (
  workspace_id text not null,
  id text not null,
  website_key text not null unique,
  name text not null,
  origins text not null,
  colour text not null,
  position text not null,
  when_offline text not null,
  greetings text not null,
  is_enabled integer not null,
  version integer not null,
  seq bigint not null,
  created_at bigint not null,
  primary key (workspace_id, id)
);

create table triggers (
  workspace_id text not null,
  id text not null,
  place integer not null,
  is_active integer not null,
  definition text not null,
  version integer not null,
  seq bigint not null,
  created_at bigint not null,
  primary key (workspace_id, id)
);

-- What a trigger with a frequency has already done (T5): scope is the visitor, the visit or the page.
create table firings (
  workspace_id text not null,
  trigger_id text not null,
  browser_id text not null,
  scope text not null,
  at bigint not null,
  primary key (workspace_id, trigger_id, browser_id, scope)
);

-- A browser key of one website: visits and the present visit. Key and frame token are stored hashed. The visitor's id is fixed with the
-- browser, the visitor's row is made at the first message, match or assignment.
create table browsers (
  workspace_id text not null,
  id text not null,
  website_id text not null,
  key_hash text not null,
  visitor_id text not null,
  token_hash text,
  token_expires_at bigint,
  visits integer not null,
  visit_started_at bigint not null,
  last_seen_at bigint not null,
  pages_this_visit integer not null,
  language text not null,
  widget_language text not null,
  country text not null,
  device text not null,
  attributes text not null,
  custom_events text not null,
  group_choice text,
  created_at bigint not null,
  primary key (workspace_id, id)
);
create unique index browsers_key on browsers (workspace_id, website_id, key_hash);
create unique index browsers_token on browsers (token_hash) where token_hash is not null;
create index browsers_visitor on browsers (workspace_id, visitor_id);
create index browsers_seen on browsers (workspace_id, last_seen_at);

create table page_views (
  workspace_id text not null,
  browser_id text not null,
  id text not null,
  tab text not null,
  visit integer not null,
  at bigint not null,
  url text not null,
  title text not null,
  referrer text not null,
  previous_url text not null,
  primary key (workspace_id, browser_id, id)
) {without_rowid};
create index page_views_at on page_views (workspace_id, at);

create table visitors (
  workspace_id text not null,
  id text not null,
  website_id text not null,
  name text not null,
  email text not null,
  phone text not null,
  language text not null,
  country text not null,
  device text not null,
  attributes text not null,
  page_id text not null,
  created_at bigint not null,
  seq bigint not null,
  primary key (workspace_id, id)
);
create index visitors_page_id on visitors (workspace_id, website_id, page_id) where page_id <> '';

create table notes (
  workspace_id text not null,
  visitor_id text not null,
  id text not null,
  agent_id text not null,
  text text not null,
  at bigint not null,
  primary key (workspace_id, visitor_id, id)
);

-- One row a visitor: the thread, its group and its running episode.
create table conversations (
  workspace_id text not null,
  id text not null,
  visitor_id text not null,
  website_id text not null,
  is_open integer not null,
  episode integer not null,
  opened_at bigint,
  closed_at bigint,
  group_id text,
  group_source text not null,
  group_by text not null,
  group_at bigint not null,
  group_is_of_visit integer not null,
  askings text not null,
  last text,
  last_at bigint not null,
  waiting_since bigint,
  owner text,
  last_agent_id text,
  visitor_message_seq bigint not null,
  has_visitor_message integer not null,
  visitor_head bigint not null,
  visitor_read bigint not null,
  agents_read bigint not null,
  seq bigint not null,
  primary key (workspace_id, id)
);
create unique index conversations_visitor on conversations (workspace_id, visitor_id);
create index conversations_open on conversations (workspace_id, last_at, id) where is_open = 1;
create index conversations_open_group on conversations (workspace_id, group_id, last_at, id) where is_open = 1;
create index conversations_closed on conversations (workspace_id, last_at, id) where is_open = 0 and episode > 0;

-- Taking part in an episode. Rows of a closed episode keep their end, so that reopening can restore them.
create table participations (
  workspace_id text not null,
  conversation_id text not null,
  episode integer not null,
  agent_id text not null,
  assigned_at bigint,
  assigned_by text not null,
  joined_at bigint,
  ended_at bigint,
  ended_by_closing integer not null,
  primary key (workspace_id, conversation_id, episode, agent_id)
) {without_rowid};
create index participations_agent on participations (workspace_id, agent_id, conversation_id) where ended_at is null;

create table messages (
  workspace_id text not null,
  id text not null,
  conversation_id text not null,
  episode integer not null,
  kind text not null,
  author text not null,
  text text not null,
  at bigint not null,
  first_seq bigint not null,
  visitor_seq bigint not null,
  seq bigint not null,
  edited_at bigint,
  deleted_at bigint,
  is_pushed integer not null,
  is_trigger integer not null,
  received_from text not null,
  page text not null,
  primary key (workspace_id, id)
);
create index messages_thread on messages (workspace_id, conversation_id, first_seq);

-- How far an agent has read a conversation, in event numbers.
create table reads (
  workspace_id text not null,
  agent_id text not null,
  conversation_id text not null,
  read_seq bigint not null,
  primary key (workspace_id, agent_id, conversation_id)
) {without_rowid};

-- One row per cause and agent (A22): raised, shown on a device, seen, or withdrawn.
create table alerts (
  workspace_id text not null,
  agent_id text not null,
  seq bigint not null,
  conversation_id text not null,
  kind text not null,
  raised_at bigint not null,
  shown_at bigint,
  shown_on text not null,
  seen_at bigint,
  withdrawn_at bigint,
  primary key (workspace_id, agent_id, seq)
) {without_rowid};
create index alerts_conversation on alerts (workspace_id, conversation_id, seq);
create index alerts_pending on alerts (workspace_id, agent_id, conversation_id) where seen_at is null and withdrawn_at is null;
