//! Sums against their parts: the totals of energy and greenhouse gas balances, and lines of totals below a table.
//!
//! A balance states each sum twice, over the sectors and over the carriers. Where a sum and its parts are there, their difference is
//! told; small ones that rounding explains are not. Nothing is corrected: which of the numbers is wrong only the publisher knows.

use std::collections::{BTreeMap, HashMap};

use figures::{dimension::DimensionSet, number::Number, period::Period};

use super::{
    balance::{CARRIER, SECTOR},
    cells::Spelling,
    columns::{Column, Columns},
    mapping::Role,
    source::Line,
};
use crate::{Cell, Place, Problem};

/// So many values of balances are kept at most; a larger table is no balance of a town.
const MOST_KEPT: usize = 200_000;
/// So many differences are told.
const MOST_TOLD: usize = 20;

/// Indicator, territory, period.
type Series = (u32, u32, Option<Period>);

/// The values of a series by their breakdown.
type ByBreakdown = BTreeMap<Vec<(String, String)>, (Number, Place)>;

/// Collects what is needed to compare sums with their parts.
pub(super) struct Sums {
    is_balance: bool,
    values: HashMap<Series, ByBreakdown>,
    n_kept: usize,
    /// For each column of values: the sum of its lines, whether all were whole numbers, and how many.
    columns: BTreeMap<u32, (f64, bool, u64)>,
    totals: Vec<(Place, Problem)>,
}

impl Sums {
    pub(super) fn of(columns: &Columns) -> Self {
        let is_part = |concept: &str| matches!(concept, SECTOR | CARRIER);
        let of_lines = columns
            .dimensions
            .iter()
            .any(|column| matches!(&column.role, Role::Dimension(concept) if is_part(concept)));
        let of_columns = columns
            .values
            .iter()
            .any(|column| column.under.breakdown.keys().any(|concept| is_part(concept)));
        Self {
            is_balance: of_lines || of_columns,
            values: HashMap::new(),
            n_kept: 0,
            columns: BTreeMap::new(),
            totals: Vec::new(),
        }
    }

    /// Notes one value.
    pub(super) fn add(&mut self, series: Series, set: &DimensionSet, value: &Cell, place: Place) {
        let (Cell::Number(number) | Cell::NumberWithStatus(number, _)) = value else {
            return;
        };
        let (sum, is_whole, n) = self.columns.entry(place.column).or_insert((0.0, true, 0));
        *sum += number.value;
        *is_whole &= number.value.fract() == 0.0;
        *n += 1;
        if self.is_balance && self.n_kept < MOST_KEPT {
            self.n_kept += 1;
            let key = set
                .pairs()
                .map(|(concept, code)| (concept.to_owned(), code.to_owned()))
                .collect();
            self.values.entry(series).or_default().insert(key, (*number, place));
        }
    }

    /// Compares a line of totals without a key with the lines above it.
    pub(super) fn total_line(&mut self, line: Line<'_>, columns: &Columns, spelling: Spelling, sheet: u16) {
        let mut differs = None;
        let mut n_equal = 0;
        let of_columns = columns.values.iter().map(|column: &Column| column.number);
        for (index, column) in columns.values.iter().zip(of_columns) {
            let (Cell::Number(stated), _) = spelling.value(line.cell(index.index)) else {
                continue;
            };
            let Some((sum, is_whole, n)) = self.columns.get(&column) else {
                continue;
            };
            if !is_whole || *n < 2 {
                continue;
            }
            if (stated.value - *sum).abs() < 0.5 {
                n_equal += 1;
            } else if differs.is_none() {
                let place = Place {
                    sheet,
                    row: line.row(),
                    column,
                };
                differs = Some((place, stated, *sum));
            }
        }
        let (_, name) = line.content();
        let start = format!(
            "line {} is a total without a key of its own and was not taken",
            line.row()
        );
        let first = Place {
            sheet,
            row: line.row(),
            column: 1,
        };
        let (place, problem) = match differs {
            Some((place, stated, sum)) => {
                let letters = place.column_letters();
                let message =
                    format!("{start}; in column {letters} it says {stated} and the lines above add up to {sum}");
                let piece = format!("{name}: {stated} ≠ {sum}");
                (place, Problem::new("total_line_differs", &piece, message))
            }
            None if 0 < n_equal => {
                let message = format!("{start}; it equals the sum of the lines above");
                (first, Problem::new("total_line", &name, message))
            }
            None => (first, Problem::new("total_line", &name, start)),
        };
        self.totals.push((place, problem));
        // Totals of parts follow each other: each is about the lines since the last one.
        self.columns.clear();
    }

