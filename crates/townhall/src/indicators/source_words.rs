//! What a source is called on pages: `own:havixbeck` is "Eigene Werte von Havixbeck".
//!
//! Every page that names a source goes through here, so that the short name of files, addresses and the interface stays with them. The
//! title of the publication comes first, then its publisher; a source that says neither has the words of its kind.

use web::frame::Frame;

use super::{
    code_words,
    formulas::COMPUTED,
    observations::{Dictionary, SourceEntry},
    own,
};

/// The name of a source for people.
pub fn name(frame: &Frame, source: &SourceEntry) -> String {
    if own::is_own_source(&source.slug) && !source.provider.trim().is_empty() {
        let words = frame.plain("source-own-values");
        return words.with("home", source.provider.trim()).to_string();
    }
    let said = [&source.title, &source.provider].into_iter();
    let mut lines = said.filter_map(|text| text.lines().map(str::trim).find(|line| !line.is_empty()));
    match lines.next() {
        Some(line) => line.to_owned(),
        None => name_of_kind(frame, &source.slug),
    }
}

/// The name of a source of which only the short name is at hand.
pub fn name_of(frame: &Frame, dictionary: &Dictionary, slug: &str) -> String {
    let of_slug = dictionary.sources().filter(|source| source.slug == slug);
    // The same source stands on several area states; the first to say its title speaks for all.
    let newest = of_slug.max_by_key(|source| (!source.title.trim().is_empty(), source.area_state.clone()));
    newest.map_or_else(|| name_of_kind(frame, slug), |source| name(frame, source))
}

fn name_of_kind(frame: &Frame, slug: &str) -> String {
    let key = match slug {
        COMPUTED => "source-computed",
        "own" => "source-own-tables",
        "climate-plan" => "source-climate-plan",
        "open-sdg" => "source-open-sdg",
        "inkar" => "source-inkar",
        "wegweiser" => "source-wegweiser",
        slug => {
            let words = code_words::readable(slug.trim_start_matches("own:")).replace('-', " ");
            let mut letters = words.chars();
            let first = letters.next().map(|letter| letter.to_uppercase().to_string());
            return first.unwrap_or_default() + letters.as_str();
        }
    };
    frame.plain(key).to_string()
}

#[cfg(test)]
mod tests {
    use web::language::Language;

    use super::*;

    fn source(slug: &str, provider: &str, title: &str) -> SourceEntry {
        SourceEntry {
            slug: slug.to_owned(),
            area_state: "unstated".to_owned(),
            provider: provider.to_owned(),
            title: title.to_owned(),
            note: String::new(),
            licence: None,
            dataset_uri: None,
        }
    }

    #[test]
    fn no_source_is_called_by_its_short_name() -> Result<(), web::words::WordsError> {
        let site = crate::site()?;
        let check = |one: &SourceEntry, language, expected: &str| {
            assert_eq!(name(&site.frame(language, "/"), one), expected);
        };
        let own = source("own:havixbeck", "Havixbeck", "Eigene Werte: Geheim");
        check(&own, Language::De, "Eigene Werte von Havixbeck");
        check(&own, Language::En, "Own values of Havixbeck");
        let title = "Indikatoren und Karten. INKAR. Ausgabe 2024\nweiter";
        check(
            &source("inkar", "BBSR", title),
            Language::De,
            "Indikatoren und Karten. INKAR. Ausgabe 2024",
        );
        check(&source("x", "Stadtwerke", " "), Language::De, "Stadtwerke");
        check(&source("climate-plan", "", ""), Language::De, "Klimapläne von Städten");
        check(&source("computed", "", ""), Language::De, "Eigene Berechnung");
        check(
            &source("abfall_wirtschaft-2", "", ""),
            Language::De,
            "Abfall wirtschaft 2",
        );
        Ok(())
    }
}
