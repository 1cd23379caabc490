//! Deliveries become observations, on both engines, through the public face of the capability.

use std::error::Error;

use figures::territory::Level;
use jiff::{Timestamp, civil::Date};
use store::{
    Store,
    lake::vintage::AsOf,
    scope::Scope,
    testing::{Fresh, prepared},
};

use super::{
    catalogue, deliveries,
    deliveries::import::{FileReport, ImportOptions, OnProblem, Outcome, import_bytes},
    observations::{self, Filter, Selection},
    own::Protection,
    profile::{self, Place},
};
use crate::territories;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const FIRST: &str =
    "AGS;Jahr;Indikator;Wert\n05515000;2020;Radwege;12,5\n05515000;2021;Radwege;13,0\n05558020;2021;Radwege;\n";

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
    Ok(prepared("2026-11-22", async |store| crate::prepare(store, now()).await).await)
}

async fn deliver(store: &Store, text: &str, options: &ImportOptions) -> Result<FileReport> {
    let scope = Scope::installation("test");
    let keys = territories::key_table(store.sql.read(&scope)).await?;
    // These tables are about no people, so that small numbers may stand in them.
    let options = ImportOptions {
        counts: options.counts.or(Some(Protection::Things)),
        ..options.clone()
    };
    Ok(import_bytes(store, &scope, &keys, "probe.csv", text.as_bytes(), &options).await?)
}

/// All observations as lines of indicator, territory, period, value, status, delivery.
async fn observed(store: &Store, as_of: AsOf) -> Result<Vec<String>> {
    let scope = Scope::public();
    let catalogue = catalogue::load(store, &scope).await?;
    let keys = territories::key_table(store.sql.read(&scope)).await?;
    let dictionary = observations::dictionary(store, &scope).await?;
    let pin = store.lake.pin(&store.sql, &scope).await?;
    let selection = Selection::new(
        &Filter {
            as_of,
            ..Filter::default()
        },
        &catalogue,
        &keys,
    )?;
    let mut lines = Vec::new();
    observations::read(store, &pin, &catalogue, &dictionary, &selection, |one| {
        let value = one.number.map(|number| number.to_string()).unwrap_or_default();
        let key = keys.get(one.territory).map(|(key, _)| key.code()).unwrap_or_default();
        lines.push(format!(
            "{} {key} {} {value} {} {}",
            one.indicator.slug, one.period, one.status, one.delivery
        ));
        true
    })?;
    Ok(lines)
}

