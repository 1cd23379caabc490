//! The catalogue in SQL.

use std::collections::HashMap;

use figures::{
    indicator::{Direction, IndicatorVersion, Reference},
    unit::Unit,
};
use jiff::Timestamp;
use store::{
    Store, StoreError,
    scope::{OrganisationId, Scope},
    sql::{Numbered, Write},
};
use web::{
    format::{folded, sort_key},
    language::Language,
};

use super::{
    Catalogue, Ended, GoalLink, Indicator, OwnFormula, SourceKey,
    sheet::{self, Sheet},
    shipped,
    statement::{Stated, state},
};
use crate::{
    audit,
    indicators::own::{Protection, Visibility},
    people::slug_of,
    shipped as shipped_data,
    texts::{self, Field, Markup, Multilingual},
};

const KIND: &str = "indicator";
const FILE: &str = "indicators/catalogue.toml";
const FURTHER_FILE: &str = "indicators/further.toml";
const SHEETS_FILE: &str = "indicators/sheets.toml";

/// An indicator that a delivery names and the catalogue may not know yet.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The publisher, as a scheme of names, for example `inkar`.
    pub scheme: String,
    /// The name by which the file calls it.
    pub name: String,
    /// The title for people, where the name is a number or a code.
    pub title: Option<String>,
    /// Goals that the file links it to.
    pub goals: Vec<GoalLink>,
    /// The long name in the file.
    pub long_name: Option<String>,
    /// What the publisher remarks.
    pub notes: Option<String>,
    /// The publisher's rule.
    pub formula: Option<String>,
    /// The statistic behind it, as the file names it.
    pub source: Option<String>,
    /// What the file proves about its values.
    pub stated: Stated,
    /// Digits after the decimal sign that its values have.
    pub decimals: u8,
    /// Whether people stand behind its numbers, where the person who delivers says so.
    pub protection: Option<Protection>,
    /// Who may see the delivery that names it; a new indicator is seen by nobody else.
    pub visibility: Visibility,
}

