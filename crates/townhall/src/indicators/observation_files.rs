//! Observations as files, in every form that `formats::observations` writes: one way for command line, pages and interface.
//!
//! What a line says beside its value (source, data state, edition, territory in words) is put together here. The terms of a source are
//! those of its newest delivery that occurs; a value that was computed from others says so in every line, and so does one that is not
//! released. Everything is read twice at one moment: once for what stands once in a file, once for its lines.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::ControlFlow,
    sync::Arc,
};

use figures::{dimension::DimensionSet, number::Number, observation::Status, period::Period, source::AreaState};
use formats::{
    FileError,
    observations::{Head, Line, Terms, Writer},
};
use jiff::civil::Date;
use store::{Store, StoreError, lake::Pin, scope::Scope};

use super::{
    catalogue::{Catalogue, Indicator},
    deliveries::{self, Delivery},
    observations::{self, Dictionary, Observation, Selection, SourceEntry},
    own::Visibility,
    remarks::{self, Remarks},
};
use crate::territories::KeyTable;

/// What dl-de/by-2-0 asks to be said of changed data.
const CHANGED: &str = "eigene Berechnung, Daten verändert";
/// How a delivery is called that was computed here.
const DERIVED: &str = "derived";

/// What lines refer to: deliveries by number, and the remarks on values.
#[derive(Debug)]
pub struct Background {
    deliveries: HashMap<i64, Delivery>,
    remarks: Remarks,
}

impl Background {
    /// Loads what the scope may see; remarks of these versions of indicators only, when some are named.
    pub async fn load(store: &Store, scope: &Scope, versions: Option<&[i32]>) -> Result<Self, StoreError> {
        let all = deliveries::deliveries(store, scope, None, i64::MAX).await?;
        Ok(Self {
            deliveries: all.into_iter().map(|one| (one.number, one)).collect(),
            remarks: remarks::of_indicators(store, scope, versions).await?,
        })
    }

    /// The delivery with this number.
    pub fn delivery(&self, number: i64) -> Option<&Delivery> {
        self.deliveries.get(&number)
    }

    /// The publisher's data state of a value.
    pub fn known_on(&self, delivery: i64) -> Option<Date> {
        self.delivery(delivery).map(|one| one.known_on)
    }

    /// Whether a value is not released.
    fn is_internal(&self, delivery: i64) -> bool {
        self.delivery(delivery)
            .is_some_and(|one| one.visibility != Visibility::Public)
    }
}

/// What is read from, at one moment and as one scope sees it.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The installation.
    pub store: &'a Store,
    /// The moment.
    pub pin: &'a Pin,
    /// The list of indicators.
    pub catalogue: &'a Catalogue,
    /// What the keys of the lake stand for.
    pub dictionary: &'a Dictionary,
    /// The list of keys.
    pub keys: &'a KeyTable,
    /// The deliveries.
    pub background: &'a Background,
}

/// In which order lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they are stored: nothing is held back, the order means nothing.
    AsStored,
    /// By indicator, territory, breakdown, source and period: the same in every installation. One indicator at a time is held.
    Sorted,
}

/// Which of the selected observations are written.
pub type Wanted<'w> = dyn Fn(&Observation<'_>) -> bool + 'w;

