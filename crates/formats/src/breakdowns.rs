//! Words of the statistical offices for the breakdowns that every table knows: sex, citizenship, age. As SDMX names them.
//!
//! A total (`Insgesamt`) is no entry of a breakdown: the value without it is the total. Anything else stays in the words of the table,
//! as part of the indicator (above a column) or as a breakdown of its own (in a column of texts).

use crate::codes;

/// What a word says about a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Breakdown {
    /// Nothing is broken down.
    Total,
    /// Concept and code.
    Entry(&'static str, String),
}

/// Men and women.
pub(crate) const SEX: &str = "SEX";
/// Germans and foreigners.
pub(crate) const CITIZENSHIP: &str = "CITIZENSHIP";
/// Age groups.
pub(crate) const AGE: &str = "AGE";

const TOTALS: &[&str] = &["insgesamt", "zusammen", "gesamt", "total", "alle"];
const MEN: &[&str] = &["männlich", "männer", "male", "männl.", "gesm", "m"];
const WOMEN: &[&str] = &["weiblich", "frauen", "female", "weibl.", "gesw", "w"];
const GERMANS: &[&str] = &[
    "deutsche",
    "deutsch",
    "deutscher",
    "deutsche/-r",
    "deutsche (einschl. statuslose)",
    "natd",
];
const FOREIGNERS: &[&str] = &[
    "ausländer",
    "ausländisch",
    "ausländer/-innen",
    "ausländer/innen",
    "ausländerinnen und ausländer",
    "ausländische bevölkerung",
    "nichtdeutsche",
    "nata",
];

/// What a word says, when it is one of these breakdowns.
pub(crate) fn of(text: &str) -> Option<Breakdown> {
    let folded = text.trim().to_lowercase();
    let is_in = |list: &[&str]| list.contains(&folded.as_str());
    let entry = |concept, code: &str| Some(Breakdown::Entry(concept, code.to_owned()));
    if is_in(TOTALS) {
        Some(Breakdown::Total)
    } else if is_in(MEN) {
        entry(SEX, "M")
    } else if is_in(WOMEN) {
        entry(SEX, "F")
    } else if is_in(GERMANS) {
        entry(CITIZENSHIP, "NAT")
    } else if is_in(FOREIGNERS) {
        entry(CITIZENSHIP, "FOR")
    } else {
        age(&folded).map(|code| Breakdown::Entry(AGE, code))
    }
}

/// Words for the sum over a breakdown, in texts that name nothing else.
pub(crate) fn is_total(text: &str) -> bool {
    const SUMS: &[&str] = &[
        "insgesamt",
        "gesamt",
        "summe",
        "total",
        "zusammen",
        "alle",
        "gesamtsumme",
        "gesamtergebnis",
        "endsumme",
        "summe gesamt",
        "gesamt (summe)",
        "summe aller sektoren",
        "alle sektoren",
        "alle energieträger",
        "sektoren gesamt",
        "energieträger gesamt",
        "kommune gesamt",
        "stadt gesamt",
        "gemeinde gesamt",
        "gesamtstadt",
        "gesamtgemeinde",
        "gesamtbilanz",
        "sum",
        "all",
        "grand total",
    ];
    let folded = text
        .trim()
        .trim_matches(|c: char| matches!(c, ':' | '=' | '∑' | 'Σ') || c.is_whitespace())
        .to_lowercase();
    SUMS.contains(&folded.as_str()) || matches!(text.trim(), "∑" | "Σ")
}

/// Whether an entry of a breakdown is its total: a word for it, or the code `_T`; `T` only where the breakdown is one of people.
pub(crate) fn is_total_of(concept: &str, entry: &str) -> bool {
    let is_of_people = matches!(concept, SEX | AGE | CITIZENSHIP);
    is_total(entry) || codes::code(concept, entry) == "_T" || (is_of_people && entry.trim().eq_ignore_ascii_case("t"))
}

/// The concept that a name of a breakdown means: `Geschlecht`, `Altersgruppen (17)`, `Nationalität`.
pub(crate) fn concept(name: &str) -> Option<&'static str> {
    let folded = name.trim().to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    if begins(&["geschlecht"]) {
        Some(SEX)
    } else if begins(&[
        "nationalität",
        "staatsangehörigkeit",
        "deutsche/ausländer",
        "deutsche und ausländer",
    ]) {
        Some(CITIZENSHIP)
    } else if begins(&["alter"]) && !folded.starts_with("altersversorgung") {
        Some(AGE)
    } else {
        None
    }
}

