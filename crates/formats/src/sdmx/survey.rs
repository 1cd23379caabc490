//! The first pass over a message: what has to be known of all observations before the first is told.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry},
};

use figures::{number::DecimalSign, source::AreaState};
use jiff::civil::Date;

use super::{
    areas::{self, Numbers},
    concepts::{self, Own},
    layout::Layout,
    message::{Message, Stated},
    own,
    partial::{self, Partial},
    times, units, values,
};
use crate::{CodeWords, DeliveryHead, FileError, IndicatorHead, Names, Place, event::shortened, table::Mapping};

/// More indicators than this are no message of figures but a mistaken component.
const MOST_INDICATORS: usize = 50_000;

/// More codes than this of one breakdown are shown without words.
const MOST_WORDS: usize = 10_000;

/// What is known of a message after its first pass.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) heads: Vec<IndicatorHead>,
    /// Indicator, unit and measure of each of the heads.
    by_key: HashMap<IndicatorKey, u32>,
    pub(super) sign: Option<DecimalSign>,
    pub(super) numbers: Numbers,
    pub(super) partial: Partial,
    pub(super) n_observations: u64,
    /// How often each power of ten occurs.
    multipliers: BTreeMap<String, u64>,
    /// How often each code of a status occurs that has no place among our flags.
    other_flags: BTreeMap<String, u64>,
    /// What our own structure says, with all texts that occur.
    own: BTreeMap<&'static str, BTreeSet<String>>,
    structures: BTreeMap<String, String>,
    /// Whether values of our own structure are released, and whether some are not.
    is_free: [bool; 2],
    /// What concepts and codes of breakdowns are called.
    words: Vec<CodeWords>,
    /// The newest day on which the publisher changed the data.
    pub(super) updated: Option<Date>,
}

/// By what an indicator is told from another: its code, its unit, the measure.
type IndicatorKey = (String, String, usize);

impl Survey {
    /// Goes through the message.
    pub(super) fn take(message: &mut dyn Message, layout: &Layout, mapping: &Mapping) -> Result<Self, FileError> {
        let mut survey = Self::default();
        let about = message.about();
        let (separator, mut sign) = (about.separator, about.sign);
        let columns: Vec<u32> = message.components().iter().map(|component| component.column).collect();
        message.each(&mut |stated| {
            if partial::is_partial(stated, layout) && !stated.is_deletion {
                survey.partial.add(stated, layout)?;
            }
            Ok(true)
        })?;
        let measures: Vec<String> = message.components().iter().map(|one| one.concept.clone()).collect();
        let (mut n_comma, mut n_point) = (0_u64, 0_u64);
        let mut has_country_number = false;
        let mut agencies: BTreeSet<String> = BTreeSet::new();
        let mut bare: HashMap<IndicatorKey, (String, Place)> = HashMap::new();
        let mut order: Vec<IndicatorKey> = Vec::new();
        let mut words: HashMap<usize, BTreeMap<String, (String, String)>> = HashMap::new();
        let mut unit_labels: HashMap<String, String> = HashMap::new();
        message.each(&mut |stated| {
            if partial::is_partial(stated, layout) {
                return Ok(true);
            }
            survey.partial.complete(stated);
            survey.n_observations += 1;
            survey.note(stated, layout, separator);
            if !survey.structures.contains_key(&stated.structure) && survey.structures.len() < 100 {
                let agency = stated.structure.split(':').next().unwrap_or_default();
                agencies.insert(agency.to_owned());
                survey.structures.insert(stated.structure.clone(), stated.structure_name.clone());
            }
            if let Some(area) = layout.area {
                has_country_number |= areas::is_country_number(&stated.texts[area]);
            }
            for (index, concept) in &layout.breakdowns {
                let (code, label) = (stated.texts[*index].trim(), &stated.labels[*index]);
                let is_named = !label.is_empty() && concepts::code(concept, code, label).is_some();
                let known = words.entry(*index).or_default();
                if is_named && !known.contains_key(code) && known.len() < MOST_WORDS {
                    known.insert(code.to_owned(), (stated.structure.clone(), label.clone()));
                }
            }
            if let Some(unit) = layout.unit
                && !stated.labels[unit].is_empty()
                && !unit_labels.contains_key(stated.texts[unit].trim())
                && unit_labels.len() < MOST_WORDS
            {
                unit_labels.insert(stated.texts[unit].trim().to_owned(), stated.labels[unit].clone());
            }
            for index in &layout.values {
                let text = &stated.texts[*index];
                n_comma += u64::from(text.contains(','));
                n_point += u64::from(text.contains('.'));
                let key = key(stated, layout, *index);
                if let Entry::Vacant(entry) = bare.entry(key) {
                    if MOST_INDICATORS <= order.len() {
                        return Err(FileError::OwnLayout(format!(
                            "the message has more than {MOST_INDICATORS} indicators; name the right component in a mapping"
                        )));
                    }
                    let place = Place {
                        sheet: 0,
                        row: stated.row,
                        column: columns[layout.indicator.unwrap_or(*index)],
                    };
                    let label = layout.indicator.map_or_else(
                        || stated.structure_name.clone(),
                        |indicator| stated.labels[indicator].clone(),
                    );
                    order.push(entry.key().clone());
                    entry.insert((label, place));
                }
            }
            Ok(true)
        })?;
        if survey.n_observations == 0 {
            return Err(FileError::NoData);
        }
        if sign.is_none() {
            sign = Some(if n_point < n_comma {
                DecimalSign::Comma
            } else {
                DecimalSign::Point
            });
        }
        survey.sign = sign.or(mapping.decimal_sign);
        let is_international = agencies.iter().any(|agency| areas::is_international(agency));
        survey.numbers = match !layout.is_own && (has_country_number || is_international) {
            true => Numbers::World,
            false => Numbers::German,
        };
        survey.name(&order, &bare, &measures, &unit_labels, layout, mapping);
        survey.words = in_words(message, layout, &words);
        Ok(survey)
    }

