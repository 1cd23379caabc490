//! Tells the rows of a message in any syntax, and finds one of its cells again.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use figures::{dimension::DimensionSet, number::DecimalSign, observation::Status};

use super::{
    areas, concepts,
    concepts::Own,
    layout::Layout,
    message::{Message, Stated},
    partial,
    survey::Survey,
    times,
    values::{self, Text},
};
use crate::{
    Cell, DeliveryHead, Event, FileError, Place, Problem, ReadOptions, Row, SkippedKind, TerritoryText, table::Mapping,
};

/// More breakdowns or territories than this are a mistaken component.
const MOST_DIFFERENT: usize = 50_000;

/// Reads a message: the head of the delivery, then its rows.
pub(super) fn read(
    message: &mut dyn Message,
    is_own: bool,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let nothing = Mapping::default();
    let mapping = options.mapping.as_ref().unwrap_or(&nothing);
    let layout = Layout::decide(message, is_own, mapping)?;
    let survey = Survey::take(message, &layout, mapping)?;
    let about = message.about().clone();
    let mut head = DeliveryHead {
        layout: about.layout.clone(),
        detected: about.detected.clone(),
        known_on: about.prepared.or(survey.updated),
        provider: about.sender.clone(),
        ..DeliveryHead::default()
    };
    survey.complete(&mut head, &layout)?;
    head.detected.extend(layout.shown(message.components()));
    crate::units::deliver(head, sink);
    if 0 < about.n_header_lines {
        sink(Event::Skipped {
            kind: SkippedKind::Header,
            n_lines: about.n_header_lines,
        });
    }
    if 0 < survey.partial.n_rows() {
        sink(Event::Skipped {
            kind: SkippedKind::Attributes,
            n_lines: survey.partial.n_rows(),
        });
    }
    let columns: Vec<u32> = message.components().iter().map(|one| one.column).collect();
    let mut teller = Teller {
        sink,
        layout: &layout,
        survey: &survey,
        mapping,
        separator: about.separator,
        columns: &columns,
        territories: HashMap::new(),
        n_territories: 0,
        other_countries: HashSet::new(),
        n_of_others: 0,
        first_of_others: None,
        sets: HashMap::from([(DimensionSet::default(), 0)]),
    };
    message.each(&mut |stated| {
        if !partial::is_partial(stated, &layout) || stated.is_deletion {
            survey.partial.complete(stated);
            teller.observation(stated)?;
        }
        Ok(true)
    })?;
    teller.tell_others();
    let n_blank = message.n_blank_lines();
    if 0 < n_blank {
        sink(Event::Skipped {
            kind: SkippedKind::Blank,
            n_lines: n_blank,
        });
    }
    Ok(())
}

/// How many observations a message holds.
pub(super) fn count(message: &mut dyn Message) -> Result<u32, FileError> {
    let mut n_rows = 0_u32;
    message.each(&mut |_| {
        n_rows = n_rows.saturating_add(1);
        Ok(true)
    })?;
    Ok(n_rows)
}

/// The text at a place; a value that is told times a power of ten stands in front of what the file says.
pub(super) fn cell_at(
    message: &mut dyn Message,
    is_own: bool,
    place: Place,
    options: &ReadOptions,
) -> Result<String, FileError> {
    let nothing = Mapping::default();
    let mapping = options.mapping.as_ref().unwrap_or(&nothing);
    let layout = Layout::decide(message, is_own, mapping)?;
    let survey = Survey::take(message, &layout, mapping)?;
    let index = message.components().iter().position(|one| one.column == place.column);
    let index = index.ok_or(FileError::NoSuchCell(place))?;
    let mut found = None;
    message.each(&mut |stated| {
        if stated.row == place.row {
            survey.partial.complete(stated);
            let text = stated.texts[index].trim().to_owned();
            let power = layout
                .multiplier
                .map(|one| stated.texts[one].trim().to_owned())
                .unwrap_or_default();
            let sign = survey.sign.unwrap_or(DecimalSign::Point);
            let is_value = layout.values.contains(&index);
            let number = power.parse().ok().filter(|power| is_value && *power != 0);
            found = Some(match number.and_then(|power| values::number(&text, sign, power).ok()) {
                Some(number) => format!("{}: {text} × 10^{power}", spelled(&number.to_string(), sign)),
                None => text,
            });
        }
        Ok(stated.row < place.row)
    })?;
    found.ok_or(FileError::NoSuchCell(place))
}

