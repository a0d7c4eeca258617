-- Conversations put off until later (I6). The lists of open ones leave them out, so those that are shown stay together in the index.
alter table conversations add column snoozed_until bigint;
alter table conversations add column snoozed_by text not null default '';
alter table conversations add column woken_seq bigint not null default 0;
create index conversations_snoozed on conversations (workspace_id, last_at, id) where is_open = 1 and snoozed_until is not null;
