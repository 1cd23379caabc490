//! Taking a delivered file: staged, read, checked, compared with what is known, and made visible in one transaction.
//!
//! A file that cannot be read leaves nothing behind. A delivery of which a part is wrong keeps the good rows and names the others, or is
//! refused whole when the person asked for that. The same file may be delivered again: what it repeats becomes no new vintage.

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use figures::unit::Unit;
use formats::{FileError, ReadOptions, limits::Limits};
use jiff::{Timestamp, civil::Date};
use store::{Store, StoreError, files::Staged, scope::Scope};

use super::{
    acceptance::Acceptance,
    account::{Collected, Collector},
    completion::{complete, data_state, source_slug},
    folder,
    path::{file_name, folder_name, open, sidecar_of},
    recall, structures,
};
use crate::{
    indicators::{
        catalogue, formulas,
        own::{Protection, Visibility, acting_for, home_of, is_of_no_publisher},
    },
    people,
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
    // Whoever states its terms has published it.
    let is_published = collected.head.licence.is_some() || collected.head.source_note.is_some();
    complete(&mut collected, options);
    let catalogue = catalogue::load(store, scope).await?;
    let source = source_slug(&collected.head, options);
    if collected.is_about_closed(&catalogue, &source) {
        // A figure that a municipality has not published is not published by a file that names it.
        options.visibility = options.visibility.min_readers(Visibility::Internal);
    }
    report.without_unit = collected.without_unit(&catalogue, &source);
    collected.state_units(&options.units);
    report.is_own = is_of_no_publisher(&source) && (home_of(&source).is_some() || !is_published);
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
    collected.reject_other_units(&catalogue, &source);
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
    // What a municipality has counted itself is delivered in its name, as what it types is.
    let deliverer = home
        .as_ref()
        .map_or_else(|| scope.clone(), |home| acting_for(scope, home));
    let accepted = Acceptance {
        store,
        scope: &deliverer,
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
    let about = options
        .read
        .mapping
        .as_ref()
        .and_then(|mapping| mapping.territory.as_deref());
    let about = about.and_then(|key| keys.resolve(key, None).ok()).map(|found| found.id);
    let mut collector = Collector::new(keys, options.today(), about);
    Ok(
        match format.read(&mut input, &options.read, &limits, &mut |event| collector.hear(event)) {
            Ok(()) => Ok((format.id(), collector.finish())),
            Err(error) => Err((Some(format.id()), error)),
        },
    )
}
