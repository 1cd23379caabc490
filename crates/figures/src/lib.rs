//! What an official figure is: territory key, period, unit, number, observation status, dimension, indicator version, source.
//!
//! The nouns of this crate are shared by every other crate. They hold no connection, read no file and know no clock: a value
//! that is built here means the same on every machine. Terms are those of SDMX; German words for pages stand in the capabilities.
//!
//! ```
//! use figures::{number::{DecimalSign, Number}, period::Period, territory::TerritoryKey};
//!
//! let muenster: TerritoryKey = "de:05515000".parse()?;
//! let year: Period = "2021".parse()?;
//! let value = Number::parse("4.369,5", DecimalSign::Comma)?;
//! assert_eq!(format!("{muenster} {year} {value}"), "de:05515000 2021 4369.5");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod definition;
pub mod dimension;
pub mod indicator;
pub mod number;
pub mod observation;
pub mod period;
pub mod source;
pub mod territory;
pub mod unit;
