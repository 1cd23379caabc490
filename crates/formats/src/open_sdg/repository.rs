//! The files of a repository, and what they say together.

use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
};

use serde_json::Value;

use super::{
    data, decoded, delimiter,
    indicators::Indicators,
    layout::{Layout, number_of, stem},
    meta::{Meta, Translations},
    survey::{Survey, Territory},
    yaml::{self, Fields},
};
use crate::{
    DeliveryHead, Event, FileError, Place, Problem, ReadOptions, ReadSeek,
    archive::{Archive, Part},
    event::shortened,
    limits::Limits,
    symbols::SymbolSet,
    text,
};

const MOST_INDICATORS: usize = 20_000;

/// An opened repository.
pub(super) struct Repository<'a> {
    archive: Archive<'a>,
    layout: Layout,
    limits: Limits,
    language: String,
    words: Translations,
    notes: Vec<Problem>,
    territory: Option<Territory>,
    options: &'a ReadOptions,
}

impl<'a> Repository<'a> {
    pub(super) fn open(
        input: &'a mut dyn ReadSeek,
        options: &'a ReadOptions,
        limits: &Limits,
    ) -> Result<Self, FileError> {
        let mut archive = Archive::open(input, limits)?;
        let layout = Layout::of(&mut archive, limits)?;
        let language = layout.language();
        let mut words = Translations::default();
        let mut notes = Vec::new();
        for (of, group, part) in &layout.translations {
            if *of != language {
                continue;
            }
            match yaml::read(&decoded(&archive.bytes(part)?)) {
                Ok(fields) => words.add(group, &fields),
                Err(reason) => notes.push(Problem::new(
                    "translations_unreadable",
                    &part.name,
                    format!("{} cannot be read ({reason}); its words are missing", part.name),
                )),
            }
        }
        let chosen = options
            .mapping
            .as_ref()
            .and_then(|mapping| mapping.territory.as_deref());
        let territory = chosen.map(Territory::key).or_else(|| proven(&layout.config, &words));
        Ok(Self {
            archive,
            layout,
            limits: *limits,
            language,
            words,
            notes,
            territory,
            options,
        })
    }

