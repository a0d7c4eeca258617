-- How a website's widget speaks, looks and asks (W3, W5), as JSON of domain/widget_settings.py; what is left out has its default.
alter table websites add column widget text not null default '{}';
