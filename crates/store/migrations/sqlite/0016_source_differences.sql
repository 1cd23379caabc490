-- Why two sources of an indicator differ, as somebody found out: in whose words, of which office, on which day.
create table source_difference (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    indicator_id text not null references indicator (id),
    source_slug text not null,
    other_slug text not null,
    explanation text not null,
    office text not null,
    stated_on text not null,
    actor text not null,
    created_at bigint not null,
    ended_at bigint
);
create index source_difference_by_indicator on source_difference (indicator_id);
