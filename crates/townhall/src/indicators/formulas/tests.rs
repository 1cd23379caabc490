//! Formulas through the public face of the capability, on both engines.

use std::error::Error;

use figures::{indicator::Reference, unit::Unit};
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
        own::Protection,
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
        counts: Some(Protection::Things),
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
        assert_eq!(
            defined(store, "quote", "beschaeftigte / einwohner@same * 100").await?,
            [3]
        );
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
        defined(store, "quote", "beschaeftigte / einwohner@same").await?;
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
        defined(store, "quote", "beschaeftigte / einwohner@same * 1000").await?;
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
        defined(store, "quote", "beschaeftigte / einwohner@same * 100").await?;
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

/// Cars on 1 January, people at the end of the year by the year, births of the year.
const DATES: &str = "AGS;Zeit;Indikator;Einheit;Wert\n05515000;2020-01-01;Pkw;Anzahl;600\n05515000;2021-01-01;Pkw;Anzahl;660\n\
                     05515000;2019;Leute;Personen;1000\n05515000;2020;Leute;Personen;1100\n05515000;2020;Geburten;Personen;21\n\
                     05515000;2020-12-31;Wohnungen;Anzahl;400\n05515000;2021-12-31;Wohnungen;Anzahl;420\n\
                     05515000;2020-12-31;Garagen;Anzahl;40\n05515000;2021-12-31;Garagen;Anzahl;63\n";

#[tokio::test]
async fn a_day_of_the_year_meets_the_year_that_it_lies_in() -> Result {
    for fresh in ready().await? {
        let (store, scope) = (&fresh.store, Scope::installation("test"));
        let report = deliver(store, DATES, &known_on("2022-05-01")).await?;
        assert!(report.delivery.is_some(), "{:?}", report.problems);
        let reference = async |slug: &str| -> Result<Reference> {
            let catalogue = catalogue::load(store, &scope).await?;
            Ok(catalogue.by_slug(slug).ok_or("no such indicator")?.version.reference)
        };
        // What lies on one day of the year says so itself; a year says nothing.
        assert_eq!(reference("pkw").await?, Reference::Day { month: 1, day: 1 });
        assert_eq!(reference("leute").await?, Reference::Unstated);
        let Defined::Refused(problems) = define(store, &scope, "quote", "pkw / leute", "", now()).await? else {
            return Err("an unstated mixture was taken".into());
        };
        assert_eq!(problems[0].mistake.code(), "mixed_reference");
        // The year is what the stock of 1 January 2020 and the population of 2019 before it lead to.
        defined(store, "quote", "pkw / leute@previous * 1000").await?;
        assert_eq!(
            computed(store, "quote", AsOf::Current).await?,
            ["05515000 2020 600 A", "05515000 2021 600 A"]
        );
        // A mean of two beginnings is that of the year between them.
        defined(store, "quote", "average(pkw) / geburten@same").await?;
        assert_eq!(computed(store, "quote", AsOf::Current).await?, ["05515000 2020 30 A"]);
        // Two stocks of the same day stay on their day, and the one before lies a year earlier.
        defined(store, "quote", "garagen / wohnungen").await?;
        assert_eq!(
            computed(store, "quote", AsOf::Current).await?,
            ["05515000 2020-12-31 0.1 A", "05515000 2021-12-31 0.15 A"]
        );
        defined(store, "quote", "wohnungen - wohnungen@previous").await?;
        assert_eq!(
            computed(store, "quote", AsOf::Current).await?,
            ["05515000 2021-12-31 20 A"]
        );
    }
    Ok(())
}

#[tokio::test]
async fn what_a_publisher_leaves_open_is_stated_once() -> Result {
    for fresh in ready().await? {
        let (store, scope) = (&fresh.store, Scope::installation("test"));
        deliver(store, DATES, &known_on("2022-05-01")).await?;
        let state = async |slug: &str, stated| catalogue::complete(store, &scope, slug, stated, now()).await;
        let people = catalogue::Stated {
            unit: Some(Unit::Persons),
            reference: Some(Reference::Day { month: 12, day: 31 }),
            counted_at: None,
        };
        let (indicator, is_new) = state("leute", people).await?;
        assert!(is_new && indicator.version.reference == Reference::Day { month: 12, day: 31 });
        assert!(!state("leute", people).await?.1, "the same statement twice");
        let average = catalogue::Stated {
            reference: Some(Reference::Average),
            ..catalogue::Stated::default()
        };
        let refused = state("leute", average).await.err().ok_or("another time was taken")?;
        assert!(
            refused.to_string().contains("is about the day 31.12. already"),
            "{refused}"
        );
        // A bare number may turn out to be people; people never turn into percent.
        assert_eq!(
            state("pkw", people)
                .await
                .err()
                .map(|error| error.to_string().contains("the day 1.1.")),
            Some(true)
        );
        let unit = |unit| catalogue::Stated {
            unit: Some(unit),
            ..catalogue::Stated::default()
        };
        assert!(state("garagen", unit(Unit::Persons)).await?.1);
        assert!(state("garagen", unit(Unit::Percent)).await.is_err());
        assert!(state("gibtsnicht", people).await.is_err());
        // A later delivery of the same figure overrules nothing.
        deliver(
            store,
            "AGS;Zeit;Indikator;Einheit;Wert\n05515000;2021-06-30;Leute;Personen;1105\n",
            &known_on("2023-05-01"),
        )
        .await?;
        let catalogue = catalogue::load(store, &scope).await?;
        assert_eq!(
            catalogue.by_slug("leute").map(|one| one.version.reference),
            Some(Reference::Day { month: 12, day: 31 })
        );
    }
    Ok(())
}

#[test]
fn publishers_count_first_then_what_was_typed_then_other_tables_then_what_was_computed() {
    let mut sources = ["computed", "own", "own:telgte", "inkar"];
    sources.sort_by_key(|source| rank(&[], source, "unstated"));
    assert_eq!(sources, ["inkar", "own:telgte", "own", "computed"]);
}
