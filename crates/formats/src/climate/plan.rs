//! One climate plan: its lines as rows of three indicators.

use std::{collections::HashMap, sync::Arc};

use super::Layout;
use figures::{dimension::DimensionSet, number::DecimalSign, observation::Status, territory::Level, unit::Unit};

use crate::{
    Cell, Event, FileError, IndicatorHead, Place, Problem, ReadSeek, Row, SkippedKind, TerritoryText, codes,
    event::shortened,
    limits::Limits,
    period_text,
    table::{cells::Spelling, spellings},
    text::{self, Record, Records},
    workbook::CellContent,
};

/// The whole city, not a sector.
const TOTAL: &[&str] = &["gesamt", "insgesamt", "summe", "total", ""];

/// Which territory a plan is of.
pub(super) enum Territory {
    Key(String),
    Name(String),
}

/// Measured emissions, planned emissions, inhabitants: in the order of the rows' numbers.
pub(super) fn indicators() -> Vec<IndicatorHead> {
    let place = Place {
        sheet: 0,
        row: 1,
        column: 4,
    };
    let emissions = |name: &str, title: &str, notes: &str, is_planned| IndicatorHead {
        name: name.to_owned(),
        title: Some(title.to_owned()),
        notes: Some(notes.to_owned()),
        unit_text: Some("1.000 Tonnen CO₂".to_owned()),
        is_planned,
        place,
        ..IndicatorHead::default()
    };
    vec![
        emissions(
            "greenhouse-gas-emissions",
            "Treibhausgas-Emissionen",
            "Wie die Stadt sie bilanziert hat; nach Sektoren und insgesamt.",
            false,
        ),
        emissions(
            "greenhouse-gas-emissions-planned",
            "Treibhausgas-Emissionen, geplant",
            "Werte aus dem Plan der Stadt, keine gemessenen Werte.",
            true,
        ),
        IndicatorHead {
            name: "inhabitants-of-plan".to_owned(),
            title: Some("Einwohnerinnen und Einwohner nach dem Klimaplan".to_owned()),
            unit: Some(Unit::Persons),
            unit_text: Some("Personen".to_owned()),
            place,
            ..IndicatorHead::default()
        },
    ]
}

/// The decimal sign of the values: what they show, else the point of the layout; with semicolons nothing is sure without one.
pub(super) fn decimal_sign(
    input: &mut dyn ReadSeek,
    layout: &Layout,
    limits: &Limits,
) -> Result<Option<DecimalSign>, FileError> {
    let encoding = text::detect(input)?;
    let mut records = Records::new(input, encoding, layout.delimiter, limits)?;
    let mut record = Record::default();
    let (mut n_comma, mut n_point) = (0_u64, 0_u64);
    while records.next(&mut record)? {
        match spellings(record.field(layout.co2).trim()) {
            (Some(_), None) => n_comma += 1,
            (None, Some(_)) => n_point += 1,
            _ => {}
        }
    }
    Ok(match n_comma.cmp(&n_point) {
        std::cmp::Ordering::Greater => Some(DecimalSign::Comma),
        std::cmp::Ordering::Less => Some(DecimalSign::Point),
        std::cmp::Ordering::Equal => (layout.delimiter == b',').then_some(DecimalSign::Point),
    })
}

