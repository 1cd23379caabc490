//! Own fields of action and the check of goals through the pages at the desk, as a person fills them, on both engines.

use axum::http::StatusCode;

use super::{
    app::{App, Result},
    forms::Browser,
};

#[tokio::test]
async fn fields_of_action_from_nothing_to_indicators_and_goals_by_form_only() -> Result {
    for app in App::both().await? {
        let browser = Browser::of(&app).await?;
        let (status, _, page) = browser.send("GET", "/de/desk/goals", String::new()).await?;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("Noch gibt es keine eigenen Handlungsfelder"), "{page}");

        let new = "/de/desk/goals/coesfeld/new";
        let (status, _, page) = browser
            .fill(new, &[("fields", " \n"), ("title", "x"), ("edition", "20/26")])
            .await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.contains("Es fehlen die Handlungsfelder") && page.contains("„20/26“ kann nicht"),
            "{page}"
        );
        let right = [
            ("fields", "Klima & Energie\n<b>Mobil</b>"),
            ("title", "Handlungsfelder"),
            ("source", "Ratsbeschluss"),
            ("licence", "CC-BY-4.0"),
            ("edition", "2026"),
        ];
        let (status, place, page) = browser.fill(new, &right).await?;
        assert_eq!(
            (status, place.as_str()),
            (
                StatusCode::SEE_OTHER,
                "/de/desk/goals/coesfeld/fields/coesfeld-2026?saved=1"
            ),
            "{page}"
        );
        let (status, _, page) = browser.fill(new, &right).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "sent twice");
        assert!(page.contains("Die Ausgabe 2026 gibt es schon"), "{page}");

        let fields = "/de/desk/goals/coesfeld/fields/coesfeld-2026";
        let (_, _, page) = browser.send("GET", fields, String::new()).await?;
        assert!(
            page.contains("H1 Klima &#38; Energie") && page.contains("&#60;b&#62;Mobil"),
            "{page}"
        );
        assert!(
            page.contains("2 von 2 Handlungsfeldern haben noch keinen Indikator"),
            "{page}"
        );
        assert!(
            page.contains("17 Ziele der Vereinten Nationen kommen in keinem Handlungsfeld vor"),
            "{page}"
        );

        let field = "/de/desk/goals/coesfeld/fields/coesfeld-2026/field/H2";
        let (_, _, before) = browser.send("GET", field, String::new()).await?;
        let state = before.split(r#"name="state" value=""#).nth(1).unwrap();
        let state = state.split('"').next().unwrap().to_owned();
        let (status, ..) = browser
            .fill(field, &[("state", &state), ("title", "Mobilität")])
            .await?;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (status, _, page) = browser.fill(field, &[("state", &state), ("title", "Verkehr")]).await?;
        assert_eq!(status, StatusCode::CONFLICT, "another window was faster");
        assert!(
            page.contains("Verkehr") && page.contains("Mobilität"),
            "both versions: {page}"
        );

        let indicators = "/de/desk/goals/coesfeld/fields/coesfeld-2026/field/H2/indicators";
        let (status, ..) = browser.fill_only(indicators, &[("indicator", "population")]).await?;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (status, ..) = browser.fill_only(indicators, &[("indicator", "gibt-es-nicht")]).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let link = "/de/desk/goals/coesfeld/fields/coesfeld-2026/field/H2/link";
        let (status, _, page) = browser
            .fill_at(field, link, &[("goal", "99"), ("relation", "close"), ("reason", "x")])
            .await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        let (status, ..) = browser
            .fill_at(
                field,
                link,
                &[("goal", "11.2"), ("relation", "narrower"), ("reason", "Wege")],
            )
            .await?;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (_, _, page) = browser.send("GET", fields, String::new()).await?;
        assert!(
            page.contains("ein Indikator zugeordnet") && page.contains("11.2"),
            "{page}"
        );
        assert!(page.contains("16 Ziele der Vereinten Nationen"), "{page}");
        let remove = "/de/desk/goals/coesfeld/fields/coesfeld-2026/field/H2/remove";
        let (status, _, page) = browser.fill_at(field, remove, &[]).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("noch Indikatoren zugeordnet"), "{page}");

        let order = "/de/desk/goals/coesfeld/fields/coesfeld-2026/order";
        let (status, ..) = browser.fill_at(fields, order, &[("up", "H2")]).await?;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (_, _, file) = browser.send("GET", &format!("{fields}/file"), String::new()).await?;
        let read = townhall::goals::package::read(&file)?;
        assert_eq!(
            read.elements.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(),
            ["H2", "H1"]
        );

        let (status, public) = app.ask("/de/coesfeld/goals?framework=coesfeld-2026").await?;
        assert_eq!(status, StatusCode::OK);
        assert!(
            public.contains("H2 Mobilität") && public.contains("kommen in keinem Handlungsfeld vor"),
            "{public}"
        );
        let (_, public) = app.ask("/de/coesfeld/goals/H2?framework=coesfeld-2026").await?;
        assert!(public.contains("Bevölkerung"), "{public}");
        for path in [
            "/de/desk/goals/coesfeld/fields/sdg-2015",
            "/de/desk/goals/coesfeld/fields/coesfeld-2026/field/H9",
            "/de/desk/goals/nirgendwo/new",
        ] {
            let (status, ..) = browser.send("GET", path, String::new()).await?;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_is_not_the_task_of_a_town_is_said_with_a_reason_and_shown_beside_the_goal() -> Result {
    for app in App::both().await? {
        let browser = Browser::of(&app).await?;
        let path = "/de/desk/goals/coesfeld/relevance/sdg-2015/14";
        let form = |version: &'static str, reason: &'static str| {
            [
                ("code-1", "14.1"),
                ("version-1", version),
                ("result-1", "not_relevant"),
                ("reason-1", reason),
                ("code-2", "14.2"),
                ("version-2", "0"),
                ("result-2", ""),
                ("reason-2", ""),
            ]
        };
        let (status, _, page) = browser.fill(path, &form("0", " ")).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("14.1: Die Begründung fehlt"), "{page}");
        let (status, place, page) = browser.fill(path, &form("0", "Kein Meer in der Nähe")).await?;
        assert_eq!(
            (status, place.ends_with("?saved=1")),
            (StatusCode::SEE_OTHER, true),
            "{page}"
        );
        let (status, _, page) = browser.fill(path, &form("0", "Anders gesagt")).await?;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(
            page.contains("Kein Meer in der Nähe") && page.contains("Anders gesagt"),
            "{page}"
        );
        let (status, ..) = browser.fill(path, &form("0", "Kein Meer in der Nähe")).await?;
        assert_eq!(status, StatusCode::SEE_OTHER, "the same again changes nothing");

        let (_, public) = app.ask("/de/coesfeld/goals/14").await?;
        assert!(
            public.contains("Nicht unsere Aufgabe</strong>: Kein Meer in der Nähe"),
            "{public}"
        );
        assert!(public.contains("noch nicht durchgesehen"), "{public}");
        let (_, public) = app.ask("/de/coesfeld/goals").await?;
        assert!(public.contains("1 nicht unsere Aufgabe"), "{public}");
        let (_, public) = app.ask("/de/goals/14").await?;
        assert!(!public.contains("Kein Meer"), "only the municipality says so");
        let (status, _, page) = browser
            .fill(path, &[("code-1", "14.1"), ("version-1", "1"), ("result-1", "")])
            .await?;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let (_, public) = app.ask("/de/coesfeld/goals/14").await?;
        assert!(!public.contains("Kein Meer"), "taken back");
    }
    Ok(())
}
