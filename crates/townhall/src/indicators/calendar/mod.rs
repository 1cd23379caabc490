//! The yearly calendar: which figures appear when and where, what is overdue, and an iCalendar file for the calendar at the desk.
//!
//! What ships is a list of facts with their certainty (`data/calendar/releases.toml`); nothing is asked over the network. Whether a release
//! is overdue follows from today and from the newest period that is here: for the homes of this installation and their districts when there
//! are homes, else for any place.

mod file;
pub mod ical;

use figures::period::Period;
use jiff::civil::Date;
use serde::Serialize;
use store::{Store, StoreError, lake::vintage::AsOf, scope::Scope};

pub use self::file::{Certainty, Release, releases};
use super::{
    observations::{self, Selection},
    profile::Place,
    registers::Registers,
};
use crate::{people, territories};

/// Where a release stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The newest reference year that can be expected is here.
    Here,
    /// A newer one usually has appeared and is not here.
    Overdue,
    /// Nothing of it is here.
    Nothing,
    /// No indicator of the catalogue depends on it, or no month is usual, so nothing can be said.
    Unknown,
}

impl State {
    /// The word in the interface and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Overdue => "overdue",
            Self::Nothing => "nothing",
            Self::Unknown => "unknown",
        }
    }
}

/// A release and where it stands today.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What appears.
    pub release: &'static Release,
    /// Where it stands.
    pub state: State,
    /// The newest reference year that can be expected today; `None` without a usual month.
    pub expected: Option<i16>,
    /// The newest period that is here.
    pub newest: Option<Period>,
}

/// The newest reference year that usually has appeared by today: of the last month that is over.
fn expected(release: &Release, today: Date) -> Option<i16> {
    let last = *release.months.last()?;
    let year = if last < today.month() {
        today.year()
    } else {
        today.year() - 1
    };
    Some(year - i16::from(release.years_behind))
}

/// All releases with what is here. Blocking: it reads the lake.
pub fn entries(
    store: &Store,
    registers: &Registers,
    territories: Option<&[i32]>,
    today: Date,
) -> Result<Vec<Entry>, StoreError> {
    releases()
        .iter()
        .map(|release| entry(store, registers, territories, release, today))
        .collect()
}

fn entry(
    store: &Store,
    registers: &Registers,
    territories: Option<&[i32]>,
    release: &'static Release,
    today: Date,
) -> Result<Entry, StoreError> {
    let Registers {
        catalogue,
        dictionary,
        pin,
        ..
    } = registers;
    let known = release.indicators.iter().filter_map(|slug| catalogue.by_slug(slug));
    let versions: Vec<i32> = known.map(|indicator| indicator.version_id).collect();
    let mut newest: Option<Period> = None;
    if !versions.is_empty() {
        let selection = Selection::of(Some(versions.clone()), territories.map(<[i32]>::to_vec), AsOf::Current);
        observations::read(store, pin, catalogue, dictionary, &selection, |one| {
            let is_of_source = release.source.as_ref().is_none_or(|source| one.source.slug == *source);
            if is_of_source && one.number.is_some() {
                newest = newest.max(Some(one.period));
            }
            true
        })?;
    }
    let expected = expected(release, today);
    let state = match (versions.is_empty(), newest, expected) {
        (true, ..) => State::Unknown,
        (false, None, _) => State::Nothing,
        (false, Some(newest), Some(expected)) if newest.start().year() < expected => State::Overdue,
        (false, Some(_), None) => State::Unknown,
        (false, Some(_), Some(_)) => State::Here,
    };
    Ok(Entry {
        release,
        state,
        expected,
        newest,
    })
}

/// The keys of all homes and of their districts; `None` when there is no home.
pub async fn territories_of_homes(store: &Store, scope: &Scope) -> Result<Option<Vec<i32>>, StoreError> {
    let read = store.sql.read(scope);
    let mut keys = Vec::new();
    for home in people::organisations(read).await? {
        let Some(id) = home.territory_id else { continue };
        if let Some(territory) = territories::by_id(read, id).await? {
            let place = Place::of(store, scope, territory).await?;
            keys.extend(place.own.into_iter().chain(place.district_keys));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    Ok((!keys.is_empty()).then_some(keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_expected_when_its_usual_months_are_over() {
        let release = |months: &[i8], years_behind| Release {
            months: months.to_vec(),
            years_behind,
            ..releases()[0].clone()
        };
        let check = |months: &[i8], years_behind, today: &str, year: Option<i16>| {
            let today = today.parse().expect("a day");
            assert_eq!(
                expected(&release(months, years_behind), today),
                year,
                "{months:?} {today}"
            );
        };
        check(&[1], 1, "2026-01-31", Some(2024));
        check(&[1], 1, "2026-02-01", Some(2025));
        check(&[7, 8, 9], 1, "2026-09-30", Some(2024));
        check(&[7, 8, 9], 1, "2026-10-01", Some(2025));
        check(&[12], 0, "2026-12-31", Some(2025));
        check(&[], 1, "2026-12-31", None);
    }

    #[test]
    fn what_ships_is_whole() {
        let all = releases();
        assert!(10 <= all.len());
        for one in all {
            assert!(one.address.starts_with("https://"), "{}", one.id);
            assert!(
                one.months.iter().all(|month| (1..=12).contains(month)) && one.months.is_sorted(),
                "{}",
                one.id
            );
            assert!(!one.title.text(web::language::Language::En).is_empty(), "{}", one.id);
            assert_eq!(all.iter().filter(|other| other.id == one.id).count(), 1, "{}", one.id);
        }
    }
}
