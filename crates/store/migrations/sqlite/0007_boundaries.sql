-- What territories look like on the map, what became of them, and to which types they belong.
-- A set of boundaries is one level on one area state; its areas fit each other without gaps. Shapes are numbers of millionths of a degree.
alter table territory add column ended_on text;
create table territory_boundary_set (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    level text not null,
    area_from text not null,
    area_until text,
    remark text not null,
    source text not null,
    licence text not null,
    data_set text not null,
    taken_in_at bigint not null,
    constraint territory_boundary_set_unique unique (level, area_from, source)
);
create table territory_boundary (
    set_id text not null references territory_boundary_set (id),
    territory_id bigint not null references territory (id),
    shape text not null,
    primary key (set_id, territory_id)
);
create index territory_boundary_by_territory on territory_boundary (territory_id);
-- A change: a whole territory went into another one, a part of it did, or it got another key or name.
create table territory_change (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    kind text not null,
    level text not null,
    old_code text not null,
    old_name text not null,
    new_code text not null,
    new_name text not null,
    legally_on text not null,
    statistically_on text,
    population bigint,
    area_ha double precision,
    population_share double precision,
    area_share double precision,
    proof text not null,
    source text not null,
    licence text not null,
    constraint territory_change_unique unique (kind, old_code, new_code, legally_on)
);
create index territory_change_by_old on territory_change (old_code);
create index territory_change_by_new on territory_change (new_code);
-- Types of comparable places, by edition of their publisher.
create table territory_typology (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    name text not null,
    edition text not null,
    level text not null,
    source text not null,
    licence text not null,
    taken_in_at bigint not null,
    constraint territory_typology_unique unique (name, edition, level)
);
create table territory_type (
    typology_id text not null references territory_typology (id),
    territory_id bigint not null references territory (id),
    code text not null,
    label text not null,
    primary key (typology_id, territory_id)
);
create index territory_type_by_code on territory_type (typology_id, code);
