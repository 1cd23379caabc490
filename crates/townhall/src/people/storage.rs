//! Organisations in SQL.

use jiff::Timestamp;
use serde_json::json;
use store::{
    StoreError,
    scope::{OrganisationId, Scope},
    sql::{Database, Numbered, Read, Write},
};

use super::{NewOrganisation, Organisation, SlugError, check_slug};
use crate::audit;

const INSTALLATION_SLUG: &str = "installation";

/// Creates organisation 1 on the first start; does nothing on later ones.
pub async fn ensure_installation(sql: &Database, at: Timestamp) -> Result<(), StoreError> {
    let scope = Scope::installation("start");
    let exists = async |read: Read<'_>| {
        let found: Option<(i64,)> = sqlx::query_as("select id from organisation where id = $1")
            .bind(OrganisationId::INSTALLATION.0)
            .fetch_optional(read.on())
            .await?;
        Ok::<_, StoreError>(found.is_some())
    };
    if exists(sql.read(&scope)).await? {
        return Ok(());
    }
    sql.write(&scope, async |write| {
        let added = sqlx::query(
            "insert into organisation (id, slug, name, territory_id, created_at) values ($1, $2, 'Lotse', null, $3)
             on conflict do nothing",
        )
        .bind(OrganisationId::INSTALLATION.0)
        .bind(INSTALLATION_SLUG)
        .bind(at.as_microsecond())
        .execute(write.on())
        .await?;
        // Another program may have been first.
        if added.rows_affected() == 0 {
            return Ok(());
        }
        audit::record(write, at, entry(OrganisationId::INSTALLATION, INSTALLATION_SLUG)).await
    })
    .await?;
    Ok(())
}

/// Founds a home.
pub async fn found(write: &mut Write, at: Timestamp, new: &NewOrganisation) -> Result<Organisation, StoreError> {
    let refused = |error: SlugError| StoreError::Refused(error.to_string());
    check_slug(&new.slug).map_err(refused)?;
    let taken: Option<(i64,)> = sqlx::query_as("select id from organisation where slug = $1")
        .bind(&new.slug)
        .fetch_optional(write.on())
        .await?;
    if taken.is_some() {
        return Err(refused(SlugError::Taken(new.slug.clone())));
    }
    let id = OrganisationId(write.next_id(Numbered::Organisation).await?);
    sqlx::query("insert into organisation (id, slug, name, territory_id, created_at) values ($1, $2, $3, $4, $5)")
        .bind(id.0)
        .bind(&new.slug)
        .bind(&new.name)
        .bind(i64::from(new.territory_id))
        .bind(at.as_microsecond())
        .execute(write.on())
        .await?;
    audit::record(write, at, entry(id, &new.slug)).await?;
    Ok(Organisation {
        id,
        slug: new.slug.clone(),
        name: new.name.clone(),
        territory_id: Some(new.territory_id),
    })
}

fn entry(id: OrganisationId, slug: &str) -> audit::Entry {
    audit::Entry {
        action: "organisation.found",
        subject_kind: "organisation",
        subject: id.0.to_string(),
        detail: json!({ "slug": slug }),
    }
}

type Columns = (i64, String, String, Option<i64>);

fn organisation((id, slug, name, territory_id): Columns) -> Organisation {
    Organisation {
        id: OrganisationId(id),
        slug,
        name,
        territory_id: territory_id.and_then(|id| i32::try_from(id).ok()),
    }
}

/// The homes, in the order in which they were founded; the installation is none.
pub async fn organisations(read: Read<'_>) -> Result<Vec<Organisation>, StoreError> {
    let rows: Vec<Columns> =
        sqlx::query_as("select id, slug, name, territory_id from organisation where id <> $1 order by id")
            .bind(OrganisationId::INSTALLATION.0)
            .fetch_all(read.on())
            .await?;
    Ok(rows.into_iter().map(organisation).collect())
}

/// The home with this slug.
pub async fn organisation_by_slug(read: Read<'_>, slug: &str) -> Result<Option<Organisation>, StoreError> {
    let row: Option<Columns> =
        sqlx::query_as("select id, slug, name, territory_id from organisation where slug = $1 and id <> $2")
            .bind(slug)
            .bind(OrganisationId::INSTALLATION.0)
            .fetch_optional(read.on())
            .await?;
    Ok(row.map(organisation))
}
