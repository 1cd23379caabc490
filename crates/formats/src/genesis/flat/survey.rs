//! What a flat file holds, found out in one pass: its columns, measures, periods, and which block of columns is the territory.

use std::collections::{BTreeSet, HashMap};

use figures::{number::DecimalSign, source::AreaState};

use super::MOST_DIFFERENT;
use crate::{
    FileError, IndicatorHead, Place, ReadOptions,
    genesis::{
        about::{self, Footer},
        layout, stated_units,
        times::Times,
    },
    symbols::SymbolSet,
    table::spellings,
    text::{Record, TextFile},
    units,
};

/// The name of a column in small letters, without what programs put around it.
pub(super) fn name_of(text: &str) -> &str {
    text.trim()
        .trim_start_matches('\u{feff}')
        .trim_start_matches("ï»¿")
        .trim_matches('"')
        .trim()
}

/// A block of columns about one variable.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// `KREISE`, `GES` …
    pub(super) variable: usize,
    pub(super) label: usize,
    pub(super) code: usize,
    pub(super) entry: usize,
    pub(super) n_filled: u64,
    pub(super) n_keys: u64,
    pub(super) n_parts_of_year: u64,
}

/// A measure: a column of its own, or one that lines name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Measure {
    statistic: String,
    code: String,
    label: String,
    unit: String,
}

/// What was found out before anything is told.
pub(super) struct Survey {
    pub(super) header_row: u32,
    pub(super) end_row: u32,
    pub(super) names: Vec<String>,
    pub(super) statistic: (usize, Option<usize>),
    pub(super) time: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) territory: usize,
    pub(super) part_of_year: Option<usize>,
    /// Columns of values: index, the column with its quality, and its measure (old header).
    pub(super) values: Vec<(usize, Option<usize>, Option<u32>)>,
    /// Where lines name the measure: unit, code, label (new header).
    pub(super) named: Option<(usize, usize, usize)>,
    pub(super) measures: HashMap<Measure, u32>,
    pub(super) heads: Vec<IndicatorHead>,
    pub(super) times: Times,
    pub(super) sign: DecimalSign,
    pub(super) symbols: SymbolSet,
    pub(super) footer: Footer,
    pub(super) area_state: Option<AreaState>,
    pub(super) n_lines: u64,
}

