//! `lotse territories geometry` and `lotse territories boundaries`: shapes of territories from files, into the installation or into a file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use figures::territory::Level;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::json;
use townhall::territories::{
    self,
    boundaries::{self, AboutLayer, Areas, NewSet, Stated},
};

use super::super::{Desk, Done};
use crate::output::{self, Format, Rows};

/// What a person may state about a file of areas.
#[derive(Debug, Args)]
struct StatedArgs {
    /// The system of the coordinates, when the file does not say it: EPSG:25832
    #[arg(long, value_name = "SYSTEM")]
    crs: Option<String>,
    /// The layer of a GeoPackage
    #[arg(long, value_name = "NAME")]
    layer: Option<String>,
    /// The property that holds the official keys, when it cannot be found
    #[arg(long, value_name = "NAME")]
    key: Option<String>,
    /// The file writes latitude or northing first
    #[arg(long)]
    swap_axes: bool,
    /// The level of the areas, when keys fit several levels
    #[arg(long, value_name = "LEVEL")]
    level: Option<Level>,
    /// The note that every use must carry
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// The address of the licence
    #[arg(long, value_name = "ADDRESS", default_value = "https://www.govdata.de/dl-de/by-2-0")]
    licence: String,
    /// The address of the data set
    #[arg(long, value_name = "ADDRESS", default_value = "")]
    data_set: String,
}

impl StatedArgs {
    fn stated(&self) -> Stated {
        Stated {
            reference: self.crs.clone(),
            layer: self.layer.clone(),
            key_property: self.key.clone(),
            name_property: None,
            level: self.level,
            is_swapped: self.swap_axes,
        }
    }
}

/// Take in the shapes of territories: GeoJSON, TopoJSON, shapefile (SHP or ZIP), GeoPackage; or write, list and take back what is there
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Geometry {
    #[command(subcommand)]
    action: Option<GeometryAction>,
    /// The file
    #[arg(value_name = "FILE", required = true)]
    file: Option<PathBuf>,
    /// The day whose areas it shows, when its name does not say it
    #[arg(long, value_name = "DATE", value_parser = super::super::import::day)]
    area_date: Option<Date>,
    /// Only read and account for it
    #[arg(long)]
    dry_run: bool,
    /// Keep every position of the file; without it, what no page can show is left out
    #[arg(long)]
    whole: bool,
    #[command(flatten)]
    stated: StatedArgs,
}

/// Write shapes of territories as one small file with common borders (TopoJSON), its source beside it
#[derive(Debug, Args)]
pub(super) struct Boundaries {
    /// The file to write
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// Files with the areas of one level each
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Size of the triangles that disappear, in square metres
    #[arg(long, value_name = "NUMBER", default_value_t = 60_000.0)]
    square_metres: f64,
    /// Since when the areas are so, for levels whose keys do not prove it
    #[arg(long, value_name = "DATE", value_parser = super::super::import::day)]
    area_from: Option<Date>,
    #[command(flatten)]
    stated: StatedArgs,
}

impl Geometry {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        if let Some(action) = self.action {
            return action.run(desk).await;
        }
        let file = self.file.context("name the file with the areas")?;
        let stated = self.stated.stated();
        let layer = boundaries::read_areas(&file, &stated).await?;
        let store = desk.open().await?;
        let scope = Desk::scope();
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let areas = boundaries::matched(layer, &keys, &stated)?;
        let level = areas.level.context("the file names no level")?;
        let day = self.area_date.or_else(|| territories::date_in_name(&file));
        let day = day.context(
            "the name of the file holds no day such as 20221231; state the day whose areas it shows with --area-date",
        )?;
        let elsewhen = boundaries::not_on(&keys, areas.shapes.keys(), day);
        anyhow::ensure!(
            elsewhen.is_empty(),
            "{} of the areas did not exist on {day} ({}); the file shows another area state, state its day with --area-date",
            elsewhen.len(),
            some(&elsewhen)
        );
        let without = boundaries::without_area(&keys, level, &|key| areas.shapes.contains_key(key), day);
        let shapes = if self.whole {
            areas.shapes.clone()
        } else {
            boundaries::for_pages(&areas.shapes, level)
        };
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let set = NewSet {
            level,
            area_from: day,
            area_until: Some(day),
            remark: if self.whole {
                String::new()
            } else {
                boundaries::remark_for_pages(level)
            },
            source: self
                .stated
                .source
                .clone()
                .unwrap_or_else(|| format!("{name}, area state {day}")),
            licence: self.stated.licence.clone(),
            data_set: self.stated.data_set.clone(),
            file_name: Some(name),
        };
        let n_stored = match self.dry_run {
            true => 0,
            false => boundaries::put_boundaries(&store.sql, &scope, Timestamp::now(), &set, &shapes).await?,
        };
        tell(desk, &file, &areas, &without, day, n_stored)?;
        let all_taken = areas.account.unknown.is_empty() && areas.account.other_level.is_empty();
        Ok(if all_taken { Done::Whole } else { Done::WithRejectedRows })
    }
}

