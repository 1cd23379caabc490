//! `lotse import FILE…`: takes delivered files, one after the other.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use figures::period::Period;
use formats::{PeriodReading, ReadOptions, table::Mapping};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use townhall::{
    indicators::{
        deliveries::import::{self, FileReport, ImportOptions, OnProblem, Outcome},
        own::{Protection, Visibility, is_own_source},
        targets,
    },
    territories,
};

use super::{Desk, Done};
use crate::{
    configuration::WrongUse,
    output::{self, Format},
};

/// Take delivered files: INKAR workbooks, Open SDG repositories as folder or zip, tables as CSV, TSV or XLSX
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The files, or folders whose files belong together
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The publisher's data state, for files that do not prove it: 2024-12-31 or 31.12.2024 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known_on: Option<Date>,
    /// Keep the figures inside: only the desk shows them, nobody else
    #[arg(long)]
    internal: bool,
    /// Show the figures to everybody, also where the desk kept tables with the same columns inside
    #[arg(long, conflicts_with = "internal")]
    public: bool,
    /// What tables without a publisher count: things, people or social; counts of people below 3, social data below 10 are not taken
    /// for everybody [default: people]
    #[arg(long, value_name = "WORD", value_parser = counts)]
    counts: Option<Protection>,
    /// What happens when rows are wrong
    #[arg(long, value_enum, default_value = "reject-rows")]
    on_problem: Problems,
    /// Tell what would happen and store nothing
    #[arg(long)]
    dry_run: bool,
    /// What the columns of a table mean, as TOML or JSON, where detection is wrong
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Read tables as they are detected, without what was said about earlier files with the same columns (lotse layouts)
    #[arg(long)]
    no_memory: bool,
    /// What ambiguous periods such as 2018/2019 mean: half-years, thirds, quarters, months, school-years, spans
    #[arg(long, value_name = "READING", value_parser = period_reading)]
    period_reading: Option<PeriodReading>,
    /// The indicator, for tables that name none
    #[arg(long, value_name = "NAME")]
    indicator: Option<String>,
    /// The territory that the figures are about, for files that name none, for example 01 or 05515000
    #[arg(long, value_name = "KEY")]
    territory: Option<String>,
    /// Short name of the source, for files that name none
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The note that must stand beside the figures, for files that bring none
    #[arg(long, value_name = "TEXT")]
    source_note: Option<String>,
    /// The licence, for files that state none, for example dl-de/by-2-0
    #[arg(long, value_name = "NAME")]
    licence: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Problems {
    /// Reject the wrong rows and take the others
    RejectRows,
    /// Refuse the whole file
    Refuse,
}

impl From<Problems> for OnProblem {
    fn from(said: Problems) -> Self {
        match said {
            Problems::RejectRows => Self::RejectRows,
            Problems::Refuse => Self::Refuse,
        }
    }
}

