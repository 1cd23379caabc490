//! Own indicators, own values and targets: what is public is seen by everybody, what is not is seen nowhere.

use axum::http::StatusCode;
use jiff::Timestamp;
use store::scope::Scope;
use townhall::{
    indicators::{
        catalogue, deliveries,
        own::{
            draft::Draft,
            indicators::{self, Comparability, NotSaved},
            values::{Delivered, Desk, NotDelivered, Typed},
        },
        targets,
    },
    territories,
};
use web::language::Language;

use super::app::{App, Result, now, scope};

const SECRET: &str = "Zufluchtsorte";

fn draft(title: &str, unit: &str, visibility: &str) -> Draft {
    Draft {
        title: title.to_owned(),
        description: "Was gezählt wird.".to_owned(),
        unit: unit.to_owned(),
        goals: vec!["11.7".to_owned()],
        effort: "90".to_owned(),
        method: "Begehung".to_owned(),
        visibility: visibility.to_owned(),
        ..Draft::default()
    }
}

pub(crate) fn typed(lines: &[(&str, &str)], release: bool) -> Typed {
    Typed {
        lines: lines
            .iter()
            .map(|(period, value)| ((*period).to_owned(), (*value).to_owned()))
            .collect(),
        release,
        language: Some(Language::De),
        ..Typed::default()
    }
}

impl App {
    pub(crate) async fn found(&self, draft: &Draft) -> Result<String> {
        let saved = indicators::create(&self.store, &scope(), &self.home, draft, None, now()).await?;
        Ok(saved.slug)
    }

    pub(crate) async fn enter(
        &self,
        slug: &str,
        typed: &Typed,
    ) -> Result<std::result::Result<Delivered, NotDelivered>> {
        self.at_desk(slug, Some(typed), now()).await
    }

    /// Enters values, or releases all of them.
    async fn at_desk(
        &self,
        slug: &str,
        typed: Option<&Typed>,
        now: Timestamp,
    ) -> Result<std::result::Result<Delivered, NotDelivered>> {
        let scope = scope();
        let keys = territories::key_table(self.store.sql.read(&scope)).await?;
        let desk = Desk {
            store: &self.store,
            scope: &scope,
            home: &self.home,
            keys: &keys,
            now,
        };
        Ok(match typed {
            Some(typed) => desk.enter(slug, typed).await,
            None => desk.release(slug, &[], "").await,
        })
    }
}

fn codes(result: std::result::Result<Delivered, NotDelivered>) -> Vec<String> {
    match result {
        Err(NotDelivered::Fields(errors)) => errors
            .iter()
            .map(|error| format!("{} {}", error.field, error.code))
            .collect(),
        other => vec![format!("{other:?}")],
    }
}

