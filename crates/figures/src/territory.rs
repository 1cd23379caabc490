//! Official keys of German territories: reading them in the spellings that files use, and saying which territory they mean.
//!
//! Canonical forms: Land 2 digits, Regierungsbezirk 3, Kreis 5, Verband 9 (ARS), Gemeinde 8 (AGS); `DG` is Germany as a whole.
//! Below the municipality nobody gives official keys: a part of a town has the key of the municipality, a hyphen and the key that the town itself uses,
//! written `own:05515000-11`.
//! The twelve-digit ARS of a municipality is an alias of its AGS. Whether a key was ever given to a place is not known here:
//! [`readings`] lists what a text may mean, the caller knows the list of territories and takes the first that exists.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The level of a territory, from the country down to the municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Germany as a whole.
    Country,
    /// Land.
    State,
    /// Regierungsbezirk or statistical region.
    Region,
    /// Kreis or kreisfreie Stadt as a district.
    District,
    /// Verbandsgemeinde, Samtgemeinde, Amt, Verwaltungsgemeinschaft.
    Association,
    /// Gemeinde.
    Municipality,
    /// A part of a municipality: Stadtbezirk, Stadtteil, Ortsteil.
    Part,
}

impl Level {
    /// All levels, from the largest to the smallest.
    pub const ALL: [Self; 7] = [
        Self::Country,
        Self::State,
        Self::Region,
        Self::District,
        Self::Association,
        Self::Municipality,
        Self::Part,
    ];

    /// The word used in storage, on the command line and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::State => "state",
            Self::Region => "region",
            Self::District => "district",
            Self::Association => "association",
            Self::Municipality => "municipality",
            Self::Part => "part",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Level {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == text)
            .ok_or_else(|| KeyError::UnknownLevel(text.to_owned()))
    }
}

/// The official key of a territory in its canonical form, written `de:05515000`.
///
/// ```
/// use figures::territory::{Level, TerritoryKey};
/// let key: TerritoryKey = "05515000".parse()?;
/// assert_eq!((key.level(), key.code()), (Level::Municipality, "05515000"));
/// assert_eq!(key.to_string(), "de:05515000");
/// assert_eq!("055150000000".parse::<TerritoryKey>()?, key);
/// # Ok::<(), figures::territory::KeyError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TerritoryKey {
    level: Level,
    code: String,
}

impl TerritoryKey {
    /// Germany as a whole.
    pub fn germany() -> Self {
        Self {
            level: Level::Country,
            code: "DG".to_owned(),
        }
    }

    /// The level that the length of the key names.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The digits (`DG` for Germany), without the scheme.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The key scheme: `de`, the official keys of German territories; `own` for parts of municipalities.
    pub fn scheme(&self) -> &'static str {
        match self.level {
            Level::Part => "own",
            _ => "de",
        }
    }

    /// The key of the part of this municipality that the town itself calls so.
    ///
    /// ```
    /// use figures::territory::{Level, TerritoryKey};
    /// let town: TerritoryKey = "05515000".parse()?;
    /// let part = town.part(" 11 ")?;
    /// assert_eq!((part.to_string().as_str(), part.level()), ("own:05515000-11", Level::Part));
    /// assert_eq!(part.municipality(), Some(town));
    /// # Ok::<(), figures::territory::KeyError>(())
    /// ```
    pub fn part(&self, own: &str) -> Result<Self, KeyError> {
        let own = own.trim();
        if self.level != Level::Municipality {
            return Err(KeyError::NotAPart(own.to_owned()));
        }
        format!("{}-{own}", self.code).parse()
    }

    /// The key of the municipality, for municipalities and their parts.
    pub fn municipality(&self) -> Option<Self> {
        (self.level >= Level::Municipality).then(|| Self {
            level: Level::Municipality,
            code: self.code[..8].to_owned(),
        })
    }

    /// The key of the Land, for all keys below the country.
    pub fn state(&self) -> Option<Self> {
        (self.level > Level::Country).then(|| Self {
            level: Level::State,
            code: self.code[..2].to_owned(),
        })
    }

    /// The key of the district, for associations and municipalities (and the district itself).
    pub fn district(&self) -> Option<Self> {
        (self.level >= Level::District).then(|| Self {
            level: Level::District,
            code: self.code[..5].to_owned(),
        })
    }
}

impl fmt::Display for TerritoryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.scheme(), self.code)
    }
}

