//! Structures that were delivered: code lists and data structures by which the codes of later SDMX files have words.
//!
//! A file of structures is a delivery without rows: kept, listed, undone like any other. What was undone explains nothing.

use std::sync::Arc;

use formats::{limits::Limits, sdmx::Structures};
use store::{Store, StoreError, scope::Scope};

/// How many deliveries with structures are looked at, the newest first.
const MOST_DELIVERIES: i64 = 50;
/// How the formats begin whose files structures explain.
const EXPLAINED: &str = "sdmx-";

/// Everything that is at hand for a file of a format; nothing for formats that know no structures.
pub async fn at_hand(store: &Store, scope: &Scope, format: &str) -> Result<Option<Arc<Structures>>, StoreError> {
    if !format.starts_with(EXPLAINED) {
        return Ok(None);
    }
    let [first, second] = scope.visibilities();
    let files: Vec<(i64, String)> = sqlx::query_as(
        "select number, file_sha256 from delivery where format in ('sdmx-structure', 'sdmx-folder') \
           and file_sha256 is not null and visibility in ($1, $2) \
           and (visibility = 'public' or organisation_id in (1, $3) or $3 = 1) \
           and not exists (select 1 from delivery later where later.withdraws = delivery.number) \
         order by number desc limit $4",
    )
    .bind(first)
    .bind(second)
    .bind(scope.organisation().0)
    .bind(MOST_DELIVERIES)
    .fetch_all(store.sql.read(scope).on())
    .await?;
    let mut all = Structures::default();
    // The newest last: it counts where several say something.
    for (number, sha256) in files.into_iter().rev() {
        let Ok(mut file) = store.files.open(&sha256) else {
            tracing::warn!(
                delivery = number,
                "the file with structures is gone; its codes stay codes"
            );
            continue;
        };
        match Structures::read(&mut file, &Limits::default()) {
            Ok(structures) => all.extend(structures),
            Err(error) => tracing::warn!(%error, delivery = number, "structures cannot be read again"),
        }
    }
    Ok((!all.is_empty()).then(|| Arc::new(all)))
}

#[cfg(test)]
mod tests {
    use figures::dimension::DimensionSet;
    use jiff::Timestamp;
    use store::testing::prepared;
    use web::language::Language;

    use crate::{
        indicators::{
            deliveries::{
                import::{FileReport, ImportOptions, Outcome, import_bytes},
                undo,
            },
            observations,
        },
        territories,
    };

    use super::*;

    type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

    const STRUCTURE: &str = r#"{"meta": {"schema": "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json"}, "data": {
        "codelists": [{"id": "CL_SEX", "agencyID": "AMT", "version": "1.0", "codes": [{"id": "F", "names": {"de": "Frauen", "en": "women"}}]}],
        "dataStructures": [{"id": "D", "agencyID": "AMT", "version": "1.0", "name": "Arbeit", "dataStructureComponents": {
            "dimensionList": {"dimensions": [{"id": "REF_AREA"}, {"id": "SEX", "localRepresentation": {"enumeration": "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AMT:CL_SEX(1.0)"}}],
                "timeDimension": {"id": "TIME_PERIOD"}},
            "measureList": {"measures": [{"id": "WERT"}]}}}]}}"#;
    const DATA: &str =
        "STRUCTURE,STRUCTURE_ID,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE\ndatastructure,AMT:D(1.0),05515,F,2022,7.5\n";

    async fn deliver(store: &Store, text: &str) -> Result<FileReport> {
        let scope = Scope::installation("test");
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let now: Timestamp = "2026-11-22T10:00:00Z".parse()?;
        Ok(import_bytes(store, &scope, &keys, "probe", text.as_bytes(), &ImportOptions::at(now)).await?)
    }

    async fn words(store: &Store, language: Language) -> Result<String> {
        let dictionary = observations::dictionary(store, &Scope::public()).await?;
        let set: DimensionSet = "SEX=F".parse()?;
        let frame = crate::site()?.frame(language, "/");
        Ok(dictionary.words().in_words(&frame, &set.to_string()))
    }

    #[tokio::test]
    async fn a_structure_explains_later_data_until_it_is_undone() -> Result {
        let scope = Scope::installation("test");
        let now: Timestamp = "2026-11-22T11:00:00Z".parse()?;
        for fresh in prepared("2026-11-22", async |store| crate::prepare(store, now).await).await {
            let store = &fresh.store;
            let structure = deliver(store, STRUCTURE).await?;
            assert_eq!(
                (structure.outcome, structure.delivery),
                (Outcome::Accepted, Some(1)),
                "{:?}",
                structure.problems
            );
            assert!(structure.is_structure && structure.account.rows_read == 0);
            let data = deliver(store, DATA).await?;
            assert_eq!(
                data.detected.get("data structure of AMT:D(1.0)").map(String::as_str),
                Some("at hand")
            );
            assert_eq!(words(store, Language::De).await?, "Geschlecht: Frauen");
            assert_eq!(words(store, Language::En).await?, "sex: women");
            undo(store, &scope, 1, Some("test"), now).await?;
            let later = deliver(store, &DATA.replace("2022", "2021")).await?;
            let said = later.detected.get("data structure of AMT:D(1.0)").map(String::as_str);
            assert_eq!(said, Some("not at hand; codes stay codes"));
            // The words belong to the data that brought them, and go with these.
            assert_eq!(words(store, Language::De).await?, "Geschlecht: Frauen");
            undo(store, &scope, 2, Some("test"), now).await?;
            // Our own words again, where nobody else says any.
            assert_eq!(words(store, Language::De).await?, "Geschlecht: weiblich");
            let broken = deliver(store, &STRUCTURE[..300]).await?;
            assert_eq!((broken.outcome, broken.delivery), (Outcome::Failed, None));
        }
        Ok(())
    }
}
