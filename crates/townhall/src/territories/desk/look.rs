//! A file of areas before it is stored: what it holds, on a map with the equal table, what is open, and the way to take it.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use figures::territory::{Level, TerritoryKey};
use formats::geometry::{Layer, Shape, area_km2};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;
use store::{Store, scope::Scope};
use tokio::runtime::Handle;
use web::{
    chart::Svg,
    format,
    frame::Frame,
    map::{AreaMap, MapArea},
    problem::Problem,
};

use super::{
    areas::to,
    said::{exactly, said},
    staged::{Answers, Staged, Waiting},
    whereabouts::{self, Lie},
};
use crate::{
    installation::Installation,
    people::{
        self,
        desk::{AtDesk, Sent, change},
    },
    territories::{
        self, KeyTable, Territory,
        boundaries::{self, AreaAccount, Areas, AreasError, NewSet},
        level_words,
        parts::{self, NewPart},
    },
};

/// As many areas as a person looks over.
const MOST_ROWS: usize = 200;
/// More areas are drawn with fewer positions.
const MOST_FINE: usize = 300;
/// The licence under which most offices publish.
const USUAL_LICENCE: &str = "https://www.govdata.de/dl-de/by-2-0";
/// Systems of coordinates that a person may choose, by their names in the register of EPSG.
const SYSTEMS: [&str; 12] = [
    "EPSG:25832",
    "EPSG:25833",
    "EPSG:25831",
    "EPSG:4647",
    "EPSG:5650",
    "EPSG:31466",
    "EPSG:31467",
    "EPSG:31468",
    "EPSG:31469",
    "EPSG:3857",
    "EPSG:4326",
    "EPSG:4258",
];

#[derive(Template)]
#[template(path = "territories/desk/look.html")]
struct Page {
    frame: Frame,
    path: String,
    file: String,
    answers: Answers,
    /// What keeps the file from being taken: the sentence and the exact words.
    problem: Option<(String, String)>,
    /// Fields that have to be filled, and those with nonsense in them.
    mistakes: Vec<(&'static str, String)>,
    systems: Vec<&'static str>,
    properties: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    account: AreaAccount,
    lists: Vec<(String, Vec<String>)>,
    n_areas: usize,
    rows: Vec<Row>,
    map: Option<Svg>,
    is_part: bool,
    level: String,
    municipality: String,
}

/// An area in the equal table.
struct Row {
    key: String,
    name: String,
    km2: String,
}

/// The areas of a file as they are understood.
enum Found {
    /// Of official territories of one level.
    Official(Level, BTreeMap<TerritoryKey, Shape>),
    /// Parts of a municipality.
    Parts(Territory, Vec<NewPart>),
}

/// What looking into a file has found.
struct Look {
    properties: Vec<(String, String)>,
    name_property: String,
    account: AreaAccount,
    found: Found,
}

/// Why a file cannot be understood yet.
enum Open {
    Areas(AreasError),
    /// It holds parts, and nobody has said of which municipality.
    Municipality(Vec<(String, String)>),
    /// It holds parts that lie elsewhere than the municipality: its title, and the district in which they lie.
    Elsewhere(Vec<(String, String)>, String, Option<String>),
    /// Not even a person's choice makes keys of it.
    NoKeys(Vec<(String, String)>),
}

/// GET /{language}/desk/areas/{file}
pub(super) async fn show(
    State(installation): State<Installation>,
    Extension(waiting): Extension<Waiting<Answers>>,
    Path(id): Path<String>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let staged = waiting.get(&id).ok_or_else(gone)?;
    let answers = match staged.answers() {
        Some(answers) => answers,
        None => first_answers(&installation, &at_desk, &staged).await?,
    };
    page(&installation, &at_desk, frame, &staged, answers, Vec::new()).await
}

fn gone() -> Problem {
    Problem::not_found().back("/desk/areas")
}

/// What can be guessed before anybody has said something.
async fn first_answers(
    installation: &Installation,
    at_desk: &AtDesk,
    staged: &Staged<Answers>,
) -> Result<Answers, Problem> {
    let scope = at_desk.scope();
    let read = installation.store.sql.read(&scope);
    let homes = people::organisations(read).await.map_err(Problem::failed)?;
    let keys = territories::key_table(read).await.map_err(Problem::failed)?;
    let ids = homes.iter().filter_map(|home| home.territory_id);
    let is_town = |id: &i32| keys.key_of(*id).is_some_and(|key| key.level() == Level::Municipality);
    let towns: Vec<i32> = ids.filter(is_town).collect();
    // The town in which the areas lie; while the file cannot be read, the only one that it can be.
    let town = match boundaries::read_areas(&staged.path, &Answers::default().stated()).await {
        Ok(layer) => whereabouts::only_one(read, &layer, &towns)
            .await
            .map_err(Problem::failed)?,
        Err(_) => match towns.as_slice() {
            [only] => territories::by_id(read, *only).await.map_err(Problem::failed)?,
            _ => None,
        },
    };
    let day = territories::date_in_name(std::path::Path::new(&staged.name));
    Ok(Answers {
        municipality: town.map(|town| town.code().to_owned()).unwrap_or_default(),
        day: day.map(|day| day.to_string()).unwrap_or_default(),
        licence: USUAL_LICENCE.to_owned(),
        ..Answers::default()
    })
}

/// Looks into the file on a thread of its own.
async fn look(
    store: &Store,
    scope: &Scope,
    staged: &Arc<Staged<Answers>>,
    answers: &Answers,
) -> Result<Result<Look, Open>, Problem> {
    let (store, scope, staged, answers) = (store.clone(), scope.clone(), Arc::clone(staged), answers.clone());
    let handle = Handle::current();
    let done = tokio::task::spawn_blocking(move || handle.block_on(look_into(&store, &scope, &staged, &answers)));
    match done.await {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(%error, "a file of areas could not be looked into");
            Err(Problem::internal())
        }
    }
}

