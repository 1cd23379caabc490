//! The files of a repository: which are tables, metadata, translations and configuration, and what they say together.

use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
};

use serde_json::Value;

use super::{
    data::{self, Survey, Territory},
    decoded, delimiter,
    indicators::Indicators,
    meta::{Meta, Translations},
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

/// Folders with metadata, the ones that count least first.
const META_FOLDERS: [&str; 5] = ["indicator-config", "_indicators", "indicators", "metadata", "meta"];
/// Folders of what the builder wrote, which says everything again.
const BUILT: [&str; 3] = ["_site", "_builds", "node_modules"];
const MOST_INDICATORS: usize = 20_000;

/// Whether the files of an archive are a repository, by their names.
pub(super) fn is_repository(names: &[&str]) -> bool {
    let file = |name: &str| name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let is_table = |name: &&&str| {
        let file = file(name);
        file.starts_with("indicator_") && file.ends_with(".csv")
    };
    let has_config = names.iter().any(|name| file(name) == "config_data.yml");
    let has_package = names.iter().any(|name| file(name) == "datapackage.json");
    let has_data = names.iter().any(|name| {
        let steps: Vec<&str> = name.split('/').collect();
        let is_in_data = 2 <= steps.len() && steps[steps.len() - 2] == "data";
        is_in_data && name.ends_with(".csv") && file(name).contains('-')
    });
    !has_package && (names.iter().any(|name| is_table(&name)) || (has_config && has_data))
}

/// The number of an indicator by the name of its file: `indicator_1-2-1.csv` is 1.2.1.
pub(super) fn number_of(file_name: &str) -> Option<String> {
    let stem = stem(file_name);
    let is_numbered = stem.starts_with(|first: char| first.is_ascii_digit());
    (!stem.is_empty() && (is_numbered || file_name.contains("indicator_"))).then(|| {
        if is_numbered {
            stem.replace('-', ".")
        } else {
            stem.to_owned()
        }
    })
}

/// A file name without folders, ending and prefix.
fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.strip_prefix("indicator_").unwrap_or(stem)
}

/// Where everything lies.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The tables in order of their paths; places refer to them by their order.
    pub(super) tables: Vec<Part>,
    /// Metadata by indicator, with folders' rank and the language folder.
    metas: BTreeMap<String, Vec<(usize, Option<String>, Part)>>,
    /// All metadata in one file, as platforms publish them.
    all_meta: Option<Part>,
    /// Language, group, file.
    translations: Vec<(String, String, Part)>,
    licence: Option<Part>,
    config: Fields,
    n_others: usize,
}

impl Layout {
    pub(super) fn of(archive: &mut Archive<'_>, limits: &Limits) -> Result<Self, FileError> {
        let parts: Vec<Part> = archive
            .parts()
            .iter()
            .filter(|part| {
                !part
                    .name
                    .split('/')
                    .any(|step| BUILT.contains(&step) || step.starts_with('.') || step == "__MACOSX")
            })
            .cloned()
            .collect();
        let mut layout = Self::default();
        let config = parts
            .iter()
            .filter(|part| part.name.ends_with("config_data.yml"))
            .min_by_key(|part| part.name.matches('/').count());
        for name in ["_config.yml", "site_config.yml", "config_data.yml"] {
            let found = parts
                .iter()
                .filter(|part| part.name.rsplit('/').next() == Some(name) && part.n_bytes <= yaml::LONGEST)
                .min_by_key(|part| part.name.matches('/').count());
            if let Some(part) = found {
                // A configuration that cannot be read names no other folders than the usual ones.
                layout
                    .config
                    .extend(yaml::read(&decoded(&archive.bytes(part)?)).unwrap_or_default());
            }
        }
        let root = config.map_or("", |part| part.name.trim_end_matches("config_data.yml"));
        let patterns = layout.patterns();
        let is_table = |part: &Part| {
            let inside = part.name.strip_prefix(root).unwrap_or(&part.name);
            let is_named = stem(inside).len() < inside.rsplit('/').next().unwrap_or(inside).len() - ".csv".len();
            inside.ends_with(".csv")
                && (is_named || patterns.iter().any(|pattern| fits(pattern, inside)) || in_data(inside))
        };
        let mut tables: Vec<Part> = parts.iter().filter(|part| is_table(part)).cloned().collect();
        tables.sort_by(|a, b| a.name.cmp(&b.name));
        // A place has room for so many.
        if 0x7fff < tables.len() {
            return Err(FileError::Mapping(
                "the repository has more tables than can be read".to_owned(),
            ));
        }
        for part in &parts {
            if !tables.iter().any(|table| table.name == part.name) {
                layout.sort_in(part);
            }
        }
        let total = tables.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.n_bytes));
        let largest = tables.iter().max_by_key(|part| part.n_bytes);
        if let Some(largest) = largest
            && (limits.stream_bytes < largest.n_bytes || total.is_none_or(|sum| limits.decoded_bytes < sum))
        {
            return Err(FileError::DecodedTooLarge {
                part: shortened(&largest.name),
                limit: limits.stream_bytes,
            });
        }
        layout.tables = tables;
        Ok(layout)
    }

    /// Puts a file that is no table where it belongs.
    fn sort_in(&mut self, part: &Part) {
        let steps: Vec<&str> = part.name.split('/').collect();
        let file = steps.last().copied().unwrap_or_default().to_lowercase();
        let is_text = [".yml", ".yaml", ".md", ".json"]
            .iter()
            .any(|ending| file.ends_with(ending));
        let folder = steps.iter().position(|step| META_FOLDERS.contains(step));
        let translations = steps.iter().position(|step| *step == "translations");
        if let Some(at) = translations
            && steps.len() == at + 3
            && (file.ends_with(".yml") || file.ends_with(".yaml"))
            && part.n_bytes <= yaml::LONGEST
        {
            let group = stem(&part.name).to_owned();
            self.translations.push((steps[at + 1].to_owned(), group, part.clone()));
        } else if let Some(at) = folder
            && is_text
            && part.n_bytes <= yaml::LONGEST
            && file != "readme.md"
        {
            if file == "all.json" {
                self.all_meta = Some(part.clone());
                return;
            }
            let rank = META_FOLDERS.iter().position(|known| *known == steps[at]).unwrap_or(0);
            let language = (steps.len() == at + 3).then(|| steps[at + 1].to_owned());
            let id = stem(&part.name).to_owned();
            self.metas.entry(id).or_default().push((rank, language, part.clone()));
        } else if file.starts_with("license") || file.starts_with("licence") {
            self.licence = self.licence.take().or_else(|| Some(part.clone()));
        } else {
            self.n_others += 1;
        }
    }

    /// Where the configuration says that tables lie.
    fn patterns(&self) -> Vec<String> {
        let mut patterns = Vec::new();
        if let Some(Value::Array(inputs)) = self.config.get("inputs") {
            for input in inputs {
                let class = input.get("class").and_then(Value::as_str).unwrap_or_default();
                if class.starts_with("InputCsv") {
                    patterns.extend(input.get("path_pattern").and_then(Value::as_str).map(str::to_owned));
                }
            }
        }
        patterns
    }

    /// The language of texts: German where it exists, else the first that the configuration names.
    fn language(&self) -> String {
        let listed: Vec<String> = match self.config.get("languages") {
            Some(Value::Array(languages)) => languages.iter().filter_map(yaml::text_of).collect(),
            _ => Vec::new(),
        };
        let has = |language: &str| {
            listed.iter().any(|one| one == language)
                || self.translations.iter().any(|(one, ..)| one == language)
                || self
                    .metas
                    .values()
                    .flatten()
                    .any(|(_, one, _)| one.as_deref() == Some(language))
        };
        if has("de") {
            return "de".to_owned();
        }
        listed.into_iter().next().unwrap_or_else(|| "en".to_owned())
    }
}

