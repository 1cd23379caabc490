//! Own indicators as records: founded, changed, read in every version.
//!
//! A change names the version it was made from. When somebody else was faster, nothing is written and both versions come back, so that no
//! word is lost. Whether a change alters what is counted is asked in words; a new definition then begins and is never joined with the old one.

use std::collections::BTreeSet;

use figures::{
    indicator::{Direction, IndicatorVersion, Reference},
    unit::{Quantity, Unit},
};
use jiff::Timestamp;
use serde_json::json;
use store::{
    Store, StoreError,
    scope::Scope,
    sql::{Numbered, Write},
};
use web::{format::sort_key, language::Language};

use super::{
    FieldError, NO_PUBLISHER, Protection, Visibility, acting_for,
    draft::{Checked, Draft, Known},
    entry::Entry,
    goals::KnownGoals,
    listed,
    record_versions::{self, RecordVersion},
    source_of,
    threshold::smallest_shown,
    values::released,
};
use crate::{
    audit, goals,
    indicators::{
        catalogue::{self, Catalogue, Indicator, New},
        formulas,
    },
    people::{Organisation, slug_of},
    texts::{self, Field, Multilingual},
};

const KIND: &str = "indicator";

/// Whether a change alters what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Comparability {
    /// Nobody has said.
    #[default]
    NotSaid,
    /// Earlier and later values can be compared.
    Same,
    /// They cannot: a new definition begins.
    Changed,
}

/// What came of saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The name of the indicator.
    pub slug: String,
    /// The version of the record.
    pub record_version: i64,
    /// The number of the definition.
    pub definition: i32,
}

impl Saved {
    /// Nothing of the record itself was changed.
    pub fn as_it_was(slug: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            record_version: 0,
            definition: 0,
        }
    }
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// Fields are wrong.
    #[error("{}", listed(.0))]
    Fields(Vec<FieldError>),
    /// Somebody else was faster.
    #[error("the record is at version {} now, changed by {}; compare both versions and save again from that one", .0.version, .0.actor)]
    Stale(Box<RecordVersion<Draft>>),
    /// No such own indicator of this home.
    #[error("\"{0}\" is no indicator of this municipality's own; \"lotse indicators\" lists all")]
    Unknown(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Founds an own indicator of a home. `name` is its name in addresses; without one the title suggests it.
pub async fn create(
    store: &Store,
    scope: &Scope,
    home: &Organisation,
    draft: &Draft,
    name: Option<&str>,
    now: Timestamp,
) -> Result<Saved, NotSaved> {
    let scope = acting_for(scope, home);
    let catalogue = catalogue::load(store, &scope).await?;
    if let Some(twin) = catalogue
        .all()
        .iter()
        .find(|one| one.organisation == home.id && one.ended.is_none() && has_title(one, &draft.title))
    {
        let newest = versions(store, &scope, twin).await?.into_iter().next();
        return match newest.filter(|newest| newest.content == *draft && name.is_none()) {
            // The same form came twice, as by pressing a button twice: it says what is the case already.
            Some(newest) => Ok(Saved {
                slug: twin.slug.clone(),
                record_version: newest.version,
                definition: twin.version.number,
            }),
            None => Err(NotSaved::Fields(vec![FieldError::new(
                "title",
                "title-twin",
                &twin.slug,
                format!(
                    "{} is called so already; change that one, or give the new one another title",
                    twin.slug
                ),
            )])),
        };
    }
    let known = KnownGoals::of(store.sql.read(&scope), home.id).await?;
    let checked = check(draft, &catalogue, &known, None)?;
    let base = slug_of(name.unwrap_or(&draft.title));
    if base.is_empty() || name.is_some_and(|name| name != base) {
        let piece = name.unwrap_or(&draft.title);
        let message =
            format!("\"{piece}\" cannot stand in an address; use lower-case letters a to z, digits and single hyphens");
        return Err(NotSaved::Fields(vec![FieldError::new(
            "name",
            "name-spelling",
            piece,
            message,
        )]));
    }
    let (saved, _) = store
        .sql
        .write(&scope, async |write| {
            // Two forms that come at the same moment both find no twin above.
            let first = format!("{}.{base}", home.slug);
            if catalogue.by_slug(&first).is_none() && is_taken(write, &first).await? {
                return Ok(Saved {
                    slug: first,
                    record_version: 1,
                    definition: 1,
                });
            }
            let slug = free_slug(write, home, &base).await?;
            let new = New {
                slug: &slug,
                version: &checked.version,
                title: &checked.title,
                description: &checked.description,
                note: &Multilingual::default(),
                basis: &checked.source,
                method: &checked.method,
                visibility: checked.visibility,
                organisation: home.id,
            };
            let (id, version_id) = catalogue::insert(write, &new, now).await?;
            sqlx::query("insert into indicator_own (indicator_id, effort_minutes, protection) values ($1, $2, $3)")
                .bind(&id)
                .bind(checked.effort_minutes.map(i64::from))
                .bind(checked.protection.as_str())
                .execute(write.on())
                .await?;
            put_goals(write, &id, &checked).await?;
            let formula = checked.formula.as_ref().map(|formula| formula.text.as_str());
            formulas::keep_with_record(write, &id, i64::from(version_id), formula, now).await?;
            record_versions::keep(write, (KIND, &id), 1, now, draft).await?;
            trail(write, now, "indicator.add", &slug, &checked, 1).await?;
            Ok(Saved {
                slug,
                record_version: 1,
                definition: 1,
            })
        })
        .await?;
    follow(store, &scope, &saved.slug, now).await;
    Ok(saved)
}

/// An own indicator as a file of own values names it.
#[derive(Debug)]
pub(in crate::indicators) struct Named<'a> {
    pub(in crate::indicators) name: &'a str,
    pub(in crate::indicators) title: Option<&'a str>,
    pub(in crate::indicators) unit: Unit,
    pub(in crate::indicators) decimals: u8,
    pub(in crate::indicators) protection: Option<Protection>,
    pub(in crate::indicators) visibility: Visibility,
}

