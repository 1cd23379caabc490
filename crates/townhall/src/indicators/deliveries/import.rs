//! Taking a delivered file: staged, read, checked, compared with what is known, and made visible in one transaction.
//!
//! A file that cannot be read leaves nothing behind. A delivery of which a part is wrong keeps the good rows and names the others, or is
//! refused whole when the person asked for that. The same file may be delivered again: what it repeats becomes no new vintage.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
    sync::OnceLock,
};

use figures::{
    source::{AreaState, Source},
    unit::Unit,
};
use formats::{FileError, ReadOptions, limits::Limits};
use jiff::{Timestamp, civil::Date};
use store::{
    Store, StoreError,
    files::Staged,
    lake::{Mark, Pin, Row, SeriesKey},
    scope::Scope,
    sql::{Numbered, Write},
};

use super::{
    Basis, Kind, Report,
    account::{Account, Candidate, Collected, Collector},
    completion::{complete, data_state, source_slug, stated_time},
    folder,
    path::{file_name, folder_name, open, sidecar_of},
    position, recall,
    storage::{self, NewDelivery},
    structures,
    unchanged::mark_unchanged,
};
use crate::{
    audit,
    indicators::{
        catalogue::{self, GoalLink, Proposal, Stated},
        code_words, formulas,
        levels::levels_of,
        own::{
            Protection, Visibility, home_of, indicator_title,
            indicators::{Named, found_by_file},
            is_of_no_publisher,
        },
        remarks,
    },
    people::{self, Organisation},
    territories::KeyTable,
};

pub use super::file_report::{FileReport, Outcome, ShownProblem};

/// Largest file that is taken.
const LARGEST_FILE_BYTES: u64 = 4 << 30;

/// What the person who delivers has said.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The publisher's data state, where the file does not prove it.
    pub known_on: Option<Date>,
    /// What happens when rows are wrong.
    pub on_problem: OnProblem,
    /// Only tell what would happen.
    pub dry_run: bool,
    /// The indicator, for tables that name none.
    pub indicator: Option<String>,
    /// The units of indicators for which the file states none, by their names.
    pub units: BTreeMap<String, Unit>,
    /// The source, for files that name none.
    pub source: Option<String>,
    /// The note that must stand beside the figures, for files that bring none.
    pub source_note: Option<String>,
    /// The licence, for files that state none.
    pub licence: Option<String>,
    /// Where the file was fetched from, for files that name no address.
    pub dataset_uri: Option<String>,
    /// What the person has decided about columns and periods.
    pub read: ReadOptions,
    /// Who may see the delivery.
    pub visibility: Visibility,
    /// That nobody was asked yet who may see it: then a table without a publisher stays inside.
    pub keeps_own_inside: bool,
    /// Whether people stand behind what a table without a publisher counts, where the catalogue does not say it.
    pub counts: Option<Protection>,
    /// Now.
    pub now: Timestamp,
}

impl ImportOptions {
    /// Nothing said, at this time.
    pub fn at(now: Timestamp) -> Self {
        Self {
            known_on: None,
            on_problem: OnProblem::RejectRows,
            dry_run: false,
            indicator: None,
            units: BTreeMap::new(),
            source: None,
            source_note: None,
            licence: None,
            dataset_uri: None,
            read: ReadOptions::default(),
            visibility: Visibility::Public,
            keeps_own_inside: false,
            counts: None,
            now,
        }
    }
}

impl ImportOptions {
    pub(super) fn today(&self) -> Date {
        web::format::day(self.now)
    }
}

/// What happens when rows are wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnProblem {
    /// The wrong rows are rejected, the others taken.
    RejectRows,
    /// The whole delivery is refused.
    Refuse,
}

