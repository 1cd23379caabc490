//! Whether the parts of an indicator's definition agree: name, formula, unit, time and the count that the population rests on.
//!
//! For whoever takes definitions from publishers, whose catalogues contain mistakes: a name that says `je 1.000 Einwohner` over a
//! formula that ends in `x 100` is wrong in one of the two. Words are German or English. The check knows nothing of values and proves
//! no definition right; it says where two statements of the same definition cannot both be true. What is only missing is no finding.

use std::fmt;

use crate::{indicator::Reference, unit::Unit};

/// What is said about an indicator. Parts that are not known stay empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Definition<'a> {
    /// Short and long names.
    pub names: &'a [&'a str],
    /// The rule by which it is computed.
    pub formula: Option<&'a str>,
    /// The unit.
    pub unit: Option<Unit>,
    /// The unit in the words of the publisher.
    pub unit_text: Option<&'a str>,
    /// Which time a value is about.
    pub reference: Option<Reference>,
    /// The counts that the population rests on.
    pub population_base: Option<&'a str>,
}

/// Two statements that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Name or unit state one base, the formula multiplies by another.
    Scale {
        /// What name or unit state, in their words.
        said: String,
        /// The base that they state.
        base: u64,
        /// What the formula multiplies by.
        factor: u64,
    },
    /// The name states one base and the unit another.
    Unit {
        /// What the name states.
        said: String,
        /// The base that it states.
        base: u64,
        /// The unit.
        unit: String,
    },
    /// Stated as of a day and as an average, or parts of the formula are.
    Time {
        /// What speaks for a day.
        day: String,
        /// What speaks for an average.
        average: String,
    },
    /// Population of different counts within one definition.
    PopulationBase {
        /// One count.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
}

impl Finding {
    /// A stable word for programs and translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Scale { .. } => "definition_scale",
            Self::Unit { .. } => "definition_unit",
            Self::Time { .. } => "definition_time",
            Self::PopulationBase { .. } => "definition_population_base",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scale { said, base, factor } => write!(
                f,
                "\"{said}\" means for each {base}, and the formula multiplies by {factor}; compare the values with another source before using them"
            ),
            Self::Unit { said, base, unit } => write!(
                f,
                "\"{said}\" means for each {base}, which the unit {unit} does not say; correct the one that is wrong"
            ),
            Self::Time { day, average } => write!(
                f,
                "\"{day}\" is a day and \"{average}\" an average; state which of the two the values are about"
            ),
            Self::PopulationBase { one, other } => write!(
                f,
                "the population rests on {one} in one part and on {other} in another; values before and after cannot be compared"
            ),
        }
    }
}

/// Finds the statements of a definition that contradict each other.
///
/// ```
/// use figures::definition::{check, Definition, Finding};
/// let found = check(&Definition {
///     names: &["Pkw-Dichte", "Anzahl der Pkw je 1.000 Einwohner"],
///     formula: Some("Anzahl Pkw <Zeitpunkt> / E <Zeitpunkt> x 100"),
///     ..Definition::default()
/// });
/// assert!(matches!(found[..], [Finding::Scale { base: 1000, factor: 100, .. }]));
/// ```
pub fn check(definition: &Definition<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let named = definition.names.iter().find_map(|name| stated_base(name));
    let of_unit = definition
        .unit
        .and_then(|unit| Some((unit.code().to_owned(), base_of(unit)?)))
        .or_else(|| definition.unit_text.and_then(stated_base));
    if let (Some((said, base)), Some(factor)) = (
        named.clone().or_else(|| of_unit.clone()),
        definition.formula.and_then(factor),
    ) && base != factor
    {
        found.push(Finding::Scale { said, base, factor });
    }
    if let (Some((said, base)), Some((unit, unit_base))) = (named, of_unit)
        && base != unit_base
    {
        found.push(Finding::Unit { said, base, unit });
    }
    found.extend(times(definition));
    found.extend(bases(definition));
    found
}

/// The base that a unit states; `None` for units that are no ratio to a round number.
fn base_of(unit: Unit) -> Option<u64> {
    Some(match unit {
        Unit::Percent | Unit::Per100Persons => 100,
        Unit::PerMille | Unit::Per1000Persons => 1_000,
        Unit::Per10000Persons => 10_000,
        Unit::Per100000Persons => 100_000,
        _ => return None,
    })
}

