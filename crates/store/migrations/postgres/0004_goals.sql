-- Goals and targets of frameworks, by edition. Their words stand in text_content.
create table goal_framework (
    framework text not null,
    edition text not null,
    source text not null,
    licence text not null,
    primary key (framework, edition)
);
create table goal (
    framework text not null,
    edition text not null,
    code text not null,
    parent_code text,
    ordinal bigint not null,
    primary key (framework, edition, code)
);