async fn look_into(
    store: &Store,
    scope: &Scope,
    staged: &Staged<Answers>,
    answers: &Answers,
) -> Result<Result<Look, Open>, Problem> {
    let stated = answers.stated();
    let read = store.sql.read(scope);
    let keys = territories::key_table(read).await.map_err(Problem::failed)?;
    let layer = match boundaries::read_areas(&staged.path, &stated).await {
        Ok(layer) => layer,
        Err(error) => return Ok(Err(Open::Areas(error))),
    };
    let properties = properties(&layer);
    let crossing = boundaries::crossing(&layer);
    if answers.kind != "part" {
        match boundaries::matched(layer.clone(), &keys, &stated) {
            Ok(areas) if answers.kind == "official" || is_surely_official(&areas) => {
                let mut account = areas.account;
                account.crossing = crossing;
                return Ok(Ok(Look {
                    properties,
                    name_property: String::new(),
                    account,
                    found: Found::Official(areas.level.unwrap_or(Level::Municipality), areas.shapes),
                }));
            }
            Err(error) if answers.kind == "official" => return Ok(Err(Open::Areas(error))),
            _ => {}
        }
    }
    let Some(municipality) = municipality(&keys, &answers.municipality) else {
        return Ok(Err(Open::Municipality(properties)));
    };
    let Some(town) = territories::by_key(read, &municipality)
        .await
        .map_err(Problem::failed)?
    else {
        return Ok(Err(Open::Municipality(properties)));
    };
    if whereabouts::lie(read, &layer, town.id).await.map_err(Problem::failed)? == Lie::Outside {
        let there = whereabouts::district(read, &layer).await.map_err(Problem::failed)?;
        return Ok(Err(Open::Elsewhere(properties, town.title, there.map(|one| one.title))));
    }
    let Some(mut areas) = parts::matched(layer, &municipality, &stated) else {
        return Ok(Err(Open::NoKeys(properties)));
    };
    areas.account.crossing = crossing;
    Ok(Ok(Look {
        properties,
        name_property: areas.name_property,
        account: areas.account,
        found: Found::Parts(town, areas.parts),
    }))
}

