//! The account of one file: every row that was read ends as stored, as corrected or as rejected, and nothing else.
//!
//! Rows arrive as a reader tells them; keys are resolved against the list of territories; rows that say the same twice or contradict
//! each other are found. What remains are observations that may be compared with what is known already.

mod definitions;
mod lifetime;
mod withheld;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use figures::{
    dimension::DimensionSet,
    observation::{Flag, Status},
};
use formats::{Cell, DeliveryHead, Event, Place, SkippedKind, TerritoryText};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::lifetime::{Lifetime, Outside};
pub(super) use self::withheld::BELOW_THRESHOLD;
use crate::territories::{KeyTable, NameTable};

/// How many rows ended how. `rows_read = stored + corrected + rejected` always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// Cells at the crossing of a key and a period, or data lines.
    pub rows_read: u64,
    /// Taken as they are.
    pub stored: u64,
    /// Of the stored: read as missing.
    pub of_which_missing: u64,
    /// Of the stored: the same value was known already.
    pub of_which_unchanged: u64,
    /// Of the stored: repeated an equal row of the same file.
    pub of_which_duplicate_equal: u64,
    /// Taken after a repair that the problems name.
    pub corrected: u64,
    /// Not taken, with a reason.
    pub rejected: u64,
    /// Lines without figures: titles, headers, footers, blanks.
    pub lines_skipped: u64,
    /// The same by kind.
    pub lines_skipped_by_kind: BTreeMap<String, u64>,
}

/// What happened to rows, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RowProblem {
    /// Whether the rows were `rejected` or, after a repair, `corrected`; `noted` says something about the file and ends no row.
    #[schema(value_type = String, example = "rejected")]
    pub severity: Severity,
    /// Stable, for programs and translations.
    pub code: String,
    /// How many rows it stands for: an unknown key rejects all rows of its line.
    pub rows: u64,
    /// Name of the sheet; `null` for text files.
    #[schema(required = true)]
    pub sheet: Option<String>,
    /// Row as a spreadsheet counts.
    #[schema(required = true)]
    pub row: Option<u32>,
    /// Column as a spreadsheet counts.
    #[schema(required = true)]
    pub column: Option<u32>,
    /// The offending piece of the file, such as the key or the text of the cell.
    pub piece: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// What a problem did to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The rows were not taken.
    Rejected,
    /// The rows were taken after a repair.
    Corrected,
    /// Said about the file; the end of no row.
    Noted,
}

impl Severity {
    /// The word in storage and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Corrected => "corrected",
            Self::Noted => "noted",
        }
    }

    /// The severity that a word in storage names.
    pub(super) fn named(word: &str) -> Option<Self> {
        [Self::Rejected, Self::Corrected, Self::Noted]
            .into_iter()
            .find(|severity| severity.as_str() == word)
    }
}

/// More words of codes than this are not kept.
const MOST_WORDED: usize = 50_000;

/// An observation of the file whose key, period and value are understood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// Index into [`DeliveryHead::indicators`].
    pub(super) indicator: u32,
    /// `territory.id`.
    pub(super) territory: i32,
    /// Index into [`Collected::dimensions`].
    pub(super) dimensions: u32,
    pub(super) start: i32,
    pub(super) frequency: i16,
    pub(super) value: Option<f64>,
    pub(super) decimals: i8,
    pub(super) status: Status,
    pub(super) place: Place,
    /// The problem under which its repair is counted, from 1 on; 0 for a row that was taken as it is.
    correction: u32,
}

/// The problem at this index, as a row refers to it.
fn correction_by(problem: usize) -> u32 {
    u32::try_from(problem + 1).unwrap_or(u32::MAX)
}

impl Candidate {
    /// Whether it was taken after a repair.
    pub(super) fn is_corrected(&self) -> bool {
        self.correction != 0
    }

    fn observation(&self) -> (u32, i32, u32, i32, i16) {
        (
            self.indicator,
            self.territory,
            self.dimensions,
            self.start,
            self.frequency,
        )
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.value == other.value && self.status == other.status
    }
}

