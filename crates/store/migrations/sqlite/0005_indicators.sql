-- The catalogue of indicators and the deliveries of their observations.
create table indicator (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    slug text not null,
    visibility text not null,
    version bigint not null,
    folded text not null,
    sort_key text not null,
    created_at bigint not null,
    constraint indicator_slug_unique unique (organisation_id, slug)
);
create table indicator_version (
    id bigint primary key,
    indicator_id text not null references indicator (id),
    number bigint not null,
    definition text not null,
    constraint indicator_version_unique unique (indicator_id, number)
);
create table indicator_alias (
    scheme text not null,
    name text not null,
    indicator_id text not null references indicator (id),
    primary key (scheme, name)
);
create table indicator_goal (
    indicator_id text not null references indicator (id),
    framework text not null,
    code text not null,
    relation text not null,
    primary key (indicator_id, framework, code)
);
create table delivery (
    number bigint primary key,
    id text not null constraint delivery_id_unique unique,
    organisation_id bigint not null references organisation (id),
    kind text not null,
    visibility text not null,
    source_id bigint references source (id),
    known_on text not null,
    known_on_basis text not null,
    accepted_at bigint not null,
    actor text not null,
    file_name text not null,
    file_sha256 text,
    file_bytes bigint,
    format text not null,
    edition text,
    provider text,
    title text,
    source_note text,
    licence text,
    dataset_uri text,
    report text not null,
    withdraws bigint references delivery (number)
);
create index delivery_by_withdrawal on delivery (withdraws);
create index delivery_by_file on delivery (file_sha256);
create table delivery_indicator (
    delivery_number bigint not null references delivery (number),
    indicator_version_id bigint not null references indicator_version (id),
    n_rows bigint not null,
    n_new bigint not null,
    primary key (delivery_number, indicator_version_id)
);
create table delivery_problem (
    delivery_number bigint not null references delivery (number),
    ordinal bigint not null,
    severity text not null,
    code text not null,
    n_rows bigint not null,
    piece text not null,
    sheet text,
    row_number bigint,
    column_number bigint,
    message text not null,
    primary key (delivery_number, ordinal)
);