/// Everything that the scope may see.
pub async fn load(store: &Store, scope: &Scope) -> Result<Catalogue, StoreError> {
    let read = store.sql.read(scope);
    let [first, second] = scope.visibilities();
    type Line = (
        String,
        String,
        String,
        i64,
        String,
        i64,
        String,
        i64,
        Option<i64>,
        Option<String>,
        Option<i64>,
        Option<String>,
    );
    // A record of another home is seen when it is public; what the installation keeps is seen by whoever sees what is internal, and the
    // installation, which all belong to, sees every one.
    let rows: Vec<Line> = sqlx::query_as(
        "select indicator.id, indicator.slug, indicator.sort_key, version.id, version.definition, indicator.organisation_id, \
                indicator.visibility, indicator.version, own.effort_minutes, own.protection, \
                own.ended_at, own.ended_because \
         from indicator join indicator_version version on version.indicator_id = indicator.id \
         left join indicator_own own on own.indicator_id = indicator.id \
         where (indicator.visibility in ($1, $2) or (indicator.visibility = 'draft' and $3 = 1)) \
           and (indicator.visibility = 'public' or indicator.organisation_id in (1, $4) or $4 = 1) \
           and version.number = (select max(number) from indicator_version where indicator_id = indicator.id)",
    )
    .bind(first)
    .bind(second)
    .bind(i64::from(scope.sees_drafts()))
    .bind(scope.organisation().0)
    .fetch_all(read.on())
    .await?;
    let earlier: Vec<(String, i64, i64)> = sqlx::query_as(
        "select indicator_id, id, number from indicator_version version where version.number < \
         (select max(number) from indicator_version where indicator_id = version.indicator_id) order by number desc",
    )
    .fetch_all(read.on())
    .await?;
    let mut earlier_of: HashMap<String, Vec<(i32, i32)>> = HashMap::new();
    for (indicator_id, id, number) in earlier {
        let number = i32::try_from(number).unwrap_or(i32::MAX);
        earlier_of.entry(indicator_id).or_default().push((dense(id)?, number));
    }
    let ids: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
    let mut words = texts::of(read, KIND, &ids).await?;
    let goals: Vec<(String, String, String, String, String)> = sqlx::query_as(
        "select indicator_id, framework, edition, code, relation from indicator_goal \
         order by indicator_id, framework, edition, code",
    )
    .fetch_all(read.on())
    .await?;
    let rows_of_sheets: Vec<(String, String)> = sqlx::query_as("select indicator_id, sheet from indicator_sheet")
        .fetch_all(read.on())
        .await?;
    let mut sheets: HashMap<String, Sheet> = HashMap::with_capacity(rows_of_sheets.len());
    for (id, text) in rows_of_sheets {
        let sheet = serde_json::from_str(&text)
            .map_err(|error| StoreError::Schema(format!("the sheet of indicator {id}: {error}")))?;
        sheets.insert(id, sheet);
    }
    let aliases: Vec<(String, String, String)> =
        sqlx::query_as("select scheme, name, indicator_id from indicator_alias")
            .fetch_all(read.on())
            .await?;
    let formulas: Vec<(i64, i64, i64, String, String)> = sqlx::query_as(
        "select id, indicator_version_id, number, expression, reason from formula where ended_at is null order by id",
    )
    .fetch_all(read.on())
    .await?;
    let precedence: Vec<(String, String, String)> = sqlx::query_as(
        "select indicator_id, source_slug, area_state from source_precedence order by indicator_id, ordinal",
    )
    .fetch_all(read.on())
    .await?;
    let mut indicators = Vec::with_capacity(rows.len());
    for row in rows {
        let (id, slug, sort_key, version_id, definition, organisation, visibility, record_version, ..) = row;
        let (.., effort, protection, ended_at, ended_because) = row;
        let version: IndicatorVersion = serde_json::from_str(&definition)
            .map_err(|error| StoreError::Schema(format!("the definition of indicator {slug}: {error}")))?;
        let formula = match formulas.iter().find(|(_, of, ..)| *of == version_id) {
            Some((formula_id, _, number, text, reason)) => Some(OwnFormula {
                id: *formula_id,
                number: *number,
                expression: methods::formula::parse(text)
                    .map_err(|problem| StoreError::Schema(format!("the formula of indicator {slug}: {problem}")))?,
                text: text.clone(),
                reason: reason.clone(),
            }),
            None => None,
        };
        let mut translated = |field: &str| words.remove(&Field::new(&id, field)).unwrap_or_default();
        indicators.push(Indicator {
            version_id: i32::try_from(version_id)
                .map_err(|_| StoreError::Schema(format!("indicator version {version_id}")))?,
            title: translated("title"),
            description: translated("description"),
            note: translated("note"),
            basis: translated("basis"),
            method: translated("method"),
            earlier_versions: earlier_of.remove(&id).unwrap_or_default(),
            organisation: OrganisationId(organisation),
            visibility: Visibility::of(&visibility).unwrap_or(Visibility::Internal),
            record_version,
            effort_minutes: effort.and_then(|minutes| u32::try_from(minutes).ok()),
            protection: protection.as_deref().and_then(Protection::of),
            ended: ended_at
                .and_then(|at| Timestamp::from_microsecond(at).ok())
                .map(|at| Ended {
                    at,
                    because: ended_because.unwrap_or_default(),
                }),
            formula,
            precedence: precedence
                .iter()
                .filter(|(of, ..)| *of == id)
                .map(|(_, source, area_state)| SourceKey {
                    source: source.clone(),
                    area_state: area_state.clone(),
                })
                .collect(),
            sheet: sheets.get(&id).cloned(),
            goals: goals
                .iter()
                .filter(|(of, ..)| *of == id)
                .map(|(_, framework, edition, code, relation)| GoalLink {
                    framework: framework.clone(),
                    edition: edition.clone(),
                    code: code.clone(),
                    relation: relation.clone(),
                })
                .collect(),
            id,
            slug,
            version,
            sort_key,
        });
    }
    Ok(Catalogue::new(indicators, aliases))
}

