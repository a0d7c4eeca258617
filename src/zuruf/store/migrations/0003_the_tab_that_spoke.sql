-- When the visitor last spoke from this page: viewed it, opened the chat on it or wrote from it. 0 for page views from before this was kept.
alter table page_views add column spoke_at bigint not null default 0;
