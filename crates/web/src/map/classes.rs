//! Classes of values for a map: of equal steps, or of about as many areas each.
//!
//! Values are divided as they are shown, rounded: what reads alike never falls into two classes, and no two classes share a bound. Bounds are
//! values that occur, so that every legend can be checked against the table. A class without a single value is left out.

use crate::{format, language::Language};

/// More shades of one colour than this cannot be told apart.
pub const MOST_CLASSES: usize = 5;

/// How values are divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Division {
    /// About as many areas in each class.
    #[default]
    Quantiles,
    /// Steps of the same height from the smallest to the greatest value.
    EqualSteps,
}

impl Division {
    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quantiles => "quantiles",
            Self::EqualSteps => "equal",
        }
    }

    /// The division with this word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Quantiles, Self::EqualSteps]
            .into_iter()
            .find(|one| one.as_str() == word)
    }
}

/// Values in classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    /// Smallest and greatest value of each class, from the lowest class, as they are shown.
    spans: Vec<(f64, f64)>,
    /// With how many digits after the decimal sign values are shown.
    decimals: u8,
}

impl Classes {
    /// Divides values that are shown with `decimals` into at most `n` classes. Values that are no numbers are passed over.
    ///
    /// ```
    /// use web::map::{Classes, Division};
    /// let classes = Classes::of(&[1.0, 2.0, 2.0, 3.0, 10.0], 2, Division::EqualSteps, 0);
    /// assert_eq!((classes.of_value(3.0), classes.of_value(10.0)), (Some(0), Some(1)));
    /// ```
    pub fn of(values: &[f64], n: usize, division: Division, decimals: u8) -> Self {
        let finite = values.iter().copied().filter(|value| value.is_finite());
        let mut sorted: Vec<f64> = finite.map(|value| as_shown(value, decimals)).collect();
        sorted.sort_by(f64::total_cmp);
        let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else {
            let spans = Vec::new();
            return Self { spans, decimals };
        };
        let n = n.clamp(1, MOST_CLASSES);
        let class = |rank: usize, value: f64| match division {
            Division::Quantiles => rank * n / sorted.len(),
            Division::EqualSteps if least < greatest => {
                let step = ((value - least) / (greatest - least) * n as f64).ceil() as usize;
                step.saturating_sub(1)
            }
            Division::EqualSteps => 0,
        };
        let mut spans: Vec<(usize, (f64, f64))> = Vec::new();
        let mut rank = 0;
        for equal in sorted.chunk_by(|a, b| a == b) {
            // The middle of equal values decides for all of them.
            let class = class(rank + equal.len() / 2, equal[0]);
            rank += equal.len();
            match spans.last_mut() {
                Some((known, (_, until))) if *known == class => *until = equal[0],
                _ => spans.push((class, (equal[0], equal[0]))),
            }
        }
        Self {
            spans: spans.into_iter().map(|(_, span)| span).collect(),
            decimals,
        }
    }

    /// The class of a value, from 0; `None` for a value that was not among the divided ones and lies between or beyond the classes.
    pub fn of_value(&self, value: f64) -> Option<usize> {
        let value = as_shown(value, self.decimals);
        self.spans
            .iter()
            .position(|(from, until)| (*from..=*until).contains(&value))
    }

    /// The words of the classes: `3,1 bis 4,5`, in the spelling of a language, joined by `to`.
    pub fn labels(&self, language: Language, to: &str) -> Vec<String> {
        let number = |value: f64| format::rounded(language, value, self.decimals);
        let label = |(from, until): &(f64, f64)| match (number(*from), number(*until)) {
            (from, until) if from == until => from,
            (from, until) => format!("{from} {to} {until}"),
        };
        self.spans.iter().map(label).collect()
    }
}

/// A value as a reader sees it.
fn as_shown(value: f64, decimals: u8) -> f64 {
    let text = figures::number::rounded(value, decimals);
    text.parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_hold_about_as_many_values_and_never_part_equal_ones() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let classes = Classes::of(&values, 5, Division::Quantiles, 0);
        let counts: Vec<usize> = (0..5)
            .map(|n| {
                values
                    .iter()
                    .filter(|value| classes.of_value(**value) == Some(n))
                    .count()
            })
            .collect();
        assert_eq!(counts, [20; 5]);
        let ties = [vec![0.0; 90], vec![1.0, 2.0, 3.0]].concat();
        let classes = Classes::of(&ties, 5, Division::Quantiles, 0);
        assert_eq!(classes.of_value(0.0), Some(0));
        assert!(ties.iter().all(|value| classes.of_value(*value).is_some()));
    }

    #[test]
    fn few_and_odd_values_have_classes_too() {
        assert_eq!(
            Classes::of(&[], 5, Division::Quantiles, 1).labels(Language::De, "bis"),
            Vec::<String>::new()
        );
        assert_eq!(
            Classes::of(&[2.5], 5, Division::EqualSteps, 1).labels(Language::De, "bis"),
            ["2,5"]
        );
        let classes = Classes::of(&[f64::NAN, 1.0, f64::INFINITY, 4.0], 3, Division::EqualSteps, 0);
        assert_eq!(classes.labels(Language::En, "to"), ["1", "4"]);
        assert_eq!(classes.of_value(2.0), None);
    }

    #[test]
    fn no_two_classes_share_a_bound_as_it_is_read() {
        let values = [1.12, 2.0, 4.68, 4.71, 4.74, 5.2, 5.66];
        for division in [Division::Quantiles, Division::EqualSteps] {
            for n in 1..=MOST_CLASSES {
                let classes = Classes::of(&values, n, division, 1);
                let labels = classes.labels(Language::De, "bis");
                let bounds: Vec<&str> = labels.iter().flat_map(|label| label.split(" bis ")).collect();
                let different: std::collections::BTreeSet<&&str> = bounds.iter().collect();
                assert_eq!(bounds.len(), different.len(), "{labels:?}");
                assert_eq!(classes.of_value(4.68), classes.of_value(4.74), "both read 4,7");
                assert!(values.iter().all(|value| classes.of_value(*value).is_some()));
            }
        }
    }
}
