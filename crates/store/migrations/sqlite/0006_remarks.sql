-- What publishers remark about single values: an attribute of the value at a place of a delivered file, never a breakdown.
create table observation_remark (
    delivery_number bigint not null references delivery (number),
    position bigint not null,
    text text not null,
    primary key (delivery_number, position)
);
