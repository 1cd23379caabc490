//! From a list of changes as it was read to changes that can be stored: what is proven whole, what is nonsense, what belongs together.
//!
//! A territory with a single line of dissolution went over whole. Several lines about a part that moved between the same two territories on the same
//! day are one change with the sizes added. What contradicts itself is refused by line, never mended.

use std::collections::{BTreeMap, BTreeSet};

use figures::territory::TerritoryKey;
use formats::territory_lists::{
    LeftOut, Reason,
    changes::{Change, ChangeKind, Changes},
};
use jiff::civil::Date;

use super::Reform;

/// The years between the last edition and a change that a law has fixed already.
const MOST_YEARS_AHEAD: i16 = 3;
/// Official keys are younger than this.
const FIRST_YEAR: i16 = 1945;

/// The changes of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FromList {
    /// What can be stored.
    pub reforms: Vec<Reform>,
    /// Lines that were refused, with the reason.
    pub left_out: Vec<LeftOut>,
    /// Lines that were added to another one about the same part.
    pub n_added_up: usize,
}

/// What a list says, with the note that every use must carry and the address of its licence.
pub fn from_list(list: &Changes, source: &str, licence: &str, today: Date) -> FromList {
    let mut found = FromList {
        left_out: list.left_out.clone(),
        ..FromList::default()
    };
    let mut n_lines: BTreeMap<(&TerritoryKey, Date), usize> = BTreeMap::new();
    let mut dissolved: BTreeSet<(&TerritoryKey, &TerritoryKey, Date)> = BTreeSet::new();
    for one in list.changes.iter().filter(|one| one.kind == ChangeKind::Dissolved) {
        if dissolved.insert((&one.old_key, &one.new_key, one.legally_on)) {
            *n_lines.entry((&one.old_key, one.legally_on)).or_default() += 1;
        }
    }
    for one in &list.changes {
        let both_ways = dissolved.contains(&(&one.new_key, &one.old_key, one.legally_on));
        if let Some(reason) = nonsense(one, both_ways, today) {
            found.left_out.push(LeftOut {
                sheet: one.sheet.clone(),
                row: one.row,
                reason,
            });
            continue;
        }
        let is_whole = one.kind == ChangeKind::Key
            || (one.kind == ChangeKind::Dissolved && n_lines.get(&(&one.old_key, one.legally_on)) == Some(&1));
        let share = (is_whole && one.is_day_known).then_some(1.0);
        let reform = Reform {
            kind: one.kind,
            old_key: one.old_key.clone(),
            old_name: one.old_name.clone(),
            new_key: one.new_key.clone(),
            new_name: one.new_name.clone(),
            is_new: one.kind == ChangeKind::Key && one.old_key != one.new_key,
            regional: one.regional.clone(),
            legally_on: one.legally_on,
            statistically_on: one.statistically_on,
            population: one.population,
            area_ha: one.area_ha,
            population_share: one.population_share.or(share),
            area_share: one.area_share.or(share),
            proof: if one.is_day_known { "list" } else { "days" }.to_owned(),
            source: source.to_owned(),
            licence: licence.to_owned(),
        };
        let same = |other: &&mut Reform| {
            other.kind == ChangeKind::Part
                && (&other.old_key, &other.new_key, other.legally_on)
                    == (&reform.old_key, &reform.new_key, reform.legally_on)
        };
        match found
            .reforms
            .iter_mut()
            .find(same)
            .filter(|_| reform.kind == ChangeKind::Part && one.is_day_known)
        {
            Some(known) => {
                found.n_added_up += 1;
                known.population = added(known.population, reform.population);
                known.area_ha = known.area_ha.zip(reform.area_ha).map(|(one, other)| one + other);
            }
            None => found.reforms.push(reform),
        }
    }
    found.left_out.sort_by(|a, b| (&a.sheet, a.row).cmp(&(&b.sheet, b.row)));
    found
}

/// The sum, when both are known: half a sum would be too small.
fn added(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one?.checked_add(other?)
}

/// Why a line cannot be true.
fn nonsense(one: &Change, both_ways: bool, today: Date) -> Option<Reason> {
    let (old, new) = (one.old_key.code(), one.new_key.code());
    let year = one.legally_on.year();
    if year < FIRST_YEAR || today.year() + MOST_YEARS_AHEAD < year {
        let day = one.legally_on.to_string();
        let message = format!("{day} is no day on which territories of today's keys could change");
        return Some(Reason::new("impossible-day", [&day], message));
    }
    if one.kind == ChangeKind::Dissolved && both_ways {
        let message = format!("{old} and {new} are each said to have gone into the other on the same day");
        return Some(Reason::new("both-ways", [old, new], message));
    }
    if one.kind == ChangeKind::Part && old == new {
        let message = format!("a part of {old} cannot move to {new} itself");
        return Some(Reason::new("part-of-itself", [old], message));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kind: ChangeKind, old: &str, new: &str, day: Date, row: u32) -> Change {
        let key = |code: &str| code.parse().unwrap_or_else(|error| panic!("{error}"));
        Change {
            kind,
            old_key: key(old),
            old_name: "Alt".to_owned(),
            new_key: key(new),
            new_name: "Neu".to_owned(),
            regional: None,
            legally_on: day,
            statistically_on: None,
            is_day_known: true,
            population: Some(10),
            area_ha: Some(1.5),
            population_share: None,
            area_share: None,
            sheet: String::new(),
            row,
        }
    }

    #[test]
    fn parts_are_added_up_and_what_cannot_be_true_is_refused_by_line() {
        use ChangeKind::{Dissolved, Key, Part};
        let day = jiff::civil::date(2020, 1, 1);
        let list = Changes {
            changes: vec![
                change(Part, "01053001", "01053002", day, 1),
                change(Part, "01053001", "01053002", day, 2),
                change(Dissolved, "01053003", "01053004", day, 3),
                change(Dissolved, "01053005", "01053006", day, 4),
                change(Dissolved, "01053005", "01053004", day, 5),
                change(Dissolved, "01053007", "01053008", day, 6),
                change(Dissolved, "01053008", "01053007", day, 7),
                change(Key, "01053009", "01054009", day, 8),
                change(Key, "01053009", "01054010", jiff::civil::date(2999, 1, 1), 9),
                change(Part, "01053010", "01053010", day, 10),
            ],
            ..Changes::default()
        };
        let found = from_list(&list, "Amt", "", jiff::civil::date(2024, 6, 1));
        let told: Vec<_> = found
            .reforms
            .iter()
            .map(|one| (one.old_key.code(), one.population, one.area_share, one.is_new))
            .collect();
        assert_eq!(
            told,
            [
                ("01053001", Some(20), None, false),
                ("01053003", Some(10), Some(1.0), false),
                ("01053005", Some(10), None, false),
                ("01053005", Some(10), None, false),
                ("01053009", Some(10), Some(1.0), true),
            ]
        );
        assert_eq!((found.n_added_up, found.reforms[0].area_ha), (1, Some(3.0)));
        let refused: Vec<u32> = found.left_out.iter().map(|one| one.row).collect();
        assert_eq!(refused, [6, 7, 9, 10]);
    }
}
