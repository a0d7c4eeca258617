-- Whom nobody remembers yet (W1b): their browser is known until its page is left, and no page view of it is recorded.
alter table browsers add column is_remembered integer not null default 1;
-- What a page that nobody remembers carries itself is sealed with this, so that it comes back as the server gave it.
alter table websites add column page_key text not null default '';
update websites set page_key = {random_hex};
