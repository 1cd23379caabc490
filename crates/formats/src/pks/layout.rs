//! Where the header of a table stands, what its columns are, and which year it is about.

use encoding_rs::Encoding;
use figures::{number::DecimalSign, period::Period, unit::Unit};
use jiff::civil::Date;

use super::columns::{Count, Role, folded, role};
use crate::{
    FileError, ReadOptions, ReadSeek, SkippedKind,
    event::shortened,
    table::{
        source::{Line, Source},
        spellings,
    },
    workbook::Sheet,
};

/// How many lines may stand above the table.
const LINES_ABOVE: u32 = 60;

/// A table before anything is told.
pub(super) struct Layout {
    pub(super) header_row: u32,
    first_row: u32,
    header_rows: Vec<u32>,
    roles: Vec<Role>,
    /// Columns of numbers: index, indicator, what they count.
    pub(super) values: Vec<(usize, u32, Count)>,
    /// Name, unit and first column of each indicator.
    pub(super) indicators: Vec<(String, Unit, usize)>,
    pub(super) n_columns: usize,
    /// The first column that the sums of a line prove.
    pub(super) first_checked: Option<usize>,
    pub(super) sign: DecimalSign,
    /// The year of the whole table and where it was found.
    pub(super) year: Option<(Period, &'static str)>,
    pub(super) known_on: Option<Date>,
    /// The one territory that a person has named for a table without any.
    pub(super) territory: Option<String>,
    pub(super) n_lines: u64,
}

/// Whether a line is the header of a table of offences.
pub(super) fn is_header<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut has_offence, mut has_key, mut has_cases) = (false, false, false);
    for cell in cells.take(60) {
        match role(cell) {
            Role::Offence => has_offence = true,
            Role::OffenceKey => has_key = true,
            _ => has_cases |= folded(cell).contains("erfasste faelle"),
        }
    }
    has_offence && has_key && has_cases
}

/// Whether a sheet holds such a table.
pub(super) fn is_table(sheet: &Sheet) -> bool {
    (1..=sheet.n_rows().min(LINES_ABOVE)).any(|row| {
        let cells: Vec<String> = (1..=sheet.n_columns().min(60))
            .map(|column| sheet.text(row, column))
            .collect();
        is_header(cells.iter().map(String::as_str))
    })
}

/// The delimiter with which the header appears.
pub(super) fn delimiter(input: &mut dyn ReadSeek, encoding: &'static Encoding) -> Result<u8, FileError> {
    let mut head = Vec::new();
    input.seek(std::io::SeekFrom::Start(0))?;
    std::io::Read::read_to_end(&mut std::io::Read::take(&mut *input, 64 * 1024), &mut head)?;
    input.seek(std::io::SeekFrom::Start(0))?;
    let text = encoding.decode(&head).0;
    let fits = |sign: &u8| {
        text.lines()
            .take(LINES_ABOVE as usize)
            .any(|line| is_header(line.split(char::from(*sign))))
    };
    Ok([b';', b'\t', b',', b'|'].into_iter().find(fits).unwrap_or(b';'))
}

/// The key of an offence: `None` inside for all offences together, `None` outside when it is no key.
pub(super) fn offence(text: &str) -> Option<Option<String>> {
    let text = text.trim().trim_matches('\'').trim_end_matches(".0");
    if text.is_empty() || 8 < text.len() {
        return None;
    }
    if text.bytes().all(|byte| byte == b'-') {
        return Some(None);
    }
    let is_key = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*')
        && text.bytes().any(|byte| byte.is_ascii_digit());
    // Sums of offences have stars in front; spreadsheets take leading zeros away.
    is_key.then(|| Some(format!("{:0>6}", text.replace('*', "x"))))
}

