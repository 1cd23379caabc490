//! What a delivery does not say and a person has said: its source, its terms, its data state. What the file proves is never overruled.

use std::collections::{BTreeMap, BTreeSet};

use figures::{definition, indicator::Reference, period::Period, unit::Unit};
use formats::{DeliveryHead, IndicatorHead};
use jiff::civil::Date;

use super::{
    Basis,
    account::{Candidate, Collected},
    import::ImportOptions,
};
use crate::indicators::{
    catalogue::Catalogue,
    own::{NO_PUBLISHER, Visibility},
};

/// The short name of the source: what the file proves, what the person said, what the layout suggests.
pub(super) fn source_slug(head: &DeliveryHead, options: &ImportOptions) -> String {
    let said = head.source_slug.as_ref().or(options.source.as_ref());
    said.or(head.source_fallback.as_ref())
        .cloned()
        .unwrap_or_else(|| NO_PUBLISHER.to_owned())
}

/// Fills in what the file does not say and the person has said. What the file says is never overruled.
pub(super) fn complete(collected: &mut Collected, options: &ImportOptions) {
    let head = &mut collected.head;
    if let Some(name) = &options.indicator {
        let is_of_publisher = head.source_slug.is_some();
        match head.indicators.as_mut_slice() {
            // The heading of the only column is a label; a person may say which indicator is meant.
            [only] if !is_of_publisher && !only.name.is_empty() && only.name != *name => {
                let label = std::mem::replace(&mut only.name, name.clone());
                only.title.get_or_insert(label);
            }
            all => {
                for nameless in all.iter_mut().filter(|one| one.name.is_empty()) {
                    nameless.name.clone_from(name);
                }
            }
        }
    }
    let fill = |place: &mut Option<String>, said: &Option<String>| {
        if place.is_none() {
            place.clone_from(said);
        }
    };
    fill(&mut head.source_note, &options.source_note);
    fill(&mut head.licence, &options.licence);
    fill(&mut head.dataset_uri, &options.dataset_uri);
}

impl Collected {
    /// Indicators of which nothing says what they are counted in.
    pub(super) fn without_unit(&self, catalogue: &Catalogue, scheme: &str) -> Vec<String> {
        let is_known = |name: &str| {
            let known = catalogue.by_alias(scheme, name).or_else(|| catalogue.by_slug(name));
            known.is_some_and(|indicator| indicator.version.unit != Unit::Unstated)
        };
        let heads = self.head.indicators.iter();
        let open = heads.filter(|head| head.unit.is_none() && !is_known(&head.name));
        let names: BTreeSet<&str> = open.map(|head| head.name.as_str()).collect();
        names.into_iter().map(str::to_owned).collect()
    }

    /// Whether the file names an indicator that a municipality has described and not published.
    pub(super) fn is_about_closed(&self, catalogue: &Catalogue, scheme: &str) -> bool {
        let known = |name: &str| catalogue.by_alias(scheme, name).or_else(|| catalogue.by_slug(name));
        let mut named = self.head.indicators.iter().filter_map(|head| known(&head.name));
        named.any(|indicator| indicator.is_own() && indicator.visibility != Visibility::Public)
    }

    /// Takes over what a person has said about units; what the file says is never overruled.
    pub(super) fn state_units(&mut self, units: &BTreeMap<String, Unit>) {
        for head in self.head.indicators.iter_mut().filter(|head| head.unit.is_none()) {
            head.unit = units.get(&head.name).copied();
        }
    }
}

/// Which time within their period the values of an indicator are about, as far as the file proves it: values that all lie on the same day
/// of the year are counted on that day, and a name may say that they are averages.
pub(super) fn stated_time<'a>(
    head: &IndicatorHead,
    candidates: impl Iterator<Item = &'a Candidate>,
) -> Option<Reference> {
    let mut days = candidates.map(|one| {
        let period = Period::from_lake(one.start, one.frequency)?;
        period.year_of_day()?;
        Some((period.start().month(), period.start().day()))
    });
    if let Some((month, day)) = days.next()? {
        let is_the_same = days.all(|other| other == Some((month, day)));
        return is_the_same.then(|| Reference::Day {
            month: month.unsigned_abs(),
            day: day.unsigned_abs(),
        });
    }
    let names = [
        Some(head.name.as_str()),
        head.title.as_deref(),
        head.long_name.as_deref(),
    ];
    let is_counted = head.formula.is_none();
    let mut stated = names.into_iter().flatten().filter_map(definition::stated_time);
    stated.next().filter(|_| is_counted)
}

/// The date on which the publisher knew the values, and how it is known.
pub(super) fn data_state(collected: &Collected, options: &ImportOptions) -> Result<(Date, Basis), String> {
    let today = options.today();
    let (date, basis) = match (collected.head.known_on, options.known_on) {
        (Some(proven), Some(asked)) if proven != asked => {
            return Err(format!(
                "the file says that its data state is {proven}, which differs from --known-on {asked}; leave --known-on out"
            ));
        }
        (Some(proven), _) => (proven, Basis::File),
        (None, Some(asked)) => (asked, Basis::Asked),
        (None, None) => match collected.head.edition.as_deref().and_then(end_of_edition) {
            // An edition proves its order among editions, so that an older one loaded later changes nothing today.
            Some(end) => (end.min(today), Basis::Edition),
            None => (today, Basis::Accepted),
        },
    };
    if date > today {
        return Err(format!(
            "the data state {date} lies in the future; give the day on which the publisher released the figures"
        ));
    }
    Ok((date, basis))
}

/// The last day of the year that an edition is named after.
fn end_of_edition(edition: &str) -> Option<Date> {
    let year: i16 = edition.trim().parse().ok()?;
    (1990..=2200).contains(&year).then(|| Date::constant(year, 12, 31))
}