/// Adds the indicators that ship with the program and are not there yet. What a person has changed stays as it is.
pub async fn seed(store: &Store, scope: &Scope, now: Timestamp) -> Result<u32, StoreError> {
    let read = store.sql.read(scope);
    let files = [
        (FILE, shipped::CATALOGUE),
        (FURTHER_FILE, shipped::FURTHER),
        (SHEETS_FILE, sheet::text()),
    ];
    let mut is_loaded = true;
    for (name, text) in files {
        is_loaded &= shipped_data::is_loaded(read, name, text).await?;
    }
    if is_loaded {
        return Ok(0);
    }
    let sheets = sheet::sheets().map_err(|error| StoreError::Refused(format!("{error:#}")))?;
    let shipped = shipped::catalogue().map_err(|error| StoreError::Refused(format!("{error:#}")))?;
    let (n_added, _) = store
        .sql
        .write(scope, async |write| {
            let mut n_added = 0;
            for indicator in &shipped {
                let known: Option<(String,)> = sqlx::query_as("select id from indicator where slug = $1")
                    .bind(&indicator.slug)
                    .fetch_optional(write.on())
                    .await?;
                if known.is_some() {
                    continue;
                }
                let new = New {
                    slug: &indicator.slug,
                    version: &indicator.version,
                    title: &indicator.title,
                    description: &indicator.description,
                    note: &indicator.note,
                    basis: &indicator.basis,
                    method: &Multilingual::default(),
                    visibility: Visibility::Public,
                    organisation: write.scope().organisation(),
                };
                let (id, _) = insert(write, &new, now).await?;
                for (scheme, name) in &indicator.aliases {
                    insert_alias(write, &id, scheme, name).await?;
                }
                for goal in &indicator.goals {
                    insert_goal(write, &id, goal).await?;
                }
                n_added += 1;
            }
            for shipped in &sheets {
                put_sheet(write, shipped).await?;
            }
            for (name, text) in files {
                shipped_data::note(write, name, text).await?;
            }
            Ok(n_added)
        })
        .await?;
    Ok(n_added)
}

/// Sheets are facts that ship: a newer version of the program replaces them. Links are added, and those of a person stay.
async fn put_sheet(write: &mut Write, shipped: &sheet::ShippedSheet) -> Result<(), StoreError> {
    let known: Option<(String,)> = sqlx::query_as("select id from indicator where slug = $1 and organisation_id = 1")
        .bind(&shipped.slug)
        .fetch_optional(write.on())
        .await?;
    let Some((id,)) = known else {
        return Ok(());
    };
    let text = serde_json::to_string(&shipped.sheet)
        .map_err(|error| StoreError::Refused(format!("the sheet of {}: {error}", shipped.slug)))?;
    sqlx::query(
        "insert into indicator_sheet (indicator_id, sheet) values ($1, $2) \
         on conflict (indicator_id) do update set sheet = excluded.sheet",
    )
    .bind(&id)
    .bind(text)
    .execute(write.on())
    .await?;
    for goal in &shipped.goals {
        insert_goal(write, &id, goal).await?;
    }
    Ok(())
}