#[tokio::test]
async fn what_is_not_public_is_seen_nowhere() -> Result {
    for app in App::both().await? {
        let before = [
            app.page("/api/v1/indicators?count=true&limit=1000").await?,
            app.page("/api/v1/deliveries?count=true").await?,
            app.page("/api/v1/sources?count=true").await?,
            app.page("/api/v1/targets").await?,
            app.page("/api/v1/observations?format=csv").await?,
        ];
        let hidden = app.found(&draft(SECRET, "count", "internal")).await?;
        let sketched = app
            .found(&draft(&format!("{SECRET} Entwurf"), "count", "draft"))
            .await?;
        assert_eq!(hidden, "coesfeld.zufluchtsorte");
        let mut values = typed(&[("2023", "12"), ("2024", "14")], false);
        values.note = SECRET.to_owned();
        let delivered = app.enter(&hidden, &values).await??;
        let refused = app.enter(&hidden, &typed(&[("2024", "14")], true)).await?;
        assert_eq!(codes(refused), ["release indicator-not-public"]);
        let goal = targets::Draft {
            kind: "reach".to_owned(),
            value: "20".to_owned(),
            by: "2030".to_owned(),
            visibility: "internal".to_owned(),
            ..targets::Draft::default()
        };
        let catalogue = catalogue::load(&app.store, &scope()).await?;
        let indicator = catalogue.by_slug(&hidden).unwrap();
        let checked = goal.check(indicator.version.unit, &Default::default(), None, "2026-11-22".parse()?);
        let (content, visibility) = checked.map_err(|errors| format!("{errors:?}"))?;
        let acting = scope().acting_for(app.home.id);
        let target = targets::create(&app.store, &acting, &indicator.id, (&content, visibility), now()).await?;

        let after = [
            app.page("/api/v1/indicators?count=true&limit=1000").await?,
            app.page("/api/v1/deliveries?count=true").await?,
            app.page("/api/v1/sources?count=true").await?,
            app.page("/api/v1/targets").await?,
            app.page("/api/v1/observations?format=csv").await?,
        ];
        assert_eq!(before, after, "an outsider sees no difference");
        let number = delivered.delivery.unwrap();
        let absent = app.ask("/api/v1/deliveries/999").await?.1.replace("999", "N");
        for path in [
            format!("/de/indicators/{hidden}"),
            format!("/de/coesfeld/indicators/{hidden}"),
            "/de/coesfeld/indicators/zufluchtsorte".to_owned(),
            format!("/de/indicators/{sketched}"),
            format!("/api/v1/indicators/{hidden}"),
            format!("/de/deliveries/{number}"),
            format!("/de/deliveries/{number}/differences"),
            format!("/api/v1/deliveries/{number}/differences"),
            format!("/de/deliveries/{number}/cells/131075"),
            format!("/de/coesfeld/targets/{target}"),
            format!("/api/v1/targets/{target}"),
            "/de/desk/own".to_owned(),
        ] {
            let (status, text) = app.ask(&path).await?;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            assert!(!text.contains(SECRET), "{path}");
        }
        let closed = app.ask(&format!("/api/v1/deliveries/{number}")).await?.1;
        let id = |text: &str| text.split("request_id").next().unwrap_or_default().to_owned();
        assert_eq!(
            id(&closed.replace(&format!("/{number}\""), "/N\"")),
            id(&absent),
            "closed and absent look alike"
        );
        for path in [
            "/de",
            "/en",
            "/de/coesfeld",
            "/de/coesfeld/indicators?show=all",
            "/de/indicators?show=all",
            "/de/goals/11",
            "/de/coesfeld/goals/11",
            "/de/coesfeld/targets",
            "/de/deliveries",
            "/de/sources",
            "/de/territories/05558012",
            "/de/search?q=Zufluchtsorte",
            "/api/v1/indicators?limit=1000",
            "/api/v1/sources",
            "/api/v1/observations",
        ] {
            let page = app.page(path).await?;
            let shown = page.replace("Zufluchtsorte&#34;", "").replace("„Zufluchtsorte“", "");
            let is_search = path.contains("search");
            assert!(is_search || !shown.contains(SECRET), "{path}");
            assert!(
                !shown.contains("coesfeld.zuflucht") && !shown.contains("own:coesfeld"),
                "{path}"
            );
        }
        assert_eq!(
            app.ask(&format!("/api/v1/observations?indicator={hidden}")).await?.0,
            400
        );
        assert_eq!(app.ask("/api/v1/indicators?source=own:coesfeld").await?.0, 400);
        // All own indicators of a home share a source; it tells nothing of the hidden one when another one is public.
        let open = app.found(&draft("Radwege", "kilometres", "public")).await?;
        app.enter(&open, &typed(&[("2023", "12")], true)).await??;
        let sources = app.page("/api/v1/sources").await?;
        assert!(
            sources.contains("own:coesfeld") && !sources.contains(SECRET),
            "{sources}"
        );
        assert!(!app.page("/de/sources").await?.contains(SECRET));
        // Taking the delivery back is not public either.
        let undone = deliveries::undo(&app.store, &scope(), number, None, now()).await?;
        assert_eq!(
            app.ask(&format!("/de/deliveries/{undone}")).await?.0,
            StatusCode::NOT_FOUND
        );
    }
    Ok(())
}

