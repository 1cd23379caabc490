//! What may stand for a place: its own totals, never a part of them and never what exists for larger areas alone.

use super::app::{App, Result};

#[tokio::test]
async fn a_part_never_stands_for_the_whole() -> Result {
    for app in App::both().await? {
        let text = "AGS;Jahr;Geschlecht;Ratsmitglieder\n05558012;2021;männlich;20\n05558012;2021;weiblich;8\n";
        app.deliver(text, "2022-05-01").await?;
        for path in ["/de/coesfeld", "/de/coesfeld/indicators", "/de/territories/05558012"] {
            let page = app.page(path).await?;
            assert!(
                page.contains("Ratsmitglieder") && page.contains("nur gegliedert, ohne Gesamtwert"),
                "{path}: {page}"
            );
            assert!(!page.contains(">20 <") && !page.contains(">20<"), "{path}: {page}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_came_for_larger_areas_alone_is_nothing_that_a_town_lacks() -> Result {
    for app in App::both().await? {
        let text = "AGS;Jahr;Indikator;Wert\n05558;2021;Kreisstraßen;12\n05;2021;Landstraßen;99\n\
                    05558012;2021;Radwege;7\n05515000;2021;Brücken;3\n";
        app.deliver(text, "2022-05-01").await?;
        let told = app.json("/api/v1/coverage?organisation=coesfeld").await?;
        let counts = ["n_own", "n_possible", "n_only_district", "n_only_state"];
        let counts = counts.map(|name| told["indicators"][name].as_u64().unwrap());
        assert_eq!(counts, [1, 2, 1, 1]);
    }
    Ok(())
}