#[derive(Debug, Subcommand)]
enum GeometryAction {
    /// Write the shapes of one level on one area state, with source and licence
    Export {
        /// The file to write
        #[arg(value_name = "OUT")]
        out: PathBuf,
        /// The level: state, region, district, association, municipality
        #[arg(long, value_name = "LEVEL")]
        level: Level,
        /// A day on which the areas were so [default: the newest set]
        #[arg(long, value_name = "DATE", value_parser = super::super::import::day)]
        area_date: Option<Date>,
        /// Only areas inside the territory with this key
        #[arg(long, value_name = "KEY")]
        inside: Option<String>,
        /// The form of the file [default: by its name]
        #[arg(long, value_enum)]
        format: Option<Form>,
    },
    /// List the sets of shapes that are there
    Sets,
    /// Take back a set of shapes that came from a file
    Remove {
        /// Its name in the list of sets
        #[arg(value_name = "SET")]
        set: String,
    },
}

/// A form for shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Each area for itself (RFC 7946)
    Geojson,
    /// Common borders once
    Topojson,
}

impl GeometryAction {
    async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let read = store.sql.read(&scope);
        match self {
            Self::Sets => {
                let names = ["set", "level", "area_from", "area_until", "areas", "file", "source"];
                let mut rows = Rows::begin(desk.output, &names)?;
                for set in boundaries::boundary_sets(read).await? {
                    let until = set.area_until.map(|day| day.to_string()).unwrap_or_default();
                    rows.row(
                        || {
                            [
                                set.id().to_owned(),
                                set.level.to_string(),
                                set.area_from.to_string(),
                                until.clone(),
                                set.n_areas.to_string(),
                                set.file_name.clone().unwrap_or_default(),
                                set.source.clone(),
                            ]
                        },
                        || {
                            json!({
                                "set": set.id(), "level": set.level, "area_from": set.area_from, "area_until": set.area_until,
                                "areas": set.n_areas, "file": set.file_name, "source": set.source, "licence": set.licence,
                            })
                        },
                    )?;
                }
                rows.end()?;
            }
            Self::Remove { set } => {
                let is_removed = boundaries::remove_boundaries(&store.sql, &scope, Timestamp::now(), &set).await?;
                anyhow::ensure!(
                    is_removed,
                    "there is no set {set} that came from a file; \"lotse territories geometry sets\" lists them, what ships with the program stays"
                );
                output::say(&format!(
                    "the set {set} is taken back, pages show what was there before"
                ))?;
            }
            Self::Export {
                out,
                level,
                area_date,
                inside,
                format,
            } => {
                let keys = territories::key_table(read).await?;
                let inside = match inside {
                    None => None,
                    Some(text) => territories::by_id(read, keys.resolve(&text, None)?.id).await?,
                };
                let sets = boundaries::boundary_sets(read).await?;
                let set = boundaries::set_at(&sets, level, area_date).with_context(|| {
                    let day = area_date.map(|day| format!(" on {day}")).unwrap_or_default();
                    format!("there are no boundaries of the level {level}{day}; \"lotse territories geometry sets\" lists what is there")
                })?;
                let areas = boundaries::areas(read, &keys, set, inside.as_ref()).await?;
                anyhow::ensure!(!areas.is_empty(), "the set holds no area inside that territory");
                let n = areas.len();
                let is_topojson = match format {
                    Some(form) => form == Form::Topojson,
                    None => out
                        .extension()
                        .is_some_and(|ending| ending.eq_ignore_ascii_case("topojson")),
                };
                let about = boundaries::about(set);
                let text = if is_topojson {
                    boundaries::topology(&areas).write_about(about)
                } else {
                    formats::geometry::write_geojson(areas.into_iter().map(boundaries::written), &about)
                };
                fs::write(&out, text).with_context(|| format!("cannot write {}", out.display()))?;
                output::say(&format!(
                    "{n} areas of the level {level} since {} written to {}; source: {} ({})",
                    set.area_from,
                    out.display(),
                    set.source,
                    set.licence
                ))?;
            }
        }
        Ok(Done::Whole)
    }
}