/// Everything that a file said, row by row.
#[derive(Debug)]
pub(super) struct Collected {
    pub(super) head: DeliveryHead,
    pub(super) dimensions: Vec<DimensionSet>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) problems: Vec<RowProblem>,
    pub(super) account: Account,
    /// What the file remarks about single values, by place.
    pub(super) remarks: HashMap<Place, Arc<str>>,
    /// Equal rows behind one candidate, by its place: how many further rows say the same, and which repairs they are counted under.
    repeated: HashMap<Place, Vec<u32>>,
}

/// Listens to a reader and keeps the account.
pub(super) struct Collector<'a> {
    keys: &'a KeyTable,
    /// Made when the first line names its territory without a key.
    names: OnceCell<NameTable<'a>>,
    about: Option<i32>,
    today: Date,
    collected: Collected,
    territories: Vec<Line>,
    /// Concepts and codes that have words already.
    worded: HashSet<(String, String)>,
}

/// What became of the key of a line.
struct Line {
    territory: Option<i32>,
    /// The problem that stands for all rows of the line, if the key is unknown or was repaired.
    problem: Option<usize>,
    lifetime: Lifetime,
    text: TerritoryText,
}

impl Line {
    fn of(keys: &KeyTable, territory: Option<i32>, problem: Option<usize>, text: &TerritoryText) -> Self {
        Self {
            territory,
            problem,
            lifetime: territory.map_or_else(Lifetime::default, |id| Lifetime::of(keys, id)),
            text: text.clone(),
        }
    }
}

impl<'a> Collector<'a> {
    /// `about` is the territory that the whole file is said to be about.
    pub(super) fn new(keys: &'a KeyTable, today: Date, about: Option<i32>) -> Self {
        Self {
            keys,
            about,
            names: OnceCell::new(),
            today,
            collected: Collected {
                head: DeliveryHead::default(),
                dimensions: vec![DimensionSet::default()],
                candidates: Vec::new(),
                problems: Vec::new(),
                account: Account::default(),
                remarks: HashMap::new(),
                repeated: HashMap::new(),
            },
            territories: Vec::new(),
            worded: HashSet::new(),
        }
    }

    pub(super) fn hear(&mut self, event: Event) {
        match event {
            Event::Delivery(head) => {
                let of = |words: &formats::CodeWords| (words.concept.clone(), words.code.clone());
                self.worded = head.words.iter().map(of).collect();
                self.collected.head = *head;
            }
            Event::Territory(text) => self.line(&text),
            Event::Dimensions(set) => self.collected.dimensions.push(set),
            Event::Words(words) => {
                let of = (words.concept.clone(), words.code.clone());
                if self.worded.len() < MOST_WORDED && self.worded.insert(of) {
                    self.collected.head.words.push(words);
                }
            }
            Event::Row(row) => self.row(&row),
            Event::Skipped { kind, n_lines } => {
                let account = &mut self.collected.account;
                account.lines_skipped += u64::from(n_lines);
                *account.lines_skipped_by_kind.entry(word(kind).to_owned()).or_default() += u64::from(n_lines);
            }
            Event::Note { place, note } => {
                self.problem(Severity::Noted, note.code, place, &note.text, note.message.to_string());
            }
        }
    }

    fn line(&mut self, text: &TerritoryText) {
        let has_letters = |text: &str| text.chars().any(char::is_alphabetic);
        // A column of names may hold keys. Shorter numbers could be keys of Länder and are most often something else.
        let is_key_like = |text: &str| 5 <= text.len() && text.bytes().all(|byte| byte.is_ascii_digit());
        let beside = text.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let in_place = beside.filter(|name| text.text.trim().is_empty() && is_key_like(name));
        let key_text = in_place.unwrap_or(&text.text);
        let name = match key_text.trim() {
            "" => beside,
            // A column of keys may hold names.
            key if has_letters(key) && figures::territory::readings(key, None).is_empty() => Some(key),
            _ => None,
        };
        let is_key = self.keys.resolve(key_text, text.level).is_ok();
        if let Some(name) = name.filter(|_| !is_key) {
            let line = self.named_line(text, name);
            self.territories.push(line);
            return;
        }
        let (territory, problem) = match self.keys.resolve(key_text, text.level) {
            Ok(resolved) => {
                let problem = resolved.repair.map(|repair| {
                    let message = format!("key \"{}\" was read as {}", key_text.trim(), resolved.key.code());
                    let piece = key_text.trim();
                    self.problem(Severity::Corrected, repair.as_str(), text.place, piece, message)
                });
                (Some(resolved.id), problem)
            }
            Err(error) => {
                let is_told = |problem: &RowProblem| problem.code == error.code() && error.is_of_a_kind();
                let known = self.collected.problems.iter().position(is_told);
                let problem = known.unwrap_or_else(|| {
                    let (piece, message) = (key_text.trim(), error.to_string());
                    self.problem(Severity::Rejected, error.code(), text.place, piece, message)
                });
                (None, Some(problem))
            }
        };
        self.territories.push(Line::of(self.keys, territory, problem, text));
    }

