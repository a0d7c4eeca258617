-- Conversations somebody deleted (I6), for as long as they can be brought back. The row stands here as JSON and nowhere else, so that no list,
-- no count and no search can find it by forgetting to ask.
create table deleted_conversations (
  workspace_id text not null,
  id text not null,
  visitor_id text not null,
  deleted_by text not null,
  deleted_at bigint not null,
  kept text not null,
  primary key (workspace_id, id)
) {without_rowid};
create index deleted_conversations_at on deleted_conversations (workspace_id, deleted_at, id);
-- Whom the browser was before its conversation was deleted: given back with it, unless they have begun anew.
alter table browsers add column former_visitor_id text;
create index browsers_former on browsers (workspace_id, former_visitor_id) where former_visitor_id is not null;
