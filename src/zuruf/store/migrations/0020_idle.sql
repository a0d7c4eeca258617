-- Automatic offline after idle time (P4): 0 is never. `active_at` is when somebody last did something at one of the agent's consoles.
alter table workspaces add column idle_after_ms bigint not null default 0;
alter table agents add column active_at bigint not null default 0;
alter table agents add column is_idle integer not null default 0;
create index agents_present on agents (active_at) where chosen_presence <> 'offline';
