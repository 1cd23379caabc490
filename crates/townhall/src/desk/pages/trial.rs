//! The trial run of one file: what would be stored, what is wrong, what the person still has to say, what the columns mean. Nothing is
//! stored until she takes it from here.

use std::{sync::Arc, time::Duration};

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use figures::unit::Unit;
use formats::{
    Field,
    csv_out::CsvTable,
    preview::{Certainty, Preview},
};
use jiff::{Timestamp, civil::Date};
use web::{frame::Frame, problem::Problem};

use super::{
    super::{
        answers::{self, Answers, Mistakes},
        layout, remembered,
        uploads::{self, Trial, Upload, Uploads},
    },
    onward,
    understood::{self, Understood},
};
use crate::{
    indicators::{
        deliveries::{Account, ProblemLine, RowProblem},
        own::{LICENCES, Protection, Visibility},
    },
    installation::Installation,
    people::{
        self,
        desk::{AtDesk, Fields, Sent, change},
    },
    territories,
};

/// How long a page waits for the end of a trial run before it says that it still goes on.
const PATIENCE: Duration = Duration::from_secs(8);
/// After so many seconds the page about something under way asks again.
const ASK_AGAIN: &str = "5";
/// How many problems the page shows; the file holds more.
const N_PROBLEMS: usize = 10;
/// For so many indicators the unit is asked at once.
const MOST_UNITS: usize = 30;
/// Most columns that are offered to be assigned.
const MOST_COLUMNS: usize = 200;

#[derive(Template)]
#[template(path = "desk/pages/running.html")]
struct Running {
    frame: Frame,
    name: String,
    n_bytes: u64,
    n_seconds: u64,
}

#[derive(Template)]
#[template(path = "desk/pages/broken.html")]
struct Broken {
    frame: Frame,
    why: String,
    id: String,
}