/// Founds the own indicator that a file of own values of a home names, where this installation does not know it: under the same name, so
/// that what one installation writes is the same in another.
pub(in crate::indicators) async fn found_by_file(
    write: &mut Write,
    home: &Organisation,
    named: &Named<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let of_home = named
        .name
        .strip_prefix(&home.slug)
        .and_then(|rest| rest.strip_prefix('.'));
    let Some(short) = of_home.filter(|short| !short.is_empty() && slug_of(short) == **short) else {
        return Ok(());
    };
    if is_taken(write, named.name).await? {
        return Ok(());
    }
    let spoken = short.replace('-', " ");
    let title = Multilingual::plain([("de", named.title.unwrap_or(&spoken))]);
    let protection = named.protection.unwrap_or(match named.unit.quantity() {
        Quantity::Count => Protection::People,
        _ => Protection::Things,
    });
    let version = IndicatorVersion {
        number: 1,
        unit: named.unit,
        decimals: named.decimals,
        reference: Reference::Unstated,
        direction: Direction::None,
        formula: None,
        population_base: None,
        counted_at: None,
    };
    let nothing = Multilingual::default();
    let new = New {
        slug: named.name,
        version: &version,
        title: &title,
        description: &nothing,
        note: &nothing,
        basis: &nothing,
        method: &nothing,
        visibility: named.visibility,
        organisation: home.id,
    };
    let (id, _) = catalogue::insert(write, &new, now).await?;
    sqlx::query("insert into indicator_own (indicator_id, protection) values ($1, $2)")
        .bind(&id)
        .bind(protection.as_str())
        .execute(write.on())
        .await?;
    let draft = Draft {
        title: title.text(Language::De).to_owned(),
        unit: named.unit.code().to_owned(),
        decimals: named.decimals.to_string(),
        direction: Direction::None.as_str().to_owned(),
        counts: protection.as_str().to_owned(),
        visibility: named.visibility.as_str().to_owned(),
        ..Draft::default()
    };
    record_versions::keep(write, (KIND, &id), 1, now, &draft).await?;
    let entry = audit::Entry {
        action: "indicator.add",
        subject_kind: KIND,
        subject: named.name.to_owned(),
        detail: json!({ "visibility": named.visibility.as_str(), "version": 1 }),
    };
    audit::record(write, now, entry).await
}