impl Layout {
    pub(super) fn of(source: &mut Source<'_>, options: &ReadOptions) -> Result<Self, FileError> {
        let mut above: Vec<String> = Vec::new();
        let mut header: Vec<(u32, Vec<String>)> = Vec::new();
        let mut first: Option<(u32, Vec<Role>, Vec<String>)> = None;
        let mut n_lines = 0;
        let (mut n_comma, mut n_point) = (0_u32, 0_u32);
        let mut counts: Vec<String> = Vec::new();
        source.each(&mut |line| {
            if let Some((_, roles, _)) = &first {
                if begins(line, roles) {
                    n_lines += 1;
                    survey(line, roles, &mut counts, &mut n_comma, &mut n_point);
                }
                return Ok(true);
            }
            let cells: Vec<String> = (0..line.n_cells().min(1_000))
                .map(|index| line.text(index).into_owned())
                .collect();
            if header.is_empty() {
                if is_header(cells.iter().map(String::as_str)) {
                    header.push((line.row(), cells));
                } else if LINES_ABOVE < line.row() {
                    return Err(FileError::NoHeader { n_lines: LINES_ABOVE });
                } else {
                    above.extend(cells.into_iter().filter(|cell| !cell.is_empty()));
                }
                return Ok(true);
            }
            let paths = paths(&header);
            let roles: Vec<Role> = paths.iter().map(|path| role(path)).collect();
            if begins(line, &roles) {
                n_lines += 1;
                survey(line, &roles, &mut counts, &mut n_comma, &mut n_point);
                first = Some((line.row(), roles, paths));
            } else if 8 < header.len() {
                return Err(FileError::NoData);
            } else if cells.iter().any(|cell| !cell.is_empty()) {
                header.push((line.row(), cells));
            }
            Ok(true)
        })?;
        let Some((header_row, _)) = header.first() else {
            return Err(FileError::NoHeader { n_lines: LINES_ABOVE });
        };
        let Some((first_row, roles, paths)) = first else {
            return Err(FileError::NoData);
        };
        let mut layout = Self {
            header_row: *header_row,
            first_row,
            header_rows: header.iter().map(|(row, _)| *row).collect(),
            n_columns: roles
                .iter()
                .rposition(|role| *role != Role::Ignore)
                .map_or(0, |last| last + 1)
                .max(
                    paths
                        .iter()
                        .rposition(|path| !path.is_empty())
                        .map_or(0, |last| last + 1),
                ),
            roles,
            values: Vec::new(),
            indicators: Vec::new(),
            first_checked: None,
            sign: DecimalSign::Point,
            year: None,
            known_on: above.iter().find_map(|text| day_behind(text)),
            territory: None,
            n_lines,
        };
        layout.list()?;
        let chosen = options.mapping.as_ref().and_then(|mapping| mapping.decimal_sign);
        let of_fractions = match n_comma.cmp(&n_point) {
            std::cmp::Ordering::Greater => Some(DecimalSign::Comma),
            std::cmp::Ordering::Less => Some(DecimalSign::Point),
            std::cmp::Ordering::Equal => None,
        };
        let detected = of_fractions.or_else(|| super::sign_of_counts(counts.into_iter()));
        layout.sign = chosen.or(detected).unwrap_or(DecimalSign::Comma);
        layout.year = layout.find_year(&above, &paths, options);
        let has_place = layout
            .column(&Role::TerritoryKey)
            .or(layout.column(&Role::TerritoryName))
            .is_some();
        // Time series of the whole country name no territory; a person says so.
        layout.territory = options
            .mapping
            .as_ref()
            .and_then(|mapping| mapping.territory.clone())
            .filter(|_| !has_place);
        if !has_place && layout.territory.is_none() {
            return Err(FileError::TerritoryUnknown);
        }
        if layout.year.is_none() && layout.column(&Role::Year).is_none() {
            return Err(layout.missing(
                "period",
                "the year in a column Jahr, above the table, in the name of the file, or in a mapping",
                &paths,
            ));
        }
        Ok(layout)
    }

    fn list(&mut self) -> Result<(), FileError> {
        let roles = self.roles.clone();
        for (index, role) in roles.into_iter().enumerate() {
            let Role::Value(count) = role else { continue };
            let twin = self
                .values
                .iter()
                .find(|(_, _, known)| known.name == count.name && known.entry == count.entry);
            if let Some((first, ..)) = twin {
                let place = |column: usize| crate::Place {
                    sheet: 0,
                    row: self.header_row,
                    column: column as u32 + 1,
                };
                return Err(FileError::DuplicateColumn {
                    first: place(*first),
                    second: place(index),
                    what: shortened(&count.name),
                });
            }
            let known = self.indicators.iter().position(|(name, ..)| *name == count.name);
            let indicator = known.unwrap_or_else(|| {
                self.indicators.push((count.name.clone(), count.unit, index));
                self.indicators.len() - 1
            });
            if self.first_checked.is_none()
                && count.part != super::columns::Part::Cases
                && !count.name.starts_with("Häufigkeitszahl")
            {
                self.first_checked = Some(index);
            }
            self.values.push((index, indicator as u32, count));
        }
        if self.values.is_empty() {
            return Err(FileError::NoData);
        }
        Ok(())
    }

    fn missing(&self, role: &'static str, examples: &'static str, paths: &[String]) -> FileError {
        FileError::MissingRole {
            row: self.header_row,
            columns: paths
                .iter()
                .take(8)
                .map(|path| shortened(path))
                .collect::<Vec<_>>()
                .join(", "),
            role,
            examples,
        }
    }

    /// The column with a role.
    pub(super) fn column(&self, wanted: &Role) -> Option<usize> {
        self.roles.iter().position(|role| role == wanted)
    }

