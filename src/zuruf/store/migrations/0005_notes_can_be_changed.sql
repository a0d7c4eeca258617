-- When its author last changed a note (I7); null for one that stands as it was written.
alter table notes add column edited_at bigint;
-- A note's text stands in its own row only, where it can be changed and deleted. The lines written before quote it and cannot follow: they leave
-- the threads, the notes themselves stay in the details.
update events set is_history = 0 where type = 'visitor.note_added';
