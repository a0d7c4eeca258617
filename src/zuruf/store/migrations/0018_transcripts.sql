-- Transcripts asked for by e-mail (W5): what is owed, and the receipt of what became of it. `tried_at` is when the last attempt began,
-- `outcome` '' as long as it is owed. The address is forgotten a day after the end, when no limit needs it any more.
create table transcripts (
  workspace_id text not null,
  id text not null,
  conversation_id text not null,
  episode integer not null,
  email text not null,
  language text not null,
  asked_by text not null,
  asked_at bigint not null,
  attempts integer not null,
  tried_at bigint,
  ended_at bigint,
  outcome text not null,
  primary key (workspace_id, id)
);
create index transcripts_conversation on transcripts (workspace_id, conversation_id, asked_at);
create index transcripts_address on transcripts (workspace_id, email, asked_at);
create index transcripts_addresses on transcripts (ended_at) where email <> '' and ended_at is not null;