    /// What a line is when it holds no figures.
    pub(super) fn kind_of(&self, line: Line<'_>) -> Option<SkippedKind> {
        let (n_filled, _) = line.content();
        if n_filled == 0 {
            Some(SkippedKind::Blank)
        } else if line.row() < self.first_row {
            let is_header = self.header_rows.contains(&line.row());
            let counts_columns =
                3 <= n_filled && (0..n_filled).all(|index| line.text(index) == (index + 1).to_string());
            Some(if is_header || counts_columns {
                SkippedKind::Header
            } else {
                SkippedKind::Preamble
            })
        } else if n_filled < 3 {
            Some(SkippedKind::Footer)
        } else {
            None
        }
    }

    fn find_year(&self, above: &[String], paths: &[String], options: &ReadOptions) -> Option<(Period, &'static str)> {
        if let Some(period) = options
            .mapping
            .as_ref()
            .and_then(|mapping| mapping.period.as_deref())
            .and_then(crate::period_text::plain)
        {
            return Some((period, "the mapping"));
        }
        let one = |texts: &mut dyn Iterator<Item = &str>| {
            let mut found: Vec<i16> = texts
                .filter(|text| !text.to_lowercase().contains("erstellt"))
                .flat_map(years)
                .collect();
            found.sort_unstable();
            found.dedup();
            // A census is named by its year.
            match found[..] {
                [year] => Period::year(year),
                _ => None,
            }
        };
        let mut header = paths
            .iter()
            .map(String::as_str)
            .filter(|path| !path.to_lowercase().contains("zensus"));
        if let Some(period) = one(&mut above.iter().map(String::as_str)) {
            return Some((period, "the lines above the table"));
        }
        if let Some(period) = one(&mut header) {
            return Some((period, "the names of the columns"));
        }
        let name = options.file_name.as_deref()?;
        one(&mut std::iter::once(name)).map(|period| (period, "the name of the file"))
    }
}

/// The years that a text names.
fn years(text: &str) -> Vec<i16> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| part.len() == 4)
        .filter_map(|part| part.parse().ok())
        .filter(|year| (1950..=2100).contains(year))
        .collect()
}

/// `erstellt am: 31.01.2024`, `Stand: 31.01.2024`.
fn day_behind(text: &str) -> Option<Date> {
    let behind = ["erstellt am", "Stand"]
        .into_iter()
        .find_map(|word| Some(text.split_once(word)?.1))?;
    let parts: Vec<&str> = behind.trim_start_matches([':', ' ']).splitn(3, '.').collect();
    let [day, month, year] = parts[..] else { return None };
    Date::new(year.get(..4)?.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The names above each column, joined; names above several columns hold until the next one where lines stand below them.
fn paths(header: &[(u32, Vec<String>)]) -> Vec<String> {
    let n_columns = header.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let counts_columns = |cells: &[String]| {
        let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        2 < filled.len()
            && filled
                .iter()
                .enumerate()
                .all(|(index, cell)| cell.trim_end_matches(".0") == (index + 1).to_string())
    };
    let lines: Vec<&Vec<String>> = header
        .iter()
        .map(|(_, cells)| cells)
        .filter(|cells| !counts_columns(cells))
        .collect();
    (0..n_columns)
        .map(|column| {
            let mut path: Vec<&str> = Vec::new();
            for (nth, cells) in lines.iter().enumerate() {
                let own = cells.get(column).map_or("", |cell| cell.trim());
                let is_named_below = lines[nth + 1..]
                    .iter()
                    .any(|below| below.get(column).is_some_and(|cell| !cell.is_empty()));
                let text = if own.is_empty() && is_named_below {
                    cells
                        .iter()
                        .take(column)
                        .rev()
                        .map(|cell| cell.trim())
                        .find(|cell| !cell.is_empty())
                        .unwrap_or("")
                } else {
                    own
                };
                if !text.is_empty() && path.last() != Some(&text) {
                    path.push(text);
                }
            }
            path.join(": ")
        })
        .collect()
}

/// Whether a line holds figures: a key of an offence where it belongs, and something behind it.
fn begins(line: Line<'_>, roles: &[Role]) -> bool {
    let key = roles.iter().position(|role| *role == Role::OffenceKey);
    let (n_filled, _) = line.content();
    let has_words = roles
        .iter()
        .position(|role| *role == Role::Offence)
        .is_some_and(|index| line.text(index).contains(|letter: char| letter.is_alphabetic()));
    3 < n_filled && has_words && key.is_some_and(|index| offence(&line.text(index)).is_some())
}

fn survey(line: Line<'_>, roles: &[Role], counts: &mut Vec<String>, n_comma: &mut u32, n_point: &mut u32) {
    for (index, role) in roles.iter().enumerate() {
        let Role::Value(count) = role else { continue };
        if 10_000 < *n_comma + *n_point {
            return;
        }
        let text = line.text(index);
        match spellings(&text) {
            (Some(_), None) => *n_comma += 1,
            (None, Some(_)) => *n_point += 1,
            (Some(comma), Some(point))
                if comma.value != point.value && count.unit == Unit::Count && counts.len() < 100 =>
            {
                counts.push(text.into_owned());
            }
            _ => {}
        }
    }
}