    /// A line that names its territory and has no key for it.
    fn named_line(&mut self, text: &TerritoryText, name: &str) -> Line {
        let keys = self.keys;
        let resolved = self
            .names
            .get_or_init(|| NameTable::new(keys))
            .resolve(name, text.level, self.about)
            .map(|(id, key)| {
                (
                    id,
                    keys.get(id)
                        .map_or_else(|| key.code().to_owned(), |(_, title)| format!("{} {title}", key.code())),
                )
            });
        let (territory, problem) = match resolved {
            Ok((id, meant)) => {
                let message = format!("the name \"{name}\" was read as {meant}");
                let problem = self.problem(Severity::Corrected, "name", text.place, name, message);
                (Some(id), problem)
            }
            Err(error) => {
                let problem = self.problem(Severity::Rejected, error.code(), text.place, name, error.to_string());
                (None, problem)
            }
        };
        Line::of(keys, territory, Some(problem), text)
    }

    fn row(&mut self, row: &formats::Row) {
        self.collected.account.rows_read += 1;
        let line = usize::try_from(row.territory)
            .ok()
            .and_then(|index| self.territories.get(index));
        let (territory, line_problem) = line.map_or((None, None), |line| (line.territory, line.problem));
        let Some(territory) = territory else {
            match line_problem {
                Some(problem) => self.collected.problems[problem].rows += 1,
                None => {
                    let index = self.problem(
                        Severity::Rejected,
                        "no_territory",
                        row.place,
                        "",
                        "the row names no territory; fill in its key".to_owned(),
                    );
                    self.collected.problems[index].rows = 1;
                }
            }
            self.collected.account.rejected += 1;
            return;
        };
        let (mut value, mut decimals, mut status) = match &row.value {
            Cell::Number(number) => (Some(number.value), number.decimals, Status::NORMAL),
            Cell::NumberWithStatus(number, status) => (Some(number.value), number.decimals, *status),
            Cell::Missing(status) => (None, figures::number::BINARY, *status),
            Cell::Unreadable(problem) => return self.reject(row.place, problem),
        };
        let period = match &row.period {
            Ok(period) => *period,
            Err(problem) => return self.reject(row.place, problem),
        };
        let mut correction = 0;
        match self.outside_its_lifetime(row, period, value) {
            None => {}
            Some(Outside::Figure) => {
                self.collected.account.rejected += 1;
                return;
            }
            Some(Outside::Nothing(problem)) => {
                self.collected.problems[problem].rows += 1;
                (value, decimals, status) = (None, figures::number::BINARY, Status::NORMAL.with(Flag::CannotExist));
                correction = correction_by(problem);
            }
        }
        let is_planned = usize::try_from(row.indicator)
            .ok()
            .and_then(|index| self.collected.head.indicators.get(index))
            .is_some_and(|head| head.is_planned);
        if value.is_some() && self.today < period.start() && !is_planned {
            let message = format!("period {period} begins after today; check the year, forecasts are not taken yet");
            let problem = formats::Problem::new("future_period", &period.to_string(), message);
            return self.reject(row.place, &problem);
        }
        // A row counts once, under the first reason that is named for it.
        if let Some(problem) = line_problem.filter(|_| correction == 0) {
            self.collected.problems[problem].rows += 1;
            correction = correction_by(problem);
        }
        if let Some(repair) = row.repair {
            let index = self.problem(
                Severity::Corrected,
                repair.as_str(),
                row.place,
                "",
                "the value is text in the workbook and was read as the number it shows".to_owned(),
            );
            if correction == 0 {
                self.collected.problems[index].rows = 1;
                correction = correction_by(index);
            }
        }
        if let Some(remark) = &row.remark {
            self.collected.remarks.insert(row.place, Arc::clone(remark));
        }
        self.collected.candidates.push(Candidate {
            indicator: row.indicator,
            territory,
            dimensions: row.dimensions,
            start: period.start_days(),
            frequency: period.frequency().code(),
            value,
            decimals,
            status,
            place: row.place,
            correction,
        });
    }

