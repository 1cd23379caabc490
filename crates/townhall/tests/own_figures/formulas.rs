//! Own indicators that are computed: internal while the indicator is, in step with their inputs, never from what others may not see.

use axum::http::StatusCode;
use figures::indicator::{CountedAt, Reference};
use methods::formula::{Expected, Found, Hint, Mistake, Problem};
use store::scope::Scope;
use townhall::{
    indicators::{
        catalogue, deliveries,
        formulas::{self, words},
        observations::{self, Selection},
        own::{
            draft::Draft,
            indicators::{self, Comparability, NotSaved},
        },
    },
    territories,
};
use web::language::Language;

use super::{
    app::{App, Result, now, scope},
    forms::Browser,
    own::typed,
};

const PARTS: &str = "AGS;Jahr;Indikator;Wert\n05558012;2020;Ladepunkte;12\n05558012;2021;Ladepunkte;15\n\
                     05558012;2020;Autos;240\n05558012;2021;Autos;250\n05515000;2021;Ladepunkte;1\n05515000;2021;Autos;4\n";

fn quota(formula: &str, visibility: &str) -> Draft {
    Draft {
        title: "Ladequote".to_owned(),
        unit: "percent".to_owned(),
        decimals: "1".to_owned(),
        formula: formula.to_owned(),
        visibility: visibility.to_owned(),
        ..Draft::default()
    }
}

/// The values of an indicator that a scope sees, as key, period, value and flags.
async fn seen(app: &App, scope: &Scope, slug: &str) -> Result<Vec<String>> {
    let catalogue = catalogue::load(&app.store, scope).await?;
    let Some(indicator) = catalogue.by_slug(slug) else {
        return Ok(vec!["hidden".to_owned()]);
    };
    let keys = territories::key_table(app.store.sql.read(scope)).await?;
    let dictionary = observations::dictionary(&app.store, scope).await?;
    let pin = app.store.lake.pin(&app.store.sql, scope).await?;
    let selection = Selection::of(
        Some(vec![indicator.version_id]),
        None,
        store::lake::vintage::AsOf::Current,
    );
    let mut lines = Vec::new();
    observations::read(&app.store, &pin, &catalogue, &dictionary, &selection, |one| {
        if one.version_id == indicator.version_id {
            let value = one.number.map(|number| number.to_string()).unwrap_or_default();
            let key = keys.get(one.territory).map(|(key, _)| key.code()).unwrap_or_default();
            lines.push(format!("{key} {} {value} {}", one.period, one.status));
        }
        true
    })?;
    lines.sort();
    Ok(lines)
}

impl App {
    async fn changes(&self, slug: &str, from: i64, draft: &Draft) -> std::result::Result<(), NotSaved> {
        let (store, scope) = (&self.store, scope());
        indicators::change(store, &scope, &self.home, slug, from, draft, Comparability::Same, now()).await?;
        Ok(())
    }
}

