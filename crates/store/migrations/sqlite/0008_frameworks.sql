-- Frameworks by edition with owner and validity, crosswalks between editions, and what belongs to the choice of indicators.
alter table goal_framework add column organisation_id bigint not null default 1;
alter table goal_framework add column visibility text not null default 'public';
alter table goal_framework add column kind text not null default 'goals';
alter table goal_framework add column source_uri text;
alter table goal_framework add column valid_from text;
alter table goal_framework add column valid_until text;
alter table goal_framework add column is_confirmed bigint not null default 1;
alter table goal add column kind text not null default '';
alter table goal add column addressees text not null default '';
alter table goal add column valid_from text;
alter table goal add column valid_until text;
alter table goal add column is_confirmed bigint not null default 1;
create table crosswalk (
    id text primary key,
    organisation_id bigint not null references organisation (id),
    from_framework text not null,
    from_edition text not null,
    from_code text not null,
    to_framework text not null,
    to_edition text not null,
    to_code text not null,
    relation text not null constraint crosswalk_relation_known check (relation in ('exact', 'close', 'broader', 'related')),
    source text not null,
    reason text not null,
    package text not null default '',
    created_at bigint not null,
    constraint crosswalk_pair_unique unique (from_framework, from_edition, from_code, to_framework, to_edition, to_code)
);
create index crosswalk_by_target on crosswalk (to_framework, to_edition, to_code);
create table indicator_goal_by_edition (
    indicator_id text not null references indicator (id),
    framework text not null,
    edition text not null default '2015',
    code text not null,
    relation text not null,
    primary key (indicator_id, framework, edition, code)
);
insert into indicator_goal_by_edition (indicator_id, framework, edition, code, relation)
    select indicator_id, framework, '2015', code, relation from indicator_goal;
drop table indicator_goal;
alter table indicator_goal_by_edition rename to indicator_goal;
create table indicator_sheet (
    indicator_id text primary key references indicator (id),
    sheet text not null
);
create table indicator_choice (
    organisation_id bigint not null references organisation (id),
    indicator_id text not null references indicator (id),
    reason text not null,
    version bigint not null,
    chosen_at bigint not null,
    primary key (organisation_id, indicator_id)
);
create table goal_relevance (
    organisation_id bigint not null references organisation (id),
    framework text not null,
    edition text not null,
    code text not null,
    result text not null constraint goal_relevance_result_known check (result in ('relevant', 'partly', 'not_relevant')),
    reason text not null,
    version bigint not null,
    checked_at bigint not null,
    primary key (organisation_id, framework, edition, code)
);
