//! Writing answers: as a table for people, as JSON or CSV for programs.
//!
//! Rows are written as they come, so that a long answer needs little memory and stops cleanly when the reader goes away.

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;
use serde::Serialize;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Widest column of a table; longer texts are cut there, never in JSON or CSV.
const WIDEST: usize = 80;

/// Writes rows with the same columns.
pub(crate) enum Rows<W: Write> {
    Table {
        output: W,
        names: Vec<&'static str>,
        rows: Vec<Vec<String>>,
    },
    Json {
        output: W,
        n_rows: usize,
    },
    Csv(Box<csv::Writer<W>>),
}

impl Rows<BufWriter<io::Stdout>> {
    /// Begins an answer on standard output.
    pub(crate) fn begin(format: Format, names: &[&'static str]) -> anyhow::Result<Self> {
        Self::to(BufWriter::with_capacity(1 << 16, io::stdout()), format, names)
    }
}

impl<W: Write> Rows<W> {
    fn to(mut output: W, format: Format, names: &[&'static str]) -> anyhow::Result<Self> {
        Ok(match format {
            Format::Table => Self::Table {
                output,
                names: names.to_vec(),
                rows: Vec::new(),
            },
            Format::Json => {
                write!(output, "[")?;
                Self::Json { output, n_rows: 0 }
            }
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(output);
                writer.write_record(names)?;
                Self::Csv(Box::new(writer))
            }
        })
    }

    /// One row: `cells` for table and CSV, `object` for JSON.
    pub(crate) fn row<const N: usize>(
        &mut self,
        cells: impl FnOnce() -> [String; N],
        object: impl FnOnce() -> serde_json::Value,
    ) -> anyhow::Result<()> {
        match self {
            Self::Table { rows, .. } => rows.push(cells().to_vec()),
            Self::Json { output, n_rows } => {
                write!(output, "{}\n  ", if *n_rows == 0 { "" } else { "," })?;
                serde_json::to_writer(&mut *output, &object())?;
                *n_rows += 1;
            }
            Self::Csv(writer) => writer.write_record(cells().map(disarmed))?,
        }
        Ok(())
    }

    /// Ends the answer.
    pub(crate) fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Table {
                mut output,
                names,
                rows,
            } => {
                table(&mut output, &names, &rows)?;
                output.flush()?;
            }
            Self::Json { mut output, n_rows } => {
                writeln!(output, "{}", if n_rows == 0 { "]" } else { "\n]" })?;
                output.flush()?;
            }
            Self::Csv(mut writer) => writer.flush()?,
        }
        Ok(())
    }
}

/// Spreadsheets run texts that begin with these signs; an apostrophe makes them texts again. Numbers stay numbers.
fn disarmed(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell
    }
}

fn table(output: &mut impl Write, names: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
    let width = |place: usize, name: &str| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(place))
            .map(|cell| cell.chars().count().min(WIDEST));
        cells.chain([name.chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = names
        .iter()
        .enumerate()
        .map(|(place, name)| width(place, name))
        .collect();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let texts: Vec<String> = cells
            .zip(&widths)
            .map(|(cell, width)| format!("{:width$}", cut(cell)))
            .collect();
        writeln!(output, "{}", texts.join("  ").trim_end())
    };
    line(&mut names.iter().copied())?;
    for row in rows {
        line(&mut row.iter().map(String::as_str))?;
    }
    Ok(())
}

fn cut(cell: &str) -> String {
    let cell: String = cell
        .chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .collect();
    if cell.chars().count() <= WIDEST {
        return cell;
    }
    let beginning: String = cell.chars().take(WIDEST - 1).collect();
    format!("{beginning}…")
}

/// Writes one object as JSON.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    serde_json::to_writer_pretty(&mut output, value)?;
    writeln!(output)?;
    Ok(())
}

/// Writes a sentence to standard output.
pub(crate) fn say(sentence: &str) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{sentence}")?;
    Ok(())
}

/// Writes a sentence to standard error.
pub(crate) fn complain(sentence: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "{sentence}");
}

/// Whether the reader of the answer went away, for example `head`.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let direct = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let in_csv = cause.downcast_ref::<csv::Error>().and_then(|error| match error.kind() {
            csv::ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        });
        let in_json = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        [direct, in_csv, in_json].contains(&Some(io::ErrorKind::BrokenPipe))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, expected: &str) -> anyhow::Result<()> {
        let mut written = Vec::new();
        let mut rows = Rows::to(&mut written, format, &["key", "name"])?;
        for (key, name) in [("05515", "Münster"), ("09777", "Ost\"allgäu, Landkreis")] {
            rows.row(
                || [key.to_owned(), name.to_owned()],
                || serde_json::json!({ "key": key, "name": name }),
            )?;
        }
        rows.end()?;
        assert_eq!(String::from_utf8(written)?, expected);
        Ok(())
    }

    #[test]
    fn the_same_rows_in_three_forms() -> anyhow::Result<()> {
        check(
            Format::Table,
            "key    name\n05515  Münster\n09777  Ost\"allgäu, Landkreis\n",
        )?;
        check(
            Format::Csv,
            "key,name\n05515,Münster\n09777,\"Ost\"\"allgäu, Landkreis\"\n",
        )?;
        check(
            Format::Json,
            "[\n  {\"key\":\"05515\",\"name\":\"Münster\"},\n  {\"key\":\"09777\",\"name\":\"Ost\\\"allgäu, Landkreis\"}\n]\n",
        )
    }
}
