-- Own computations: formulas by indicator version, derived deliveries with their inputs. Which source is the reference of an
-- indicator. What was recalled: fact and reason, never the number.
create table formula (
    id bigint primary key,
    indicator_version_id bigint not null references indicator_version (id),
    number bigint not null,
    expression text not null,
    reason text not null,
    actor text not null,
    created_at bigint not null,
    ended_at bigint,
    followed_through bigint not null,
    constraint formula_number_unique unique (indicator_version_id, number)
);
create table derived_delivery (
    delivery_number bigint primary key references delivery (number),
    formula_id bigint not null references formula (id)
);
create index derived_delivery_by_formula on derived_delivery (formula_id);
create table delivery_input (
    delivery_number bigint not null references delivery (number),
    input_number bigint not null references delivery (number),
    primary key (delivery_number, input_number)
);
create index delivery_input_by_input on delivery_input (input_number);
create table source_precedence (
    indicator_id text not null references indicator (id),
    ordinal bigint not null,
    source_slug text not null,
    area_state text not null,
    reason text not null,
    actor text not null,
    set_at bigint not null,
    primary key (indicator_id, ordinal)
);
create table recall (
    delivery_number bigint not null references delivery (number),
    position bigint not null,
    n_values bigint not null,
    reason text not null,
    actor text not null,
    recalled_at bigint not null,
    file_sha256 text,
    is_destroyed bigint not null,
    primary key (delivery_number, position)
);
create index recall_by_file on recall (file_sha256);
