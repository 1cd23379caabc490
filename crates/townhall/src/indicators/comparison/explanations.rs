//! Explained differences: why two sources of an indicator state different values, said by an office on a day.
//!
//! What is so for every place ships in `data/differences/differences.toml`. What a municipality found out itself is written at the desk
//! or on the command line and shown on its own pages; what the installation found out is shown everywhere. An explanation is ended, never
//! deleted, and changes no value.

use std::sync::LazyLock;

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use serde_json::json;
use store::{
    Store, StoreError,
    scope::{OrganisationId, Scope},
};
use web::language::Language;

use crate::{
    audit,
    indicators::{
        catalogue::Indicator,
        own::{FieldError, unfit_text},
        targets,
    },
};

const TEXT: &str = include_str!("../../../../../data/differences/differences.toml");
const LONGEST: usize = 1_000;
const LONGEST_OFFICE: usize = 200;

/// What ships.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    source: String,
    other: String,
    #[serde(default)]
    indicators: Vec<String>,
    text: Words,
    office: String,
    stated_on: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    de: String,
    en: String,
}

fn read_shipped() -> Result<Vec<Shipped>, toml::de::Error> {
    #[derive(Deserialize)]
    struct File {
        difference: Vec<Shipped>,
    }
    toml::from_str::<File>(TEXT).map(|file| file.difference)
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| read_shipped().unwrap_or_default());

/// Why two sources differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Its id; none for one that ships.
    pub id: Option<String>,
    /// Who wrote it: a municipality about itself, or the installation about every place. None for one that ships.
    pub organisation: Option<OrganisationId>,
    /// Short name of the one source.
    pub source: String,
    /// Short name of the other.
    pub other: String,
    /// The language of the text.
    pub language: Language,
    /// Why.
    pub text: String,
    /// The office that says so.
    pub office: String,
    /// On which day it said so.
    pub stated_on: Date,
}

/// What a person writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Short name of the one source.
    pub source: String,
    /// Short name of the other.
    pub other: String,
    /// Why they differ.
    pub text: String,
    /// Who says so.
    pub office: String,
    /// When; today when blank.
    pub stated_on: String,
}

impl Draft {
    /// Reads what was typed; `known` are the sources of the indicator.
    pub fn check(&self, known: &[String], today: Date) -> Result<Explanation, Vec<FieldError>> {
        let mut wrong = Vec::new();
        for (field, source) in [("source_one", &self.source), ("source_other", &self.other)] {
            if !known.contains(source) {
                let message = format!(
                    "no source \"{source}\" has values of this indicator; there are {}",
                    known.join(", ")
                );
                wrong.push(FieldError::new(field, "difference-source", source, message));
            }
        }
        if self.source == self.other && wrong.is_empty() {
            let message = "a source does not differ from itself; name two";
            wrong.push(FieldError::new("source_other", "difference-same", &self.other, message));
        }
        for (field, text, most) in [("text", &self.text, LONGEST), ("office", &self.office, LONGEST_OFFICE)] {
            if text.trim().is_empty() {
                let message = "say why the sources differ, and which office says so";
                wrong.push(FieldError::new(field, "difference-empty", "", message));
            }
            wrong.extend(unfit_text(field, text, most));
        }
        let stated_on = match self.stated_on.trim() {
            "" => Some(today),
            text => targets::day(text).filter(|day| *day <= today),
        };
        if stated_on.is_none() {
            let message = "the day is a day that is over, such as 31.12.2025";
            wrong.push(FieldError::new(
                "stated_on",
                "difference-day",
                self.stated_on.trim(),
                message,
            ));
        }
        match stated_on {
            Some(stated_on) if wrong.is_empty() => Ok(Explanation {
                id: None,
                organisation: None,
                source: self.source.clone(),
                other: self.other.clone(),
                language: Language::De,
                text: self.text.trim().to_owned(),
                office: self.office.trim().to_owned(),
                stated_on,
            }),
            _ => Err(wrong),
        }
    }
}

/// What is known about the differences of an indicator: what ships, and what the installation and these organisations wrote. Only what
/// concerns two of the sources at hand comes back, in the order in which it was written.
pub async fn of(
    store: &Store,
    scope: &Scope,
    indicator: &Indicator,
    organisations: &[OrganisationId],
    sources: &[&str],
    language: Language,
) -> Result<Vec<Explanation>, StoreError> {
    let is_meant = |one: &Explanation| {
        let is_ours = |id: OrganisationId| id == OrganisationId::INSTALLATION || organisations.contains(&id);
        one.organisation.is_some_and(is_ours)
            && sources.contains(&one.source.as_str())
            && sources.contains(&one.other.as_str())
    };
    let shipped = SHIPPED.iter();
    let mut found: Vec<Explanation> = shipped
        .filter_map(|one| one.fitting(indicator, sources, language))
        .collect();
    let written = written(store, scope, indicator).await?;
    found.extend(written.into_iter().filter(is_meant));
    Ok(found)
}

/// What the installation and its municipalities wrote about an indicator and have not ended, in the order in which it was written.
pub async fn written(store: &Store, scope: &Scope, indicator: &Indicator) -> Result<Vec<Explanation>, StoreError> {
    let rows: Vec<(String, i64, String, String, String, String, String)> = sqlx::query_as(
        "select id, organisation_id, source_slug, other_slug, explanation, office, stated_on from source_difference \
         where indicator_id = $1 and ended_at is null order by created_at, id",
    )
    .bind(&indicator.id)
    .fetch_all(store.sql.read(scope).on())
    .await?;
    let explanation = |(id, organisation, source, other, text, office, stated_on): (
        String,
        i64,
        String,
        String,
        String,
        String,
        String,
    )| {
        let day = stated_on.parse();
        Ok(Explanation {
            stated_on: day.map_err(|_| StoreError::Schema(format!("the day of the explained difference {id}")))?,
            id: Some(id),
            organisation: Some(OrganisationId(organisation)),
            source,
            other,
            language: Language::De,
            text,
            office,
        })
    };
    rows.into_iter().map(explanation).collect()
}

