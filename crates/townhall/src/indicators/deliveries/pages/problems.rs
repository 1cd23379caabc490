//! What is wrong with the rows of a delivery, in the reader's language: for the report and as a file.

use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use formats::{Field, Place, csv_out::CsvTable};
use serde::Deserialize;
use web::{frame::Frame, problem::Problem};

use super::{Said, named, whole_number};
use crate::{
    indicators::{
        deliveries::{RowProblem, Severity, storage},
        registers,
    },
    installation::Installation,
};

/// How many problems one file holds; a spreadsheet shows about a million lines, and the server keeps this many in memory.
pub(super) const N_IN_FILE: i64 = 100_000;
/// How many are read at once.
const N_AT_ONCE: i64 = 5_000;

/// A problem as the report shows it.
pub struct Line {
    /// The sheet, of a workbook.
    pub sheet: Option<String>,
    /// The cell in words.
    pub place: Option<String>,
    /// What became of the rows.
    pub end: String,
    /// How many rows it stands for.
    pub n_rows: u64,
    pub(super) said: Said,
}

impl Line {
    /// What is wrong and what to do.
    pub fn text(&self) -> &str {
        &self.said.text
    }

    /// The language that this is said in.
    pub fn language(&self) -> &str {
        &self.said.language
    }

    /// The problem in the language of the page.
    pub fn of(frame: &Frame, problem: &RowProblem) -> Self {
        let place = problem.row.map(|row| {
            let column = problem.column.unwrap_or(1);
            cell(frame, Place { sheet: 0, row, column })
        });
        Self {
            sheet: problem.sheet.clone(),
            place,
            end: frame
                .plain(match problem.severity {
                    Severity::Rejected => "delivery-rejected",
                    Severity::Corrected => "delivery-corrected",
                    Severity::Noted => "delivery-noted",
                })
                .to_string(),
            n_rows: problem.rows,
            said: said(frame, problem),
        }
    }
}

/// A cell in words. Numbers of lines are addresses, so they take no thousands separator.
pub(super) fn cell(frame: &Frame, place: Place) -> String {
    let text = frame.plain("delivery-place-cell").with("row", place.row.to_string());
    text.with("letters", place.column_letters())
        .with("column", place.column.to_string())
        .to_string()
}

/// What is wrong and what to do. A code that these pages do not know is told in the words of the reader, which are English.
fn said(frame: &Frame, problem: &RowProblem) -> Said {
    let piece = match problem.code.as_str() {
        "duplicate_different" => other_place(&problem.piece).map(|place| cell(frame, place)),
        _ => None,
    };
    let piece = piece.unwrap_or_else(|| problem.piece.clone());
    in_words(frame, &problem.code, piece, &problem.message)
}

fn in_words(frame: &Frame, code: &str, piece: String, message: &str) -> Said {
    let key = format!("delivery-problem-{code}");
    let blank = format!("{key}-blank");
    let words = frame.words();
    if piece.is_empty() && words.has(&blank) {
        Said::here(frame, frame.plain(&blank).to_string())
    } else if words.has(&key) {
        Said::here(frame, frame.plain(&key).with("piece", piece).to_string())
    } else {
        Said::english(message)
    }
}

/// The place that [`Place`] writes as `row 12, column 3 (C)`.
fn other_place(text: &str) -> Option<Place> {
    let (row, column) = text.strip_prefix("row ")?.split_once(", column ")?;
    let (column, _) = column.split_once(' ')?;
    Some(Place {
        sheet: 0,
        row: row.parse().ok()?,
        column: column.parse().ok()?,
    })
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    from: Option<String>,
}

/// GET /{language}/deliveries/{number}/problems.csv
pub(super) async fn download(
    State(installation): State<Installation>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let (delivery, reader) = named(&installation, &frame, &number).await?;
    let first = match asked.from.as_deref() {
        None => 0,
        Some(text) => whole_number(text).ok_or_else(|| Problem::not_found().back("/deliveries"))?,
    };
    let address = format!("/deliveries/{number}/problems.csv?from={first}");
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let header = [
        "end",
        "code",
        "rows",
        "file",
        "sheet",
        "row",
        "column",
        "column_letters",
        "piece",
        "message",
    ];
    let mut table = CsvTable::new(Vec::new(), &header).map_err(Problem::failed)?;
    let last = first.saturating_add(N_IN_FILE);
    let mut next = first;
    while next < last {
        let limit = N_AT_ONCE.min(last - next);
        let part = storage::problems(&installation.store, reader.scope(), delivery.number, next, limit)
            .await
            .map_err(Problem::failed)?;
        for problem in &part {
            write(&mut table, &frame, &delivery.file_name, problem).map_err(Problem::failed)?;
        }
        match i64::try_from(part.len()) {
            Ok(n) if n == limit => next += n,
            _ => break,
        }
    }
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/csv; charset=utf-8; header=present".to_owned(),
        ),
        (header::CONTENT_LANGUAGE, frame.language().to_string()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"lotse-{}-hinweise.csv\"", delivery.number),
        ),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    let etag = [(header::ETAG, tag.header())];
    Ok((headers, etag, table.finish().map_err(Problem::failed)?).into_response())
}

