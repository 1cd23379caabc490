//! The origin of one number: the value that a delivery stated at a place of its file, and what can be read there today.
//!
//! The value comes from the lake, the text from the kept original, which is proved by its SHA-256 before it is opened; nothing in
//! between is remembered, so that a mistake on either side shows. Everything here blocks.

use std::sync::Arc;

use figures::number::{BINARY, DecimalSign, Number};
use formats::{Place, ReadOptions, limits::Limits, sdmx::Structures};
use store::{
    Store, StoreError,
    lake::{Mark, Query, Row, vintage::AsOf},
};

use super::{Delivery, position, storage};
use crate::indicators::{
    observations::{self, Observation},
    registers::Registers,
};

/// The number up to which deliveries had been seen when this one was computed.
pub fn before(number: i64) -> i32 {
    i32::try_from(number - 1).unwrap_or(i32::MAX)
}

/// Where to look first; each is verified, none is believed.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    /// Slug of the indicator.
    pub indicator: Option<String>,
    /// Key of the territory.
    pub territory: Option<String>,
}

/// A value as one delivery stated it.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'a> {
    /// The value with its words.
    pub observation: Observation<'a>,
    /// The earlier delivery that had brought the same value, if this one only repeats it.
    pub repeats: Option<i64>,
    /// Delivery and position of the value that counts today; `None` when none counts.
    pub counting: Option<(i64, i64)>,
}

/// What a delivery stated at a position of its file. `None` when there is no value of it.
pub fn stated<'a>(
    store: &Store,
    registers: &'a Registers,
    delivery: &Delivery,
    position: i64,
    hint: &Hint,
) -> Result<Option<Stated<'a>>, StoreError> {
    let is_hinted = |slug: &str| hint.indicator.as_deref().is_none_or(|hinted| hinted == slug);
    let territory = hint
        .territory
        .as_deref()
        .and_then(|key| registers.keys.resolve(key, None).ok());
    let hinted = Query {
        indicators: Some(versions(registers, delivery, is_hinted)),
        territories: territory.map(|found| vec![found.id]),
        as_of: AsOf::Current,
    };
    if let Some(found) = find(store, registers, delivery, position, &hinted)? {
        return Ok(Some(found));
    }
    // The hint of a link may be outdated or made up; the position alone names the value.
    let whole = Query {
        indicators: Some(versions(registers, delivery, |_| true)),
        ..Query::default()
    };
    find(store, registers, delivery, position, &whole)
}

fn versions(registers: &Registers, delivery: &Delivery, is_wanted: impl Fn(&str) -> bool) -> Vec<i32> {
    let wanted = delivery.indicators.iter().filter(|(slug, _)| is_wanted(slug));
    wanted
        .filter_map(|(slug, _)| registers.catalogue.by_slug(slug))
        .map(|indicator| indicator.version_id)
        .collect()
}

fn find<'a>(
    store: &Store,
    registers: &'a Registers,
    delivery: &Delivery,
    position: i64,
    query: &Query,
) -> Result<Option<Stated<'a>>, StoreError> {
    let Registers {
        catalogue,
        dictionary,
        pin,
        ..
    } = registers;
    let ranking = pin.ranking(AsOf::Current);
    let mut found = None;
    store.lake.read_vintages(pin, query, |rows| {
        let is_it = |row: &&Row| i64::from(row.delivery) == delivery.number && row.position == position;
        let Some(row) = rows.iter().find(is_it) else {
            return true;
        };
        let (holder, repeats) = match row.mark {
            Mark::Value => (Some(row), None),
            Mark::Unchanged { confirms } => {
                let holder = rows
                    .iter()
                    .find(|one| one.delivery == confirms && one.mark == Mark::Value);
                (holder, Some(i64::from(confirms)))
            }
        };
        let whole = holder.map(|holder| Row {
            delivery: row.delivery,
            position: row.position,
            ..*holder
        });
        found = whole.and_then(|row| {
            let indicator = catalogue.by_version(row.key.indicator)?;
            Some(Stated {
                observation: observations::observation(&row, indicator, dictionary)?,
                repeats,
                counting: ranking.pick(rows).map(|row| (i64::from(row.delivery), row.position)),
            })
        });
        false
    })?;
    Ok(found)
}

/// What the kept original says at the place of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadBack {
    /// The same as the stored value.
    Equal(String),
    /// Something else.
    Different(String),
    /// The original is gone, changed, or cannot be opened.
    Unreadable,
    /// The original was removed because another of its values was recalled.
    Withheld,
}

