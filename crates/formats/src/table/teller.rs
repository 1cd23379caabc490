//! Tells the rows of a table, line after line, with the reason where a line can give no figures.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use figures::{
    dimension::{DimensionError, DimensionSet},
    observation::Status,
    territory::Level,
};

use super::{
    balance,
    columns::{self, Column, Columns},
    flaws,
    groups::Carried,
    lines,
    mapping::{Mapping, Role},
    meaning::is_error,
    periods,
    rows::{MOST_DIFFERENT, Plan},
    source::Line,
    sums::Sums,
    survey::{is_percent, key_in, name_beside},
    territories::{self, Said},
    totals,
};
use crate::{
    Cell, Event, FileError, Place, Problem, Row, SkippedKind, TerritoryText, ValueRepair, codes,
    event::shortened,
    kinds,
    text::LOST,
    workbook::{CellContent, UNSOLVED},
};

/// What is told of a file so far: where it is told, and what was announced.
pub(super) struct Told<'a> {
    pub(super) sink: &'a mut dyn FnMut(Event),
    territories: HashMap<(String, String, Option<Level>), u32>,
    n_territories: u32,
    sets: HashMap<DimensionSet, u32>,
    skipped: Option<(SkippedKind, u32)>,
}

impl<'a> Told<'a> {
    pub(super) fn new(sink: &'a mut dyn FnMut(Event)) -> Self {
        Self {
            sink,
            territories: HashMap::new(),
            n_territories: 0,
            sets: HashMap::from([(DimensionSet::default(), 0)]),
            skipped: None,
        }
    }

    pub(super) fn skip(&mut self, kind: SkippedKind) {
        match &mut self.skipped {
            Some((known, n_lines)) if *known == kind => *n_lines += 1,
            _ => {
                self.flush();
                self.skipped = Some((kind, 1));
            }
        }
    }

    pub(super) fn flush(&mut self) {
        if let Some((kind, n_lines)) = self.skipped.take() {
            (self.sink)(Event::Skipped { kind, n_lines });
        }
    }

    fn announce(&mut self, text: String, name: String, level: Option<Level>, place: Place) -> u32 {
        let key = (text, name, level);
        if let Some(index) = self.territories.get(&key) {
            return *index;
        }
        let index = self.n_territories;
        self.n_territories += 1;
        (self.sink)(Event::Territory(TerritoryText {
            text: key.0.clone(),
            name: Some(key.1.clone()).filter(|name| !name.is_empty() && !name.contains(LOST)),
            level,
            place,
        }));
        if self.territories.len() < MOST_DIFFERENT {
            self.territories.insert(key, index);
        }
        index
    }

    fn set(&mut self, set: DimensionSet, columns: &[Column], line: Line<'_>) -> Result<u32, FileError> {
        if let Some(index) = self.sets.get(&set) {
            return Ok(*index);
        }
        if MOST_DIFFERENT <= self.sets.len() {
            let names: Vec<String> = columns.iter().map(|column| shortened(&column.header)).collect();
            return Err(FileError::Mapping(format!(
                "the columns {} have more than {MOST_DIFFERENT} different entries, too many for a breakdown",
                names.join(", ")
            )));
        }
        let index = self.sets.len() as u32;
        (self.sink)(Event::Dimensions(set.clone()));
        for column in columns {
            let Role::Dimension(concept) = &column.role else {
                continue;
            };
            if let Some(code) = set.code(concept) {
                let of_concept = codes::words(concept, "", &column.header);
                let of_code = codes::words(concept, code, &line.label(column.index));
                for words in of_concept.into_iter().chain(of_code) {
                    (self.sink)(Event::Words(words));
                }
            }
        }
        self.sets.insert(set, index);
        Ok(index)
    }
}

/// Tells the rows of the lines of one table, one after the other.
pub(super) struct Teller<'p> {
    plan: &'p Plan,
    mapping: &'p Mapping,
    sheet: u16,
    /// For each column of values, whether numbers without the sign stand beside percentages.
    is_mixed: Vec<bool>,
    /// The same where the sign stands in the text.
    is_signed: Vec<bool>,
    percentages: Counted,
    errors: Counted,
    serials: Counted,
    sums: Sums,
    /// Keys that are written once for a group of lines.
    carried: Carried,
}

/// How often something was seen, and where first.
#[derive(Default)]
struct Counted {
    n: u64,
    first: Option<(Place, String)>,
}

impl Counted {
    fn add(&mut self, place: Place, text: String) {
        self.n += 1;
        if self.first.is_none() {
            self.first = Some((place, text));
        }
    }
}

