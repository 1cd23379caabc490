//! The maps that the pages of indicators and territories lead to: only those that are there.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use figures::territory::Level;
use townhall::territories::boundaries::{NewSet, put_boundaries};

use super::app::{App, Result, now, scope};

const VALUES: &str = "AGS;Jahr;Indikator;Wert\n05558012;2021;Radwege;104\n05558016;2021;Radwege;90\n05558;2021;Radwege;900\n\
                      05515000;2021;Radwege;400\n";

async fn draw_municipalities(app: &App) -> Result {
    let set = NewSet {
        level: Level::Municipality,
        area_from: "2021-01-01".parse()?,
        area_until: None,
        remark: String::new(),
        source: "Probe".to_owned(),
        licence: "https://www.govdata.de/dl-de/zero-2-0".to_owned(),
        data_set: String::new(),
        file_name: Some("probe.geojson".to_owned()),
    };
    let square = |west: f64| {
        let (east, south, north) = (west + 0.1, 51.9, 52.0);
        vec![vec![vec![
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
        ]]]
    };
    let mut shapes = BTreeMap::new();
    for (code, west) in [("05558012", 7.1), ("05558016", 7.2)] {
        shapes.insert(code.parse()?, square(west));
    }
    put_boundaries(&app.store.sql, &scope(), now(), &set, &shapes).await?;
    Ok(())
}

#[tokio::test]
async fn pages_lead_to_the_map_on_which_their_value_stands() -> Result {
    for app in App::both().await? {
        app.deliver(VALUES, "2022-05-01").await?;
        let municipal = "/de/indicators/radwege/map?level=municipality&#38;state=05&#38;inside=05558";
        let districts = "/de/indicators/radwege/map?level=district&#38;state=05";
        let indicator = "/de/coesfeld/indicators/radwege";
        let page = app.page(indicator).await?;
        assert!(!page.contains(municipal), "no boundaries, no link: {page}");
        assert!(page.contains(districts), "its district has a value: {page}");

        draw_municipalities(&app).await?;
        for (path, expected) in [
            (indicator, vec![municipal, districts]),
            ("/de/indicators/radwege?territory=05558", vec![municipal, districts]),
            ("/de/territories/05558012", vec![municipal]),
            ("/de/territories/05558", vec![districts]),
            // A district-free city stands among the districts.
            ("/de/territories/05515000", vec![districts]),
            ("/de/indicators/radwege?territory=05515000", vec![districts]),
        ] {
            let page = app.page(path).await?;
            for link in &expected {
                assert!(page.contains(&format!("\"{link}\"")), "{path} leads to {link}: {page}");
            }
            if !expected.contains(&municipal) {
                assert!(!page.contains("level=municipality"), "{path}: {page}");
            }
        }
        let page = app.page("/en/coesfeld/indicators/radwege").await?;
        assert!(page.contains("Map of the municipalities: "), "{page}");
        for link in [municipal, districts] {
            let page = app.page(&link.replace("&#38;", "&")).await?;
            assert!(
                page.contains("<svg") && !page.contains("keine Grenzen"),
                "{link}: {page}"
            );
        }
        let (status, page) = app.ask("/de/indicators/radwege/map?level=dorf").await?;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(page.contains("„dorf“ ist keine Ebene"), "{page}");
    }
    Ok(())
}
