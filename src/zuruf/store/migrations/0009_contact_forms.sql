-- A contact form a visitor filled in, with the text they agreed to as it stood then, in its language ("" without any).
create table contacts (
  workspace_id text not null,
  visitor_id text not null,
  id text not null,
  at bigint not null,
  consent text not null,
  consent_language text not null,
  consent_link text not null,
  primary key (workspace_id, visitor_id, id)
) {without_rowid};