#[tokio::test]
async fn a_delivery_is_read_back_with_its_account() -> Result {
    for fresh in ready().await? {
        let report = deliver(&fresh.store, FIRST, &known_on("2022-05-01")).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        let account = &report.account;
        assert_eq!((account.rows_read, account.stored, account.of_which_missing), (3, 3, 1));
        assert_eq!(
            observed(&fresh.store, AsOf::Current).await?,
            [
                "radwege 05515000 2020 12.5 A 1",
                "radwege 05515000 2021 13.0 A 1",
                "radwege 05558020 2021  O 1"
            ]
        );
        let delivery = deliveries::delivery(&fresh.store, &Scope::public(), 1)
            .await?
            .ok_or("delivery 1")?;
        assert_eq!(delivery.report.account, *account);
        assert!(
            deliveries::file_of(&fresh.store, &delivery)?.is_some(),
            "the original is kept"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_newer_edition_changes_today_and_leaves_the_past() -> Result {
    for fresh in ready().await? {
        deliver(&fresh.store, FIRST, &known_on("2022-05-01")).await?;
        let second = FIRST.replace("13,0", "13,4");
        let report = deliver(&fresh.store, &second, &known_on("2024-05-01")).await?;
        assert_eq!(report.account.of_which_unchanged, 2);
        let day: Date = "2023-01-01".parse()?;
        assert_eq!(
            observed(&fresh.store, AsOf::Current).await?[1],
            "radwege 05515000 2021 13.4 A 2"
        );
        assert_eq!(
            observed(&fresh.store, AsOf::Known(day)).await?[1],
            "radwege 05515000 2021 13.0 A 1"
        );
        assert!(
            observed(&fresh.store, AsOf::Known("2022-04-30".parse()?))
                .await?
                .is_empty()
        );
        assert!(
            observed(&fresh.store, AsOf::Recorded(day)).await?.is_empty(),
            "nothing stood here in 2023"
        );
    }
    Ok(())
}

#[tokio::test]
async fn an_older_file_loaded_later_changes_no_page() -> Result {
    for fresh in ready().await? {
        deliver(&fresh.store, &FIRST.replace("13,0", "13,4"), &known_on("2024-05-01")).await?;
        let today = observed(&fresh.store, AsOf::Current).await?;
        deliver(&fresh.store, FIRST, &known_on("2022-05-01")).await?;
        assert_eq!(observed(&fresh.store, AsOf::Current).await?, today);
        let then = observed(&fresh.store, AsOf::Known("2022-06-01".parse()?)).await?;
        assert_eq!(then[1], "radwege 05515000 2021 13.0 A 2");
    }
    Ok(())
}

#[tokio::test]
async fn undoing_brings_back_what_was_before_and_only_once() -> Result {
    for fresh in ready().await? {
        let (store, scope) = (&fresh.store, Scope::installation("test"));
        deliver(store, FIRST, &known_on("2022-05-01")).await?;
        let before = observed(store, AsOf::Current).await?;
        deliver(store, &FIRST.replace("13,0", "99,0"), &known_on("2024-05-01")).await?;
        let withdrawal = deliveries::undo(store, &scope, 2, Some("falsche Datei"), now()).await?;
        assert_eq!(withdrawal, 3);
        assert_eq!(observed(store, AsOf::Current).await?, before);
        let again = deliveries::undo(store, &scope, 2, None, now())
            .await
            .err()
            .ok_or("refused")?
            .to_string();
        assert_eq!(again, "delivery 2 was undone already, by delivery 3; nothing to do");
        assert!(
            deliveries::undo(store, &scope, 3, None, now()).await.is_err(),
            "an undoing cannot be undone"
        );
        assert!(deliveries::undo(store, &scope, 77, None, now()).await.is_err());

        deliver(store, &FIRST.replace("13,0", "99,0"), &known_on("2024-05-01")).await?;
        assert_eq!(
            observed(store, AsOf::Current).await?[1],
            "radwege 05515000 2021 99.0 A 4"
        );
    }
    Ok(())
}

#[tokio::test]
async fn wrong_rows_are_rejected_by_name_and_the_others_taken() -> Result {
    let text = "AGS;Jahr;Indikator;Wert\n05515000;2020;Radwege;12,5\n05999999;2020;Radwege;1\n5558020;2020;Radwege;2\n\
                05515000;2021;Radwege;zwölf\n05515000;2022;Radwege;1\n05515000;2022;Radwege;2\n05515000;2023;Radwege;3\n05515000;2023;Radwege;3\n";
    for fresh in ready().await? {
        let report = deliver(&fresh.store, text, &ImportOptions::at(now())).await?;
        let account = &report.account;
        assert_eq!(account.rows_read, 8);
        assert_eq!(
            (account.stored, account.corrected, account.rejected),
            (3, 1, 4),
            "{:#?}",
            report.problems
        );
        assert_eq!(account.of_which_duplicate_equal, 1);
        let by_rows: u64 = report
            .problems
            .iter()
            .filter(|one| one.problem.severity.as_str() == "rejected")
            .map(|one| one.problem.rows)
            .sum();
        assert_eq!(by_rows, account.rejected, "every rejected row has a reason");
        let stored = deliveries::problems(&fresh.store, &Scope::public(), 1, 0, 100).await?;
        assert_eq!(stored.len(), report.problems.len());

        let options = ImportOptions {
            on_problem: OnProblem::Refuse,
            ..ImportOptions::at(now())
        };
        let refused = deliver(&fresh.store, text, &options).await?;
        assert_eq!((refused.outcome, refused.delivery), (Outcome::Refused, None));
        assert_eq!(
            deliveries::deliveries(&fresh.store, &Scope::public(), None, 10)
                .await?
                .len(),
            1
        );
    }
    Ok(())
}

#[tokio::test]
async fn nothing_of_an_unreadable_file_remains() -> Result {
    for fresh in ready().await? {
        for content in [
            "",
            "\u{0}\u{1}\u{2}binary",
            "<html><table><tr><td>x</td></tr></table></html>",
            "just a line of words",
        ] {
            let report = deliver(&fresh.store, content, &ImportOptions::at(now())).await?;
            assert_eq!(report.outcome, Outcome::Failed, "{content:?}");
            assert_eq!(report.problems.len(), 1, "one clear sentence for {content:?}");
        }
        assert!(observed(&fresh.store, AsOf::Current).await?.is_empty());
        let n_kept = std::fs::read_dir(fresh.folder.path().join("files"))?.count();
        assert_eq!(n_kept, 0, "an unreadable file is not kept");
    }
    Ok(())
}

#[tokio::test]
async fn a_trial_run_stores_nothing() -> Result {
    for fresh in ready().await? {
        let options = ImportOptions {
            dry_run: true,
            ..ImportOptions::at(now())
        };
        let report = deliver(&fresh.store, FIRST, &options).await?;
        assert_eq!(
            (report.outcome, report.delivery, report.account.stored),
            (Outcome::WouldBeAccepted, None, 3)
        );
        assert!(observed(&fresh.store, AsOf::Current).await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_data_state_in_the_future_is_refused() -> Result {
    for fresh in ready().await? {
        let report = deliver(&fresh.store, FIRST, &known_on("2027-01-01")).await?;
        assert_eq!(report.outcome, Outcome::Failed);
        assert!(report.problems[0].problem.message.contains("lies in the future"));
    }
    Ok(())
}

#[tokio::test]
async fn own_values_and_values_of_the_district_stay_apart() -> Result {
    let text = "AGS;Jahr;Indikator;Wert\n05558020;2021;Radwege;1\n05558;2021;Radwege;40\n05558;2021;Betten;7\n05515;2021;Betten;9\n";
    for fresh in ready().await? {
        let (store, scope) = (&fresh.store, Scope::public());
        deliver(store, text, &ImportOptions::at(now())).await?;
        let catalogue = catalogue::load(store, &scope).await?;
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let dictionary = observations::dictionary(store, &scope).await?;
        let pin = store.lake.pin(&store.sql, &scope).await?;
        let profile = async |key: &str| {
            let id = keys.resolve(key, Some(Level::Municipality))?.id;
            let territory = territories::by_id(store.sql.read(&scope), id)
                .await?
                .ok_or("a territory")?;
            let place = Place::of(store, &scope, territory).await?;
            Ok::<_, Box<dyn Error>>(profile::read(
                store,
                &pin,
                &catalogue,
                &dictionary,
                &place,
                None,
                AsOf::Current,
            )?)
        };
        let slugs = |figures: &[profile::Figures]| -> Vec<String> {
            figures
                .iter()
                .filter_map(|one| catalogue.by_version(one.version_id))
                .map(|one| one.slug.clone())
                .collect()
        };
        let town = profile("05558020").await?;
        assert_eq!(
            (slugs(&town.own), slugs(&town.district)),
            (vec!["radwege".to_owned()], vec!["betten".to_owned()])
        );
        assert_eq!(
            town.own[0]
                .first()
                .newest()
                .and_then(|value| value.number)
                .map(|number| number.value),
            Some(1.0)
        );

        // A district-free city is its own district: the value is its own.
        let city = profile("05515000").await?;
        assert_eq!((slugs(&city.own), city.district.len()), (vec!["betten".to_owned()], 0));
    }
    Ok(())
}

#[tokio::test]
async fn a_known_name_of_a_publisher_leads_to_the_shipped_indicator() -> Result {
    for fresh in ready().await? {
        let options = ImportOptions {
            source: Some("inkar".to_owned()),
            ..ImportOptions::at(now())
        };
        let text = "AGS;Jahr;Indikator;Wert\n05515000;2020;Arbeitslose;8123\n";
        deliver(&fresh.store, text, &options).await?;
        assert_eq!(
            observed(&fresh.store, AsOf::Current).await?,
            ["unemployed 05515000 2020 8123 A 1"]
        );
    }
    Ok(())
}

#[tokio::test]
async fn after_the_end_of_a_territory_nothing_is_missing_and_a_figure_is_refused() -> Result {
    // Osterode went into Göttingen on 1 November 2016; offices fill its line with dashes, which elsewhere mean zero.
    let text = "Kreis;Jahr;Indikator;Wert\n\
        03156;2015;Radwege;7,5\n03156;2016;Radwege;0\n03156;2017;Radwege;0\n03156;2018;Radwege;\n03156;2019;Radwege;8,1\n\
        03159;2010;Radwege;20,5\n03159;2018;Radwege;21,0\n05515;2018;Radwege;0\n";
    for fresh in ready().await? {
        let report = deliver(&fresh.store, text, &known_on("2022-05-01")).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        assert_eq!(
            observed(&fresh.store, AsOf::Current).await?,
            [
                "radwege 03159 2010 20.5 A 1",
                "radwege 03159 2018 21.0 A 1",
                "radwege 05515 2018 0 A 1",
                "radwege 03156 2015 7.5 A 1",
                "radwege 03156 2016  M 1",
                "radwege 03156 2017  M 1",
                "radwege 03156 2018  M 1",
            ]
        );
        let account = &report.account;
        assert_eq!(
            (account.rows_read, account.stored, account.corrected, account.rejected),
            (8, 4, 3, 1)
        );
        let told: Vec<(&str, u64, Option<u32>)> = report
            .problems
            .iter()
            .map(|problem| (problem.problem.code.as_str(), problem.problem.rows, problem.problem.row))
            .collect();
        assert!(told.contains(&("ended-territory", 3, Some(2))), "{told:?}");
        assert!(told.contains(&("figure-after-end", 1, Some(6))), "{told:?}");
        assert!(told.contains(&("figure-before-beginning", 1, Some(7))), "{told:?}");
    }
    Ok(())
}

#[tokio::test]
async fn zeros_from_before_the_beginning_of_a_territory_are_no_figures() -> Result {
    // Göttingen exists since 1 November 2016. Saarbrücken and Hannover have lines of their own since 2009, as the list of keys says.
    let text = "Kreis;Jahr;Indikator;Wert\n\
        03159;2014;Radwege;0\n03159;2015;Radwege;\n03159;2016;Radwege;0\n03159;2017;Radwege;21,0\n\
        13071;2009;Radwege;0\n13071;2010;Radwege;4\n13071;2012;Radwege;6\n\
        10041100;2007;Radwege;0\n10041100;2008;Radwege;0\n10041100;2009;Radwege;5\n10041100;2010;Radwege;0\n\
        03241001;2007;Radwege;0\n03241001;2008;Radwege;0\n03241001;2009;Radwege;0\n03241001;2010;Radwege;9\n";
    for fresh in ready().await? {
        let report = deliver(&fresh.store, text, &known_on("2022-05-01")).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        let mut observed = observed(&fresh.store, AsOf::Current).await?;
        observed.sort();
        assert_eq!(
            observed,
            [
                "radwege 03159 2014  M 1",
                "radwege 03159 2015  O 1",
                "radwege 03159 2016  M 1",
                "radwege 03159 2017 21.0 A 1",
                "radwege 03241001 2007 0 A 1",
                "radwege 03241001 2008 0 A 1",
                "radwege 03241001 2009 0 A 1",
                "radwege 03241001 2010 9 A 1",
                "radwege 10041100 2007  M 1",
                "radwege 10041100 2008  M 1",
                "radwege 10041100 2009 5 A 1",
                "radwege 10041100 2010 0 A 1",
                // Its district is of 2011, and a figure of 2010 shows that the publisher recomputed: the zero is one too.
                "radwege 13071 2009 0 A 1",
                "radwege 13071 2010 4 A 1",
                "radwege 13071 2012 6 A 1",
            ]
        );
        let account = &report.account;
        assert_eq!(
            (account.rows_read, account.stored, account.corrected, account.rejected),
            (15, 11, 4, 0)
        );
        let told: Vec<(&str, u64)> = report
            .problems
            .iter()
            .map(|problem| (problem.problem.code.as_str(), problem.problem.rows))
            .collect();
        assert!(told.contains(&("zero-before-beginning", 2)), "{told:?}");
        assert!(told.contains(&("zero-before-first-figure", 2)), "{told:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_column_with_a_title_of_the_catalogue_is_asked_about_and_a_person_may_say_which_it_is() -> Result {
    let text = "AGS;Jahr;Arbeitslose\n05515000;2022;139\n";
    for fresh in ready().await? {
        let trial = ImportOptions {
            dry_run: true,
            ..known_on("2023-05-01")
        };
        let report = deliver(&fresh.store, text, &trial).await?;
        let mut codes = report.problems.iter().map(|one| one.problem.code.as_str());
        assert!(
            codes.any(|code| code == "title-of-the-catalogue"),
            "{:?}",
            report.problems
        );
        let said = ImportOptions {
            indicator: Some("unemployed".to_owned()),
            ..known_on("2023-05-01")
        };
        deliver(&fresh.store, text, &said).await?;
        assert_eq!(
            observed(&fresh.store, AsOf::Current).await?,
            ["unemployed 05515000 2022 139 A 1"]
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_file_with_another_unit_than_the_catalogue_is_noted_and_persons_are_never_percent() -> Result {
    for fresh in ready().await? {
        let unit = |unit: &str| format!("AGS;Jahr;Indikator;Einheit;Wert\n05515000;2020;employment-rate;{unit};50\n");
        let codes = async |text: String| -> Result<Vec<String>> {
            let options = ImportOptions {
                dry_run: true,
                ..known_on("2022-05-01")
            };
            let report = deliver(&fresh.store, &text, &options).await?;
            assert_eq!(report.outcome, Outcome::WouldBeAccepted, "{:?}", report.problems);
            Ok(report.problems.iter().map(|one| one.problem.code.clone()).collect())
        };
        assert!(
            codes(unit("je 1.000 Einwohner"))
                .await?
                .contains(&"definition_catalogue".to_owned())
        );
        assert!(!codes(unit("%")).await?.contains(&"definition_catalogue".to_owned()));
        // Another unit than that of the file that brought the indicator is not stored under it.
        let learnt = |unit: &str| {
            format!("AGS;Jahr;Indikator;Einheit;Wert\n05515000;2020;Quote;{unit};50\n05515000;2021;Quote;{unit};51\n")
        };
        deliver(&fresh.store, &learnt("%"), &known_on("2022-05-01")).await?;
        let before = observed(&fresh.store, AsOf::Current).await?;
        let report = deliver(&fresh.store, &learnt("Personen"), &known_on("2022-06-01")).await?;
        assert_eq!((report.outcome, report.account.rejected), (Outcome::Refused, 2));
        let smaller = deliver(&fresh.store, &learnt("‰"), &known_on("2022-06-01")).await?;
        assert_eq!((smaller.outcome, smaller.account.rejected), (Outcome::Refused, 2));
        let told = report.problems.iter().filter(|one| one.problem.code == "other_unit");
        assert_eq!(
            told.map(|one| one.problem.rows).collect::<Vec<_>>(),
            [2],
            "one sentence"
        );
        assert_eq!(observed(&fresh.store, AsOf::Current).await?, before);
    }
    Ok(())
}
