-- Files people send (I4, W5). A row is there before the first byte arrives, so that no bytes are ever without one; `expires_at` is null once a
-- message has it. What messages show of their files stands with the message.
create table files (
  workspace_id text not null,
  id text not null,
  uploader text not null,
  conversation_id text not null,
  message_id text,
  name text not null,
  type text not null,
  size bigint not null,
  width integer not null,
  height integer not null,
  has_small integer not null,
  created_at bigint not null,
  stored_at bigint,
  expires_at bigint,
  primary key (workspace_id, id)
);
create index files_uploader on files (workspace_id, uploader, created_at);
create index files_message on files (workspace_id, message_id) where message_id is not null;
create index files_expiring on files (expires_at) where expires_at is not null;

alter table messages add column files text not null default '[]';
alter table websites add column takes_files integer not null default 1;