/// An age group in the codes of SDMX `CL_AGE`: `Y18`, `Y3T5`, `Y_LT3`, `Y_GE75`. Ages are completed years, so that `3 bis unter 6`
/// ends with 5.
fn age(folded: &str) -> Option<String> {
    let (text, _) = folded.split_once("jahr")?;
    let behind = folded[text.len()..]
        .trim_start_matches("jahren")
        .trim_start_matches("jahre")
        .trim_start_matches("jahr")
        .trim();
    let text = text
        .trim()
        .trim_start_matches("im alter von")
        .trim_start_matches("von")
        .trim();
    let number = |text: &str| -> Option<u16> {
        let text = text.trim().trim_end_matches("jahren").trim_end_matches("jahre").trim();
        (!text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    let is_open = |words: &str| {
        matches!(
            words,
            "und mehr" | "und älter" | "u. mehr" | "u. älter" | "oder mehr" | "oder älter"
        )
    };
    // `75 und mehr Jahre`
    for open in [" und mehr", " und älter", " u. mehr", " u. älter"] {
        if let Some(from) = text.strip_suffix(open) {
            return Some(format!("Y_GE{}", number(from)?));
        }
    }
    if is_open(behind) {
        return Some(format!("Y_GE{}", number(text)?));
    }
    if let Some(to) = text.strip_prefix("unter ") {
        return behind
            .is_empty()
            .then_some(())
            .and_then(|()| Some(format!("Y_LT{}", number(to)?)));
    }
    // `3 Jahre bis unter 6 Jahre` splits at its first word.
    let whole = if behind.is_empty() {
        text.to_owned()
    } else {
        format!(
            "{text} {}",
            behind.trim_end_matches("jahren").trim_end_matches("jahre").trim()
        )
    };
    if let Some((from, to)) = whole.split_once("bis unter") {
        let (from, to) = (number(from)?, number(to)?);
        return (from < to).then(|| group(from, to - 1));
    }
    for between in [" bis ", "-", "–"] {
        if let Some((from, to)) = whole.split_once(between) {
            let (from, to) = (number(from)?, number(to)?);
            return (from < to).then(|| group(from, to));
        }
    }
    number(&whole).map(|age| format!("Y{age}"))
}

fn group(from: u16, to: u16) -> String {
    if from == to {
        format!("Y{from}")
    } else {
        format!("Y{from}T{to}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = match of(text) {
            None => "-".to_owned(),
            Some(Breakdown::Total) => "total".to_owned(),
            Some(Breakdown::Entry(concept, code)) => format!("{concept}={code}"),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_of_the_tables_are_known() {
        check("Insgesamt", "total");
        check(" weiblich ", "SEX=F");
        check("Ausländer", "CITIZENSHIP=FOR");
        check("unter 3 Jahre", "AGE=Y_LT3");
        check("15 bis unter 20 Jahre", "AGE=Y15T19");
        check("5 bis unter 6 Jahre", "AGE=Y5");
        check("75 Jahre und mehr", "AGE=Y_GE75");
        check("90 Jahre und älter", "AGE=Y_GE90");
        check("18 Jahre", "AGE=Y18");
        check("0 bis 2 Jahre", "AGE=Y0T2");
        check("3 - 5 Jahre", "AGE=Y3T5");
        check("3 Jahre bis unter 6 Jahre", "AGE=Y3T5");
    }

    #[test]
    fn a_total_is_known_by_word_and_by_code() {
        assert!(is_total("Summe:") && is_total("Σ") && !is_total("Summe der Wärme"));
        for (concept, entry, expected) in [
            ("Träger", "gesamt", true),
            ("Träger", "_T", true),
            ("Träger", "T", false),
            (SEX, "T", true),
            (AGE, "TOTAL", true),
            (SEX, "both sexes", true),
            ("Sektor", "Gebäude insgesamt", false),
        ] {
            assert_eq!(is_total_of(concept, entry), expected, "{concept}={entry}");
        }
    }

    #[test]
    fn other_words_stay_words() {
        for text in [
            "Pkw",
            "Schuljahr",
            "Jahr",
            "20 bis unter 10 Jahre",
            "1950 bis 1959",
            "10 bis unter 20 Beschäftigte",
            "",
            "Jahre",
        ] {
            check(text, "-");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,30}") {
            let _ = of(&text);
            let _ = concept(&text);
            let _ = age(&format!("{text} Jahre {text}").to_lowercase());
        }
    }
}