/// Whether areas are official without a person's word. Quarters are often numbered 1 to 16, as Länder are: there the name of the property decides.
fn is_surely_official(areas: &Areas) -> bool {
    let is_named_so = ["AGS", "ARS", "RS", "KEY", "CODE", "SN_L", "NUTS"]
        .iter()
        .any(|name| areas.account.key_property.eq_ignore_ascii_case(name));
    let is_long = areas.level.is_some_and(|level| Level::District <= level);
    areas.account.unknown.len() < areas.account.taken && (is_long || is_named_so)
}

fn municipality(keys: &KeyTable, text: &str) -> Option<TerritoryKey> {
    let found = keys.resolve(text, Some(Level::Municipality)).ok()?;
    keys.ended_on(found.id).is_none().then_some(found.key)
}

/// The properties of a layer, each with its first text as an example.
fn properties(layer: &Layer) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, text) in layer.features.iter().flat_map(|feature| &feature.properties) {
        if !found.iter().any(|(known, _)| known == name) {
            found.push((name.clone(), text.chars().take(30).collect()));
        }
    }
    found
}

async fn page(
    installation: &Installation,
    at_desk: &AtDesk,
    frame: Frame,
    staged: &Arc<Staged<Answers>>,
    mut answers: Answers,
    mistakes: Vec<(&'static str, String)>,
) -> Result<Response, Problem> {
    let found = look(&installation.store, &at_desk.scope(), staged, &answers).await?;
    let levels = [
        Level::State,
        Level::Region,
        Level::District,
        Level::Association,
        Level::Municipality,
    ]
    .map(|level| (level.as_str().to_owned(), frame.plain(level_words(level)).to_string()));
    let mut page = Page {
        path: frame.href(&format!("/desk/areas/{}", staged.id)),
        file: staged.name.clone(),
        answers: Answers::default(),
        problem: None,
        systems: SYSTEMS.to_vec(),
        properties: Vec::new(),
        levels: levels.to_vec(),
        account: AreaAccount::default(),
        lists: Vec::new(),
        n_areas: 0,
        rows: Vec::new(),
        map: None,
        is_part: answers.kind == "part",
        level: String::new(),
        municipality: String::new(),
        frame: frame.clone(),
        mistakes,
    };
    match found {
        Err(Open::Areas(error)) => page.problem = Some((said(&frame, &error), exactly(&error))),
        Err(Open::Municipality(properties)) => {
            page.problem = Some((
                frame.plain("territories-desk-error-municipality").to_string(),
                String::new(),
            ));
            (page.is_part, page.properties) = (true, properties);
        }
        Err(Open::Elsewhere(properties, town, there)) => {
            let words = match there {
                Some(there) => frame.plain("territories-desk-error-elsewhere-in").with("there", there),
                None => frame.plain("territories-desk-error-elsewhere-nowhere"),
            };
            page.problem = Some((words.with("town", town).to_string(), String::new()));
            (page.is_part, page.properties) = (true, properties);
        }
        Err(Open::NoKeys(properties)) => {
            page.problem = Some((
                frame.plain("territories-desk-error-part-keys").to_string(),
                String::new(),
            ));
            (page.is_part, page.properties) = (true, properties);
        }
        Ok(look) => {
            let scope = at_desk.scope();
            let keys = territories::key_table(installation.store.sql.read(&scope))
                .await
                .map_err(Problem::failed)?;
            answers.key.clone_from(&look.account.key_property);
            answers.name.clone_from(&look.name_property);
            page.show(look, &keys, &mut answers);
        }
    }
    let is_wrong = !page.mistakes.is_empty();
    page.answers = answers;
    let (desk, areas) = (
        frame.plain("desk-title").to_string(),
        frame.plain("territories-desk-title").to_string(),
    );
    Ok(frame
        .title(page.file.clone())
        .section("desk")
        .crumb(desk, "/desk")
        .crumb(areas, "/desk/areas")
        .status(if is_wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        })
        .show(|frame| Page { frame, ..page }))
}

