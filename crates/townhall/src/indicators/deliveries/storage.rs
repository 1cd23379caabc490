//! Deliveries in SQL.

use std::{collections::BTreeSet, fs::File};

use figures::territory::Level;
use formats::DeliveryHead;
use jiff::{Timestamp, civil::Date};
use store::{
    Store, StoreError,
    files::Staged,
    scope::Scope,
    sql::{Numbered, Write},
};

use super::{Basis, Delivery, Kind, Report, RowProblem, Severity};
use crate::indicators::own::{self, Visibility};

/// A delivery about to be recorded.
pub(super) struct NewDelivery<'a> {
    pub(super) number: i64,
    pub(super) kind: Kind,
    pub(super) visibility: Visibility,
    pub(super) source_id: Option<i64>,
    pub(super) known_on: Date,
    pub(super) known_on_basis: Basis,
    pub(super) accepted_at: Timestamp,
    pub(super) file_name: &'a str,
    pub(super) file: Option<&'a Staged>,
    pub(super) format: &'a str,
    pub(super) head: Option<&'a DeliveryHead>,
    pub(super) withdraws: Option<i64>,
    pub(super) report: &'a Report,
}

pub(super) async fn insert(write: &mut Write, new: &NewDelivery<'_>) -> Result<(), StoreError> {
    let report = serde_json::to_string(new.report)
        .map_err(|error| StoreError::Refused(format!("the report of delivery {}: {error}", new.number)))?;
    let (organisation, actor) = (write.scope().organisation().0, write.scope().actor().to_owned());
    let head = |field: fn(&DeliveryHead) -> &Option<String>| new.head.and_then(|head| field(head).clone());
    sqlx::query(
        "insert into delivery (number, id, organisation_id, kind, visibility, source_id, known_on, known_on_basis, accepted_at, \
         actor, file_name, file_sha256, file_bytes, format, edition, provider, title, source_note, licence, dataset_uri, report, \
         withdraws) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
         $21, $22)",
    )
    .bind(new.number)
    .bind(uuid::Uuid::now_v7().to_string())
    .bind(organisation)
    .bind(new.kind.as_str())
    .bind(new.visibility.as_str())
    .bind(new.source_id)
    .bind(new.known_on.to_string())
    .bind(new.known_on_basis.as_str())
    .bind(new.accepted_at.as_microsecond())
    .bind(actor)
    .bind(new.file_name)
    .bind(new.file.map(|file| file.sha256().to_owned()))
    .bind(new.file.map(|file| i64::try_from(file.n_bytes()).unwrap_or(i64::MAX)))
    .bind(new.format)
    .bind(head(|head| &head.edition))
    .bind(head(|head| &head.provider))
    .bind(head(|head| &head.title))
    .bind(head(|head| &head.source_note))
    .bind(head(|head| &head.licence))
    .bind(head(|head| &head.dataset_uri))
    .bind(report)
    .bind(new.withdraws)
    .execute(write.on())
    .await?;
    Ok(())
}

pub(super) async fn insert_indicator(
    write: &mut Write,
    number: i64,
    version_id: i32,
    n_rows: usize,
    n_new: usize,
    levels: &BTreeSet<Level>,
) -> Result<(), StoreError> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let levels: Vec<&str> = levels.iter().map(|level| level.as_str()).collect();
    sqlx::query(
        "insert into delivery_indicator (delivery_number, indicator_version_id, n_rows, n_new, levels) \
         values ($1, $2, $3, $4, $5)",
    )
    .bind(number)
    .bind(i64::from(version_id))
    .bind(count(n_rows))
    .bind(count(n_new))
    .bind(levels.join(" "))
    .execute(write.on())
    .await?;
    Ok(())
}

