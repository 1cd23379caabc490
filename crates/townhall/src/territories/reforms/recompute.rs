//! When figures on old areas may be said of a new one.
//!
//! A count (people, births, hectares) of a new territory is the sum of its parts when each part went into it whole, nothing else came and
//! nothing left, and every part has its figure. A ratio (per cent, per head) is never summed or averaged: it is computed anew from its own parts,
//! each of them recomputed as a count. Where only a share moved, any figure would be an estimate, and none is made here.

use figures::territory::TerritoryKey;
use formats::territory_lists::changes::ChangeKind;
use jiff::civil::Date;

use super::Reform;

/// What kind of figure is to be carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// It adds up: people, cases, hectares, euros.
    Count,
    /// It does not: shares, rates, amounts per head, averages.
    Ratio,
}

/// A sum over a merger.
#[derive(Debug, Clone, PartialEq)]
pub struct Merger {
    /// The figure on the new area.
    pub value: f64,
    /// The territories whose figures were added, in the order of their keys.
    pub parts: Vec<TerritoryKey>,
}

/// Why no figure is computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotRecomputed {
    /// A ratio.
    #[error("a ratio cannot be added up; compute it anew from its numerator and denominator on the new area")]
    Ratio,
    /// Nothing changed between the days.
    #[error("no territory went into {0} between these days; use its own figure")]
    NoMerger(TerritoryKey),
    /// Not the whole of a territory went there, or it is not known.
    #[error("it is not known that {0} went into {1} whole; use figures that the publisher recomputed")]
    NotWhole(TerritoryKey, TerritoryKey),
    /// A part came or left.
    #[error("a part of {0} moved to {1} between these days; use figures that the publisher recomputed")]
    PartMoved(TerritoryKey, TerritoryKey),
    /// A figure is missing.
    #[error("{0} has no figure of this time; without it the sum would be too small")]
    Missing(TerritoryKey),
}

/// Computes the figure of `target` on its area of the day `until` from figures on the areas of the day `from`. `value` gives the figure of a
/// territory on its old area; the target's own figure of the old time is asked for when `has_own` says that it existed before.
pub fn recompute(
    target: &TerritoryKey,
    (from, until): (Date, Date),
    reforms: &[Reform],
    quantity: Quantity,
    has_own: bool,
    value: &dyn Fn(&TerritoryKey) -> Option<f64>,
) -> Result<Merger, NotRecomputed> {
    if quantity == Quantity::Ratio {
        return Err(NotRecomputed::Ratio);
    }
    let between: Vec<&Reform> = reforms
        .iter()
        .filter(|one| from < one.legally_on && one.legally_on <= until)
        .collect();
    let mut parts: Vec<TerritoryKey> = Vec::new();
    // What went into a part that was merged later belongs to the target as well.
    let mut open = vec![target.clone()];
    while let Some(into) = open.pop() {
        for one in between.iter().filter(|one| one.new_key == into || one.old_key == into) {
            match one.kind {
                ChangeKind::Part => return Err(NotRecomputed::PartMoved(one.old_key.clone(), one.new_key.clone())),
                ChangeKind::Name => {}
                ChangeKind::Dissolved | ChangeKind::Key if one.new_key == into => {
                    let leads_elsewhere = between.iter().any(|other| {
                        other.old_key == one.old_key && other.new_key != into && other.kind == ChangeKind::Dissolved
                    });
                    let is_whole = one.kind == ChangeKind::Key
                        || [one.area_share, one.population_share]
                            .iter()
                            .all(|share| share.is_some_and(|share| 1.0 <= share));
                    if leads_elsewhere || !is_whole {
                        return Err(NotRecomputed::NotWhole(one.old_key.clone(), into.clone()));
                    }
                    if !parts.contains(&one.old_key) && one.old_key != *target {
                        parts.push(one.old_key.clone());
                        open.push(one.old_key.clone());
                    }
                }
                ChangeKind::Dissolved | ChangeKind::Key => {}
            }
        }
    }
    if parts.is_empty() {
        return Err(NotRecomputed::NoMerger(target.clone()));
    }
    // A part that arose between the days itself has no figure of the old time; its own parts have.
    let arose = |key: &TerritoryKey| {
        value(key).is_none()
            && between
                .iter()
                .any(|one| one.new_key == *key && one.kind != ChangeKind::Name)
    };
    parts.retain(|key| !arose(key));
    if has_own {
        parts.push(target.clone());
    }
    parts.sort();
    // Neumaier's sum, in the order of the keys, so that every machine computes the same.
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for key in &parts {
        let one = value(key).ok_or_else(|| NotRecomputed::Missing(key.clone()))?;
        let next = sum + one;
        lost += if one.abs() <= sum.abs() {
            (sum - next) + one
        } else {
            (one - next) + sum
        };
        sum = next;
    }
    Ok(Merger {
        value: sum + lost,
        parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: &str) -> TerritoryKey {
        code.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn reform(kind: ChangeKind, old: &str, new: &str, share: Option<f64>) -> Reform {
        Reform {
            kind,
            old_key: key(old),
            old_name: String::new(),
            new_key: key(new),
            new_name: String::new(),
            is_new: false,
            regional: None,
            legally_on: jiff::civil::date(2016, 11, 1),
            statistically_on: None,
            population: None,
            area_ha: None,
            population_share: share,
            area_share: share,
            proof: String::new(),
            source: String::new(),
            licence: String::new(),
        }
    }

    fn check(reforms: &[Reform], quantity: Quantity, has_own: bool, expected: Result<f64, &str>) {
        let days = (jiff::civil::date(2015, 12, 31), jiff::civil::date(2022, 12, 31));
        let value = |key: &TerritoryKey| match key.code() {
            "03152" => Some(250_000.0),
            "03156" => Some(74_000.0),
            "03159" if has_own => Some(1.0),
            _ => None,
        };
        let found = recompute(&key("03159"), days, reforms, quantity, has_own, &value);
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found.value, expected),
            (Err(error), Err(expected)) => assert!(error.to_string().contains(expected), "{error}"),
            (found, expected) => panic!("{found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn counts_are_summed_over_full_mergers_only() {
        use ChangeKind::{Dissolved, Part};
        let whole = Some(1.0);
        let merger = [
            reform(Dissolved, "03152", "03159", whole),
            reform(Dissolved, "03156", "03159", whole),
        ];
        check(&merger, Quantity::Count, false, Ok(324_000.0));
        check(&merger, Quantity::Count, true, Ok(324_001.0));
        check(&merger, Quantity::Ratio, false, Err("a ratio cannot be added up"));
        check(&[], Quantity::Count, false, Err("no territory went into"));
        let unproven = [merger[0].clone(), reform(Dissolved, "03156", "03159", None)];
        check(&unproven, Quantity::Count, false, Err("it is not known that de:03156"));
        let with_part = [merger[0].clone(), reform(Part, "03155", "03159", Some(0.2))];
        check(&with_part, Quantity::Count, false, Err("a part of de:03155 moved"));
        let parted = [merger[0].clone(), reform(Dissolved, "03152", "03155", Some(0.5))];
        check(&parted, Quantity::Count, false, Err("it is not known that de:03152"));
        let without_figure = [merger[0].clone(), reform(Dissolved, "03154", "03159", whole)];
        check(&without_figure, Quantity::Count, false, Err("de:03154 has no figure"));
    }
}
