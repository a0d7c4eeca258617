-- Tags (I3, I6): one list a workspace; `key` is the name without regard to case and accents.
create table tags (
  workspace_id text not null,
  id text not null,
  name text not null,
  key text not null,
  created_at bigint not null,
  primary key (workspace_id, id)
);
create unique index tags_key on tags (workspace_id, key);
-- A conversation's tags lie with it, their ids with spaces between, and once more where a tag leads to its conversations.
alter table conversations add column tags text not null default '';
create table conversation_tags (
  workspace_id text not null,
  conversation_id text not null,
  tag_id text not null,
  primary key (workspace_id, conversation_id, tag_id)
) {without_rowid};
create index conversation_tags_tag on conversation_tags (workspace_id, tag_id, conversation_id);
-- Who waits longest first, then those who do not wait, the newest first.
create index conversations_waiting on conversations (workspace_id, (coalesce(waiting_since, 100000000000000000)), last_at desc, id desc)
  where is_open = 1;
-- Saved views (I3): a name for filters and an order; `agent_id` "" is shared with the workspace.
create table saved_views (
  workspace_id text not null,
  id text not null,
  agent_id text not null,
  place integer not null,
  name text not null,
  search text not null,
  created_at bigint not null,
  primary key (workspace_id, id)
);
