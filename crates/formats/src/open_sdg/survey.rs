//! The first look through a table of a repository: its columns, the series and units in them, and which column names territories.

use std::collections::{BTreeMap, HashMap};

use encoding_rs::Encoding;

use super::columns::Columns;
use crate::{
    FileError, PeriodReading, ReadSeek,
    event::shortened,
    limits::Limits,
    period_text::{self, ColumnReading},
    text::{Record, Records},
};

/// More breakdowns, comments or series than this are no table of figures but a mistaken column.
pub(super) const MOST_DIFFERENT: usize = 50_000;
/// More series than this in one table are a mistaken column.
const MOST_SERIES: usize = 2_000;

/// Columns that name a Land where no `GeoCode` stands.
const LAND_HEADERS: &[&str] = &[
    "land",
    "länder",
    "laender",
    "bundesland",
    "bundesländer",
    "federal state",
];
const LAENDER: [&str; 16] = [
    "Schleswig-Holstein",
    "Hamburg",
    "Niedersachsen",
    "Bremen",
    "Nordrhein-Westfalen",
    "Hessen",
    "Rheinland-Pfalz",
    "Baden-Württemberg",
    "Bayern",
    "Saarland",
    "Berlin",
    "Brandenburg",
    "Mecklenburg-Vorpommern",
    "Sachsen",
    "Sachsen-Anhalt",
    "Thüringen",
];

pub(super) fn key_of_land(name: &str) -> Option<String> {
    let place = LAENDER.iter().position(|land| *land == name)?;
    Some(format!("{:02}", place + 1))
}

/// A territory as a file names it: by key, else by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Territory {
    pub(super) text: String,
    pub(super) name: Option<String>,
}

impl Territory {
    pub(super) fn key(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            name: None,
        }
    }
}

/// What a table holds.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) columns: Columns,
    pub(super) n_lines: u32,
    /// Series and unit of each line, each pair once, in the order of their first lines.
    pub(super) combinations: Vec<(String, String)>,
    years: period_text::Survey,
    needs_territory: bool,
    /// The column that names the territory of `GeoCode` again, or a Land where there is no `GeoCode`.
    pub(super) territory_column: Option<usize>,
}

impl Survey {
    /// Looks through a table.
    pub(super) fn of(
        input: &mut dyn ReadSeek,
        encoding: &'static Encoding,
        delimiter: u8,
        limits: &Limits,
    ) -> Result<Self, FileError> {
        let mut records = Records::new(input, encoding, delimiter, limits)?;
        let mut record = Record::default();
        if !records.next(&mut record)? {
            return Err(FileError::Empty);
        }
        let columns = Columns::of(record.fields()).ok_or_else(|| FileError::MissingRole {
            row: record.row,
            columns: record.fields().take(8).map(shortened).collect::<Vec<_>>().join(", "),
            role: "value",
            examples: "Year first, one Value",
        })?;
        let mut survey = Self {
            columns,
            n_lines: 0,
            combinations: Vec::new(),
            years: period_text::Survey::default(),
            needs_territory: false,
            territory_column: None,
        };
        let mut names = Names::new(&survey.columns);
        let mut places: HashMap<(String, String), ()> = HashMap::new();
        while records.next(&mut record)? {
            if record.is_blank() {
                continue;
            }
            survey.n_lines += 1;
            survey.years.add(record.field(survey.columns.year).trim());
            let pair = series_and_unit(&survey.columns, &record);
            if places.insert(pair.clone(), ()).is_none() {
                if MOST_SERIES <= places.len() {
                    return Err(FileError::Mapping(format!(
                        "the columns of series and units have more than {MOST_SERIES} different entries, too many for indicators"
                    )));
                }
                survey.combinations.push(pair);
            }
            let code = survey.columns.geocode.map_or("", |place| record.field(place).trim());
            names.add(&record, code);
            survey.needs_territory |= code.is_empty();
        }
        survey.territory_column = names.column(&survey.columns);
        if survey.columns.geocode.is_none() && survey.territory_column.is_some() {
            survey.needs_territory = names.has_blank;
        }
        Ok(survey)
    }

    /// Whether some line names no territory.
    pub(super) fn needs_territory(&self) -> bool {
        self.needs_territory
    }

    /// The reading of its periods. The choice holds where it fits; a half-year is what `2022/1` means on these platforms.
    pub(super) fn periods(&self, column: &str, choice: Option<PeriodReading>) -> ColumnReading {
        let choice = choice.filter(|choice| self.years.fits(*choice));
        let usual = [PeriodReading::HalfYears]
            .into_iter()
            .find(|usual| self.years.fits(*usual) && !self.years.fits(PeriodReading::Spans));
        let free = self.years.decide(column, choice);
        match (choice, free.chosen, usual) {
            (None, None, Some(_)) => self.years.decide(column, usual),
            _ => free,
        }
    }
}

/// The entries of `Series`, and of `Units` with its multiplier.
pub(super) fn series_and_unit(columns: &Columns, record: &Record) -> (String, String) {
    let text = |place: Option<usize>| place.map_or("", |place| record.field(place).trim());
    let multiplier = match text(columns.multiplier) {
        "" | "0" | "1" => "",
        word if word.eq_ignore_ascii_case("units") || word.eq_ignore_ascii_case("einheiten") => "",
        word => word,
    };
    let unit = match (text(columns.units), multiplier) {
        (unit, "") => unit.to_owned(),
        ("", multiplier) => multiplier.to_owned(),
        (unit, multiplier) => format!("{unit}, {multiplier}"),
    };
    (text(columns.series).to_owned(), unit)
}

/// Finds the breakdown that is none: the name of the territory beside its code.
struct Names {
    candidates: Vec<(usize, BTreeMap<String, String>, bool)>,
    has_blank: bool,
    has_codes: bool,
}

impl Names {
    fn new(columns: &Columns) -> Self {
        let is_land = |place: usize| {
            let header = columns.names[place].to_lowercase();
            columns.geocode.is_some() || LAND_HEADERS.contains(&header.as_str())
        };
        let candidates = columns
            .dimensions
            .iter()
            .map(|(place, _)| *place)
            .filter(|place| is_land(*place));
        Self {
            candidates: candidates.map(|place| (place, BTreeMap::new(), true)).collect(),
            has_blank: false,
            has_codes: columns.geocode.is_some(),
        }
    }

    fn add(&mut self, record: &Record, code: &str) {
        for (place, names, fits) in &mut self.candidates {
            if !*fits || MOST_DIFFERENT <= names.len() {
                *fits = false;
                continue;
            }
            let name = record.field(*place).trim();
            if self.has_codes {
                *fits = name.is_empty() == code.is_empty();
                if *fits && !code.is_empty() {
                    *fits = names.entry(code.to_owned()).or_insert_with(|| name.to_owned()) == name;
                }
            } else if name.is_empty() {
                self.has_blank = true;
            } else {
                *fits = key_of_land(name).is_some();
                names.insert(name.to_owned(), name.to_owned());
            }
        }
    }

    fn column(&self, columns: &Columns) -> Option<usize> {
        let fits = |(_, names, fits): &&(usize, BTreeMap<String, String>, bool)| {
            let distinct: std::collections::BTreeSet<&String> = names.values().collect();
            // One code with one name may be a breakdown that happens to be about one place.
            *fits
                && !names.is_empty()
                && (1 < names.len() || columns.geocode.is_none())
                && distinct.len() == names.len()
        };
        self.candidates.iter().find(fits).map(|(place, ..)| *place)
    }
}