impl<'p> Teller<'p> {
    pub(super) fn new(plan: &'p Plan, mapping: &'p Mapping, sheet: u16) -> Self {
        let is_by_line = plan.columns.indicator.is_some() || plan.columns.unit.is_some();
        let survey = |column: &Column| &plan.block.survey.columns[column.index];
        let is_mixed = |column: &Column| !is_by_line && 0 < survey(column).n_percent;
        let is_signed = |column: &Column| !is_by_line && survey(column).has_percent_texts();
        Self {
            plan,
            mapping,
            sheet,
            is_mixed: plan.columns.values.iter().map(is_mixed).collect(),
            is_signed: plan.columns.values.iter().map(is_signed).collect(),
            percentages: Counted::default(),
            errors: Counted::default(),
            serials: Counted::default(),
            sums: Sums::of(&plan.columns),
            carried: Carried::default(),
        }
    }

    fn columns(&self) -> &'p Columns {
        &self.plan.columns
    }

    pub(super) fn line(&mut self, line: Line<'_>, told: &mut Told<'_>) -> Result<(), FileError> {
        if let Some(kind) = lines::without_figures(line, self.columns()) {
            told.skip(kind);
            return Ok(());
        }
        if lines::is_total(line, self.columns(), self.mapping) {
            self.sums
                .total_line(line, self.columns(), self.plan.spelling, self.sheet);
            told.skip(SkippedKind::Total);
            return Ok(());
        }
        told.flush();
        let mut carried = std::mem::take(&mut self.carried);
        carried.hear(line, &self.plan.groups);
        let outcome = self.figures(line.with(&carried), told);
        self.carried = carried;
        outcome
    }

    /// The rows of a line with figures.
    fn figures(&mut self, line: Line<'_>, told: &mut Told<'_>) -> Result<(), FileError> {
        let (level, levelless) = self.level(line);
        // Where one column names its territory and another does not, the other one is about the territory of the line.
        let mut columns = self.columns().values.iter();
        let is_transposed = columns.all(|column| column.under.territory.is_some());
        let territory = if is_transposed {
            0
        } else {
            self.territory(line, level, told)
        };
        let remark = self.remark(line);
        let (dimensions, problem) = match self.dimensions(line) {
            Ok(set) => (set, None),
            Err(problem) => (DimensionSet::default(), Some(problem)),
        };
        let of_line = told.set(dimensions.clone(), &self.columns().dimensions, line)?;
        let problem = flaws::of_line(line, self.plan, self.mapping)
            .or_else(|| match self.named(line) {
                Said::Abroad(problem) => Some(problem),
                _ => None,
            })
            .or(levelless)
            .or(problem);
        let of_all: Vec<usize> = self.columns().statuses.iter().map(|column| column.index).collect();
        for (nth, column) in self.columns().values.iter().enumerate() {
            let place = Place {
                sheet: self.sheet,
                row: line.row(),
                column: column.number,
            };
            let (set, contradiction) = match self.below(&dimensions, column) {
                Ok(None) => (None, None),
                Ok(Some(set)) => (Some(set), None),
                Err(problem) => (None, Some(problem)),
            };
            let index = match &set {
                Some(set) => told.set(set.clone(), &self.columns().dimensions, line)?,
                None => of_line,
            };
            let mut of_cell = None;
            let (value, repair) = match problem.as_ref().or(contradiction.as_ref()) {
                Some(problem) => (Cell::Unreadable(problem.clone()), None),
                None => {
                    let (cell, repair, found) = self.value(line.cell(column.index), nth, place);
                    of_cell = found;
                    let signs = column.flags.iter().chain(&of_all);
                    let spelling = self.plan.spellings[nth];
                    let cell = signs.fold(cell, |cell, sign| spelling.with_status(cell, &line.text(*sign)));
                    (cell, repair)
                }
            };
            let territory = match &column.under.territory {
                Some(text) => {
                    let key = key_in(text).unwrap_or(text).to_owned();
                    let name = name_beside(text, &key).unwrap_or_default();
                    let place = Place {
                        row: self.plan.block.header.core,
                        ..place
                    };
                    told.announce(key, name, level, place)
                }
                None => territory,
            };
            let period = self.plan.periods.of(line, nth);
            if nth == 0
                && let (Some((place, number)), Ok(period)) = (self.serial(line), &period)
            {
                self.serials.add(place, format!("{number} = {period}"));
            }
            let indicator = self
                .plan
                .indicators
                .of(line, nth, self.columns(), self.mapping, &self.plan.context);
            self.sums.add(
                (indicator, territory, period.as_ref().ok().copied()),
                set.as_ref().unwrap_or(&dimensions),
                &value,
                place,
            );
            let remark = match (of_cell, &remark) {
                (Some(own), Some(of_line)) => Some(format!("{own}; {of_line}").into()),
                (Some(own), None) => Some(own),
                (None, of_line) => of_line.clone(),
            };
            (told.sink)(Event::Row(Row {
                place,
                indicator: self.plan.first_indicator + indicator,
                territory,
                dimensions: index,
                period,
                value,
                repair,
                remark,
            }));
        }
        Ok(())
    }

    /// Tells what was noticed in the whole table.
    pub(super) fn finish(self, told: &mut Told<'_>) {
        if let Some((place, text)) = self.percentages.first {
            let message = format!(
                "{} cells hold shares that are shown as percentages; they were taken as shown, the first one as {text}",
                self.percentages.n
            );
            let note = Problem::new("percent_cells", &text, message);
            (told.sink)(Event::Note { place, note });
        }
        if let Some((place, text)) = self.errors.first {
            let message = format!(
                "{} cells hold the error of a formula ({text}) in place of a value; they were taken as missing",
                self.errors.n
            );
            let note = Problem::new("formula_error", &text, message);
            (told.sink)(Event::Note { place, note });
        }
        if let Some((place, text)) = self.serials.first {
            let message = format!(
                "{} dates are written as the numbers by which spreadsheet programs count days; they were read as days ({text})",
                self.serials.n
            );
            let note = Problem::new("date_serial", &text, message);
            (told.sink)(Event::Note { place, note });
        }
        for (place, note) in self.sums.notes() {
            (told.sink)(Event::Note { place, note });
        }
    }

    /// What stands in a cell; for an error of a formula what is to be remarked.
    fn value(
        &mut self,
        content: CellContent<'_>,
        nth: usize,
        place: Place,
    ) -> (Cell, Option<ValueRepair>, Option<Arc<str>>) {
        match content {
            CellContent::Other(UNSOLVED) => {
                let message = "the cell holds a formula whose result was not stored; open the file in a spreadsheet program, save it and try again";
                return (
                    Cell::Unreadable(Problem::new("formula_unsolved", "", message)),
                    None,
                    None,
                );
            }
            CellContent::Other(word) | CellContent::Text(word) if is_error(word) => {
                self.errors.add(place, word.trim().to_owned());
                let remark = format!("formula error {}", word.trim()).into();
                return (Cell::Missing(Status::NOT_KNOWN), None, Some(remark));
            }
            CellContent::Percent(_) => self.percentages.add(place, content.as_text()),
            CellContent::Number(number) if self.is_mixed[nth] && number != 0.0 => {
                let message = format!(
                    "the cell holds {number} without the percent sign that others in its column have, so that it may mean {number} % or {} %; format it like the others",
                    number * 100.0
                );
                let problem = Problem::new("percent_mixed", &content.as_text(), message);
                return (Cell::Unreadable(problem), None, None);
            }
            _ => {}
        }
        let (cell, repair) = self.plan.spellings[nth].value(content);
        // `0,68` beside `67,4 %` may be the same share, written by somebody else.
        if let (CellContent::Text(text), Cell::Number(number)) = (content, &cell)
            && self.is_signed[nth]
            && !is_percent(text)
            && number.value != 0.0
            && number.value.abs() <= 1.0
        {
            let message = format!(
                "the cell holds {number} without the percent sign that others in its column have, so that it may mean {number} % or {} %; write it like the others",
                number.value * 100.0
            );
            return (
                Cell::Unreadable(Problem::new("percent_mixed", text, message)),
                None,
                None,
            );
        }
        (cell, repair, None)
    }

    /// The number in place of a date, and where it stands.
    fn serial(&self, line: Line<'_>) -> Option<(Place, f64)> {
        let column = self.columns().period.as_ref()?;
        let number = periods::serial(line.cell(column.index))?;
        let place = Place {
            sheet: self.sheet,
            row: line.row(),
            column: column.number,
        };
        Some((place, number))
    }

    /// The breakdown of a column below that of its line, when the header names one.
    fn below(&self, of_line: &DimensionSet, column: &Column) -> Result<Option<DimensionSet>, Problem> {
        if column.under.breakdown.is_empty() {
            return Ok(None);
        }
        let mut set = of_line.clone();
        for (concept, code) in &column.under.breakdown {
            set.insert(concept, code).map_err(|error| {
                let message = format!("column \"{}\": {error}", shortened(&column.header));
                Problem::new("dimension", code, message)
            })?;
        }
        Ok(Some(set))
    }

    /// The level of the line's key, or why it has none.
    fn level(&self, line: Line<'_>) -> (Option<Level>, Option<Problem>) {
        let kind = self
            .columns()
            .level
            .as_ref()
            .map_or(Cow::Borrowed(""), |column| line.label(column.index));
        if kind.is_empty() {
            return (self.mapping.level, None);
        }
        match kinds::level(&kind) {
            Some(level) => (Some(level), None),
            None => (None, Some(kinds::without_key(&kind))),
        }
    }

    /// Announces the line's territory unless it was announced before.
    fn territory(&self, line: Line<'_>, level: Option<Level>, told: &mut Told<'_>) -> u32 {
        let name = self
            .columns()
            .name
            .as_ref()
            .map_or_else(String::new, |column| line.label(column.index).into_owned());
        let column = self.columns().territory.as_ref();
        let column = column.or(self.columns().parts.first());
        let column = column
            .or(self.columns().name.as_ref())
            .map_or(1, |column| column.number);
        let place = Place {
            sheet: self.sheet,
            row: line.row(),
            column,
        };
        if !self.columns().parts.is_empty() {
            return told.announce(self.composed(line), name, level, place);
        }
        let of_file = || {
            let around = self.plan.context.territory.clone();
            let chosen = self.mapping.territory.clone();
            chosen.or_else(|| around.filter(|_| self.columns().name.is_none()))
        };
        let text = match (&self.columns().territory, self.named(line)) {
            (Some(column), _) => line.label(column.index).into_owned(),
            (None, Said::Name) => String::new(),
            (None, Said::Key(key)) => key.to_owned(),
            (None, Said::Nothing | Said::Abroad(_)) => of_file().unwrap_or_default(),
        };
        // Key and name in one cell.
        match key_in(&text).filter(|key| *key != text.trim()).map(str::to_owned) {
            Some(key) => {
                let name = name_beside(&text, &key).filter(|_| name.is_empty()).unwrap_or(name);
                told.announce(key, name, level, place)
            }
            None => told.announce(text, name, level, place),
        }
    }

    /// What the name of the line says about its territory, where the table has no keys.
    fn named(&self, line: Line<'_>) -> Said {
        match (
            &self.columns().territory,
            self.columns().parts.as_slice(),
            &self.columns().name,
        ) {
            (None, [], Some(column)) => self.plan.territories.said(&line.label(column.index), self.mapping),
            _ => Said::Nothing,
        }
    }

    /// The key out of its parts; missing parts at the end name a higher level.
    fn composed(&self, line: Line<'_>) -> String {
        let mut key = String::new();
        let mut filled = 0;
        for column in &self.columns().parts {
            let width = columns::part_width(&column.header).unwrap_or(0);
            let text = line.label(column.index);
            let digits = text.strip_suffix(".0").unwrap_or(&text);
            key.push_str(&format!("{digits:0>width$}"));
            if digits.bytes().any(|byte| byte != b'0') {
                filled = key.len();
            }
        }
        // Zeros at the end belong to a part that is not blank, such as municipality 000 of a district-free city.
        let lengths = [2, 3, 5, 9];
        match lengths
            .into_iter()
            .find(|length| filled <= *length && *length < key.len())
        {
            Some(length)
                if self
                    .columns()
                    .parts
                    .last()
                    .is_some_and(|last| line.label(last.index).is_empty()) =>
            {
                key.truncate(length);
                key
            }
            _ => key,
        }
    }

    /// What is remarked about the values of a line.
    fn remark(&self, line: Line<'_>) -> Option<Arc<str>> {
        let texts: Vec<Cow<'_, str>> = self
            .columns()
            .remarks
            .iter()
            .map(|column| line.text(column.index))
            .filter(|text| !text.is_empty())
            .collect();
        (!texts.is_empty()).then(|| texts.join("; ").into())
    }

    fn dimensions(&self, line: Line<'_>) -> Result<DimensionSet, Problem> {
        let mut set = DimensionSet::default();
        let has_totals = self.plan.totals.are_alone(&totals::about(line, self.columns()));
        for column in &self.columns().dimensions {
            let Role::Dimension(concept) = &column.role else {
                continue;
            };
            let text = line.label(column.index);
            if text.is_empty() || has_totals && territories::is_total(line, column) {
                continue;
            }
            let code = balance::code(concept, &text).unwrap_or_else(|| codes::code(concept, &text));
            let outcome = if code.is_empty() {
                Err(DimensionError::NotAPair(text.to_string()))
            } else {
                set.insert(concept, &code)
            };
            if let Err(error) = outcome {
                let message = format!("column \"{}\": {error}", shortened(&column.header));
                return Err(Problem::new("dimension", &text, message));
            }
        }
        Ok(set)
    }
}
