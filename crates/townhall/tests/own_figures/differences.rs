//! What a delivery changed, on pages and for programs.

use serde_json::Value;
use townhall::indicators::deliveries;

use super::app::{App, Result, now, scope};

const FIRST: &str = "AGS;Jahr;Indikator;Wert\n05558012;2020;Radwege;12,5\n05558012;2021;Radwege;13,0\n\
    05515000;2020;Radwege;100\n05515000;2021;Radwege;\n05515000;2019;Radwege;90\n";
/// One value new where none was, one revised, one missing now, one unchanged, one newly named without a value.
const SECOND: &str = "AGS;Jahr;Indikator;Wert\n05558012;2020;Radwege;12,5\n05558012;2021;Radwege;13,4\n\
    05558012;2022;Radwege;14\n05515000;2021;Radwege;104\n05515000;2019;Radwege;\n05515000;2022;Radwege;\n";

fn kinds(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    let one = |item: &Value| {
        let side = |side: &Value| match side.is_null() {
            true => "-".to_owned(),
            false => format!("{}@{}", side["value"], side["known_on"].as_str().unwrap()),
        };
        format!(
            "{} {} {} {} {}",
            item["kind"].as_str().unwrap(),
            item["territory"].as_str().unwrap(),
            item["period"].as_str().unwrap(),
            side(&item["before"]),
            side(&item["after"])
        )
    };
    items.iter().map(one).collect()
}

#[tokio::test]
async fn every_change_is_told_once_with_both_data_states() -> Result {
    for app in App::both().await? {
        app.deliver(FIRST, "2022-05-01").await?;
        let second = app.deliver(SECOND, "2023-05-01").await?;
        let address = format!("/api/v1/deliveries/{second}/differences");
        let mut found = kinds(&app.json(&address).await?);
        found.sort();
        assert_eq!(
            found,
            [
                "left_out de:05515000 2020 100.0@2022-05-01 100.0@2022-05-01",
                "missing de:05515000 2019 90.0@2022-05-01 null@2023-05-01",
                "new de:05515000 2021 null@2022-05-01 104.0@2023-05-01",
                "new de:05558012 2022 - 14.0@2023-05-01",
                "revised de:05558012 2021 13.0@2022-05-01 13.4@2023-05-01",
            ]
        );
        let summary = app.json(&format!("{address}/summary")).await?;
        let total = &summary["total"];
        let counts = [
            "new",
            "revised",
            "missing",
            "withdrawn",
            "left_out",
            "unchanged",
            "of_which_without_value",
        ];
        assert_eq!(counts.map(|name| total[name].as_u64().unwrap()), [2, 1, 1, 0, 1, 2, 1]);

        let revised = app.json(&format!("{address}?kind=revised&territory=05558012")).await?;
        assert_eq!(kinds(&revised).len(), 1);
        let mut walked = Vec::new();
        let mut next = format!("{address}?limit=1");
        loop {
            let page = app.json(&next).await?;
            walked.extend(kinds(&page));
            match page["next"].as_str() {
                Some(cursor) => next = format!("{address}?cursor={cursor}"),
                None => break,
            }
        }
        walked.sort();
        assert_eq!(walked, found, "the pages together are the whole list");
        let csv = app.page(&format!("{address}?format=csv")).await?;
        assert_eq!(csv.lines().count(), 6);
        assert!(csv.contains("revised,radwege,de:05558012,"), "{csv}");
        assert!(csv.contains(",13.0,A,2022-05-01,1,13.4,A,2023-05-01,2"), "{csv}");
        for wrong in [
            "?kind=old",
            "?indicator=gone",
            "?territory=nowhere",
            "?format=csv&limit=2",
            "?x=1",
        ] {
            assert_eq!(app.ask(&format!("{address}{wrong}")).await?.0, 400, "{wrong}");
        }
        assert_eq!(app.ask("/api/v1/deliveries/99/differences").await?.0, 404);
    }
    Ok(())
}

#[tokio::test]
async fn the_page_speaks_of_the_home_first() -> Result {
    for app in App::both().await? {
        app.deliver(FIRST, "2022-05-01").await?;
        let second = app.deliver(SECOND, "2023-05-01").await?;
        let page = app.page(&format!("/de/deliveries/{second}/differences")).await?;
        let new = page.find("Neu ist für Coesfeld: Radwege 2022 (14").unwrap();
        let whole = page.find("Neu sind 2 Werte in 2 Gebieten").unwrap();
        assert!(new < whole);
        assert!(
            page.contains("Geändert hat sich: Radwege 2021 von 13,0 auf 13,4."),
            "{page}"
        );
        assert!(page.contains("Geändert hat sich ein Wert; einer fehlt jetzt."));
        assert!(page.contains("Einen früheren Wert nennt diese Datenlieferung nicht mehr"));
        assert!(page.contains("neu, ohne Wert"));
        assert!(page.contains("01.05.2022") && page.contains("01.05.2023"));
        let report = app.page(&format!("/de/deliveries/{second}")).await?;
        assert!(report.contains(&format!("/de/deliveries/{second}/differences\"")));
        let other = app
            .page(&format!("/en/deliveries/{second}/differences?indicator=radwege"))
            .await?;
        assert!(other.contains("Differences: Radwege"));
        for wrong in ["?indicator=gone", "?from=x", "?from=5", "?from=-1"] {
            let address = format!("/de/deliveries/{second}/differences{wrong}");
            assert_eq!(app.ask(&address).await?.0, 404, "{wrong}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn later_deliveries_do_not_alter_what_an_earlier_one_changed() -> Result {
    for app in App::both().await? {
        app.deliver(SECOND, "2023-05-01").await?;
        let older = app.deliver(FIRST, "2022-05-01").await?;
        let address = format!("/api/v1/deliveries/{older}/differences");
        assert_eq!(
            kinds(&app.json(&address).await?),
            ["new de:05515000 2020 - 100.0@2022-05-01"],
            "an older data state loaded later only adds what was not known"
        );
        let summary = app.json(&format!("{address}/summary")).await?;
        assert_eq!(summary["total"]["of_which_overruled"], 3);
        let page = app.page(&format!("/de/deliveries/{older}/differences")).await?;
        assert!(page.contains("3 Werte dieser Datenlieferung ändern nichts"), "{page}");

        let undone = deliveries::undo(&app.store, &scope(), 1, Some("Probe"), now()).await?;
        let found = kinds(&app.json(&format!("/api/v1/deliveries/{undone}/differences")).await?);
        assert!(
            found.contains(&"withdrawn de:05558012 2022 14.0@2023-05-01 -".to_owned()),
            "{found:?}"
        );
        assert!(
            found.contains(&"revised de:05558012 2021 13.4@2023-05-01 13.0@2022-05-01".to_owned()),
            "the value before counts again: {found:?}"
        );
        let page = app.page(&format!("/de/deliveries/{undone}/differences")).await?;
        assert!(page.contains("Ein Wert ist entfallen."), "{page}");
        assert_eq!(
            kinds(&app.json(&address).await?).len(),
            1,
            "what delivery 2 changed stays"
        );
        let first = app.page("/de/deliveries/1/differences").await?;
        assert!(first.contains("später zurückgenommen"));
    }
    Ok(())
}
