//! Finding indicators by words of their title, their name in addresses or a name of a publisher.

use web::{format::folded, language::Language, section::Hit};

use super::{Catalogue, Indicator};
use crate::texts::Multilingual;

/// What a search for a text finds: what has just this title or name first, then titles that begin with it, then titles that hold it, then other names and descriptions;
/// within each in the order of the catalogue. Every word of the text must be found. Where nothing is found that way, related words count
/// ([`is_related`]), so that “Arbeitslosigkeit” finds “Arbeitslose”.
pub fn search(catalogue: &Catalogue, language: Language, text: &str, limit: usize) -> Vec<Hit> {
    let wanted = folded(text);
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return Vec::new();
    }
    let words: Vec<&str> = wanted.split(' ').collect();
    let mut found: Vec<(usize, &Indicator)> = catalogue
        .indicators
        .iter()
        .enumerate()
        .filter_map(|(place, indicator)| {
            let of_place = catalogue.by_alias.iter().filter(|(_, known)| **known == place);
            let aliases = of_place.map(|((_, name), _)| folded(name));
            let slug = &indicator.slug;
            let names: Vec<String> = aliases.chain([folded(slug), folded(&slug.replace('-', " "))]).collect();
            let all = |texts: &Multilingual| texts.iter().map(|(_, body)| folded(&body.text)).collect::<Vec<_>>();
            let description = all(&indicator.description).join(" ");
            let rank = rank(&all(&indicator.title), &names, &description, wanted, &words)?;
            Some((rank, indicator))
        })
        .collect();
    if found.is_empty() {
        let names = |place: usize| {
            let names = catalogue.by_alias.iter().filter(move |(_, known)| **known == place);
            names.map(|((_, name), _)| folded(name))
        };
        let related = catalogue.indicators.iter().enumerate().filter(|(place, indicator)| {
            let titles = indicator.title.iter().map(|(_, body)| folded(&body.text));
            let texts: Vec<String> = titles.chain(names(*place)).collect();
            words.iter().all(|word| {
                texts
                    .iter()
                    .any(|text| text.split(' ').any(|other| is_related(word, other)))
            })
        });
        found.extend(related.map(|(_, indicator)| (4, indicator)));
    }
    // Stable, so the order of the catalogue stays within a rank.
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(limit);
    let hit = |(_, indicator): (usize, &Indicator)| Hit {
        title: indicator.title.text(language).to_owned(),
        detail: String::new(),
        path: format!("/indicators/{}", indicator.slug),
        kind: "indicator-kind",
    };
    found.into_iter().map(hit).collect()
}

/// How many letters words have in common at their beginning when they mean the same thing. Fewer would relate “Arbeiter” and
/// “Arbeitslose”.
const N_COMMON: usize = 7;

/// Whether two words begin alike; short words never do.
fn is_related(word: &str, other: &str) -> bool {
    let alike = word.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    N_COMMON <= alike.count()
}

/// How near a text comes to an indicator: 0 is its title or name, 3 a description that holds all words.
fn rank(titles: &[String], names: &[String], description: &str, wanted: &str, words: &[&str]) -> Option<usize> {
    let has_all = |text: &str| words.iter().all(|word| text.contains(word));
    if titles.iter().chain(names).any(|text| text == wanted) {
        return Some(0);
    }
    if titles.iter().any(|title| title.starts_with(wanted)) {
        return Some(1);
    }
    if titles.iter().any(|title| has_all(title)) {
        return Some(2);
    }
    let all = format!("{} {} {description}", titles.join(" "), names.join(" "));
    has_all(&all).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_just_this_name_comes_first() {
        let (titles, names) = ([folded("Arbeitslose")], [folded("ALO-1")]);
        let check = |text: &str, expected: Option<usize>| {
            let wanted = folded(text);
            let words: Vec<&str> = wanted.split(' ').collect();
            assert_eq!(
                rank(&titles, &names, "ohne arbeit", &wanted, &words),
                expected,
                "{text}"
            );
        };
        check("arbeitslose", Some(0));
        check("ALO-1", Some(0));
        check("Arbeit", Some(1));
        check("lose", Some(2));
        check("ohne", Some(3));
        check("Schule", None);
    }

    #[test]
    fn words_with_the_same_beginning_are_related() {
        let related = |a: &str, b: &str| is_related(&folded(a), &folded(b));
        assert!(related("Arbeitslosigkeit", "Arbeitslose"));
        assert!(related("Beschäftigung", "Beschaeftigte"));
        assert!(!related("Arbeiter", "Arbeitslose"));
        assert!(
            !related("Schule", "Schule"),
            "a short word is found whole or not at all"
        );
    }
}
