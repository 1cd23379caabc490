-- What a person has said about files of one layout, so that she is asked only once.
create table layout_answer (
    organisation_id bigint not null references organisation (id),
    fingerprint text not null,
    file_name text not null,
    answers text not null,
    remembered_at bigint not null,
    primary key (organisation_id, fingerprint)
);
