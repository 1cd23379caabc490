//! Which component of a message is which part of an observation, decided once before any is read.

use std::collections::BTreeSet;

use super::{
    concepts::{self, Kind, Own, Part},
    message::{Component, Message},
};
use crate::{FileError, csv_out, event::shortened, table::Mapping};

/// The components by their parts; numbers are places within [`super::message::Stated::texts`].
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) is_own: bool,
    /// Whether texts that look like formulas have an apostrophe in front.
    pub(super) is_armed: bool,
    pub(super) frequency: Option<usize>,
    pub(super) indicator: Option<usize>,
    pub(super) area: Option<usize>,
    pub(super) time: Option<usize>,
    pub(super) unit: Option<usize>,
    pub(super) multiplier: Option<usize>,
    pub(super) decimals: Option<usize>,
    pub(super) digits: Option<usize>,
    pub(super) confidentiality: Option<usize>,
    pub(super) values: Vec<usize>,
    pub(super) statuses: Vec<usize>,
    pub(super) remarks: Vec<usize>,
    /// Place and concept of each breakdown.
    pub(super) breakdowns: Vec<(usize, String)>,
    pub(super) own: Vec<(Own, usize)>,
    /// When the publisher changed the data last.
    pub(super) updated: Option<usize>,
    /// Attributes that are kept nowhere.
    pub(super) not_kept: Vec<usize>,
}

impl Layout {
    /// Decides the parts.
    pub(super) fn decide(message: &dyn Message, is_own: bool, mapping: &Mapping) -> Result<Self, FileError> {
        let components = message.components();
        let mut layout = Self {
            is_own,
            is_armed: message.about().is_armed,
            ..Self::default()
        };
        let mut seen = BTreeSet::new();
        for component in components {
            if !seen.insert(component.concept.as_str()) {
                return Err(FileError::OwnLayout(format!(
                    "the component {} stands there twice; delete one of the two columns",
                    shortened(&component.concept)
                )));
            }
        }
        let mut parts: Vec<Part> = components
            .iter()
            .map(|component| concepts::part(component, is_own, mapping))
            .collect();
        // Territories under another name are territories, also where a person says which one the file is about.
        if !is_own && !parts.contains(&Part::Area) {
            let mut named = components.iter().zip(&mut parts);
            let like_area = named.find(|(component, part)| {
                **part == Part::Breakdown && concepts::is_named_like_area(&component.concept)
            });
            if let Some((_, part)) = like_area {
                *part = Part::Area;
            }
        }
        // Several concepts may name what is counted; the likeliest is the indicator, the others are breakdowns.
        let named = parts.iter().position(|part| *part == Part::Indicator);
        let likeliest = || {
            let ranks = components
                .iter()
                .zip(&parts)
                .enumerate()
                .filter_map(|(index, (component, part))| {
                    let rank = concepts::indicator_rank(&component.concept)?;
                    (*part == Part::Breakdown).then_some((rank, index))
                });
            ranks.min().map(|(_, index)| index)
        };
        layout.indicator = named.or_else(|| if is_own { None } else { likeliest() });
        for (index, (component, part)) in components.iter().zip(parts).enumerate() {
            if layout.indicator == Some(index) {
                continue;
            }
            let first = |place: &mut Option<usize>| match place {
                Some(_) => false,
                None => {
                    *place = Some(index);
                    true
                }
            };
            let is_taken = match part {
                Part::Frequency => first(&mut layout.frequency),
                Part::Area => first(&mut layout.area),
                Part::Time => first(&mut layout.time),
                Part::Unit => first(&mut layout.unit),
                Part::Multiplier => first(&mut layout.multiplier),
                Part::Decimals => first(&mut layout.decimals),
                Part::Digits => first(&mut layout.digits),
                Part::Updated => first(&mut layout.updated),
                Part::Confidentiality => first(&mut layout.confidentiality),
                _ => true,
            };
            match part {
                Part::Value => layout.values.push(index),
                Part::Status => layout.statuses.push(index),
                Part::Remark => layout.remarks.push(index),
                Part::Own(own) => layout.own.push((own, index)),
                Part::NotKept => layout.not_kept.push(index),
                Part::Breakdown => layout.breakdowns.push((index, layout.concept_of(component))),
                _ if !is_taken && component.kind == Kind::Attribute => layout.not_kept.push(index),
                _ if !is_taken => layout.breakdowns.push((index, layout.concept_of(component))),
                _ => {}
            }
        }
        let missing = |role, examples| FileError::MissingRole {
            row: 1,
            columns: components
                .iter()
                .take(8)
                .map(|component| shortened(&component.concept))
                .collect::<Vec<_>>()
                .join(", "),
            role,
            examples,
        };
        if layout.values.is_empty() {
            return Err(missing("value", "OBS_VALUE, or name the measure in a mapping"));
        }
        if layout.area.is_none() && mapping.territory.is_none() {
            return Err(missing("territory", "REF_AREA, or name the territory in a mapping"));
        }
        if layout.time.is_none() && mapping.period.is_none() {
            return Err(missing("period", "TIME_PERIOD, or name the period in a mapping"));
        }
        Ok(layout)
    }

    /// A text of our own structure as it was before it was written.
    pub(super) fn plain<'t>(&self, text: &'t str) -> &'t str {
        match self.is_armed {
            true => csv_out::disarmed(text),
            false => text,
        }
    }

    fn concept_of(&self, component: &Component) -> String {
        if self.is_own {
            concepts::read(self.plain(&component.concept)).to_owned()
        } else {
            concepts::breakdown(&component.concept).to_owned()
        }
    }

    /// The places of all dimensions: by their texts a row says which part of the data it is about.
    pub(super) fn dimensions(&self) -> impl Iterator<Item = usize> {
        let single = [self.frequency, self.indicator, self.area, self.time];
        single
            .into_iter()
            .flatten()
            .chain(self.breakdowns.iter().map(|(index, _)| *index))
            .chain(
                self.own
                    .iter()
                    .filter(|(own, _)| matches!(own, Own::Source | Own::AreaState))
                    .map(|(_, index)| *index),
            )
    }

    /// Which components mean what, to be shown.
    pub(super) fn shown(&self, components: &[Component]) -> Vec<(String, String)> {
        let mut shown = Vec::new();
        let name = |index: usize| format!("component {}", shortened(&components[index].concept));
        let single = [
            (self.frequency, "frequency"),
            (self.indicator, "indicator"),
            (self.area, "territory"),
            (self.time, "period"),
            (self.unit, "unit"),
            (self.multiplier, "power of ten"),
            (self.digits, "digits"),
            (self.confidentiality, "confidentiality"),
            (self.updated, "data state"),
        ];
        for (index, word) in single {
            shown.extend(index.map(|index| (name(index), word.to_owned())));
        }
        for (list, word) in [
            (&self.values, "value"),
            (&self.statuses, "status"),
            (&self.remarks, "remark"),
            (&self.not_kept, "not kept"),
        ] {
            shown.extend(list.iter().map(|index| (name(*index), word.to_owned())));
        }
        for (index, concept) in &self.breakdowns {
            shown.push((name(*index), format!("dimension {}", shortened(concept))));
        }
        shown
    }
}
