//! GET /api/v1/observations: values by filters, as JSON page by page or as a file in one piece, in every form of `lotse export`.
//!
//! A cursor names the newest delivery that was seen on the first page; later pages leave out whatever came after it, so that the pages
//! together are one consistent answer even when figures arrive in between. Files are written while they are read, but for workbooks,
//! which are held until their end.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    sync::Arc,
};

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use figures::{period::Period, source::licence_uri, territory::Level};
use formats::observations::{self as files, Form};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    Store,
    lake::{Pin, vintage::AsOf},
    scope::Scope,
};
use web::{
    accept,
    api::{CursorKey, List, Parameters, Wrong, cursor_expired, json, unknown_name},
    entity_tag::EntityTag,
    language::Language,
    problem::Problem,
    streamed::streamed,
    words::Message,
};

use super::{
    GREATEST_LIMIT, USUAL_LIMIT,
    observation::{Found, ObservationItem},
    tag, unchanged,
};
use crate::{
    indicators::{
        deliveries,
        observation_files::{Background, Order, Shelf, WriteError},
        observations::{self, Bookmark, Filter, Selection},
        registers::{Registers, blocking, registers},
        remarks,
    },
    installation::Installation,
    territories::{UnknownKey, words_of_key},
};

const LIST: &str = "observations";
const KNOWN: [&str; 11] = [
    "indicator",
    "territory",
    "level",
    "from",
    "to",
    "as_of",
    "as_recorded",
    "format",
    "limit",
    "cursor",
    "count",
];
/// How many indicators or territories a request may name.
const MOST_NAMES: usize = 500;

/// What is asked for, and for pages from where on; a cursor holds all of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Asked {
    indicators: Vec<String>,
    territories: Vec<String>,
    level: Option<Level>,
    from: Option<Period>,
    to: Option<Period>,
    as_of: Option<Date>,
    as_recorded: Option<Date>,
    limit: u32,
    /// The newest delivery that was seen on the first page.
    newest_delivery: i32,
    after: Option<Bookmark>,
}

