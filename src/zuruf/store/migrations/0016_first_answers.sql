-- How long a visitor waited in an episode for the first answer of a person (W5), and in which group. Of episodes from before this the group
-- is not known.
create table first_answers (
  workspace_id text not null,
  conversation_id text not null,
  episode integer not null,
  website_id text not null,
  group_id text,
  asked_at bigint not null,
  answered_at bigint not null,
  primary key (workspace_id, conversation_id, episode)
) {without_rowid};
create index first_answers_website on first_answers (workspace_id, website_id, answered_at, asked_at);
create index first_answers_group on first_answers (workspace_id, group_id, answered_at, asked_at) where group_id is not null;
insert into first_answers (workspace_id, conversation_id, episode, website_id, asked_at, answered_at)
  select said.workspace_id, said.conversation_id, said.episode, conversations.website_id, said.asked_at, said.answered_at
  from (select workspace_id, conversation_id, episode,
          min(case when kind = 'visitor' then at end) as asked_at,
          min(case when kind = 'agent' and is_pushed = 0 and is_trigger = 0 and received_from = '' then at end) as answered_at
        from messages where episode > 0 group by workspace_id, conversation_id, episode) as said
  join conversations on conversations.workspace_id = said.workspace_id and conversations.id = said.conversation_id
  where said.answered_at >= said.asked_at;