    /// What is to be told.
    pub(super) fn notes(self) -> Vec<(Place, Problem)> {
        let mut notes = self.totals;
        let mut differences = Vec::new();
        for values in self.values.values() {
            for (key, (total, place)) in values {
                for concept in [SECTOR, CARRIER] {
                    differences.extend(difference(values, key, *total, *place, concept));
                }
            }
        }
        differences.sort_by_key(|(place, _)| *place);
        let n_more = differences.len().saturating_sub(MOST_TOLD);
        differences.truncate(MOST_TOLD);
        if let (true, Some((place, _))) = (0 < n_more, differences.last()) {
            let message = format!("{n_more} further sums differ from their parts");
            differences.push((*place, Problem::new("sum_differs", "", message)));
        }
        notes.extend(differences);
        notes
    }
}

/// The difference between a total and its parts by one breakdown, if there is one that rounding does not explain.
fn difference(
    values: &ByBreakdown,
    key: &[(String, String)],
    total: Number,
    place: Place,
    concept: &str,
) -> Option<(Place, Problem)> {
    if key.iter().any(|(known, _)| known == concept) {
        return None;
    }
    let is_part = |other: &Vec<(String, String)>| {
        other.len() == key.len() + 1
            && other.iter().any(|(known, _)| known == concept)
            && key.iter().all(|pair| other.contains(pair))
    };
    let parts: Vec<Number> = values
        .iter()
        .filter(|(other, _)| is_part(other))
        .map(|(_, (number, _))| *number)
        .collect();
    if parts.len() < 2 {
        return None;
    }
    let sum: f64 = parts.iter().map(|number| number.value).sum();
    let decimals = parts.iter().chain([&total]).map(decimals_of).max().unwrap_or(0);
    if is_close(total.value, sum, parts.len() as u64, decimals) {
        return None;
    }
    let of = match concept {
        SECTOR => "sectors",
        _ => "energy carriers",
    };
    let rest: Vec<&str> = key.iter().map(|(_, code)| code.as_str()).collect();
    let about = if rest.is_empty() {
        String::new()
    } else {
        format!(" of {}", rest.join(", "))
    };
    let message = format!(
        "the sum{about} is stated as {total}, and its {} {of} add up to {sum:.2}; ask the publisher which is right",
        parts.len()
    );
    Some((
        place,
        Problem::new("sum_differs", &format!("{total} ≠ {sum:.2}"), message),
    ))
}

/// How many decimals a number has; those of a binary number from its shortest text.
fn decimals_of(number: &Number) -> i8 {
    if number.decimals != figures::number::BINARY {
        return number.decimals;
    }
    let text = format!("{}", number.value);
    let n = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    i8::try_from(n.min(6)).unwrap_or(6)
}

/// Whether two sums differ by no more than rounding explains: half a unit of the last digit for each part and for the sum.
fn is_close(stated: f64, sum: f64, n_parts: u64, decimals: i8) -> bool {
    let step = 0.5 * 10_f64.powi(-i32::from(decimals));
    let rounding = step * (n_parts as f64 + 1.0);
    (stated - sum).abs() <= rounding.max(sum.abs() * 1e-9)
}
