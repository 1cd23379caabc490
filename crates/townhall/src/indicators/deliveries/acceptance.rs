//! Making a checked file visible: its keys, its rows, its record and its report in one transaction, or nothing of it.

use std::{collections::HashSet, sync::OnceLock};

use figures::{
    source::{AreaState, Source},
    unit::Unit,
};
use formats::ReadOptions;
use jiff::civil::Date;
use store::{
    Store, StoreError,
    files::Staged,
    lake::{Mark, Pin, Row, SeriesKey},
    scope::Scope,
    sql::{Numbered, Write},
};

use super::{
    Basis, Kind, Report,
    account::{Account, BELOW_THRESHOLD, Candidate, Collected},
    completion::{source_slug, stated_time},
    import::ImportOptions,
    position, recall,
    storage::{self, NewDelivery},
    unchanged::mark_unchanged,
};
use crate::{
    audit,
    indicators::{
        catalogue::{self, GoalLink, Proposal, Stated},
        code_words,
        levels::levels_of,
        own::{
            Visibility, indicator_title,
            indicators::{Named, found_by_file},
            is_of_no_publisher,
        },
        remarks,
    },
    people::Organisation,
    territories::KeyTable,
};

/// Name and SHA-256 of the files that the figures were carried over from, which only our own layout knows.
fn originals(format: &str, options: &ReadOptions) -> Vec<(String, String)> {
    let sidecar = options.sidecar.iter().filter(|_| format == "lotse-figures");
    sidecar
        .flat_map(|sidecar| &sidecar.originals)
        .map(|original| (original.file.clone(), original.sha256.clone()))
        .collect()
}

/// Everything that is needed to make a delivery visible.
pub(super) struct Acceptance<'a> {
    pub(super) store: &'a Store,
    pub(super) scope: &'a Scope,
    pub(super) keys: &'a KeyTable,
    /// Why nothing was stored, when the rows state again what was recalled.
    pub(super) recalled: OnceLock<String>,
    pub(super) collected: &'a Collected,
    /// In whose name the file speaks, if it holds own values.
    pub(super) home: Option<&'a Organisation>,
    pub(super) staged: &'a Staged,
    pub(super) name: &'a str,
    pub(super) format: &'static str,
    pub(super) options: &'a ImportOptions,
    pub(super) known_on: Date,
    pub(super) known_on_basis: Basis,
}

