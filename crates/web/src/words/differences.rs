//! What differs between the languages although it should not: found when the program starts and in its tests, never by a reader.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use crate::language::Language;

/// Keys that one language lacks, and keys whose variables differ between the languages.
pub(super) fn between_languages(sources: &[Source]) -> Vec<String> {
    let mut by_language = Language::ALL.map(|_| BTreeMap::<&str, BTreeSet<&str>>::new());
    for (language, _, text) in sources {
        collect_variables(text, &mut by_language[*language as usize]);
    }
    let mut findings = Vec::new();
    let [first, second] = &by_language;
    for (here, there, missing_in) in [(first, second, Language::En), (second, first, Language::De)] {
        for (key, variables) in here {
            match there.get(key) {
                None => findings.push(format!("\"{key}\" is missing in \"{missing_in}\"")),
                Some(others) if others != variables && missing_in == Language::En => findings.push(format!(
                    "\"{key}\" has variables {variables:?} in \"de\" but {others:?} in \"en\""
                )),
                Some(_) => {}
            }
        }
    }
    findings
}

/// A message starts in the first column with its key; everything indented after it belongs to it.
fn collect_variables<'a>(text: &'a str, into: &mut BTreeMap<&'a str, BTreeSet<&'a str>>) {
    let mut key = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic())
            && let Some((name, _)) = line.split_once('=')
        {
            key = Some(name.trim());
            into.entry(name.trim()).or_default();
        }
        let Some(key) = key else { continue };
        for after in line.split('$').skip(1) {
            let end = after
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
                .unwrap_or(after.len());
            into.entry(key).or_default().insert(&after[..end]);
        }
    }
}
