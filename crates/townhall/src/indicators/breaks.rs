//! Breaks: places in a series where values before and after cannot be compared, with who says so.
//!
//! They ship in `data/breaks/breaks.toml` and apply by definition of an indicator, by its slug and by source. A confirmed break parts
//! the curve and the table; one that still has to be confirmed is named in words. A flag `B` on a value parts the series as well. No
//! statement about a course reaches over a break: [`since`] gives the values that may be compared with the newest.

use std::sync::LazyLock;

use figures::{observation::Flag, period::Period};
use serde::Deserialize;
use web::language::Language;

use super::{
    catalogue::Indicator,
    profile::{SeriesOf, Value},
};

/// With fewer values than this after a break nothing can be said about a direction.
pub const N_NEEDED: usize = 5;

const TEXT: &str = include_str!("../../../../data/breaks/breaks.toml");

static BREAKS: LazyLock<Vec<Break>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        #[serde(rename = "break")]
        breaks: Vec<Break>,
    }
    toml::from_str::<File>(TEXT).map(|file| file.breaks).unwrap_or_default()
});

/// A known break.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// Stable name.
    pub id: String,
    /// The first period on the new footing.
    pub from: Period,
    #[serde(default)]
    population_bases: Vec<String>,
    #[serde(default)]
    indicators: Vec<String>,
    #[serde(default)]
    sources: Vec<String>,
    /// Whether the series are parted here; otherwise the place is only named.
    pub is_confirmed: bool,
    title: Words,
    text: Words,
    /// Who says so.
    pub source: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Words {
    de: String,
    en: String,
}

impl Words {
    fn text(&self, language: Language) -> &str {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
        }
    }
}

impl Break {
    /// What it is called.
    pub fn title(&self, language: Language) -> &str {
        self.title.text(language)
    }

    /// What happened, in a sentence or two.
    pub fn text(&self, language: Language) -> &str {
        self.text.text(language)
    }

    fn applies(&self, indicator: &Indicator, source: &str) -> bool {
        let bases = indicator.version.population_base.as_deref().unwrap_or_default();
        let names = |base: &String| bases.split(',').any(|one| one.trim() == base);
        let by_base = !self.population_bases.is_empty() && self.population_bases.iter().all(names);
        let by_source = self.sources.is_empty() || self.sources.iter().any(|one| one == source);
        by_source && (by_base || self.indicators.contains(&indicator.slug))
    }

    /// Whether it lies between two periods that follow each other in a series.
    pub fn parts(&self, before: Period, after: Period) -> bool {
        before.start() < self.from.start() && self.from.start() <= after.start()
    }
}

/// The breaks that lie within a series, in order of time.
pub fn within(indicator: &Indicator, series: &SeriesOf) -> Vec<&'static Break> {
    let known: Vec<Period> = series
        .values
        .iter()
        .filter(|one| one.number.is_some())
        .map(|one| one.period)
        .collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return Vec::new();
    };
    let mut found: Vec<&Break> = BREAKS
        .iter()
        .filter(|one| one.applies(indicator, &series.source.slug) && one.parts(*first, *last))
        .collect();
    found.sort_by_key(|one| one.from);
    found
}

/// Whether the series is parted between two of its values.
pub fn is_parted(breaks: &[&Break], before: &Value, after: &Value) -> bool {
    let is_flagged = after.status.has(Flag::Break);
    is_flagged
        || breaks
            .iter()
            .any(|one| one.is_confirmed && one.parts(before.period, after.period))
}

/// The values from the last break on: those that may be compared with the newest.
pub fn since<'a>(indicator: &Indicator, series: &'a SeriesOf) -> &'a [Value] {
    let breaks = within(indicator, series);
    let last = series
        .values
        .windows(2)
        .rposition(|pair| is_parted(&breaks, &pair[0], &pair[1]));
    series
        .values
        .get(last.map_or(0, |place| place + 1)..)
        .unwrap_or_default()
}

/// Values for a small curve, parted at each break by a gap.
pub fn curve(indicator: &Indicator, series: &SeriesOf) -> Vec<Option<f64>> {
    let breaks = within(indicator, series);
    let mut curve = Vec::with_capacity(series.values.len());
    let mut before: Option<&Value> = None;
    for value in &series.values {
        if before.is_some_and(|before| is_parted(&breaks, before, value)) {
            curve.push(None);
        }
        curve.push(value.number.map(|number| number.value));
        before = Some(value);
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_break_that_ships_is_complete_and_names_known_indicators() {
        #[derive(Deserialize)]
        struct File {
            #[serde(rename = "break")]
            breaks: Vec<Break>,
        }
        let file: File = toml::from_str(TEXT).expect("data/breaks/breaks.toml");
        assert_eq!(file.breaks.len(), BREAKS.len());
        let catalogue = [
            include_str!("../../../../data/indicators/catalogue.toml"),
            include_str!("../../../../data/indicators/further.toml"),
        ];
        for one in &file.breaks {
            assert!(
                !one.source.is_empty() && !one.title.de.is_empty() && !one.text.en.is_empty(),
                "{}",
                one.id
            );
            assert!(
                !one.indicators.is_empty() || one.population_bases.len() == 2,
                "{} applies to nothing",
                one.id
            );
            for slug in one.indicators.iter().filter(|_| one.is_confirmed) {
                let line = format!("slug = \"{slug}\"");
                assert!(catalogue.iter().any(|file| file.contains(&line)), "{}: {slug}", one.id);
            }
        }
    }

    #[test]
    fn a_break_lies_between_the_last_value_before_and_the_first_after() {
        let census = BREAKS.iter().find(|one| one.id == "census-2011").expect("the census");
        let year = |year| Period::year(year).expect("a year");
        assert!(census.parts(year(2010), year(2011)) && census.parts(year(2005), year(2020)));
        assert!(!census.parts(year(2011), year(2012)) && !census.parts(year(2009), year(2010)));
    }
}
