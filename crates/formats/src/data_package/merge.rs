//! The tables of a package as one delivery: which of them are our own, and how each is read.

use super::resource::Resource;
use crate::{
    DeliveryHead, Event, FileError, ReadOptions, joined, observations, open_sdg,
    table::{
        self,
        source::{Source, TypedCell},
    },
};

/// Tells the rows of all resources that are tables of figures.
pub(super) fn tell(
    resources: &mut [Resource],
    head: DeliveryHead,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Event),
) -> Result<(), FileError> {
    let title = head.title.clone().filter(|_| resources.len() == 1);
    let mut tables = Tables {
        resources,
        options,
        title,
    };
    joined::tell(&mut tables, "resource", head, sink)
}

struct Tables<'a> {
    resources: &'a mut [Resource],
    options: &'a ReadOptions,
    /// What the package is called, where it is one table.
    title: Option<String>,
}

impl joined::Parts for Tables<'_> {
    fn names(&self) -> Vec<String> {
        self.resources.iter().map(|resource| resource.name.clone()).collect()
    }

    fn read(&mut self, index: usize, sink: &mut dyn FnMut(Event)) -> Result<(), FileError> {
        let resource = &mut self.resources[index];
        let title = resource.title.clone().or_else(|| self.title.clone());
        read(resource, self.options, &mut |event| match event {
            Event::Delivery(mut head) => {
                let nameless = head.indicators.iter_mut().filter(|head| head.name.is_empty());
                if let Some(title) = &title {
                    // Builders of Open SDG name a package by its indicator, with hyphens as in file names.
                    let name = open_sdg::number_of(title).unwrap_or_else(|| title.clone());
                    for (nth, head) in nameless.enumerate() {
                        // One name with a second unit is a second indicator.
                        head.name = match &head.unit_text {
                            Some(unit) if 0 < nth => format!("{name} ({unit})"),
                            _ => name.clone(),
                        };
                    }
                }
                sink(Event::Delivery(head));
            }
            other => sink(other),
        })
    }

    fn n_lines(&mut self, index: usize) -> Result<u32, FileError> {
        let mut n_lines = 0;
        if let Ok(table) = self.resources[index].table() {
            table.each(&mut |_, _| {
                n_lines += 1;
                Ok(true)
            })?;
        }
        Ok(n_lines)
    }
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
        true => observations::tell(&mut Source::typed(table), head, sink),
        false => table::read_typed(table, head, options, sink),
    }
}