/// Says what became of each feature.
fn tell(desk: &Desk, file: &Path, areas: &Areas, without: &[String], day: Date, n_stored: usize) -> anyhow::Result<()> {
    let account = &areas.account;
    if let Format::Json = desk.output {
        return output::json(&json!({
            "file": file.display().to_string(),
            "level": areas.level,
            "area_date": day,
            "stored": n_stored,
            "account": account,
            "without_shape": without,
        }));
    }
    let level = areas.level.map(Level::as_str).unwrap_or_default();
    output::say(&format!(
        "{} features read, {} taken as {} areas of the level {level} on {day}, {n_stored} stored (keys in {})",
        account.features, account.taken, account.areas, account.key_property
    ))?;
    for remark in &account.remarks {
        output::say(remark)?;
    }
    let lists = [
        ("areas of water, left out", &account.water),
        ("keys that no list knows, left out", &account.unknown),
        ("keys of another level, left out", &account.other_level),
        ("features that are no areas, left out", &account.no_area),
        (
            "areas whose border crosses itself, taken as they are",
            &account.crossing,
        ),
    ];
    for (what, names) in lists {
        if !names.is_empty() {
            output::say(&format!("{what} ({}): {}", names.len(), some(names)))?;
        }
    }
    if !without.is_empty() {
        output::say(&format!(
            "territories of this level without a shape in the file ({}): {}",
            without.len(),
            some(without)
        ))?;
    }
    Ok(())
}

/// The first names of a long list; JSON has them all.
fn some(names: &[String]) -> String {
    const MOST: usize = 20;
    let shown = names
        .iter()
        .take(MOST)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    match names.len().checked_sub(MOST) {
        None | Some(0) => shown,
        Some(more) => format!("{shown} and {more} more (all of them with --output json)"),
    }
}

#[derive(Serialize)]
struct About {
    layer: Vec<AboutLayer>,
}

impl Boundaries {
    pub(super) async fn run(self) -> anyhow::Result<Done> {
        /// Some ten metres: what a drawing of a Land on a page shows.
        const SHIPPED_MESH_DEGREES: f64 = 1e-4;
        let stated = self.stated.stated();
        let keys = territories::shipped_keys()?;
        let mut layers = Vec::new();
        for file in &self.files {
            let layer = boundaries::read_areas(file, &stated).await?;
            let areas = boundaries::matched(layer, &keys, &stated)?;
            let left_out = [&areas.account.unknown, &areas.account.other_level];
            anyhow::ensure!(
                left_out.iter().all(|names| names.is_empty()),
                "{} holds areas that are not known: {}",
                file.display(),
                left_out.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
            );
            layers.push(areas);
        }
        let made = boundaries::make(&layers, SHIPPED_MESH_DEGREES, self.square_metres);
        let mut about = About { layer: Vec::new() };
        for areas in &layers {
            let Some(level) = areas.level else { continue };
            let (from, until) = made.area_states.get(&level).copied().unwrap_or_default();
            let proof = match from {
                Some(_) => {
                    "The keys of the areas: all of them existed together only between these days, by the reforms in dissolved-districts.csv."
                }
                None => "Stated by whoever made the file.",
            };
            let from = from
                .or(self.area_from)
                .context("the keys do not prove since when the areas are so; state it with --area-from")?;
            about.layer.push(AboutLayer {
                level,
                area_from: from,
                area_until: until,
                area_state_proof: proof.to_owned(),
                source: self.stated.source.clone().context("state the note that every use must carry with --source")?,
                licence: self.stated.licence.clone(),
                data_set: self.stated.data_set.clone(),
                changes: format!(
                    "Simplified with common borders (Visvalingam, triangles below {} m² removed, grid of {SHIPPED_MESH_DEGREES} degrees).",
                    self.square_metres
                ),
            });
        }
        fs::write(&self.out, made.topology.write()).with_context(|| format!("cannot write {}", self.out.display()))?;
        let beside = self.out.with_extension("source.toml");
        let head = "# Where the boundaries come from. Both files are written by \"lotse territories boundaries\".\n";
        fs::write(&beside, format!("{head}{}", toml::to_string(&about)?))
            .with_context(|| format!("cannot write {}", beside.display()))?;
        output::say(&format!(
            "{} areas with {} positions written to {}",
            made.topology.areas.len(),
            made.topology.n_positions(),
            self.out.display()
        ))?;
        Ok(Done::Whole)
    }
}
