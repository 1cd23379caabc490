//! What is no longer counted, what is saved twice, what lies in the past: the desk asks, says what happened, and makes nothing up.

use axum::http::StatusCode;
use townhall::indicators::{
    catalogue,
    own::{
        draft::Draft,
        ending::{self, Gone},
        indicators::NotSaved,
        values::NotDelivered,
    },
};

use super::{
    app::{App, Result, now, scope},
    forms::Browser,
    own::typed,
};

fn draft(title: &str) -> Draft {
    Draft {
        title: title.to_owned(),
        unit: "count".to_owned(),
        counts: "things".to_owned(),
        goals: vec!["11".to_owned()],
        visibility: "public".to_owned(),
        ..Draft::default()
    }
}

#[tokio::test]
async fn an_unused_indicator_is_removed_and_a_used_one_ends_with_a_reason() -> Result {
    for app in App::both().await? {
        let (store, home) = (&app.store, &app.home);
        let slug = app.found(&draft("Versehen")).await?;
        let gone = ending::end(store, &scope(), home, &slug, "", now()).await?;
        assert_eq!(gone, Gone::Removed);
        assert_eq!(
            app.ask(&format!("/de/indicators/{slug}")).await?.0,
            StatusCode::NOT_FOUND
        );
        assert_eq!(app.found(&draft("Versehen")).await?, slug, "the name is free again");

        app.enter(&slug, &typed(&[("2024", "12")], true)).await??;
        match ending::end(store, &scope(), home, &slug, " ", now()).await {
            Err(NotSaved::Fields(errors)) => assert_eq!(errors[0].code, "ended-reason"),
            other => panic!("{other:?}"),
        }
        let gone = ending::end(store, &scope(), home, &slug, "niemand zählt mehr", now()).await?;
        assert_eq!(gone, Gone::Ended);
        assert!(
            app.page(&format!("/de/coesfeld/indicators/{slug}"))
                .await?
                .contains("12"),
            "values stay readable"
        );
        match app.enter(&slug, &typed(&[("2025", "13")], false)).await? {
            Err(NotDelivered::Fields(errors)) => assert_eq!(errors[0].code, "indicator-ended"),
            other => panic!("{other:?}"),
        }
        ending::resume(store, &scope(), home, &slug, now()).await?;
        app.enter(&slug, &typed(&[("2025", "13")], false)).await??;
        let catalogue = catalogue::load(store, &scope()).await?;
        assert!(catalogue.by_slug(&slug).unwrap().ended.is_none());

        let formula = Draft {
            formula: format!("indicator(\"{slug}\") * 2"),
            ..draft("Doppelt")
        };
        app.found(&formula).await?;
        match ending::end(store, &scope(), home, &slug, "zu Ende", now()).await {
            Err(NotSaved::Fields(errors)) => assert_eq!(
                (errors[0].code, errors[0].piece.as_str()),
                ("ended-used", "coesfeld.doppelt")
            ),
            other => panic!("{other:?}"),
        }
    }
    Ok(())
}

#[tokio::test]
async fn values_that_stand_so_already_make_no_delivery() -> Result {
    for app in App::both().await? {
        let slug = app.found(&draft("Bäume")).await?;
        let lines = [("2023", "120"), ("2024", "130")];
        let first = app.enter(&slug, &typed(&lines, false)).await??;
        assert!(first.delivery.is_some());
        let again = app.enter(&slug, &typed(&lines, false)).await??;
        assert_eq!((again.delivery, again.n_unchanged), (None, 2));
        assert!(
            app.enter(&slug, &typed(&lines, true)).await??.delivery.is_some(),
            "releasing them is something new"
        );
        assert_eq!(app.enter(&slug, &typed(&lines, true)).await??.delivery, None);
        let mut noted = typed(&lines, true);
        noted.note = "Zählung im Mai".to_owned();
        assert!(app.enter(&slug, &noted).await??.delivery.is_some(), "a remark is new");
    }
    Ok(())
}