/// List observations
///
/// Anybody may ask. In the order of indicator, territory, breakdown, source and period; the order of indicators and territories is
/// stable and means nothing. All filters narrow the list together. Without `as_of` and `as_recorded` the newest data state counts.
///
/// JSON comes in pages. All pages of one walk show the same data state: what is delivered after the first page is left out. The other
/// forms come as a whole, as `lotse export` writes them and `lotse import` reads them; the columns of tables begin with
/// `indicator,territory,period,value,status,source,delivery`, and one for each concept of breakdowns stands at the end; further ones may be added
/// between. `Link` headers name the licences of the sources (`rel="license"`) and the list with their notes (`rel="describedby"`).
#[utoipa::path(
    get,
    path = "/api/v1/observations",
    tag = "observations",
    params(
        ("indicator" = Option<Vec<String>>, Query, explode = true, description = "Only this indicator; may be repeated, up to 500 times.", example = json!(["unemployed"])),
        ("territory" = Option<Vec<String>>, Query, explode = true, description = "Only the territory with this key; may be repeated, up to 500 times.", example = json!(["05515000"])),
        ("level" = Option<String>, Query, description = "Only territories of this level: `country`, `state`, `region`, `district`, `association`, `municipality`.", example = "district"),
        ("from" = Option<String>, Query, description = "Only periods that begin with or after this one.",  example = "2015"),
        ("to" = Option<String>, Query, description = "Only periods that begin with or before this one.",  example = "2021"),
        ("as_of" = Option<String>, Query, description = "As publishers knew the values at the end of this day. Not together with `as_recorded`.", format = Date, example = "2025-05-01"),
        ("as_recorded" = Option<String>, Query, description = "As the values stood in this installation at the end of this day. Not together with `as_of`.", format = Date, example = "2026-12-31"),
        ("format" = Option<String>, Query, description = "`json`, `csv`, `xlsx`, `parquet`, `sdmx-csv`, `sdmx-json` or `data-package`; overrules `Accept`.", example = "json"),
        ("limit" = Option<u32>, Query, description = "How many to a page of JSON; 100 without it. Only with JSON.", minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before, sent alone."),
        ("count" = Option<bool>, Query, description = "`true`: say on the first page how many there are on all pages together, which may take long. Only with JSON."),
    ),
    responses((
        status = 200,
        description = "A page of the list, or the whole selection as a file.",
        headers(("Link" = String, description = "With files: licences of the sources and the list of their notes.")),
        content(
            (List<ObservationItem> = "application/json"),
            (String = "text/csv", example = "indicator,territory,period,value,status,source,delivery,decimals,unit,area_state,known_on\r\nunemployed,de:05515000,2021,7963,A,inkar,3,0,persons,unstated,2024-12-31\r\n"),
            (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (String = "application/vnd.apache.parquet"),
            (String = "application/vnd.sdmx.data+csv"),
            (String = "application/vnd.sdmx.data+json"),
            (String = "application/zip"),
        ),
    )),
)]
pub(super) async fn list_observations(
    State(installation): State<Installation>,
    RawQuery(query): RawQuery,
    language: Language,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref(), &KNOWN)?;
    let form = form(&parameters, &headers)?;
    let tag = tag(&installation, &format!("{} {language}", form.as_str())).await?;
    let registers = registers(&installation).await?;
    let key = CursorKey::new(installation.cursor_key);
    let asked = match parameters.cursor()? {
        Some(_) if form != Form::Json => {
            let message = Message::key("api-cursor-file").with("form", form.as_str());
            return Err(Problem::invalid().error("cursor", "not-together", message));
        }
        Some(cursor) => key.open(LIST, cursor)?,
        None => asked(&parameters, &registers)?,
    };
    if registers.pin.newest_delivery() < asked.newest_delivery {
        return Err(cursor_expired());
    }
    let selection = selection(&asked, &registers)?;
    if tag.is_known(&headers) {
        return Ok(unchanged(&tag));
    }
    if form != Form::Json {
        return file(&installation, registers, selection, form, &tag).await;
    }
    let reading = Reading {
        pin: registers.pin.clone().until(asked.newest_delivery),
        registers,
        selection,
    };
    let reading = Arc::new(reading);
    let count = match parameters.flag("count")? {
        true => Some(count(&installation, Arc::clone(&reading)).await?),
        false => None,
    };
    let (found, next) = page(&installation, reading, &asked).await?;
    let mut files = BTreeMap::new();
    for number in found.iter().map(|one| one.delivery).collect::<BTreeSet<i64>>() {
        let delivery = deliveries::delivery(&installation.store, &Scope::public(), number)
            .await
            .map_err(Problem::failed)?;
        files.extend(delivery.map(|delivery| (number, delivery)));
    }
    let places = found.iter().map(|one| (one.delivery, one.position));
    let remarks = remarks::at(&installation.store, &Scope::public(), places)
        .await
        .map_err(Problem::failed)?;
    let items = found
        .into_iter()
        .map(|one| ObservationItem::of(one, &files, &remarks, language))
        .collect();
    let next = next.map(|after| {
        key.seal(
            LIST,
            &Asked {
                after: Some(after),
                ..asked
            },
        )
    });
    Ok(json(&tag, &List { items, next, count }))
}

/// The form that is asked for. What makes sense for pages only is refused beside files.
fn form(parameters: &Parameters, headers: &HeaderMap) -> Result<Form, Problem> {
    let words = Form::ALL.map(Form::as_str);
    let form = match parameters.choice("format", &words)? {
        Some(word) => Form::ALL
            .into_iter()
            .find(|form| form.as_str() == word)
            .unwrap_or(Form::Json),
        None => accepted(headers).ok_or_else(|| {
            let forms = words.join(", ");
            Problem::not_acceptable().detail(Message::key("api-forms-offered").with("forms", forms))
        })?,
    };
    if form != Form::Json {
        for name in ["limit", "count"] {
            if parameters.one(name)?.is_some() {
                let message = Message::key("api-parameter-together")
                    .with("name", name)
                    .with("other", form.as_str());
                return Err(Problem::invalid().error(name, "not-together", message));
            }
        }
    }
    Ok(form)
}

