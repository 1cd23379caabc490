//! Which of several vintages of a value counts at a date.
//!
//! Each delivery has the date on which its publisher knew the values (`known_on`) and the moment at which it was accepted here. The
//! value that counts is the one with the greatest (`known_on`, delivery number) among deliveries known by the date asked for.
//! A withdrawal is a delivery too: from its own date on, the delivery that it names no longer counts.
//!
//! Both questions can be asked: "as the publisher knew it" and "as it stood here" (by acceptance).

use std::collections::HashMap;

use jiff::civil::Date;

use super::layout::{Mark, Row};

/// What the rule needs to know about one delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vintage {
    /// The publisher's data state.
    pub known_on: Date,
    /// The day, in Europe/Berlin, on which it was accepted here.
    pub accepted_on: Date,
    /// The delivery that this one withdraws, if it is a withdrawal.
    pub withdraws: Option<i32>,
}

/// The point in time for which values are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AsOf {
    /// Everything known now.
    #[default]
    Current,
    /// What the publishers knew at the end of a day.
    Known(Date),
    /// What stood in this installation at the end of a day.
    Recorded(Date),
}

/// The deliveries that count at a point in time, each with its rank: the greater rank wins.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    ranks: HashMap<i32, (Date, i32)>,
}

impl Ranking {
    /// Applies the rule to all deliveries of an installation.
    ///
    /// A withdrawal counts by its own date under the question that is asked; a delivery that is withdrawn leaves the ranking.
    pub fn new(deliveries: &HashMap<i32, Vintage>, as_of: AsOf) -> Self {
        let counts = |vintage: &Vintage| match as_of {
            AsOf::Current => true,
            AsOf::Known(date) => vintage.known_on <= date,
            AsOf::Recorded(date) => vintage.accepted_on <= date,
        };
        let withdrawn: Vec<i32> = deliveries
            .values()
            .filter(|vintage| counts(vintage))
            .filter_map(|vintage| vintage.withdraws)
            .collect();
        let ranks = deliveries
            .iter()
            .filter(|(number, vintage)| counts(vintage) && vintage.withdraws.is_none() && !withdrawn.contains(number))
            .map(|(number, vintage)| (*number, (vintage.known_on, *number)))
            .collect();
        Self { ranks }
    }

    /// The ranking that a delivery about to be accepted is compared with: what its publisher had said by `known_on`, without
    /// anything that was withdrawn since, whenever that was.
    pub fn before_delivery(deliveries: &HashMap<i32, Vintage>, known_on: Date) -> Self {
        let mut ranking = Self::new(deliveries, AsOf::Current);
        ranking.ranks.retain(|_, rank| rank.0 <= known_on);
        ranking
    }

