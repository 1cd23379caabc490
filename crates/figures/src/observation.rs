//! The status of an observation (Kennzeichen): what the publisher says about a value, in the codes of SDMX `CL_OBS_STATUS`.
//!
//! A value may carry several flags at once, for example provisional and of low reliability. No flag means a normal value.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One flag. The letters are those of SDMX `CL_OBS_STATUS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// `O`: not known, not available.
    NotKnown,
    /// `Q`: suppressed, because it would reveal something about single persons or firms.
    Suppressed,
    /// `L`: exists, but was not collected.
    NotCollected,
    /// `M`: cannot exist.
    CannotExist,
    /// `U`: low reliability.
    LowReliability,
    /// `B`: break in the series.
    Break,
    /// `P`: provisional.
    Provisional,
    /// `E`: estimated.
    Estimated,
}

impl Flag {
    /// All flags, in the order in which they are written.
    pub const ALL: [Self; 8] = [
        Self::NotKnown,
        Self::Suppressed,
        Self::NotCollected,
        Self::CannotExist,
        Self::LowReliability,
        Self::Break,
        Self::Provisional,
        Self::Estimated,
    ];

    /// The SDMX letter.
    pub const fn letter(self) -> char {
        match self {
            Self::NotKnown => 'O',
            Self::Suppressed => 'Q',
            Self::NotCollected => 'L',
            Self::CannotExist => 'M',
            Self::LowReliability => 'U',
            Self::Break => 'B',
            Self::Provisional => 'P',
            Self::Estimated => 'E',
        }
    }

    const fn bit(self) -> i16 {
        1 << self as i16
    }
}

/// The flags of one value. Empty is `A`, a normal value.
///
/// ```
/// use figures::observation::{Flag, Status};
/// let status = Status::NORMAL.with(Flag::Provisional).with(Flag::LowReliability);
/// assert_eq!(status.to_string(), "UP");
/// assert_eq!("UP".parse::<Status>()?, status);
/// assert_eq!(Status::NORMAL.to_string(), "A");
/// # Ok::<(), figures::observation::StatusError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Status(i16);

impl Status {
    /// `A`: a normal value.
    pub const NORMAL: Self = Self(0);
    /// `O`: a value that is not known; what a blank cell means.
    pub const NOT_KNOWN: Self = Self(Flag::NotKnown.bit());

    /// The same with one flag more.
    #[must_use]
    pub const fn with(self, flag: Flag) -> Self {
        Self(self.0 | flag.bit())
    }

    /// Whether the flag is set.
    pub const fn has(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// The flags, in the order in which they are written.
    pub fn flags(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.into_iter().filter(move |flag| self.has(*flag))
    }

    /// The number kept in the lake.
    pub const fn code(self) -> i16 {
        self.0
    }

    /// Reads the number kept in the lake.
    pub const fn from_code(code: i16) -> Option<Self> {
        if code >= 0 && code < 1 << 8 {
            Some(Self(code))
        } else {
            None
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::NORMAL {
            return f.write_str("A");
        }
        self.flags().try_for_each(|flag| write!(f, "{}", flag.letter()))
    }
}

impl FromStr for Status {
    type Err = StatusError;

    fn from_str(text: &str) -> Result<Self, StatusError> {
        let mut status = Self::NORMAL;
        for letter in text.trim().chars().filter(|letter| *letter != 'A') {
            let flag = Flag::ALL.into_iter().find(|flag| flag.letter() == letter);
            status = status.with(flag.ok_or_else(|| StatusError(text.chars().take(20).collect()))?);
        }
        Ok(status)
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.to_string()
    }
}

impl TryFrom<String> for Status {
    type Error = StatusError;

    fn try_from(text: String) -> Result<Self, StatusError> {
        text.parse()
    }
}

/// A text that is no status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an observation status; use the letters A, O, Q, L, M, U, B, P, E")]
pub struct StatusError(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_survives_text_and_storage() -> Result<(), StatusError> {
        for code in 0..256 {
            let status = Status::from_code(code).expect("a byte of flags");
            assert_eq!(status.to_string().parse::<Status>()?, status);
            assert_eq!(status.code(), code);
        }
        assert_eq!(Status::from_code(256), None);
        assert_eq!(Status::from_code(-1), None);
        Ok(())
    }

    #[test]
    fn an_unknown_letter_is_named() {
        let message = "AX".parse::<Status>().expect_err("no such letter").to_string();
        assert!(message.contains("\"AX\""), "{message}");
    }
}