/// The key in the lake of the indicator that a delivery names, adding the indicator when nobody knows it.
pub async fn ensure(write: &mut Write, proposal: &Proposal, now: Timestamp) -> Result<i32, StoreError> {
    let known: Option<(i64,)> = sqlx::query_as(
        "select version.id from indicator_alias alias \
         join indicator_version version on version.indicator_id = alias.indicator_id \
         where alias.scheme = $1 and alias.name = $2 order by version.number desc limit 1",
    )
    .bind(&proposal.scheme)
    .bind(&proposal.name)
    .fetch_optional(write.on())
    .await?;
    let known = match known {
        None => sqlx::query_as(
            "select version.id from indicator join indicator_version version on version.indicator_id = indicator.id \
                 where indicator.slug = $1 order by version.number desc limit 1",
        )
        .bind(&proposal.name)
        .fetch_optional(write.on())
        .await?,
        known => known,
    };
    if let Some((id,)) = known {
        if proposal.visibility == Visibility::Public {
            publish(write, id).await?;
        }
        let version_id = dense(id)?;
        // The times of its days belong to the figure; its unit does not follow from one more file.
        let stated = Stated {
            reference: proposal.stated.reference,
            ..Stated::default()
        };
        state(write, version_id, stated, now).await?;
        return Ok(version_id);
    }
    let version = IndicatorVersion {
        number: 1,
        unit: proposal.stated.unit.unwrap_or(Unit::Unstated),
        decimals: proposal.decimals,
        reference: proposal.stated.reference.unwrap_or(Reference::Unstated),
        direction: Direction::None,
        formula: proposal.formula.clone(),
        population_base: None,
        counted_at: proposal.stated.counted_at,
    };
    let title = proposal.title.as_deref().unwrap_or(&proposal.name);
    let slug = free_slug(write, title).await?;
    let german = |text: &str| Multilingual::plain([("de", text)]);
    let description = match (&proposal.long_name, &proposal.notes) {
        (Some(long_name), Some(notes)) => format!("{long_name}. {notes}"),
        (Some(text), None) | (None, Some(text)) => text.clone(),
        (None, None) => String::new(),
    };
    let new = New {
        slug: &slug,
        version: &version,
        title: &german(title),
        description: &publishers(&description),
        note: &Multilingual::default(),
        basis: &proposal.source.as_deref().map(german).unwrap_or_default(),
        method: &Multilingual::default(),
        visibility: proposal.visibility,
        organisation: write.scope().organisation(),
    };
    let (id, version_id) = insert(write, &new, now).await?;
    insert_alias(write, &id, &proposal.scheme, &proposal.name).await?;
    if let Some(protection) = proposal.protection {
        sqlx::query("insert into indicator_own (indicator_id, protection) values ($1, $2)")
            .bind(&id)
            .bind(protection.as_str())
            .execute(write.on())
            .await?;
    }
    for goal in &proposal.goals {
        insert_goal(write, &id, goal).await?;
    }
    let detail = serde_json::json!({ "scheme": proposal.scheme, "name": proposal.name });
    audit::record(
        write,
        now,
        audit::Entry {
            action: "add",
            subject_kind: KIND,
            subject: slug,
            detail,
        },
    )
    .await?;
    Ok(version_id)
}

/// Shows an indicator to everybody that so far only internal deliveries have named. What a municipality has described itself, with a point
/// in its name, it releases itself.
async fn publish(write: &mut Write, version_id: i64) -> Result<(), StoreError> {
    sqlx::query(
        "update indicator set visibility = 'public' where visibility = 'internal' and slug not like '%.%' \
         and id = (select indicator_id from indicator_version where indicator_version.id = $1)",
    )
    .bind(version_id)
    .execute(write.on())
    .await?;
    Ok(())
}

/// A publisher's text, which may be HTML; nothing but the allowed elements of it is ever shown.
fn publishers(text: &str) -> Multilingual {
    let is_html = text.contains("</") || text.contains("/>") || text.contains("<br") || text.contains("<p>");
    if is_html {
        Multilingual::default().with("de", Markup::Html, text)
    } else {
        Multilingual::plain([("de", text)])
    }
}

