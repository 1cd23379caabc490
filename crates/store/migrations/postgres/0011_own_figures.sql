-- What organisations add themselves: what belongs to their own indicators, every version of what they edit, and the targets they set.
create table indicator_own (
    indicator_id text primary key references indicator (id),
    effort_minutes bigint,
    protection text not null
);
create table record_version (
    subject_kind text not null,
    subject text not null,
    version bigint not null,
    at bigint not null,
    actor text not null,
    content text not null,
    primary key (subject_kind, subject, version)
);
create table target_value (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    indicator_id text not null references indicator (id),
    visibility text not null,
    version bigint not null,
    content text not null,
    created_at bigint not null,
    ended_at bigint
);
create index target_value_by_organisation on target_value (organisation_id);
create index target_value_by_indicator on target_value (indicator_id);
