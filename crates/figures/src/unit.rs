//! Units of measure and the conversion between those that measure the same thing.
//!
//! A unit has a code (the word in files, storage and the API), a quantity and its exact size in the quantity's base unit. Two units
//! of one quantity convert into each other; everything else is refused. Names for people stand in the words of the indicators.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What is measured. Units convert only within one quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Quantity {
    Count,
    Ratio,
    PerPerson,
    Money,
    MoneyPerPerson,
    MoneyPerPersonMonth,
    MoneyPerMonth,
    MoneyPerArea,
    Area,
    AreaPerPerson,
    AreaPerDay,
    Density,
    Length,
    Mass,
    MassPerPerson,
    MassPerArea,
    Volume,
    VolumePerPersonDay,
    Energy,
    Power,
    PowerPerPerson,
    Concentration,
    EnergyPerArea,
    Temperature,
    SoundLevel,
    Time,
    Age,
    Index,
    Unstated,
}

macro_rules! units {
    ($($name:ident $code:literal $quantity:ident $numerator:literal / $denominator:literal $doc:literal;)*) => {
        /// A unit of measure.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Unit {
            $(#[doc = $doc] $name,)*
        }

        impl Unit {
            /// All units.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in files, storage and the API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What is measured.
            pub const fn quantity(self) -> Quantity {
                match self { $(Self::$name => Quantity::$quantity,)* }
            }

            /// The exact size in the base unit of the quantity, as numerator and denominator.
            pub const fn size(self) -> (f64, f64) {
                match self { $(Self::$name => ($numerator as f64, $denominator as f64),)* }
            }
        }
    };
}

units! {
    Persons "persons" Count 1 / 1 "A number of people.";
    Count "count" Count 1 / 1 "A number of things.";
    PersonsThousand "persons_thousand" Count 1000 / 1 "Thousands of people.";
    CountThousand "count_thousand" Count 1000 / 1 "Thousands of things.";
    Percent "percent" Ratio 1 / 100 "Hundredths.";
    PerMille "per_mille" Ratio 1 / 1000 "Thousandths.";
    Share "share" Ratio 1 / 1 "A share of one.";
    Per100Persons "per_100_persons" PerPerson 1 / 100 "For each 100 people.";
    Per1000Persons "per_1000_persons" PerPerson 1 / 1000 "For each 1,000 people.";
    Per10000Persons "per_10000_persons" PerPerson 1 / 10000 "For each 10,000 people.";
    Per100000Persons "per_100000_persons" PerPerson 1 / 100000 "For each 100,000 people.";
    PerPerson "per_person" PerPerson 1 / 1 "For each person.";
    Eur "eur" Money 1 / 1 "Euros.";
    EurThousand "eur_thousand" Money 1000 / 1 "Thousands of euros.";
    EurMillion "eur_million" Money 1000000 / 1 "Millions of euros.";
    EurPerPerson "eur_per_person" MoneyPerPerson 1 / 1 "Euros for each person.";
    EurPerPersonMonth "eur_per_person_month" MoneyPerPersonMonth 1 / 1 "Euros for each person and month.";
    EurMonth "eur_month" MoneyPerMonth 1 / 1 "Euros a month.";
    EurPerSquareMetre "eur_per_square_metre" MoneyPerArea 1 / 1 "Euros for each square metre.";
    SquareMetres "square_metres" Area 1 / 1 "Square metres.";
    Hectares "hectares" Area 10000 / 1 "Hectares.";
    SquareKilometres "square_kilometres" Area 1000000 / 1 "Square kilometres.";
    SquareMetresPerPerson "square_metres_per_person" AreaPerPerson 1 / 1 "Square metres for each person.";
    HectaresPerDay "hectares_per_day" AreaPerDay 1 / 1 "Hectares a day.";
    PersonsPerSquareKilometre "persons_per_square_kilometre" Density 1 / 1 "People on a square kilometre.";
    Metres "metres" Length 1 / 1 "Metres.";
    Kilometres "kilometres" Length 1000 / 1 "Kilometres.";
    Kilograms "kilograms" Mass 1 / 1 "Kilograms.";
    Tonnes "tonnes" Mass 1000 / 1 "Tonnes.";
    TonnesThousand "tonnes_thousand" Mass 1000000 / 1 "Thousands of tonnes.";
    TonnesMillion "tonnes_million" Mass 1000000000 / 1 "Millions of tonnes.";
    KilogramsPerPerson "kilograms_per_person" MassPerPerson 1 / 1 "Kilograms for each person.";
    TonnesPerPerson "tonnes_per_person" MassPerPerson 1000 / 1 "Tonnes for each person.";
    KilogramsPerHectare "kilograms_per_hectare" MassPerArea 1 / 1 "Kilograms on a hectare.";
    DecitonnesPerHectare "decitonnes_per_hectare" MassPerArea 100 / 1 "Hundreds of kilograms on a hectare.";
    Litres "litres" Volume 1 / 1 "Litres.";
    CubicMetres "cubic_metres" Volume 1000 / 1 "Cubic metres.";
    LitresPerPersonDay "litres_per_person_day" VolumePerPersonDay 1 / 1 "Litres for each person and day.";
    KilowattHours "kilowatt_hours" Energy 1 / 1 "Kilowatt hours.";
    MegawattHours "megawatt_hours" Energy 1000 / 1 "Megawatt hours.";
    GigawattHours "gigawatt_hours" Energy 1000000 / 1 "Gigawatt hours.";
    KilowattHoursPerSquareMetre "kilowatt_hours_per_square_metre" EnergyPerArea 1 / 1 "Kilowatt hours for each square metre.";
    Kilowatts "kilowatts" Power 1 / 1 "Kilowatts.";
    Megawatts "megawatts" Power 1000 / 1 "Megawatts.";
    KilowattsPerPerson "kilowatts_per_person" PowerPerPerson 1 / 1 "Kilowatts for each person.";
    MicrogramsPerCubicMetre "micrograms_per_cubic_metre" Concentration 1 / 1 "Micrograms in a cubic metre.";
    DegreesCelsius "degrees_celsius" Temperature 1 / 1 "Degrees Celsius.";
    Decibels "decibels" SoundLevel 1 / 1 "Decibels.";
    Minutes "minutes" Time 1 / 1 "Minutes.";
    Days "days" Time 1440 / 1 "Days.";
    Years "years" Age 1 / 1 "Years.";
    Index "index" Index 1 / 1 "An index.";
    Unstated "unstated" Unstated 1 / 1 "Not stated by the publisher.";
}