/// The form that `Accept` likes most; without a wish pages of JSON.
fn accepted(headers: &HeaderMap) -> Option<Form> {
    let kind = |form: Form| form.media_type().split(';').next().unwrap_or_default();
    let others = Form::ALL.into_iter().filter(|form| *form != Form::Json);
    let offered: Vec<Form> = std::iter::once(Form::Json).chain(others).collect();
    let kinds: Vec<&'static str> = offered.iter().map(|form| kind(*form)).collect();
    let best = accept::best(headers, &kinds)?;
    offered.into_iter().find(|form| kind(*form) == best)
}

fn asked(parameters: &Parameters, registers: &Registers) -> Result<Asked, Problem> {
    let mut wrong = Wrong::default();
    let asked = Asked {
        indicators: wrong.or_default(parameters.several("indicator", MOST_NAMES)),
        territories: wrong.or_default(parameters.several("territory", MOST_NAMES)),
        level: wrong.or_default(parameters.parsed("level", "api-level-unknown")),
        from: wrong.or_default(parameters.parsed("from", "api-period-unknown")),
        to: wrong.or_default(parameters.parsed("to", "api-period-unknown")),
        as_of: wrong.or_default(parameters.day("as_of")),
        as_recorded: wrong.or_default(parameters.day("as_recorded")),
        limit: wrong.or_default(parameters.limit(USUAL_LIMIT, GREATEST_LIMIT)),
        newest_delivery: registers.pin.newest_delivery(),
        after: None,
    };
    wrong.or_default(parameters.exclude("as_of", "as_recorded"));
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && to.start() < from.start()
    {
        let message = Message::key("api-parameter-order")
            .with("value", to.to_string())
            .with("from", from.to_string());
        wrong.or_default::<()>(Err(Problem::invalid().error("to", "before-from", message)));
    }
    for slug in &asked.indicators {
        let known = registers
            .catalogue
            .by_slug(slug)
            .or_else(|| registers.catalogue.by_alias("inkar", slug));
        wrong.or_default(
            known
                .map(|_| ())
                .ok_or_else(|| unknown_name("indicator", slug, "/api/v1/indicators")),
        );
    }
    for key in &asked.territories {
        let unknown = |error: UnknownKey| Problem::invalid().error("territory", error.code(), words_of_key(&error));
        wrong.or_default(registers.keys.resolve(key, None).map(|_| ()).map_err(unknown));
    }
    wrong.end()?;
    Ok(asked)
}

fn selection(asked: &Asked, registers: &Registers) -> Result<Selection, Problem> {
    let filter = Filter {
        indicators: asked.indicators.clone(),
        territories: asked.territories.clone(),
        level: asked.level,
        from: asked.from,
        to: asked.to,
        as_of: match (asked.as_of, asked.as_recorded) {
            (Some(day), _) => AsOf::Known(day),
            (None, Some(day)) => AsOf::Recorded(day),
            (None, None) => AsOf::Current,
        },
    };
    // Names were looked up when the first page was asked for, and none is ever taken away.
    Selection::new(&filter, &registers.catalogue, &registers.keys).map_err(|_| cursor_expired())
}

/// What is read, and at which moment.
struct Reading {
    registers: Arc<Registers>,
    pin: Pin,
    selection: Selection,
}

async fn count(installation: &Installation, reading: Arc<Reading>) -> Result<u64, Problem> {
    let store = installation.store.clone();
    blocking(move || {
        let Reading {
            registers,
            pin,
            selection,
        } = &*reading;
        let words = (&registers.catalogue, &registers.dictionary, &registers.keys);
        let mut count = 0;
        observations::read_on(&store, pin, words, selection, None, |_| {
            count += 1;
            ControlFlow::Continue(())
        })?;
        Ok(count)
    })
    .await
}