impl From<TerritoryKey> for String {
    fn from(key: TerritoryKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for TerritoryKey {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl FromStr for TerritoryKey {
    type Err = KeyError;

    /// Reads the canonical form, with or without its scheme, and the twelve-digit ARS of a municipality. Repairs nothing.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let code = text
            .strip_prefix("de:")
            .or_else(|| text.strip_prefix("own:"))
            .unwrap_or(text);
        if code == "DG" {
            return Ok(Self::germany());
        }
        if let Some((municipality, own)) = code.split_once('-') {
            let around: Self = municipality.parse()?;
            let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'.' | b'_' | b'-');
            let is_key = (1..=LONGEST_PART).contains(&own.len())
                && own.bytes().all(is_sign)
                && own.bytes().next().is_some_and(|sign| sign.is_ascii_alphanumeric());
            if around.level != Level::Municipality || !is_key {
                return Err(KeyError::NotAPart(text.to_owned()));
            }
            return Ok(Self {
                level: Level::Part,
                code: format!("{}-{}", around.code, own.to_ascii_uppercase()),
            });
        }
        if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(KeyError::NotAKey(text.to_owned()));
        }
        if !(1..=16).contains(&code.get(..2).unwrap_or("").parse::<u8>().unwrap_or(0)) {
            return Err(KeyError::NoSuchState(text.to_owned()));
        }
        let level = match code.len() {
            2 => Level::State,
            3 => Level::Region,
            5 => Level::District,
            8 | 12 => Level::Municipality,
            9 => Level::Association,
            _ => return Err(KeyError::Length(text.to_owned(), code.len())),
        };
        let code = if code.len() == 12 {
            format!("{}{}", &code[..5], &code[9..])
        } else {
            code.to_owned()
        };
        Ok(Self { level, code })
    }
}

/// Letters and digits of the key that a town gives to its parts.
const LONGEST_PART: usize = 24;

/// What had to be done to a text before it was a key. A value taken under such a key is reported as corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// A leading zero, lost by a spreadsheet, was put back.
    LeadingZero,
    /// Zeros that pad a higher level's key were cut: `07131000` for the district 07131.
    TrailingZeros,
    /// A leading zero was put back and padding zeros were cut.
    LeadingAndTrailingZeros,
}

impl Repair {
    /// The word used in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeadingZero => "leading_zero",
            Self::TrailingZeros => "trailing_zeros",
            Self::LeadingAndTrailingZeros => "leading_and_trailing_zeros",
        }
    }
}

/// One thing that a text may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The key.
    pub key: TerritoryKey,
    /// What was done to the text, if anything.
    pub repair: Option<Repair>,
}

