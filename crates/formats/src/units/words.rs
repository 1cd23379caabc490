//! Words of publishers that mean one unit, where neither their parts nor their order say it.

use figures::unit::Unit;

pub(super) const WORDS: &[(&str, Unit)] = &[
    ("%", Unit::Percent),
    ("‰", Unit::PerMille),
    ("promille", Unit::PerMille),
    ("personen", Unit::Persons),
    ("einwohner", Unit::Persons),
    ("anzahl", Unit::Count),
    ("stück", Unit::Count),
    ("€", Unit::Eur),
    ("einwohner:innen", Unit::Persons),
    ("einwohner*innen", Unit::Persons),
    ("meter", Unit::Metres),
    ("percentage (%)", Unit::Percent),
    ("number", Unit::Count),
    ("anzahl (personen)", Unit::Persons),
    ("personen (anzahl)", Unit::Persons),
    ("einw.", Unit::Persons),
    ("stk.", Unit::Count),
    ("v.h.", Unit::Percent),
    ("vh", Unit::Percent),
    ("prozentanteil", Unit::Percent),
    ("t eur", Unit::EurThousand),
    ("1.000 €", Unit::EurThousand),
    ("t", Unit::Tonnes),
    ("index", Unit::Index),
    ("in jahren", Unit::Years),
];