/// Takes one file. An error means that the store failed; everything that is wrong with the file stands in the report.
pub async fn import(
    store: &Store,
    scope: &Scope,
    keys: &KeyTable,
    path: &Path,
    options: &ImportOptions,
) -> Result<FileReport, StoreError> {
    let mut report = FileReport::new(path);
    let delivered = if path.is_dir() {
        folder::pack(store, path, LARGEST_FILE_BYTES)?.map(|packed| {
            report.packed = Some(packed.count);
            packed.archive
        })
    } else {
        open(path)
    };
    let mut input = match delivered {
        Ok(input) => input,
        Err(message) => return Ok(report.failed("not_a_file", message)),
    };
    let sidecar = match sidecar_of(path) {
        Ok(sidecar) => sidecar,
        Err(message) => return Ok(report.failed("sidecar", message)),
    };
    let mut options = options.clone();
    options.read.sidecar = options.read.sidecar.or(sidecar);
    options.read.file_name.get_or_insert_with(|| file_name(path));
    let staged = match store.files.stage(&mut input, LARGEST_FILE_BYTES) {
        Ok(staged) => staged,
        Err(StoreError::Refused(message)) => return Ok(report.failed("not_taken", message)),
        Err(error) => return Err(error),
    };
    let name = match report.packed {
        Some(_) => format!("{}.zip", folder_name(path)),
        None => file_name(path),
    };
    take(store, scope, keys, &name, &staged, &options, report).await
}

/// Takes one file that is already in memory, such as the demo figures that ship with the program.
pub async fn import_bytes(
    store: &Store,
    scope: &Scope,
    keys: &KeyTable,
    name: &str,
    mut bytes: &[u8],
    options: &ImportOptions,
) -> Result<FileReport, StoreError> {
    let staged = store.files.stage(&mut bytes, LARGEST_FILE_BYTES)?;
    take(
        store,
        scope,
        keys,
        name,
        &staged,
        options,
        FileReport::new(Path::new(name)),
    )
    .await
}

async fn take(
    store: &Store,
    scope: &Scope,
    keys: &KeyTable,
    name: &str,
    staged: &Staged,
    options: &ImportOptions,
    mut report: FileReport,
) -> Result<FileReport, StoreError> {
    report.sha256 = Some(staged.sha256().to_owned());
    if let Some((number, reason)) = recall::reason_against(store, scope, staged.sha256()).await? {
        let message = format!(
            "figures of this file were recalled from delivery {number} ({reason}); ask the publisher for a corrected file"
        );
        return Ok(report.failed("recalled", message));
    }
    let mut options = options.clone();
    if let Ok(format) = formats::open(&mut staged.open()?, Some(name), &Limits::default()) {
        options.read.structures = structures::at_hand(store, scope, format.id()).await?;
    }
    let options = &mut options;
    let (format, mut collected) = match read(staged, name, keys, options)? {
        Ok(read) => read,
        Err((None, _)) if report.packed.is_some() => {
            let message = "the files in the folder form no collection that is known (an Open SDG repository, a data package, SDMX messages); name the files themselves";
            return Ok(report.failed("not_recognised", message.to_owned()));
        }
        Err((format, error)) => {
            report.format = format;
            return Ok(report.failed(error.code(), error.to_string()));
        }
    };
    report.format = Some(format);
    report.layout = Some(collected.head.layout.clone());
    report.is_structure = collected.head.is_structure;
    if let Some(count) = report.packed {
        collected.head.detected.push(("folder".to_owned(), count.in_words()));
    }
    report.detected = collected.head.detected.iter().cloned().collect();
    if collected.head.is_internal {
        // What was not released where the file was written is not released by being read.
        options.visibility = options.visibility.min_readers(Visibility::Internal);
    }
    complete(&mut collected, options);
    let catalogue = catalogue::load(store, scope).await?;
    let source = source_slug(&collected.head, options);
    report.without_unit = collected.without_unit(&catalogue, &source);
    collected.state_units(&options.units);
    report.is_own = is_of_no_publisher(&source);
    let home = match home_of(&source) {
        Some(name) => people::organisation_by_slug(store.sql.read(scope), name).await?,
        None => None,
    };
    if let Some(name) = home_of(&source) {
        let Some(home) = &home else {
            let message = format!(
                "the file holds own values of \"{name}\", and no home here has this name; add it with \"lotse homes add\", or give the figures a source of another name"
            );
            return Ok(report.failed("own_of_nobody", message));
        };
        collected.reject_elsewhere(keys, home.territory_id, &home.name);
    }
    if report.is_own {
        report.asks_counts = collected.holds_counts(&catalogue, &source);
        if options.keeps_own_inside {
            options.visibility = options.visibility.min_readers(Visibility::Internal);
        }
        if options.visibility == Visibility::Public {
            collected.withhold_small_counts(&catalogue, &source, options.counts);
        }
    }
    collected.settle();
    collected.check_definitions(&catalogue, &source);
    report.account = collected.account.clone();
    report.has_terms = collected.head.source_note.is_some() && collected.head.licence.is_some();
    let (known_on, known_on_basis) = match data_state(&collected, options) {
        Ok(state) => state,
        Err(message) => return Ok(report.failed("data_state", message)),
    };
    report.known_on = Some(known_on);
    if let Some(nameless) = collected.head.indicators.iter().find(|head| head.name.is_empty()) {
        let message = format!(
            "the file names no indicator (looked at {}); say which one it is with --indicator NAME",
            nameless.place
        );
        return Ok(report.failed("no_indicator", message));
    }
    report.show(&collected.problems);
    if collected.candidates.is_empty() && !collected.head.is_structure {
        report.outcome = Outcome::Refused;
        let message = if collected.account.rows_read == 0 {
            "the file has no row with figures; check that the right table was exported"
        } else {
            "no row could be taken; nothing was stored"
        };
        return Ok(report.failed("nothing_to_store", message.to_owned()));
    }
    if options.on_problem == OnProblem::Refuse && collected.account.rejected > 0 {
        report.outcome = Outcome::Refused;
        let message = format!(
            "{} of {} rows would be rejected, so nothing was stored; mend them or leave out --on-problem refuse",
            collected.account.rejected, collected.account.rows_read
        );
        return Ok(report.failed("refused", message));
    }
    let accepted = Acceptance {
        store,
        scope,
        keys,
        recalled: OnceLock::new(),
        collected: &collected,
        home: home.as_ref(),
        staged,
        name,
        format,
        options,
        known_on,
        known_on_basis,
    };
    if options.dry_run {
        report.outcome = Outcome::WouldBeAccepted;
        return Ok(report);
    }
    let (number, n_unchanged) = match accepted.accept().await {
        Ok(done) => done,
        Err(error) => match accepted.recalled.into_inner() {
            Some(message) => return Ok(report.failed("recalled", message)),
            None => return Err(error),
        },
    };
    report.delivery = Some(number);
    report.account.of_which_unchanged = n_unchanged;
    report.outcome = Outcome::Accepted;
    // The delivery stands. Should a computation fail, the next start or delivery takes it up again.
    match formulas::follow(store, scope, options.now).await {
        Ok(derived) => report.derived = derived,
        Err(error) => tracing::error!(%error, delivery = number, "computed indicators do not follow the delivery yet"),
    }
    Ok(report)
}

