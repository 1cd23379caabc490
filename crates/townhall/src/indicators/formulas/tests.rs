//! Formulas through the public face of the capability, on both engines.

use std::error::Error;

use jiff::Timestamp;
use store::{
    Store,
    lake::vintage::AsOf,
    scope::Scope,
    testing::{Fresh, prepared},
};

use super::{
    super::{
        catalogue, deliveries,
        deliveries::import::{FileReport, ImportOptions, import_bytes},
        observations::{self, Filter, Selection},
    },
    *,
};
use crate::territories;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const PARTS: &str = "AGS;Jahr;Indikator;Wert\n05515000;2020;Beschäftigte;120\n05515000;2021;Beschäftigte;130\n\
                     05515000;2020;Einwohner;240\n05515000;2021;Einwohner;250\n05558020;2021;Beschäftigte;\n05558020;2021;Einwohner;10\n\
                     05558024;2021;Beschäftigte;3\n05558024;2021;Einwohner;0\n05558028;2021;Beschäftigte;3\n";

fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

fn known_on(date: &str) -> ImportOptions {
    ImportOptions {
        known_on: Some(date.parse().expect("a date")),
        ..ImportOptions::at(now())
    }
}

async fn ready() -> Result<[Fresh; 2]> {
    let both = prepared("2026-11-22", async |store| crate::prepare(store, now()).await).await;
    for fresh in &both {
        // The indicator whose values are computed comes with a file of its own, so that its unit is not stated.
        deliver(
            &fresh.store,
            "AGS;Jahr;Indikator;Wert\n05515000;1990;Quote;1\n",
            &known_on("2000-01-01"),
        )
        .await?;
    }
    Ok(both)
}

async fn deliver(store: &Store, text: &str, options: &ImportOptions) -> Result<FileReport> {
    let scope = Scope::installation("test");
    let keys = territories::key_table(store.sql.read(&scope)).await?;
    Ok(import_bytes(store, &scope, &keys, "probe.csv", text.as_bytes(), options).await?)
}

async fn defined(store: &Store, slug: &str, text: &str) -> Result<Vec<i64>> {
    let scope = Scope::installation("test");
    match define(store, &scope, slug, text, "Probe", now()).await? {
        Defined::Refused(problems) => Err(format!("{problems:?}").into()),
        Defined::Yes(..) | Defined::Already(_) => Ok(follow(store, &scope, now()).await?),
    }
}

/// The computed values of an indicator as lines of key, period, value and flags.
async fn computed(store: &Store, slug: &str, as_of: AsOf) -> Result<Vec<String>> {
    let scope = Scope::public();
    let catalogue = catalogue::load(store, &scope).await?;
    let keys = territories::key_table(store.sql.read(&scope)).await?;
    let dictionary = observations::dictionary(store, &scope).await?;
    let pin = store.lake.pin(&store.sql, &scope).await?;
    let filter = Filter {
        indicators: vec![slug.to_owned()],
        as_of,
        ..Filter::default()
    };
    let selection = Selection::new(&filter, &catalogue, &keys)?;
    let mut lines = Vec::new();
    observations::read(store, &pin, &catalogue, &dictionary, &selection, |one| {
        if one.source.slug == COMPUTED {
            let value = one.number.map(|number| number.to_string()).unwrap_or_default();
            let key = keys.get(one.territory).map(|(key, _)| key.code()).unwrap_or_default();
            lines.push(format!("{key} {} {value} {}", one.period, one.status));
        }
        true
    })?;
    Ok(lines)
}

