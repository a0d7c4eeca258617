-- Pictures of agents (W5): the id under which the drawn picture is kept; '' without one.
alter table agents add column picture text not null default '';
