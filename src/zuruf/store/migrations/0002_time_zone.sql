-- The zone a browser's clock is set to, such as Europe/Paris: agents are shown the visitor's local time (I7).
alter table browsers add column time_zone text not null default '';
