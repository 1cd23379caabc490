//! Recalls through the public face of the capability, on both engines: the number is in no file afterwards.

use std::{error::Error, fs, path::Path};

use jiff::Timestamp;
use store::{
    Store,
    lake::{Query, vintage::AsOf},
    scope::Scope,
    testing::{Fresh, prepared},
};

use super::*;
use crate::{
    indicators::deliveries::{
        import::{FileReport, ImportOptions, Outcome, import_bytes},
        origin, position,
    },
    territories,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A number that occurs nowhere else.
const SECRET: f64 = 73_918_264.0;
const TEXT: &str = "AGS;Jahr;Indikator;Wert\n05515000;2020;Fälle;73918264\n05515000;2021;Fälle;12\n05558020;2020;Fälle;5\n05999999;2020;Fälle;73918264\n";
const OTHERS: &str = "AGS;Jahr;Indikator;Wert\n05515000;2020;Leute;2\n05515000;2021;Leute;4\n";

fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

fn options(date: &str) -> ImportOptions {
    ImportOptions {
        known_on: Some(date.parse().expect("a date")),
        counts: Some(crate::indicators::own::Protection::Things),
        ..ImportOptions::at(now())
    }
}

fn scope() -> Scope {
    Scope::installation("test")
}

async fn ready() -> Result<[Fresh; 2]> {
    Ok(prepared("2026-11-22", async |store| crate::prepare(store, now()).await).await)
}

async fn deliver(store: &Store, text: &str, known_on: &str) -> Result<FileReport> {
    let keys = territories::key_table(store.sql.read(&scope())).await?;
    Ok(import_bytes(store, &scope(), &keys, "probe.csv", text.as_bytes(), &options(known_on)).await?)
}

/// Every value in the lake, of every vintage.
async fn values(store: &Store) -> Result<Vec<f64>> {
    let pin = store.lake.pin(&store.sql, &scope()).await?;
    let mut values = Vec::new();
    store.lake.read_vintages(&pin, &Query::default(), |rows| {
        values.extend(rows.iter().filter_map(|row| row.value));
        true
    })?;
    values.sort_by(f64::total_cmp);
    Ok(values)
}

/// Files below a folder in which the number stands as text or as a binary number.
fn files_with(folder: &Path, number: f64) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let needles = [
        format!("{number}").into_bytes(),
        number.to_le_bytes().to_vec(),
        number.to_be_bytes().to_vec(),
    ];
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path)?;
            if needles
                .iter()
                .any(|needle| bytes.windows(needle.len()).any(|window| window == needle))
            {
                found.push(path.display().to_string());
            }
        }
    }
    Ok(found)
}

fn is_named(report: &FileReport, code: &str) -> bool {
    report.problems.iter().any(|one| one.problem.code == code)
}

#[tokio::test]
async fn a_recalled_delivery_is_in_no_file_and_its_fact_stays() -> Result {
    for fresh in ready().await? {
        let store = &fresh.store;
        let report = deliver(store, TEXT, "2022-05-01").await?;
        assert_eq!((report.outcome, report.account.rejected), (Outcome::Accepted, 1));
        assert!(
            !files_with(fresh.folder.path(), SECRET)?.is_empty(),
            "the search finds what is there"
        );
        let recalled = recall(store, &scope(), 1, None, "nicht freigegeben", now()).await?;
        assert_eq!((recalled.deliveries, recalled.n_values), (vec![1], 3));
        assert_eq!(values(store).await?, Vec::<f64>::new());
        assert_eq!(files_with(fresh.folder.path(), SECRET)?, Vec::<String>::new());
        assert_eq!(fs::read_dir(fresh.folder.path().join("lake"))?.count(), 0);

        let known = recalls(store, &scope(), 1).await?;
        assert_eq!(
            (known[0].reason.as_str(), known[0].position),
            ("nicht freigegeben", None)
        );
        let delivery = storage::delivery(store, &scope(), 1).await?.ok_or("the fact stays")?;
        assert_eq!(
            (delivery.file_name.as_str(), delivery.withdrawn_by),
            ("probe.csv", Some(2))
        );
        let copy = deliver(store, &format!("{TEXT}\n"), "2022-05-01").await?;
        assert_eq!(copy.outcome, Outcome::Failed);
        assert!(is_named(&copy, "recalled"), "{:?}", copy.problems);
        assert_eq!(files_with(fresh.folder.path(), SECRET)?, Vec::<String>::new());
        let again = deliver(store, TEXT, "2022-05-01").await?;
        assert_eq!(again.outcome, Outcome::Failed);
        assert!(
            again.problems[0].problem.message.contains("recalled"),
            "{:?}",
            again.problems
        );
        let twice = recall(store, &scope(), 1, None, "noch einmal", now()).await;
        assert!(twice.is_err_and(|error| error.to_string().contains("already")));
        assert!(
            recall(store, &scope(), 1, None, " ", now()).await.is_err(),
            "without a reason"
        );
        assert!(
            recall(store, &scope(), 2, None, "x", now()).await.is_err(),
            "an undoing has no figures"
        );
        assert!(recall(store, &scope(), 99, None, "x", now()).await.is_err());
    }
    Ok(())
}