    /// The row that counts among all rows of one observation, and the row that holds its value. `None` when none counts.
    fn counting<'a>(&self, rows: &'a [Row]) -> Option<(&'a Row, &'a Row)> {
        let rank = |row: &Row| self.ranks.get(&row.delivery).copied();
        let (_, winner) = rows
            .iter()
            .filter_map(|row| Some((rank(row)?, row)))
            .max_by_key(|(rank, _)| *rank)?;
        let holder = match winner.mark {
            Mark::Value => winner,
            Mark::Unchanged { confirms } => rows
                .iter()
                .find(|row| row.delivery == confirms && row.mark == Mark::Value)?,
        };
        Some((winner, holder))
    }

    /// The row that holds the value which counts: what a delivery that repeats the value has to name.
    pub fn holder<'a>(&self, rows: &'a [Row]) -> Option<&'a Row> {
        self.counting(rows).map(|(_, holder)| holder)
    }

    /// The observation that counts. `None` when none counts.
    ///
    /// A row that only repeats an earlier value stands for that value with its own rank. The origin of a value is the first delivery
    /// that stated it with the newest data state: a newer edition becomes the origin of what it confirms, the same file loaded
    /// twice does not.
    pub fn pick(&self, rows: &[Row]) -> Option<Row> {
        let (winner, holder) = self.counting(rows)?;
        let known_on = self.ranks.get(&winner.delivery)?.0;
        let states_it = |row: &&Row| match row.mark {
            Mark::Value => row.delivery == holder.delivery,
            Mark::Unchanged { confirms } => confirms == holder.delivery,
        };
        let is_as_new = |row: &&Row| self.ranks.get(&row.delivery).is_some_and(|rank| rank.0 == known_on);
        let origin = rows
            .iter()
            .filter(states_it)
            .filter(is_as_new)
            .min_by_key(|row| row.delivery)?;
        Some(Row {
            delivery: origin.delivery,
            position: origin.position,
            ..*holder
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::layout::SeriesKey, *};

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn row(delivery: i32, value: Option<f64>, mark: Mark) -> Row {
        Row {
            key: SeriesKey {
                indicator: 1,
                territory: 1,
                dimension: 0,
                source: 1,
            },
            start: 0,
            frequency: 1793,
            delivery,
            mark,
            value,
            decimals: 0,
            status: 0,
            position: 0,
        }
    }

    /// `deliveries`: number, known on, accepted on, withdraws. `rows`: delivery and value, or the delivery that is repeated.
    fn check(deliveries: &[(i32, &str, &str, Option<i32>)], rows: &[Row], expected: &[(AsOf, Option<f64>)]) {
        let deliveries: HashMap<i32, Vintage> = deliveries
            .iter()
            .map(|(number, known_on, accepted_on, withdraws)| {
                let vintage = Vintage {
                    known_on: date(known_on),
                    accepted_on: date(accepted_on),
                    withdraws: *withdraws,
                };
                (*number, vintage)
            })
            .collect();
        for (as_of, value) in expected {
            let found = Ranking::new(&deliveries, *as_of).pick(rows).and_then(|row| row.value);
            assert_eq!(found, *value, "{as_of:?}");
        }
    }

    #[test]
    fn an_older_data_state_loaded_later_changes_nothing_today() {
        check(
            &[
                (1, "2024-05-01", "2026-01-01", None),
                (2, "2021-05-01", "2026-01-02", None),
            ],
            &[row(1, Some(24.0), Mark::Value), row(2, Some(21.0), Mark::Value)],
            &[
                (AsOf::Current, Some(24.0)),
                (AsOf::Known(date("2022-12-31")), Some(21.0)),
                (AsOf::Known(date("2020-12-31")), None),
                (AsOf::Recorded(date("2026-01-01")), Some(24.0)),
                (AsOf::Recorded(date("2025-12-31")), None),
            ],
        );
    }

    #[test]
    fn a_correction_of_the_past_does_not_overrule_what_a_later_edition_repeated() {
        check(
            &[
                (1, "2021-05-01", "2026-01-01", None),
                (2, "2024-05-01", "2026-01-02", None),
                (3, "2022-05-01", "2026-01-03", None),
            ],
            &[
                row(1, Some(5.0), Mark::Value),
                row(2, None, Mark::Unchanged { confirms: 1 }),
                row(3, Some(7.0), Mark::Value),
            ],
            &[
                (AsOf::Current, Some(5.0)),
                (AsOf::Known(date("2023-01-01")), Some(7.0)),
                (AsOf::Known(date("2021-06-01")), Some(5.0)),
            ],
        );
    }

    #[test]
    fn undoing_a_delivery_brings_the_value_before_it_back() {
        check(
            &[
                (1, "2021-05-01", "2026-01-01", None),
                (2, "2024-05-01", "2026-01-02", None),
                (3, "2026-01-05", "2026-01-05", Some(2)),
            ],
            &[row(1, Some(5.0), Mark::Value), row(2, Some(6.0), Mark::Value)],
            &[
                (AsOf::Current, Some(5.0)),
                (AsOf::Known(date("2025-01-01")), Some(6.0)),
                (AsOf::Recorded(date("2026-01-04")), Some(6.0)),
                (AsOf::Recorded(date("2026-01-05")), Some(5.0)),
            ],
        );
    }

    #[test]
    fn a_value_that_a_later_delivery_repeated_survives_the_undoing_of_the_first() {
        check(
            &[
                (1, "2021-05-01", "2026-01-01", None),
                (2, "2024-05-01", "2026-01-02", None),
                (3, "2026-01-05", "2026-01-05", Some(1)),
            ],
            &[
                row(1, Some(5.0), Mark::Value),
                row(2, None, Mark::Unchanged { confirms: 1 }),
            ],
            &[(AsOf::Current, Some(5.0))],
        );
    }

    #[test]
    fn a_newer_edition_is_the_origin_of_what_it_confirms_and_the_same_file_again_is_not() {
        let vintage = |known_on: &str| Vintage {
            known_on: date(known_on),
            accepted_on: date("2026-01-01"),
            withdraws: None,
        };
        let deliveries = HashMap::from([
            (1, vintage("2021-05-01")),
            (2, vintage("2024-05-01")),
            (3, vintage("2024-05-01")),
        ]);
        let repeat = |delivery| row(delivery, None, Mark::Unchanged { confirms: 1 });
        let rows = [row(1, Some(5.0), Mark::Value), repeat(2), repeat(3)];
        let found = Ranking::new(&deliveries, AsOf::Current).pick(&rows).expect("a value");
        assert_eq!((found.delivery, found.value), (2, Some(5.0)));
    }

    #[test]
    fn a_value_reported_missing_is_missing_and_not_the_value_before() {
        check(
            &[
                (1, "2021-05-01", "2026-01-01", None),
                (2, "2024-05-01", "2026-01-02", None),
            ],
            &[row(1, Some(5.0), Mark::Value), row(2, None, Mark::Value)],
            &[(AsOf::Current, None)],
        );
    }
}
