//! Changes of territories: the yearly lists of the statistical offices, and tables that lead from the keys of one day to those of another.
//!
//! * „Namens-, Grenz- und Schlüsseländerungen“ (Destatis): one line a change, with level, old key and name, kind (1 dissolution, 2 part moved,
//!   3 another key, 4 another name), area in hectares and inhabitants concerned, new key and name, the days on which the change holds by law
//!   and in statistics. Columns move between years; they are found by their headings.
//!   Where the headings say too little, the columns are found by what stands in them.
//! * „Umsteigeschlüssel“ (BBSR): one line a pair of old and new key, with the shares of area and population that went this way. They name two
//!   days and not the day of the change.

use std::collections::BTreeSet;

use figures::territory::{Level, TerritoryKey, readings};
use jiff::{ToSpan, civil::Date};

use super::{LeftOut, ListError, Reason, grid, layout};
use crate::{event::shortened, input::ReadSeek, limits::Limits};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The old territory is no more; this much of it went into the new one.
    Dissolved,
    /// A part of it went into another one, and both exist.
    Part,
    /// It has another key.
    Key,
    /// It has another name.
    Name,
}

impl ChangeKind {
    /// The word in storage and answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dissolved => "dissolved",
            Self::Part => "part",
            Self::Key => "key",
            Self::Name => "name",
        }
    }

    /// The kind with this word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Dissolved, Self::Part, Self::Key, Self::Name]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The key before.
    pub old_key: TerritoryKey,
    /// The name before.
    pub old_name: String,
    /// The key after, or of the territory that took it.
    pub new_key: TerritoryKey,
    /// The name after.
    pub new_name: String,
    /// The regional keys of twelve digits before and after, of a municipality whose own key stayed while its association changed.
    pub regional: Option<(String, String)>,
    /// The day from which it holds by law; of tables between two days the first day after the earlier one.
    pub legally_on: Date,
    /// The day from which statistics follow it.
    pub statistically_on: Option<Date>,
    /// Whether the day itself is stated, and not only the years between which it lies.
    pub is_day_known: bool,
    /// Inhabitants concerned.
    pub population: Option<i64>,
    /// Hectares concerned.
    pub area_ha: Option<f64>,
    /// Share of the old population that went this way.
    pub population_share: Option<f64>,
    /// Share of the old area that went this way.
    pub area_share: Option<f64>,
    /// Name of the sheet.
    pub sheet: String,
    /// Line, from 1.
    pub row: u32,
}

/// A list of changes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// The changes in the order of the file.
    pub changes: Vec<Change>,
    /// Lines with a key that were not understood.
    pub left_out: Vec<LeftOut>,
    /// Pairs of the same key without any change.
    pub n_unchanged: u32,
    /// Titles, headings, notes and blank lines.
    pub n_other_lines: u32,
}

/// Where what stands.
#[derive(Debug, Default, Clone)]
pub(super) struct Columns {
    pub(super) level: Option<usize>,
    pub(super) old_keys: Vec<usize>,
    pub(super) old_name: Option<usize>,
    pub(super) kind: Option<usize>,
    pub(super) area: Option<usize>,
    pub(super) population: Option<usize>,
    pub(super) new_keys: Vec<usize>,
    pub(super) new_name: Option<usize>,
    pub(super) legally: Option<usize>,
    pub(super) statistically: Option<usize>,
    pub(super) area_share: Option<usize>,
    pub(super) population_share: Option<usize>,
    /// The days of a table between two days.
    pub(super) days: Option<(Date, Date)>,
}

