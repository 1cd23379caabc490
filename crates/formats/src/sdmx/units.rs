//! `UNIT_MEASURE`: codes of `CL_UNIT_MEASURE` and of large publishers that can mean one thing, and how ours are written.

use figures::unit::Unit;

const CODES: &[(&str, Unit)] = &[
    ("PT", Unit::Percent),
    ("PERCENT", Unit::Percent),
    ("PC", Unit::Percent),
    ("PCT", Unit::Percent),
    ("PA", Unit::Percent),
    ("PERMILLE", Unit::PerMille),
    ("PS", Unit::Persons),
    ("PER", Unit::Persons),
    ("PERSONS", Unit::Persons),
    ("THS_PER", Unit::PersonsThousand),
    ("THS", Unit::CountThousand),
    ("NUMBER", Unit::Count),
    ("NR", Unit::Count),
    ("EUR", Unit::Eur),
    ("EURO", Unit::Eur),
    ("THS_EUR", Unit::EurThousand),
    ("MIO_EUR", Unit::EurMillion),
    ("EUR_HAB", Unit::EurPerPerson),
    ("EUR_INH", Unit::EurPerPerson),
    ("M2", Unit::SquareMetres),
    ("HA", Unit::Hectares),
    ("KM2", Unit::SquareKilometres),
    ("KM", Unit::Kilometres),
    ("KG", Unit::Kilograms),
    ("TONNES", Unit::Tonnes),
    ("TN", Unit::Tonnes),
    ("THS_T", Unit::TonnesThousand),
    ("MIO_T", Unit::TonnesMillion),
    ("T", Unit::Tonnes),
    ("KG_HAB", Unit::KilogramsPerPerson),
    ("T_HAB", Unit::TonnesPerPerson),
    ("KWH", Unit::KilowattHours),
    ("MWH", Unit::MegawattHours),
    ("GWH", Unit::GigawattHours),
    ("M3", Unit::CubicMetres),
    ("PER_1000_POP", Unit::Per1000Persons),
    ("PER_100000_POP", Unit::Per100000Persons),
    ("P_HTHAB", Unit::Per100000Persons),
    ("P_THAB", Unit::Per1000Persons),
    ("HAB_KM2", Unit::PersonsPerSquareKilometre),
    ("IX", Unit::Index),
    ("INDEX", Unit::Index),
    ("YR", Unit::Years),
    ("YEARS", Unit::Years),
    ("MIN", Unit::Minutes),
    ("DAYS", Unit::Days),
];

/// The unit that a code means; `None` when it could mean several or none of ours.
pub(super) fn unit(code: &str) -> Option<Unit> {
    let known = CODES.iter().find(|(name, _)| *name == code).map(|(_, unit)| *unit);
    // `PC_ACT` is a share of the active population, `I15` an index that is 100 in 2015.
    let of_family = || {
        let is_share = code.starts_with("PC_");
        let is_index = code
            .strip_prefix('I')
            .is_some_and(|year| year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit()));
        is_share.then_some(Unit::Percent).or(is_index.then_some(Unit::Index))
    };
    known.or_else(|| code.to_lowercase().parse().ok()).or_else(of_family)
}

/// The code under which a unit is written: our own word in capitals, which [`unit`] reads back.
pub(super) fn written(unit: Unit) -> String {
    unit.code().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_reads_back() {
        for one in Unit::ALL {
            assert_eq!(unit(&written(*one)), Some(*one), "{one}");
        }
        assert_eq!(
            (unit("USD"), unit("IX21"), unit("PC")),
            (None, None, Some(Unit::Percent))
        );
        assert_eq!((unit("I21"), unit("PC_ACT")), (Some(Unit::Index), Some(Unit::Percent)));
    }
}
