//! Sources side by side, explained differences, what exists on which level, coverage and selection for programs.

use axum::http::StatusCode;
use townhall::indicators::{
    catalogue::{self, SourceKey},
    comparison::explanations::{self, Explanation},
    formulas,
    own::draft::Draft,
};

use super::{
    app::{App, Result, now, scope},
    forms::Browser,
    own::typed,
};

const REGISTER: &str = "AGS;Jahr;Indikator;Wert\n05558012;2020;Radwege;100\n05558012;2021;Radwege;104\n05558012;2022;Radwege;0\n\
                        05558;2021;Radwege;900\n";

#[tokio::test]
async fn sources_stand_side_by_side_with_their_distance_and_the_rule() -> Result {
    for app in App::both().await? {
        app.deliver_of(Some("amt"), REGISTER, "2023-05-01").await?;
        let address = "/de/coesfeld/indicators/radwege/sources";
        let page = app.page(address).await?;
        assert!(page.contains("nur eine Quelle"), "{page}");
        app.enter(
            "radwege",
            &typed(&[("2020", "110"), ("2021", "104"), ("2022", "3")], true),
        )
        .await??;
        assert!(
            app.page("/de/coesfeld/indicators/radwege")
                .await?
                .contains("Quellen im Vergleich (2)")
        );
        let page = app.page(address).await?;
        assert!(
            page.contains("+10,00 %") && page.contains("noch niemand etwas festgehalten"),
            "{page}"
        );
        assert!(
            page.contains("<svg") && !page.contains("900"),
            "no value of the district: {page}"
        );
        assert!(
            app.page(&address.replace("/de/", "/en/"))
                .await?
                .contains("Sources side by side")
        );
        let shared = "/de/indicators/radwege/sources?territory=05558012";
        assert!(app.page(shared).await?.contains("+10,00 %"));

        let told = app
            .json("/api/v1/indicators/radwege/comparison?territory=05558012")
            .await?;
        let reference = told["reference"]["source"].as_str().unwrap().to_owned();
        let names: Vec<&str> = told["sources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["source"].as_str().unwrap())
            .collect();
        assert_eq!((names[0], names.len()), (reference.as_str(), 2), "{told}");
        assert_eq!(told["rows"][0]["period"], "2022");
        let (reference_place, other) = (&told["rows"][0]["values"][0], &told["rows"][2]["values"][1]);
        assert_eq!(other["difference"].as_f64().unwrap().abs(), 10.0, "{told}");
        if reference_place["value"] == 0.0 {
            assert!(
                told["rows"][0]["values"][1]["difference_percent"].is_null(),
                "nothing is a part of zero"
            );
        }
        assert!(told["sources"][0]["known_on"].is_string());

        // A person decides the other way round, with a reason.
        let other = told["sources"][1].clone();
        let key = SourceKey {
            source: other["source"].as_str().unwrap().to_owned(),
            area_state: other["area_state"].as_str().unwrap().to_owned(),
        };
        formulas::set_precedence(
            &app.store,
            &scope(),
            "radwege",
            std::slice::from_ref(&key),
            "Neuer vermessen",
            now(),
        )
        .await?;
        let told = app
            .json("/api/v1/indicators/radwege/comparison?territory=05558012")
            .await?;
        assert_eq!(
            (told["reference"]["source"].as_str(), told["why"].as_str()),
            (Some(key.source.as_str()), Some("decided"))
        );
        assert!(app.page(address).await?.contains("Neuer vermessen"));

        for (wrong, code) in [
            ("", StatusCode::BAD_REQUEST),
            ("?territory=99999999", StatusCode::BAD_REQUEST),
            ("?territory=05558012&x=1", StatusCode::BAD_REQUEST),
        ] {
            let (status, text) = app
                .ask(&format!("/api/v1/indicators/radwege/comparison{wrong}"))
                .await?;
            assert_eq!(status, code, "{wrong}: {text}");
        }
        let (status, _) = app
            .ask("/api/v1/indicators/nothing/comparison?territory=05558012")
            .await?;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    Ok(())
}

#[tokio::test]
async fn a_difference_is_explained_at_the_desk_and_shown_with_the_values() -> Result {
    for app in App::both().await? {
        is_explained_and_ended(&app).await?;
    }
    Ok(())
}

async fn is_explained_and_ended(app: &App) -> Result {
    app.deliver_of(Some("amt"), REGISTER, "2023-05-01").await?;
    app.enter("radwege", &typed(&[("2020", "110")], true)).await??;
    let browser = Browser::of(app).await?;
    let form = "/de/desk/own/coesfeld/differences/radwege";
    let (_, _, page) = browser.send("GET", form, String::new()).await?;
    let names: Vec<&str> = page
        .split("<option value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let (one, other) = (names[0], names[1]);
    let (status, _, page) = browser
        .fill(
            form,
            &[
                ("source_one", one),
                ("source_other", one),
                ("text", ""),
                ("stated_on", "morgen"),
            ],
        )
        .await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Nennen Sie zwei verschiedene Quellen") && page.contains("kein vergangener Tag"),
        "{page}"
    );
    let right = [
        ("source_one", one),
        ("source_other", other),
        ("text", "Das Bauamt zählt auch <b>Wirtschaftswege</b>."),
        ("office", "Bauamt Coesfeld"),
        ("stated_on", "31.12.2025"),
    ];
    let (status, place, page) = browser.fill(form, &right).await?;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (_, _, page) = browser.send("GET", &place, String::new()).await?;
    assert!(
        page.contains("Gespeichert") && page.contains("Bauamt Coesfeld"),
        "{page}"
    );
    let page = app.page("/de/coesfeld/indicators/radwege/sources").await?;
    assert!(
        page.contains("Das Bauamt zählt auch &#60;b&#62;Wirtschaftswege&#60;/b&#62;.")
            && page.contains("Dezember")
            && page.contains("Bauamt Coesfeld"),
        "{page}"
    );
    let told = app
        .json("/api/v1/indicators/radwege/comparison?territory=05558012")
        .await?;
    assert_eq!(told["explanations"][0]["office"], "Bauamt Coesfeld");
    assert_eq!(told["explanations"][0]["stated_on"], "2025-12-31");
    let elsewhere = app
        .json("/api/v1/indicators/radwege/comparison?territory=05558")
        .await?;
    assert_eq!(
        elsewhere["explanations"].as_array().unwrap().len(),
        0,
        "it is said about one place"
    );

    let catalogue = catalogue::load(&app.store, &scope()).await?;
    let indicator = catalogue.by_slug("radwege").unwrap();
    let everywhere = Explanation {
        text: "Gilt für alle".to_owned(),
        ..explanations::written(&app.store, &scope(), indicator).await?.remove(0)
    };
    explanations::explain(&app.store, &scope(), indicator, &everywhere, now()).await?;
    let written = explanations::written(&app.store, &scope(), indicator).await?;
    let (own, of_all): (Vec<_>, Vec<_>) = written.iter().partition(|one| one.organisation == Some(app.home.id));
    let (own, of_all) = (own[0], of_all[0]);
    let (_, _, page) = browser.send("GET", form, String::new()).await?;
    assert_eq!(
        page.matches(r#"name="end""#).count(),
        1,
        "what holds for every place is not this town's to end: {page}"
    );
    let end = |id: &str| [("end", id.to_owned())];
    for (id, expected) in [
        (of_all.id.clone().unwrap(), StatusCode::NOT_FOUND),
        ("x' or 1=1".to_owned(), StatusCode::NOT_FOUND),
        (own.id.clone().unwrap(), StatusCode::SEE_OTHER),
        // Ended already, perhaps in another window.
        (own.id.clone().unwrap(), StatusCode::SEE_OTHER),
    ] {
        let fields = end(&id);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (status, place, text) = browser.fill_only(form, &fields).await?;
        assert_eq!(status, expected, "{id}: {text}");
        if status == StatusCode::SEE_OTHER {
            let (_, _, page) = browser.send("GET", &place, String::new()).await?;
            assert!(page.contains("Beendet.") && !page.contains("Wirtschaftswege"), "{page}");
            let (_, _, page) = browser
                .send("GET", &place.replace("/de/", "/en/"), String::new())
                .await?;
            assert!(page.contains("Ended."), "{page}");
        }
    }
    let page = app.page("/de/coesfeld/indicators/radwege/sources").await?;
    assert!(
        !page.contains("Wirtschaftswege") && page.contains("Gilt für alle"),
        "{page}"
    );
    let trail: Vec<(String,)> =
        sqlx::query_as("select action from audit_entry where subject_kind = 'source_difference' order by action")
            .fetch_all(app.store.sql.read(&scope()).on())
            .await?;
    let actions: Vec<&str> = trail.iter().map(|(action,)| action.as_str()).collect();
    assert_eq!(
        actions,
        ["difference.end", "difference.explain", "difference.explain"],
        "ended once"
    );
    Ok(())
}

#[tokio::test]
async fn what_exists_only_for_districts_is_nothing_that_a_town_lacks() -> Result {
    for app in App::both().await? {
        app.deliver(
            "AGS;Jahr;Indikator;Wert\n05558;2021;child-poverty;9\n05558012;2021;Radwege;104\n05515000;2021;Parks;4\n",
            "2023-05-01",
        )
        .await?;
        let page = app.page("/de/coesfeld").await?;
        assert!(
            page.contains("1 von 2 Indikatoren mit eigenen Werten") && page.contains("einen nur für Kreise"),
            "{page}"
        );
        assert!(page.contains("Werte des Landkreises, nicht der Gemeinde"), "{page}");
        let told = app.json("/api/v1/coverage?organisation=coesfeld").await?;
        assert_eq!(
            (
                told["indicators"]["n_own"].as_u64(),
                told["indicators"]["n_possible"].as_u64()
            ),
            (Some(1), Some(2)),
            "{told}"
        );
        assert_eq!(told["indicators"]["n_only_district"], 1);
        assert_eq!(told["goals"].as_array().unwrap().len(), 17);
        assert!(
            told["goals"]
                .as_array()
                .unwrap()
                .iter()
                .all(|goal| goal["n_chosen"] == 0)
        );
        let other = app
            .json("/api/v1/coverage?organisation=coesfeld&framework=dns-2021")
            .await?;
        assert_eq!(other["framework"], "dns-2021");
        for wrong in [
            "coverage",
            "coverage?organisation=nowhere",
            "coverage?organisation=coesfeld&framework=none",
            "selection",
        ] {
            let (status, text) = app.ask(&format!("/api/v1/{wrong}")).await?;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}: {text}");
        }
        let (_, text) = app.ask("/api/v1/selection").await?;
        assert!(
            text.contains("Bitte nennen Sie eine Kommune") && text.contains("invalid-value"),
            "{text}"
        );
        let (_, text) = app.ask_in("/api/v1/selection", "en").await?;
        assert!(text.contains("Please name a municipality"), "{text}");
        let chosen = app.json("/api/v1/selection?organisation=coesfeld").await?;
        assert_eq!(chosen["indicators"].as_array().unwrap().len(), 0);
        let calendar = app.json("/api/v1/calendar").await?;
        assert!(calendar["next"].is_null() && 10 <= calendar["items"].as_array().unwrap().len());
        assert!(
            calendar["items"]
                .as_array()
                .unwrap()
                .iter()
                .all(|one| one["state"].is_string())
        );
    }
    Ok(())
}

#[tokio::test]
async fn an_own_indicator_belongs_to_goals_of_any_framework() -> Result {
    for app in App::both().await? {
        let draft = |goals: &[&str]| Draft {
            title: "Stadtbäume".to_owned(),
            unit: "count".to_owned(),
            visibility: "public".to_owned(),
            goals: goals.iter().map(|goal| (*goal).to_owned()).collect(),
            ..Draft::default()
        };
        let slug = app.found(&draft(&["15.1", "sdg-2015:11", "dns-2021:11"])).await?;
        app.enter(&slug, &typed(&[("2021", "30")], true)).await??;
        let page = app.page(&format!("/de/coesfeld/indicators/{slug}")).await?;
        assert!(
            page.contains("framework=dns-2021") && page.contains("goals/15"),
            "{page}"
        );
        let told = app.json(&format!("/api/v1/indicators/{slug}")).await?["goals"].to_string();
        assert!(told.contains("2021") && told.contains("15.1"), "{told}");
    }
    Ok(())
}
