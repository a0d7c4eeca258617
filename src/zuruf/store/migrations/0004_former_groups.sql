-- What deleted groups were called: history goes on naming them (G7). Agents read it, never a visitor. Groups deleted before this was kept have none.
create table former_groups (
  workspace_id text not null,
  id text not null,
  names text not null,
  deleted_at bigint not null,
  primary key (workspace_id, id)
);
