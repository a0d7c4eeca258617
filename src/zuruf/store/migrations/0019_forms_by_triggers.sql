-- A trigger shows this browser's visitor the contact form (T4), until it is filled in.
alter table browsers add column wants_form integer not null default 0;