#[tokio::test]
async fn an_own_formula_is_computed_follows_its_inputs_and_is_seen_like_its_indicator() -> Result {
    for app in App::both().await? {
        let first = app.deliver(PARTS, "2022-05-01").await?;
        let draft = quota("ladepunkte / autos@same * 100", "internal");
        let saved = indicators::create(&app.store, &scope(), &app.home, &draft, None, now()).await?;
        let slug = saved.slug.as_str();
        let values = ["05515000 2021 25 A", "05558012 2020 5 A", "05558012 2021 6 A"];
        assert_eq!(seen(&app, &scope(), slug).await?, values);
        assert_eq!(seen(&app, &Scope::public(), slug).await?, ["hidden"]);
        let (status, _) = app.ask(&format!("/de/indicators/{slug}")).await?;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let told = app.json("/api/v1/deliveries").await?.to_string();
        assert!(!told.contains("derived") && !told.contains("Ladequote"), "{told}");

        app.changes(slug, 1, &quota("ladepunkte / autos@same * 100", "public"))
            .await?;
        assert_eq!(seen(&app, &Scope::public(), slug).await?, values);
        let page = app.page(&format!("/de/coesfeld/indicators/{slug}")).await?;
        assert!(
            page.contains("Eigene Berechnung") && page.contains("ladepunkte / autos@same * 100"),
            "{page}"
        );

        let second = app
            .deliver("AGS;Jahr;Indikator;Wert\n05558012;2021;Ladepunkte;20\n", "2023-05-01")
            .await?;
        assert_eq!(seen(&app, &Scope::public(), slug).await?[2], "05558012 2021 8 A");
        deliveries::undo(&app.store, &scope(), second, None, now()).await?;
        assert_eq!(seen(&app, &Scope::public(), slug).await?, values, "after the undoing");
        deliveries::undo(&app.store, &scope(), first, None, now()).await?;
        assert!(
            seen(&app, &Scope::public(), slug).await?.is_empty(),
            "no value outlives its inputs"
        );
        app.deliver(PARTS, "2024-05-01").await?;
        let twice = format!("indicator(\"{slug}\") * 2");
        let doubled = |visibility: &str| Draft {
            title: "Ladequote, doppelt".to_owned(),
            ..quota(&twice, visibility)
        };
        let user = app.found(&doubled("public")).await?;
        match app
            .changes(slug, 2, &quota("ladepunkte / autos@same * 100", "internal"))
            .await
        {
            Err(NotSaved::Fields(errors)) => assert_eq!(
                (errors[0].code, errors[0].piece.as_str()),
                ("visibility-used", user.as_str()),
                "what everybody sees would reveal it"
            ),
            other => panic!("{other:?}"),
        }
        app.changes(&user, 1, &doubled("internal")).await?;
        app.changes(slug, 2, &quota("ladepunkte / autos@same * 100", "internal"))
            .await?;
        assert_eq!(seen(&app, &Scope::public(), slug).await?, ["hidden"]);
        assert_eq!(seen(&app, &scope(), slug).await?, values);
        app.changes(slug, 3, &quota("", "internal")).await?;
        assert!(
            seen(&app, &scope(), slug).await?.is_empty(),
            "without a formula there are no computed values"
        );
        let refused = formulas::define(&app.store, &scope(), slug, "autos", "", now()).await;
        assert!(refused.is_err_and(|error| error.to_string().contains("belongs to a municipality")));
    }
    Ok(())
}

