//! Downloads of an indicator's values in every form that `lotse export` writes, so that people, other programs and other installations
//! read the same: each with unit, data state, source note and licence in it.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use formats::observations::{self as files, Form};
use serde::Deserialize;
use store::{StoreError, lake::vintage::AsOf, scope::Scope};
use web::{frame::Frame, problem::Problem, words::Message};

use super::{
    super::{
        observation_files::{Background, Order, Shelf},
        observations::Selection,
        registers,
    },
    figure,
};
use crate::installation::Installation;

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Key of a territory; all when missing.
    territory: Option<String>,
}

/// GET /{language}/indicators/{indicator}/observations.csv, .xlsx, .json, .parquet, .sdmx.csv, .sdmx.json and .zip
pub(super) async fn download(
    State(installation): State<Installation>,
    Path((slug, file)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let ending = file.strip_prefix("observations.").unwrap_or_default();
    let form = Form::ALL.into_iter().find(|form| form.extension() == ending);
    let form = form.ok_or_else(Problem::not_found)?;
    let registers = registers::registers(&installation).await?;
    let indicator = registers
        .catalogue
        .by_slug(&slug)
        .ok_or_else(Problem::not_found)?
        .clone();
    let asked = asked.territory.unwrap_or_default();
    let territory = match asked.trim() {
        "" if form == Form::Xlsx => {
            let message = Message::key("indicator-download-needs-territory");
            return Err(Problem::invalid()
                .error("territory", "missing", message)
                .back("/indicators"));
        }
        "" => None,
        text => Some(registers.keys.resolve(text, None).map_err(|error| {
            let message = Message::key("indicator-unknown-territory").with("key", text.to_owned());
            Problem::invalid()
                .error("territory", error.code(), message)
                .back("/indicators")
        })?),
    };
    let tag = registers::tag(&installation, frame.language(), &format!("{file} {slug} {asked}")).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let ids = match &territory {
        Some(found) => Some(registers::place_of(&installation, found.id).await?.own),
        None => None,
    };
    let place = territory.map_or_else(|| "alle".to_owned(), |found| found.key.code().to_owned());
    let selection = Selection::of(Some(vec![indicator.version_id]), ids, AsOf::Current);
    let store = installation.store.clone();
    let background = Background::load(&store, &Scope::public(), selection.indicators())
        .await
        .map_err(Problem::failed)?;
    let (_, title) = figure::words(&indicator, &frame);
    let sources = frame.plain("download-source-sheet").to_string();
    let bytes = registers::blocking(move || {
        let shelf = Shelf {
            store: &store,
            pin: &registers.pin,
            catalogue: &registers.catalogue,
            dictionary: &registers.dictionary,
            keys: &registers.keys,
            background: &background,
        };
        let failed = |error: &dyn std::fmt::Display| StoreError::Schema(error.to_string());
        let mut head = shelf.contents(&selection, &|_| true)?.head(&shelf, |_| title.clone());
        head.source_sheet = sources;
        let mut bytes = Vec::new();
        let mut writer = files::begin(form, Box::new(&mut bytes), &head).map_err(|error| failed(&error))?;
        shelf
            .write(&selection, &|_| true, Order::Sorted, (&head, true), writer.as_mut())
            .map_err(|error| failed(&error))?;
        writer.end().map_err(|error| failed(&error))?;
        Ok(bytes)
    })
    .await?;
    let name = format!("attachment; filename=\"{slug}-{place}.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(form.media_type())),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(name).map_err(Problem::failed)?,
        ),
        (header::ETAG, tag.header()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, bytes).into_response())
}
