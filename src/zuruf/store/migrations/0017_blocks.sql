-- Visitors who may not write (I6). It stands with the visitor: everything that shows one says so, and there is nothing to join.
alter table visitors add column block_by text not null default '';
alter table visitors add column block_at bigint;
alter table visitors add column block_reason text not null default '';
alter table visitors add column block_until bigint;
create index visitors_blocked on visitors (workspace_id, block_at, id) where block_at is not null;
