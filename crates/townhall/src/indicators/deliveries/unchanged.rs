//! What a delivery repeats: values that the publisher had said by the same data state already become no new vintage.

use std::cmp::Ordering;

use jiff::civil::Date;
use store::{
    Store, StoreError,
    lake::{Mark, Pin, Query, Row, vintage::Ranking},
};

/// Marks rows that repeat what the publisher had said by the same data state. Both sides come in the order of the lake.
pub(super) fn mark_unchanged(store: &Store, pin: &Pin, known_on: Date, rows: &mut [Row]) -> Result<(), StoreError> {
    let ranking = Ranking::before_delivery(pin.deliveries(), known_on);
    let mut indicators: Vec<i32> = rows.iter().map(|row| row.key.indicator).collect();
    indicators.dedup();
    let mut territories: Vec<i32> = rows.iter().map(|row| row.key.territory).collect();
    territories.sort_unstable();
    territories.dedup();
    let query = Query {
        indicators: Some(indicators),
        territories: Some(territories),
        ..Query::default()
    };
    let mut place = 0;
    store.lake.read_vintages(pin, &query, |vintages| {
        let observation = vintages[0].observation();
        while let Some(row) = rows.get_mut(place) {
            match row.observation().cmp(&observation) {
                Ordering::Less => place += 1,
                Ordering::Greater => break,
                Ordering::Equal => {
                    if let Some(known) = ranking.holder(vintages)
                        && known.value == row.value
                        && known.status == row.status
                    {
                        row.mark = Mark::Unchanged {
                            confirms: known.delivery,
                        };
                        row.value = None;
                    }
                    place += 1;
                    break;
                }
            }
        }
        place < rows.len()
    })?;
    Ok(())
}
