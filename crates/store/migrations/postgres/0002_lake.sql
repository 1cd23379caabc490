-- Which segment files of the series lake are valid, and the dictionaries behind its dense keys.
create table segment (
    id bigint primary key,
    name text not null constraint segment_name_unique unique,
    state text not null constraint segment_state_known check (state in ('pending', 'valid', 'retired', 'removed')),
    owner text not null,
    lease_until bigint not null,
    valid_from_generation bigint,
    retired_in_generation bigint,
    retired_at bigint,
    n_rows bigint,
    n_bytes bigint,
    sha256 text
);
create index segment_by_state on segment (state);
create table segment_indicator (
    segment_id bigint not null references segment (id),
    indicator_version_id bigint not null,
    row_group bigint not null,
    n_rows bigint not null,
    territory_min bigint not null,
    territory_max bigint not null,
    primary key (segment_id, indicator_version_id)
);
create index segment_indicator_by_indicator on segment_indicator (indicator_version_id);
create table dimension_set (
    id bigint primary key,
    canonical text not null constraint dimension_set_unique unique
);
insert into dimension_set (id, canonical) values (0, '');
create table source (
    id bigint primary key,
    slug text not null,
    area_state text not null,
    provider text not null,
    title text not null,
    note text not null,
    licence text,
    dataset_uri text,
    constraint source_unique unique (slug, area_state)
);
