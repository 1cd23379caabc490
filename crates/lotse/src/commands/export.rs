//! `lotse export`: writes figures to a file that `lotse import` reads back, with source and licence in it or beside it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use clap::Args;
use figures::{dimension::DimensionSet, period::Period, source::AreaState, territory::Level};
use formats::{
    Cell,
    lotse_figures::{self, FigureLine, NumberForm, Original, Sidecar},
    observations::{self as files, Form, Head},
};
use jiff::civil::Date;
use store::{Store, lake::Pin, scope::Scope};
use townhall::{
    indicators::{
        catalogue::{self, Catalogue},
        deliveries::Basis,
        observation_files::{Background, Order, Shelf, Wanted},
        observations::{self, Dictionary, Filter, Observation, Selection},
        own::Visibility,
    },
    territories::{self, KeyTable},
};

use super::{Desk, Done};
use crate::{configuration::WrongUse, output};

/// Write figures to a file, with source and licence
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The file to write; its ending says in which form, unless --form does
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// figures (compact table with a file beside it), csv, json, xlsx, parquet, sdmx-csv, sdmx-json, data-package
    #[arg(long, value_name = "FORM", value_parser = Shape::read)]
    form: Option<Shape>,
    /// Only this indicator; may be repeated
    #[arg(long, value_name = "ID")]
    indicator: Vec<String>,
    /// Only this level; may be repeated
    #[arg(long, value_name = "LEVEL")]
    level: Vec<Level>,
    /// Of levels below the district only what lies in these territories, for example 05558; may be repeated
    #[arg(long, value_name = "KEY")]
    within: Vec<String>,
    /// Only this source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only values of this data state
    #[arg(long, value_name = "DATE", value_parser = super::import::day)]
    known_on: Option<Date>,
    /// Write several sources and data states into one file, which no import takes as one delivery
    #[arg(long)]
    mixed: bool,
    /// Also values that are not released; the file says of each that it is internal
    #[arg(long)]
    with_internal: bool,
    /// Only values that are not released: the other half of an own series, as a file and a delivery of its own
    #[arg(long, conflicts_with = "with_internal")]
    only_internal: bool,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The compact table with a file beside it.
    Figures,
    /// One of the forms with one line for each value.
    Lines(Form),
}

impl Shape {
    fn read(text: &str) -> Result<Self, String> {
        match text {
            "figures" => Ok(Self::Figures),
            text => text.parse().map(Self::Lines),
        }
    }

    /// The form that the end of a file's name says.
    fn of(file: &Path) -> Result<Self, WrongUse> {
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        // Of ".json" and ".sdmx.json" the longer one says more.
        let found = Form::ALL
            .into_iter()
            .filter(|form| *form != Form::Csv && name.ends_with(&format!(".{}", form.extension())))
            .max_by_key(|form| form.extension().len());
        match found {
            Some(form) => Ok(Self::Lines(form)),
            None if name.ends_with(".csv") => Ok(Self::Figures),
            None => Err(WrongUse(format!(
                "the name {} says nothing about the form; end it with .csv, .xlsx, .json, .parquet, .sdmx.csv, .sdmx.json or .zip, or name one with --form",
                file.display()
            ))),
        }
    }
}

/// What is read from, at one moment.
struct Stand {
    store: Store,
    pin: Pin,
    catalogue: Catalogue,
    keys: KeyTable,
    dictionary: Dictionary,
    background: Background,
}

impl Stand {
    fn shelf(&self) -> Shelf<'_> {
        Shelf {
            store: &self.store,
            pin: &self.pin,
            catalogue: &self.catalogue,
            dictionary: &self.dictionary,
            keys: &self.keys,
            background: &self.background,
        }
    }
}

