//! Tables without a publisher: what they say about people follows the same rules as typed values, and nobody speaks for a home unasked.

use townhall::{
    indicators::{
        catalogue,
        deliveries::import::{FileReport, ImportOptions, Outcome, import_bytes},
        own::{
            Protection, Visibility,
            draft::Draft,
            indicators::{self, Comparability},
        },
    },
    territories,
};
use web::language::Language;

use super::app::{App, Result, now, scope};

impl App {
    async fn upload(&self, text: &str, said: impl FnOnce(&mut ImportOptions)) -> Result<FileReport> {
        let keys = territories::key_table(self.store.sql.read(&scope())).await?;
        let mut options = ImportOptions::at(now());
        said(&mut options);
        Ok(import_bytes(&self.store, &scope(), &keys, "tabelle.csv", text.as_bytes(), &options).await?)
    }

    /// What everybody reads of an indicator: period and value.
    async fn seen(&self, indicator: &str) -> Result<Vec<(String, f64)>> {
        let answer = self
            .json(&format!("/api/v1/observations?indicator={indicator}"))
            .await?;
        let items = answer["items"].as_array().unwrap().iter();
        let line = |item: &serde_json::Value| {
            let period = item["period"].as_str().unwrap_or_default().to_owned();
            (period, item["value"].as_f64().unwrap_or(f64::NAN))
        };
        Ok(items.map(line).collect())
    }
}

const PEOPLE: &str = "AGS;Jahr;Einheit;Obdachlose\n05558012;2021;Personen;7\n05558012;2022;Personen;1\n\
                      05558012;2023;Personen;2\n05558012;2024;Personen;3\n05558012;2024;Personen;3\n";

#[tokio::test]
async fn small_counts_of_an_own_table_stay_inside_and_are_named_without_their_number() -> Result {
    for app in App::both().await? {
        let report = app.upload(PEOPLE, |_| ()).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        let account = &report.account;
        assert_eq!(
            (
                account.rows_read,
                account.stored,
                account.of_which_duplicate_equal,
                account.rejected
            ),
            (5, 3, 1, 2),
            "{:?}",
            report.problems
        );
        let codes: Vec<_> = report
            .problems
            .iter()
            .map(|shown| {
                (
                    shown.problem.code.as_str(),
                    shown.problem.row,
                    shown.problem.piece.as_str(),
                )
            })
            .collect();
        assert_eq!(
            codes,
            [("below_threshold", Some(3), "3"), ("below_threshold", Some(4), "3")]
        );
        let seen = app.seen("obdachlose").await?;
        assert_eq!(seen, [("2021".to_owned(), 7.0), ("2024".to_owned(), 3.0)]);
        // The rest can be kept inside: the same file, told so.
        let inside = app
            .upload(PEOPLE, |options| options.visibility = Visibility::Internal)
            .await?;
        assert_eq!((inside.outcome, inside.account.rejected), (Outcome::Accepted, 0));
        assert_eq!(app.seen("obdachlose").await?, seen);
        // Social data have a higher one; a stricter word than the catalogue's is never a looser one.
        let social = PEOPLE.replace("Obdachlose", "Beratungen");
        let report = app
            .upload(&social, |options| options.counts = Some(Protection::Social))
            .await?;
        assert_eq!((report.outcome, report.account.rejected), (Outcome::Refused, 5));
        let things = PEOPLE.replace("Obdachlose", "Gäste");
        let report = app
            .upload(&things, |options| options.counts = Some(Protection::Things))
            .await?;
        assert_eq!(report.account.rejected, 2, "persons are people, whatever is said");
    }
    Ok(())
}

#[tokio::test]
async fn counts_of_people_are_told_by_unit_or_name_and_figures_of_a_publisher_are_not_asked() -> Result {
    let [app, _] = App::both().await?;
    let table = "AGS;Jahr;Ladepunkte\n05558012;2021;1\n05558012;2022;14\n";
    let report = app.upload(table, |_| ()).await?;
    assert_eq!((report.account.stored, report.account.rejected), (2, 0));
    let [asked] = &report.problems[..] else {
        panic!("{:?}", report.problems)
    };
    assert_eq!((asked.problem.code.as_str(), asked.problem.rows), ("small_counts", 1));
    for name in ["Wohnungslose", "Schüler/innen", "Betreute Kinder"] {
        let report = app.upload(&table.replace("Ladepunkte", name), |_| ()).await?;
        assert_eq!((report.account.stored, report.account.rejected), (1, 1), "{name}");
    }
    let report = app
        .upload(&table.replace("Ladepunkte", "Bänke"), |options| {
            options.counts = Some(Protection::Things);
        })
        .await?;
    assert_eq!((report.account.stored, report.account.rejected), (2, 0));
    let catalogue = catalogue::load(&app.store, &scope()).await?;
    let of = |slug: &str| catalogue.by_slug(slug).and_then(|one| one.protection);
    assert_eq!(
        (of("baenke"), of("ladepunkte")),
        (Some(Protection::Things), None),
        "kept for later values"
    );
    // Fractions are no counts; a publisher has released its figures.
    let report = app
        .upload("AGS;Jahr;Anteil\n05558012;2021;1\n05558012;2022;1,5\n", |_| ())
        .await?;
    assert_eq!(report.account.rejected, 0);
    let report = app
        .upload(&table.replace("Ladepunkte", "Säulen"), |options| {
            options.source = Some("amt".to_owned());
        })
        .await?;
    assert_eq!(report.account.rejected, 0);
    // Whoever was not asked yet keeps it inside.
    let report = app
        .upload(&table.replace("Ladepunkte", "Brunnen"), |options| {
            options.keeps_own_inside = true;
        })
        .await?;
    assert_eq!((report.outcome, report.account.rejected), (Outcome::Accepted, 0));
    assert_eq!(app.ask("/de/indicators/brunnen").await?.0, 404);
    Ok(())
}