type Reading = Result<(&'static str, Collected), (Option<&'static str>, FileError)>;

fn read(staged: &Staged, name: &str, keys: &KeyTable, options: &ImportOptions) -> Result<Reading, StoreError> {
    let limits = Limits::default();
    let mut input = staged.open()?;
    let format = match formats::open(&mut input, Some(name), &limits) {
        Ok(format) => format,
        Err(error) => return Ok(Err((None, error))),
    };
    let mut collector = Collector::new(keys, options.today());
    Ok(
        match format.read(&mut input, &options.read, &limits, &mut |event| collector.hear(event)) {
            Ok(()) => Ok((format.id(), collector.finish())),
            Err(error) => Err((Some(format.id()), error)),
        },
    )
}

/// Name and SHA-256 of the files that the figures were carried over from, which only our own layout knows.
fn originals(format: &str, options: &ReadOptions) -> Vec<(String, String)> {
    let sidecar = options.sidecar.iter().filter(|_| format == "lotse-figures");
    sidecar
        .flat_map(|sidecar| &sidecar.originals)
        .map(|original| (original.file.clone(), original.sha256.clone()))
        .collect()
}

/// Everything that is needed to make a delivery visible.
struct Acceptance<'a> {
    store: &'a Store,
    scope: &'a Scope,
    keys: &'a KeyTable,
    /// Why nothing was stored, when the rows state again what was recalled.
    recalled: OnceLock<String>,
    collected: &'a Collected,
    /// In whose name the file speaks, if it holds own values.
    home: Option<&'a Organisation>,
    staged: &'a Staged,
    name: &'a str,
    format: &'static str,
    options: &'a ImportOptions,
    known_on: Date,
    known_on_basis: Basis,
}

impl Acceptance<'_> {
    /// Makes the delivery visible, whole. Returns its number and how many values were known already.
    async fn accept(&self) -> Result<(i64, u64), StoreError> {
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