#[tokio::test]
async fn the_desk_tells_targets_apart_and_asks_about_a_day_that_is_over() -> Result {
    let [app, _] = App::both().await?;
    let browser = Browser::of(&app).await?;
    let slug = app.found(&draft("Bäume")).await?;
    app.enter("unemployed", &typed(&[("2024", "130")], false)).await??;
    let new = format!("/de/desk/own/coesfeld/targets/new?indicator={slug}");
    let over = [
        ("kind", "reach"),
        ("value", "100"),
        ("by", "2020"),
        ("way", "none"),
        ("visibility", "internal"),
    ];
    let (status, _, page) = browser.fill(&new, &over).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Dieser Tag ist schon vorbei") && page.contains("name=\"confirmed_past\""),
        "{page}"
    );
    let (status, place, page) = browser
        .fill(&new, &[&over[..], &[("confirmed_past", "yes")]].concat())
        .await?;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let later = [
        ("kind", "reach"),
        ("bound", "at_most"),
        ("value", "50"),
        ("by", "2040"),
        ("visibility", "internal"),
    ];
    let (status, second, _) = browser.fill(&new, &later).await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    // What is confirmed once needs no second confirmation; ending one is told, too.
    let target = place.split('?').next().unwrap();
    let (_, _, page) = browser.send("GET", target, String::new()).await?;
    assert!(page.contains("value=\"31.12.2020\""), "{page}");
    let (status, ..) = browser.fill(target, &over).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "typed anew it is asked about");
    let same = [
        ("kind", "reach"),
        ("value", "101"),
        ("by", "31.12.2020"),
        ("visibility", "internal"),
    ];
    let (status, ..) = browser.fill(target, &same).await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let second = second.split('?').next().unwrap();
    let (status, ..) = browser
        .fill(second, &[&later[..], &[("because", "aufgehoben")]].concat())
        .await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, page) = browser.send("GET", "/de/desk/own", String::new()).await?;
    assert!(
        page.contains("mindestens 101 bis 31.\u{a0}Dezember 2020") && page.contains("höchstens 50 bis"),
        "{page}"
    );
    assert!(page.contains("beendet am"), "{page}");
    let entered = page.split("Mit eigenen Werten aus dem Katalog").nth(1).unwrap();
    let entered = entered.split("</ul>").next().unwrap();
    assert!(
        entered.contains("Arbeitslose") && entered.matches("<li>").count() == 1,
        "{entered}"
    );

    // Two windows: only what differs is compared, in words.
    let mine = [
        ("version", "1"),
        ("kind", "reach"),
        ("bound", "at_least"),
        ("value", "99"),
        ("by", "31.12.2020"),
        ("way", "none"),
        ("visibility", "public"),
        ("body", "Rat"),
        ("decided_on", "30.06.2019"),
    ];
    let (status, _, page) = browser.fill_only(target, &mine).await?;
    assert_eq!(status, StatusCode::CONFLICT, "{page}");
    let compared = page
        .split("id=\"stale-caption\"")
        .nth(1)
        .and_then(|rest| rest.split("</table>").next())
        .unwrap();
    assert!(
        compared.contains("<td>öffentlich</td><td>intern</td>") && compared.contains("<td>99</td><td>101</td>"),
        "{compared}"
    );
    assert!(
        !compared.contains("Richtung") && !compared.contains("Bis wann") && !compared.contains("none"),
        "{compared}"
    );
    Ok(())
}

#[tokio::test]
async fn a_form_sent_twice_is_one_indicator_and_the_desk_removes_it_again() -> Result {
    let [app, _] = App::both().await?;
    let browser = Browser::of(&app).await?;
    let new = "/de/desk/own/coesfeld/indicators/new";
    let fields = [
        ("title", "Doppelklick"),
        ("unit", "count"),
        ("counts", "things"),
        ("visibility", "internal"),
    ];
    let (_, first, _) = browser.fill(new, &fields).await?;
    let (status, second, _) = browser.fill(new, &fields).await?;
    assert_eq!((status, &second), (StatusCode::SEE_OTHER, &first));
    let (status, _, page) = browser
        .fill(new, &[("title", "doppelklick"), ("unit", "hectares")])
        .await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("gibt es schon (coesfeld.doppelklick)"), "{page}");
    let edit = first.split('?').next().unwrap();
    let (status, place, page) = browser.fill(edit, &[&fields[..], &[("ends", "yes")]].concat()).await?;
    assert_eq!(
        (status, place.as_str()),
        (StatusCode::SEE_OTHER, "/de/desk/own?removed=1"),
        "{page}"
    );
    let (_, _, page) = browser.send("GET", &place, String::new()).await?;
    assert!(
        page.contains("Der Indikator ist gelöscht") && !page.contains("Doppelklick"),
        "{page}"
    );
    Ok(())
}

#[tokio::test]
async fn what_was_sent_after_the_end_of_a_session_is_shown_with_its_labels() -> Result {
    let [app, _] = App::both().await?;
    let browser = Browser::of(&app).await?;
    let sent = "csrf=alt&version=3&title=Wald&visibility=internal&unit=hectares&ends=yes&period-0=2024&seen=2024%3A1";
    let path = "/de/desk/own/coesfeld/indicators/new";
    let (status, _, page) = browser.send("POST", path, sent.to_owned()).await?;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(
        page.contains("Der Schreibtisch ist wieder offen") && page.contains("Jetzt senden"),
        "{page}"
    );
    let told = page
        .split("<dl>")
        .nth(1)
        .and_then(|rest| rest.split("</dl>").next())
        .unwrap();
    for line in [
        "<dt>Titel</dt><dd>Wald</dd>",
        "<dt>Sichtbarkeit</dt><dd>intern</dd>",
        "<dt>Einheit</dt><dd>Hektar</dd>",
        "<dt>Diesen Indikator nicht mehr führen</dt><dd>ja</dd>",
        "1</dt><dd>2024</dd>",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert_eq!(told.matches("<dt>").count(), 5, "what nobody typed is not told: {told}");
    assert!(
        page.contains(r#"name="version" value="3""#),
        "everything goes out again: {page}"
    );
    Ok(())
}