/// An indicator about to be written.
pub(in crate::indicators) struct New<'a> {
    pub(in crate::indicators) slug: &'a str,
    pub(in crate::indicators) version: &'a IndicatorVersion,
    pub(in crate::indicators) title: &'a Multilingual,
    pub(in crate::indicators) description: &'a Multilingual,
    pub(in crate::indicators) note: &'a Multilingual,
    pub(in crate::indicators) basis: &'a Multilingual,
    pub(in crate::indicators) method: &'a Multilingual,
    pub(in crate::indicators) visibility: Visibility,
    pub(in crate::indicators) organisation: OrganisationId,
}

pub(in crate::indicators) async fn insert(
    write: &mut Write,
    new: &New<'_>,
    now: Timestamp,
) -> Result<(String, i32), StoreError> {
    let id = uuid::Uuid::now_v7().to_string();
    let version_id = write.next_id(Numbered::IndicatorVersion).await?;
    let definition = serde_json::to_string(new.version)
        .map_err(|error| StoreError::Refused(format!("the definition of {}: {error}", new.slug)))?;
    sqlx::query(
        "insert into indicator (id, organisation_id, slug, visibility, version, folded, sort_key, created_at) \
         values ($1, $2, $3, $4, 1, $5, $6, $7)",
    )
    .bind(&id)
    .bind(new.organisation.0)
    .bind(new.slug)
    .bind(new.visibility.as_str())
    .bind(searched(new.title, new.slug))
    .bind(sort_key(new.title.text(Language::De)))
    .bind(now.as_microsecond())
    .execute(write.on())
    .await?;
    sqlx::query("insert into indicator_version (id, indicator_id, number, definition) values ($1, $2, $3, $4)")
        .bind(version_id)
        .bind(&id)
        .bind(i64::from(new.version.number))
        .bind(definition)
        .execute(write.on())
        .await?;
    let of = |field: &str, text: &Multilingual| (Field::new(&id, field), text.clone());
    let texts = [
        of("title", new.title),
        of("description", new.description),
        of("note", new.note),
        of("basis", new.basis),
        of("method", new.method),
    ];
    texts::put(write, KIND, &texts).await?;
    Ok((id, dense(version_id)?))
}

/// Links an indicator to a goal; a link that exists stays.
pub(in crate::indicators) async fn insert_goal(write: &mut Write, id: &str, goal: &GoalLink) -> Result<(), StoreError> {
    sqlx::query(
        "insert into indicator_goal (indicator_id, framework, edition, code, relation) values ($1, $2, $3, $4, $5) \
         on conflict do nothing",
    )
    .bind(id)
    .bind(&goal.framework)
    .bind(&goal.edition)
    .bind(&goal.code)
    .bind(&goal.relation)
    .execute(write.on())
    .await?;
    Ok(())
}

/// The folded text by which an indicator is found.
pub(in crate::indicators) fn searched(title: &Multilingual, slug: &str) -> String {
    folded(&format!(
        "{} {} {slug}",
        title.text(Language::De),
        title.text(Language::En)
    ))
}

async fn insert_alias(write: &mut Write, id: &str, scheme: &str, name: &str) -> Result<(), StoreError> {
    sqlx::query("insert into indicator_alias (scheme, name, indicator_id) values ($1, $2, $3) on conflict do nothing")
        .bind(scheme)
        .bind(name)
        .bind(id)
        .execute(write.on())
        .await?;
    Ok(())
}

async fn free_slug(write: &mut Write, name: &str) -> Result<String, StoreError> {
    let base = match slug_of(name) {
        slug if slug.is_empty() => KIND.to_owned(),
        slug => slug,
    };
    for n in 1.. {
        let slug = if n == 1 { base.clone() } else { format!("{base}-{n}") };
        let taken: Option<(String,)> = sqlx::query_as("select id from indicator where slug = $1")
            .bind(&slug)
            .fetch_optional(write.on())
            .await?;
        if taken.is_none() {
            return Ok(slug);
        }
    }
    Ok(base)
}

fn dense(id: i64) -> Result<i32, StoreError> {
    i32::try_from(id).map_err(|_| StoreError::Schema(format!("the key {id} is too large for the lake")))
}