    fn reject(&mut self, place: Place, problem: &formats::Problem) {
        let index = self.problem(
            Severity::Rejected,
            problem.code,
            place,
            &problem.text,
            problem.message.to_string(),
        );
        self.collected.problems[index].rows = 1;
        self.collected.account.rejected += 1;
    }

    fn problem(&mut self, severity: Severity, code: &str, place: Place, piece: &str, message: String) -> usize {
        let problem = at(&self.collected.head, severity, code, place, piece, message);
        self.collected.problems.push(problem);
        self.collected.problems.len() - 1
    }

    /// Ends the account: finds rows that repeat or contradict each other. The candidates come back sorted and unique.
    pub(super) fn finish(self) -> Collected {
        let mut collected = self.collected;
        lifetime::empty_first_lines(self.keys, &mut collected);
        let mut candidates = std::mem::take(&mut collected.candidates);
        candidates.sort_by_key(|candidate| (candidate.observation(), candidate.place));
        let account = &mut collected.account;
        for rows in candidates.chunk_by(|a, b| a.observation() == b.observation()) {
            let first = rows[0];
            if rows.iter().any(|row| !row.says_the_same(&first)) {
                for row in rows {
                    uncount(&mut collected.problems, row.correction);
                    let other = if row.place == first.place {
                        rows[1].place
                    } else {
                        first.place
                    };
                    let message = format!(
                        "the same territory and period stand twice with different values, the other time in {other}; delete the wrong row"
                    );
                    let mut problem = at(
                        &collected.head,
                        Severity::Rejected,
                        "duplicate_different",
                        row.place,
                        &other.to_string(),
                        message,
                    );
                    problem.rows = 1;
                    collected.problems.push(problem);
                }
                account.rejected += rows.len() as u64;
                continue;
            }
            for (n, row) in rows.iter().enumerate() {
                if row.is_corrected() {
                    account.corrected += 1;
                } else {
                    account.stored += 1;
                    account.of_which_missing += u64::from(row.value.is_none());
                    account.of_which_duplicate_equal += u64::from(n > 0);
                }
            }
            if 1 < rows.len() {
                let further = rows[1..].iter().map(|row| row.correction).collect();
                collected.repeated.insert(first.place, further);
            }
            collected.candidates.push(first);
        }
        let kept: HashSet<Place> = collected.candidates.iter().map(|one| one.place).collect();
        collected.remarks.retain(|place, _| kept.contains(place));
        collected
    }
}

impl Collected {
    /// Leaves out problems that stand for no row any more: a key that no row referred to, a repair of rows that were rejected afterwards.
    /// Nothing may refer to a problem by its place from now on.
    pub(super) fn settle(&mut self) {
        self.problems
            .retain(|problem| problem.rows > 0 || problem.severity == Severity::Noted);
    }
}

/// A row that was counted as repaired ends in another way; its repair is no longer told for it.
fn uncount(problems: &mut [RowProblem], correction: u32) {
    let index = usize::try_from(correction).ok().and_then(|n| n.checked_sub(1));
    if let Some(problem) = index.and_then(|index| problems.get_mut(index)) {
        problem.rows = problem.rows.saturating_sub(1);
    }
}

fn at(head: &DeliveryHead, severity: Severity, code: &str, place: Place, piece: &str, message: String) -> RowProblem {
    RowProblem {
        severity,
        code: code.to_owned(),
        rows: 0,
        sheet: head.sheets.get(usize::from(place.sheet)).cloned(),
        row: Some(place.row),
        column: Some(place.column),
        piece: piece.chars().take(80).collect(),
        message,
    }
}

const fn word(kind: SkippedKind) -> &'static str {
    match kind {
        SkippedKind::Preamble => "preamble",
        SkippedKind::Header => "header",
        SkippedKind::Footer => "footer",
        SkippedKind::Blank => "blank",
        SkippedKind::Attributes => "attributes",
        SkippedKind::Total => "total",
        SkippedKind::OtherTable => "other_table",
        SkippedKind::OtherSheet => "other_sheet",
    }
}