/// Lists what a key text from a file may mean, the plainest reading first.
///
/// Blanks around the text, the prefixes `de:` and `code`, and a decimal tail `.0` left by a spreadsheet are ordinary spellings
/// and no repair. `level` is what the file says about the row (INKAR's column `Aggregat`); readings of another level are left out.
///
/// ```
/// use figures::territory::{readings, Level, Repair};
/// let found = readings(" 5515 ", Some(Level::District));
/// assert_eq!(found[0].key.code(), "05515");
/// assert_eq!(found[0].repair, Some(Repair::LeadingZero));
/// assert!(readings("Nowhere", None).is_empty());
/// ```
pub fn readings(text: &str, level: Option<Level>) -> Vec<Reading> {
    let text = text.trim();
    let text = text
        .strip_prefix("de:")
        .or_else(|| text.strip_prefix("own:"))
        .unwrap_or(text);
    let text = text.strip_prefix("code").unwrap_or(text);
    let text = text.strip_suffix(".0").unwrap_or(text);
    let mut found = Vec::new();
    let mut add = |code: &str, repair: Option<Repair>| {
        if let Ok(key) = code.parse::<TerritoryKey>()
            && level.is_none_or(|level| level == key.level())
            && found.iter().all(|reading: &Reading| reading.key != key)
        {
            found.push(Reading { key, repair });
        }
    };
    let is_country_zero = level == Some(Level::Country) && !text.is_empty() && text.bytes().all(|b| b == b'0');
    if is_country_zero || text == "DG" {
        add("DG", None);
        return found;
    }
    if text.contains('-') {
        add(text, None);
        return found;
    }
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let restored = format!("0{text}");
    add(text, None);
    add(&restored, Some(Repair::LeadingZero));
    // Sources pad the key of a higher level to the length of a municipality's: 8 digits (AGS) or 12 (ARS).
    for (padded, repair) in [
        (text, Repair::TrailingZeros),
        (restored.as_str(), Repair::LeadingAndTrailingZeros),
    ] {
        if !matches!(padded.len(), 8 | 12) {
            continue;
        }
        for length in [9, 5, 3, 2] {
            if length < padded.len() && padded[length..].bytes().all(|byte| byte == b'0') {
                add(&padded[..length], Some(repair));
            }
        }
    }
    found
}

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Other characters than digits.
    #[error(
        "\"{0}\" is not an official key; use digits, for example 05515000 for a municipality or 05515 for a district"
    )]
    NotAKey(String),
    /// A number of digits that no level has.
    #[error("key \"{0}\" has {1} digits; a Land has 2, a Regierungsbezirk 3, a Kreis 5, a Gemeinde 8, a Verband 9")]
    Length(String, usize),
    /// The first two digits are no Land.
    #[error("key \"{0}\" begins with no Land; the first two digits are 01 to 16")]
    NoSuchState(String),
    /// Not the key of a part of a municipality.
    #[error(
        "\"{0}\" is no key of a part of a municipality; write the key of the municipality, a hyphen and up to 24 letters and digits, for example 05515000-11"
    )]
    NotAPart(String),
    /// A level word that does not exist.
    #[error("\"{0}\" is not a level; use country, state, region, district, association, municipality or part")]
    UnknownLevel(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, level: Option<Level>, expected: &[(&str, Option<Repair>)]) {
        let found: Vec<_> = readings(text, level)
            .into_iter()
            .map(|reading| (reading.key.code().to_owned(), reading.repair))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(code, repair)| ((*code).to_owned(), *repair))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn spellings_of_real_files_are_read() {
        check("DG", None, &[("DG", None)]);
        check("code08", None, &[("08", None)]);
        check("  05515000 ", Some(Level::Municipality), &[("05515000", None)]);
        check("1001", None, &[("01001", Some(Repair::LeadingZero))]);
        check(
            "5515000",
            Some(Level::Municipality),
            &[("05515000", Some(Repair::LeadingZero))],
        );
        check(
            "7131000",
            Some(Level::District),
            &[("07131", Some(Repair::LeadingAndTrailingZeros))],
        );
        check(
            "01001000",
            Some(Level::District),
            &[("01001", Some(Repair::TrailingZeros))],
        );
        check("0", Some(Level::Country), &[("DG", None)]);
    }

    #[test]
    fn nonsense_has_no_reading() {
        for text in [
            "",
            "-",
            "Münster",
            "9999999999",
            "1e5",
            "055150001234567",
            "00000000",
            "０５５１５",
        ] {
            check(text, None, &[]);
        }
    }

    #[test]
    fn parts_of_municipalities_have_keys_of_their_own() {
        check("05515000-11", None, &[("05515000-11", None)]);
        check("own:05515000-a1.b", Some(Level::Part), &[("05515000-A1.B", None)]);
        check("05515000-11", Some(Level::Municipality), &[]);
        for text in [
            "05515000-",
            "05515-11",
            "05515000--1",
            "05515000-ä",
            "05515000-1 2",
            "-11",
            "99515000-1",
            "05515000-1234567890123456789012345",
        ] {
            check(text, None, &[]);
            assert!(text.parse::<TerritoryKey>().is_err(), "{text}");
        }
        let key: TerritoryKey = "05515000-11".parse().expect("a part");
        assert_eq!(
            key.district().map(|key| key.code().to_owned()).as_deref(),
            Some("05515")
        );
        assert_eq!(key.to_string().parse::<TerritoryKey>().expect("itself"), key);
    }

    #[test]
    fn the_ars_of_a_member_municipality_is_an_alias_of_its_ags() {
        let key: TerritoryKey = "160745007012".parse().expect("an ARS");
        assert_eq!(key.code(), "16074012");
    }

    #[test]
    fn errors_say_what_to_use() {
        let message = "0551".parse::<TerritoryKey>().expect_err("four digits").to_string();
        assert!(message.contains("has 4 digits"), "{message}");
    }

    proptest::proptest! {
        #[test]
        fn a_key_reads_back_as_itself(state in 1_u8..=16, rest in "[0-9]{6}") {
            let key: TerritoryKey = format!("{state:02}{rest}").parse().expect("eight digits");
            proptest::prop_assert_eq!(key.to_string().parse::<TerritoryKey>().expect("itself"), key);
        }

        #[test]
        fn no_text_makes_the_reader_fail(text in "\\PC{0,20}") {
            let _ = readings(&text, None);
        }
    }
}
