-- Territories by official key, their areas by date, other keys of the same territory, and territories of the same area.
-- An edition is one published list of keys; it is complete when it holds all Länder.
create table territory_edition (
    area_date text not null,
    source text not null,
    licence text not null,
    is_complete bigint not null,
    primary key (area_date, source)
);
create table territory (
    id bigint primary key,
    organisation_id bigint not null references organisation (id),
    scheme text not null,
    code text not null,
    level text not null,
    parent_id bigint references territory (id),
    name text not null,
    title text not null,
    folded text not null,
    sort_key text not null,
    constraint territory_key_unique unique (scheme, code)
);
create index territory_by_parent on territory (parent_id);
create index territory_by_level on territory (level, sort_key);
create table territory_area (
    territory_id bigint not null references territory (id),
    area_date text not null,
    designation text not null,
    population bigint,
    area_km2 double precision,
    is_land bigint not null,
    valid_since text,
    primary key (territory_id, area_date)
);
create table territory_alias (
    scheme text not null,
    code text not null,
    territory_id bigint not null references territory (id),
    primary key (scheme, code, territory_id)
);
create table territory_same_area (
    territory_id bigint not null references territory (id),
    other_id bigint not null references territory (id),
    primary key (territory_id, other_id)
);