/// The base in the words of a name: `je 1.000 Einwohner`, `per 10,000 inhabitants`, `je hunderttausend`, `in %`, `in v. H.`.
fn stated_base(text: &str) -> Option<(String, u64)> {
    let words = words(text);
    for pair in words.windows(2) {
        let each = pair[0].trim_matches(['(', '[', ',', ';', ':']);
        let is_each = matches!(each.to_lowercase().as_str(), "je" | "pro" | "per" | "auf");
        let base = whole_number(&pair[1]).or_else(|| number_word(&pair[1]));
        let base = base.filter(|base| is_each && 100 <= *base && is_round(*base));
        if let Some(base) = base {
            return Some((
                format!("{each} {}", pair[1].trim_matches([',', ';', '(', ')', '[', ']'])),
                base,
            ));
        }
    }
    let folded = text.to_lowercase();
    let tight: String = folded.chars().filter(|one| !one.is_whitespace()).collect();
    let says = |word: &str| folded.contains(word);
    // `Anteil` alone may be a share of one; with the sign it is not.
    if says("‰") || says("promille") || says("per mille") || says("vom tausend") || tight.contains("v.t.") {
        Some(("‰".to_owned(), 1_000))
    } else if says("%") || says("prozent") || says("percent") || says("vom hundert") || tight.contains("v.h.") {
        Some(("%".to_owned(), 100))
    } else {
        None
    }
}

/// The words of a text, the groups of a number that are set apart by spaces joined: `1 000` is one word.
fn words(text: &str) -> Vec<String> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for word in text.split_whitespace() {
        let group = word.trim_end_matches([')', ',', ';', '.', ']']);
        if let Some(before) = words
            .last_mut()
            .filter(|_| is_open && group.len() == 3 && is_digits(group))
        {
            before.push_str(group);
            continue;
        }
        let digits = word.trim_start_matches(['x', '*', '×', '·', '(', '/']);
        is_open = is_digits(digits) && digits.len() <= 3 && !digits.starts_with('0');
        words.push(word.to_owned());
    }
    words
}

fn number_word(text: &str) -> Option<u64> {
    Some(
        match text
            .trim_matches([',', ';', '.', '(', ')', ':'])
            .to_lowercase()
            .as_str()
        {
            "hundert" | "hundred" => 100,
            "tausend" | "thousand" => 1_000,
            "zehntausend" => 10_000,
            "hunderttausend" => 100_000,
            "million" => 1_000_000,
            _ => return None,
        },
    )
}

/// The number that a formula multiplies its ratio by: `x 100`, `100 *`, `* 1.000`, `× 10,000`. Only a formula with a division has one.
fn factor(formula: &str) -> Option<u64> {
    let words = words(formula);
    let is_division = |word: &&String| matches!(word.as_str(), ":" | "÷");
    if !formula.contains('/') && !words.iter().any(|word| is_division(&word)) {
        return None;
    }
    let is_times = |word: &str| matches!(word.to_lowercase().as_str(), "x" | "*" | "×" | "·");
    let of_a_base = |number: &u64| is_round(*number) && 10 <= *number;
    let (mut found, mut n_found) = (None, 0);
    for (place, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let behind = words.get(place + 1).map(String::as_str);
        let (before_sign, glued) = match lower.strip_suffix(['x', '*', '×', '·']).filter(|rest| !rest.is_empty()) {
            Some(rest) => (whole_number(rest), None),
            None => (
                None,
                lower.strip_prefix(['x', '*', '×', '·']).filter(|rest| !rest.is_empty()),
            ),
        };
        let number = match glued {
            Some(rest) => whole_number(rest),
            None if is_times(&lower) => behind.and_then(whole_number),
            None if behind.is_some_and(is_times) && !place.checked_sub(1).is_some_and(|one| is_times(&words[one])) => {
                whole_number(&lower)
            }
            None => before_sign,
        };
        // A part that is itself divided by a base is a conversion that this check does not follow.
        let divides = match lower.strip_prefix(['/', '÷']) {
            Some("") => behind.and_then(whole_number),
            Some(rest) => whole_number(rest),
            None if is_division(&word) => behind.and_then(whole_number),
            None => None,
        };
        if divides.as_ref().is_some_and(of_a_base) {
            return None;
        }
        if let Some(number) = number.filter(of_a_base) {
            found = Some(number);
            n_found += 1;
        }
    }
    // Two factors are a conversion of units that this check does not follow.
    found.filter(|_| n_found == 1)
}

