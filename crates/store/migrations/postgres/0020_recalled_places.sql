-- Of what a value was recalled, never which: so that a copy of the file, changed by a letter, does not bring it back. A whole delivery
-- has a row for each indicator and source, with -1 for territory and breakdown.
create table recalled_place (
    indicator_version_id bigint not null references indicator_version (id),
    territory_id bigint not null,
    dimension_set_id bigint not null,
    source_id bigint not null references source (id),
    start_day bigint not null,
    frequency bigint not null,
    known_on text not null,
    recalled_at bigint not null,
    primary key (indicator_version_id, territory_id, dimension_set_id, source_id, start_day, frequency, known_on)
);