/// A table by the builder's usual rule: `data/*-*.csv`.
fn in_data(inside: &str) -> bool {
    fits("data/*-*.csv", inside)
        || inside
            .split_once('/')
            .is_some_and(|(_, rest)| fits("data/*-*.csv", rest))
}

/// Whether a path fits a pattern in which `*` stands for letters of one name and `**` for folders.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    fn steps(pattern: &[&str], path: &[&str]) -> bool {
        match (pattern, path) {
            ([], []) => true,
            (["**", rest @ ..], path) => (0..=path.len()).any(|n| steps(rest, &path[n..])),
            ([first, rest @ ..], [name, names @ ..]) => letters(first, name) && steps(rest, names),
            _ => false,
        }
    }
    fn letters(pattern: &str, name: &str) -> bool {
        let mut pieces = pattern.split('*');
        let Some(mut rest) = pieces.next().and_then(|first| name.strip_prefix(first)) else {
            return false;
        };
        let pieces: Vec<&str> = pieces.collect();
        let Some((last, middle)) = pieces.split_last() else {
            return rest.is_empty();
        };
        for piece in middle {
            match rest.find(piece) {
                Some(at) => rest = &rest[at + piece.len()..],
                None => return false,
            }
        }
        rest.ends_with(last)
    }
    steps(&pattern, &path)
}

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
                    self.notes.push(Problem::new("table_unreadable", &part.name, message));
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
        sink(Event::Delivery(Box::new(head)));
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
        let symbols: Option<SymbolSet> = self.options.mapping.as_ref().and_then(|mapping| mapping.symbols);
        let mut teller = data::Teller::new(sink, symbols);
        teller.words = std::mem::take(&mut self.words);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_are_known_by_the_names_of_their_files() {
        assert!(is_repository(&["x-main/data/indicator_1-1-1.csv", "x-main/README.md"]));
        assert!(is_repository(&["config_data.yml", "data/1-1-1.csv"]));
        assert!(!is_repository(&["data/a-b.csv"]));
        assert!(!is_repository(&["datapackage.json", "data/indicator_1-1-1.csv"]));
        assert!(!is_repository(&[]));
    }

    #[test]
    fn patterns_of_the_configuration_find_files() {
        assert!(fits("data/*-*.csv", "data/indicator_1-1-1.csv"));
        assert!(!fits("data/*-*.csv", "data/readme.csv"));
        assert!(!fits("data/*-*.csv", "data/sub/1-1.csv"));
        assert!(fits("tables/**/*.csv", "tables/a/b/c.csv"));
        assert!(fits("a/b.csv", "a/b.csv") && !fits("a/b.csv", "a/bb.csv"));
        assert_eq!(number_of("data/indicator_1-1-ab.csv").as_deref(), Some("1.1.ab"));
        assert_eq!(number_of("umfrage.csv"), None);
    }
}
