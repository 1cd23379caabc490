//! The pages and addresses of territories and goals, through the app in the process, as a browser or a program sees them.

use std::{collections::BTreeMap, error::Error};

use askama::Template;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, header},
};
use figures::territory::Level;
use jiff::Timestamp;
use serde_json::Value;
use store::{
    scope::Scope,
    testing::{Fresh, fresh_sqlite},
};
use tower::ServiceExt;
use townhall::{
    goals,
    installation::{Installation, Legal},
    people::{self, NewOrganisation, Organisation},
    territories::{self, Territory},
};
use web::{
    frame::{Frame, Site},
    metrics::Metrics,
    section::{Adding, Section},
    serve,
    words::Words,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

struct Example;

#[derive(Template)]
#[template(ext = "html", source = "<p>{{ text }}</p>")]
struct Sentence<'a> {
    text: &'a str,
}

impl territories::Contribution for Example {
    fn section<'a>(
        &'a self,
        _: &'a Installation,
        _: &'a Frame,
        territory: &'a Territory,
    ) -> Adding<'a, Option<Section>> {
        Box::pin(async move {
            let text = format!("<Werte für {}>", territory.name);
            let section = Section::new("values", "Werte", &Sentence { text: &text });
            section.map(Some).map_err(web::problem::Problem::failed)
        })
    }
}

impl goals::Contribution for Example {
    fn notes<'a>(
        &'a self,
        _: &'a Installation,
        _: &'a Frame,
        _: Option<&'a Organisation>,
        _: &'a goals::FrameworkChoice,
    ) -> Adding<'a, BTreeMap<String, String>> {
        Box::pin(async { Ok(BTreeMap::from([("8".to_owned(), "3 Indikatoren".to_owned())])) })
    }

    fn section<'a>(
        &'a self,
        _: &'a Installation,
        _: &'a Frame,
        home: Option<&'a Organisation>,
        _: &'a goals::FrameworkChoice,
        goal: &'a goals::Goal,
    ) -> Adding<'a, Option<Section>> {
        Box::pin(async move {
            let text = format!("{} in {}", goal.code, home.map_or("Deutschland", |home| &home.name));
            let section = Section::new("values", "Werte", &Sentence { text: &text });
            section.map(Some).map_err(web::problem::Problem::failed)
        })
    }
}

/// The app with the two capabilities alone.
async fn app() -> Result<(Router, Fresh)> {
    let fresh = fresh_sqlite().await;
    let sql = &fresh.store.sql;
    let at: Timestamp = "2026-02-28T12:00:00Z".parse()?;
    people::ensure_installation(sql, at).await?;
    territories::load_shipped(sql, at).await?;
    goals::load_shipped(sql, at).await?;
    let scope = Scope::installation("cli");
    let key = "05515000".parse()?;
    let town = territories::by_key(sql.read(&scope), &key).await?.ok_or("no Münster")?;
    let new = NewOrganisation {
        slug: "muenster".to_owned(),
        name: "Münster".to_owned(),
        territory_id: town.id,
    };
    sql.write(&scope, async |write| people::found(write, at, &new).await)
        .await?;
    let sources: Vec<_> = territories::WORDS.into_iter().chain(goals::WORDS).collect();
    let site = Site::new(Words::new(&sources)?, Vec::new(), Vec::new());
    let installation = Installation::new(fresh.store.clone(), site.clone(), Legal::default(), [7; 32]);
    let pages = territories::routes(&[&Example]).merge(goals::routes(&[&Example]));
    let (api, _) = territories::api().merge(goals::api()).split_for_parts();
    let routes = serve::in_every_language(pages).merge(api).with_state(installation);
    let app = serve::frame(routes, &site, &Metrics::default(), &serve::Settings::default());
    Ok((app, fresh))
}

async fn ask(app: &Router, path: &str) -> Result<Response<Body>> {
    let request = Request::get(path)
        .header(header::ACCEPT, "text/html, */*;q=0.1")
        .body(Body::empty())?;
    Ok(app.clone().oneshot(request).await?)
}

