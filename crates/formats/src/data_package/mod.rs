//! Frictionless data packages, version 1 and 2, in a zip archive: tables with a description of their columns.
//!
//! Follows Data Package, Data Resource, Table Dialect and Table Schema (https://datapackage.org/standard/data-package/). Every tabular
//! resource becomes a sheet of the delivery: CSV and TSV in the archive, also packed by gzip, JSON in the archive or in the description itself. Title,
//! source and licence of the package go into the head of the delivery. What lies elsewhere (addresses) or leads out of the archive is
//! refused by name: a delivery is the file that was delivered. A resource that is no table of figures is named and left out.

mod merge;
mod resource;
mod schema;

use resource::Resource;

use crate::{
    Confidence, DeliveryHead, Event, FileError, Format, Place, ReadOptions, ReadSeek, Sample,
    archive::Archive,
    event::shortened,
    json::{self, Json},
    limits::Limits,
};

/// The name of the description.
const DESCRIPTION: &str = "datapackage.json";
/// More resources than any package of figures has.
const MOST_RESOURCES: usize = 500;

/// Data packages.
pub struct DataPackage;

impl Format for DataPackage {
    fn id(&self) -> &'static str {
        "data-package"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        match sample {
            Sample::Archive(parts) if description_of(parts.iter().map(|part| part.name.as_str())).is_some() => {
                Confidence::Certain
            }
            // The description alone is recognised to say what is missing.
            Sample::Text(head) if is_description(head) => Confidence::Certain,
            _ => Confidence::No,
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        let (package, mut resources) = open(input, limits)?;
        merge::tell(&mut resources, head(&package), options, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        let (_, mut resources) = open(input, limits)?;
        let resource = resources
            .get_mut(usize::from(place.sheet))
            .ok_or(FileError::NoSuchCell(place))?;
        json::cell_of(resource.table()?, place)
    }
}

/// Whether the beginning of a text is that of a description without its files.
fn is_description(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('{') && text.contains("\"resources\"") && (text.contains("\"path\"") || text.contains("\"data\""))
}

/// The description in the archive: the one that lies highest.
fn description_of<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let is_it = |name: &&str| name.rsplit('/').next() == Some(DESCRIPTION);
    names
        .filter(is_it)
        .min_by_key(|name| (name.matches('/').count(), name.len()))
}

/// Description and tables of a package.
fn open(input: &mut dyn ReadSeek, limits: &Limits) -> Result<(Json, Vec<Resource>), FileError> {
    let mut magic = [0; 2];
    input.seek(std::io::SeekFrom::Start(0))?;
    input.read_exact(&mut magic)?;
    if magic != *b"PK" {
        return Err(FileError::OwnLayout(
            "this is the description of a data package without its tables; pack datapackage.json together with them into a zip archive, or give the folder that holds them".to_owned(),
        ));
    }
    let mut archive = Archive::open(input, limits)?;
    let names = archive.parts().iter().map(|part| part.name.as_str());
    let name = description_of(names).unwrap_or(DESCRIPTION).to_owned();
    let folder = name.strip_suffix(DESCRIPTION).unwrap_or_default().to_owned();
    let part = archive.part(&name).cloned().ok_or(FileError::NoData)?;
    let package = json::of_bytes(&archive.bytes(&part)?, limits)?;
    let list = package.get("resources").map_or(&[][..], Json::list);
    if list.is_empty() || MOST_RESOURCES < list.len() {
        return Err(FileError::OwnLayout(format!(
            "datapackage.json names {} resources; it needs at least one table and at most {MOST_RESOURCES}",
            list.len()
        )));
    }
    let mut resources = Vec::new();
    for (index, description) in list.iter().enumerate() {
        resources.push(Resource::of(description, index, &folder, &mut archive, limits)?);
    }
    Ok((package, resources))
}

/// What the description says about the whole package.
fn head(package: &Json) -> DeliveryHead {
    let text = |value: &Json, name: &str| {
        value
            .get(name)
            .and_then(Json::text)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let sources = package.get("sources").map_or(&[][..], Json::list);
    let notes: Vec<String> = sources
        .iter()
        .filter_map(|source| match source.get("note") {
            // A note that is blank says that there is none.
            Some(_) => text(source, "note"),
            None => text(source, "title").or_else(|| text(source, "path")),
        })
        .collect();
    let licences = package.get("licenses").map_or(&[][..], Json::list);
    let licence = licences.iter().find_map(|licence| {
        text(licence, "name")
            .or_else(|| text(licence, "path"))
            .or_else(|| text(licence, "title"))
    });
    let publisher = package
        .get("contributors")
        .map_or(&[][..], Json::list)
        .iter()
        .find(|one| {
            let is_publisher = |role: Option<&Json>| role.and_then(Json::text) == Some("publisher");
            is_publisher(one.get("role"))
                || one
                    .get("roles")
                    .is_some_and(|roles| roles.list().iter().any(|role| is_publisher(Some(role))))
        });
    let mut detected = Vec::new();
    for name in ["name", "version", "created", "profile", "$schema"] {
        detected.extend(text(package, name).map(|text| (format!("package {name}"), shortened(&text))));
    }
    DeliveryHead {
        layout: "Frictionless data package".to_owned(),
        title: text(package, "title").or_else(|| text(package, "name")),
        provider: publisher.and_then(|one| text(one, "title")),
        source_note: (!notes.is_empty()).then(|| notes.join("; ")),
        licence,
        dataset_uri: text(package, "homepage").or_else(|| sources.iter().find_map(|source| text(source, "path"))),
        detected,
        ..DeliveryHead::default()
    }
}