/// A whole number with dots, commas or nothing between its thousands.
fn whole_number(text: &str) -> Option<u64> {
    let text = text.trim_matches([',', ';', '.', '(', ')', ':']);
    let mut groups = text.split(['.', ',']);
    let first = groups.next()?;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    (is_digits(&digits) && digits.len() <= 12)
        .then(|| digits.parse().ok())
        .flatten()
}

/// A one and zeros.
fn is_round(number: u64) -> bool {
    let text = number.to_string();
    text.starts_with('1') && text[1..].bytes().all(|byte| byte == b'0')
}

/// Words for a mean over the year.
const AVERAGES: [&str; 10] = [
    "jahresdurchschnitt",
    "jahresmittel",
    "durchschnittliche bevölkerung",
    "durchschnittliche jahresbevölkerung",
    "mittlere bevölkerung",
    "mittlere jahresbevölkerung",
    "im durchschnitt des jahres",
    "annual average",
    "yearly average",
    "average population",
];

/// The time that the name of a counted figure states: `Arbeitslose (Jahresdurchschnitt)` is about the average of its year. `None` where it
/// states none; a day stands in the periods, not in the name.
pub fn stated_time(name: &str) -> Option<Reference> {
    let folded = name.to_lowercase();
    let says_average = AVERAGES.iter().any(|word| folded.contains(word));
    says_average.then_some(Reference::Average)
}

/// Whether the first noun of a name is people, or cases that are people: `Durchschnittliche Jahresbevölkerung`, not `Plätze für Kinder`.
pub fn counts_people(name: &str) -> bool {
    const PEOPLE: [&str; 63] = [
        "absolventen",
        "alleinerziehende",
        "arbeitnehmer",
        "arbeitslose",
        "asylbewerber",
        "ausländer",
        "auspendler",
        "auszubildende",
        "beratungen",
        "beschäftigte",
        "bevölkerung",
        "bevölkerungsstand",
        "einpendler",
        "einwohner",
        "empfänger",
        "erkrankungen",
        "erwerbstätige",
        "flüchtlinge",
        "frauen",
        "fälle",
        "geburten",
        "geflüchtete",
        "gestorbene",
        "getötete",
        "infektionen",
        "jahresbevölkerung",
        "jugendliche",
        "kinder",
        "klienten",
        "kranke",
        "lebendgeborene",
        "leistungsberechtigte",
        "leistungsempfänger",
        "leute",
        "menschen",
        "mitglieder",
        "männer",
        "mütter",
        "obdachlose",
        "opfer",
        "patienten",
        "pendler",
        "personen",
        "pflegebedürftige",
        "ratsuchende",
        "rentner",
        "schulabgänger",
        "schutzsuchende",
        "schwerbehinderte",
        "schüler",
        "senioren",
        "sterbefälle",
        "studenten",
        "studierende",
        "suizide",
        "tatverdächtige",
        "todesfälle",
        "verletzte",
        "verunglückte",
        "väter",
        "wahlberechtigte",
        "wohnungslose",
        "wähler",
    ];
    let folded = name.to_lowercase();
    let ends = |letter: char| matches!(letter, ',' | ';' | '(' | ':');
    // A comma ends the noun: `Betriebe, Beschäftigte` counts businesses.
    let head = folded.split(ends).next().unwrap_or_default();
    let mut words = head
        .split(|letter: char| letter.is_whitespace() || letter == '/')
        .map(|word| word.trim_end_matches("innen").trim_end_matches(['*', '_', '-']))
        .filter(|word| !word.is_empty());
    let is_people = |word: &str| PEOPLE.contains(&word);
    let is_adjective = |word: &str| ["e", "er", "en", "pflichtig"].iter().any(|end| word.ends_with(end));
    match (words.next(), words.next()) {
        (Some(first), _) if is_people(first) => true,
        (Some(first), Some(second)) => is_adjective(first) && is_people(second),
        _ => false,
    }
}

