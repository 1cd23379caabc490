//! Tables as XLSX for people: a sheet with the data as real numbers and a sheet that says where they come from.
//!
//! The bytes depend on the arguments alone: the date that goes into the file is given by the caller, so that the same figures give
//! the same file. Words (names of sheets, labels) come from the caller too, in the reader's language. Nothing is written as a
//! formula or a link.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::{FileError, field::Field};

/// What spreadsheet programs can show: rows in a sheet, letters in a cell.
const MOST_ROWS: usize = 1_048_576;
const MOST_LETTERS: usize = 32_767;

/// The sheet with the data.
#[derive(Debug, Clone, PartialEq)]
pub struct DataSheet<'a> {
    /// Its name; shortened to 31 letters, signs that spreadsheets do not allow are left out.
    pub name: &'a str,
    /// The names of the columns.
    pub header: Vec<&'a str>,
    /// The rows, each with as many cells as the header.
    pub rows: Vec<Vec<Field<'a>>>,
}

/// The sheet with source note, licence, data state and address, one a line.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceSheet<'a> {
    /// Its name, for example `Quelle`.
    pub name: &'a str,
    /// Label and text of each line.
    pub lines: Vec<(&'a str, &'a str)>,
}

/// Writes a workbook.
///
/// ```
/// use figures::number::Number;
/// use formats::{Field, xlsx_out::{DataSheet, SourceSheet, write}};
///
/// let data = DataSheet {
///     name: "Arbeitslose",
///     header: vec!["Jahr", "Wert"],
///     rows: vec![vec![Field::Text("2021"), Field::Number(Number { value: 8931.0, decimals: 0 })]],
/// };
/// let source = SourceSheet { name: "Quelle", lines: vec![("Lizenz", "dl-de/by-2-0")] };
/// let date = jiff::civil::date(2024, 5, 1);
/// assert_eq!(write(&data, &source, date)?, write(&data, &source, date)?);
/// # Ok::<(), formats::FileError>(())
/// ```
pub fn write(data: &DataSheet<'_>, source: &SourceSheet<'_>, created_on: Date) -> Result<Vec<u8>, FileError> {
    if MOST_ROWS <= data.rows.len() {
        return Err(FileError::OwnLayout(format!(
            "{} rows are more than a sheet can show; choose fewer or take the CSV",
            data.rows.len()
        )));
    }
    if let Some(row) = data.rows.iter().find(|row| row.len() != data.header.len()) {
        return Err(FileError::OwnLayout(format!(
            "a line has {} cells and the header {}; give each column a cell",
            row.len(),
            data.header.len()
        )));
    }
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(
        created_on.year().unsigned_abs(),
        created_on.month().unsigned_abs(),
        created_on.day().unsigned_abs(),
    );
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created.map_err(failed)?));
    let first = sheet_name(data.name, "1");
    let second = sheet_name(source.name, "2");
    let second = if first.to_lowercase() == second.to_lowercase() {
        format!("{} 2", second.chars().take(29).collect::<String>())
    } else {
        second
    };
    write_data(workbook.add_worksheet().set_name(first).map_err(failed)?, data).map_err(failed)?;
    write_source(workbook.add_worksheet().set_name(second).map_err(failed)?, source).map_err(failed)?;
    workbook.save_to_buffer().map_err(failed)
}

fn write_data(sheet: &mut Worksheet, data: &DataSheet<'_>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    // One format for each number of decimals, made once.
    let formats: Vec<Format> = (0..=15_usize)
        .map(|decimals| {
            let fraction = if decimals == 0 {
                String::new()
            } else {
                format!(".{}", "0".repeat(decimals))
            };
            Format::new().set_num_format(format!("#,##0{fraction}"))
        })
        .collect();
    for (column, name) in (0_u16..).zip(&data.header) {
        sheet.write_string_with_format(0, column, cut(name), &bold)?;
    }
    for (row, fields) in (1_u32..).zip(&data.rows) {
        for (column, field) in (0_u16..).zip(fields) {
            match field {
                Field::Text(text) => {
                    sheet.write_string(row, column, cut(text))?;
                }
                Field::Number(number) => {
                    let format = usize::try_from(number.decimals)
                        .ok()
                        .and_then(|decimals| formats.get(decimals));
                    match format {
                        Some(format) => sheet.write_number_with_format(row, column, number.value, format)?,
                        None => sheet.write_number(row, column, number.value)?,
                    };
                }
                // A spreadsheet holds whole numbers exactly up to 2^53.
                Field::Integer(number) if number.unsigned_abs() < 1 << 53 => {
                    sheet.write_number(row, column, *number as f64)?;
                }
                Field::Integer(number) => {
                    sheet.write_string(row, column, number.to_string())?;
                }
                Field::Blank => {}
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_source(sheet: &mut Worksheet, source: &SourceSheet<'_>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 20)?;
    sheet.set_column_width(1, 90)?;
    for (row, (label, text)) in (0_u32..).zip(&source.lines) {
        sheet.write_string_with_format(row, 0, cut(label), &bold)?;
        sheet.write_string_with_format(row, 1, cut(text), &wrapped)?;
    }
    Ok(())
}

/// A name that spreadsheet programs allow.
fn sheet_name(name: &str, otherwise: &str) -> String {
    let name: String = name
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control())
        .take(31)
        .collect();
    let name = name.trim_matches([' ', '\'']);
    // A workbook may not have a sheet of this name.
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        otherwise.to_owned()
    } else {
        name.to_owned()
    }
}

/// Spreadsheets refuse longer texts, and control characters have no place in XML.
fn cut(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .take(MOST_LETTERS)
        .collect()
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn failed(error: XlsxError) -> FileError {
    FileError::OwnLayout(format!("the workbook cannot be written: {error}"))
}