impl Unit {
    /// Converts a value into another unit of the same quantity.
    ///
    /// ```
    /// use figures::unit::Unit;
    /// assert_eq!(Unit::Hectares.convert(250.0, Unit::SquareKilometres), Ok(2.5));
    /// assert!(Unit::Percent.convert(1.0, Unit::Eur).is_err());
    /// ```
    pub fn convert(self, value: f64, into: Self) -> Result<f64, UnitError> {
        if self.quantity() != into.quantity() || (self.quantity() == Quantity::Unstated && self != into) {
            return Err(UnitError::Different(self, into));
        }
        let ((own_numerator, own_denominator), (other_numerator, other_denominator)) = (self.size(), into.size());
        Ok(value * (own_numerator * other_denominator) / (own_denominator * other_numerator))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let found = Self::ALL.iter().find(|unit| unit.code() == text);
        found
            .copied()
            .ok_or_else(|| UnitError::Unknown(text.chars().take(40).collect()))
    }
}

impl From<Unit> for String {
    fn from(unit: Unit) -> Self {
        unit.code().to_owned()
    }
}

impl TryFrom<String> for Unit {
    type Error = UnitError;

    fn try_from(text: String) -> Result<Self, UnitError> {
        text.parse()
    }
}

/// Why a unit cannot be read or converted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// No such code.
    #[error("unit \"{0}\" is not known; use a code such as persons, percent or eur_per_person")]
    Unknown(String),
    /// The two measure different things.
    #[error("{0} cannot be converted into {1}; they measure different things")]
    Different(Unit, Unit),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_are_unique() -> Result<(), UnitError> {
        for unit in Unit::ALL {
            assert_eq!(unit.code().parse::<Unit>()?, *unit);
        }
        Ok(())
    }

    #[test]
    fn conversion_keeps_round_numbers_round() {
        assert_eq!(Unit::Percent.convert(12.5, Unit::PerMille), Ok(125.0));
        assert_eq!(Unit::Per1000Persons.convert(480.0, Unit::Per100Persons), Ok(48.0));
        assert_eq!(Unit::Tonnes.convert(1.5, Unit::Kilograms), Ok(1500.0));
        assert_eq!(Unit::Share.convert(0.125, Unit::Percent), Ok(12.5));
    }

    #[test]
    fn a_share_of_people_is_not_a_number_of_things_per_head() {
        assert!(Unit::Percent.convert(1.0, Unit::Per100Persons).is_err());
        assert!(Unit::Unstated.convert(1.0, Unit::Percent).is_err());
    }
}