/// Tells the rows of one plan after the other.
pub(super) struct Teller<'a> {
    sink: &'a mut dyn FnMut(Event),
    n_territories: u32,
    sets: HashMap<DimensionSet, u32>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(sink: &'a mut dyn FnMut(Event)) -> Self {
        Self {
            sink,
            n_territories: 0,
            sets: HashMap::from([(DimensionSet::default(), 0)]),
        }
    }

    /// Tells a whole plan.
    pub(super) fn table(
        &mut self,
        input: &mut dyn ReadSeek,
        sheet: u16,
        territory: &Territory,
        layout: &Layout,
        limits: &Limits,
    ) -> Result<(), FileError> {
        let sign = decimal_sign(input, layout, limits)?;
        let encoding = text::detect(input)?;
        let (key, name) = match territory {
            Territory::Key(key) => (key.clone(), None),
            Territory::Name(name) => (String::new(), Some(name.clone())),
        };
        // The layout is one of cities, so a name is that of a municipality.
        let level = name.is_some().then_some(Level::Municipality);
        (self.sink)(Event::Territory(TerritoryText {
            text: key,
            name,
            level,
            place: Place {
                sheet,
                row: 1,
                column: 1,
            },
        }));
        self.n_territories += 1;
        let mut records = Records::new(input, encoding, layout.delimiter, limits)?;
        let mut record = Record::default();
        let mut is_header = true;
        while records.next(&mut record)? {
            let kind = if record.is_blank() {
                Some(SkippedKind::Blank)
            } else {
                std::mem::take(&mut is_header).then_some(SkippedKind::Header)
            };
            match kind {
                Some(kind) => (self.sink)(Event::Skipped { kind, n_lines: 1 }),
                None => self.line(&record, sheet, layout, sign)?,
            }
        }
        Ok(())
    }

    fn line(
        &mut self,
        record: &Record,
        sheet: u16,
        layout: &Layout,
        sign: Option<DecimalSign>,
    ) -> Result<(), FileError> {
        let field = |index| record.field(index).trim();
        let (year, category) = (field(layout.year), field(layout.category));
        let (kind, co2, note) = (field(layout.kind), field(layout.co2), layout.note.map_or("", field));
        let indicator = match kind.to_lowercase().as_str() {
            "real" | "ist" | "gemessen" => Some(0),
            "geplant" | "plan" | "soll" | "planned" | "ziel" => Some(1),
            "einwohner" | "einwohnerinnen" | "inhabitants" | "population" => Some(2),
            _ => None,
        };
        let extra = (layout.n_columns..record.len()).find(|index| !field(*index).is_empty());
        let value = if let Some(extra) = extra {
            let message = format!(
                "line {} has {} cells and the header {}; put texts that hold the delimiter in quotation marks",
                record.row,
                extra + 1,
                layout.n_columns
            );
            Cell::Unreadable(Problem::new("shifted", field(extra), message))
        } else if indicator.is_none() {
            let message = format!(
                "\"{}\" is not a kind of value; write real, geplant or Einwohner",
                shortened(kind)
            );
            Cell::Unreadable(Problem::new("kind_of_value", kind, message))
        } else if co2.is_empty() {
            Cell::Missing(Status::NOT_KNOWN)
        } else {
            let spelling = Spelling {
                sign,
                symbols: None,
                is_typed: false,
            };
            spelling.value(CellContent::Text(co2)).0
        };
        let is_total = indicator == Some(2) || TOTAL.contains(&category.to_lowercase().as_str());
        let mut set = DimensionSet::default();
        let code = codes::plain(category);
        let outcome = if is_total { Ok(()) } else { set.insert("SECTOR", &code) };
        let value = match outcome {
            Ok(()) => value,
            Err(error) => Cell::Unreadable(Problem::new("dimension", category, error.to_string())),
        };
        let dimensions = self.set(set, category)?;
        let period = period_text::plain(year).ok_or_else(|| {
            let message = format!("\"{}\" is not a period; write a year as 2022", shortened(year));
            Problem::new("period", year, message)
        });
        (self.sink)(Event::Row(Row {
            place: Place {
                sheet,
                row: record.row,
                column: layout.co2 as u32 + 1,
            },
            indicator: indicator.unwrap_or(0),
            territory: self.n_territories - 1,
            dimensions,
            period,
            value,
            repair: None,
            remark: (!note.is_empty()).then(|| Arc::from(note)),
        }));
        Ok(())
    }

    fn set(&mut self, set: DimensionSet, category: &str) -> Result<u32, FileError> {
        if let Some(index) = self.sets.get(&set) {
            return Ok(*index);
        }
        let index = self.sets.len() as u32;
        if 10_000 < index {
            return Err(FileError::Mapping(
                "the column category has more than 10000 different entries, too many for sectors".to_owned(),
            ));
        }
        (self.sink)(Event::Dimensions(set.clone()));
        let code = set.code("SECTOR");
        if let Some(words) = code.and_then(|code| codes::words("SECTOR", code, category)) {
            (self.sink)(Event::Words(words));
        }
        self.sets.insert(set, index);
        Ok(index)
    }
}
