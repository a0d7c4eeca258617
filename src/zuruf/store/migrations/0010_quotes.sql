-- The message a message answers, and the number of the event that made it (I4); empty for none.
alter table messages add column quote_id text not null default '';
alter table messages add column quote_seq bigint not null default 0;