    fn note(&mut self, stated: &Stated, layout: &Layout, separator: Option<char>) {
        if let Some(index) = layout.updated {
            self.updated = self.updated.max(times::updated(&stated.texts[index]));
        }
        if let Some(index) = layout.multiplier {
            let text = stated.texts[index].trim();
            if !matches!(text, "" | "0" | "_Z" | "_X") && self.multipliers.len() < 100 {
                *self.multipliers.entry(text.to_owned()).or_default() += 1;
            }
        }
        for index in &layout.statuses {
            if matches!(stated.texts[*index].as_str(), "" | "A") {
                continue;
            }
            for code in values::flags(&stated.texts[*index], separator).others {
                if self.other_flags.len() < 100 || self.other_flags.contains_key(&code) {
                    *self.other_flags.entry(code).or_default() += 1;
                }
            }
        }
        if let Some(index) = layout.confidentiality.filter(|_| layout.is_own) {
            self.is_free[usize::from(stated.texts[index] == own::INTERNAL)] = true;
        }
        for (own, index) in &layout.own {
            let texts = self.own.entry(word(*own)).or_default();
            if texts.len() < 3 && !texts.contains(&stated.texts[*index]) {
                texts.insert(stated.texts[*index].clone());
            }
        }
    }

    /// Names the indicators: by code, and by unit or measure as well where one code has several.
    fn name(
        &mut self,
        order: &[IndicatorKey],
        labels: &HashMap<IndicatorKey, (String, Place)>,
        concepts: &[String],
        unit_labels: &HashMap<String, String>,
        layout: &Layout,
        mapping: &Mapping,
    ) {
        let mut n_units: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for (code, unit, _) in order {
            n_units.entry(code).or_default().insert(unit);
        }
        for key @ (code, unit, measure) in order {
            let (label, place) = labels.get(key).cloned().unwrap_or_default();
            let mut name = match &mapping.indicator {
                Some(name) if layout.indicator.is_none() => name.clone(),
                _ => code.clone(),
            };
            if 1 < layout.values.len() {
                name = format!("{name} {}", concepts[*measure]).trim().to_owned();
            }
            if !layout.is_own && n_units.get(code.as_str()).is_some_and(|units| 1 < units.len()) && !unit.is_empty() {
                name = format!("{name} ({unit})");
            }
            self.by_key.insert(key.clone(), self.heads.len() as u32);
            // Messages with names in place of codes.
            let is_words = unit.contains(char::is_lowercase) && unit.contains(' ');
            self.heads.push(IndicatorHead {
                name,
                long_name: Some(label).filter(|label| !label.is_empty()),
                unit: mapping
                    .unit
                    .or_else(|| units::unit(unit))
                    .or_else(|| crate::units::unit(unit_labels.get(unit).or(is_words.then_some(unit))?)),
                unit_text: Some(unit_labels.get(unit).unwrap_or(unit).clone()).filter(|unit| !unit.is_empty()),
                place,
                ..IndicatorHead::default()
            });
        }
    }

    /// The indicator of an observation's measure.
    pub(super) fn indicator(&self, stated: &Stated, layout: &Layout, measure: usize) -> u32 {
        self.by_key.get(&key(stated, layout, measure)).copied().unwrap_or(0)
    }

    /// Tells the head of the delivery what the message says.
    pub(super) fn complete(&self, head: &mut DeliveryHead, layout: &Layout) -> Result<(), FileError> {
        head.indicators.clone_from(&self.heads);
        head.words.clone_from(&self.words);
        let sign = self.sign.unwrap_or(DecimalSign::Point).character().to_string();
        head.detected.push(("decimal sign".to_owned(), sign));
        head.detected
            .push(("observations".to_owned(), self.n_observations.to_string()));
        if !layout.is_own {
            let names: Vec<String> = self.structures.keys().map(|name| shortened(name)).collect();
            head.detected.push(("structure".to_owned(), names.join(", ")));
            head.title = self.structures.values().find(|name| !name.is_empty()).cloned();
            if self.numbers == Numbers::World {
                head.detected
                    .push(("numbers of territories".to_owned(), "ISO 3166 and UN M49".to_owned()));
            }
        }
        for (power, n_values) in &self.multipliers {
            head.detected.push((
                format!("UNIT_MULT {}", shortened(power)),
                format!("{n_values} values multiplied by 10^{}", shortened(power)),
            ));
        }
        for (code, n_values) in &self.other_flags {
            head.detected.push((
                format!("OBS_STATUS {}", shortened(code)),
                format!("{n_values} values, kept as a remark"),
            ));
        }
        if layout.is_own {
            self.complete_own(head, layout)
        } else {
            Ok(())
        }
    }