#[tokio::test]
async fn internal_inputs_stay_inside_and_small_counts_are_not_shown() -> Result {
    for app in App::both().await? {
        app.deliver(PARTS, "2022-05-01").await?;
        let trees = Draft {
            title: "Fälle".to_owned(),
            unit: "count".to_owned(),
            visibility: "internal".to_owned(),
            ..Draft::default()
        };
        let trees = app.found(&trees).await?;
        app.enter(&trees, &typed(&[("2021", "30")], false)).await??;
        let formula = format!("indicator(\"{trees}\") / autos@same * 100");
        let slug = app.found(&quota(&formula, "internal")).await?;
        assert_eq!(seen(&app, &scope(), &slug).await?, ["05558012 2021 12 A"]);
        app.enter(&trees, &typed(&[("2021", "50")], false)).await??;
        assert_eq!(
            seen(&app, &scope(), &slug).await?,
            ["05558012 2021 20 A"],
            "it follows internal values too"
        );
        match app.changes(&slug, 1, &quota(&formula, "public")).await {
            Err(NotSaved::Fields(errors)) => {
                let mistake = errors[0].mistake.as_ref().unwrap();
                assert_eq!(
                    (mistake.mistake.code(), mistake.start),
                    ("hidden_input", "indicator(".len()),
                    "{errors:?}"
                );
            }
            other => panic!("{other:?}"),
        }

        let counted = Draft {
            title: "Freie Autos".to_owned(),
            unit: "count".to_owned(),
            formula: "autos - 239 * autos / autos".to_owned(),
            visibility: "public".to_owned(),
            ..Draft::default()
        };
        let slug = app.found(&counted).await?;
        let values = ["05515000 2021 -235 A", "05558012 2020  Q", "05558012 2021 11 A"];
        assert_eq!(
            seen(&app, &Scope::public(), &slug).await?,
            values,
            "fewer than three cases are not shown; a balance far below zero is not few"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_form_computes_a_public_indicator_from_released_values_only() -> Result {
    let [app, _] = App::both().await?;
    let stations = Draft {
        title: "Stationen".to_owned(),
        unit: "count".to_owned(),
        counts: "things".to_owned(),
        visibility: "public".to_owned(),
        ..Draft::default()
    };
    let stations = app.found(&stations).await?;
    app.enter(&stations, &typed(&[("2021", "30")], true)).await??;
    app.enter(&stations, &typed(&[("2022", "5000")], false)).await??;
    let browser = Browser::of(&app).await?;
    for (visibility, sees_internal) in [("public", false), ("internal", true)] {
        let formula = format!("indicator(\"{stations}\") * 2");
        let fields = [
            ("title", "Doppelt"),
            ("unit", "count"),
            ("counts", "things"),
            ("formula", formula.as_str()),
            ("visibility", visibility),
            ("preview", "yes"),
        ];
        let (status, _, page) = browser.fill("/de/desk/own/coesfeld/indicators/new", &fields).await?;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("<td>60</td>"), "{visibility}: {page}");
        assert_eq!(page.contains("<td>10.000</td>"), sees_internal, "{visibility}: {page}");
    }
    Ok(())
}

#[tokio::test]
async fn the_form_shows_what_would_be_computed_and_marks_mistakes_in_german() -> Result {
    let [app, _] = App::both().await?;
    app.deliver(PARTS, "2022-05-01").await?;
    let browser = Browser::of(&app).await?;
    let new = "/de/desk/own/coesfeld/indicators/new";
    let fields = |formula: &'static str| {
        [
            ("title", "Ladequote"),
            ("unit", "percent"),
            ("formula", formula),
            ("goals", "dns-2021:11"),
            ("visibility", "internal"),
            ("preview", "yes"),
        ]
    };
    let (status, _, page) = browser.fill(new, &fields("ladepunkte / autos@same * 100")).await?;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(
        page.contains("So würde gerechnet: Coesfeld")
            && page.contains("<td>6,0</td><td>Ladepunkte: 15; Autos: 250</td>"),
        "{page}"
    );
    assert!(
        page.contains(r#"value="dns-2021:11" checked"#),
        "a goal of another framework stays chosen: {page}"
    );
    let catalogue = catalogue::load(&app.store, &scope()).await?;
    assert!(catalogue.by_slug("coesfeld.ladequote").is_none(), "nothing was saved");

    let (status, _, page) = browser.fill(new, &fields("ladepunkte / auto@same * 100")).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Den Indikator „auto“ gibt es nicht. Meinen Sie „autos“?")
            && page.contains("ladepunkte / <mark>auto</mark>@same * 100"),
        "{page}"
    );
    let (_, _, page) = browser.fill(new, &fields("ladepunkte /")).await?;
    assert!(
        page.contains("Hier steht das Ende der Formel, es fehlt aber ein Indikator") && page.contains("<mark>␣</mark>"),
        "{page}"
    );
    let english = new.replace("/de/", "/en/");
    let (_, _, page) = browser.fill(&english, &fields("ladepunkte / auto@same * 100")).await?;
    assert!(page.contains("There is no indicator “auto”"), "{page}");

    let right: Vec<(&str, &str)> = fields("ladepunkte / autos@same * 100").into_iter().take(5).collect();
    let (status, place, _) = browser.fill(new, &right).await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, page) = browser.send("GET", &place, String::new()).await?;
    assert!(
        page.contains("Berechnete Werte: Coesfeld") && page.contains("<td>6,0</td>"),
        "{page}"
    );
    Ok(())
}

#[tokio::test]
async fn what_a_table_leaves_open_is_stated_at_the_desk() -> Result {
    let [app, _] = App::both().await?;
    app.deliver(PARTS, "2022-05-01").await?;
    let browser = Browser::of(&app).await?;
    let about = "/de/coesfeld/indicators/autos";
    let form = "/de/desk/own/coesfeld/definitions/autos";
    let (_, _, page) = browser.send("GET", about, String::new()).await?;
    assert!(page.contains("Einheit und Bezugszeit nachtragen"), "{page}");
    let (status, _, page) = browser.fill(form, &[("unit", ""), ("reference", "")]).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Sie haben nichts gewählt"), "{page}");
    let (status, _, page) = browser.fill(form, &[("unit", "ells"), ("reference", "30.2.")]).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Die Einheit „ells“ gibt es nicht") && page.contains("„30.2.“ ist keine Bezugszeit"),
        "{page}"
    );
    let stated = [("unit", "count"), ("reference", "01-01"), ("counted_at", "")];
    let (status, place, _) = browser.fill(form, &stated).await?;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, page) = browser.send("GET", &place, String::new()).await?;
    assert!(
        page.contains("Gespeichert.") && page.contains("Januar. Das steht schon fest."),
        "{page}"
    );
    let (_, _, page) = browser.send("GET", about, String::new()).await?;
    assert!(
        !page.contains("Einheit und Bezugszeit nachtragen"),
        "nothing is open any more: {page}"
    );
    // A form from before, sent now, changes nothing.
    let (status, _, page) = browser
        .fill(form, &[("unit", "persons"), ("reference", "12-31")])
        .await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Inzwischen steht etwas anderes fest"), "{page}");
    let catalogue = catalogue::load(&app.store, &scope()).await?;
    let version = &catalogue.by_slug("autos").ok_or("no such indicator")?.version;
    assert_eq!(version.unit, figures::unit::Unit::Count);
    assert_eq!(version.reference, Reference::Day { month: 1, day: 1 });
    Ok(())
}