fn write(
    table: &mut CsvTable<Vec<u8>>,
    frame: &Frame,
    file: &str,
    problem: &RowProblem,
) -> Result<(), formats::FileError> {
    let number = |number: Option<u32>| number.map_or(Field::Blank, |number| Field::Integer(i64::from(number)));
    let letters = problem
        .column
        .map(|column| {
            Place {
                sheet: 0,
                row: 1,
                column,
            }
            .column_letters()
        })
        .unwrap_or_default();
    let said = said(frame, problem);
    table.line(&[
        Field::Text(problem.severity.as_str()),
        Field::Text(&problem.code),
        Field::Integer(i64::try_from(problem.rows).unwrap_or(i64::MAX)),
        Field::Text(file),
        Field::Text(problem.sheet.as_deref().unwrap_or_default()),
        number(problem.row),
        number(problem.column),
        Field::Text(&letters),
        Field::Text(&problem.piece),
        Field::Text(&said.text),
    ])
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, io, path::Path};

    use figures::territory::Repair;
    use formats::ValueRepair;
    use web::words::Words;

    use super::*;

    /// The words behind `Problem::new(` and its short forms in the readers.
    fn codes_of_readers(folder: &Path, codes: &mut BTreeSet<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                codes_of_readers(&path, codes)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path)?;
                let calls = ["Problem::new(", "unreadable("]
                    .into_iter()
                    .flat_map(|call| text.split(call).skip(1));
                let said = calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
                codes.extend(said.map(str::to_owned));
            }
        }
        Ok(())
    }

    #[test]
    fn every_code_has_its_words() -> io::Result<()> {
        let words = Words::new(&super::super::WORDS).unwrap_or_else(|error| panic!("{error}"));
        let mut codes = BTreeSet::new();
        codes_of_readers(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("../formats/src"),
            &mut codes,
        )?;
        assert!(
            codes.contains("key_blank") && codes.contains("number_as_date"),
            "the search for codes is broken: {codes:?}"
        );
        let repairs = [
            Repair::LeadingZero,
            Repair::TrailingZeros,
            Repair::LeadingAndTrailingZeros,
        ];
        codes.extend(repairs.map(|repair| repair.as_str().to_owned()));
        codes.insert(ValueRepair::NumberAsText.as_str().to_owned());
        let own = [
            "no_territory",
            "ended-territory",
            "figure-after-end",
            "figure-before-beginning",
            "zero-before-beginning",
            "zero-before-first-figure",
            "title-of-the-catalogue",
            "duplicate_different",
            "name",
            "name-unknown",
            "name-of-several",
            "definition_scale",
            "definition_unit",
            "definition_catalogue",
            "definition_time",
            "definition_population_base",
            "other_unit",
        ];
        let keys = [
            "not-a-key",
            "other-level",
            "dissolved-territory",
            "borough-of-berlin",
            "statistical-region",
            "unknown-territory",
        ];
        codes.extend(own.into_iter().chain(keys).map(str::to_owned));
        let missing: Vec<&String> = codes
            .iter()
            .filter(|code| !words.has(&format!("delivery-problem-{code}")))
            .collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
        Ok(())
    }

    #[test]
    fn every_format_has_its_name() {
        let words = Words::new(&super::super::WORDS).unwrap_or_else(|error| panic!("{error}"));
        let ids = formats::ALL.iter().map(|format| format.id());
        let missing: Vec<&str> = ids.filter(|id| !words.has(&format!("delivery-format-{id}"))).collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
    }

    #[test]
    fn the_place_of_the_other_row_is_read_again() {
        let place = Place {
            sheet: 0,
            row: 1204,
            column: 28,
        };
        assert_eq!(other_place(&place.to_string()), Some(place));
        assert_eq!(other_place("somewhere"), None);
    }
}