async fn page(
    installation: &Installation,
    reading: Arc<Reading>,
    asked: &Asked,
) -> Result<(Vec<Found>, Option<Bookmark>), Problem> {
    let (store, after) = (installation.store.clone(), asked.after);
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    blocking(move || {
        let Reading {
            registers,
            pin,
            selection,
        } = &*reading;
        let words = (&registers.catalogue, &registers.dictionary, &registers.keys);
        let (mut found, mut last, mut next) = (Vec::new(), None, None);
        observations::read_on(&store, pin, words, selection, after, |one| {
            // One more than the page holds tells that there is a next one.
            if found.len() == limit {
                next = last;
                return ControlFlow::Break(());
            }
            last = Some(one.bookmark);
            found.push(Found::of(&one, &registers.keys));
            ControlFlow::Continue(())
        })?;
        Ok((found, next))
    })
    .await
}

/// More lines than this are more than a sheet can show.
const MOST_ROWS: u64 = 1_048_575;

/// The whole selection as a file.
async fn file(
    installation: &Installation,
    registers: Arc<Registers>,
    selection: Selection,
    form: Form,
    tag: &EntityTag,
) -> Result<Response, Problem> {
    let store = installation.store.clone();
    let background = Background::load(&store, &Scope::public(), selection.indicators())
        .await
        .map_err(Problem::failed)?;
    let links = links(&registers, &selection);
    let stand = Arc::new((store, registers, background, selection));
    let reading = Arc::clone(&stand);
    let (head, n_lines) = blocking(move || {
        let (store, registers, background, selection) = &*reading;
        let shelf = shelf(store, registers, background);
        let contents = shelf.contents(selection, &|_| true)?;
        Ok((contents.head(&shelf, |one| one.slug.clone()), contents.n_observations()))
    })
    .await?;
    if form == Form::Xlsx && MOST_ROWS < n_lines {
        let message = Message::key("api-too-many-for-sheet")
            .with("n", n_lines.to_string())
            .with("most", MOST_ROWS.to_string());
        return Err(Problem::invalid().error("format", "too-many", message));
    }
    let body = streamed(move |output| {
        let (store, registers, background, selection) = &*stand;
        let shelf = shelf(store, registers, background);
        let mut writer = files::begin(form, Box::new(output), &head)?;
        shelf.write(selection, &|_| true, Order::AsStored, (&head, true), writer.as_mut())?;
        writer.end()?;
        Ok::<(), WriteError>(())
    });
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
    let name = format!("attachment; filename=\"observations.{}\"", form.extension());
    if let Ok(name) = HeaderValue::try_from(name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    headers.insert(header::ETAG, tag.header());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    for link in links {
        if let Ok(link) = HeaderValue::from_str(&link) {
            headers.append(header::LINK, link);
        }
    }
    Ok(response)
}

fn shelf<'a>(store: &'a Store, registers: &'a Registers, background: &'a Background) -> Shelf<'a> {
    Shelf {
        store,
        pin: &registers.pin,
        catalogue: &registers.catalogue,
        dictionary: &registers.dictionary,
        keys: &registers.keys,
        background,
    }
}

/// Where the notes of the sources stand, and the licences of the sources that have delivered any of what is selected.
fn links(registers: &Registers, selection: &Selection) -> Vec<String> {
    let is_selected = |version: i32| selection.indicators().is_none_or(|wanted| wanted.contains(&version));
    let versions = registers
        .catalogue
        .all()
        .iter()
        .map(|one| one.version_id)
        .filter(|version| is_selected(*version));
    let slugs: BTreeSet<String> = versions
        .flat_map(|version| registers.coverage.of(version).sources)
        .collect();
    let used = registers
        .dictionary
        .sources()
        .filter(|source| slugs.contains(&source.slug));
    let licences: BTreeSet<&str> = used
        .filter_map(|source| source.licence.as_deref().and_then(licence_uri))
        .collect();
    let notes = "</api/v1/sources>; rel=\"describedby\"".to_owned();
    licences
        .into_iter()
        .map(|licence| format!("<{licence}>; rel=\"license\""))
        .chain([notes])
        .collect()
}