/// Changes an own indicator from the version `from` of its record.
#[expect(
    clippy::too_many_arguments,
    reason = "who changes which record of whom, from where, into what"
)]
pub async fn change(
    store: &Store,
    scope: &Scope,
    home: &Organisation,
    slug: &str,
    from: i64,
    draft: &Draft,
    comparability: Comparability,
    now: Timestamp,
) -> Result<Saved, NotSaved> {
    let scope = acting_for(scope, home);
    let catalogue = catalogue::load(store, &scope).await?;
    let indicator = own(&catalogue, home, slug).ok_or_else(|| NotSaved::Unknown(slug.to_owned()))?;
    let versions = versions(store, &scope, indicator).await?;
    let newest = versions.into_iter().next();
    if let Some(newest) = newest.clone().filter(|newest| newest.version != from) {
        return Err(NotSaved::Stale(Box::new(newest)));
    }
    let before = newest.map(|newest| newest.content).unwrap_or_default();
    let known = KnownGoals::of(store.sql.read(&scope), home.id).await?;
    let checked = check(draft, &catalogue, &known, Some(slug))?;
    let begins_anew = begins_anew(draft, &before, comparability).map_err(|error| NotSaved::Fields(vec![error]))?;
    still_public(&catalogue, indicator, &checked).map_err(|error| NotSaved::Fields(vec![error]))?;
    let too_small = released_too_small(store, home, indicator, &checked).await?;
    too_small.map_err(|error| NotSaved::Fields(vec![error]))?;
    let (id, number) = (indicator.id.clone(), indicator.version.number);
    let definition = if begins_anew { number + 1 } else { number };
    let (saved, _) = store
        .sql
        .write(&scope, async |write| {
            let changed = sqlx::query(
                "update indicator set version = version + 1, visibility = $1, folded = $2, sort_key = $3 \
                 where id = $4 and version = $5",
            )
            .bind(checked.visibility.as_str())
            .bind(catalogue::searched(&checked.title, slug))
            .bind(sort_key(checked.title.text(Language::De)))
            .bind(&id)
            .bind(from)
            .execute(write.on())
            .await?;
            if changed.rows_affected() != 1 {
                return Ok(None);
            }
            let version_id = put_definition(write, &id, &checked, definition, begins_anew).await?;
            let formula = checked.formula.as_ref().map(|formula| formula.text.as_str());
            formulas::keep_with_record(write, &id, version_id, formula, now).await?;
            sqlx::query("update indicator_own set effort_minutes = $1, protection = $2 where indicator_id = $3")
                .bind(checked.effort_minutes.map(i64::from))
                .bind(checked.protection.as_str())
                .bind(&id)
                .execute(write.on())
                .await?;
            let of = |field: &str, text: &Multilingual| (Field::new(&id, field), text.clone());
            let texts = [
                of("title", &checked.title),
                of("description", &checked.description),
                of("basis", &checked.source),
                of("method", &checked.method),
            ];
            texts::put(write, KIND, &texts).await?;
            drop_goals(write, &id, &before.goals).await?;
            put_goals(write, &id, &checked).await?;
            if checked.visibility != Visibility::Public {
                hide_values(store, write, &id, home).await?;
            }
            record_versions::keep(write, (KIND, &id), from + 1, now, draft).await?;
            trail(write, now, "indicator.change", slug, &checked, from + 1).await?;
            Ok(Some(Saved {
                slug: slug.to_owned(),
                record_version: from + 1,
                definition,
            }))
        })
        .await?;
    match saved {
        Some(saved) => {
            follow(store, &scope, slug, now).await;
            Ok(saved)
        }
        None => match versions_by_id(store, &scope, &id).await?.into_iter().next() {
            Some(newest) => Err(NotSaved::Stale(Box::new(newest))),
            None => Err(NotSaved::Unknown(slug.to_owned())),
        },
    }
}

/// Computes what follows from the record. The record stands; should a computation fail, the next start or delivery takes it up again.
async fn follow(store: &Store, scope: &Scope, slug: &str, now: Timestamp) {
    if let Err(error) = formulas::follow(store, scope, now).await {
        tracing::error!(%error, indicator = slug, "computed indicators do not follow the record yet");
    }
}

/// Whether a new definition begins; an error asks the person.
fn begins_anew(draft: &Draft, before: &Draft, comparability: Comparability) -> Result<bool, FieldError> {
    let counts_something_else = draft.counts_something_else(before);
    match comparability {
        Comparability::Changed => Ok(true),
        Comparability::Same if counts_something_else => Err(FieldError::new(
            "comparability",
            "comparability-unit",
            "",
            "unit or time is another one, so earlier and later values cannot be compared; say that what is counted changes",
        )),
        Comparability::Same => Ok(false),
        Comparability::NotSaid if draft.may_count_something_else(before) => Err(FieldError::new(
            "comparability",
            "comparability-asked",
            "",
            "does the change alter what is counted? say whether earlier and later values can still be compared",
        )),
        Comparability::NotSaid => Ok(false),
    }
}

