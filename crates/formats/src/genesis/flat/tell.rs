//! Tells the lines of a flat file: territory, period, breakdowns and value.

use std::collections::HashMap;

use figures::{dimension::DimensionSet, period::Period};

use super::{
    MOST_DIFFERENT,
    survey::{Survey, part_of_year},
};
use crate::{
    Cell, CodeWords, Event, Names, Place, Problem, Row, TerritoryText,
    breakdowns::{self, Breakdown},
    genesis::{
        columns,
        lines::{read, unknown_sign},
    },
    lands,
    text::{LOST, Record},
};

/// Tells one line after the other.
pub(super) struct Teller<'a> {
    survey: &'a Survey,
    territories: HashMap<String, u32>,
    n_territories: u32,
    sets: HashMap<DimensionSet, u32>,
    periods: HashMap<String, Result<Period, Problem>>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(survey: &'a Survey) -> Self {
        Self {
            survey,
            territories: HashMap::new(),
            n_territories: 0,
            sets: HashMap::from([(DimensionSet::default(), 0)]),
            periods: HashMap::new(),
        }
    }

    pub(super) fn line(&mut self, record: &Record, sink: &mut dyn FnMut(Event)) {
        let survey = self.survey;
        let territory = self.territory(record, sink);
        let period = self.period(record);
        let (dimensions, broken) = match self.dimensions(record, sink) {
            Ok(index) => (index, None),
            Err(problem) => (0, Some(problem)),
        };
        let problem = self.misshapen(record).or(broken);
        for (nth, (index, quality, measure)) in survey.values.iter().enumerate() {
            let indicator = match survey.named {
                Some(_) => survey.measures.get(&survey.measure(record, nth)).copied(),
                None => *measure,
            };
            let value = match &problem {
                Some(problem) => Cell::Unreadable(problem.clone()),
                None => {
                    let cell = read(survey.symbols, survey.sign, record.field(*index).trim());
                    let sign = quality.map_or("", |index| record.field(index).trim());
                    if sign.is_empty() {
                        cell
                    } else {
                        survey
                            .symbols
                            .with_sign(cell, sign)
                            .unwrap_or_else(|| unknown_sign(sign))
                    }
                }
            };
            sink(Event::Row(Row {
                place: Place {
                    sheet: 0,
                    row: record.row,
                    column: *index as u32 + 1,
                },
                indicator: indicator.unwrap_or(0),
                territory,
                dimensions,
                period: period.clone(),
                value,
                repair: None,
                remark: None,
            }));
        }
    }

    fn territory(&mut self, record: &Record, sink: &mut dyn FnMut(Event)) -> u32 {
        let block = &self.survey.blocks[self.survey.territory];
        let (code, entry) = (record.field(block.code).trim(), record.field(block.entry).trim());
        // The total over all territories is the country; it has no code of its own.
        let text = if !code.is_empty() {
            code
        } else if breakdowns::of(entry) == Some(Breakdown::Total) {
            "DG"
        } else {
            lands::key(entry).unwrap_or("")
        };
        if let Some(index) = self.territories.get(text) {
            return *index;
        }
        let index = self.n_territories;
        self.n_territories += 1;
        sink(Event::Territory(TerritoryText {
            text: text.to_owned(),
            name: Some(entry.to_owned()).filter(|name| !name.is_empty() && !name.contains(LOST)),
            level: None,
            place: Place {
                sheet: 0,
                row: record.row,
                column: block.code as u32 + 1,
            },
        }));
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(text.to_owned(), index);
        }
        index
    }

    fn period(&mut self, record: &Record) -> Result<Period, Problem> {
        let survey = self.survey;
        let mut text = record.field(survey.time).trim().to_owned();
        if let Some(block) = survey.part_of_year.map(|index| &survey.blocks[index])
            && let Some(part) = part_of_year(record.field(block.code).trim(), record.field(block.entry).trim())
        {
            text = format!("{part}{text}");
        }
        if let Some(known) = self.periods.get(&text) {
            return known.clone();
        }
        let read = survey.times.read(&text);
        if self.periods.len() < MOST_DIFFERENT {
            self.periods.insert(text, read.clone());
        }
        read
    }

    fn dimensions(&mut self, record: &Record, sink: &mut dyn FnMut(Event)) -> Result<u32, Problem> {
        let mut set = DimensionSet::default();
        let mut words = Vec::new();
        for (index, block) in self.survey.blocks.iter().enumerate() {
            if index == self.survey.territory || Some(index) == self.survey.part_of_year {
                continue;
            }
            let (variable, label) = (record.field(block.variable).trim(), record.field(block.label).trim());
            let (code, entry) = (record.field(block.code).trim(), record.field(block.entry).trim());
            if variable.is_empty() || code.is_empty() || variable == "DINSG" {
                continue;
            }
            let known = breakdowns::of(entry).or_else(|| breakdowns::of(code));
            let (concept, code) = match known {
                Some(Breakdown::Total) => continue,
                Some(Breakdown::Entry(concept, code)) => (concept.to_owned(), code),
                None => {
                    let concept = breakdowns::concept(label).map_or_else(|| columns::plain(variable), str::to_owned);
                    let code = columns::plain(code);
                    // The file has a word beside each of its codes.
                    words.extend(
                        [("", label), (code.as_str(), entry)]
                            .into_iter()
                            .filter_map(|(code, text)| {
                                let is_word = !text.is_empty() && text != code && !text.contains(LOST);
                                is_word.then(|| CodeWords {
                                    concept: concept.clone(),
                                    code: code.to_owned(),
                                    names: Names::from([(String::new(), text.to_owned())]),
                                })
                            }),
                    );
                    (concept, code)
                }
            };
            set.insert(&concept, &code)
                .map_err(|error| Problem::new("dimension", entry, error.to_string()))?;
        }
        if let Some(index) = self.sets.get(&set) {
            return Ok(*index);
        }
        let index = self.sets.len() as u32;
        sink(Event::Dimensions(set.clone()));
        for words in words {
            sink(Event::Words(words));
        }
        self.sets.insert(set, index);
        Ok(index)
    }

    /// A line with more or fewer cells than the header has moved its values or was cut off.
    fn misshapen(&self, record: &Record) -> Option<Problem> {
        let n_names = self.survey.names.len();
        let extra = (n_names..record.len()).find(|index| !record.field(*index).trim().is_empty());
        let (code, remedy) = match extra {
            Some(_) => (
                "shifted",
                "a cell too many has moved the values, put texts that hold the delimiter in quotation marks",
            ),
            // Only what stands behind the last value may be missing.
            None if record.len() <= self.survey.values.iter().map(|(index, ..)| *index).max().unwrap_or(0) => {
                ("cut_off", "the line is cut off, export the file again")
            }
            None => return None,
        };
        Some(Problem::new(
            code,
            &record.len().to_string(),
            format!(
                "line {} has {} cells and the header {n_names}; {remedy}",
                record.row,
                record.len()
            ),
        ))
    }
}