impl Export {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let shape = match self.form {
            Some(shape) => shape,
            None => Shape::of(&self.file)?,
        };
        let store = desk.open().await?;
        // What is not released leaves the installation only when somebody asks for it.
        let scope = match self.with_internal || self.only_internal {
            true => Desk::scope(),
            false => Scope::public(),
        };
        let stand = Stand {
            pin: store.lake.pin(&store.sql, &scope).await?,
            catalogue: catalogue::load(&store, &scope).await?,
            keys: territories::key_table(store.sql.read(&scope)).await?,
            dictionary: observations::dictionary(&store, &scope).await?,
            background: Background::load(&store, &scope, None).await?,
            store,
        };
        let within = self
            .within
            .iter()
            .map(|text| {
                stand
                    .keys
                    .resolve(text, None)
                    .map(|found| found.key.code().to_owned())
                    .map_err(anyhow::Error::from)
            })
            .collect::<anyhow::Result<Vec<String>>>()?;
        let filter = Filter {
            indicators: self.indicator.clone(),
            ..Filter::default()
        };
        let selection = Selection::new(&filter, &stand.catalogue, &stand.keys)?;
        let shelf = stand.shelf();
        let is_wanted = |one: &Observation<'_>| self.is_wanted(one, &stand, &within);
        let contents = shelf.contents(&selection, &is_wanted)?;
        if contents.n_observations() == 0 {
            bail!("no value fits; nothing was written");
        }
        if !self.mixed || shape == Shape::Figures {
            let sources: Vec<String> = contents
                .sources()
                .map(|(slug, area)| format!("{slug} ({area})"))
                .collect();
            ensure!(
                sources.len() == 1,
                "the values come from several sources ({}), and one delivery has one; choose one with --source",
                sources.join(", ")
            );
            let states: Vec<String> = contents.data_states().iter().map(Date::to_string).collect();
            ensure!(
                states.len() < 2,
                "the values have several data states ({}), and one delivery has one; choose one with --known-on",
                states.join(", ")
            );
            ensure!(
                contents.visibilities().len() < 2,
                "some of the values are released and some are internal, and one delivery is one or the other; write them into two files: the released ones without --with-internal, the others with --only-internal in place of it"
            );
        }
        match shape {
            Shape::Figures => {
                ensure!(
                    contents.visibilities().iter().all(|one| *one == Visibility::Public),
                    "the compact table cannot say that its values are internal; name another form with --form"
                );
                self.figures(&stand, &within, &selection)
            }
            Shape::Lines(form) => {
                let head = contents.head(&shelf, |indicator| indicator.slug.clone());
                self.lines(form, &shelf, (&selection, &is_wanted), &head, contents.n_observations())
            }
        }
    }

    /// Whether a value is one of those that are asked for.
    fn is_wanted(&self, one: &Observation<'_>, stand: &Stand, within: &[String]) -> bool {
        let Some((key, _)) = stand.keys.get(one.territory) else {
            return false;
        };
        let is_inside = key.level() <= Level::District
            || within.is_empty()
            || within.iter().any(|code| key.code().starts_with(code.as_str()));
        is_inside
            && (self.level.is_empty() || self.level.contains(&key.level()))
            && self.source.as_ref().is_none_or(|source| *source == one.source.slug)
            && (!self.only_internal
                || stand
                    .background
                    .delivery(one.delivery)
                    .is_some_and(|delivery| delivery.visibility != Visibility::Public))
            && self
                .known_on
                .is_none_or(|day| stand.background.known_on(one.delivery) == Some(day))
    }

    /// Goes through the values that are wanted.
    fn each(
        &self,
        stand: &Stand,
        within: &[String],
        selection: &Selection,
        mut visit: impl FnMut(&Observation<'_>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut failed = None;
        let Stand {
            store,
            pin,
            catalogue,
            dictionary,
            ..
        } = stand;
        observations::read(store, pin, catalogue, dictionary, selection, |one| {
            if self.is_wanted(&one, stand, within) {
                failed = visit(&one).err();
            }
            failed.is_none()
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// One line for each value: one indicator after the other, in an order that is the same in every installation.
    fn lines(
        &self,
        form: Form,
        shelf: &Shelf<'_>,
        (selection, is_wanted): (&Selection, &Wanted<'_>),
        head: &Head,
        n_lines: u64,
    ) -> anyhow::Result<Done> {
        let unfinished = self.file.with_extension("part");
        let cannot = || format!("cannot write {}", self.file.display());
        let output = BufWriter::with_capacity(1 << 16, File::create(&unfinished).with_context(cannot)?);
        let written = (|| {
            let mut writer = files::begin(form, Box::new(output), head)?;
            shelf.write(selection, is_wanted, Order::Sorted, (head, false), writer.as_mut())?;
            writer.end()?;
            anyhow::Ok(())
        })();
        if let Err(error) = written {
            // The first error is the one to tell; half a file must not look like a whole one.
            let _ = fs::remove_file(&unfinished);
            return Err(error.context(cannot()));
        }
        fs::rename(&unfinished, &self.file).with_context(cannot)?;
        output::say(&format!(
            "{} values written to {} ({})",
            n_lines,
            self.file.display(),
            form.as_str()
        ))?;
        Ok(Done::Whole)
    }

    /// The compact table and the file beside it.
    fn figures(&self, stand: &Stand, within: &[String], selection: &Selection) -> anyhow::Result<Done> {
        let mut lines: BTreeMap<(String, String, DimensionSet), BTreeMap<Period, Cell>> = BTreeMap::new();
        let mut sources = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        self.each(stand, within, selection, |one| {
            let Some((key, _)) = stand.keys.get(one.territory) else {
                return Ok(());
            };
            let cell = match one.number {
                Some(number) => {
                    numbers.insert(number.decimals == figures::number::BINARY);
                    if one.status == figures::observation::Status::NORMAL {
                        Cell::Number(number)
                    } else {
                        Cell::NumberWithStatus(number, one.status)
                    }
                }
                None => Cell::Missing(one.status),
            };
            sources.insert((one.source.slug.clone(), one.source.area_state.clone(), one.delivery));
            lines
                .entry((
                    one.indicator.slug.clone(),
                    key.code().to_owned(),
                    one.dimensions.parse()?,
                ))
                .or_default()
                .insert(one.period, cell);
            Ok(())
        })?;
        let Some((slug, area_state, _)) = sources.first().cloned() else {
            bail!("no value fits; nothing was written");
        };
        ensure!(
            numbers.len() < 2,
            "the values come partly from workbooks and partly from texts; export them apart, by --indicator, or in another form"
        );
        let form = match numbers.contains(&true) {
            true => NumberForm::Binary,
            false => NumberForm::Decimal,
        };
        let deliveries: BTreeSet<i64> = sources.into_iter().map(|(.., number)| number).collect();
        let sidecar = sidecar(slug, area_state.parse()?, form, &deliveries, &stand.background);
        let periods: Vec<Period> = lines
            .values()
            .flat_map(BTreeMap::keys)
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let figures: Vec<FigureLine> = lines
            .into_iter()
            .map(|((indicator, territory, dimensions), mut cells)| FigureLine {
                indicator,
                territory,
                dimensions,
                cells: periods.iter().map(|period| cells.remove(period)).collect(),
            })
            .collect();
        let mut written = Vec::new();
        lotse_figures::write(&mut written, &periods, &figures, sidecar.numbers)?;
        let beside = self.file.with_extension("source.toml");
        fs::write(&self.file, written).with_context(|| format!("cannot write {}", self.file.display()))?;
        fs::write(&beside, sidecar.write()?).with_context(|| format!("cannot write {}", beside.display()))?;
        output::say(&format!(
            "{} lines written to {}, their source to {}",
            figures.len(),
            self.file.display(),
            beside.display()
        ))?;
        Ok(Done::Whole)
    }
}

/// What stands beside a compact table.
fn sidecar(
    source: String,
    area_state: AreaState,
    numbers: NumberForm,
    deliveries: &BTreeSet<i64>,
    background: &Background,
) -> Sidecar {
    let mut sidecar = Sidecar {
        source,
        provider: String::new(),
        title: String::new(),
        note: String::new(),
        licence: None,
        dataset_uri: None,
        area_state,
        known_on: None,
        edition: None,
        numbers,
        originals: Vec::new(),
    };
    for delivery in deliveries.iter().filter_map(|number| background.delivery(*number)) {
        sidecar.provider = delivery.provider.clone().unwrap_or_default();
        sidecar.title = delivery.title.clone().unwrap_or_default();
        sidecar.note = delivery.source_note.clone().unwrap_or_default();
        sidecar.licence.clone_from(&delivery.licence);
        sidecar.dataset_uri.clone_from(&delivery.dataset_uri);
        sidecar.edition.clone_from(&delivery.edition);
        // The year of an edition says it, too.
        if delivery.known_on_basis != Basis::Edition {
            sidecar.known_on = sidecar.known_on.max(Some(delivery.known_on));
        }
        if let Some(sha256) = &delivery.file_sha256 {
            sidecar.originals.push(Original {
                file: delivery.file_name.clone(),
                sha256: sha256.clone(),
            });
        }
    }
    sidecar
}
