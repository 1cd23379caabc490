//! Own fields of action and the check of goals through the pages at the desk, as a person fills them, on both engines.

use axum::http::StatusCode;
use townhall::{
    goals::{
        self, Framework,
        crosswalks::End,
        package,
        relevance::{self, Relevance},
    },
    indicators::{catalogue, goal_links, own::draft::Draft, selection},
};

use super::{
    app::{App, Result, now, scope},
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
        let read = package::read(&file)?;
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
async fn a_file_with_a_link_to_nothing_is_refused_in_the_language_of_the_page() -> Result {
    let [app, _] = App::both().await?;
    let browser = Browser::of(&app).await?;
    let path = "/de/desk/goals/coesfeld/file";
    let (_, _, page) = browser.send("GET", path, String::new()).await?;
    let token = page.split(r#"name="csrf" value=""#).nth(1).unwrap_or_default();
    let token = token.split('"').next().unwrap_or_default();
    let draft = goals::own::FrameworkDraft {
        title: "Felder".to_owned(),
        source: "Rat".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        edition: "2027".to_owned(),
        fields: "Klima".to_owned(),
        ..Default::default()
    };
    let mut package = goals::own::begin("coesfeld", &draft, "2026-11-22".parse()?).unwrap();
    let text = package::write(&package)?;
    goals::own::link(&mut package, "H1", "13", "close", "so").unwrap();
    let linked = package::write(&package)?.replace("\"13\"", "\"99\"");
    assert_ne!(linked, text);
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"felder.toml\"\r\n\r\n{linked}\r\n--edge--\r\n"
    );
    let (status, _, page) = browser
        .send_as("POST", path, "multipart/form-data; boundary=edge", body)
        .await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(
        page.contains("Das Ziel „99“ gibt es in sdg-2015 nicht") && !page.contains("is not an element"),
        "{page}"
    );
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

fn own_indicator(goal: &str) -> Draft {
    Draft {
        title: "Radständer".to_owned(),
        unit: "count".to_owned(),
        goals: vec![goal.to_owned()],
        visibility: "public".to_owned(),
        ..Draft::default()
    }
}

#[tokio::test]
async fn links_to_a_field_that_a_file_has_removed_are_named_and_mended() -> Result {
    for app in App::both().await? {
        let browser = Browser::of(&app).await?;
        let new = [
            ("fields", "Klima\nMobil\nBildung"),
            ("title", "Handlungsfelder"),
            ("source", "Rat"),
            ("licence", "CC-BY-4.0"),
            ("edition", "2026"),
        ];
        browser.fill("/de/desk/goals/coesfeld/new", &new).await?;
        let fields = "/de/desk/goals/coesfeld/fields/coesfeld-2026";
        let slug = app.found(&own_indicator("coesfeld-2026:H2")).await?;
        let gone = format!("{fields}/field/H2/indicators");
        let (status, ..) = browser.fill_only(&gone, &[("indicator", "population")]).await?;
        assert_eq!(status, StatusCode::SEE_OTHER);

        // The framework comes again as a file in which H2 is missing.
        let (_, _, file) = browser.send("GET", &format!("{fields}/file"), String::new()).await?;
        let mut read = package::read(&file)?;
        read.elements.retain(|one| one.code != "H2");
        let installed = goals::install(&app.store.sql, &scope(), now(), &read, app.home.id).await?;
        assert_eq!((installed.n_removed, installed.problems.len()), (1, 0));
        let framework = Framework::new("coesfeld", "2026");
        let dead = async || goal_links::dead(app.store.sql.read(&scope()), &framework).await;
        let both = [("H2", "population"), ("H2", &*slug)].map(|(code, slug)| (code.to_owned(), slug.to_owned()));
        assert_eq!(dead().await?, both);

        let (_, _, page) = browser.send("GET", fields, String::new()).await?;
        assert!(
            page.contains("gibt es nicht mehr") && page.contains("Radständer") && page.contains(&gone),
            "{page}"
        );
        let (_, _, page) = browser
            .send("GET", &gone.replace("/de/", "/en/"), String::new())
            .await?;
        assert!(page.contains("This field of action is no more"), "{page}");
        let own = format!("/de/desk/own/coesfeld/indicators/{slug}");
        let (_, _, page) = browser.send("GET", &own, String::new()).await?;
        assert!(
            page.contains("Zuordnungen, die ins Leere führen") && page.contains("H2"),
            "{page}"
        );

        for nonsense in [
            vec![("move", "population"), ("to", "H9")],
            vec![("move", "population"), ("to", "H2")],
            vec![("indicator", "population")],
            vec![("remove", "gibt-es-nicht")],
        ] {
            let (status, _, page) = browser.fill_only(&gone, &nonsense).await?;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{nonsense:?}: {page}");
        }
        assert_eq!(dead().await?, both, "nothing wrong has changed anything");
        let (status, place, _) = browser
            .fill_only(&gone, &[("move", "population"), ("to", "H3")])
            .await?;
        assert_eq!((status, place.ends_with("?saved=1")), (StatusCode::SEE_OTHER, true));
        for (n, value) in ["coesfeld-2026:H1", "coesfeld-2026:H2", "coesfeld-2026:H2"]
            .into_iter()
            .enumerate()
        {
            let (status, ..) = browser.fill_only(&own, &[("unlink", value)]).await?;
            assert_eq!(status, StatusCode::SEE_OTHER);
            assert_eq!(dead().await?.len(), usize::from(n == 0), "{value}");
        }
        let (_, _, page) = browser.send("GET", &own, String::new()).await?;
        assert!(!page.contains("ins Leere führen"), "{page}");
        let (status, ..) = browser.send("GET", &gone, String::new()).await?;
        assert_eq!(status, StatusCode::NOT_FOUND, "nothing hangs on it any more");
        let (_, _, page) = browser.send("GET", fields, String::new()).await?;
        assert!(
            !page.contains("gibt es nicht mehr") && page.contains("ein Indikator zugeordnet"),
            "{page}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_goal_that_is_taken_out_of_the_form_is_taken_away_in_every_framework() -> Result {
    for app in App::both().await? {
        let browser = Browser::of(&app).await?;
        let slug = app.found(&own_indicator("dns-2021:11")).await?;
        let goals = async || {
            let catalogue = catalogue::load(&app.store, &scope()).await?;
            let all = catalogue.by_slug(&slug).unwrap().goals.iter();
            Ok::<_, store::StoreError>(
                all.map(|link| format!("{}:{}", link.key(), link.code))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(goals().await?, ["dns-2021:11"]);
        let fields = [
            ("title", "Radständer"),
            ("unit", "count"),
            ("goals", "11.2"),
            ("visibility", "public"),
        ];
        let edit = format!("/de/desk/own/coesfeld/indicators/{slug}");
        let (status, _, page) = browser.fill(&edit, &fields).await?;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(goals().await?, ["sdg-2015:11.2"]);
    }
    Ok(())
}

#[tokio::test]
async fn what_goals_mean_for_a_town_stands_beside_its_selection() -> Result {
    for app in App::both().await? {
        let slug = app.found(&own_indicator("11.7")).await?;
        let catalogue = catalogue::load(&app.store, &scope()).await?;
        let indicator = catalogue.by_slug(&slug).unwrap();
        app.store
            .sql
            .write(&scope(), async |write| {
                selection::choose(write, now(), app.home.id, indicator, "Es wird viel gefahren").await
            })
            .await?;
        let selected = async || app.json("/api/v1/selection?organisation=coesfeld").await;
        let goal = selected().await?["indicators"][0]["goals"][0].clone();
        assert_eq!(
            (goal["framework"].as_str(), goal["code"].as_str()),
            (Some("sdg-2015"), Some("11.7"))
        );
        assert!(goal["relevance"].is_null(), "nobody has looked at it: {goal}");
        for (code, said, reason) in [
            ("11.7", Relevance::Partly, "Nur innerorts"),
            ("13", Relevance::Relevant, "<b>Klima</b>"),
        ] {
            let end = End {
                framework: goals::SDG,
                code: code.to_owned(),
            };
            app.store
                .sql
                .write(&scope(), async |write| {
                    relevance::assess(write, now(), app.home.id, &end, Some((said, reason)), None).await
                })
                .await?;
        }
        let goal = selected().await?["indicators"][0]["goals"][0].clone();
        assert_eq!(
            (
                goal["relevance"]["result"].as_str(),
                goal["relevance"]["reason"].as_str()
            ),
            (Some("partly"), Some("Nur innerorts"))
        );
        let covered = app.json("/api/v1/coverage?organisation=coesfeld").await?;
        let said = |code: &str| {
            let goals = covered["goals"].as_array().unwrap();
            goals.iter().find(|one| one["code"] == code).unwrap()["relevance"].clone()
        };
        assert_eq!(said("13")["result"], "relevant");
        assert!(said("11").is_null(), "said of a target, not of the goal");
        let page = app.page("/de/coesfeld/selection").await?;
        assert!(page.contains("11.7: Zum Teil unsere Aufgabe"), "{page}");
        assert!(
            page.contains("Für uns wichtig</strong>: &#60;b&#62;Klima&#60;/b&#62;") && page.contains("noch offen"),
            "{page}"
        );
        assert!(
            app.page("/en/coesfeld/selection")
                .await?
                .contains("Goals, and what they mean for us")
        );
    }
    Ok(())
}
