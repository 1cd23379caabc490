//! `REF_AREA`: which territory a code means. German keys, NUTS and LAU codes and the codes of Germany as a whole are told as keys;
//! countries are told so that nobody takes their number for a German one.

use crate::lands;

/// Whose numbers short codes of digits are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Numbers {
    /// Official keys: `05` is a Land, `055` a Regierungsbezirk.
    #[default]
    German,
    /// Countries and regions of the world by ISO 3166-1 and UN M49: `276` is Germany, `056` Belgium, `1` the world.
    World,
}

/// Agencies whose short numbers are always those of the world.
const INTERNATIONAL: [&str; 14] = [
    "IAEG-SDGs",
    "UNSD",
    "UN",
    "WB",
    "WHO",
    "ILO",
    "FAO",
    "UNESCO",
    "UIS",
    "UNICEF",
    "UNEP",
    "OECD",
    "IMF",
    "SDMX",
];

/// Whether an agency numbers countries.
pub(super) fn is_international(agency: &str) -> bool {
    INTERNATIONAL.contains(&agency.split('.').next().unwrap_or_default())
}

/// Whether a code can only be the number of a country: three digits that begin with no Land.
pub(super) fn is_country_number(code: &str) -> bool {
    code.len() == 3
        && code.bytes().all(|byte| byte.is_ascii_digit())
        && !(1..=16).contains(&code[..2].parse::<u8>().unwrap_or(0))
}

/// The Länder by ISO 3166-2.
const LANDS: [(&str, &str); 16] = [
    ("DE-SH", "01"),
    ("DE-HH", "02"),
    ("DE-NI", "03"),
    ("DE-HB", "04"),
    ("DE-NW", "05"),
    ("DE-HE", "06"),
    ("DE-RP", "07"),
    ("DE-BW", "08"),
    ("DE-BY", "09"),
    ("DE-SL", "10"),
    ("DE-BE", "11"),
    ("DE-BB", "12"),
    ("DE-MV", "13"),
    ("DE-SN", "14"),
    ("DE-ST", "15"),
    ("DE-TH", "16"),
];

/// What a territory is called: by its label, or by its own text where that is a name.
pub(super) fn name(code: &str, label: &str) -> Option<String> {
    let by_name = lands::key(code).map(|_| code);
    Some(label)
        .filter(|label| !label.is_empty())
        .or(by_name)
        .map(str::to_owned)
}

/// The key that a code means, or a text that is none and names it.
pub(super) fn key(code: &str, label: &str, numbers: Numbers) -> String {
    let is_short_number = (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    match code {
        "DE" | "DEU" | "DG" => return "DG".to_owned(),
        "276" if numbers == Numbers::World => return "DG".to_owned(),
        _ => {}
    }
    if numbers == Numbers::World && is_short_number {
        return match label {
            "" => format!("country or region {code}"),
            label => format!("{code} ({label})"),
        };
    }
    if let Some((_, land)) = LANDS.iter().find(|(known, _)| *known == code) {
        return (*land).to_owned();
    }
    // Messages with names in place of codes.
    if let Some(key) = lands::key(code) {
        return key.to_owned();
    }
    // LAU codes of the European Union put the country in front of the German key.
    match code.strip_prefix("DE_") {
        Some(lau) if lau.bytes().all(|byte| byte.is_ascii_digit()) => lau.to_owned(),
        _ => code.to_owned(),
    }
}

/// Whether a code certainly means a country or region other than Germany.
pub(super) fn is_other_country(code: &str, numbers: Numbers) -> bool {
    let is_short = (1..=3).contains(&code.len());
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = 2 <= code.len() && code.bytes().all(|byte| byte.is_ascii_uppercase());
    numbers == Numbers::World && is_short && (is_number || is_word) && !matches!(code, "276" | "DE" | "DEU" | "DG")
}

/// The code under which our own files write a key.
pub(super) fn written(key: &str) -> &str {
    match key.strip_prefix("de:").unwrap_or(key) {
        "DG" => "DE",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use figures::territory::readings;

    use super::*;

    #[test]
    fn codes_of_germany_and_its_parts_are_keys() {
        for code in ["DE", "DEU", "DG"] {
            assert_eq!(key(code, "", Numbers::German), "DG");
        }
        assert_eq!(key("276", "", Numbers::World), "DG");
        assert_eq!(key("DE_05515000", "", Numbers::German), "05515000");
        assert_eq!(key("DEA33", "", Numbers::World), "DEA33");
        assert_eq!(key("DE-BY", "", Numbers::World), "09");
        assert_eq!(key("Germany", "", Numbers::German), "DG");
        assert_eq!(
            key("Germany including former GDR", "", Numbers::German),
            "Germany including former GDR"
        );
        assert_eq!(key("055", "", Numbers::German), "055");
        assert_eq!(written("de:DG"), "DE");
        assert_eq!(written("de:05515000"), "05515000");
    }

    #[test]
    fn a_country_is_never_taken_for_a_german_territory() {
        for code in ["056", "1", "10", "826", "051"] {
            assert!(readings(&key(code, "", Numbers::World), None).is_empty(), "{code}");
        }
        assert_eq!(key("056", "Belgium", Numbers::World), "056 (Belgium)");
        for (code, expected) in [
            ("826", true),
            ("FR", true),
            ("GBR", true),
            ("276", false),
            ("DE", false),
            ("DEA33", false),
        ] {
            assert_eq!(is_other_country(code, Numbers::World), expected, "{code}");
            assert!(!is_other_country(code, Numbers::German));
        }
        assert!(is_country_number("276") && is_country_number("004") && !is_country_number("055"));
    }
}