#[tokio::test]
async fn released_values_are_seen_with_their_origin_and_a_correction_is_a_later_vintage() -> Result {
    for app in App::both().await? {
        let slug = app.found(&draft("Stadtbäume", "count", "public")).await?;
        assert_eq!(slug, "coesfeld.stadtbaeume");
        // The same form sent twice is one indicator; another one of this title is asked about.
        assert_eq!(app.found(&draft("Stadtbäume", "count", "public")).await?, slug);
        let twin = draft(" stadtbäume", "hectares", "internal");
        match indicators::create(&app.store, &scope(), &app.home, &twin, None, now()).await {
            Err(NotSaved::Fields(errors)) => assert_eq!(
                (errors[0].field.as_str(), errors[0].code, errors[0].piece.as_str()),
                ("title", "title-twin", "coesfeld.stadtbaeume")
            ),
            other => panic!("{other:?}"),
        }
        app.enter(
            &slug,
            &typed(&[("2023", "1.234"), ("2024", "1.250"), ("2022", ".")], false),
        )
        .await??;
        let observed = format!("/api/v1/observations?indicator={slug}");
        assert_eq!(
            app.json(&observed).await?["items"].as_array().unwrap().len(),
            0,
            "internal values stay inside"
        );
        assert!(app.page("/de/coesfeld").await?.contains("0 von"));
        app.at_desk(&slug, None, now()).await??;
        let items = app.json(&observed).await?;
        let values: Vec<_> = items["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["value"].as_f64())
            .collect();
        assert_eq!(values, [None, Some(1234.0), Some(1250.0)]);
        assert_eq!(items["items"][1]["source"], "own:coesfeld");
        let origin = items["items"][1]["origin"]["href"].as_str().unwrap().to_owned();
        assert!(
            app.page(&origin).await?.contains("coesfeld-stadtbaeume-2026-11-22.csv"),
            "the origin is a kept file"
        );
        assert!(app.page("/de/coesfeld").await?.contains("Stadtbäume"));
        assert!(
            app.page("/de/coesfeld").await?.contains("1 von"),
            "own indicators count"
        );
        let page = app.page(&format!("/de/coesfeld/indicators/{slug}")).await?;
        assert!(
            page.contains("90 Minuten im Jahr") && page.contains("Begehung") && page.contains("1.250"),
            "{page}"
        );
        let short = app.ask("/de/coesfeld/indicators/stadtbaeume").await?.0;
        assert!(short.is_redirection(), "{short}");

        let later = now().checked_add(jiff::SignedDuration::from_hours(48))?;
        app.at_desk(&slug, Some(&typed(&[("2024", "1.260")], false)), later)
            .await??;
        assert_eq!(
            app.json(&observed).await?["items"][2]["value"],
            1250.0,
            "a correction is internal at first"
        );
        let released = app.at_desk(&slug, None, later).await??;
        assert_eq!(app.json(&observed).await?["items"][2]["value"], 1260.0);
        let then = app.json(&format!("{observed}&as_of=2026-11-23")).await?;
        assert_eq!(then["items"][2]["value"], 1250.0, "what stood there stays readable");
        let summary = app
            .json(&format!(
                "/api/v1/deliveries/{}/differences/summary",
                released.delivery.unwrap()
            ))
            .await?;
        assert_eq!(summary["total"]["revised"], 1);

        // No longer public: values and deliveries go with the indicator.
        let count = "/api/v1/deliveries?count=true";
        assert_eq!(app.json(count).await?["count"], 2);
        let hidden = draft("Stadtbäume", "count", "internal");
        indicators::change(
            &app.store,
            &scope(),
            &app.home,
            &slug,
            1,
            &hidden,
            Comparability::NotSaid,
            now(),
        )
        .await?;
        assert_eq!(app.ask(&observed).await?.0, 400);
        assert_eq!(app.json(count).await?["count"], 0);
        assert!(!app.page("/de/deliveries").await?.contains("Stadtbäume"));
    }
    Ok(())
}

#[tokio::test]
async fn wrong_entries_are_named_together_and_small_counts_stay_inside() -> Result {
    let [app, _] = App::both().await?;
    let people = app.found(&draft("Wohnungslose", "persons", "public")).await?;
    let share = app.found(&draft("Anteil", "percent", "public")).await?;
    let lines = [
        ("2023", "zwölf"),
        ("gestern", "3"),
        ("2027", "3"),
        ("2022", "2,5"),
        ("2021", "-1"),
        ("2020", ""),
        ("2019", "7"),
        ("2019", "8"),
        ("", ""),
    ];
    let found = codes(app.enter(&people, &typed(&lines, false)).await?);
    let expected = [
        "lines/0/value not-a-number",
        "lines/1/period not-a-period",
        "lines/2/period period-in-future",
        "lines/3/value part-of-count",
        "lines/4/value negative-count",
        "lines/5/value value-blank",
        "lines/7/period period-twice",
    ];
    assert_eq!(found, expected);
    assert_eq!(
        codes(app.enter(&people, &typed(&[], false)).await?),
        ["lines lines-empty"]
    );
    let mixed = [("2024", "5"), ("2024-05", "6")];
    assert_eq!(
        codes(app.enter(&people, &typed(&mixed, false)).await?),
        ["lines periods-mixed"]
    );
    assert_eq!(
        codes(app.enter(&share, &typed(&[("2024", "120")], false)).await?),
        ["lines/0/value not-a-part"]
    );
    let mut confirmed = typed(&[("2024", "120")], false);
    confirmed.confirmed = true;
    app.enter(&share, &confirmed).await??;

    let small = typed(&[("2024", "2")], true);
    assert_eq!(
        codes(app.enter(&people, &small).await?),
        ["lines/0/value below-threshold"]
    );
    app.enter(&people, &typed(&[("2024", "2")], false)).await??;
    assert_eq!(
        codes(app.at_desk(&people, None, now()).await?),
        ["period below-threshold-of"]
    );
    app.enter(&people, &typed(&[("2024", "3")], true)).await??;
    let mut social = draft("Beratungen", "persons", "public");
    social.counts = "social".to_owned();
    let social = app.found(&social).await?;
    assert_eq!(
        codes(app.enter(&social, &typed(&[("2024", "9")], true)).await?),
        ["lines/0/value below-threshold"]
    );
    app.enter(&social, &typed(&[("2024", "10")], true)).await??;
    let mut things = draft("Fairtrade-Schulen", "count", "public");
    things.counts = "things".to_owned();
    let slug = app.found(&things).await?;
    app.enter(&slug, &typed(&[("2023", "3"), ("2024", "1")], true))
        .await??;
    things.counts = "people".to_owned();
    let change = async |to: &Draft| {
        let (store, scope) = (&app.store, scope());
        indicators::change(store, &scope, &app.home, &slug, 1, to, Comparability::Same, now()).await
    };
    match change(&things).await {
        Err(NotSaved::Fields(errors)) => assert_eq!(
            (errors[0].code, errors[0].piece.as_str()),
            ("counts-released", "2024"),
            "what is public already is too small"
        ),
        other => panic!("{other:?}"),
    }
    things.visibility = "internal".to_owned();
    change(&things).await?;
    let mut people = draft("Gäste", "persons", "public");
    people.counts = "things".to_owned();
    match indicators::create(&app.store, &scope(), &app.home, &people, None, now()).await {
        Err(NotSaved::Fields(errors)) => assert_eq!(errors[0].code, "counts-persons"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        app.enter("gone", &small).await?,
        Err(NotDelivered::Unknown(_))
    ));
    Ok(())
}

#[tokio::test]
async fn nobodys_words_are_lost_and_another_definition_is_never_joined() -> Result {
    for app in App::both().await? {
        let first = draft("Radwege", "kilometres", "public");
        let slug = app.found(&first).await?;
        app.enter(&slug, &typed(&[("2022", "10"), ("2023", "11")], true))
            .await??;
        let second = Draft {
            title: "Radwege außerorts".to_owned(),
            ..first.clone()
        };
        let change = async |from: i64, draft: &Draft, comparability: Comparability| {
            indicators::change(
                &app.store,
                &scope(),
                &app.home,
                &slug,
                from,
                draft,
                comparability,
                now(),
            )
            .await
        };
        assert_eq!(change(1, &second, Comparability::NotSaid).await?.record_version, 2);
        match change(1, &first, Comparability::NotSaid).await {
            Err(NotSaved::Stale(theirs)) => assert_eq!((theirs.version, &theirs.content), (2, &second)),
            other => panic!("{other:?}"),
        }
        let metres = Draft {
            unit: "metres".to_owned(),
            ..second.clone()
        };
        for comparability in [Comparability::NotSaid, Comparability::Same] {
            match change(2, &metres, comparability).await {
                Err(NotSaved::Fields(errors)) => assert_eq!(errors[0].field, "comparability"),
                other => panic!("{other:?}"),
            }
        }
        let saved = change(2, &metres, Comparability::Changed).await?;
        assert_eq!((saved.record_version, saved.definition), (3, 2));
        app.enter(&slug, &typed(&[("2024", "12.000")], true)).await??;
        let page = app.page(&format!("/de/coesfeld/indicators/{slug}")).await?;
        let (new, old) = (
            page.find("12.000").unwrap(),
            page.find("Fassung 1 der Definition").unwrap(),
        );
        assert!(new < old, "the current definition stands first, the earlier one apart");
        let values = app.json(&format!("/api/v1/observations?indicator={slug}")).await?;
        assert_eq!(values["items"].as_array().unwrap().len(), 3, "nothing is lost");
        let wrong = Draft {
            title: String::new(),
            unit: "ells".to_owned(),
            decimals: "9".to_owned(),
            reference: "02-30".to_owned(),
            direction: "up".to_owned(),
            goals: vec!["99".to_owned()],
            effort: "-1".to_owned(),
            counts: "souls".to_owned(),
            visibility: "secret".to_owned(),
            ..Draft::default()
        };
        match indicators::create(&app.store, &scope(), &app.home, &wrong, None, now()).await {
            Err(NotSaved::Fields(errors)) => assert_eq!(errors.len(), 9, "{errors:?}"),
            other => panic!("{other:?}"),
        }
        let formula = Draft {
            formula: "unemployed / gone * 100".to_owned(),
            ..draft("Quote", "percent", "public")
        };
        match indicators::create(&app.store, &scope(), &app.home, &formula, None, now()).await {
            Err(NotSaved::Fields(errors)) => {
                assert_eq!(
                    (errors[0].code, errors[0].piece.as_str()),
                    ("formula", "14"),
                    "{errors:?}"
                );
            }
            other => panic!("{other:?}"),
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_target_is_told_beside_the_actual_value_and_keeps_its_history() -> Result {
    for app in App::both().await? {
        let slug = app.found(&draft("Ladepunkte", "count", "public")).await?;
        app.enter(&slug, &typed(&[("2020", "8"), ("2024", "31")], true))
            .await??;
        assert!(
            app.page("/de/coesfeld/targets")
                .await?
                .contains("Ohne beschlossenen Zielwert wird hier nichts bewertet")
        );
        let catalogue = catalogue::load(&app.store, &Scope::public()).await?;
        let indicator = catalogue.by_slug(&slug).unwrap();
        let goals = indicators::known_goals(&app.store, &scope()).await?;
        let today = "2026-11-22".parse()?;
        let mut said = targets::Draft {
            kind: "reach".to_owned(),
            value: "40".to_owned(),
            by: "2030".to_owned(),
            base_period: "2020".to_owned(),
            base_value: "8".to_owned(),
            goal: "11.6".to_owned(),
            visibility: "public".to_owned(),
            decision_link: "javascript:alert(1)".to_owned(),
            ..targets::Draft::default()
        };
        let wrong = said.check(indicator.version.unit, &goals, None, today).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["decision_link", "body"], "only adopted targets are public");
        said.body = "Rat der Stadt".to_owned();
        said.decided_on = "30.06.2025".to_owned();
        said.decision_link = "https://example.org/123".to_owned();
        let (content, visibility) = said
            .check(indicator.version.unit, &goals, None, today)
            .map_err(|e| format!("{e:?}"))?;
        let acting = scope().acting_for(app.home.id);
        let id = targets::create(&app.store, &acting, &indicator.id, (&content, visibility), now()).await?;
        for path in [
            "/de/coesfeld",
            "/de/coesfeld/targets",
            &format!("/de/coesfeld/indicators/{slug}"),
        ] {
            let page = app.page(path).await?;
            assert!(
                page.contains("mindestens 40") && page.contains("31.\u{a0}Dezember 2030"),
                "{path}: {page}"
            );
            assert!(
                page.contains("unter dem Zielwert") && page.contains("Rat der Stadt"),
                "{path}"
            );
        }
        said.value = "50".to_owned();
        let (content, visibility) = said
            .check(indicator.version.unit, &goals, None, today)
            .map_err(|e| format!("{e:?}"))?;
        assert_eq!(
            targets::change(&app.store, &acting, &id, 1, (&content, visibility), now()).await?,
            2
        );
        let stale = targets::change(&app.store, &acting, &id, 1, (&content, visibility), now()).await;
        assert!(matches!(stale, Err(targets::NotSaved::Stale(theirs)) if theirs.version == 2));
        targets::end(&app.store, &acting, &id, 2, "Beschluss 2026/17", now()).await?;
        let page = app.page(&format!("/de/coesfeld/targets/{id}")).await?;
        assert!(
            page.contains("mindestens 40") && page.contains("Beendet: Beschluss 2026/17"),
            "{page}"
        );
        let item = app.json(&format!("/api/v1/targets/{id}")).await?;
        assert_eq!(item["versions"].as_array().unwrap().len(), 3);
        assert_eq!(item["versions"][2]["value"], 40.0);
        assert!(
            !app.page("/de/coesfeld").await?.contains("mindestens"),
            "what was ended is not on the first page"
        );
        let list = app
            .json(&format!("/api/v1/targets?organisation=coesfeld&indicator={slug}"))
            .await?;
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        for wrong in ["?organisation=gone", "?indicator=gone", "?limit=0", "?x=1"] {
            assert_eq!(app.ask(&format!("/api/v1/targets{wrong}")).await?.0, 400, "{wrong}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_calendar_says_what_is_overdue() -> Result {
    let [app, _] = App::both().await?;
    let page = app.page("/de/calendar").await?;
    assert!(page.contains("INKAR, neue Ausgabe") && page.contains("noch keine Werte hier"));
    app.deliver("AGS;Jahr;Indikator;Wert\n05558012;2001;unemployed;12\n", "2002-05-01")
        .await?;
    let page = app.page("/de/calendar").await?;
    assert!(
        page.contains("überfällig") && page.contains("Neuester Zeitraum hier: 2001"),
        "{page}"
    );
    let file = app.page("/de/calendar.ics").await?;
    assert!(file.contains("UID:ba-unemployed-annual@releases.lotse"));
    Ok(())
}

#[tokio::test]
async fn the_right_value_may_follow_a_recalled_one_on_the_same_day() -> Result {
    for app in App::both().await? {
        let slug = app.found(&draft("Radwege", "kilometres", "public")).await?;
        let wrong = app.enter(&slug, &typed(&[("2024", "999")], true)).await??;
        deliveries::recall(&app.store, &scope(), wrong.delivery.unwrap(), None, "vertippt", now()).await?;
        app.enter(&slug, &typed(&[("2024", "12")], true)).await??;
        let values = app.json(&format!("/api/v1/observations?indicator={slug}")).await?;
        assert_eq!(values["items"][0]["value"], 12.0, "{values}");
        assert_eq!(values["items"].as_array().unwrap().len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn the_terms_of_own_values_are_stated_once_and_hold_for_the_next() -> Result {
    for app in App::both().await? {
        let trees = app.found(&draft("Stadtbäume", "count", "public")).await?;
        let stated = async |number: i64| -> Result<serde_json::Value> {
            Ok(app.json(&format!("/api/v1/deliveries/{number}")).await?["licence"].clone())
        };
        let open = app.enter(&trees, &typed(&[("2021", "900")], true)).await??;
        assert!(stated(open.delivery.unwrap()).await?.is_null());
        let mut said = typed(&[("2022", "1000")], true);
        said.licence = "dl-de/by-2-0".to_owned();
        let said = app.enter(&trees, &said).await??;
        assert_eq!(stated(said.delivery.unwrap()).await?, "dl-de/by-2-0");
        let next = app.enter(&trees, &typed(&[("2023", "1100")], true)).await??;
        assert_eq!(stated(next.delivery.unwrap()).await?, "dl-de/by-2-0");
        // What was released without terms has none afterwards either.
        assert!(stated(open.delivery.unwrap()).await?.is_null());
        let sources = app.json("/api/v1/sources").await?;
        let own = sources["items"].as_array().unwrap().iter();
        let own = own.filter(|one| one["id"].as_str().unwrap_or_default().starts_with("own:"));
        assert!(
            own.clone().count() == 1 && own.clone().all(|one| one["licence"].is_null()),
            "{sources}"
        );
        let mut wrong = typed(&[("2024", "1")], true);
        wrong.licence = "x".repeat(200);
        assert!(
            codes(app.enter(&trees, &wrong).await?)
                .iter()
                .any(|code| code.starts_with("licence"))
        );
    }
    Ok(())
}