impl Import {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let mut mapping = self.mapping.as_deref().map(mapping).transpose()?;
        if let Some(key) = &self.territory {
            keys.resolve(key, None).map_err(|error| WrongUse(error.to_string()))?;
            mapping.get_or_insert_default().territory = Some(key.clone());
        }
        if let Some(name) = self.source.as_deref().filter(|name| is_own_source(name)) {
            let message = format!(
                "the source \"{name}\" stands for what a home enters itself; give the file a source of another name, or enter the values with \"lotse value add\""
            );
            return Err(WrongUse(message).into());
        }
        let options = ImportOptions {
            read: ReadOptions {
                mapping,
                period_reading: self.period_reading,
                ..ReadOptions::default()
            },
            known_on: self.known_on,
            on_problem: self.on_problem.into(),
            dry_run: self.dry_run,
            indicator: self.indicator,
            source: self.source,
            source_note: self.source_note,
            licence: self.licence,
            visibility: if self.internal {
                Visibility::Internal
            } else {
                Visibility::Public
            },
            counts: self.counts,
            ..ImportOptions::at(Timestamp::now())
        };
        // A mapping says everything about the columns; only without one is there something to remember.
        let may_recall = !self.no_memory && self.mapping.is_none();
        let mut reports = Vec::new();
        for file in &self.files {
            let mut options = ImportOptions {
                now: Timestamp::now(),
                ..options.clone()
            };
            let known = match may_recall {
                true => townhall::desk::recalled(&store, &scope, file, options.now).await?,
                false => None,
            };
            let remembered = known.map(|known| {
                options = said_before_remembered(options.clone(), known.options);
                known.file_name
            });
            if self.public {
                (options.visibility, options.keeps_own_inside) = (Visibility::Public, false);
            }
            let mut report = import::import(&store, &scope, &keys, file, &options).await?;
            if desk.output == Format::Table {
                tell(&report)?;
                if let Some(earlier) = &remembered {
                    output::say(&format!(
                        "  note: read as it was said about {earlier}, which has the same columns; --no-memory reads it as detected, lotse layouts forgets it"
                    ))?;
                }
            }
            if let Some(earlier) = remembered {
                report.detected.insert("remembered_from".to_owned(), earlier);
            }
            reports.push(report);
        }
        match desk.output {
            Format::Json => output::json(&json!({ "files": reports }))?,
            Format::Csv => summary(&reports)?,
            Format::Table => {}
        }
        Ok(
            if reports
                .iter()
                .any(|report| matches!(report.outcome, Outcome::Failed | Outcome::Refused))
            {
                Done::Failed
            } else if reports.iter().any(|report| report.account.rejected > 0) {
                Done::WithRejectedRows
            } else {
                Done::Whole
            },
        )
    }
}

/// What the command line says, and for the rest what was said about an earlier file of the same layout.
fn said_before_remembered(said: ImportOptions, remembered: ImportOptions) -> ImportOptions {
    let territory = said.read.mapping.as_ref().and_then(|mapping| mapping.territory.clone());
    let mut mapping = remembered.read.mapping;
    if let Some(territory) = territory {
        mapping.get_or_insert_default().territory = Some(territory);
    }
    ImportOptions {
        read: ReadOptions {
            mapping,
            period_reading: said.read.period_reading.or(remembered.read.period_reading),
            ..said.read
        },
        indicator: said.indicator.or(remembered.indicator),
        units: remembered.units,
        source_note: said.source_note.or(remembered.source_note),
        licence: said.licence.or(remembered.licence),
        visibility: said.visibility.min_readers(remembered.visibility),
        // What the desk keeps inside unasked is not published by the command line unasked.
        keeps_own_inside: remembered.keeps_own_inside,
        counts: said.counts.or(remembered.counts),
        ..said
    }
}