/// A day in one place and an average in another.
fn times(definition: &Definition<'_>) -> Option<Finding> {
    const DAYS: [&str; 12] = [
        "stichtag",
        "jahresende",
        "jahresanfang",
        "01.01.",
        "1. januar",
        "year end",
        "31.12.",
        "31. dezember",
        "30.06.",
        "30. juni",
        "december 31",
        "reference date",
    ];
    let texts = || {
        definition
            .names
            .iter()
            .copied()
            .chain(definition.formula)
            .chain(definition.unit_text)
    };
    let word = |words: &[&str]| {
        let mut known = texts().filter_map(|text| {
            let folded = text.to_lowercase();
            words
                .iter()
                .find(|word| folded.contains(**word))
                .map(|word| (*word).to_owned())
        });
        known.next()
    };
    let (day, average) = (word(&DAYS), word(&AVERAGES));
    match (day, average, definition.reference) {
        (Some(day), Some(average), _) => Some(Finding::Time { day, average }),
        (None, Some(average), Some(Reference::Day { month, day })) => Some(Finding::Time {
            day: format!("{day:02}.{month:02}."),
            average,
        }),
        (Some(day), None, Some(Reference::Average)) => Some(Finding::Time {
            day,
            average: "average".to_owned(),
        }),
        _ => None,
    }
}