/// Reads a list of changes, of all sheets that hold one.
///
/// ```
/// use std::io::Cursor;
/// use formats::{limits::Limits, territory_lists::changes::{self, ChangeKind}};
/// let list = "Namensänderungen 2021;;;;;\n\
///     AGS alt;Gemeinde alt;Änderungsart;AGS neu;Gemeinde neu;Wirksam rechtlich\n\
///     16056000;Eisenach, Stadt;3;16063105;Eisenach, Stadt;01.07.2021\n";
/// let read = changes::read(&mut Cursor::new(list), &Limits::default())?;
/// assert_eq!((read.changes[0].kind, read.changes[0].new_key.code()), (ChangeKind::Key, "16063105"));
/// # Ok::<(), formats::territory_lists::ListError>(())
/// ```
pub fn read(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Changes, ListError> {
    let mut found = Changes::default();
    let mut headings = Vec::new();
    let mut has_table = false;
    for grid in grid::read(input, limits)? {
        let first = (0..grid.rows.len()).find(|row| grid.rows[*row].iter().filter(|cell| is_key(cell)).count() >= 2);
        let Some(first) = first else {
            found.n_other_lines += u32::try_from(grid.rows.len()).unwrap_or(u32::MAX);
            continue;
        };
        let texts: Vec<String> = (0..grid.n_columns())
            .map(|column| grid.heading(column, first))
            .collect();
        let Some(columns) = columns(&texts).or_else(|| layout::by_content(&grid, first)) else {
            headings.extend(texts.into_iter().filter(|text| !text.is_empty()));
            continue;
        };
        has_table = true;
        found.n_other_lines += u32::try_from(first).unwrap_or(u32::MAX);
        let all_new: BTreeSet<String> = columns
            .new_keys
            .iter()
            .flat_map(|column| (first..grid.rows.len()).map(|row| grid.text(row, *column).to_owned()))
            .collect();
        for row in first..grid.rows.len() {
            let line = Line {
                grid: &grid,
                row,
                columns: &columns,
                all_new: &all_new,
            };
            match line.change() {
                Ok(Some(change)) => found.changes.push(change),
                Ok(None) if line.has_key() => found.n_unchanged += 1,
                Ok(None) => found.n_other_lines += 1,
                Err(reason) => found.left_out.push(LeftOut {
                    sheet: grid.name.clone(),
                    row: line.number(),
                    reason,
                }),
            }
        }
    }
    if !has_table {
        headings.truncate(20);
        return Err(ListError::NoTable {
            wanted: "old key, kind of change, new key and day (or two keys and the shares of a table between two days)",
            found: if headings.is_empty() {
                "not there".to_owned()
            } else {
                shortened(&headings.join(" | "))
            },
        });
    }
    Ok(found)
}

pub(super) fn is_key(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && !readings(text, None).is_empty()
}

fn columns(headings: &[String]) -> Option<Columns> {
    let mut columns = Columns::default();
    let mut days = Vec::new();
    for (column, text) in headings.iter().enumerate() {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let is_new = has(&["neu", "nachher", "aufnehmend"]);
        let is_key = has(&["regionalschlüssel", "gemeindeschlüssel", "schlüsselnummer"])
            || text
                .split(|letter: char| !letter.is_alphanumeric())
                .any(|word| matches!(word, "ars" | "ags" | "rs"))
            || (text.contains("schlüssel") && !has(&["umsteige", "änderung"]));
        let of_two_days = (has(&["gemeinden ", "kreise ", "kennziffer "]) && day_in(text).is_some())
            .then(|| day_in(text))
            .flatten();
        if has(&["umsteige", "anteil"]) {
            let is_population = has(&["bevölkerung", "einwohner", "bev"]);
            let share = if is_population {
                &mut columns.population_share
            } else {
                &mut columns.area_share
            };
            share.get_or_insert(column);
        } else if let Some(day) = of_two_days {
            days.push(day);
            if columns.old_keys.is_empty() {
                columns.old_keys.push(column);
            } else {
                columns.new_keys.push(column);
            }
        } else if has(&["änderungsart", "art der änderung", "art der gebiets", "art der namens"])
            || matches!(
                text.trim_end_matches(|letter: char| !letter.is_alphabetic()),
                "änderung" | "art"
            )
        {
            columns.kind.get_or_insert(column);
        } else if has(&["rechtlich", "juristisch"]) {
            columns.legally.get_or_insert(column);
        } else if has(&["statistisch", "statistik"]) && has(&["wirk", "datum", "gültig"]) {
            columns.statistically.get_or_insert(column);
        } else if has(&["fläche"]) {
            columns.area.get_or_insert(column);
        } else if has(&["einwohner", "bevölkerung"]) {
            columns.population.get_or_insert(column);
        } else if is_key {
            // Without a word the keys before the kind of the change are the old ones.
            if is_new || columns.kind.is_some() {
                columns.new_keys.push(column);
            } else {
                columns.old_keys.push(column);
            }
        } else if has(&["ebene", "gebietseinheit", "regionale einheit", "regionaleinheit"]) {
            columns.level.get_or_insert(column);
        } else if has(&["name", "bezeichnung", "gemeinde", "verwaltungseinheit"]) {
            let is_old = columns.new_keys.is_empty() && !is_new;
            let name = if is_old {
                &mut columns.old_name
            } else {
                &mut columns.new_name
            };
            name.get_or_insert(column);
        } else if has(&["wirk", "datum", "inkraft"]) {
            columns.legally.get_or_insert(column);
        }
    }
    if let [from, until] = days[..] {
        columns.days = Some((from.min(until), from.max(until)));
    }
    let is_list = columns.kind.is_some() && columns.legally.or(columns.statistically).is_some();
    let is_table = columns.days.is_some() && columns.area_share.or(columns.population_share).is_some();
    let has_keys = !columns.old_keys.is_empty() && !columns.new_keys.is_empty();
    (has_keys && (is_list || is_table)).then_some(columns)
}

/// The day that a heading names.
fn day_in(text: &str) -> Option<Date> {
    text.split([' ', '\n', '(', ')']).find_map(day)
}

/// A day as such tables write it: `31.12.2021`, `2021-12-31`, or the number of a spreadsheet.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let [year, month, day] = text.split('/').collect::<Vec<_>>()[..]
        && year.len() == 4
    {
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.trim().parse().ok()?).ok();
    }
    if let [day, month, year] = text.split('.').collect::<Vec<_>>()[..] {
        return Date::new(
            year.trim().get(..4)?.parse().ok()?,
            month.trim().parse().ok()?,
            day.trim().parse().ok()?,
        )
        .ok();
    }
    if let Some(date) = text.get(..10).and_then(|date| date.parse().ok()) {
        return Some(date);
    }
    let days: i64 = text.parse().ok().filter(|days| (10_000..100_000).contains(days))?;
    Date::constant(1899, 12, 30).checked_add(days.days()).ok()
}

