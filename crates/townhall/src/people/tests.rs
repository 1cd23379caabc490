//! Founding homes, on both engines; and which slugs are possible.

use jiff::Timestamp;
use store::{scope::Scope, testing::fresh};

use super::{
    NewOrganisation, RESERVED, check_slug, ensure_installation, found, organisation_by_slug, organisations, slug_of,
};
use crate::audit;

#[test]
fn a_slug_fits_into_an_address_and_hides_no_shared_page() {
    for slug in ["muenster", "vg-hachenburg", "amt-2"] {
        assert_eq!(check_slug(slug), Ok(()), "{slug}");
    }
    for slug in [
        "", "a", "Münster", "münster", "2-amt", "a--b", "-a", "a-", "a b", "goals", "api", "de", "healthz",
    ] {
        assert!(check_slug(slug).is_err(), "{slug}");
    }
    assert!(RESERVED.is_sorted(), "reserved words are kept in order");
}

#[test]
fn the_slug_of_a_name_can_stand_in_an_address() {
    for (name, slug) in [
        ("Münster", "muenster"),
        ("Höhr-Grenzhausen", "hoehr-grenzhausen"),
        ("Neustadt a.d. Aisch", "neustadt-a-d-aisch"),
        ("  Weiß / Běła ", "weiss-b-a"),
    ] {
        assert_eq!(slug_of(name), slug);
        assert_eq!(check_slug(slug), Ok(()), "{slug}");
    }
}

#[tokio::test]
async fn homes_are_founded_once_and_never_in_place_of_a_shared_page() -> Result<(), Box<dyn std::error::Error>> {
    for fresh in fresh().await {
        let sql = &fresh.store.sql;
        let scope = Scope::installation("cli");
        let at: Timestamp = "2026-02-28T12:00:00Z".parse()?;
        ensure_installation(sql, at).await?;
        ensure_installation(sql, at).await?;
        assert!(organisations(sql.read(&scope)).await?.is_empty());
        let mut new = NewOrganisation {
            slug: "muenster".to_owned(),
            name: "Münster".to_owned(),
            territory_id: 7,
        };
        let (home, _) = sql.write(&scope, async |write| found(write, at, &new).await).await?;
        assert_eq!(home.id.0, 2);
        let read = sql.read(&scope);
        assert_eq!(organisations(read).await?, std::slice::from_ref(&home));
        assert_eq!(organisation_by_slug(read, "muenster").await?, Some(home));
        assert_eq!(organisation_by_slug(read, "installation").await?, None);
        assert_eq!(audit::list(read, None, 10).await?.len(), 2);
        let again = sql.write(&scope, async |write| found(write, at, &new).await).await;
        assert!(again.is_err_and(|error| error.to_string().contains("another organisation")));
        "search".clone_into(&mut new.slug);
        let reserved = sql.write(&scope, async |write| found(write, at, &new).await).await;
        assert!(reserved.is_err_and(|error| error.to_string().contains("stadt-search")));
    }
    Ok(())
}
