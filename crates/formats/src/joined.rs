//! Several files or tables as one delivery: the head names the indicators of all, then the rows of one part follow those of the other.
//!
//! For deliveries that are archives: data packages, folders of SDMX messages. Each part becomes a sheet and is gone through twice,
//! because the head comes before the rows and no part is held as rows in memory. A part that cannot be read is named and left out; only
//! when none can be read is the delivery refused.

use crate::{DeliveryHead, Event, FileError, SkippedKind, event::shortened};

/// The parts of a delivery.
pub(crate) trait Parts {
    /// Their names, in order.
    fn names(&self) -> Vec<String>;

    /// Reads a part.
    fn read(&mut self, index: usize, sink: &mut dyn FnMut(Event)) -> Result<(), FileError>;

    /// How many lines a part has that cannot be read.
    fn n_lines(&mut self, index: usize) -> Result<u32, FileError>;
}

/// Tells the rows of all parts that can be read. `kind` is what a part is called in the report.
pub(crate) fn tell(
    parts: &mut dyn Parts,
    kind: &str,
    mut head: DeliveryHead,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let names = parts.names();
    let mut readable: Vec<Option<usize>> = Vec::new();
    let mut first_error = None;
    for (index, name) in names.iter().enumerate() {
        let mut found = None;
        let outcome = parts.read(index, &mut |event| {
            if let Event::Delivery(told) = event {
                found = Some(*told);
            }
        });
        match (outcome, found) {
            (Ok(()), Some(told)) => {
                readable.push(Some(head.indicators.len()));
                complete(&mut head, told, name, 1 < names.len());
            }
            (Err(error), _) => {
                let why = format!("not read: {}", shortened(&error.to_string()));
                head.detected.push((format!("{kind} {name}"), why));
                readable.push(None);
                first_error = first_error.or(Some(error));
            }
            (Ok(()), None) => readable.push(None),
        }
    }
    if readable.iter().all(Option::is_none) {
        return Err(first_error.unwrap_or(FileError::NoData));
    }
    head.sheets = names;
    sink(Event::Delivery(Box::new(head)));
    let (mut n_territories, mut n_sets) = (0, 0);
    for (index, first_indicator) in readable.into_iter().enumerate() {
        let sheet = u16::try_from(index).unwrap_or(u16::MAX);
        let Some(first_indicator) = first_indicator else {
            let n_lines = parts.n_lines(index)?;
            if 0 < n_lines {
                sink(Event::Skipped {
                    kind: SkippedKind::OtherSheet,
                    n_lines,
                });
            }
            continue;
        };
        let (territories_before, sets_before) = (n_territories, n_sets);
        parts.read(index, &mut |event| match event {
            Event::Delivery(_) => {}
            Event::Territory(mut text) => {
                n_territories += 1;
                text.place.sheet = sheet;
                sink(Event::Territory(text));
            }
            Event::Dimensions(set) => {
                n_sets += 1;
                sink(Event::Dimensions(set));
            }
            Event::Row(mut row) => {
                row.place.sheet = sheet;
                row.indicator += first_indicator as u32;
                row.territory += territories_before;
                if row.dimensions != 0 {
                    row.dimensions += sets_before;
                }
                sink(Event::Row(row));
            }
            Event::Note { mut place, note } => {
                place.sheet = sheet;
                sink(Event::Note { place, note });
            }
            other => sink(other),
        })?;
    }
    Ok(())
}

/// Takes over what a part says: its indicators, and what the whole has left open.
fn complete(head: &mut DeliveryHead, told: DeliveryHead, part: &str, is_one_of_several: bool) {
    for mut indicator in told.indicators {
        // A part that names no indicator is about what it is called.
        if indicator.name.is_empty() && is_one_of_several {
            part.clone_into(&mut indicator.name);
        }
        head.indicators.push(indicator);
    }
    for words in told.words {
        if !head.words.contains(&words) {
            head.words.push(words);
        }
    }
    let prefer = |place: &mut Option<String>, said: Option<String>| {
        if said.is_some() {
            *place = said;
        }
    };
    prefer(&mut head.provider, told.provider);
    prefer(&mut head.source_slug, told.source_slug);
    prefer(&mut head.title, told.title);
    prefer(&mut head.source_note, told.source_note);
    prefer(&mut head.licence, told.licence);
    prefer(&mut head.dataset_uri, told.dataset_uri);
    prefer(&mut head.edition, told.edition);
    // Of several data states the newest is the one that all parts were known on.
    head.known_on = head.known_on.max(told.known_on);
    head.is_internal |= told.is_internal;
    head.area_state = told.area_state.or(head.area_state);
    head.detected
        .extend(told.detected.into_iter().map(|(name, value)| match is_one_of_several {
            true if name != "decimal sign" => (format!("{part}: {name}"), value),
            _ => (name, value),
        }));
}