    /// Tells everything: what the tables hold first, then their rows.
    pub(super) fn tell(mut self, sink: &mut dyn FnMut(Event)) -> Result<(), FileError> {
        let metas = self.metas()?;
        let mut indicators = Indicators::default();
        let mut surveys: HashMap<u16, Survey> = HashMap::new();
        let tables = self.layout.tables.clone();
        let mut unreadable: Vec<(u16, Problem)> = Vec::new();
        let mut first_error = None;
        for (sheet, part) in (0_u16..).zip(&tables) {
            let mut bytes = Cursor::new(self.archive.bytes(part)?);
            let encoding = text::detect(&mut bytes)?;
            let delimiter = delimiter(&mut bytes)?;
            let mut survey = match Survey::of(&mut bytes, encoding, delimiter, &self.limits) {
                Ok(survey) => survey,
                Err(FileError::Empty) => {
                    let message = format!("the table {} is empty", part.name);
                    self.notes.push(Problem::new("table_empty", &part.name, message));
                    continue;
                }
                Err(error) => {
                    let message = format!("the table {} was left out: {error}", part.name);
                    unreadable.push((sheet, Problem::new("table_unreadable", &part.name, message)));
                    first_error = first_error.or(Some(error));
                    continue;
                }
            };
            if survey.n_lines == 0 {
                let message = format!("the table {} has a header and no line of data", part.name);
                self.notes.push(Problem::new("table_empty", &part.name, message));
                continue;
            }
            let id = stem(&part.name);
            let nothing = Meta::default();
            let meta = metas.get(id).unwrap_or(&nothing);
            let number = number_of(&part.name);
            indicators.add_table(number.as_deref(), meta, Some(&self.words), &mut survey, sheet);
            if MOST_INDICATORS < indicators.heads.len() {
                return Err(FileError::Mapping(format!(
                    "the repository has more than {MOST_INDICATORS} series, too many for indicators"
                )));
            }
            surveys.insert(sheet, survey);
        }
        if let (true, Some(error)) = (surveys.is_empty(), first_error) {
            return Err(error);
        }
        if self.territory.is_none() && surveys.values().any(Survey::needs_territory) {
            return Err(FileError::TerritoryUnknown);
        }
        let choice = self.options.period_reading;
        let readings: HashMap<u16, _> = surveys
            .iter()
            .map(|(sheet, survey)| {
                let column = format!("Year of {}", stem(&tables[usize::from(*sheet)].name));
                (*sheet, survey.periods(&column, choice))
            })
            .collect();
        let mut head = self.head(&tables, &indicators, metas.len())?;
        for (sheet, part) in (0_u16..).zip(&tables) {
            if let Some(chosen) = readings.get(&sheet).and_then(|reading| reading.chosen) {
                head.detected.push((
                    format!("period reading of {}", stem(&part.name)),
                    chosen.as_str().to_owned(),
                ));
            }
        }
        crate::units::deliver(head, sink);
        for note in std::mem::take(&mut self.notes) {
            // Places count tables; what is said of another file names it in its text.
            let sheet = tables
                .iter()
                .position(|part| note.text.as_ref() == shortened(&part.name));
            let sheet = sheet.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX);
            let place = Place {
                sheet,
                row: 1,
                column: 1,
            };
            sink(Event::Note { place, note });
        }
        for (place, note) in std::mem::take(&mut indicators.notes) {
            sink(Event::Note { place, note });
        }
        let symbols: Option<SymbolSet> = self.options.mapping.as_ref().and_then(|mapping| mapping.symbols);
        let mut teller = data::Teller::new(sink, symbols);
        teller.words = std::mem::take(&mut self.words);
        for (sheet, problem) in unreadable {
            teller.unreadable(sheet, problem, self.territory.as_ref());
        }
        for (sheet, part) in (0_u16..).zip(&tables) {
            let (Some(survey), Some(periods)) = (surveys.get(&sheet), readings.get(&sheet)) else {
                continue;
            };
            let mut bytes = Cursor::new(self.archive.bytes(part)?);
            let encoding = text::detect(&mut bytes)?;
            let delimiter = delimiter(&mut bytes)?;
            let table = data::Table {
                sheet,
                survey,
                periods,
                indicators: &indicators,
                territory: self.territory.as_ref(),
            };
            teller.table(&mut bytes, encoding, delimiter, &table, &self.limits)?;
        }
        Ok(())
    }

    fn head(&mut self, tables: &[Part], indicators: &Indicators, n_metas: usize) -> Result<DeliveryHead, FileError> {
        let licence = match self.layout.licence.clone() {
            Some(part) if part.n_bytes <= yaml::LONGEST => licence(&decoded(&self.archive.bytes(&part)?)),
            _ => None,
        };
        let count = |what: &str, n: usize| (what.to_owned(), n.to_string());
        Ok(DeliveryHead {
            layout: "Open SDG data repository".to_owned(),
            title: self.words.word("general.site_title").map(str::to_owned),
            source_fallback: Some("open-sdg".to_owned()),
            licence: licence.map(str::to_owned),
            indicators: indicators.heads.clone(),
            sheets: tables.iter().map(|part| part.name.clone()).collect(),
            detected: vec![
                ("decimal sign".to_owned(), ".".to_owned()),
                count("tables", tables.len()),
                count("indicators with metadata", n_metas),
                count("files of translations", self.layout.translations.len()),
                count("other files", self.layout.n_others),
                ("language".to_owned(), self.language.clone()),
            ],
            ..DeliveryHead::default()
        })
    }

    /// The metadata of all indicators, what counts least read first.
    fn metas(&mut self) -> Result<HashMap<String, Meta>, FileError> {
        let mut metas: HashMap<String, Meta> = HashMap::new();
        if let Some(part) = self.layout.all_meta.clone() {
            let text = decoded(&self.archive.bytes(&part)?);
            let all: BTreeMap<String, Fields> = serde_json::from_str(&text).unwrap_or_default();
            for (id, fields) in all {
                metas.entry(id).or_default().merge(fields);
            }
        }
        let language = self.language.clone();
        for (id, mut parts) in std::mem::take(&mut self.layout.metas) {
            let has_own = parts.iter().any(|(_, of, _)| of.as_deref() == Some(&language));
            parts.retain(|(_, of, _)| of.is_none() || !has_own || of.as_deref() == Some(&language));
            parts.sort_by_key(|(rank, of, part)| (*rank, of.is_some(), part.name.clone()));
            let meta = metas.entry(id).or_default();
            for (_, _, part) in parts {
                let text = decoded(&self.archive.bytes(&part)?);
                if let Err(problem) = meta.add(&part.name, &text) {
                    self.notes.push(problem);
                }
            }
        }
        Ok(metas)
    }
}

/// The territory that the configuration proves: a key, or the name of the country, whose key the receiver knows.
fn proven(config: &Fields, words: &Translations) -> Option<Territory> {
    let key = ["territory", "ags", "ars", "geocode"]
        .iter()
        .find_map(|name| yaml::text_of(config.get(*name)?));
    if let Some(key) = key {
        return Some(Territory::key(&key));
    }
    let name = match config.get("country") {
        Some(Value::Object(country)) => country.get("name").and_then(yaml::text_of),
        Some(country) => yaml::text_of(country),
        None => None,
    };
    let name = name
        .map(|name| words.said(&name))
        .or_else(|| words.word("country.name").map(str::to_owned))?;
    Some(Territory {
        text: String::new(),
        name: Some(name),
    })
}

/// The licence that a text is, by its first lines.
fn licence(text: &str) -> Option<&'static str> {
    let start: String = text.chars().take(2_000).collect::<String>().to_lowercase();
    let known = [
        ("datenlizenz deutschland – zero", "dl-de/zero-2-0"),
        ("dl-de/zero-2-0", "dl-de/zero-2-0"),
        ("datenlizenz deutschland", "dl-de/by-2-0"),
        ("dl-de/by-2-0", "dl-de/by-2-0"),
        ("cc0 1.0", "CC0-1.0"),
        ("attribution-sharealike 4.0", "CC-BY-SA-4.0"),
        ("attribution 4.0", "CC-BY-4.0"),
        ("open government licence", "OGL-UK-3.0"),
        ("mit license", "MIT"),
    ];
    known
        .iter()
        .find(|(words, _)| start.contains(words))
        .map(|(_, name)| *name)
}