pub(super) async fn insert_problems(write: &mut Write, number: i64, problems: &[RowProblem]) -> Result<(), StoreError> {
    for (ordinal, problem) in (0_i64..).zip(problems) {
        sqlx::query(
            "insert into delivery_problem (delivery_number, ordinal, severity, code, n_rows, piece, sheet, row_number, \
             column_number, message) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(number)
        .bind(ordinal)
        .bind(problem.severity.as_str())
        .bind(&problem.code)
        .bind(i64::try_from(problem.rows).unwrap_or(i64::MAX))
        .bind(&problem.piece)
        .bind(&problem.sheet)
        .bind(problem.row.map(i64::from))
        .bind(problem.column.map(i64::from))
        .bind(&problem.message)
        .execute(write.on())
        .await?;
    }
    Ok(())
}

/// The title of the source that all tables without a publisher share.
const NO_PUBLISHER_TITLE: &str = "Tabellen ohne genannten Herausgeber";

/// The key in the lake of a source on an area state, adding it when it is new. Everybody may see a source, so what only an internal
/// delivery says of it is not kept there; the first public one fills it in.
pub(super) async fn ensure_source(
    write: &mut Write,
    source: &figures::source::Source,
    is_public: bool,
) -> Result<i32, StoreError> {
    let (title, note) = match own::is_own_source(&source.slug) {
        true => (
            format!("Eigene Werte von {}", source.provider),
            format!("{}: eigene Erhebung", source.provider),
        ),
        false if is_public && source.slug == own::NO_PUBLISHER => (NO_PUBLISHER_TITLE.to_owned(), source.note.clone()),
        false if is_public => (source.title.clone(), source.note.clone()),
        false => (String::new(), String::new()),
    };
    let area_state = source.area_state.to_string();
    let known: Option<(i64,)> = sqlx::query_as("select id from source where slug = $1 and area_state = $2")
        .bind(&source.slug)
        .bind(&area_state)
        .fetch_optional(write.on())
        .await?;
    let id = match known {
        Some((id,)) if source.slug == own::NO_PUBLISHER && is_public => {
            // So far only what is internal may have named it.
            sqlx::query(
                "update source set title = $1, note = $2, licence = $3, dataset_uri = $4 where id = $5 and title = '' and note = ''",
            )
            .bind(&title)
            .bind(&note)
            .bind(&source.licence)
            .bind(&source.dataset_uri)
            .bind(id)
            .execute(write.on())
            .await?;
            // Tables of no publisher share one source. What one says of its origin and terms holds for no other, so as soon as two say
            // different things the source says neither; each delivery keeps its own.
            sqlx::query(
                "update source set title = $1, note = $2, licence = null, dataset_uri = null \
                 where id = $3 and (note <> $4 or coalesce(licence, '') <> $5)",
            )
            .bind(NO_PUBLISHER_TITLE)
            .bind("Quelle und Lizenz nennt der Bericht der Datenlieferung.")
            .bind(id)
            .bind(&note)
            .bind(source.licence.as_deref().unwrap_or(""))
            .execute(write.on())
            .await?;
            id
        }
        Some((id,)) => {
            sqlx::query("update source set title = $1, note = $2 where id = $3 and title = '' and note = ''")
                .bind(&title)
                .bind(&note)
                .bind(id)
                .execute(write.on())
                .await?;
            id
        }
        None => {
            let id = write.next_id(Numbered::Source).await?;
            sqlx::query(
                "insert into source (id, slug, area_state, provider, title, note, licence, dataset_uri) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(id)
            .bind(&source.slug)
            .bind(&area_state)
            .bind(&source.provider)
            .bind(&title)
            .bind(&note)
            // A home may state other terms for its next values.
            .bind(source.licence.as_ref().filter(|_| !own::is_own_source(&source.slug)))
            .bind(&source.dataset_uri)
            .execute(write.on())
            .await?;
            id
        }
    };
    i32::try_from(id).map_err(|_| StoreError::Schema(format!("source {id}")))
}

/// The key in the lake of a breakdown, adding it when it is new.
pub(super) async fn ensure_dimension_set(write: &mut Write, canonical: &str) -> Result<i32, StoreError> {
    let known: Option<(i64,)> = sqlx::query_as("select id from dimension_set where canonical = $1")
        .bind(canonical)
        .fetch_optional(write.on())
        .await?;
    let id = match known {
        Some((id,)) => id,
        None => {
            let id = write.next_id(Numbered::DimensionSet).await?;
            sqlx::query("insert into dimension_set (id, canonical) values ($1, $2)")
                .bind(id)
                .bind(canonical)
                .execute(write.on())
                .await?;
            id
        }
    };
    i32::try_from(id).map_err(|_| StoreError::Schema(format!("dimension set {id}")))
}

#[derive(sqlx::FromRow)]
struct Record {
    number: i64,
    id: String,
    kind: String,
    visibility: String,
    known_on: String,
    known_on_basis: String,
    accepted_at: i64,
    actor: String,
    file_name: String,
    file_sha256: Option<String>,
    file_bytes: Option<i64>,
    format: String,
    edition: Option<String>,
    provider: Option<String>,
    title: Option<String>,
    source_note: Option<String>,
    licence: Option<String>,
    dataset_uri: Option<String>,
    report: String,
    withdraws: Option<i64>,
    withdrawn_by: Option<i64>,
}

impl Record {
    fn delivery(self, indicators: Vec<(String, i64)>) -> Result<Delivery, StoreError> {
        let strange = |what: &str| StoreError::Schema(format!("delivery {} has an unknown {what}", self.number));
        Ok(Delivery {
            kind: match self.kind.as_str() {
                "merge" => Kind::Merge,
                "withdrawal" => Kind::Withdrawal,
                "derived" => Kind::Derived,
                _ => return Err(strange("kind")),
            },
            visibility: Visibility::of(&self.visibility).ok_or_else(|| strange("visibility"))?,
            known_on: self.known_on.parse().map_err(|_| strange("date"))?,
            known_on_basis: match self.known_on_basis.as_str() {
                "file" => Basis::File,
                "asked" => Basis::Asked,
                "edition" => Basis::Edition,
                "inputs" => Basis::Inputs,
                _ => Basis::Accepted,
            },
            accepted_at: Timestamp::from_microsecond(self.accepted_at).map_err(|_| strange("time"))?,
            report: serde_json::from_str(&self.report).map_err(|_| strange("report"))?,
            number: self.number,
            id: self.id,
            actor: self.actor,
            file_name: self.file_name,
            file_sha256: self.file_sha256,
            file_bytes: self.file_bytes,
            format: self.format,
            edition: self.edition,
            provider: self.provider,
            title: self.title,
            source_note: self.source_note,
            licence: self.licence,
            dataset_uri: self.dataset_uri,
            withdraws: self.withdraws,
            withdrawn_by: self.withdrawn_by,
            indicators,
        })
    }
}

/// The newest deliveries first: at most `limit` with a number below `before`.
pub async fn deliveries(
    store: &Store,
    scope: &Scope,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Delivery>, StoreError> {
    let read = store.sql.read(scope);
    let [first, second] = scope.visibilities();
    let records: Vec<Record> = sqlx::query_as(
        "select delivery.number, delivery.id, delivery.kind, delivery.visibility, delivery.known_on, delivery.known_on_basis, delivery.accepted_at, \
                delivery.actor, delivery.file_name, delivery.file_sha256, delivery.file_bytes, delivery.format, delivery.edition, \
                delivery.provider, delivery.title, delivery.source_note, delivery.licence, delivery.dataset_uri, \
                delivery.report, delivery.withdraws, later.number as withdrawn_by \
         from delivery left join delivery later on later.withdraws = delivery.number \
         where delivery.visibility in ($1, $2) and delivery.number < $3 \
           and (delivery.visibility = 'public' or delivery.organisation_id in (1, $5) or $5 = 1) \
         order by delivery.number desc limit $4",
    )
    .bind(first)
    .bind(second)
    .bind(before.unwrap_or(i64::MAX))
    .bind(limit)
    .bind(scope.organisation().0)
    .fetch_all(read.on())
    .await?;
    let smallest = records.last().map_or(0, |record| record.number);
    let indicators: Vec<(i64, String, i64)> = sqlx::query_as(
        "select part.delivery_number, indicator.slug, part.n_rows from delivery_indicator part \
         join indicator_version version on version.id = part.indicator_version_id \
         join indicator on indicator.id = version.indicator_id \
         where part.delivery_number >= $1 and part.delivery_number < $2 \
           and (indicator.visibility in ($3, $4) or (indicator.visibility = 'draft' and $5 = 1)) \
         order by part.delivery_number, indicator.slug",
    )
    .bind(smallest)
    .bind(before.unwrap_or(i64::MAX))
    .bind(first)
    .bind(second)
    .bind(i64::from(scope.sees_drafts()))
    .fetch_all(read.on())
    .await?;
    records
        .into_iter()
        .map(|record| {
            let own = indicators.iter().filter(|(number, ..)| *number == record.number);
            let own = own.map(|(_, slug, n_rows)| (slug.clone(), *n_rows)).collect();
            record.delivery(own)
        })
        .collect()
}

/// One delivery. `None` when there is none or the scope may not see it.
pub async fn delivery(store: &Store, scope: &Scope, number: i64) -> Result<Option<Delivery>, StoreError> {
    let Some(before) = number.checked_add(1) else {
        return Ok(None);
    };
    let found = deliveries(store, scope, Some(before), 1).await?.pop();
    Ok(found.filter(|delivery| delivery.number == number))
}

/// The problems of a delivery in the order of the file, from `first` on.
pub async fn problems(
    store: &Store,
    scope: &Scope,
    number: i64,
    first: i64,
    limit: i64,
) -> Result<Vec<RowProblem>, StoreError> {
    type Line = (
        String,
        String,
        i64,
        String,
        Option<String>,
        Option<i64>,
        Option<i64>,
        String,
    );
    let lines: Vec<Line> = sqlx::query_as(
        "select severity, code, n_rows, piece, sheet, row_number, column_number, message from delivery_problem \
         where delivery_number = $1 and ordinal >= $2 order by ordinal limit $3",
    )
    .bind(number)
    .bind(first)
    .bind(limit)
    .fetch_all(store.sql.read(scope).on())
    .await?;
    Ok(lines
        .into_iter()
        .map(
            |(severity, code, rows, piece, sheet, row, column, message)| RowProblem {
                severity: Severity::named(&severity).unwrap_or(Severity::Rejected),
                code,
                rows: u64::try_from(rows).unwrap_or(0),
                piece,
                sheet,
                row: row.and_then(|row| u32::try_from(row).ok()),
                column: column.and_then(|column| u32::try_from(column).ok()),
                message,
            },
        )
        .collect())
}

/// How many deliveries the scope may see.
pub async fn n_deliveries(store: &Store, scope: &Scope) -> Result<u64, StoreError> {
    let [first, second] = scope.visibilities();
    let (n,): (i64,) = sqlx::query_as(
        "select count(*) from delivery where visibility in ($1, $2) \
         and (visibility = 'public' or organisation_id in (1, $3) or $3 = 1)",
    )
    .bind(first)
    .bind(second)
    .bind(scope.organisation().0)
    .fetch_one(store.sql.read(scope).on())
    .await?;
    Ok(u64::try_from(n).unwrap_or(0))
}

/// How many problems a delivery has.
pub async fn n_problems(store: &Store, scope: &Scope, number: i64) -> Result<u64, StoreError> {
    let (n,): (i64,) = sqlx::query_as("select count(*) from delivery_problem where delivery_number = $1")
        .bind(number)
        .fetch_one(store.sql.read(scope).on())
        .await?;
    Ok(u64::try_from(n).unwrap_or(0))
}

/// Whether exactly this content was delivered already and still counts.
pub async fn is_delivered(store: &Store, scope: &Scope, mut content: &[u8]) -> Result<bool, StoreError> {
    let sha256 = store::files::sha256_of(&mut content)
        .map_err(|error| StoreError::Refused(format!("the content cannot be read: {error}")))?;
    let (n,): (i64,) = sqlx::query_as(
        "select count(*) from delivery where file_sha256 = $1 \
         and not exists (select 1 from delivery later where later.withdraws = delivery.number)",
    )
    .bind(sha256)
    .fetch_one(store.sql.read(scope).on())
    .await?;
    Ok(n > 0)
}

/// Opens the kept original of a delivery, after proving that it is unchanged.
pub fn file_of(store: &Store, delivery: &Delivery) -> Result<Option<File>, StoreError> {
    delivery
        .file_sha256
        .as_deref()
        .map(|sha256| store.files.open(sha256))
        .transpose()
}