impl Acceptance<'_> {
    /// Makes the delivery visible, whole. Returns its number and how many values were known already.
    pub(super) async fn accept(&self) -> Result<(i64, u64), StoreError> {
        let Self { store, scope, .. } = self;
        let pending = store.lake.reserve(&store.sql, scope).await?;
        store.files.keep(self.staged)?;
        // The segment is written inside the transaction, because its keys are given out there: were it written before, a crash could
        // leave indicators behind that no delivery names.
        let result = store
            .sql
            .write(scope, async |write| {
                let number = write.next_id(Numbered::Delivery).await?;
                // Writes are one after the other, so what is seen now is what the delivery follows. What everybody may see confirms
                // nothing that only some may see: its readers could not find the value.
                let sight = match self.options.visibility {
                    Visibility::Public => Scope::public(),
                    _ => (*scope).clone(),
                };
                let pin = store.lake.pin(&store.sql, &sight).await?;
                let rows = self.rows(write, &pin, number).await?;
                if let Some(again) = recall::stated_again(write, &rows.rows, self.known_on).await? {
                    let place = position::decode(again.position).unwrap_or_default();
                    let message = format!(
                        "the file states a value that was recalled, first in {place}; take it out of the file, or give the later data state by which the publisher corrected it"
                    );
                    let _ = self.recalled.set(message.clone());
                    return Err(StoreError::Refused(message));
                }
                let written = store.lake.write(&pending, &rows.rows)?;
                store.lake.commit(write, &pending, &written).await?;
                self.record(write, number, &rows).await?;
                Ok((number, rows.n_unchanged))
            })
            .await;
        match result {
            Ok((done, _)) => Ok(done),
            Err(error) => {
                // The first error is the one to tell; what cannot be cleaned now is swept later.
                let _ = store.lake.abandon(&store.sql, scope, &pending).await;
                if self.recalled.get().is_some() {
                    recall::forget(store, scope, self.staged.sha256()).await?;
                }
                Err(error)
            }
        }
    }

    /// The rows as the lake keeps them, sorted, with the keys of its dictionaries.
    async fn rows(&self, write: &mut Write, pin: &Pin, number: i64) -> Result<Rows, StoreError> {
        let Collected {
            head,
            dimensions,
            candidates,
            ..
        } = self.collected;
        let delivery = i32::try_from(number)
            .map_err(|_| StoreError::Schema(format!("delivery {number} is too large a number")))?;
        let source_slug = source_slug(head, self.options);
        if head.is_structure {
            return Ok(Rows::default());
        }
        let source = storage::ensure_source(
            write,
            &Source {
                slug: source_slug.clone(),
                provider: head.provider.clone().unwrap_or_default(),
                title: head.title.clone().unwrap_or_default(),
                note: head.source_note.clone().unwrap_or_default(),
                licence: head.licence.clone(),
                dataset_uri: head.dataset_uri.clone(),
                area_state: head.area_state.unwrap_or(AreaState::Unstated),
            },
            self.options.visibility == Visibility::Public,
        )
        .await?;
        let mut indicators = Vec::new();
        for (index, indicator) in (0_u32..).zip(&head.indicators) {
            let of_indicator = || candidates.iter().filter(|one| one.indicator == index);
            let decimals = of_indicator().map(decimals_shown).max().unwrap_or(0);
            let proposal = Proposal {
                scheme: source_slug.clone(),
                name: indicator.name.clone(),
                title: indicator.title.clone(),
                goals: indicator
                    .goals
                    .iter()
                    .map(|goal| GoalLink {
                        framework: goal.framework.clone(),
                        edition: catalogue::edition_of(&goal.framework),
                        code: goal.code.clone(),
                        relation: goal.relation.clone(),
                    })
                    .collect(),
                long_name: indicator.long_name.clone(),
                notes: indicator.notes.clone(),
                formula: indicator.formula.clone(),
                source: indicator.source.clone(),
                stated: Stated {
                    unit: indicator.unit,
                    reference: stated_time(indicator, of_indicator()),
                    counted_at: None,
                },
                decimals,
                protection: self.options.counts.filter(|_| is_of_no_publisher(&source_slug)),
                visibility: self.options.visibility,
            };
            if let Some(home) = self.home {
                let named = Named {
                    name: &indicator.name,
                    title: head
                        .title
                        .as_deref()
                        .and_then(indicator_title)
                        .filter(|_| head.indicators.len() == 1),
                    unit: indicator.unit.unwrap_or(Unit::Unstated),
                    decimals,
                    protection: self.options.counts,
                    visibility: self.options.visibility,
                };
                found_by_file(write, home, &named, self.options.now).await?;
            }
            let version_id = catalogue::ensure(write, &proposal, self.options.now).await?;
            if let Some(unit) = self.options.units.get(&indicator.name) {
                let stated = Stated {
                    unit: Some(*unit),
                    ..Stated::default()
                };
                catalogue::state(write, version_id, stated, self.options.now).await?;
            }
            indicators.push(version_id);
        }
        let mut sets = Vec::new();
        for set in dimensions {
            sets.push(storage::ensure_dimension_set(write, &set.to_string()).await?);
        }
        let of = |list: &[i32], index: u32| {
            list.get(usize::try_from(index).unwrap_or(usize::MAX))
                .copied()
                .unwrap_or(0)
        };
        let mut rows: Vec<Row> = candidates
            .iter()
            .map(|candidate| Row {
                key: SeriesKey {
                    indicator: of(&indicators, candidate.indicator),
                    territory: candidate.territory,
                    dimension: of(&sets, candidate.dimensions),
                    source,
                },
                start: candidate.start,
                frequency: candidate.frequency,
                delivery,
                mark: Mark::Value,
                value: candidate.value,
                decimals: candidate.decimals,
                status: candidate.status.code(),
                position: position::encode(candidate.place),
            })
            .collect();
        rows.sort_by_key(Row::order);
        mark_unchanged(self.store, pin, self.known_on, &mut rows)?;
        // A row that was repaired counts as corrected, also when what it says was known.
        let corrected: HashSet<i64> = candidates
            .iter()
            .filter(|candidate| candidate.is_corrected())
            .map(|candidate| position::encode(candidate.place))
            .collect();
        let unchanged = rows.iter().filter(|row| row.mark != Mark::Value);
        let n_unchanged = unchanged.filter(|row| !corrected.contains(&row.position)).count() as u64;
        Ok(Rows {
            rows,
            source: Some(source),
            n_unchanged,
        })
    }

    async fn record(&self, write: &mut Write, number: i64, rows: &Rows) -> Result<(), StoreError> {
        let Collected {
            head,
            problems,
            account,
            ..
        } = self.collected;
        let report = Report {
            account: Account {
                of_which_unchanged: rows.n_unchanged,
                ..account.clone()
            },
            layout: head.layout.clone(),
            sheets: head.sheets.clone(),
            detected: head.detected.clone(),
            area_state: head.area_state,
            mapping: self.options.read.mapping.clone(),
            originals: originals(self.format, &self.options.read),
            reason: None,
            computation: None,
            withholds: problems.iter().any(|problem| problem.code == BELOW_THRESHOLD),
        };
        let new = NewDelivery {
            number,
            kind: Kind::Merge,
            visibility: self.options.visibility,
            source_id: rows.source.map(i64::from),
            known_on: self.known_on,
            known_on_basis: self.known_on_basis,
            accepted_at: self.options.now,
            file_name: self.name,
            file: Some(self.staged),
            format: self.format,
            head: Some(head),
            withdraws: None,
            report: &report,
        };
        storage::insert(write, &new).await?;
        for part in rows.rows.chunk_by(|a, b| a.key.indicator == b.key.indicator) {
            let n_new = part.iter().filter(|row| row.mark == Mark::Value).count();
            let levels = levels_of(self.keys, part.iter().map(|row| row.key.territory));
            storage::insert_indicator(write, number, part[0].key.indicator, part.len(), n_new, &levels).await?;
        }
        storage::insert_problems(write, number, problems).await?;
        let mut said: Vec<_> = self
            .collected
            .remarks
            .iter()
            .map(|(place, remark)| (position::encode(*place), std::sync::Arc::clone(remark)))
            .collect();
        said.sort_unstable();
        remarks::insert(write, number, &said).await?;
        code_words::insert(write, number, &head.words).await?;
        let detail = serde_json::json!({
            "file": self.name,
            "sha256": self.staged.sha256(),
            "stored": account.stored,
            "corrected": account.corrected,
            "rejected": account.rejected,
        });
        let entry = audit::Entry {
            action: "import",
            subject_kind: "delivery",
            subject: number.to_string(),
            detail,
        };
        audit::record(write, self.options.now, entry).await
    }
}

/// Rows and their source; a file of structures has neither.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    source: Option<i32>,
    n_unchanged: u64,
}

/// Digits after the decimal sign that a value needs to be shown as it was delivered; at most four.
fn decimals_shown(candidate: &Candidate) -> u8 {
    let Some(value) = candidate.value else { return 0 };
    match u8::try_from(candidate.decimals) {
        Ok(decimals) => decimals.min(4),
        Err(_) => {
            let text = value.to_string();
            let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            u8::try_from(fraction.min(4)).unwrap_or(4)
        }
    }
}