impl Survey {
    pub(super) fn of(file: &mut TextFile<'_>, options: &ReadOptions) -> Result<Self, FileError> {
        let mut found: Option<Self> = None;
        let mut footer: Vec<String> = Vec::new();
        let (mut n_comma, mut n_point) = (0_u64, 0_u64);
        let mut time_label = String::new();
        file.each(
            &mut |record| {
                let Some(survey) = &mut found else {
                    if !record.is_blank() {
                        found = Some(Self::header(record)?);
                    }
                    return Ok(true);
                };
                if record.is_blank() {
                    return Ok(true);
                }
                let first = record.field(0).trim();
                if survey.end_row == u32::MAX
                    && (3 <= first.len() && first.bytes().all(|byte| byte == b'_') || first.starts_with('©'))
                {
                    survey.end_row = record.row;
                }
                if survey.end_row != u32::MAX {
                    if footer.len() < 1_000 {
                        footer.push(record.fields().map(str::trim).collect::<Vec<_>>().join(" "));
                    }
                    return Ok(true);
                }
                survey.line(record)?;
                if time_label.is_empty() {
                    time_label = record.field(survey.time - 1).trim().to_owned();
                }
                for (index, ..) in &survey.values {
                    match spellings(record.field(*index)) {
                        (Some(_), None) => n_comma += 1,
                        (None, Some(_)) => n_point += 1,
                        _ => {}
                    }
                }
                Ok(true)
            },
            &mut |_| {},
        )?;
        let mut survey = found.ok_or(FileError::Empty)?;
        if survey.n_lines == 0 {
            return Err(FileError::NoData);
        }
        survey.footer = Footer::read(&footer);
        let mapping = options.mapping.as_ref();
        let detected = if n_comma < n_point {
            DecimalSign::Point
        } else {
            DecimalSign::Comma
        };
        survey.sign = mapping.and_then(|mapping| mapping.decimal_sign).unwrap_or(detected);
        let office = survey.footer.publisher.map_or("genesis", |publisher| publisher.slug);
        survey.symbols = mapping
            .and_then(|mapping| mapping.symbols)
            .or_else(|| SymbolSet::of(office, survey.footer.known_on))
            .unwrap_or(SymbolSet::GENESIS);
        survey
            .times
            .decide(&survey.names[survey.time], &time_label, options.period_reading);
        let holds = |n_such: u64, block: &Block| 0 < n_such && block.n_filled * 9 <= n_such * 10;
        survey.part_of_year = survey
            .blocks
            .iter()
            .position(|block| holds(block.n_parts_of_year, block));
        let territory = survey
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| holds(block.n_keys, block))
            .max_by_key(|(_, block)| block.n_keys);
        match territory {
            Some((index, _)) => survey.territory = index,
            None => {
                return Err(FileError::MissingRole {
                    row: survey.header_row,
                    columns: survey
                        .names
                        .iter()
                        .take(8)
                        .map(|name| crate::event::shortened(name))
                        .collect::<Vec<_>>()
                        .join(", "),
                    role: "territory",
                    examples: "a block of columns with official keys, such as KREISE; export the table with a regional variable",
                });
            }
        }
        for head in &mut survey.heads {
            head.notes.clone_from(&survey.footer.remarks);
        }
        survey.tell_units_apart();
        Ok(survey)
    }

    /// Whether every measure is one of the census of 2022.
    pub(super) fn is_of_census(&self) -> bool {
        self.measures
            .keys()
            .all(|measure| about::is_of_census(&measure.statistic))
    }

    /// One code in several units is several indicators, whatever the order of the lines.
    fn tell_units_apart(&mut self) {
        let mut n_units: HashMap<String, BTreeSet<Option<String>>> = HashMap::new();
        for head in &self.heads {
            n_units
                .entry(head.name.clone())
                .or_default()
                .insert(head.unit_text.clone());
        }
        for head in &mut self.heads {
            let has_several = n_units.get(&head.name).is_some_and(|units| 1 < units.len());
            let unit = head.unit_text.as_deref().unwrap_or_default();
            head.name = units::told_apart(&head.name, unit, has_several);
        }
    }

    fn header(record: &Record) -> Result<Self, FileError> {
        let names: Vec<String> = record.fields().map(|field| name_of(field).to_owned()).collect();
        let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let find = |wanted: &[&str]| folded.iter().position(|name| wanted.contains(&name.as_str()));
        let missing = |role: &'static str, examples: &'static str| FileError::MissingRole {
            row: record.row,
            columns: names
                .iter()
                .take(8)
                .map(|name| crate::event::shortened(name))
                .collect::<Vec<_>>()
                .join(", "),
            role,
            examples,
        };
        let statistic =
            find(&["statistik_code", "statistics_code"]).ok_or_else(|| missing("statistic", "statistics_code"))?;
        let time = find(&["zeit", "time"])
            .filter(|time| 0 < *time)
            .ok_or_else(|| missing("period", "time or Zeit"))?;
        let mut blocks = Vec::new();
        for number in 1..=99 {
            let of =
                |german: &str, english: &str| find(&[&format!("{number}_{german}"), &format!("{number}_{english}")]);
            let (Some(variable), Some(code)) = (
                of("merkmal_code", "variable_code"),
                of("auspraegung_code", "variable_attribute_code"),
            ) else {
                break;
            };
            blocks.push(Block {
                variable,
                label: of("merkmal_label", "variable_label").unwrap_or(variable),
                code,
                entry: of("auspraegung_label", "variable_attribute_label").unwrap_or(code),
                ..Block::default()
            });
        }
        let mut survey = Self {
            header_row: record.row,
            end_row: u32::MAX,
            statistic: (statistic, find(&["statistik_label", "statistics_label"])),
            time,
            blocks,
            territory: 0,
            part_of_year: None,
            values: Vec::new(),
            named: None,
            measures: HashMap::new(),
            heads: Vec::new(),
            times: Times::default(),
            sign: DecimalSign::Comma,
            symbols: SymbolSet::GENESIS,
            footer: Footer::default(),
            area_state: None,
            n_lines: 0,
            names: names.clone(),
        };
        if let Some(value) = find(&["value", "wert"]) {
            let named = (
                find(&["value_unit", "wert_einheit"]),
                find(&["value_variable_code", "wert_merkmal_code"]),
                find(&["value_variable_label", "wert_merkmal_label"]),
            );
            let (Some(unit), Some(code), Some(label)) = named else {
                return Err(missing(
                    "measure",
                    "value_unit, value_variable_code and value_variable_label",
                ));
            };
            survey.named = Some((unit, code, label));
            survey.values.push((value, find(&["value_q", "wert_q"]), None));
            return Ok(survey);
        }
        for (index, name) in names.iter().enumerate() {
            if !name.contains("__") || name.to_lowercase().ends_with("_q") {
                continue;
            }
            let quality = folded.iter().position(|other| *other == format!("{}_q", folded[index]));
            survey.values.push((index, quality, None));
        }
        if survey.values.is_empty() {
            return Err(missing(
                "value",
                "value, or a column such as BEVSTD__Bevoelkerungsstand__Anzahl",
            ));
        }
        Ok(survey)
    }

    fn line(&mut self, record: &Record) -> Result<(), FileError> {
        self.n_lines += 1;
        self.times.add(record.field(self.time));
        for block in &mut self.blocks {
            let code = record.field(block.code).trim();
            let entry = record.field(block.entry).trim();
            if !code.is_empty() {
                block.n_filled += 1;
                let variable = record.field(block.variable).trim();
                let is_regional = [
                    "KREIS", "GEMEIN", "FGEMEIN", "DLAND", "DINSG", "REGBEZ", "GEO", "STALA", "BULA", "AGS",
                ]
                .into_iter()
                .any(|start| variable.starts_with(start));
                let is_possible = is_regional && !figures::territory::readings(code, None).is_empty();
                block.n_keys += u64::from(layout::is_full_key(code) || is_possible);
                block.n_parts_of_year += u64::from(part_of_year(code, entry).is_some());
            }
            if self.area_state.is_none() {
                self.area_state = about::area_state(record.field(block.label));
            }
        }
        for nth in 0..self.values.len() {
            let measure = self.measure(record, nth);
            if let Some(known) = self.measures.get(&measure) {
                self.values[nth].2 = Some(*known);
                continue;
            }
            if MOST_DIFFERENT <= self.measures.len() {
                return Err(FileError::Mapping(format!(
                    "it has more than {MOST_DIFFERENT} different measures"
                )));
            }
            let said = self.statistic.1.map(|column| record.field(column).trim().to_owned());
            // Some files write `in` in place of what is measured, which belongs to the unit; the statistic then says it.
            let label = match (is_no_name(&measure.label), &said) {
                (true, Some(said)) => said.clone(),
                _ => measure.label.clone(),
            };
            let (unit, unit_text) = stated_units::stated(&label, &measure.unit);
            let name = match (label.as_str(), measure.code.as_str()) {
                ("", "") => measure.statistic.clone(),
                (label, "") => format!("{label} ({})", measure.statistic),
                ("", code) => format!("{code} ({})", measure.statistic),
                (label, code) => format!("{label} ({} {code})", measure.statistic),
            };
            // What the statistic is called says least about what the figure is.
            let name = units::told_apart(&name, &measure.unit, is_no_name(&measure.label));
            let index = self.heads.len() as u32;
            self.heads.push(IndicatorHead {
                name,
                long_name: Some(label).filter(|label| !label.is_empty()),
                source: said.filter(|said| !said.is_empty()),
                unit,
                unit_text: Some(unit_text).filter(|unit| !unit.is_empty()),
                place: Place {
                    sheet: 0,
                    row: record.row,
                    column: self.values[nth].0 as u32 + 1,
                },
                ..IndicatorHead::default()
            });
            self.values[nth].2 = Some(index);
            self.measures.insert(measure, index);
        }
        Ok(())
    }

    /// The measure of a line's nth value.
    pub(super) fn measure(&self, record: &Record, nth: usize) -> Measure {
        let statistic = record.field(self.statistic.0).trim().to_owned();
        if let Some((unit, code, label)) = self.named {
            let text = |index: usize| record.field(index).trim().to_owned();
            return Measure {
                statistic,
                code: text(code),
                label: text(label),
                unit: text(unit),
            };
        }
        let mut parts = self.names[self.values[nth].0]
            .split("__")
            .map(|part| part.replace('_', " ").trim().to_owned());
        let mut next = || parts.next().unwrap_or_default();
        let (code, label, unit) = (next(), next(), next());
        // Two parts only, and the code behind the words: `Verbraucherpreisindex__CH0004`.
        let is_turned = unit.is_empty() && is_code(&label) && !is_code(&code);
        let (code, label) = if is_turned { (label, code) } else { (code, label) };
        Measure {
            statistic,
            code,
            label,
            unit,
        }
    }
}

/// `BEVSTD`, `PRS018`: capitals and digits.
fn is_code(text: &str) -> bool {
    2 <= text.len()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Whether a label names nothing that could be measured.
fn is_no_name(label: &str) -> bool {
    matches!(label.to_lowercase().as_str(), "" | "in" | "in:" | "(in)")
}

/// The part of a year that an entry is: `MONAT03`, `März`; `QUART2`, `2. Quartal`.
pub(super) fn part_of_year(code: &str, entry: &str) -> Option<String> {
    let number = |prefix: &str| code.strip_prefix(prefix).and_then(|digits| digits.parse::<u8>().ok());
    if let Some(month) = number("MONAT").filter(|month| (1..=12).contains(month)) {
        return Some(format!("{month:02}/"));
    }
    if let Some(quarter) = number("QUART").filter(|quarter| (1..=4).contains(quarter)) {
        return Some(format!("{quarter}. Quartal "));
    }
    number("HALBJ")
        .filter(|half| (1..=2).contains(half))
        .map(|half| format!("{half}. Halbjahr "))
        .filter(|_| !entry.is_empty())
}
