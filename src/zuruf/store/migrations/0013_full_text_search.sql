-- Full-text search (I3): one row a message and one a visitor, with the words they are found by (domain/finding.py splits and folds them, and
-- store/finding.py writes the rows of what is there already). Newer rows have higher ids: results come newest first without sorting.
create table findable (
  id {serial_key},
  workspace_id text not null,
  kind text not null,
  source_id text not null,
  conversation_id text not null,
  words text not null
);
create unique index findable_source on findable (workspace_id, source_id);
{full_text_index}
