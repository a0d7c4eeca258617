-- Texts agents insert by a shortcut (I4). owner_id is empty for shared ones; group_ids (JSON) narrows a shared one, none: it is for all.
create table saved_replies (
  workspace_id text not null,
  id text not null,
  shortcut text not null,
  owner_id text not null,
  group_ids text not null,
  texts text not null,
  version integer not null,
  seq bigint not null,
  created_at bigint not null,
  primary key (workspace_id, id)
);
create unique index saved_replies_shortcut on saved_replies (workspace_id, owner_id, shortcut);