/// Reads a mapping; TOML is tried when it is no JSON.
fn mapping(path: &Path) -> anyhow::Result<Mapping> {
    let text = fs::read_to_string(path)
        .map_err(|error| WrongUse(format!("cannot read the mapping {}: {error}", path.display())))?;
    let mapping = match serde_json::from_str(&text) {
        Ok(mapping) => Ok(mapping),
        Err(_) if !text.trim_start().starts_with('{') => toml::from_str(&text).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    mapping.map_err(|error| WrongUse(format!("the mapping {} cannot be understood: {error}", path.display())).into())
}

/// How many problems a person sees at once.
const N_SHOWN: usize = 20;

/// Tells a person how the delivery of a file ended.
pub(super) fn tell(report: &FileReport) -> anyhow::Result<()> {
    let account = &report.account;
    match report.outcome {
        Outcome::Accepted | Outcome::WouldBeAccepted => {
            let what = match report.delivery {
                Some(number) => format!("delivery {number}"),
                None => "trial run, nothing stored".to_owned(),
            };
            if report.is_structure {
                output::say(&format!(
                    "{}: {what}, a structure without figures; it explains the codes of SDMX files that are delivered with it or after it",
                    report.path
                ))?;
                return Ok(());
            }
            output::say(&format!(
                "{}: {what}, {} rows read: {} stored ({} missing, {} known already), {} corrected, {} rejected; data state {}",
                report.path,
                account.rows_read,
                account.stored,
                account.of_which_missing,
                account.of_which_unchanged,
                account.corrected,
                account.rejected,
                report
                    .known_on
                    .map_or_else(|| "unknown".to_owned(), |date| date.to_string()),
            ))?;
            if !report.has_terms {
                output::say(
                    "  note: the file states no source note or no licence; give both with --source-note and --licence before you publish",
                )?;
            }
        }
        Outcome::Refused | Outcome::Failed => output::say(&format!("{}: nothing stored", report.path))?,
    }
    for shown in report.problems.iter().take(N_SHOWN) {
        let problem = &shown.problem;
        let place = match (&problem.sheet, problem.row, problem.column) {
            (Some(sheet), Some(row), Some(column)) => format!("sheet {sheet}, row {row}, column {column}: "),
            (None, Some(row), Some(column)) => format!("row {row}, column {column}: "),
            _ => String::new(),
        };
        let rows = if problem.rows > 1 {
            format!(" ({} rows)", problem.rows)
        } else {
            String::new()
        };
        let severity = problem.severity.as_str();
        output::say(&format!("  {severity}: {place}{}{rows}", problem.message))?;
    }
    if report.n_problems > N_SHOWN {
        let rest = report.n_problems - N_SHOWN;
        output::say(&format!(
            "  and {rest} more; --output json lists up to 1,000, the report of the delivery all"
        ))?;
    }
    Ok(())
}

fn summary(reports: &[FileReport]) -> anyhow::Result<()> {
    let names = [
        "path",
        "outcome",
        "delivery",
        "rows_read",
        "stored",
        "corrected",
        "rejected",
        "lines_skipped",
    ];
    let mut rows = output::Rows::begin(Format::Csv, &names)?;
    for report in reports {
        let account = &report.account;
        let outcome = serde_json::to_value(report.outcome)?
            .as_str()
            .unwrap_or_default()
            .to_owned();
        rows.row(
            || {
                [
                    report.path.clone(),
                    outcome,
                    report.delivery.map(|number| number.to_string()).unwrap_or_default(),
                    account.rows_read.to_string(),
                    account.stored.to_string(),
                    account.corrected.to_string(),
                    account.rejected.to_string(),
                    account.lines_skipped.to_string(),
                ]
            },
            || json!(report),
        )?;
    }
    rows.end()
}

/// Reads what ambiguous periods mean from the command line.
fn period_reading(text: &str) -> Result<PeriodReading, String> {
    let word = |reading: &PeriodReading| {
        serde_json::to_value(reading)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
    };
    let known: Vec<String> = PeriodReading::ALL
        .iter()
        .filter_map(word)
        .map(|word| word.replace('_', "-"))
        .collect();
    let found = known.iter().position(|word| word == text);
    found
        .map(|place| PeriodReading::ALL[place])
        .ok_or_else(|| format!("use one of {}", known.join(", ")))
}

/// Reads what is counted from the command line.
fn counts(word: &str) -> Result<Protection, String> {
    let known = Protection::ALL.map(Protection::as_str).join(", ");
    Protection::of(word).ok_or_else(|| format!("use one of {known}"))
}

/// Reads a day from the command line, as files or as letters write it.
pub(super) fn day(text: &str) -> Result<Date, String> {
    let found = text.parse().ok().or_else(|| targets::day(text));
    found.ok_or_else(|| format!("\"{text}\" is no day; write it as 2024-12-31 or 31.12.2024"))
}

/// Reads a period from the command line.
pub(super) fn period(text: &str) -> Result<Period, String> {
    text.parse()
        .map_err(|error: figures::period::PeriodError| error.to_string())
}