#[tokio::test]
async fn a_formula_is_computed_and_follows_its_inputs() -> Result {
    for fresh in ready().await? {
        let store = &fresh.store;
        deliver(store, PARTS, &known_on("2022-05-01")).await?;
        assert_eq!(defined(store, "quote", "beschaeftigte / einwohner * 100").await?, [3]);
        let first = [
            "05515000 2020 50 A",
            "05515000 2021 52 A",
            "05558020 2021  O",
            "05558024 2021  M",
        ];
        assert_eq!(computed(store, "quote", AsOf::Current).await?, first);
        let delivery = deliveries::delivery(store, &Scope::public(), 3)
            .await?
            .ok_or("delivery 3")?;
        let computation = delivery.report.computation.clone().ok_or("a computation")?;
        assert_eq!((computation.inputs, computation.formula), (vec![2], 1));
        assert_eq!(delivery.known_on.to_string(), "2022-05-01");
        assert!(
            delivery
                .source_note
                .ok_or("a note")?
                .starts_with("Eigene Berechnung, Daten verändert")
        );

        let scope = Scope::installation("test");
        assert!(follow(store, &scope, now()).await?.is_empty(), "twice is harmless");
        let newer = PARTS.replace("2021;Beschäftigte;130", "2021;Beschäftigte;125");
        let report = deliver(store, &newer, &known_on("2023-05-01")).await?;
        assert_eq!(report.derived, [5]);
        assert_eq!(computed(store, "quote", AsOf::Current).await?[1], "05515000 2021 50 A");
        let then = AsOf::Known("2022-12-31".parse()?);
        assert_eq!(computed(store, "quote", then).await?, first, "as it was known then");

        deliveries::undo(store, &scope, 4, None, now()).await?;
        assert_eq!(
            computed(store, "quote", AsOf::Current).await?,
            first,
            "after the undoing"
        );
        deliveries::undo(store, &scope, 2, None, now()).await?;
        assert!(
            computed(store, "quote", AsOf::Current).await?.is_empty(),
            "no value outlives its inputs"
        );
        assert!(follow(store, &scope, now()).await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn an_unrelated_delivery_computes_nothing_and_an_end_takes_all_back() -> Result {
    for fresh in ready().await? {
        let (store, scope) = (&fresh.store, Scope::installation("test"));
        deliver(store, PARTS, &known_on("2022-05-01")).await?;
        defined(store, "quote", "beschaeftigte / einwohner").await?;
        let report = deliver(
            store,
            "AGS;Jahr;Indikator;Wert\n05515000;2020;Radwege;1\n",
            &known_on("2022-05-01"),
        )
        .await?;
        assert!(report.derived.is_empty());
        let message = deliveries::undo(store, &scope, 3, None, now())
            .await
            .err()
            .ok_or("refused")?
            .to_string();
        assert!(message.contains("follows its inputs"), "{message}");
        defined(store, "quote", "beschaeftigte / einwohner * 1000").await?;
        assert_eq!(computed(store, "quote", AsOf::Current).await?[0], "05515000 2020 500 A");
        end(store, &scope, "quote", "Schluss", now()).await?;
        follow(store, &scope, now()).await?;
        assert!(computed(store, "quote", AsOf::Current).await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_formula_over_a_computed_indicator_follows_too() -> Result {
    for fresh in ready().await? {
        let store = &fresh.store;
        deliver(
            store,
            "AGS;Jahr;Indikator;Wert\n05515000;1990;Doppelt;1\n",
            &known_on("2000-01-01"),
        )
        .await?;
        deliver(store, PARTS, &known_on("2022-05-01")).await?;
        defined(store, "quote", "beschaeftigte / einwohner * 100").await?;
        let published_first = defined(store, "doppelt", "quote * 2").await?;
        assert_eq!(published_first.len(), 1);
        // The published series of 1990 is the reference of Münster; the computed one stands beside it.
        assert_eq!(computed(store, "doppelt", AsOf::Current).await?[0], "05515000 1990 2 A");
    }
    Ok(())
}

#[tokio::test]
async fn what_a_formula_must_not_do_is_refused() -> Result {
    for fresh in ready().await? {
        let (store, scope) = (&fresh.store, Scope::installation("test"));
        deliver(store, PARTS, &known_on("2022-05-01")).await?;
        for (slug, text, code) in [
            ("quote", "quote * 2", "cycle"),
            ("quote", "beschaeftigte / gibtsnicht", "unknown_indicator"),
            (
                "employment-rate",
                "employees-at-residence / working-age-population * 100",
                "mixed_reference",
            ),
            (
                "employment-rate",
                "employees-at-residence / working-age-population@same * 1000",
                "wrong_factor",
            ),
        ] {
            let Defined::Refused(problems) = define(store, &scope, slug, text, "", now()).await? else {
                return Err(format!("{text} was taken").into());
            };
            assert!(
                problems.iter().any(|one| one.mistake.code() == code),
                "{text}: {problems:?}"
            );
        }
        assert!(define(store, &scope, "gibtsnicht", "quote", "", now()).await.is_err());
    }
    Ok(())
}

#[tokio::test]
async fn a_suppressed_part_stays_suppressed() -> Result {
    let text = "AGS;Jahr;Indikator;SEX;Wert;OBS_STATUS\n05515000;2020;Fälle;;10;A\n05515000;2020;Fälle;F;8;A\n05515000;2020;Fälle;M;;Q\n\
                05515000;2021;Fälle;;10;A\n05515000;2021;Fälle;F;8;A\n05515000;2021;Fälle;M;2;A\n";
    for fresh in ready().await? {
        let store = &fresh.store;
        let report = deliver(store, text, &known_on("2022-05-01")).await?;
        assert!(report.delivery.is_some(), "{:?}", report.problems);
        defined(store, "quote", "faelle - faelle[SEX=F]").await?;
        assert_eq!(
            computed(store, "quote", AsOf::Current).await?,
            ["05515000 2020  Q", "05515000 2021 2 A"]
        );
        defined(store, "quote", "faelle[SEX=F] / faelle * 100").await?;
        assert_eq!(
            computed(store, "quote", AsOf::Current).await?,
            ["05515000 2020 80 A", "05515000 2021 80 A"]
        );
    }
    Ok(())
}