/// A number with German or plain signs.
fn number(text: &str) -> Option<f64> {
    let text = text.replace([' ', '\u{a0}'], "");
    let plain = if text.contains(',') {
        text.replace('.', "").replace(',', ".")
    } else {
        text
    };
    plain
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && 0.0 <= *number)
}

struct Line<'a> {
    grid: &'a grid::Grid,
    row: usize,
    columns: &'a Columns,
    all_new: &'a BTreeSet<String>,
}

impl Line<'_> {
    fn number(&self) -> u32 {
        u32::try_from(self.row + 1).unwrap_or(u32::MAX)
    }

    fn text(&self, column: Option<usize>) -> &str {
        column.map_or("", |column| self.grid.text(self.row, column))
    }

    fn has_key(&self) -> bool {
        self.columns
            .old_keys
            .iter()
            .any(|column| is_key(self.grid.text(self.row, *column)))
    }

    /// The level that the line names.
    fn level(&self) -> Option<Level> {
        let text = grid::folded(self.text(self.columns.level));
        let known = [
            (
                &["verband", "verwaltungsgemeinschaft", "samtgemeinde", "amt"][..],
                Level::Association,
            ),
            (&["gemeinde", "stadt"], Level::Municipality),
            (&["regierungsbezirk", "bezirk"], Level::Region),
            (&["kreis"], Level::District),
            (&["land"], Level::State),
        ];
        if text.starts_with("kreisfreie") || text.starts_with("landkreis") {
            return Some(Level::District);
        }
        let found = known
            .iter()
            .find(|(words, _)| words.iter().any(|word| text.contains(word)));
        found.map(|(_, level)| *level)
    }

    /// The key of the first column that holds one. A municipality's key of twelve digits counts like that of eight.
    fn key(&self, columns: &[usize]) -> Option<TerritoryKey> {
        let level = self.level();
        let mut texts = columns
            .iter()
            .map(|column| self.grid.text(self.row, *column))
            .filter(|text| is_key(text));
        texts.find_map(|text| {
            let text = text.replace(' ', "");
            let of_level = level.and_then(|level| readings(&text, Some(level)).into_iter().next());
            of_level.or_else(|| usual(&text)).map(|reading| reading.key)
        })
    }

    /// The keys of twelve digits on both sides, of which a leading zero may be lost.
    fn regional(&self) -> Option<(String, String)> {
        let of = |columns: &[usize]| {
            let texts = columns
                .iter()
                .map(|column| self.grid.text(self.row, *column).replace(' ', ""));
            texts
                .into_iter()
                .find(|text| is_key(text) && matches!(text.len(), 11 | 12))
                .map(|text| format!("{text:0>12}"))
        };
        Some((of(&self.columns.old_keys)?, of(&self.columns.new_keys)?))
    }

    /// How much moved; a sign of the offices in place of a number means that the list does not say it.
    fn size(&self, column: Option<usize>, what: &'static str) -> Result<Option<f64>, Reason> {
        let text = self.text(column);
        if matches!(text, "" | "-" | "–" | "." | "..." | "…" | "/" | "x" | "X") {
            return Ok(None);
        }
        // In a workbook a point is a decimal sign; a text file writes thousands with it.
        let is_thousands = self.grid.name.is_empty()
            && text.split('.').count() > 1
            && text.split('.').enumerate().all(|(n, group)| {
                group.bytes().all(|byte| byte.is_ascii_digit())
                    && (group.len() == 3 || (n == 0 && (1..=3).contains(&group.len())))
            });
        let found = match is_thousands {
            true => number(&text.replace('.', "")),
            false => number(text),
        };
        found.map(Some).ok_or_else(|| {
            let text = shortened(text);
            Reason::new(
                what,
                [&text],
                format!("\"{text}\" is no number of {}", what.replace("no-", "")),
            )
        })
    }

    fn change(&self) -> Result<Option<Change>, Reason> {
        let columns = self.columns;
        if !self.has_key() {
            return Ok(None);
        }
        let old_key = self
            .key(&columns.old_keys)
            .ok_or_else(|| Reason::new("old-key", [], "the old key is none"))?;
        let shown = |column| shortened(self.text(column));
        let new_key = self.key(&columns.new_keys);
        let (kind, legally_on, statistically_on, new_key) = match columns.days {
            Some((from, _)) => {
                let new_key = new_key.ok_or_else(|| Reason::new("new-key", [], "the new key is none"))?;
                let share = |column| number(self.text(column)).unwrap_or(1.0);
                let is_whole = share(columns.area_share) >= 1.0 && share(columns.population_share) >= 1.0;
                if old_key == new_key && is_whole {
                    return Ok(None);
                }
                let old_text = columns
                    .old_keys
                    .first()
                    .map_or("", |column| self.grid.text(self.row, *column));
                let kind = if self.all_new.contains(old_text) {
                    ChangeKind::Part
                } else {
                    ChangeKind::Dissolved
                };
                if old_key == new_key {
                    // The rest of a territory that lost a part.
                    return Ok(None);
                }
                (
                    kind,
                    from.tomorrow()
                        .map_err(|_| Reason::new("last-day", [], "the day is the last of all"))?,
                    None,
                    new_key,
                )
            }
            None => {
                let kind = kind(self.text(columns.kind)).ok_or_else(|| {
                    let text = shown(columns.kind);
                    Reason::new("kind", [&text], format!("\"{text}\" is no kind of change"))
                })?;
                let statistically_on = day(self.text(columns.statistically));
                let legally_on = day(self.text(columns.legally)).or(statistically_on);
                let legally_on = legally_on.ok_or_else(|| {
                    let text = shown(columns.legally);
                    Reason::new("day", [&text], format!("\"{text}\" is no day"))
                })?;
                let new_key = match new_key {
                    Some(key) => key,
                    None if kind == ChangeKind::Name => old_key.clone(),
                    None => return Err(Reason::new("new-key-missing", [], "the new key is missing")),
                };
                (kind, legally_on, statistically_on, new_key)
            }
        };
        let population = self.size(columns.population, "no-inhabitants")?;
        let area_ha = self.size(columns.area, "no-hectares")?;
        let [population_share, area_share] =
            [columns.population_share, columns.area_share].map(|column| number(self.text(column)));
        let is_share = |share: Option<f64>| share.is_none_or(|share| share <= 1.0);
        if !is_share(population_share) || !is_share(area_share) {
            return Err(Reason::new("share", [], "a share is larger than 1"));
        }
        if kind == ChangeKind::Dissolved && old_key == new_key {
            let key = old_key.code();
            let message = format!("{key} cannot be dissolved into itself");
            return Err(Reason::new("into-itself", [key], message));
        }
        if old_key.level() != new_key.level() {
            let [old, new] = [old_key.code(), new_key.code()];
            let message = format!("{old} and {new} are keys of different levels");
            return Err(Reason::new("levels", [old, new], message));
        }
        Ok(Some(Change {
            kind,
            old_name: self.text(columns.old_name).to_owned(),
            new_name: self.text(columns.new_name.or(columns.old_name)).to_owned(),
            legally_on,
            statistically_on,
            is_day_known: columns.days.is_none(),
            population: population.map(|number| number.round() as i64),
            area_ha,
            population_share,
            area_share,
            regional: (kind == ChangeKind::Key && old_key == new_key)
                .then(|| self.regional())
                .flatten(),
            old_key,
            new_key,
            sheet: self.grid.name.clone(),
            row: self.number(),
        }))
    }
}

