//! The first look through a table of a repository: its columns, the series and units in them, which columns name territories, and which
//! lines are totals.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::{
    columns::Columns,
    territory_columns::{Found, TerritoryColumns},
};
use crate::{
    FileError, PeriodReading, ReadSeek,
    event::shortened,
    limits::Limits,
    period_text::{self, ColumnReading},
    text::{Record, Records},
    totals::{About, Totals},
};

/// More breakdowns, comments or series than this are no table of figures but a mistaken column.
pub(super) const MOST_DIFFERENT: usize = 50_000;
/// More series than this in one table are a mistaken column.
const MOST_SERIES: usize = 2_000;

/// What a line is about, for totals by a word.
pub(super) fn about<'a>(record: &'a Record, columns: &'a Columns) -> About<'a> {
    let others = [columns.geocode, columns.units, columns.series, columns.multiplier];
    let others = [Some(columns.year)].into_iter().chain(others).flatten();
    let field = |place: usize| record.field(place).trim().into();
    About {
        others: others.map(field).collect(),
        breakdowns: columns
            .dimensions
            .iter()
            .map(|(place, concept)| (concept.as_str(), field(*place)))
            .collect(),
    }
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
    /// Which columns name territories.
    pub(super) territories: TerritoryColumns,
    pub(super) totals: Totals,
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
            territories: TerritoryColumns::default(),
            totals: Totals::default(),
        };
        let mut found = Found::new(&survey.columns);
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
            found.add(&record, &survey.columns);
            survey.totals.add(&about(&record, &survey.columns));
        }
        survey.territories = found.columns(&survey.columns);
        survey.needs_territory = found.has_line_without(&survey.territories);
        Ok(survey)
    }

    /// Whether some line names no territory.
    pub(super) fn needs_territory(&self) -> bool {
        self.needs_territory
    }

    /// Name and meaning of each column, to be shown.
    pub(super) fn shown(&self) -> Vec<(String, String)> {
        let mut shown = self.columns.shown();
        let territory = self.territories.territory.iter().map(|place| (place, "territory"));
        let beside = self
            .territories
            .beside
            .iter()
            .map(|place| (place, "name of the territory"));
        for (place, meaning) in beside.chain(territory) {
            if let Some((_, said)) = shown.get_mut(*place) {
                meaning.clone_into(said);
            }
        }
        shown
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
