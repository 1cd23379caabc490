//! Where figures come from and on which area they stand: both are part of the key of a series.
//!
//! Population from the register and from the official projection always differ; so do figures on the area of their day and the
//! same figures recomputed to today's area. One curve never mixes them.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// On which area a delivery's figures stand (Gebietsstand).
///
/// ```
/// use figures::source::AreaState;
/// let state: AreaState = "recomputed to 2021-12-31".parse()?;
/// assert_eq!(state.to_string(), "recomputed to 2021-12-31");
/// # Ok::<(), figures::source::AreaStateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum AreaState {
    /// Each value stands on the area that the territory had at the time of the value.
    OfItsDay,
    /// All values were recomputed to the areas of one day.
    RecomputedTo(Date),
    /// The publisher does not say.
    Unstated,
}

impl fmt::Display for AreaState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfItsDay => f.write_str("area of its day"),
            Self::RecomputedTo(date) => write!(f, "recomputed to {date}"),
            Self::Unstated => f.write_str("unstated"),
        }
    }
}

impl FromStr for AreaState {
    type Err = AreaStateError;

    fn from_str(text: &str) -> Result<Self, AreaStateError> {
        match text {
            "area of its day" => Ok(Self::OfItsDay),
            "unstated" => Ok(Self::Unstated),
            _ => text
                .strip_prefix("recomputed to ")
                .and_then(|date| date.parse().ok())
                .map(Self::RecomputedTo)
                .ok_or_else(|| AreaStateError(text.chars().take(60).collect())),
        }
    }
}

impl From<AreaState> for String {
    fn from(state: AreaState) -> Self {
        state.to_string()
    }
}

impl TryFrom<String> for AreaState {
    type Error = AreaStateError;

    fn try_from(text: String) -> Result<Self, AreaStateError> {
        text.parse()
    }
}

/// A text that is no area state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an area state; use \"area of its day\", \"recomputed to YYYY-MM-DD\" or \"unstated\"")]
pub struct AreaStateError(String);

/// The publisher of figures and the terms under which they may be used.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// Short name in addresses and downloads, for example `inkar`.
    pub slug: String,
    /// The office that publishes.
    pub provider: String,
    /// The title of the publication.
    pub title: String,
    /// The note that must stand beside every figure.
    pub note: String,
    /// The short name of the licence, for example `dl-de/by-2-0`; `None` when it is not stated.
    pub licence: Option<String>,
    /// The address of the data set, if it has one.
    pub dataset_uri: Option<String>,
    /// On which area the figures stand.
    pub area_state: AreaState,
}

/// The address of a licence's text, for the licences that German offices use.
pub fn licence_uri(licence: &str) -> Option<&'static str> {
    match licence {
        "dl-de/by-2-0" => Some("https://www.govdata.de/dl-de/by-2-0"),
        "dl-de/zero-2-0" => Some("https://www.govdata.de/dl-de/zero-2-0"),
        "CC-BY-4.0" => Some("https://creativecommons.org/licenses/by/4.0/"),
        "CC0-1.0" => Some("https://creativecommons.org/publicdomain/zero/1.0/"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn area_states_read_back_and_nonsense_is_named() -> Result<(), AreaStateError> {
        for text in ["area of its day", "unstated", "recomputed to 2022-12-31"] {
            assert_eq!(text.parse::<AreaState>()?.to_string(), text);
        }
        assert!("recomputed to yesterday".parse::<AreaState>().is_err());
        Ok(())
    }
}