/// A stricter protection finds no released values below its bound: who released them has to take them back first.
async fn released_too_small(
    store: &Store,
    home: &Organisation,
    indicator: &Indicator,
    checked: &Checked,
) -> Result<Result<(), FieldError>, StoreError> {
    let Some(bound) = checked.smallest().filter(|_| checked.formula.is_none()) else {
        return Ok(Ok(()));
    };
    if smallest_shown(indicator).is_some_and(|before| bound <= before) {
        return Ok(Ok(()));
    }
    let released = released(store, home, &indicator.slug).await?;
    let is_small = |entry: &&Entry| entry.number.is_some_and(|number| number.value < bound);
    let periods: Vec<String> = released
        .iter()
        .filter(is_small)
        .map(|entry| entry.period.to_string())
        .collect();
    if periods.is_empty() {
        return Ok(Ok(()));
    }
    let periods = periods.join(", ");
    let message = format!(
        "everybody sees values below {bound} already: {periods}; undo or recall the deliveries that released them, or make the indicator internal"
    );
    Ok(Err(FieldError::new("counts", "counts-released", periods, message)))
}

/// What everybody may see is computed from what everybody may see: an indicator stays public as long as a public formula uses it.
fn still_public(catalogue: &Catalogue, indicator: &Indicator, checked: &Checked) -> Result<(), FieldError> {
    if indicator.visibility != Visibility::Public || checked.visibility == Visibility::Public {
        return Ok(());
    }
    let uses = |one: &&Indicator| {
        one.visibility == Visibility::Public
            && one.formula.as_ref().is_some_and(|formula| {
                let inputs = formula.expression.inputs();
                inputs.iter().any(|input| input.slug == indicator.slug)
            })
    };
    let names: Vec<&str> = catalogue
        .all()
        .iter()
        .filter(uses)
        .map(|one| one.slug.as_str())
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let names = names.join(", ");
    let message = format!(
        "public indicators are computed from it: {names}; change their formulas or take these back first, their values would reveal it"
    );
    Err(FieldError::new("visibility", "visibility-used", names, message))
}

/// The own indicator of a home with this name.
pub fn own<'a>(catalogue: &'a Catalogue, home: &Organisation, slug: &str) -> Option<&'a Indicator> {
    catalogue.by_slug(slug).filter(|one| one.organisation == home.id)
}

/// Every version of the record of an indicator, the newest first.
pub async fn versions(
    store: &Store,
    scope: &Scope,
    indicator: &Indicator,
) -> Result<Vec<RecordVersion<Draft>>, StoreError> {
    versions_by_id(store, scope, &indicator.id).await
}

async fn versions_by_id(store: &Store, scope: &Scope, id: &str) -> Result<Vec<RecordVersion<Draft>>, StoreError> {
    record_versions::of(store.sql.read(scope), (KIND, id)).await
}

fn check(draft: &Draft, catalogue: &Catalogue, goals: &KnownGoals, own: Option<&str>) -> Result<Checked, NotSaved> {
    let known = Known { catalogue, goals, own };
    draft.check(known).map_err(NotSaved::Fields)
}

/// All goals that an indicator may belong to, as `sdg:11.6`.
pub async fn known_goals(store: &Store, scope: &Scope) -> Result<BTreeSet<String>, StoreError> {
    let all = goals::list(store.sql.read(scope), &goals::SDG).await?;
    Ok(all
        .iter()
        .map(|goal| format!("{}:{}", goals::SDG.name, goal.code))
        .collect())
}

/// Whether this is one of the titles of an indicator, whatever the letters' size.
fn has_title(indicator: &Indicator, title: &str) -> bool {
    let wanted = title.trim().to_lowercase();
    indicator.title.text(Language::De).trim().to_lowercase() == wanted
}

async fn is_taken(write: &mut Write, slug: &str) -> Result<bool, StoreError> {
    let taken: Option<(String,)> = sqlx::query_as("select id from indicator where slug = $1")
        .bind(slug)
        .fetch_optional(write.on())
        .await?;
    Ok(taken.is_some())
}