impl Shelf<'_> {
    /// What occurs in a selection.
    pub fn contents(&self, selection: &Selection, is_wanted: &Wanted<'_>) -> Result<Contents, StoreError> {
        let mut contents = Contents::default();
        let words = (self.catalogue, self.dictionary, self.keys);
        observations::read_on(self.store, self.pin, words, selection, None, |one| {
            if is_wanted(&one) {
                contents.add(&one, self.background);
            }
            ControlFlow::Continue(())
        })?;
        Ok(contents)
    }

    /// Writes the lines of a selection. `with_deliveries` says whether the numbers of deliveries mean something to the reader.
    pub fn write(
        &self,
        selection: &Selection,
        is_wanted: &Wanted<'_>,
        order: Order,
        (head, with_deliveries): (&Head, bool),
        writer: &mut dyn Writer,
    ) -> Result<(), WriteError> {
        let lines = Lines {
            shelf: self,
            head,
            with_deliveries,
        };
        let words = (self.catalogue, self.dictionary, self.keys);
        if order == Order::AsStored {
            let mut failed = None;
            observations::read_on(self.store, self.pin, words, selection, None, |one| {
                if !is_wanted(&one) {
                    return ControlFlow::Continue(());
                }
                match lines.write(&Kept::of(&one, self.background), writer) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        failed = Some(error);
                        ControlFlow::Break(())
                    }
                }
            })?;
            return failed.map_or(Ok(()), |error| Err(error.into()));
        }
        for (slug, ..) in &head.indicators {
            let Some(indicator) = self.catalogue.by_slug(slug) else {
                continue;
            };
            let of_one = selection.of_indicator(indicator.version_id);
            let mut kept = Vec::new();
            observations::read_on(self.store, self.pin, words, &of_one, None, |one| {
                if is_wanted(&one) {
                    kept.push(Kept::of(&one, self.background));
                }
                ControlFlow::Continue(())
            })?;
            kept.sort_by(|a, b| a.order(self.keys).cmp(&b.order(self.keys)));
            for one in &kept {
                lines.write(one, writer)?;
            }
        }
        Ok(())
    }
}

/// Why a file could not be written to its end.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The figures cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The form cannot hold them, or the output refused.
    #[error(transparent)]
    File(#[from] FileError),
    /// The output refused.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

/// What occurs in a selection; known before the first line is written.
#[derive(Debug, Default)]
pub struct Contents {
    sources: BTreeMap<(String, String), (i64, SourceEntry)>,
    concepts: BTreeSet<String>,
    indicators: BTreeSet<i32>,
    known_on: BTreeSet<Date>,
    codes: BTreeSet<(String, String)>,
    visibilities: BTreeSet<Visibility>,
    has_several_flags: bool,
    n_observations: u64,
}

impl Contents {
    /// Counts an observation.
    pub fn add(&mut self, one: &Observation<'_>, background: &Background) {
        self.n_observations += 1;
        self.indicators.insert(one.indicator.version_id);
        self.known_on.extend(background.known_on(one.delivery));
        self.visibilities
            .extend(background.delivery(one.delivery).map(|one| one.visibility));
        self.has_several_flags |= 1 < one.status.flags().count();
        if !one.dimensions.is_empty()
            && let Ok(set) = one.dimensions.parse::<DimensionSet>()
        {
            for (concept, code) in set.pairs() {
                if !self.concepts.contains(concept) {
                    self.concepts.insert(concept.to_owned());
                }
                self.codes.insert((concept.to_owned(), code.to_owned()));
            }
        }
        let key = (one.source.slug.clone(), one.source.area_state.clone());
        let newest = self.sources.entry(key).or_insert_with(|| (0, one.source.clone()));
        newest.0 = newest.0.max(one.delivery);
    }

    /// How many there are.
    pub fn n_observations(&self) -> u64 {
        self.n_observations
    }

    /// Sources and area states that occur.
    pub fn sources(&self) -> impl Iterator<Item = &(String, String)> {
        self.sources.keys()
    }

    /// Data states that occur.
    pub fn data_states(&self) -> &BTreeSet<Date> {
        &self.known_on
    }

    /// Who may see the values that occur.
    pub fn visibilities(&self) -> &BTreeSet<Visibility> {
        &self.visibilities
    }

    /// Versions of indicators that occur.
    pub fn indicators(&self) -> &BTreeSet<i32> {
        &self.indicators
    }

    /// What is said once about all lines.
    pub fn head(&self, shelf: &Shelf<'_>, title: impl Fn(&Indicator) -> String) -> Head {
        let background = shelf.background;
        let indicators: Vec<&Indicator> = self
            .indicators
            .iter()
            .filter_map(|id| shelf.catalogue.by_version(*id))
            .collect();
        let mut names: Vec<(String, String, figures::unit::Unit)> = indicators
            .iter()
            .map(|one| (one.slug.clone(), title(one), one.version.unit))
            .collect();
        names.sort();
        names.dedup();
        let titles: Vec<&str> = names.iter().take(5).map(|(_, title, _)| title.as_str()).collect();
        Head {
            title: titles.join(", ") + if titles.len() < names.len() { " …" } else { "" },
            terms: self
                .sources
                .values()
                .map(|(newest, source)| terms(source, background.delivery(*newest)))
                .collect(),
            concepts: self.concepts.clone(),
            words: shelf.dictionary.words().of(self
                .codes
                .iter()
                .map(|(concept, code)| (concept.as_str(), code.as_str()))),
            has_several_flags: self.has_several_flags,
            indicators: names,
            created_on: self.known_on.last().copied(),
            sheet: "observations".to_owned(),
            source_sheet: "sources".to_owned(),
        }
    }
}

fn terms(source: &SourceEntry, newest: Option<&Delivery>) -> Terms {
    let said =
        |of_delivery: Option<&String>, of_source: &str| of_delivery.cloned().unwrap_or_else(|| of_source.to_owned());
    Terms {
        slug: source.slug.clone(),
        // What the dictionary holds was written by an area state, so it always reads.
        area_state: source.area_state.parse().unwrap_or(AreaState::Unstated),
        provider: said(newest.and_then(|one| one.provider.as_ref()), &source.provider),
        title: said(newest.and_then(|one| one.title.as_ref()), &source.title),
        note: said(newest.and_then(|one| one.source_note.as_ref()), &source.note),
        licence: newest
            .and_then(|one| one.licence.clone())
            .or_else(|| source.licence.clone()),
        dataset_uri: newest
            .and_then(|one| one.dataset_uri.clone())
            .or_else(|| source.dataset_uri.clone()),
    }
}

/// An observation that outlives the reading, so that lines can be sorted.
#[derive(Debug, Clone)]
struct Kept {
    version_id: i32,
    territory: i32,
    dimensions: DimensionSet,
    period: Period,
    number: Option<Number>,
    status: Status,
    source: (String, String),
    delivery: i64,
    remark: Option<Arc<str>>,
    is_internal: bool,
}

impl Kept {
    /// Keeps an observation.
    fn of(one: &Observation<'_>, background: &Background) -> Self {
        Self {
            version_id: one.indicator.version_id,
            territory: one.territory,
            dimensions: one.dimensions.parse().unwrap_or_default(),
            period: one.period,
            number: one.number,
            status: one.status,
            source: (one.source.slug.clone(), one.source.area_state.clone()),
            delivery: one.delivery,
            remark: background.remarks.shared(one.delivery, one.position),
            is_internal: background.is_internal(one.delivery),
        }
    }

    /// An order that is the same in every installation: territory, breakdown, source, period.
    fn order<'a>(&'a self, keys: &'a KeyTable) -> impl Ord + 'a {
        (keys.key_of(self.territory), &self.dimensions, &self.source, self.period)
    }
}

/// What turns observations into lines of one file.
struct Lines<'a> {
    shelf: &'a Shelf<'a>,
    head: &'a Head,
    with_deliveries: bool,
}

