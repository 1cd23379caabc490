//! Breakdowns of a value, such as sex or age: a sorted set of `concept=code` pairs.
//!
//! Concepts and codes are SDMX names where they exist (`SEX=F`, `AGE=Y15T64`). The empty set is the total without any breakdown;
//! a published total of a breakdown is the code `_T` and a different thing. Comments and footnotes are attributes, never dimensions.

use std::{collections::BTreeMap, fmt, str::FromStr};

/// The breakdown of a value in canonical form.
///
/// ```
/// use figures::dimension::DimensionSet;
/// let set: DimensionSet = "SEX=F,AGE=Y15T64".parse()?;
/// assert_eq!(set.to_string(), "AGE=Y15T64,SEX=F");
/// assert!(DimensionSet::default().is_total());
/// # Ok::<(), figures::dimension::DimensionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DimensionSet(BTreeMap<String, String>);

impl DimensionSet {
    /// Adds a pair; a concept can have only one code.
    pub fn insert(&mut self, concept: &str, code: &str) -> Result<(), DimensionError> {
        let is_plain = |text: &str| {
            !text.is_empty()
                && text.len() <= 64
                && text
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '$'))
        };
        if !is_plain(concept) || !is_plain(code) {
            return Err(DimensionError::NotAPair(format!("{concept}={code}")));
        }
        match self.0.insert(concept.to_owned(), code.to_owned()) {
            Some(before) if before != code => Err(DimensionError::Twice(concept.to_owned())),
            _ => Ok(()),
        }
    }

    /// Whether the value is a total without any breakdown.
    pub fn is_total(&self) -> bool {
        self.0.is_empty()
    }

    /// The pairs in order of their concepts.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(concept, code)| (concept.as_str(), code.as_str()))
    }

    /// The code of a concept.
    pub fn code(&self, concept: &str) -> Option<&str> {
        self.0.get(concept).map(String::as_str)
    }
}

impl fmt::Display for DimensionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (concept, code)) in self.pairs().enumerate() {
            write!(f, "{}{concept}={code}", if place == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl FromStr for DimensionSet {
    type Err = DimensionError;

    fn from_str(text: &str) -> Result<Self, DimensionError> {
        let mut set = Self::default();
        for pair in text.split(',').filter(|pair| !pair.is_empty()) {
            let (concept, code) = pair
                .split_once('=')
                .ok_or_else(|| DimensionError::NotAPair(pair.to_owned()))?;
            set.insert(concept.trim(), code.trim())?;
        }
        Ok(set)
    }
}

/// Why a text is no breakdown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DimensionError {
    /// Not `concept=code`.
    #[error("\"{0}\" is not a dimension; write concept=code, for example SEX=F")]
    NotAPair(String),
    /// Two codes for one concept.
    #[error("dimension {0} is given twice with different codes; keep one")]
    Twice(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_of_a_breakdown_differs_from_no_breakdown() -> Result<(), DimensionError> {
        assert_ne!("SEX=_T".parse::<DimensionSet>()?, DimensionSet::default());
        Ok(())
    }

    #[test]
    fn two_codes_for_one_concept_are_refused() {
        assert_eq!(
            "SEX=F,SEX=M".parse::<DimensionSet>(),
            Err(DimensionError::Twice("SEX".to_owned()))
        );
        assert!("SEX".parse::<DimensionSet>().is_err());
    }
}