#[tokio::test]
async fn nobody_speaks_for_a_home_about_another_place_and_small_counts_stay_inside_there_too() -> Result {
    for app in App::both().await? {
        let head = "indicator,territory,period,value,status,source,delivery,decimals,unit,known_on\n";
        let line = |territory: &str, period: &str, value: &str, source: &str| {
            format!("coesfeld.feste,de:{territory},{period},{value},A,{source},,0,count,2026-01-31\n")
        };
        let file = format!(
            "{head}{}{}{}",
            line("05558012", "2022", "12", "own:coesfeld"),
            line("05558012", "2023", "1", "own:coesfeld"),
            line("05558016", "2022", "30", "own:coesfeld")
        );
        let report = app.upload(&file, |_| ()).await?;
        let codes: Vec<_> = report
            .problems
            .iter()
            .map(|shown| shown.problem.code.as_str())
            .collect();
        assert_eq!(codes, ["not_of_home", "below_threshold"], "{:?}", report.problems);
        assert_eq!(report.outcome, Outcome::Accepted);
        let catalogue = catalogue::load(&app.store, &scope()).await?;
        let indicator = catalogue.by_slug("coesfeld.feste").unwrap();
        assert_eq!(indicator.organisation, app.home.id, "it keeps its name and its home");
        assert_eq!(app.seen("coesfeld.feste").await?, [("2022".to_owned(), 12.0)]);
        assert!(indicators::own(&catalogue, &app.home, "coesfeld.feste").is_some());
        let foreign = format!("{head}{}", line("05558012", "2022", "12", "own:nirgendwo"));
        let report = app.upload(&foreign, |_| ()).await?;
        assert_eq!(
            (report.outcome, report.problems[0].problem.code.as_str()),
            (Outcome::Failed, "own_of_nobody")
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_corrected_row_that_is_rejected_afterwards_is_no_longer_told_as_corrected() -> Result {
    let [app, _] = App::both().await?;
    // Two lines name the same place and period differently; only the first of the three keeps its repair.
    let table = "Ort;Jahr;Bäume\nHavixbeck;2021;120\nHavixbeck;2022;130\nHavixbeck;2022;131\n";
    let report = app.upload(table, |_| ()).await?;
    let account = &report.account;
    assert_eq!((account.corrected, account.rejected), (1, 2), "{:?}", report.problems);
    let corrected = report.problems.iter().map(|shown| &shown.problem);
    let told: u64 = corrected
        .filter(|problem| problem.severity.as_str() == "corrected")
        .map(|problem| problem.rows)
        .sum();
    assert_eq!(told, account.corrected, "{:?}", report.problems);
    Ok(())
}

#[tokio::test]
async fn the_title_of_an_own_indicator_comes_back_with_its_values() -> Result {
    let [from, into] = App::both().await?;
    let draft = Draft {
        title: "Stadtbäume am Wall".to_owned(),
        unit: "count".to_owned(),
        counts: "things".to_owned(),
        visibility: "public".to_owned(),
        ..Draft::default()
    };
    let slug = from.found(&draft).await?;
    from.enter(&slug, &super::own::typed(&[("2024", "12")], true)).await??;
    let file = from
        .page(&format!("/api/v1/observations?indicator={slug}&format=csv"))
        .await?;
    let report = into
        .upload(&file, |options| options.counts = Some(Protection::Things))
        .await?;
    assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
    let catalogue = catalogue::load(&into.store, &scope()).await?;
    let found = catalogue.by_slug(&slug).unwrap();
    assert_eq!(found.title.text(Language::De), "Stadtbäume am Wall");
    assert_eq!(into.seen(&slug).await?, [("2024".to_owned(), 12.0)]);
    Ok(())
}

#[tokio::test]
async fn what_the_installation_keeps_inside_may_enter_internal_formulas() -> Result {
    for app in App::both().await? {
        let table = "AGS;Jahr;Einheit;Plätze;Kinder\n05558012;2023;Anzahl;40;80\n";
        let report = app.upload(table, |options| options.keeps_own_inside = true).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        let draft = Draft {
            title: "Platzquote".to_owned(),
            unit: "percent".to_owned(),
            formula: "plaetze / kinder@same * 100".to_owned(),
            visibility: "internal".to_owned(),
            ..Draft::default()
        };
        let slug = app.found(&draft).await?;
        let catalogue = catalogue::load(&app.store, &scope()).await?;
        assert!(catalogue.by_slug(&slug).is_some());
        let pin = app.store.lake.pin(&app.store.sql, &scope()).await?;
        assert_eq!(pin.deliveries().len(), 2, "the table and what was computed from it");
        assert_eq!(app.ask(&format!("/de/coesfeld/indicators/{slug}")).await?.0, 404);
    }
    Ok(())
}

#[tokio::test]
async fn what_one_table_says_of_its_terms_holds_for_no_other() -> Result {
    for app in App::both().await? {
        let table = |name: &str| format!("AGS;Jahr;{name}\n05558012;2023;40\n");
        let sources = async || app.json("/api/v1/sources").await;
        let terms = |answer: &serde_json::Value| {
            let items = answer["items"].as_array().cloned().unwrap_or_default();
            let own = items.into_iter().find(|one| one["id"] == "own").unwrap_or_default();
            (
                own["note"].as_str().unwrap_or_default().to_owned(),
                own["licence"].as_str().unwrap_or_default().to_owned(),
            )
        };
        app.upload(&table("Bänke"), |options| options.visibility = Visibility::Internal)
            .await?;
        let said = |options: &mut ImportOptions| {
            options.source_note = Some("Grünflächenamt".to_owned());
            options.licence = Some("CC0-1.0".to_owned());
        };
        app.upload(&table("Brunnen"), said).await?;
        assert_eq!(
            terms(&sources().await?),
            ("Grünflächenamt".to_owned(), "CC0-1.0".to_owned())
        );
        app.upload(&table("Zelte"), |_| ()).await?;
        let (note, licence) = terms(&sources().await?);
        assert!(
            !note.contains("Grünflächenamt") && licence.is_empty(),
            "{note} {licence}"
        );
        app.upload(&table("Zäune"), said).await?;
        assert_eq!(terms(&sources().await?), (note, licence), "and nobody's again");
    }
    Ok(())
}

#[tokio::test]
async fn a_table_publishes_no_own_indicator_that_is_closed() -> Result {
    for app in App::both().await? {
        let draft = Draft {
            title: "Feste".to_owned(),
            unit: "count".to_owned(),
            counts: "things".to_owned(),
            visibility: "internal".to_owned(),
            ..Draft::default()
        };
        let slug = app.found(&draft).await?;
        let table = "AGS;Jahr;Wert\n05558012;2018;777\n";
        let named = |options: &mut ImportOptions| options.indicator = Some(slug.clone());
        let report = app.upload(table, named).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        let deliveries = app.json("/api/v1/deliveries").await?;
        assert!(!deliveries.to_string().contains("tabelle.csv"), "{deliveries}");
    }
    Ok(())
}

#[tokio::test]
async fn a_table_is_not_told_of_once_its_indicators_are_closed() -> Result {
    for app in App::both().await? {
        let draft = |title: &str, visibility: &str| Draft {
            title: title.to_owned(),
            unit: "count".to_owned(),
            counts: "things".to_owned(),
            visibility: visibility.to_owned(),
            ..Draft::default()
        };
        let slug = app.found(&draft("Feste", "public")).await?;
        let named = |options: &mut ImportOptions| options.indicator = Some(slug.clone());
        let report = app.upload("AGS;Jahr;Wert\n05558012;2018;777\n", named).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        let number = report.delivery.ok_or("a delivery")?;
        let address = format!("/api/v1/deliveries/{number}");
        assert!(app.json(&address).await?.to_string().contains("tabelle.csv"));
        let closed = draft("Feste", "internal");
        let (store, scope) = (&app.store, scope());
        let changed = indicators::change(store, &scope, &app.home, &slug, 1, &closed, Comparability::Same, now());
        changed.await.map_err(|refused| format!("{refused:?}"))?;
        for path in [address, format!("/de/deliveries/{number}")] {
            let (status, text) = app.ask(&path).await?;
            assert!(status == 404 && !text.contains("tabelle"), "{path} {status}");
        }
        let deliveries = app.json("/api/v1/deliveries").await?;
        assert!(!deliveries.to_string().contains("tabelle.csv"), "{deliveries}");
    }
    Ok(())
}