/// Different counts in the two halves of a formula, or in the formula and beside it.
fn bases(definition: &Definition<'_>) -> Option<Finding> {
    const BASES: [(&str, &[&str]); 3] = [
        (
            "VZ87",
            &[
                "vz87",
                "vz 87",
                "vz 1987",
                "volkszählung 1987",
                "volkszählung von 1987",
                "census 1987",
                "census of 1987",
            ],
        ),
        (
            "Zensus 2011",
            &[
                "zensus 2011",
                "zensus2011",
                "zensus von 2011",
                "census 2011",
                "census of 2011",
            ],
        ),
        (
            "Zensus 2022",
            &[
                "zensus 2022",
                "zensus2022",
                "zensus von 2022",
                "census 2022",
                "census of 2022",
            ],
        ),
    ];
    let in_text = |text: &str| -> Vec<&'static str> {
        let folded = text.to_lowercase();
        let named = BASES
            .iter()
            .filter(|(_, words)| words.iter().any(|word| folded.contains(word)));
        named.map(|(base, _)| *base).collect()
    };
    let formula = definition.formula.unwrap_or_default();
    let (above, below) = formula.split_once('/').unwrap_or((formula, ""));
    let (above, below) = (in_text(above), in_text(below));
    let differing = |one: &[&'static str], other: &[&'static str]| {
        let first = one.iter().find(|base| !other.contains(base))?;
        let second = other.iter().find(|base| *base != first)?;
        Some(Finding::PopulationBase {
            one: first,
            other: second,
        })
    };
    let stated = definition.population_base.map(in_text).unwrap_or_default();
    let whole: Vec<&'static str> = above.iter().chain(&below).copied().collect();
    differing(&above, &below).or_else(|| differing(&whole, &stated).filter(|_| !stated.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(names: &[&str], formula: &str, unit: Option<Unit>) -> Vec<&'static str> {
        let definition = Definition {
            names,
            formula: Some(formula).filter(|formula| !formula.is_empty()),
            unit,
            ..Definition::default()
        };
        check(&definition).iter().map(Finding::code).collect()
    }

    #[test]
    fn a_base_that_the_formula_does_not_have_is_found() {
        let scale = ["definition_scale"];
        assert_eq!(codes(&["Pkw je 1.000 Einwohner"], "Pkw / E x 100", None), scale);
        assert_eq!(codes(&["Cars per 1,000 inhabitants"], "Cars / E x 100", None), scale);
        assert_eq!(codes(&["Quote in %"], "A / B *1.000", None), scale);
        assert_eq!(codes(&["Quote"], "A / B × 1000", Some(Unit::Percent)), scale);
        assert_eq!(
            codes(&["Pkw je 1.000 Einwohner"], "", Some(Unit::Percent)),
            ["definition_unit"]
        );
    }

    /// Mistakes as they stand in publications, in many spellings.
    #[test]
    fn the_same_mistake_is_found_in_every_spelling() {
        for (name, formula) in [
            ("Straftaten (je 1.000 EW)", "Straftaten / Einwohner x 100"),
            ("Straftaten je 1 000 Einwohner", "Straftaten / Einwohner x 100"),
            ("Straftaten je 1\u{a0}000 Einwohner", "Straftaten / Einwohner x 100"),
            ("Straftaten je 1000 Einwohner", "100 * Straftaten / Einwohner"),
            ("Straftaten je Tausend Einwohner", "100* Straftaten / Einwohner"),
            ("Straftaten pro tausend Einwohner", "Straftaten / Einwohner *100"),
            ("Straftaten auf 1.000 Einwohner", "Straftaten ÷ Einwohner × 100"),
            ("Straftaten je 100.000 Einwohner", "Straftaten : Einwohner x 1 000"),
            ("Straftaten je hunderttausend", "(Straftaten / Einwohner) · 10.000"),
            ("Ärzte per 100,000 inhabitants", "Ärzte / Einwohner x 10,000"),
            ("Quote in v. H.", "A / B x 1.000"),
            ("Quote (v.H.)", "A / B x 1000"),
            ("Quote vom Tausend", "A / B x 100"),
            ("Sterbefälle in Promille", "A / B x 100"),
        ] {
            assert_eq!(codes(&[name], formula, None), ["definition_scale"], "{name}: {formula}");
        }
        for (one, other) in [
            ("mittlere Bevölkerung", "Arbeitslose zum Jahresende"),
            ("average population", "stock at year end"),
            ("Jahresmittel", "Stand 1. Januar"),
        ] {
            assert_eq!(
                codes(&["Quote"], &format!("{one} / {other}"), None),
                ["definition_time"],
                "{one}"
            );
        }
        for (one, other) in [
            ("VZ 87", "Zensus 2011"),
            ("Zensus von 2011", "census of 2022"),
            ("Volkszählung 1987", "Zensus2022"),
        ] {
            let formula = format!("A ({one}) / B ({other})");
            assert_eq!(
                codes(&["Quote"], &formula, None),
                ["definition_population_base"],
                "{formula}"
            );
        }
    }

    #[test]
    fn what_agrees_or_is_not_said_is_no_finding() {
        for (name, formula) in [
            ("Straftaten je 1 000 Einwohner", "Straftaten / Einwohner x 1 000"),
            ("Straftaten je 1.000", "1.000 x Straftaten / Einwohner"),
            ("Straftaten je 1.000", "Straftaten / (Einwohner / 1.000) x 1"),
            ("Quote in %", "A / B / 100 x 10.000"),
            ("Raum 3 je 2024 112 Plätze", "A / B x 100"),
            ("Verhältnis auf dem Land", "A / B x 100"),
            ("Pkw je 1.000 Einwohner", "Pkw / E x 1.000"),
            ("Kinder je 100 Einwohner in %", "A / B x 100"),
            ("Erholungsfläche in m² je Einwohner", "Fläche in ha / E x 10.000"),
            ("Anteil", "A / B"),
            ("Zahl", "A x 100"),
            ("Straftaten je 1.000 Einwohner", "A / B x 10 x 100"),
            ("", ""),
        ] {
            assert_eq!(codes(&[name], formula, None), [""; 0], "{name}");
        }
    }

    #[test]
    fn days_averages_and_counts_are_not_mixed() {
        assert_eq!(
            codes(
                &["Quote"],
                "Arbeitslose (Jahresdurchschnitt) / Bevölkerung am 31.12.",
                None
            ),
            ["definition_time"]
        );
        assert_eq!(
            codes(&["Quote"], "A (Zensus 2011) / B (Zensus 2022)", None),
            ["definition_population_base"]
        );
        let average = Definition {
            names: &["Bestand zum Stichtag"],
            reference: Some(Reference::Average),
            ..Definition::default()
        };
        assert_eq!(check(&average)[0].code(), "definition_time");
        let base = Definition {
            formula: Some("A / Einwohner (Zensus 2011)"),
            population_base: Some("Zensus 2022"),
            ..Definition::default()
        };
        assert_eq!(check(&base)[0].code(), "definition_population_base");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_check_fail(name in "\\PC{0,60}", formula in "\\PC{0,60}") {
            let _ = check(&Definition { names: &[&name], formula: Some(&formula), ..Definition::default() });
        }
    }
}