    fn complete_own(&self, head: &mut DeliveryHead, layout: &Layout) -> Result<(), FileError> {
        for (own, what) in [
            (Own::Source, "sources"),
            (Own::AreaState, "area states"),
            (Own::KnownOn, "data states"),
        ] {
            let texts = self.own.get(word(own)).into_iter().flatten();
            let names: Vec<&str> = texts.map(String::as_str).collect();
            if 1 < names.len() {
                return Err(FileError::OwnLayout(format!(
                    "the file holds several {what} ({}), and one delivery has one; export them apart",
                    names.join(", ")
                )));
            }
        }
        let said = |own: Own| {
            let mut texts = self.own.get(word(own)).into_iter().flatten();
            texts
                .rfind(|text| !text.is_empty())
                .map(|text| layout.plain(text).to_owned())
        };
        if self.is_free == [true, true] {
            return Err(FileError::OwnLayout(
                "the file holds several visibilities (free and not for publication), and one delivery has one; export them apart".to_owned(),
            ));
        }
        head.is_internal = self.is_free[1];
        head.source_slug = said(Own::Source);
        head.provider = said(Own::Provider);
        head.title = said(Own::Title);
        head.source_note = said(Own::Note);
        head.licence = said(Own::Licence);
        head.dataset_uri = said(Own::DatasetUri);
        head.edition = said(Own::Edition);
        head.area_state = match said(Own::AreaState) {
            Some(text) => Some(area_state(&text).ok_or_else(|| {
                FileError::OwnLayout(format!(
                    "AREA_STATE \"{}\" is not known; use _U, DAY or a day",
                    shortened(&text)
                ))
            })?),
            None => None,
        };
        head.known_on = match said(Own::KnownOn) {
            Some(text) => Some(text.parse::<Date>().map_err(|_| {
                FileError::OwnLayout(format!(
                    "KNOWN_ON \"{}\" is not a day such as 2024-12-31",
                    shortened(&text)
                ))
            })?),
            None => None,
        };
        Ok(())
    }
}

fn key(stated: &Stated, layout: &Layout, measure: usize) -> IndicatorKey {
    let text = |index: Option<usize>| index.map_or("", |index| stated.texts[index].trim());
    let code = match layout.indicator {
        Some(index) => stated.texts[index].trim(),
        None => flow(&stated.structure),
    };
    // Our own units are those of the catalogue, so that they never tell indicators apart.
    let unit = text(layout.unit);
    (code.to_owned(), unit.to_owned(), measure)
}

/// What the breakdowns that occur and their codes are called, in all languages that are known.
fn in_words(
    message: &dyn Message,
    layout: &Layout,
    found: &HashMap<usize, BTreeMap<String, (String, String)>>,
) -> Vec<CodeWords> {
    let mut words = Vec::new();
    for (index, concept) in &layout.breakdowns {
        let names = &message.components()[*index].names;
        if !names.is_empty() {
            words.push(CodeWords {
                concept: concept.clone(),
                code: String::new(),
                names: names.clone(),
            });
        }
        for (code, (structure, label)) in found.get(index).into_iter().flatten() {
            let names = message.names(structure, *index, code);
            words.push(CodeWords {
                concept: concept.clone(),
                code: concepts::code(concept, code, label).map_or_else(|| code.clone(), Cow::into_owned),
                names: names.unwrap_or_else(|| Names::from([(String::new(), label.clone())])),
            });
        }
    }
    words
}

/// The identifier within `AGENCY:ID(VERSION)`.
fn flow(structure: &str) -> &str {
    let id = structure.split_once(':').map_or(structure, |(_, id)| id);
    id.split('(').next().unwrap_or(id)
}

const fn word(own: Own) -> &'static str {
    match own {
        Own::Source => "source",
        Own::AreaState => "area state",
        Own::KnownOn => "known on",
        Own::Edition => "edition",
        Own::Provider => "provider",
        Own::Title => "title",
        Own::Note => "note",
        Own::Licence => "licence",
        Own::DatasetUri => "data set",
        Own::Changes => "changes",
    }
}

/// The code of an area state in our own structure.
pub(super) fn area_state_code(state: AreaState) -> String {
    match state {
        AreaState::Unstated => "_U".to_owned(),
        AreaState::OfItsDay => "DAY".to_owned(),
        AreaState::RecomputedTo(day) => day.to_string(),
    }
}

fn area_state(code: &str) -> Option<AreaState> {
    match code {
        "_U" => Some(AreaState::Unstated),
        "DAY" => Some(AreaState::OfItsDay),
        day => day.parse().ok().map(AreaState::RecomputedTo),
    }
}