#[tokio::test]
async fn own_values_beside_published_ones_do_not_take_their_place_in_a_formula() -> Result {
    for app in App::both().await? {
        let published =
            "AGS;Jahr;Indikator;Einheit;Wert\n05558012;2020;Leute;Anzahl;100\n05558012;2021;Leute;Anzahl;200\n";
        app.deliver_of(Some("amt"), published, "2023-05-01").await?;
        let trees = app
            .found(&Draft {
                title: "Bäume".to_owned(),
                unit: "count".to_owned(),
                counts: "things".to_owned(),
                visibility: "public".to_owned(),
                ..Draft::default()
            })
            .await?;
        app.enter(&trees, &typed(&[("2020", "10"), ("2021", "20")], true))
            .await??;
        let formula = format!("indicator(\"{trees}\") / leute@same * 100");
        let slug = app.found(&quota(&formula, "public")).await?;
        let values = ["05558012 2020 10 A", "05558012 2021 10 A"];
        assert_eq!(seen(&app, &Scope::public(), &slug).await?, values);
        // The town's own number of people stands beside the published one, and what is computed stays.
        app.enter("leute", &typed(&[("2021", "50")], true)).await??;
        assert_eq!(seen(&app, &Scope::public(), &slug).await?, values);
    }
    Ok(())
}

/// One of each kind.
fn mistakes() -> Vec<Mistake> {
    let day = Reference::Day { month: 12, day: 31 };
    let percent = figures::unit::Unit::Percent;
    let name = |text: &str| text.to_owned();
    let unexpected = |found, expected| Mistake::Unexpected { found, expected };
    let unknown = |hint| Mistake::UnknownIndicator {
        name: name("a-b"),
        hint,
    };
    let times = |first_reference, second_reference| Mistake::MixedReference {
        first: name("one"),
        first_reference,
        second: name("two"),
        second_reference,
    };
    vec![
        Mistake::UnstatedReference {
            first: name("one"),
            second: name("two"),
        },
        Mistake::Empty,
        Mistake::TooLong(2000),
        Mistake::TooDeep(32),
        Mistake::Character('§'),
        Mistake::AmbiguousNumber(name("1.000"), name("1000"), name("1.0000 for the fraction")),
        Mistake::Number(name("1.2.3")),
        unexpected(Found::End, Expected::Operand),
        unexpected(Found::Times, Expected::Operation),
        unexpected(Found::Divide, Expected::OperationOrClose),
        unexpected(Found::Number(name("5")), Expected::Indicator),
        unexpected(Found::Text(name(")")), Expected::Open),
        unexpected(Found::Text(name("x")), Expected::Close),
        Mistake::Unclosed('(', ')'),
        Mistake::Dimension(name(
            "\"SEX\" is not a dimension; write concept=code, for example SEX=F",
        )),
        Mistake::Alignment(name("gestern")),
        Mistake::AlignmentTwice(name("same")),
        unknown(None),
        unknown(Some(Hint::Similar(name("a-c")))),
        unknown(Some(Hint::Minus(name("a"), name("b")))),
        Mistake::HiddenInput(name("telgte.baeume")),
        Mistake::NoIndicator,
        Mistake::Cycle(vec![name("a"), name("b"), name("a")]),
        Mistake::UnlikeUnits {
            left: name("people"),
            right: name("metres^2"),
        },
        Mistake::UnlikeScales {
            left: name("eur_thousand"),
            right: name("eur"),
            factor: name("1/1000"),
        },
        Mistake::UnitDoesNotFollow {
            found: name("euros / people × metres^3"),
            declared: percent,
        },
        Mistake::WrongFactor {
            declared: percent,
            needed: name("100"),
            found: name("1000"),
        },
        times(day, Reference::Average),
        times(Reference::Sum, Reference::SchoolYear),
        times(Reference::Unstated, day),
        Mistake::MixedPlace {
            first: name("one"),
            first_place: CountedAt::Residence,
            second: name("two"),
            second_place: CountedAt::Work,
        },
        Mistake::WrongPlace {
            slug: name("one"),
            actual: CountedAt::Work,
            stated: CountedAt::Residence,
        },
        Mistake::PopulationBase {
            first: name("one"),
            first_base: name("Zensus 2011"),
            second: name("two"),
            second_base: name("Zensus 2022"),
        },
        Mistake::AverageOfNoStock(name("one"), Reference::Sum),
    ]
}