/// The first name that nobody has. Only the name of a record that was removed unused is given out again.
async fn free_slug(write: &mut Write, home: &Organisation, base: &str) -> Result<String, StoreError> {
    for n in 1.. {
        let name = if n == 1 { base.to_owned() } else { format!("{base}-{n}") };
        let slug = format!("{}.{name}", home.slug);
        if !is_taken(write, &slug).await? {
            return Ok(slug);
        }
    }
    Err(StoreError::Refused(format!(
        "every name beginning with \"{base}\" is taken; choose another title"
    )))
}

/// Takes away what the form has named before, also where the framework no longer has it; what is still named comes back.
async fn drop_goals(write: &mut Write, id: &str, named: &[String]) -> Result<(), StoreError> {
    for text in named {
        let Some((key, code)) = text.trim().split_once(':') else {
            continue;
        };
        sqlx::query(
            "delete from indicator_goal where indicator_id = $1 and framework || '-' || edition = $2 and code = $3",
        )
        .bind(id)
        .bind(key)
        .bind(code)
        .execute(write.on())
        .await?;
    }
    Ok(())
}

/// Links of the framework that the form offers; those to own fields of action are kept on the pages of these.
async fn put_goals(write: &mut Write, id: &str, checked: &Checked) -> Result<(), StoreError> {
    sqlx::query("delete from indicator_goal where indicator_id = $1 and framework = $2")
        .bind(id)
        .bind(&*goals::SDG.name)
        .execute(write.on())
        .await?;
    for goal in &checked.goals {
        catalogue::insert_goal(write, id, goal).await?;
    }
    Ok(())
}

async fn put_definition(
    write: &mut Write,
    id: &str,
    checked: &Checked,
    number: i32,
    begins_anew: bool,
) -> Result<i64, StoreError> {
    let version = IndicatorVersion {
        number,
        ..checked.version.clone()
    };
    let definition = record_versions::text(&version)?;
    if begins_anew {
        let version_id = write.next_id(Numbered::IndicatorVersion).await?;
        sqlx::query("insert into indicator_version (id, indicator_id, number, definition) values ($1, $2, $3, $4)")
            .bind(version_id)
            .bind(id)
            .bind(i64::from(number))
            .bind(definition)
            .execute(write.on())
            .await?;
        Ok(version_id)
    } else {
        sqlx::query("update indicator_version set definition = $1 where indicator_id = $2 and number = $3")
            .bind(definition)
            .bind(id)
            .bind(i64::from(number))
            .execute(write.on())
            .await?;
        let (version_id,): (i64,) =
            sqlx::query_as("select id from indicator_version where indicator_id = $1 and number = $2")
                .bind(id)
                .bind(i64::from(number))
                .fetch_one(write.on())
                .await?;
        Ok(version_id)
    }
}

/// Values of an indicator that is no longer public are not public either, nor that they ever were delivered. A table without a
/// publisher may hold other indicators too: it stays public as long as one of those in it is.
async fn hide_values(store: &Store, write: &mut Write, id: &str, home: &Organisation) -> Result<(), StoreError> {
    let own = "select part.delivery_number from delivery_indicator part \
               join indicator_version version on version.id = part.indicator_version_id \
               join delivery on delivery.number = part.delivery_number \
               join source on source.id = delivery.source_id where version.indicator_id = $1 and (source.slug in ($2, $3) \
               or source.slug = $4 and not exists (select 1 from delivery_indicator other \
               join indicator_version shown on shown.id = other.indicator_version_id \
               join indicator on indicator.id = shown.indicator_id \
               where other.delivery_number = delivery.number and indicator.visibility = 'public'))";
    for column in ["number", "withdraws"] {
        let statement = format!("update delivery set visibility = 'internal' where {column} in ({own})");
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(id)
            .bind(source_of(&home.slug))
            .bind(formulas::COMPUTED)
            .bind(NO_PUBLISHER)
            .execute(write.on())
            .await?;
    }
    store.lake.touch(write);
    Ok(())
}

async fn trail(
    write: &mut Write,
    now: Timestamp,
    action: &'static str,
    slug: &str,
    checked: &Checked,
    version: i64,
) -> Result<(), StoreError> {
    let detail = json!({ "visibility": checked.visibility.as_str(), "version": version });
    let entry = audit::Entry {
        action,
        subject_kind: KIND,
        subject: slug.to_owned(),
        detail,
    };
    audit::record(write, now, entry).await
}
