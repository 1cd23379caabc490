-- What concepts and codes of breakdowns are called, as a delivery said it; with a blank code the concept itself. The newest delivery counts.
create table code_word (
    delivery_number bigint not null references delivery (number),
    concept text not null,
    code text not null,
    language text not null,
    words text not null,
    primary key (delivery_number, concept, code, language)
);