#[tokio::test]
async fn a_blank_number_of_digits_follows_from_formula_and_unit() -> Result {
    let [app, _] = App::both().await?;
    let parts = "AGS;Jahr;Indikator;Wert\n05558012;2021;Ladepunkte;3\n05558012;2021;Autos;400\n";
    app.deliver(parts, "2022-05-01").await?;
    let browser = Browser::of(&app).await?;
    let new = "/de/desk/own/coesfeld/indicators/new";
    let preview = async |unit: &str, formula: &str, decimals: &str, language: &str| {
        let fields = [
            ("title", "Ladequote"),
            ("unit", unit),
            ("formula", formula),
            ("decimals", decimals),
            ("visibility", "internal"),
            ("preview", "yes"),
        ];
        let (status, _, page) = browser.fill(&new.replace("/de/", language), &fields).await?;
        assert_eq!(status, StatusCode::OK, "{page}");
        Ok::<_, Box<dyn std::error::Error>>(page)
    };
    let quota = "ladepunkte / autos@same * 100";
    let page = preview("percent", quota, "", "/de/").await?;
    assert!(
        page.contains("<td>0,8</td>")
            && page.contains("Gezeigt mit einer Nachkommastelle, wie bei dieser Einheit üblich"),
        "{page}"
    );
    let page = preview("percent", quota, "", "/en/").await?;
    assert!(
        page.contains("<td>0.8</td>") && page.contains("Shown with one digit"),
        "{page}"
    );
    let page = preview("percent", quota, "3", "/de/").await?;
    assert!(
        page.contains("<td>0,750</td>") && !page.contains("Gezeigt mit"),
        "{page}"
    );
    Ok(())
}

#[test]
fn every_mistake_has_words_of_its_own_in_both_languages() -> Result {
    let site = townhall::site()?;
    let (german, english) = (site.frame(Language::De, "/"), site.frame(Language::En, "/"));
    for mistake in mistakes() {
        let problem = Problem {
            start: 0,
            end: 1,
            mistake,
        };
        let (de, en) = (words::said(&german, &problem), words::said(&english, &problem));
        assert_ne!(de, en);
        for said in [&de, &en] {
            assert!(
                !said.contains('{') && !said.contains("formula-") && !said.trim().is_empty(),
                "{:?}: {said}",
                problem.mistake
            );
        }
        // No piece of the sentences for the command line is left on a German page.
        for piece in [
            " the ",
            " is ",
            "people",
            "metres",
            "euros",
            "write ",
            "_",
            "stands where",
            " of its ",
        ] {
            assert!(!de.contains(piece), "{:?}: {de}", problem.mistake);
        }
    }
    Ok(())
}

#[test]
fn the_place_of_a_mistake_is_marked_in_what_was_typed() {
    let marked = |text: &str, start, end| {
        let problem = Problem {
            start,
            end,
            mistake: Mistake::Empty,
        };
        let marked = words::marked(text, &problem);
        format!("{}[{}]{}", marked.before, marked.marked, marked.after)
    };
    assert_eq!(marked("  ä / öl * 2 ", 4, 6), "ä / [öl] * 2");
    assert_eq!(marked("a /", 3, 3), "a /[␣]");
    assert_eq!(marked("", 0, 0), "[␣]");
    assert_eq!(marked("ab", 7, 3), "ab[␣]", "a place that does not exist harms nothing");
}