/// The reading that such tables mean: twelve, nine, eight or five digits, of which a leading zero may be lost; eight digits that end in
/// three zeros after a district's key are a municipality here only when nothing else is said.
fn usual(text: &str) -> Option<figures::territory::Reading> {
    let found = readings(text, None);
    let whole = |length: usize| found.iter().position(|reading| reading.key.code().len() == length);
    let wanted = match text.len() {
        11 | 12 => whole(8),
        7 | 8 => whole(8),
        9 => whole(9).or_else(|| whole(8)),
        4 | 5 => whole(5),
        _ => None,
    };
    wanted.or(Some(0)).and_then(|n| found.get(n).cloned())
}

pub(super) fn kind(text: &str) -> Option<ChangeKind> {
    let text = grid::folded(text);
    let first = text
        .split(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default();
    match first {
        "1" => return Some(ChangeKind::Dissolved),
        "2" => return Some(ChangeKind::Part),
        "3" => return Some(ChangeKind::Key),
        "4" => return Some(ChangeKind::Name),
        _ => {}
    }
    let has = |word: &str| text.contains(word);
    if has("teil") {
        Some(ChangeKind::Part)
    } else if has("auflösung") || has("eingliederung") || has("zusammenschluss") || has("eingemeindung") {
        Some(ChangeKind::Dissolved)
    } else if has("schlüssel") {
        Some(ChangeKind::Key)
    } else if has("name") {
        Some(ChangeKind::Name)
    } else {
        None
    }
}