impl Lines<'_> {
    /// Writes a kept observation.
    fn write(&self, one: &Kept, writer: &mut dyn Writer) -> Result<(), FileError> {
        let Some(indicator) = self.shelf.catalogue.by_version(one.version_id) else {
            return Ok(());
        };
        let (key, name) = match self.shelf.keys.get(one.territory) {
            Some((key, name)) => (key.to_string(), name),
            None => (String::new(), ""),
        };
        let terms = self
            .head
            .terms
            .iter()
            .find(|terms| terms.slug == one.source.0 && terms.area_state.to_string() == one.source.1);
        let Some(terms) = terms else {
            return Err(FileError::OwnLayout(format!(
                "the source {} is not in the head of the file; this is a mistake in the program",
                one.source.0
            )));
        };
        let delivery = self.shelf.background.delivery(one.delivery);
        writer.line(&Line {
            indicator: &indicator.slug,
            unit: indicator.version.unit,
            territory: &key,
            territory_name: name,
            period: one.period,
            number: one.number,
            status: one.status,
            dimensions: &one.dimensions,
            terms,
            known_on: delivery.map_or(Date::constant(1970, 1, 1), |delivery| delivery.known_on),
            edition: delivery.and_then(|delivery| delivery.edition.as_deref()),
            delivery: self.with_deliveries.then_some(one.delivery),
            remark: one.remark.as_deref(),
            changes: delivery.filter(|one| one.kind.as_str() == DERIVED).map(|_| CHANGED),
            is_internal: one.is_internal,
        })
    }
}

#[cfg(test)]
mod tests;
