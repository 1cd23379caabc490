//! Finding indicators by words of their title, their name in addresses or a name of a publisher.

use web::{format::folded, language::Language, section::Hit};

use super::{Catalogue, Indicator};

/// What a search for a text finds: titles that begin with it first, then titles that hold it, then other names and descriptions;
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
            let rank = rank(indicator, wanted, &words, || {
                let names = catalogue.by_alias.iter().filter(|(_, known)| **known == place);
                names.map(|((_, name), _)| folded(name)).collect::<Vec<_>>().join(" ")
            })?;
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
        found.extend(related.map(|(_, indicator)| (3, indicator)));
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

fn rank(indicator: &Indicator, wanted: &str, words: &[&str], names: impl Fn() -> String) -> Option<usize> {
    let all = |texts: &crate::texts::Multilingual| texts.iter().map(|(_, body)| folded(&body.text)).collect::<Vec<_>>();
    let titles = all(&indicator.title);
    let has_all = |text: &str| words.iter().all(|word| text.contains(word));
    if titles.iter().any(|title| title.starts_with(wanted)) {
        return Some(0);
    }
    if titles.iter().any(|title| has_all(title)) {
        return Some(1);
    }
    let others = format!(
        "{} {} {}",
        folded(&indicator.slug.replace('-', " ")),
        names(),
        all(&indicator.description).join(" ")
    );
    has_all(&format!("{} {others}", titles.join(" "))).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

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
