//! Downloads of an indicator's values as CSV and XLSX for people, and in the forms that other programs and installations read: each with
//! unit, data state, source note and licence in it.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use formats::{
    Field,
    csv_out::CsvTable,
    observations::{self as files, Form},
    xlsx_out::{self, DataSheet, SourceSheet},
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{StoreError, lake::vintage::AsOf};
use web::{entity_tag::EntityTag, frame::Frame, problem::Problem, words::Message};

use super::{
    super::{
        catalogue::Indicator,
        deliveries,
        observation_files::{Background, Contents, Kept, Lines},
        observations::{self, Selection},
        registers::{self, Registers},
        remarks::{self, Remarks},
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

/// Names of the columns; the same in every language, because programs read them.
const COLUMNS: [&str; 13] = [
    "indicator",
    "territory",
    "territory_name",
    "period",
    "value",
    "unit",
    "status",
    "source",
    "delivery",
    "licence",
    "source_note",
    "breakdown",
    "remark",
];

/// Forms that are the same as those of `lotse export`, so that another installation reads them back.
const FORMS: [Form; 4] = [Form::Json, Form::Parquet, Form::SdmxCsv, Form::DataPackage];

/// GET /{language}/indicators/{indicator}/observations.csv, .xlsx, .json, .parquet, .sdmx.csv and .zip
pub(super) async fn download(
    State(installation): State<Installation>,
    Path((slug, file)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, Problem> {
    let ending = file.strip_prefix("observations.").unwrap_or_default();
    let form = FORMS.into_iter().find(|form| form.extension() == ending);
    let is_workbook = match ending {
        "csv" => false,
        "xlsx" => true,
        _ if form.is_some() => false,
        _ => return Err(Problem::not_found()),
    };
    let registers = registers::registers(&installation).await?;
    let indicator = registers
        .catalogue
        .by_slug(&slug)
        .ok_or_else(Problem::not_found)?
        .clone();
    let asked = asked.territory.unwrap_or_default();
    let territory = match asked.trim() {
        "" if is_workbook => {
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
    if let Some(form) = form {
        let (store, version_id) = (installation.store.clone(), indicator.version_id);
        let background = Background::load(&store, &store::scope::Scope::public())
            .await
            .map_err(Problem::failed)?;
        let bytes =
            registers::blocking(move || written(&store, &registers, &background, version_id, ids, form)).await?;
        return answer(&tag, form.media_type(), &format!("{slug}-{place}.{ending}"), bytes);
    }
    let known = deliveries::deliveries(&installation.store, &store::scope::Scope::public(), None, i64::MAX)
        .await
        .map_err(Problem::failed)?;
    let versions = [indicator.version_id];
    let remarks = remarks::of_indicators(&installation.store, &store::scope::Scope::public(), Some(&versions))
        .await
        .map_err(Problem::failed)?;
    let lines = {
        let (store, registers, version_id) = (installation.store.clone(), Arc::clone(&registers), indicator.version_id);
        registers::blocking(move || lines(&store, &registers, version_id, ids)).await?
    };
    let table = Table {
        frame: &frame,
        indicator: &indicator,
        registers: &registers,
        lines: &lines,
        known: &known,
        remarks: &remarks,
    };
    let (bytes, kind, extension) = match is_workbook {
        true => (table.workbook().map_err(Problem::failed)?, XLSX, "xlsx"),
        false => (table.csv().map_err(Problem::failed)?, "text/csv; charset=utf-8", "csv"),
    };
    answer(&tag, kind, &format!("{slug}-{place}.{extension}"), bytes)
}

fn answer(tag: &EntityTag, kind: &'static str, name: &str, bytes: Vec<u8>) -> Result<Response, Problem> {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).map_err(Problem::failed)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition),
        (header::ETAG, tag.header()),
    ];
    Ok((headers, bytes).into_response())
}

/// The values in a form of `lotse export`. Deliveries of several sources stand together; each line names its own.
fn written(
    store: &store::Store,
    registers: &Registers,
    background: &Background,
    version_id: i32,
    territories: Option<Vec<i32>>,
    form: Form,
) -> Result<Vec<u8>, StoreError> {
    let Registers {
        catalogue,
        dictionary,
        keys,
        pin,
        ..
    } = registers;
    let selection = Selection::of(Some(vec![version_id]), territories, AsOf::Current);
    let (mut contents, mut kept) = (Contents::default(), Vec::new());
    observations::read(store, pin, catalogue, dictionary, &selection, |one| {
        contents.add(&one, background);
        kept.push(Kept::of(&one));
        true
    })?;
    kept.sort_by(|a, b| a.order(keys).cmp(&b.order(keys)));
    let head = contents.head(catalogue, background, |indicator| indicator.slug.clone());
    let lines = Lines {
        catalogue,
        keys,
        background,
        head: &head,
        with_deliveries: true,
    };
    let mut bytes = Vec::new();
    let failed = |error: formats::FileError| StoreError::Schema(error.to_string());
    let mut writer = files::begin(form, Box::new(&mut bytes), &head).map_err(failed)?;
    for one in &kept {
        lines.write(one, writer.as_mut()).map_err(failed)?;
    }
    writer.end().map_err(failed)?;
    Ok(bytes)
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// One value as it is written.
struct Line {
    territory: i32,
    period: String,
    number: Option<figures::number::Number>,
    status: String,
    source: String,
    delivery: i64,
    position: i64,
    breakdown: String,
}

fn lines(
    store: &store::Store,
    registers: &Registers,
    version_id: i32,
    territories: Option<Vec<i32>>,
) -> Result<Vec<Line>, StoreError> {
    let Registers {
        catalogue,
        dictionary,
        pin,
        ..
    } = registers;
    let selection = Selection::of(Some(vec![version_id]), territories, AsOf::Current);
    let mut lines = Vec::new();
    observations::read(store, pin, catalogue, dictionary, &selection, |one| {
        lines.push(Line {
            territory: one.territory,
            period: one.period.to_string(),
            number: one.number,
            status: one.status.to_string(),
            source: one.source.slug.clone(),
            delivery: one.delivery,
            position: one.position,
            breakdown: one.dimensions.to_owned(),
        });
        true
    })?;
    Ok(lines)
}

struct Table<'a> {
    frame: &'a Frame,
    indicator: &'a Indicator,
    registers: &'a Registers,
    lines: &'a [Line],
    known: &'a [deliveries::Delivery],
    remarks: &'a Remarks,
}

impl Table<'_> {
    fn csv(&self) -> Result<Vec<u8>, formats::FileError> {
        let mut table = CsvTable::new(Vec::new(), &COLUMNS)?;
        let mut noted = BTreeSet::new();
        for line in self.lines {
            let delivery = self.delivery(line.delivery);
            // The note is long; it stands in the first line of each delivery, and the delivery in every line.
            let is_first = noted.insert(line.delivery);
            let note = delivery.filter(|_| is_first).and_then(|one| one.source_note.as_deref());
            let note = one_line(note.unwrap_or_default());
            let (territory, name) = self.territory(line.territory);
            table.line(&[
                Field::Text(&self.indicator.slug),
                Field::Text(&territory),
                Field::Text(name),
                Field::Text(&line.period),
                line.number.map_or(Field::Blank, Field::Number),
                Field::Text(self.indicator.version.unit.code()),
                Field::Text(&line.status),
                Field::Text(&line.source),
                Field::Integer(line.delivery),
                Field::Text(delivery.and_then(|one| one.licence.as_deref()).unwrap_or_default()),
                Field::Text(&note),
                Field::Text(&line.breakdown),
                Field::Text(self.remark(line)),
            ])?;
        }
        table.finish()
    }

    fn workbook(&self) -> Result<Vec<u8>, formats::FileError> {
        let word = |key: &'static str| self.frame.plain(key).to_string();
        let header: Vec<String> = [
            "download-territory",
            "download-name",
            "download-period",
            "download-value",
            "download-unit",
            "download-status",
            "download-delivery",
            "download-breakdown",
            "download-remark",
        ]
        .map(word)
        .to_vec();
        let unit = figure::unit(self.frame, self.indicator.version.unit);
        let territories: Vec<(String, &str)> = self.lines.iter().map(|line| self.territory(line.territory)).collect();
        let rows = self
            .lines
            .iter()
            .zip(&territories)
            .map(|(line, (key, name))| {
                vec![
                    Field::Text(key),
                    Field::Text(name),
                    // A spreadsheet sorts and draws years that are numbers.
                    line.period.parse().map_or(Field::Text(&line.period), Field::Integer),
                    line.number.map_or(Field::Blank, Field::Number),
                    Field::Text(&unit),
                    Field::Text(&line.status),
                    Field::Integer(line.delivery),
                    Field::Text(&line.breakdown),
                    Field::Text(self.remark(line)),
                ]
            })
            .collect();
        let (_, title) = figure::words(self.indicator, self.frame);
        let data = DataSheet {
            name: &title,
            header: header.iter().map(String::as_str).collect(),
            rows,
        };
        let mut newest = self.lines.iter().map(|line| line.delivery).collect::<Vec<_>>();
        newest.sort_unstable();
        newest.dedup();
        let mut about = vec![(word("download-indicator"), title.clone())];
        for delivery in newest.iter().filter_map(|number| self.delivery(*number)) {
            about.push((
                word("download-delivery"),
                format!("{} ({})", delivery.number, delivery.file_name),
            ));
            about.push((
                word("indicator-source"),
                delivery.source_note.clone().unwrap_or_default(),
            ));
            about.push((word("indicator-licence"), delivery.licence.clone().unwrap_or_default()));
            about.push((word("indicator-data-state"), figure::data_state(self.frame, delivery)));
        }
        let source_name = word("download-source-sheet");
        let source = SourceSheet {
            name: &source_name,
            lines: about
                .iter()
                .map(|(label, text)| (label.as_str(), text.as_str()))
                .collect(),
        };
        // The date in the file is the data state, so that the same figures give the same file.
        let date = self
            .known
            .iter()
            .map(|one| one.known_on)
            .max()
            .unwrap_or(Date::constant(2000, 1, 1));
        xlsx_out::write(&data, &source, date)
    }

    fn remark(&self, line: &Line) -> &str {
        self.remarks.at(line.delivery, line.position).unwrap_or_default()
    }

    fn delivery(&self, number: i64) -> Option<&deliveries::Delivery> {
        self.known.iter().find(|one| one.number == number)
    }

    fn territory(&self, id: i32) -> (String, &str) {
        self.registers
            .keys
            .get(id)
            .map_or_else(|| (String::new(), ""), |(key, title)| (key.to_string(), title))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
