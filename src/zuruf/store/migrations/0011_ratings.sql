-- What the visitor said of an episode after it was closed (W5): 1 to 5, and a sentence or none.
create table ratings (
  workspace_id text not null,
  conversation_id text not null,
  episode integer not null,
  score integer not null,
  comment text not null,
  at bigint not null,
  primary key (workspace_id, conversation_id, episode)
) {without_rowid};
