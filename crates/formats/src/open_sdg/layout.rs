//! Where everything lies in a repository: which of its files are tables, metadata, translations and configuration.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    decoded,
    yaml::{self, Fields},
};
use crate::{
    FileError,
    archive::{Archive, Part},
    event::shortened,
    limits::Limits,
};

/// Folders with metadata, the ones that count least first.
const META_FOLDERS: [&str; 5] = ["indicator-config", "_indicators", "indicators", "metadata", "meta"];
/// Folders of what the builder wrote, which says everything again.
const BUILT: [&str; 3] = ["_site", "_builds", "node_modules"];

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
pub(super) fn stem(path: &str) -> &str {
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
    pub(super) metas: BTreeMap<String, Vec<(usize, Option<String>, Part)>>,
    /// All metadata in one file, as platforms publish them.
    pub(super) all_meta: Option<Part>,
    /// Language, group, file.
    pub(super) translations: Vec<(String, String, Part)>,
    pub(super) licence: Option<Part>,
    pub(super) config: Fields,
    pub(super) n_others: usize,
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
    pub(super) fn language(&self) -> String {
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
