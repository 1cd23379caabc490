//! From one installation into another and back, on both engines and between them: the second file is the first, byte by byte.

use std::error::Error;

use formats::observations::{Form, begin};
use jiff::Timestamp;
use store::{
    Store,
    lake::vintage::AsOf,
    scope::Scope,
    testing::{Fresh, prepared},
};

use super::{Background, Order, Shelf};
use crate::{
    indicators::{
        catalogue,
        deliveries::import::{FileReport, ImportOptions, Outcome, import_bytes},
        observations::{self, Selection},
        own::Visibility,
    },
    territories,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Flags, a missing value with its reason, breakdowns, remarks, digits, a quarter.
const FIGURES: &str = "indicator,territory,period,value,status,source,delivery,decimals,unit,area_state,known_on,edition,\
    territory_name,licence,changes,remark,provider,source_title,source_note,dataset_uri,visibility,SEX\n\
    rate,de:05515000,2021,7.50,A,amt,,2,percent,unstated,2024-12-31,2024,,dl-de/by-2-0,,,Amt,Titel,Amt: Titel,https://example.org,,\n\
    rate,de:05515000,2022,,Q,amt,,,percent,unstated,2024-12-31,2024,,dl-de/by-2-0,,gesperrt,,,,,,\n\
    rate,de:05515000,2022,4.1,PU,amt,,1,percent,unstated,2024-12-31,2024,,dl-de/by-2-0,,\"=x; \"\"a\"\"\",,,,,,F\n\
    rate,de:DG,2022-Q1,4,E,amt,,0,percent,unstated,2024-12-31,2024,,dl-de/by-2-0,,,,,,,,F\n\
    people,de:05515000,2021,0.30000000000000004,A,amt,,-1,persons,unstated,2024-12-31,2024,,dl-de/by-2-0,,,,,,,,\n";

fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

async fn ready() -> Result<[Fresh; 2]> {
    Ok(prepared("2026-11-22", async |store| crate::prepare(store, now()).await).await)
}

async fn deliver(store: &Store, bytes: &[u8], visibility: Visibility) -> Result<FileReport> {
    let scope = Scope::installation("test");
    let keys = territories::key_table(store.sql.read(&scope)).await?;
    let options = ImportOptions {
        visibility,
        ..ImportOptions::at(now())
    };
    Ok(import_bytes(store, &scope, &keys, "probe", bytes, &options).await?)
}

/// The file that a scope gets, and how many values it holds.
async fn written(store: &Store, scope: &Scope, form: Form, source: &str, known_on: &str) -> Result<(Vec<u8>, u64)> {
    let catalogue = catalogue::load(store, scope).await?;
    let keys = territories::key_table(store.sql.read(scope)).await?;
    let dictionary = observations::dictionary(store, scope).await?;
    let pin = store.lake.pin(&store.sql, scope).await?;
    let background = Background::load(store, scope, None).await?;
    let shelf = Shelf {
        store,
        pin: &pin,
        catalogue: &catalogue,
        dictionary: &dictionary,
        keys: &keys,
        background: &background,
    };
    let selection = Selection::of(None, None, AsOf::Current);
    let day = known_on.parse()?;
    let is_wanted = |one: &observations::Observation<'_>| {
        one.source.slug == source && background.known_on(one.delivery) == Some(day)
    };
    let contents = shelf.contents(&selection, &is_wanted)?;
    let head = contents.head(&shelf, |one| one.slug.clone());
    let mut bytes = Vec::new();
    let mut writer = begin(form, Box::new(&mut bytes), &head)?;
    shelf.write(&selection, &is_wanted, Order::Sorted, (&head, false), writer.as_mut())?;
    writer.end()?;
    Ok((bytes, contents.n_observations()))
}

#[tokio::test]
async fn every_form_goes_from_one_engine_to_the_other_and_back() -> Result {
    let scope = Scope::installation("test");
    for visibility in [Visibility::Public, Visibility::Internal] {
        for form in Form::ALL {
            let [one, other] = ready().await?;
            let report = deliver(&one.store, FIGURES.as_bytes(), visibility).await?;
            assert_eq!(
                (report.outcome, report.account.stored),
                (Outcome::Accepted, 5),
                "{:?}",
                report.problems
            );
            let (first, n_first) = written(&one.store, &scope, form, "amt", "2024-12-31").await?;
            assert_eq!(n_first, 5);
            let report = deliver(&other.store, &first, Visibility::Public).await?;
            assert_eq!(
                (report.outcome, report.account.stored),
                (Outcome::Accepted, 5),
                "{form:?} {:?}",
                report.problems
            );
            let (second, _) = written(&other.store, &scope, form, "amt", "2024-12-31").await?;
            assert!(first == second, "{form:?} {visibility:?}: the files differ");
            // What was internal where it was written is internal where it was read.
            let (_, n_public) = written(&other.store, &Scope::public(), form, "amt", "2024-12-31").await?;
            assert_eq!(
                n_public,
                if visibility == Visibility::Public { 5 } else { 0 },
                "{form:?}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn each_of_several_data_states_goes_its_own_way() -> Result {
    let scope = Scope::installation("test");
    let [one, other] = ready().await?;
    let newer = FIGURES
        .replace("2024-12-31", "2025-06-30")
        .replace(",7.50,A,", ",7.60,A,");
    deliver(&one.store, FIGURES.as_bytes(), Visibility::Public).await?;
    deliver(&one.store, newer.as_bytes(), Visibility::Public).await?;
    let (later, n_later) = written(&one.store, &scope, Form::Parquet, "amt", "2025-06-30").await?;
    deliver(&other.store, &later, Visibility::Public).await?;
    let (again, n_again) = written(&other.store, &scope, Form::Parquet, "amt", "2025-06-30").await?;
    assert_eq!(n_later, n_again);
    assert!(later == again);
    Ok(())
}

#[tokio::test]
async fn nothing_tells_the_public_of_an_internal_delivery() -> Result {
    for fresh in ready().await? {
        let store = &fresh.store;
        let figures = FIGURES
            .replace("rate,", "geheim,")
            .replace(",amt,", ",haus,")
            .replace("SEX\n", "GEHEIM\n");
        deliver(store, figures.as_bytes(), Visibility::Internal).await?;
        let public = Scope::public();
        let catalogue = catalogue::load(store, &public).await?;
        assert!(catalogue.by_slug("geheim").is_none(), "the name of the indicator");
        let dictionary = observations::dictionary(store, &public).await?;
        assert!(dictionary.sources().all(|source| source.slug != "haus"), "the source");
        assert_eq!(crate::indicators::deliveries::n_deliveries(store, &public).await?, 0);
        let (file, n) = written(store, &public, Form::Csv, "haus", "2024-12-31").await?;
        assert_eq!(n, 0);
        assert!(!String::from_utf8(file)?.contains("GEHEIM"), "the breakdown");
        // The same figures for everybody later: all of them are there, although only some knew them before.
        let report = deliver(store, figures.as_bytes(), Visibility::Public).await?;
        assert_eq!((report.account.stored, report.account.of_which_unchanged), (5, 0));
        let (_, n) = written(store, &public, Form::Csv, "haus", "2024-12-31").await?;
        assert_eq!(n, 5);
    }
    Ok(())
}