impl Page {
    /// Puts what was found on the page.
    fn show(&mut self, look: Look, keys: &KeyTable, answers: &mut Answers) {
        self.properties = look.properties;
        let named: Vec<(String, String, Shape)> = match look.found {
            Found::Official(level, shapes) => {
                self.level = self.frame.plain(level_words(level)).to_string();
                (answers.kind, answers.level) = ("official".to_owned(), level.as_str().to_owned());
                let title = |key: &TerritoryKey| {
                    keys.id_of(key)
                        .and_then(|id| keys.get(id))
                        .map(|(_, title)| title.to_owned())
                };
                shapes
                    .into_iter()
                    .map(|(key, shape)| (key.code().to_owned(), title(&key).unwrap_or_default(), shape))
                    .collect()
            }
            Found::Parts(town, parts) => {
                (self.is_part, self.municipality) = (true, town.title);
                answers.kind = "part".to_owned();
                let named = |part: NewPart| (part.key.code().to_owned(), part.name, part.shape);
                parts.into_iter().map(named).collect()
            }
        };
        self.n_areas = named.len();
        let row = |(key, name, shape): &(String, String, Shape)| Row {
            key: key.clone(),
            name: name.clone(),
            km2: format::with_unit(&self.frame.number(area_km2(shape), 2_i8), "km²"),
        };
        self.rows = named.iter().take(MOST_ROWS).map(row).collect();
        let title = self
            .frame
            .plain("territories-desk-map")
            .with("file", &self.file)
            .to_string();
        let is_fine = named.len() <= MOST_FINE;
        let shapes: BTreeMap<String, Shape> = named
            .iter()
            .map(|(key, _, shape)| (key.clone(), shape.clone()))
            .collect();
        let shapes = if is_fine {
            shapes
        } else {
            boundaries::for_preview(&shapes)
        };
        let mut map = AreaMap::new("areas-map", title).table("areas");
        for (key, name, _) in named {
            if let Some(shape) = shapes.get(&key) {
                map = map.area(MapArea::new(name, shape.clone()).detail(key));
            }
        }
        self.map = (0 < self.n_areas).then(|| map.draw(&self.frame));
        self.account = look.account;
        let lists = [
            ("territories-desk-list-water", &self.account.water),
            ("territories-desk-list-unknown", &self.account.unknown),
            ("territories-desk-list-level", &self.account.other_level),
            ("territories-desk-list-none", &self.account.no_area),
            ("territories-desk-list-several", &self.account.several),
            ("territories-desk-list-crossing", &self.account.crossing),
        ];
        self.lists = lists
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(key, names)| (self.frame.plain(key).with("n", names.len()).to_string(), names.clone()))
            .collect();
    }

    /// What is wrong with a field.
    fn mistake(&self, field: &str) -> Option<&str> {
        let found = self.mistakes.iter().find(|(name, _)| *name == field);
        found.map(|(_, text)| text.as_str())
    }
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    #[serde(rename = "do")]
    what: String,
    #[serde(flatten)]
    answers: Answers,
}

/// POST /{language}/desk/areas/{file}
pub(super) async fn answer(
    State(installation): State<Installation>,
    Extension(waiting): Extension<Waiting<Answers>>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<Form>,
) -> Result<Response, Problem> {
    let staged = waiting.get(&id).ok_or_else(gone)?;
    let Form { what, mut answers } = sent.form;
    if what == "discard" {
        waiting.discard(&id);
        return Ok(to(&frame, "/desk/areas"));
    }
    if what != "take" {
        // A key found among the areas of one kind is none among those of another.
        if staged.answers().is_some_and(|before| before.kind != answers.kind) {
            (answers.key, answers.name, answers.level) = (String::new(), String::new(), String::new());
        }
        staged.set_answers(answers);
        return Ok(to(&frame, &format!("/desk/areas/{id}")));
    }
    staged.set_answers(answers.clone());
    let mut mistakes = Vec::new();
    let mut wrong = |field: &'static str, key: &str| mistakes.push((field, frame.plain(key).to_string()));
    let day: Option<Date> = answers.day.parse().ok();
    let today = Timestamp::now()
        .to_zoned(TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC))
        .date();
    if day.is_none_or(|day| day.year() < 1900) {
        wrong("day", "territories-desk-wrong-day");
    }
    if day.is_some_and(|day| today < day) {
        wrong("day", "territories-desk-wrong-future");
    }
    if answers.source.trim().is_empty() {
        wrong("source", "territories-desk-wrong-source");
    }
    if !answers.licence.starts_with("http") {
        wrong("licence", "territories-desk-wrong-licence");
    }
    let (Some(day), true) = (day, mistakes.is_empty()) else {
        return page(&installation, &sent.at_desk, frame, &staged, answers, mistakes).await;
    };
    let scope = sent.at_desk.scope();
    let Ok(look) = look(&installation.store, &scope, &staged, &answers).await? else {
        return page(&installation, &sent.at_desk, frame, &staged, answers, Vec::new()).await;
    };
    let mistakes = match refusal(&installation, &scope, &frame, &look, day, answers.source.trim()).await? {
        Some(mistake) => vec![mistake],
        None => Vec::new(),
    };
    if !mistakes.is_empty() {
        return page(&installation, &sent.at_desk, frame, &staged, answers, mistakes).await;
    }
    let id_of_set = take(&installation, &scope, &staged, &answers, look, day).await?;
    waiting.discard(&id);
    Ok(to(&frame, &format!("/desk/areas?taken={id_of_set}")))
}