#[derive(Template)]
#[template(path = "desk/pages/trial.html")]
struct Page {
    frame: Frame,
    id: String,
    is_ready: bool,
    is_recalled: bool,
    /// The page answers a form whose fields could not all be understood.
    n_mistakes: usize,
    /// The page was asked to take a file that would be read in another way than shown before.
    is_tried_anew: bool,
    account: Account,
    n_taken: u64,
    /// What stops the file as a whole.
    failures: Vec<Said>,
    problems: Vec<ProblemLine>,
    n_problems: usize,
    /// The first rows as they would be taken.
    understood: Vec<Understood>,
    format: String,
    answers: Answers,
    mistakes: Mistakes,
    known_on: Option<String>,
    /// Whether that is what the person said.
    is_known_on_said: bool,
    has_terms: bool,
    asks_indicator: bool,
    asks_reading: bool,
    asks_decimal_sign: bool,
    /// Whether the table has no column for them.
    asks_territory: bool,
    asks_period: bool,
    homes: Vec<(String, String)>,
    readings: Vec<(String, String)>,
    /// Indicators of which nothing says what they are counted in, each with the unit that the person has said.
    without_unit: Vec<(String, String)>,
    /// Whether no publisher has released the figures.
    is_own: bool,
    is_inside: bool,
    asks_counts: bool,
    counts: [(&'static str, String); 3],
    units: Vec<(String, String)>,
    licences: [&'static str; 4],
    table: Option<Table>,
}

/// A sentence and its language.
struct Said {
    text: String,
    language: &'static str,
}

/// The beginning of the file, and what its columns mean.
struct Table {
    sheets: Vec<(String, bool)>,
    header_row: Option<u32>,
    columns: Vec<ColumnChoice>,
    n_columns: usize,
    lines: Vec<(u32, Vec<String>, bool)>,
    roles: Vec<(&'static str, String)>,
    has_fingerprint: bool,
    /// Whether a person has to look at it before the file can be taken.
    is_open: bool,
}

struct ColumnChoice {
    number: u32,
    name: String,
    /// What was detected, in words.
    detected: String,
    is_likely: bool,
    /// The word that the person has chosen.
    chosen: String,
    examples: String,
}

impl Page {
    fn mistake(&self, field: &str) -> Option<String> {
        let message = self.mistakes.get(field)?;
        Some(message.plain(self.frame.words(), self.frame.language()))
    }
}

fn named(uploads: &Uploads, id: &str) -> Result<Arc<Upload>, Problem> {
    let gone = || {
        Problem::not_found()
            .detail(web::words::Message::key("desk-upload-gone"))
            .back("/desk/uploads")
    };
    uploads.get(id).ok_or_else(gone)
}

/// GET /{language}/desk/uploads/{upload}
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(uploads): Extension<Uploads>,
    Path(id): Path<String>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let upload = named(&uploads, &id)?;
    match upload.state_within(PATIENCE).await {
        uploads::State::Running { since } => {
            let n_seconds = since.elapsed().as_secs();
            let mut page = headed(frame, "desk-running-title", &upload).show(|frame| Running {
                name: upload.name.clone(),
                n_bytes: upload.n_bytes,
                n_seconds,
                frame,
            });
            page.headers_mut()
                .insert(header::REFRESH, HeaderValue::from_static(ASK_AGAIN));
            Ok(page)
        }
        uploads::State::Broken(why) => Ok(headed(frame, "desk-broken-title", &upload).show(|frame| Broken {
            why,
            id: upload.id.clone(),
            frame,
        })),
        uploads::State::Taken(number) => Ok(onward(&frame, &format!("/desk/deliveries/{number}"))),
        uploads::State::Tried(trial) => {
            let shown = Shown {
                answers: upload.answers(),
                mistakes: Mistakes::new(),
                is_tried_anew: false,
            };
            page(&installation, &at_desk, frame, &upload, &trial, shown).await
        }
    }
}

fn headed(frame: Frame, title: &str, upload: &Upload) -> Frame {
    let desk = frame.plain("desk-title").to_string();
    let list = frame.plain("desk-handed-in-title").to_string();
    let title = frame.plain(title).with("name", &upload.name).to_string();
    frame
        .title(title)
        .section("desk-upload")
        .crumb(desk, "/desk")
        .crumb(list, "/desk/uploads")
}

/// What the form shows beside the trial run.
struct Shown {
    answers: Answers,
    mistakes: Mistakes,
    is_tried_anew: bool,
}

async fn page(
    installation: &Installation,
    at_desk: &AtDesk,
    frame: Frame,
    upload: &Upload,
    trial: &Trial,
    shown: Shown,
) -> Result<Response, Problem> {
    let scope = at_desk.scope();
    let read = installation.store.sql.read(&scope);
    let mut homes = Vec::new();
    for home in people::organisations(read).await.map_err(Problem::failed)? {
        let Some(id) = home.territory_id else { continue };
        let territory = territories::by_id(read, id).await.map_err(Problem::failed)?;
        homes.extend(territory.map(|territory| (territory.code().to_owned(), home.name)));
    }
    let Shown {
        answers,
        mistakes,
        is_tried_anew,
    } = shown;
    let report = &trial.report;
    let is_ready = trial.is_ready();
    let missing = |code: &str| {
        trial
            .look
            .as_ref()
            .is_some_and(|look| look.missing.iter().any(|problem| problem.code == code))
    };
    let has_problem = |code: &str| report.problems.iter().any(|shown| shown.problem.code == code);
    let (of_file, of_rows): (Vec<&RowProblem>, Vec<&RowProblem>) = report
        .problems
        .iter()
        .map(|shown| &shown.problem)
        .partition(|problem| problem.rows == 0 && problem.row.is_none());
    let mut failures: Vec<Said> = Vec::new();
    let named_missing = trial.look.iter().flat_map(|look| &look.missing);
    failures.extend(named_missing.map(|problem| said(&frame, problem.code, &problem.message)));
    if failures.is_empty() {
        failures.extend(
            of_file
                .iter()
                .map(|problem| said(&frame, &problem.code, &problem.message)),
        );
    }
    if is_ready {
        failures.clear();
    }
    let table = trial.look.as_ref().filter(|look| !look.lines.is_empty());
    let table = table.map(|look| table_of(&frame, look, &answers, !is_ready));
    let n_mistakes = mistakes.len();
    let status = if n_mistakes == 0 {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    let format = report.format.map(|id| format!("delivery-format-{id}"));
    let format = match format {
        Some(key) if frame.words().has(&key) => frame.plain(&key).to_string(),
        _ => report.layout.clone().unwrap_or_default(),
    };
    let readings = answers::readings().map(|word| {
        let name = frame.plain(&format!("desk-reading-{word}")).to_string();
        (word, name)
    });
    let readings = readings.collect();
    let account = report.account.clone();
    let frame = headed(frame, "desk-trial-title", upload).status(status);
    Ok(frame.show(|frame| Page {
        id: upload.id.clone(),
        is_ready,
        is_recalled: trial.is_recalled,
        n_mistakes,
        is_tried_anew,
        n_taken: account.stored + account.corrected,
        failures,
        problems: of_rows
            .iter()
            .take(N_PROBLEMS)
            .map(|problem| ProblemLine::of(&frame, problem))
            .collect(),
        n_problems: report.n_problems - of_file.len(),
        understood: trial
            .look
            .as_ref()
            .map(|look| understood::rows(&frame, look, report, &answers.indicator, &homes))
            .unwrap_or_default(),
        format,
        known_on: report.known_on.map(|date| frame.date(date)),
        is_known_on_said: !answers.known_on.is_empty(),
        has_terms: report.has_terms && answers.source_note.is_empty() && answers.licence.is_empty(),
        asks_indicator: !answers.indicator.is_empty() || missing("missing_indicator") || has_problem("no_indicator"),
        asks_reading: !answers.period_reading.is_empty()
            || missing("missing_period_reading")
            || has_problem("period_ambiguous"),
        asks_decimal_sign: !answers.decimal_sign.is_empty()
            || missing("missing_decimal_sign")
            || has_problem("number_ambiguous"),
        asks_territory: !answers.territory.is_empty() || missing("missing_territory"),
        asks_period: !answers.period.is_empty() || missing("missing_period"),
        homes,
        readings,
        without_unit: without_unit(trial, &answers),
        is_own: report.is_own,
        is_inside: answers.visibility_of(report.is_own) == Visibility::Internal,
        asks_counts: report.asks_counts,
        counts: [Protection::People, Protection::Social, Protection::Things].map(|one| {
            (
                one.as_str(),
                frame.plain(&format!("desk-counts-{}", one.as_str())).to_string(),
            )
        }),
        units: units(&frame),
        licences: LICENCES,
        table,
        account,
        answers,
        mistakes,
        frame,
    }))
}

/// Whose unit is asked for: of tables whose columns a person assigns. Other layouts leave out what their publisher leaves out.
fn without_unit(trial: &Trial, answers: &Answers) -> Vec<(String, String)> {
    let is_table = trial.look.as_ref().is_some_and(|look| !look.columns.is_empty());
    let names = trial.report.without_unit.iter().take(MOST_UNITS).filter(|_| is_table);
    let said = |name: &String| {
        let key = if name.is_empty() { &answers.indicator } else { name };
        (name.clone(), answers.units.get(key).cloned().unwrap_or_default())
    };
    names.map(said).collect()
}

/// All units by code, in the order of their names.
fn units(frame: &Frame) -> Vec<(String, String)> {
    let stated = Unit::ALL.iter().filter(|unit| **unit != Unit::Unstated);
    let named = |unit: &Unit| {
        let key = format!("unit-{}", unit.code().replace('_', "-"));
        (unit.code().to_owned(), frame.plain(&key).to_string())
    };
    let mut units: Vec<(String, String)> = stated.map(named).collect();
    units.sort_by_cached_key(|(_, name)| web::format::sort_key(name));
    units
}

/// A failure of the whole file, in the language of the page as far as its words are known.
fn said(frame: &Frame, code: &str, message: &str) -> Said {
    let key = format!("desk-file-{}", code.replace('_', "-"));
    match frame.words().has(&key) {
        true => Said {
            text: frame.plain(&key).to_string(),
            language: frame.language().tag(),
        },
        false => Said {
            text: message.to_owned(),
            language: "en",
        },
    }
}

fn table_of(frame: &Frame, look: &Preview, answers: &Answers, is_open: bool) -> Table {
    let role = |word: &str| {
        frame
            .plain(&format!("desk-role-{}", word.replace('_', "-")))
            .to_string()
    };
    let choice = |column: &formats::preview::Column| {
        let key = layout::key_of(&look.columns, column);
        ColumnChoice {
            number: column.number,
            name: column.name.clone(),
            detected: match column.certainty {
                Certainty::Chosen => frame.plain("desk-role-detect").to_string(),
                _ => frame
                    .plain("desk-role-detected")
                    .with("role", role(&layout::word_of(&column.role)))
                    .to_string(),
            },
            is_likely: column.certainty == Certainty::Likely,
            chosen: answers.roles.get(&key).cloned().unwrap_or_default(),
            examples: column.examples.join(" · "),
        }
    };
    let line = |(number, cells): &(u32, Vec<String>)| (*number, cells.clone(), Some(*number) == look.header_row);
    Table {
        sheets: look
            .sheets
            .iter()
            .map(|sheet| (sheet.name.clone(), sheet.is_read))
            .collect(),
        header_row: look.header_row,
        columns: look.columns.iter().take(MOST_COLUMNS).map(choice).collect(),
        n_columns: look.columns.len(),
        lines: look.lines.iter().map(line).collect(),
        roles: layout::ROLES.iter().map(|word| (*word, role(word))).collect(),
        has_fingerprint: look.fingerprint.is_some(),
        is_open: is_open || look.columns.iter().any(|column| column.certainty == Certainty::Likely),
    }
}

/// POST /{language}/desk/uploads/{upload}: another trial run, or the delivery itself.
pub(super) async fn answer(
    State(installation): State<Installation>,
    Extension(uploads): Extension<Uploads>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let upload = named(&uploads, &id)?;
    let address = format!("/desk/uploads/{id}");
    let uploads::State::Tried(trial) = upload.state_within(PATIENCE).await else {
        // Sent twice, or while a trial run goes on: the page says where it stands.
        return Ok(onward(&frame, &address));
    };
    let columns = trial
        .look
        .as_ref()
        .map(|look| look.columns.as_slice())
        .unwrap_or_default();
    let mut before = upload.answers();
    if trial.report.asks_counts {
        // The question was on the page: a form without it answers nothing.
        before.counts.clear();
    }
    let answers = Answers::of(&sent.form, columns, trial.report.is_own, &before);
    let mistakes = answers.mistakes(today());
    if !mistakes.is_empty() {
        let shown = Shown {
            answers,
            mistakes,
            is_tried_anew: false,
        };
        return page(&installation, &sent.at_desk, frame, &upload, &trial, shown).await;
    }
    let reads_like = upload.answers().reads_like(&answers, trial.report.is_own);
    upload.set_answers(answers.clone());
    let takes = sent.form.iter().any(|(name, value)| name == "then" && value == "take");
    if takes && reads_like && trial.is_ready() {
        upload.take(&installation.store);
        return Ok(onward(&frame, &address));
    }
    upload.try_out(&installation.store, false);
    if let uploads::State::Tried(trial) = upload.state_within(PATIENCE).await
        && takes
    {
        // What would be stored has to be seen before it is stored.
        let shown = Shown {
            answers,
            mistakes,
            is_tried_anew: true,
        };
        return page(&installation, &sent.at_desk, frame, &upload, &trial, shown).await;
    }
    Ok(onward(&frame, &address))
}

fn today() -> Date {
    web::format::day(Timestamp::now())
}

/// POST /{language}/desk/uploads/{upload}/discard
pub(super) async fn discard(
    Extension(uploads): Extension<Uploads>,
    Path(id): Path<String>,
    frame: Frame,
    _: Sent<Fields>,
) -> Response {
    uploads.discard(&id);
    onward(&frame, "/desk/uploads")
}

/// POST /{language}/desk/uploads/{upload}/forget: what an earlier file of this layout got is no longer used.
pub(super) async fn forget(
    State(installation): State<Installation>,
    Extension(uploads): Extension<Uploads>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let upload = named(&uploads, &id)?;
    if let uploads::State::Tried(trial) = upload.state_within(PATIENCE).await
        && let Some(fingerprint) = trial.fingerprint.clone()
    {
        let (sql, scope) = (installation.store.sql.clone(), sent.at_desk.scope());
        change(move || async move { remembered::forget(&sql, &scope, &fingerprint, Timestamp::now()).await })
            .await?
            .map_err(Problem::failed)?;
        upload.set_answers(Answers::default());
        upload.try_out(&installation.store, false);
    }
    Ok(onward(&frame, &format!("/desk/uploads/{id}")))
}

/// GET /{language}/desk/uploads/{upload}/problems.csv
pub(super) async fn problems(
    Extension(uploads): Extension<Uploads>,
    Path(id): Path<String>,
    _: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let upload = named(&uploads, &id)?;
    let uploads::State::Tried(trial) = upload.state_within(PATIENCE).await else {
        return Err(Problem::unavailable());
    };
    let header = [
        "desk-problems-sheet",
        "desk-problems-row",
        "desk-problems-column",
        "desk-problems-end",
        "desk-problems-piece",
        "desk-problems-what",
    ];
    let header = header.map(|word| frame.plain(word).to_string());
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = CsvTable::new(Vec::new(), &header).map_err(Problem::failed)?;
    for shown in &trial.report.problems {
        let problem = &shown.problem;
        let line = ProblemLine::of(&frame, problem);
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        let (row, column) = (number(problem.row), number(problem.column));
        table
            .line(&[
                Field::Text(problem.sheet.as_deref().unwrap_or_default()),
                Field::Text(&row),
                Field::Text(&column),
                Field::Text(&line.end),
                Field::Text(&problem.piece),
                Field::Text(line.text()),
            ])
            .map_err(Problem::failed)?;
    }
    let bytes = table.finish().map_err(Problem::failed)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"hinweise.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}
