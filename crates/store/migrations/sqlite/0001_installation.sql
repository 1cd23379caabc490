-- Organisations, the change sequence, the audit trail, texts in several languages.
create table organisation (
    id bigint primary key,
    slug text not null constraint organisation_slug_unique unique,
    name text not null,
    territory_id bigint,
    created_at bigint not null
);
create table change (
    id bigint primary key constraint change_is_one_row check (id = 1),
    sequence bigint not null,
    generation bigint not null
);
insert into change (id, sequence, generation) values (1, 0, 0);
create table audit_entry (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    at bigint not null,
    actor text not null,
    action text not null,
    subject_kind text not null,
    subject text not null,
    detail text not null
);
create index audit_entry_by_time on audit_entry (organisation_id, at);
create table text_content (
    subject_kind text not null,
    subject text not null,
    field text not null,
    language text not null,
    markup text not null,
    body text not null,
    primary key (subject_kind, subject, field, language)
);
create table shipped_data (
    name text primary key,
    sha256 text not null
);