/// Why areas that are understood cannot be taken for this day.
async fn refusal(
    installation: &Installation,
    scope: &Scope,
    frame: &Frame,
    look: &Look,
    day: Date,
    source: &str,
) -> Result<Option<(&'static str, String)>, Problem> {
    let read = installation.store.sql.read(scope);
    let keys = territories::key_table(read).await.map_err(Problem::failed)?;
    let (level, n_areas, elsewhen) = match &look.found {
        Found::Official(level, shapes) => (*level, shapes.len(), boundaries::not_on(&keys, shapes.keys(), day)),
        Found::Parts(_, parts) => (Level::Part, parts.len(), Vec::new()),
    };
    if n_areas == 0 {
        return Ok(Some(("key", frame.plain("territories-desk-wrong-nothing").to_string())));
    }
    if !elsewhen.is_empty() {
        let names = elsewhen
            .iter()
            .take(10)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ");
        let words = frame
            .plain("territories-desk-wrong-state")
            .with("n", elsewhen.len())
            .with("names", names);
        return Ok(Some(("day", words.to_string())));
    }
    let sets = boundaries::boundary_sets(read).await.map_err(Problem::failed)?;
    let is_there = sets
        .iter()
        .any(|set| set.level == level && set.area_from == day && set.source == source);
    Ok(is_there.then(|| ("source", frame.plain("territories-desk-wrong-known").to_string())))
}

async fn take(
    installation: &Installation,
    scope: &Scope,
    staged: &Arc<Staged<Answers>>,
    answers: &Answers,
    look: Look,
    day: Date,
) -> Result<String, Problem> {
    let level = match &look.found {
        Found::Official(level, _) => *level,
        Found::Parts(..) => Level::Part,
    };
    let set = NewSet {
        level,
        area_from: day,
        area_until: Some(day),
        remark: boundaries::remark_for_pages(level),
        source: answers.source.trim().to_owned(),
        licence: answers.licence.trim().to_owned(),
        data_set: String::new(),
        file_name: Some(staged.name.clone()),
    };
    let (sql, scope) = (installation.store.sql.clone(), scope.clone());
    let done = change(move || async move {
        let now = Timestamp::now();
        match look.found {
            Found::Official(level, shapes) => {
                let shapes = boundaries::for_pages(&shapes, level);
                boundaries::put_new_set(&sql, &scope, now, &set, &shapes).await
            }
            Found::Parts(town, found) => {
                let shapes = found
                    .iter()
                    .map(|part| (part.key.clone(), part.shape.clone()))
                    .collect();
                let mut shapes = boundaries::for_pages(&shapes, Level::Part);
                let with_shape = |part: NewPart| {
                    let shape = shapes.remove(&part.key).unwrap_or(part.shape);
                    NewPart { shape, ..part }
                };
                let found: Vec<NewPart> = found.into_iter().map(with_shape).collect();
                parts::put_parts(&sql, &scope, now, &town, &set, &found).await
            }
        }
    });
    done.await?.map_err(Problem::failed)
}