#[tokio::test]
async fn a_recalled_value_goes_from_every_delivery_and_the_others_stay() -> Result {
    for fresh in ready().await? {
        let store = &fresh.store;
        deliver(store, TEXT, "2022-05-01").await?;
        // A newer edition repeats the number in another file, an older one knew another.
        deliver(store, &TEXT.replace("2021;Fälle;12", "2021;Fälle;13"), "2023-05-01").await?;
        deliver(store, &TEXT.replace("73918264", "7"), "2021-05-01").await?;
        let place = position::encode(formats::Place {
            sheet: 0,
            row: 2,
            column: 4,
        });
        let nothing = recall(store, &scope(), 1, Some(place + 100_000_000), "Einzelfall", now()).await;
        assert!(nothing.is_err_and(|error| error.to_string().contains("no number at this place")));
        let recalled = recall(store, &scope(), 1, Some(place), "Einzelfall", now()).await?;
        assert_eq!((recalled.deliveries, recalled.n_values), (vec![1, 2], 2));
        assert_eq!(files_with(fresh.folder.path(), SECRET)?, Vec::<String>::new());
        let left = values(store).await?;
        assert!(
            !left.contains(&SECRET) && left.contains(&12.0) && left.contains(&13.0),
            "{left:?}"
        );
        let delivery = storage::delivery(store, &scope(), 1).await?.ok_or("a delivery")?;
        let gone = storage::file_of(store, &delivery);
        assert!(gone.is_err(), "the original held the number");
        assert_eq!(recalls(store, &scope(), 2).await?[0].position, Some(place));
        // A copy that differs by a letter does not bring it back; a later data state may.
        let copy = format!("{TEXT}\n");
        for known_on in ["2022-05-01", "2023-05-01"] {
            let report = deliver(store, &copy, known_on).await?;
            assert_eq!(report.outcome, Outcome::Failed, "{known_on}");
            assert!(is_named(&report, "recalled"), "{known_on}: {:?}", report.problems);
        }
        assert_eq!(values(store).await?, left, "nothing of the refused file is kept");
        assert_eq!(files_with(fresh.folder.path(), SECRET)?, Vec::<String>::new());
        let back = origin::before(2);
        assert_eq!(back, 1);
    }
    Ok(())
}

#[tokio::test]
async fn what_another_file_states_too_stays_when_a_delivery_is_recalled() -> Result {
    for fresh in ready().await? {
        let store = &fresh.store;
        deliver(store, TEXT, "2022-05-01").await?;
        deliver(store, &format!("{TEXT}05558024;2020;Fälle;6\n"), "2023-05-01").await?;
        deliver(store, &format!("{TEXT}05558024;2020;Fälle;7\n"), "2024-05-01").await?;
        recall(store, &scope(), 1, None, "falsche Datei", now()).await?;
        assert_eq!(values(store).await?, [5.0, 6.0, 7.0, 12.0, SECRET]);
        let pin = store.lake.pin(&store.sql, &Scope::public()).await?;
        let mut n_counting = 0;
        let query = Query {
            as_of: AsOf::Current,
            ..Query::default()
        };
        store.lake.read(&pin, &query, |row| {
            n_counting += u32::from(row.value.is_some());
            true
        })?;
        assert_eq!(n_counting, 4, "each value has a row that states it");
    }
    Ok(())
}

#[tokio::test]
async fn what_was_computed_from_it_is_computed_anew() -> Result {
    for fresh in ready().await? {
        let store = &fresh.store;
        deliver(store, "AGS;Jahr;Indikator;Wert\n05515000;1990;Quote;1\n", "2000-01-01").await?;
        deliver(store, OTHERS, "2022-05-01").await?;
        deliver(store, TEXT, "2022-05-01").await?;
        formulas::define(store, &scope(), "quote", "faelle / leute@same", "Probe", now()).await?;
        formulas::follow(store, &scope(), now()).await?;
        assert!(values(store).await?.contains(&(SECRET / 2.0)));
        let place = position::encode(formats::Place {
            sheet: 0,
            row: 2,
            column: 4,
        });
        let recalled = recall(store, &scope(), 3, Some(place), "Einzelfall", now()).await?;
        assert_eq!(recalled.derived.len(), 1);
        let left = values(store).await?;
        assert!(
            !left.contains(&SECRET) && !left.contains(&(SECRET / 2.0)) && left.contains(&3.0),
            "{left:?}"
        );
        assert_eq!(files_with(fresh.folder.path(), SECRET / 2.0)?, Vec::<String>::new());
    }
    Ok(())
}