async fn get(app: &Router, path: &str) -> Result<(u16, String)> {
    let answer = ask(app, path).await?;
    let status = answer.status().as_u16();
    let body = to_bytes(answer.into_body(), usize::MAX).await?;
    Ok((status, String::from_utf8(body.to_vec())?))
}

async fn page(app: &Router, path: &str) -> Result<String> {
    let (status, body) = get(app, path).await?;
    assert_eq!(status, 200, "{path}: {body}");
    assert_eq!(body.matches("<h1>").count(), 1, "{path} has one h1");
    assert!(!body.contains('['), "{path} shows a word that does not exist: {body}");
    Ok(body)
}

async fn document(app: &Router, path: &str) -> Result<Value> {
    let (status, body) = get(app, path).await?;
    assert_eq!(status, 200, "{path}: {body}");
    Ok(serde_json::from_str(&body)?)
}

fn shows(body: &str, parts: &[&str]) {
    for part in parts {
        assert!(body.contains(part), "\"{part}\" is missing in\n{body}");
    }
}

#[tokio::test]
async fn the_register_is_searched_and_read_page_by_page() -> Result {
    let (app, _fresh) = app().await?;
    let first = page(&app, "/de/territories").await?;
    shows(
        &first,
        &[
            "Die 16 Länder",
            "Saarland",
            "10.786",
            "unbewohnte Gebiete",
            "31.\u{a0}Dezember 2022",
        ],
    );
    let found = page(&app, "/en/territories?q=muenster&level=municipality&state=").await?;
    shows(
        &found,
        &["/en/territories/05515000", "Münster (Stadt)", "320,946", "Municipality"],
    );
    assert!(!found.contains("Münster (Kreisfreie Stadt)"));
    let none = page(&app, "/de/territories?q=Atlantis").await?;
    shows(&none, &["Kein Gebiet gefunden"]);
    // A hostile text is shown as text.
    let hostile = page(&app, "/de/territories?q=%22%3E%3Cscript%3E%00%25").await?;
    assert!(!hostile.contains("<script>"));
    let mut path = "/de/territories?level=region&q=".to_owned();
    let regions = page(&app, &path).await?;
    assert!(!regions.contains("Weitere Gebiete"), "19 regions fit on a page");
    path = "/de/territories?level=district&state=09".to_owned();
    let mut n_rows = 0;
    loop {
        let body = page(&app, &path).await?;
        n_rows += body.matches("<tr><th scope=\"row\">").count();
        let Some((before, _)) = body.split_once("\">Weitere Gebiete") else {
            break;
        };
        path = before
            .rsplit_once("href=\"")
            .ok_or("a link")?
            .1
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        assert!(path.contains("state=09"), "{path}");
    }
    assert_eq!(n_rows, 96, "districts of Bavaria");
    for path in [
        "/de/territories?level=town",
        "/de/territories?state=99x",
        "/de/territories?after=AAAA",
    ] {
        assert_eq!(get(&app, path).await?.0, 400, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn the_page_of_a_territory_leads_up_down_and_sideways() -> Result {
    let (app, _fresh) = app().await?;
    let town = page(&app, "/de/territories/05515000").await?;
    shows(
        &town,
        &[
            "<h1>Münster (Stadt)</h1>",
            "<p class=\"kicker\">Stadt · Nordrhein-Westfalen</p>",
            "320.946",
            "303,28\u{202F}km²",
            "055150000000",
            "Dasselbe Gebiet",
            "/de/territories/05515\"",
            "/de/territories/DG\"",
            "© GeoBasis-DE / BKG 2023",
            "<h2 id=\"values\">Werte</h2>",
            "Werte für Münster",
            "href=\"/de/muenster\"",
        ],
    );
    assert!(!town.contains("<Werte"), "a section is escaped");
    let association = page(&app, "/de/territories/071435002").await?;
    shows(
        &association,
        &[
            "Mitgliedsgemeinden",
            "/de/territories/07143229",
            "Verbandsgemeinde · Westerwaldkreis · Rheinland-Pfalz",
        ],
    );
    let district = page(&app, "/de/territories/05558").await?;
    shows(&district, &["Coesfeld", "/de/territories/05558020", "DEA35"]);
    assert!(
        !district.contains("Einheitsgemeinde"),
        "towns stand for the associations that are them alone"
    );
    shows(&page(&app, "/en/territories/DG").await?, &["States", "84,358,845"]);
    shows(
        &page(&app, "/de/territories/11").await?,
        &["/de/territories/11000000", "/de/territories/110000000"],
    );
    let moved = ask(&app, "/de/territories/055150000000").await?;
    assert_eq!(
        (moved.status().as_u16(), moved.headers()[header::LOCATION].to_str()?),
        (308, "/de/territories/05515000")
    );
    for path in [
        "/de/territories/05999999",
        "/de/territories/xyz",
        "/de/territories/%2e%2e%2fetc",
        "/de/territories/05515000%27%20or%201=1",
    ] {
        assert_eq!(get(&app, path).await?.0, 404, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn the_goals_are_shown_to_everybody_and_for_a_home() -> Result {
    let (app, _fresh) = app().await?;
    let tiles = page(&app, "/de/goals").await?;
    assert_eq!(tiles.matches("class=\"goal-tile sdg-").count(), 17);
    shows(&tiles, &["href=\"/de/goals/17\"", "3 Indikatoren"]);
    let home = page(&app, "/en/muenster/goals").await?;
    shows(&home, &["href=\"/en/muenster/goals/17\""]);
    let goal = page(&app, "/de/goals/11").await?;
    shows(
        &goal,
        &[
            "id=\"target-11-6\"",
            "11 in Deutschland",
            "href=\"/de/goals/10\"",
            "href=\"/de/goals/12\"",
        ],
    );
    shows(
        &page(&app, "/de/muenster/goals/17").await?,
        &["17 in Münster", "href=\"/de/muenster/goals/16\""],
    );
    let target = ask(&app, "/de/muenster/goals/11.6").await?;
    assert_eq!(
        target.headers()[header::LOCATION].to_str()?,
        "/de/muenster/goals/11#target-11-6"
    );
    for path in [
        "/de/goals/18",
        "/de/nowhere/goals",
        "/de/installation/goals",
        "/de/muenster/goals/x",
    ] {
        assert_eq!(get(&app, path).await?.0, 404, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn programs_read_territories() -> Result {
    let (app, _fresh) = app().await?;
    let mut codes = Vec::new();
    let mut path = "/api/v1/territories?level=district&limit=150".to_owned();
    loop {
        let list = document(&app, &path).await?;
        let items = list["items"].as_array().ok_or("items")?;
        codes.extend(items.iter().map(|item| item["code"].to_string()));
        let Some(next) = list["next"].as_str() else { break };
        path = format!("/api/v1/territories?cursor={next}");
    }
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 400);
    let list = document(&app, "/api/v1/territories?parent=055&q=MUENSTER&count=true").await?;
    assert_eq!((list["count"].as_u64(), &list["next"]), (Some(1), &Value::Null));
    let item = &list["items"][0];
    assert_eq!(
        (item["key"].as_str(), item["level"].as_str(), item["parent"].as_str()),
        (Some("de:05515"), Some("district"), Some("de:055"))
    );
    let town = document(&app, "/api/v1/territories/de:05515000").await?;
    assert_eq!(
        town["ancestors"],
        serde_json::json!(["de:DG", "de:05", "de:055", "de:05515", "de:055150000"])
    );
    assert_eq!(town["same_area"], serde_json::json!(["de:05515", "de:055150000"]));
    assert_eq!(town["population"], 320_946);
    assert_eq!(document(&app, "/api/v1/territories/055150000000").await?, town);
    for (path, status, part) in [
        ("/api/v1/territories?farbe=rot", 400, "farbe"),
        ("/api/v1/territories?level=town", 400, "„town“ ist keine Ebene"),
        ("/api/v1/territories?parent=99999", 400, "parent"),
        ("/api/v1/territories?limit=1001", 400, "out-of-range"),
        ("/api/v1/territories?cursor=AAAA", 400, "cursor-broken"),
        ("/api/v1/territories?cursor=AAAA&level=state", 400, "cursor-not-alone"),
        ("/api/v1/territories/05999999", 404, "not-found"),
        ("/api/v1/territories/x", 404, "not-found"),
    ] {
        let (found, body) = get(&app, path).await?;
        assert_eq!(found, status, "{path}: {body}");
        shows(&body, &["\"type\"", part]);
    }
    for (path, part) in [
        ("/de/territories?level=town", "„town“ ist keine Ebene"),
        ("/en/territories?level=town", "“town” is not a level"),
        ("/de/territories?state=x", "ist kein amtlicher Schlüssel"),
        ("/en/territories?state=99", "begins with no Land"),
    ] {
        let (found, body) = get(&app, path).await?;
        assert_eq!(found, 400, "{path}: {body}");
        shows(&body.replace(['\u{2068}', '\u{2069}'], ""), &[part]);
    }
    let answer = ask(&app, "/api/v1/territories/05515000").await?;
    let tag = answer.headers()[header::ETAG].clone();
    let request = Request::get("/api/v1/territories/05515000")
        .header(header::IF_NONE_MATCH, tag)
        .body(Body::empty())?;
    assert_eq!(app.clone().oneshot(request).await?.status().as_u16(), 304);
    Ok(())
}

#[tokio::test]
async fn programs_read_goals() -> Result {
    let (app, _fresh) = app().await?;
    let list = document(&app, "/api/v1/goals?kind=goal&limit=10&count=true").await?;
    assert_eq!(
        (list["items"].as_array().map(Vec::len), list["count"].as_u64()),
        (Some(10), Some(17))
    );
    let next = list["next"].as_str().ok_or("a second page")?;
    let rest = document(&app, &format!("/api/v1/goals?cursor={next}")).await?;
    assert_eq!(rest["items"][0]["code"], "11");
    assert_eq!(
        (rest["items"].as_array().map(Vec::len), &rest["next"]),
        (Some(7), &Value::Null)
    );
    let goal = document(&app, "/api/v1/goals/11").await?;
    assert_eq!(goal["targets"].as_array().map(Vec::len), Some(10));
    assert!(goal["title"]["de"].is_string() && goal["title"]["en"].is_string());
    assert_eq!(document(&app, "/api/v1/goals/11.b").await?["parent"], "11");
    let targets = document(&app, "/api/v1/goals?parent=1").await?;
    assert_eq!(targets["items"].as_array().map(Vec::len), Some(7));
    for (path, status) in [
        ("/api/v1/goals?kind=x", 400),
        ("/api/v1/goals?x=1", 400),
        ("/api/v1/goals/18", 404),
    ] {
        assert_eq!(get(&app, path).await?.0, status, "{path}");
    }
    Ok(())
}

#[test]
fn the_addresses_are_described() -> Result {
    let (_, description) = territories::api().merge(goals::api()).split_for_parts();
    let description = serde_json::to_value(&description)?;
    assert!(
        description["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    );
    let paths: Vec<&String> = description["paths"].as_object().ok_or("paths")?.keys().collect();
    assert_eq!(
        paths,
        [
            "/api/v1/boundaries",
            "/api/v1/boundaries/{level}",
            "/api/v1/crosswalks",
            "/api/v1/frameworks",
            "/api/v1/frameworks/{key}",
            "/api/v1/goals",
            "/api/v1/goals/{code}",
            "/api/v1/territories",
            "/api/v1/territories/{key}",
            "/api/v1/territories/{key}/geometry"
        ]
    );
    for level in Level::ALL {
        assert!(description.to_string().contains(level.as_str()));
    }
    Ok(())
}
