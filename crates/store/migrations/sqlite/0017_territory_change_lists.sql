-- Lists of changes that were taken in: from which file, what became of its lines, what was new in it.
create table territory_change_list (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    file_name text not null,
    source text not null,
    licence text not null,
    taken_at bigint not null,
    account text not null,
    taken text not null
);
create index territory_change_list_by_time on territory_change_list (taken_at);
