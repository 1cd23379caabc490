//! Attributes of a part of the data: rows that name some dimensions, no observation, and what holds for all observations of that part.

use std::collections::HashMap;

use super::{layout::Layout, message::Stated};
use crate::FileError;

/// Most rows of this kind in a message.
const MOST: usize = 100_000;
/// Most different sets of dimensions that such rows name.
const MOST_PATTERNS: usize = 32;

/// The places of some dimensions, and the attributes for each choice of their codes.
type Pattern = (Vec<usize>, HashMap<Vec<String>, Attributes>);

/// What holds for parts of the data.
#[derive(Debug, Default)]
pub(super) struct Partial {
    /// For each set of dimensions: their codes, and the attributes with their texts.
    patterns: Vec<Pattern>,
    n_rows: u32,
}

type Attributes = Vec<(usize, String, String)>;

/// Whether a row is about a part of the data and no observation: no value, and no territory or period.
pub(super) fn is_partial(stated: &Stated, layout: &Layout) -> bool {
    let is_blank = |index: usize| matches!(stated.texts[index].as_str(), "" | "~");
    let is_keyless = [layout.area, layout.time].into_iter().flatten().any(is_blank);
    is_keyless && layout.values.iter().all(|index| stated.texts[*index].is_empty())
}

impl Partial {
    /// How many rows there are.
    pub(super) fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// Remembers what a row says.
    pub(super) fn add(&mut self, stated: &Stated, layout: &Layout) -> Result<(), FileError> {
        self.n_rows += 1;
        if MOST < self.n_rows as usize {
            return Err(FileError::OwnLayout(format!(
                "more than {MOST} rows hold attributes and no observation; give the attributes with the observations"
            )));
        }
        let dimensions: Vec<usize> = layout.dimensions().collect();
        let named: Vec<usize> = dimensions
            .iter()
            .copied()
            .filter(|index| !matches!(stated.texts[*index].as_str(), "" | "~"))
            .collect();
        let codes = named.iter().map(|index| stated.texts[*index].clone()).collect();
        let attributes: Attributes = (0..stated.texts.len())
            .filter(|index| !dimensions.contains(index) && !stated.texts[*index].is_empty())
            .map(|index| (index, stated.texts[index].clone(), stated.labels[index].clone()))
            .collect();
        let place = match self.patterns.iter().position(|(known, _)| *known == named) {
            Some(place) => place,
            None if self.patterns.len() < MOST_PATTERNS => {
                self.patterns.push((named, HashMap::new()));
                self.patterns.len() - 1
            }
            None => {
                return Err(FileError::OwnLayout(format!(
                    "attributes are given for more than {MOST_PATTERNS} different sets of dimensions; give them with the observations"
                )));
            }
        };
        self.patterns[place].1.entry(codes).or_default().extend(attributes);
        Ok(())
    }

    /// Fills in what holds for the observation's part and what it does not say itself; the closest part counts.
    pub(super) fn complete(&self, stated: &mut Stated) {
        let mut by_closeness: Vec<&Pattern> = self.patterns.iter().collect();
        by_closeness.sort_by_key(|(named, _)| std::cmp::Reverse(named.len()));
        for (named, parts) in by_closeness {
            let codes: Vec<String> = named.iter().map(|index| stated.texts[*index].clone()).collect();
            for (index, text, label) in parts.get(&codes).into_iter().flatten() {
                if stated.texts[*index].is_empty() {
                    stated.set(*index, text, label);
                }
            }
        }
    }
}