/// Reads a cell of the kept original and compares it with the stored value.
/// The structures are those at hand for the format of the delivery.
pub fn read_back(
    store: &Store,
    delivery: &Delivery,
    structures: Option<Arc<Structures>>,
    place: Place,
    stored: Option<Number>,
) -> ReadBack {
    let text = match read_cell(store, delivery, structures, place) {
        Ok(text) => text,
        Err(cause) => {
            tracing::error!(
                delivery = delivery.number,
                position = position::encode(place),
                cause,
                "an original cannot be read back"
            );
            return ReadBack::Unreadable;
        }
    };
    let said = |name: &str| {
        delivery
            .report
            .detected
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    };
    let sign = match said("decimal sign") {
        Some(",") => Some(DecimalSign::Comma),
        Some(".") => Some(DecimalSign::Point),
        _ => None,
    };
    if says(&text, stored, sign, said("signs").is_some()) {
        ReadBack::Equal(text)
    } else {
        ReadBack::Different(text)
    }
}

fn read_cell(
    store: &Store,
    delivery: &Delivery,
    structures: Option<Arc<Structures>>,
    place: Place,
) -> Result<String, String> {
    let format = formats::by_id(&delivery.format).ok_or_else(|| format!("there is no format {}", delivery.format))?;
    let mut file = storage::file_of(store, delivery)
        .map_err(|error| error.to_string())?
        .ok_or_else(|| "the delivery has no file".to_owned())?;
    // A cell is found only in the way in which the file was read.
    let options = ReadOptions {
        mapping: delivery.report.mapping.clone(),
        structures,
        ..ReadOptions::default()
    };
    format
        .cell_at(&mut file, place, &options, &Limits::default())
        .map_err(|error| error.to_string())
}

/// Whether a text of a cell means the stored value. `has_signs` says that the file uses signs in place of and behind numbers.
fn says(text: &str, stored: Option<Number>, sign: Option<DecimalSign>, has_signs: bool) -> bool {
    // Our own layout writes flags behind a colon, which no number holds.
    let text = text.split(':').next().unwrap_or_default().trim();
    // Shares that a workbook shows as percentages, and numbers with their sign.
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let bare = text.trim_matches(|letter: char| letter.is_alphabetic() || matches!(letter, '(' | ')' | ' '));
    let text = if has_signs { bare } else { text };
    let parsed = |sign| Number::parse(text, sign).ok().map(|number| number.value);
    let decimal = match sign {
        Some(sign) => [parsed(sign), None],
        None => [parsed(DecimalSign::Comma), parsed(DecimalSign::Point)],
    };
    // Cells of workbooks are binary numbers, which the readers write with a point.
    let is_binary = stored.is_none_or(|number| number.decimals == BINARY);
    let binary = text.parse::<f64>().ok().filter(|value| is_binary && value.is_finite());
    let mut meant = decimal.into_iter().flatten().chain(binary);
    match stored {
        #[expect(clippy::float_cmp, reason = "the origin is proved only by the very same number")]
        Some(number) => {
            let is_sign_for_zero =
                has_signs && number.value == 0.0 && !text.contains(|letter: char| letter.is_ascii_digit());
            is_sign_for_zero || meant.any(|value| value == number.value)
        }
        None => meant.next().is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, stored: Option<(f64, i8)>, sign: Option<DecimalSign>, expected: bool) {
        let stored = stored.map(|(value, decimals)| Number { value, decimals });
        assert_eq!(says(text, stored, sign, false), expected, "{text}");
    }

    #[test]
    fn a_cell_says_the_stored_value_or_something_else() {
        let comma = Some(DecimalSign::Comma);
        check("4.369,5", Some((4369.5, 1)), comma, true);
        check("4.369", Some((4369.0, 0)), comma, true);
        check("4.369", Some((4.369, 3)), comma, false);
        check("4.369", Some((4.369, 3)), Some(DecimalSign::Point), true);
        check("4.700000047683716", Some((4.700_000_047_683_716, BINARY)), None, true);
        check("12.5:P", Some((12.5, 1)), None, true);
        check("12.5", Some((12.6, 1)), None, false);
        check("", None, None, true);
        check(":Q", None, None, true);
        check("…", None, comma, true);
        check("12.3 %", Some((12.3, BINARY)), None, true);
        check("12,3%", Some((12.3, 1)), comma, true);
        check("7", None, comma, false);
        check("", Some((0.0, 0)), comma, false);
    }

    #[test]
    fn signs_of_offices_stand_for_zero_and_behind_numbers() {
        let number = |value, decimals| Some(Number { value, decimals });
        assert!(says("-", number(0.0, 0), Some(DecimalSign::Comma), true));
        assert!(says("(12,5) p", number(12.5, 1), Some(DecimalSign::Comma), true));
        assert!(!says("-", number(3.0, 0), Some(DecimalSign::Comma), true));
    }
}
