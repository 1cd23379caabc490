//! Several tables as one delivery: the head names the indicators of all, then the rows of one table follow those of the other.
//!
//! Each table is gone through twice, because the head comes before the rows and no table is held as rows in memory.

use super::resource::Resource;
use crate::{
    DeliveryHead, Event, FileError, ReadOptions, SkippedKind,
    event::shortened,
    observations,
    table::{
        self,
        source::{Source, TypedCell},
    },
};

/// Tells the rows of all resources that are tables of figures.
pub(super) fn tell(
    resources: &mut [Resource],
    mut head: DeliveryHead,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let mut readable: Vec<Option<usize>> = Vec::new();
    let mut first_error = None;
    let n_resources = resources.len();
    for resource in resources.iter_mut() {
        let mut found = None;
        let outcome = read(resource, options, &mut |event| {
            if let Event::Delivery(told) = event {
                found = Some(*told);
            }
        });
        match (outcome, found) {
            (Ok(()), Some(told)) => {
                readable.push(Some(head.indicators.len()));
                complete(&mut head, told, &resource.name, 1 < n_resources);
            }
            (Err(error), _) => {
                let name = format!("resource {}", resource.name);
                head.detected
                    .push((name, format!("not read: {}", shortened(&error.to_string()))));
                readable.push(None);
                first_error = first_error.or(Some(error));
            }
            (Ok(()), None) => readable.push(None),
        }
    }
    if readable.iter().all(Option::is_none) {
        return Err(first_error.unwrap_or(FileError::NoData));
    }
    sink(Event::Delivery(Box::new(head)));
    let (mut n_territories, mut n_sets) = (0, 0);
    for (sheet, (resource, first_indicator)) in resources.iter_mut().zip(readable).enumerate() {
        let sheet = u16::try_from(sheet).unwrap_or(u16::MAX);
        let Some(first_indicator) = first_indicator else {
            let n_lines = count(resource)?;
            if 0 < n_lines {
                sink(Event::Skipped {
                    kind: SkippedKind::OtherSheet,
                    n_lines,
                });
            }
            continue;
        };
        let (territories_before, sets_before) = (n_territories, n_sets);
        read(resource, options, &mut |event| match event {
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
            other => sink(other),
        })?;
    }
    Ok(())
}

fn read(resource: &mut Resource, options: &ReadOptions, sink: &mut dyn FnMut(Event)) -> Result<(), FileError> {
    let head = DeliveryHead::default();
    let table = resource.table()?;
    let mut is_ours = false;
    table.each(&mut |_, cells| {
        is_ours = observations::is_ours(cells.iter().map(|cell| match cell {
            TypedCell::Text(text) => text.as_str(),
            _ => "",
        }));
        Ok(false)
    })?;
    resource.is_ours = is_ours;
    let table = resource.table()?;
    match is_ours {
        true => observations::tell(
            &mut Source::Typed {
                table,
                last_row: u32::MAX,
            },
            head,
            sink,
        ),
        false => table::read_typed(table, head, options, sink),
    }
}

/// Takes over what the table says: its indicators, and what the package has left open.
fn complete(head: &mut DeliveryHead, told: DeliveryHead, resource: &str, is_one_of_several: bool) {
    for mut indicator in told.indicators {
        // A table that names no indicator is about what its resource is called.
        if indicator.name.is_empty() && is_one_of_several {
            resource.clone_into(&mut indicator.name);
        }
        head.indicators.push(indicator);
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
    head.known_on = told.known_on.or(head.known_on);
    head.area_state = told.area_state.or(head.area_state);
    head.detected
        .extend(told.detected.into_iter().map(|(name, value)| match is_one_of_several {
            true if name != "decimal sign" => (format!("{resource}: {name}"), value),
            _ => (name, value),
        }));
}

fn count(resource: &mut Resource) -> Result<u32, FileError> {
    let mut n_lines = 0;
    if let Ok(table) = resource.table() {
        table.each(&mut |_, _| {
            n_lines += 1;
            Ok(true)
        })?;
    }
    Ok(n_lines)
}