fn spelled(number: &str, sign: DecimalSign) -> String {
    match sign {
        DecimalSign::Comma => number.replace('.', ","),
        DecimalSign::Point => number.to_owned(),
    }
}

struct Teller<'a> {
    sink: &'a mut dyn FnMut(Event),
    layout: &'a Layout,
    survey: &'a Survey,
    mapping: &'a Mapping,
    separator: Option<char>,
    columns: &'a [u32],
    territories: HashMap<(String, String), u32>,
    n_territories: u32,
    /// Which of them are other countries, by their order, and how many rows are about one.
    other_countries: HashSet<u32>,
    n_of_others: u64,
    first_of_others: Option<(Place, String)>,
    sets: HashMap<DimensionSet, u32>,
}

impl Teller<'_> {
    fn observation(&mut self, stated: &Stated) -> Result<(), FileError> {
        let layout = self.layout;
        let text = |index: Option<usize>| index.map_or("", |index| stated.texts[index].as_str());
        let territory = self.territory(stated);
        if self.other_countries.contains(&territory) {
            self.n_of_others += 1;
        }
        let (dimensions, problem) = match self.dimensions(stated)? {
            Ok(index) => (index, None),
            Err(problem) => (0, Some(problem)),
        };
        let problem = stated.problem.clone().or(problem);
        let problem = match stated.is_deletion {
            true => Some(Problem::new(
                "deletion",
                "D",
                "the message asks for this value to be deleted, which a delivery never does; undo the delivery that brought it",
            )),
            false => problem,
        };
        let period = match (layout.time, &self.mapping.period) {
            (Some(index), _) => times::period(&stated.texts[index], text(layout.frequency)),
            (None, period) => times::period(period.as_deref().unwrap_or_default(), text(layout.frequency)),
        };
        let (status, others) = self.status(stated);
        let remark = self.remark(stated, &others);
        for index in &layout.values {
            let value = &stated.texts[*index];
            // With several measures a blank one is no observation; with one it is a missing value.
            if 1 < layout.values.len() && value.is_empty() {
                continue;
            }
            let cell = match &problem {
                Some(problem) => Cell::Unreadable(problem.clone()),
                None => values::cell(&Text {
                    value,
                    sign: self.survey.sign.unwrap_or(DecimalSign::Point),
                    multiplier: text(layout.multiplier),
                    status,
                    confidentiality: text(layout.confidentiality),
                    decimals: layout.decimals.map(|index| stated.texts[index].as_str()),
                    digits: text(layout.digits),
                    is_own: layout.is_own,
                }),
            };
            (self.sink)(Event::Row(Row {
                place: Place {
                    sheet: 0,
                    row: stated.row,
                    column: self.columns[*index],
                },
                indicator: self.survey.indicator(stated, layout, *index),
                territory,
                dimensions,
                period: period.clone(),
                value: cell,
                repair: None,
                remark: remark.clone(),
            }));
        }
        Ok(())
    }

    fn territory(&mut self, stated: &Stated) -> u32 {
        let (code, label) = match self.layout.area {
            Some(index) => (stated.texts[index].trim(), stated.labels[index].trim()),
            None => (self.mapping.territory.as_deref().unwrap_or_default(), ""),
        };
        let key = (code.to_owned(), label.to_owned());
        if let Some(index) = self.territories.get(&key) {
            return *index;
        }
        let index = self.n_territories;
        self.n_territories += 1;
        if areas::is_other_country(code, self.survey.numbers) {
            self.other_countries.insert(index);
            let place = Place {
                sheet: 0,
                row: stated.row,
                column: self.layout.area.map_or(1, |index| self.columns[index]),
            };
            self.first_of_others.get_or_insert((place, code.to_owned()));
        }
        (self.sink)(Event::Territory(TerritoryText {
            text: areas::key(code, label, self.survey.numbers),
            name: areas::name(code, &key.1),
            level: self.mapping.level,
            place: Place {
                sheet: 0,
                row: stated.row,
                column: self.layout.area.map_or(1, |index| self.columns[index]),
            },
        }));
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(key, index);
        }
        index
    }

    /// Says what to do about rows of other countries; each of them is in the account.
    fn tell_others(&mut self) {
        let Some((place, code)) = self.first_of_others.take() else {
            return;
        };
        let message = format!(
            "{} rows are about other countries or regions, such as {code}; figures are taken for Germany (276, DE) and its territories, so ask the service for REF_AREA 276",
            self.n_of_others
        );
        (self.sink)(Event::Note {
            place,
            note: Problem::new("other_country", &code, message),
        });
    }

    fn dimensions(&mut self, stated: &Stated) -> Result<Result<u32, Problem>, FileError> {
        let mut set = DimensionSet::default();
        for (index, concept) in &self.layout.breakdowns {
            let layout = self.layout;
            let text = stated.texts[*index].trim();
            let code = match self.layout.is_own {
                true => concepts::code_read(layout.plain(text)).map(Cow::Borrowed),
                false => concepts::code(concept, text, &stated.labels[*index]),
            };
            if let Some(code) = code
                && let Err(error) = set.insert(concept, &code)
            {
                return Ok(Err(Problem::new("dimension", &code, error.to_string())));
            }
        }
        if let Some(index) = self.sets.get(&set) {
            return Ok(Ok(*index));
        }
        if MOST_DIFFERENT <= self.sets.len() {
            return Err(FileError::OwnLayout(format!(
                "the message has more than {MOST_DIFFERENT} different breakdowns; name the right components in a mapping"
            )));
        }
        let index = self.sets.len() as u32;
        (self.sink)(Event::Dimensions(set.clone()));
        self.sets.insert(set, index);
        Ok(Ok(index))
    }

    fn status(&self, stated: &Stated) -> (Status, Vec<String>) {
        let (mut status, mut others) = (Status::NORMAL, Vec::new());
        for index in &self.layout.statuses {
            let found = values::flags(&stated.texts[*index], self.separator);
            status = found.status.flags().fold(status, Status::with);
            for code in found.others {
                others.push(match stated.labels[*index].as_str() {
                    "" => format!("OBS_STATUS {code}"),
                    label => format!("OBS_STATUS {code}: {label}"),
                });
            }
        }
        (status, others)
    }

    fn remark(&self, stated: &Stated, others: &[String]) -> Option<Arc<str>> {
        if self.layout.is_own {
            let index = self.layout.remarks.first()?;
            let text = self.layout.plain(&stated.texts[*index]);
            return Some(text).filter(|text| !text.is_empty()).map(Arc::from);
        }
        let said =
            self.layout.remarks.iter().map(
                |index| match (stated.texts[*index].trim(), stated.labels[*index].trim()) {
                    (code, "") => Cow::Borrowed(code),
                    (code, label) => Cow::Owned(format!("{code}: {label}")),
                },
            );
        let changes = self.layout.own.iter().filter(|(own, _)| *own == Own::Changes);
        let all: Vec<Cow<'_, str>> = said
            .chain(changes.map(|(_, index)| Cow::Borrowed(stated.texts[*index].as_str())))
            .chain(others.iter().map(|text| Cow::Borrowed(text.as_str())))
            .filter(|text| !text.is_empty())
            .collect();
        (!all.is_empty()).then(|| Arc::from(all.join("; ")))
    }
}