impl Shipped {
    fn fitting(&self, indicator: &Indicator, sources: &[&str], language: Language) -> Option<Explanation> {
        if !self.indicators.is_empty() && !self.indicators.contains(&indicator.slug) {
            return None;
        }
        let is_it = |slug: &&str| match self.source.as_str() {
            "own" => slug.starts_with("own:"),
            name => *slug == name,
        };
        let source = sources.iter().copied().find(is_it)?;
        let is_other = |slug: &&str| *slug != source && (self.other == "*" || *slug == self.other);
        let other = sources.iter().copied().find(is_other)?;
        Some(Explanation {
            id: None,
            organisation: None,
            source: source.to_owned(),
            other: other.to_owned(),
            language,
            text: match language {
                Language::De => self.text.de.clone(),
                Language::En => self.text.en.clone(),
            },
            office: self.office.clone(),
            stated_on: self.stated_on,
        })
    }
}

/// Writes an explanation down; it belongs to the organisation of the scope.
pub async fn explain(
    store: &Store,
    scope: &Scope,
    indicator: &Indicator,
    explanation: &Explanation,
    now: Timestamp,
) -> Result<String, StoreError> {
    let (id, _) = store
        .sql
        .write(scope, async |write| {
            let id = uuid::Uuid::now_v7().to_string();
            let (organisation, actor) = (write.scope().organisation().0, write.scope().actor().to_owned());
            sqlx::query(
                "insert into source_difference (id, organisation_id, indicator_id, source_slug, other_slug, explanation, office, \
                 stated_on, actor, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            )
            .bind(&id)
            .bind(organisation)
            .bind(&indicator.id)
            .bind(&explanation.source)
            .bind(&explanation.other)
            .bind(&explanation.text)
            .bind(&explanation.office)
            .bind(explanation.stated_on.to_string())
            .bind(actor)
            .bind(now.as_microsecond())
            .execute(write.on())
            .await?;
            let detail = json!({
                "indicator": indicator.slug,
                "sources": [explanation.source, explanation.other],
                "explanation": explanation.text,
                "office": explanation.office,
                "stated_on": explanation.stated_on.to_string(),
            });
            record(write, "difference.explain", &id, detail, now).await?;
            Ok(id)
        })
        .await?;
    Ok(id)
}

/// Ends an explanation of the organisation of the scope; whether it has one with this id. What is ended already stays as it is.
pub async fn end(store: &Store, scope: &Scope, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let (is_ended, _) = store
        .sql
        .write(scope, async |write| {
            let ended = sqlx::query(
                "update source_difference set ended_at = $1 where id = $2 and ended_at is null and organisation_id = $3",
            )
            .bind(now.as_microsecond())
            .bind(id)
            .bind(write.scope().organisation().0)
            .execute(write.on())
            .await?;
            let is_ended = ended.rows_affected() == 1;
            if is_ended {
                record(write, "difference.end", id, json!({}), now).await?;
                return Ok(true);
            }
            let before: Option<(String,)> =
                sqlx::query_as("select id from source_difference where id = $1 and organisation_id = $2")
                    .bind(id)
                    .bind(write.scope().organisation().0)
                    .fetch_optional(write.on())
                    .await?;
            Ok(before.is_some())
        })
        .await?;
    Ok(is_ended)
}

async fn record(
    write: &mut store::sql::Write,
    action: &'static str,
    id: &str,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    let entry = audit::Entry {
        action,
        subject_kind: "source_difference",
        subject: id.to_owned(),
        detail,
    };
    audit::record(write, now, entry).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_whole() {
        let all = read_shipped().expect("data/differences/differences.toml");
        assert_eq!(all.len(), SHIPPED.len());
        for one in &all {
            assert!(
                !one.text.de.is_empty() && !one.text.en.is_empty() && !one.office.is_empty(),
                "{one:?}"
            );
            assert_ne!(one.source, one.other);
        }
    }

    #[test]
    fn an_explanation_names_two_sources_an_office_and_a_day() {
        let known = ["inkar".to_owned(), "own:telgte".to_owned()];
        let today: Date = "2026-11-22".parse().expect("a day");
        let right = Draft {
            source: "inkar".to_owned(),
            other: "own:telgte".to_owned(),
            text: "Das Register zählt anders.".to_owned(),
            office: "Einwohnermeldeamt".to_owned(),
            stated_on: "31.12.2025".to_owned(),
        };
        let checked = right.check(&known, today).expect("it is right");
        assert_eq!(checked.stated_on.to_string(), "2025-12-31");
        let codes = |draft: &Draft| {
            let wrong = draft.check(&known, today).err().unwrap_or_default();
            wrong
                .into_iter()
                .map(|one| format!("{} {}", one.field, one.code))
                .collect::<Vec<_>>()
        };
        let wrong = Draft {
            source: "nobody".to_owned(),
            stated_on: "2027-01-01".to_owned(),
            text: "a\u{0}".repeat(600),
            office: " ".to_owned(),
            ..right.clone()
        };
        assert_eq!(
            codes(&wrong),
            [
                "source_one difference-source",
                "text text-long",
                "text text-control",
                "office difference-empty",
                "stated_on difference-day"
            ]
        );
        let same = Draft {
            other: right.source.clone(),
            ..right
        };
        assert_eq!(codes(&same), ["source_other difference-same"]);
    }
}
