//! The addresses about figures, through the app in the process, on both engines, as a program asks them.

use std::collections::BTreeSet;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{
    Store, StoreError,
    scope::Scope,
    testing::{Fresh, prepared, prepared_sqlite},
};
use tower::ServiceExt as _;
use web::{metrics::Metrics, serve};

use crate::{
    indicators::deliveries::{
        import::{FileReport, ImportOptions, Outcome, import_bytes},
        undo,
    },
    installation::{Installation, Legal},
    territories,
};

mod files;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const BICYCLES: &str = "AGS;Jahr;Indikator;Wert\n\
    05515000;2019;Radwege;11,5\n05515000;2020;Radwege;12,5\n05515000;2021;Radwege;13,0\n\
    05558020;2020;Radwege;2\n05558020;2021;Radwege;\n9777;2021;Radwege;4\n99999999;2021;Radwege;1\n";
const TREES: &str = "AGS;Jahr;Indikator;Wert\n05515000;2021;Bäume;700\n05558020;2021;Bäume;90\n";

struct Town {
    app: Router,
    store: Store,
    _fresh: Fresh,
}

/// An answer as a program sees it.
struct Answer {
    status: u16,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Answer {
    fn json(&self) -> Result<Value> {
        Ok(serde_json::from_str(&self.body)?)
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Pointer and code of everything that is wrong.
    fn wrong(&self) -> Result<Vec<(String, String)>> {
        assert_eq!(
            (self.status, self.header("content-type")),
            (400, "application/problem+json"),
            "{}",
            self.body
        );
        let problem = self.json()?;
        let errors = problem["errors"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(errors
            .map(|error| (text(&error["pointer"]), text(&error["code"])))
            .collect())
    }
}

/// What ships with the program, taken in before anything that these tests deliver.
async fn shipped(store: &Store) -> std::result::Result<(), StoreError> {
    crate::prepare(store, "2026-01-05T09:00:00Z".parse().expect("a time")).await
}

impl Town {
    async fn of(fresh: Fresh) -> Result<Self> {
        let store = fresh.store.clone();
        let site = crate::site()?;
        let installation = Installation::new(store.clone(), site.clone(), Legal::default(), [7; 32]);
        let routes = crate::routes().with_state(installation);
        let app = serve::frame(routes, &site, &Metrics::new(), &serve::Settings::default());
        Ok(Self {
            app,
            store,
            _fresh: fresh,
        })
    }

    async fn deliver(&self, text: &str, known_on: &str, accepted_at: &str) -> Result<FileReport> {
        let scope = Scope::installation("test");
        let keys = territories::key_table(self.store.sql.read(&scope)).await?;
        let options = ImportOptions {
            known_on: Some(known_on.parse()?),
            source: Some("stadt".to_owned()),
            source_note: Some("Quelle: Stadt".to_owned()),
            licence: Some("dl-de/by-2-0".to_owned()),
            ..ImportOptions::at(at(accepted_at)?)
        };
        let report = import_bytes(&self.store, &scope, &keys, "probe.csv", text.as_bytes(), &options).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        Ok(report)
    }

    async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.app.clone().oneshot(request.body(Body::empty())?).await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = String::from_utf8(to_bytes(response.into_body(), usize::MAX).await?.to_vec())?;
        Ok(Answer { status, headers, body })
    }

    async fn get(&self, path: &str) -> Result<Answer> {
        self.ask(Method::GET, &format!("/api/v1/{path}"), &[]).await
    }

    async fn list(&self, path: &str) -> Result<Value> {
        let answer = self.get(path).await?;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "application/json"),
            "{path}: {}",
            answer.body
        );
        answer.json()
    }

    /// Observations in short: indicator, territory, period, value.
    async fn values(&self, query: &str) -> Result<Vec<String>> {
        Ok(short(&self.list(&format!("observations?{query}")).await?))
    }
}

fn at(text: &str) -> Result<Timestamp> {
    Ok(text.parse()?)
}

fn short(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    items
        .map(|item| {
            let key = text(&item["territory"]);
            format!(
                "{} {} {} {}",
                text(&item["indicator"]),
                key.trim_start_matches("de:"),
                text(&item["period"]),
                item["value"]
            )
        })
        .collect()
}

async fn towns() -> Result<Vec<Town>> {
    let mut towns = Vec::new();
    for fresh in prepared("2026-01-05", shipped).await {
        towns.push(Town::of(fresh).await?);
    }
    Ok(towns)
}

#[tokio::test]
async fn a_value_comes_with_all_that_is_said_about_it() -> Result {
    for town in towns().await? {
        town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
        let list = town.list("observations?territory=05558020").await?;
        assert_eq!(list["next"], Value::Null);
        assert_eq!(list.get("count"), None, "nobody asked");
        let items = list["items"].as_array().ok_or("no items")?;
        assert_eq!(
            items[0],
            json!({
                "indicator": "radwege", "territory": "de:05558020", "period": "2020", "value": 2.0, "decimals": 0,
                "status": "A", "source": "stadt", "area_state": "unstated", "delivery": 1, "dimensions": {}, "remark": null,
                "origin": {
                    "file": "probe.csv", "sheet": null, "row": 5, "column": 4,
                    "href": items[0]["origin"]["href"],
                },
            })
        );
        let href = items[0]["origin"]["href"].as_str().ok_or("no way to the cell")?;
        assert!(href.starts_with("/de/deliveries/1/cells/"), "{href}");
        assert_eq!(
            town.ask(Method::GET, href, &[]).await?.status,
            200,
            "{href} leads to the cell"
        );
        assert_eq!(
            (&items[1]["value"], &items[1]["decimals"], &items[1]["status"]),
            (&Value::Null, &Value::Null, &json!("O"))
        );
        let english = town
            .ask(Method::GET, "/api/v1/observations", &[("accept-language", "en")])
            .await?;
        assert!(english.body.contains("\"/en/deliveries/1/cells/"), "{}", english.body);
    }
    Ok(())
}

#[tokio::test]
async fn filters_narrow_the_selection_together() -> Result {
    for town in towns().await? {
        town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
        town.deliver(TREES, "2022-06-01", "2026-01-06T10:00:00Z").await?;
        let check = async |query: &str, expected: &[&str]| -> Result {
            assert_eq!(town.values(query).await?, expected, "{query}");
            Ok(())
        };
        check(
            "indicator=baeume",
            &["baeume 05515000 2021 700.0", "baeume 05558020 2021 90.0"],
        )
        .await?;
        check(
            "indicator=baeume&indicator=radwege&territory=05558020&from=2021",
            &["radwege 05558020 2021 null", "baeume 05558020 2021 90.0"],
        )
        .await?;
        check("level=district", &["radwege 09777 2021 4.0"]).await?;
        check(
            "territory=de:05515000&indicator=radwege&from=2020&to=2020",
            &["radwege 05515000 2020 12.5"],
        )
        .await?;
        check("territory=05515000&level=district", &[]).await?;
        assert_eq!(town.list("observations?count=true&limit=3").await?["count"], 8);
    }
    Ok(())
}

#[tokio::test]
async fn pages_are_one_consistent_answer_while_figures_arrive() -> Result {
    for town in towns().await? {
        town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
        let whole = town.values("").await?;
        assert_eq!(whole.len(), 6);
        for limit in 1..=7 {
            let mut seen = Vec::new();
            let mut list = town.list(&format!("observations?limit={limit}")).await?;
            while let Some(next) = list["next"].as_str() {
                seen.extend(short(&list));
                list = town.list(&format!("observations?cursor={next}")).await?;
            }
            seen.extend(short(&list));
            assert_eq!(seen, whole, "pages of {limit}");
        }
        let first = town.list("observations?limit=2&indicator=radwege").await?;
        let next = first["next"].as_str().ok_or("a next page")?.to_owned();
        // New values of the same series, a new series in front, and the first delivery taken back.
        town.deliver(&BICYCLES.replace("2,5", "99"), "2023-05-01", "2026-01-06T10:00:00Z")
            .await?;
        town.deliver(TREES, "2022-06-01", "2026-01-07T10:00:00Z").await?;
        undo(
            &town.store,
            &Scope::installation("test"),
            1,
            Some("falsche Datei"),
            at("2026-01-08T10:00:00Z")?,
        )
        .await?;
        let mut seen = short(&first);
        let mut next = Some(next);
        while let Some(cursor) = next {
            let list = town.list(&format!("observations?cursor={cursor}")).await?;
            seen.extend(short(&list));
            next = list["next"].as_str().map(str::to_owned);
        }
        assert_eq!(seen, whole, "the pages belong to the moment of the first");
        assert_ne!(town.values("indicator=radwege").await?, whole);
    }
    Ok(())
}

#[tokio::test]
async fn a_cursor_of_a_state_that_is_gone_is_refused() -> Result {
    let (town, restored) = (
        Town::of(prepared_sqlite("2026-01-05", shipped).await).await?,
        Town::of(prepared_sqlite("2026-01-05", shipped).await).await?,
    );
    town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
    let list = town.list("observations?limit=2").await?;
    let next = list["next"].as_str().ok_or("a next page")?;
    let expired = restored.get(&format!("observations?cursor={next}")).await?;
    assert_eq!(expired.wrong()?, [("cursor".to_owned(), "cursor-expired".to_owned())]);
    Ok(())
}

#[tokio::test]
async fn figures_are_read_as_of_a_day() -> Result {
    for town in towns().await? {
        town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
        town.deliver(&BICYCLES.replace("13,0", "14,0"), "2023-05-01", "2026-02-05T10:00:00Z")
            .await?;
        for (asked, expected) in [
            ("", Some("14.0")),
            ("&as_of=2023-04-30", Some("13.0")),
            ("&as_of=2022-04-30", None),
            ("&as_recorded=2026-02-04", Some("13.0")),
            ("&as_recorded=2026-02-05", Some("14.0")),
        ] {
            let found = town.values(&format!("territory=05515000&from=2021{asked}")).await?;
            let value = found.first().and_then(|line| line.rsplit(' ').next());
            assert_eq!(value, expected, "{asked}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn csv_is_the_whole_selection_in_one_piece() -> Result {
    for town in towns().await? {
        town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
        let by_format = town.get("observations?territory=05558020&format=csv").await?;
        let expected = by_format.body.clone();
        let begins = |line: &str| expected.lines().any(|one| one.starts_with(line));
        assert_eq!(by_format.status, 200);
        assert_eq!(expected.lines().count(), 3, "{expected}");
        for line in [
            "indicator,territory,period,value,status,source,delivery,decimals,unit,",
            "radwege,de:05558020,2020,2,A,stadt,1,0,",
            "radwege,de:05558020,2021,,O,stadt,1,,",
        ] {
            assert!(begins(line), "{line} in {expected}");
        }
        let by_accept = town
            .ask(
                Method::GET,
                "/api/v1/observations?territory=05558020",
                &[("accept", "text/csv")],
            )
            .await?;
        assert_eq!(by_accept.body, expected);
        assert_eq!(
            by_accept.header("content-type"),
            "text/csv; charset=utf-8; header=present"
        );
        let links: Vec<_> = by_accept
            .headers
            .get_all(header::LINK)
            .iter()
            .filter_map(|link| link.to_str().ok())
            .collect();
        assert_eq!(
            links,
            [
                "<https://www.govdata.de/dl-de/by-2-0>; rel=\"license\"",
                "</api/v1/sources>; rel=\"describedby\""
            ]
        );
        for refused in ["limit=5", "count=true"] {
            let answer = town.get(&format!("observations?format=csv&{refused}")).await?;
            assert_eq!(answer.wrong()?[0].1, "not-together", "{refused}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_named_all_at_once() -> Result {
    let town = Town::of(prepared_sqlite("2026-01-05", shipped).await).await?;
    let check = async |path: &str, expected: &[(&str, &str)]| -> Result {
        let found = town.get(path).await?.wrong()?;
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(pointer, code)| (pointer.as_str(), code.as_str()))
            .collect();
        assert_eq!(found, expected, "{path}");
        Ok(())
    };
    check(
        "observations?colour=red&x=",
        &[("colour", "unknown-parameter"), ("x", "unknown-parameter")],
    )
    .await?;
    check(
        "observations?indicator=nope&territory=99999999&level=towns&from=2024-Q5&as_of=yesterday&limit=0",
        &[
            ("level", "invalid-value"),
            ("from", "invalid-value"),
            ("as_of", "not-a-day"),
            ("limit", "out-of-range"),
            ("indicator", "unknown-name"),
            ("territory", "unknown-territory"),
        ],
    )
    .await?;
    check("observations?from=2021&to=2020", &[("to", "before-from")]).await?;
    check(
        "observations?as_of=2021-01-01&as_recorded=2021-01-01",
        &[("as_of", "not-together")],
    )
    .await?;
    check("observations?format=docx", &[("format", "unknown-value")]).await?;
    check("observations?cursor=AAAA", &[("cursor", "cursor-broken")]).await?;
    check("observations?cursor=AAAA&limit=1", &[("cursor", "cursor-not-alone")]).await?;
    check(
        "indicators?goal=99&source=nobody&with_values=maybe",
        &[
            ("with_values", "not-yes-or-no"),
            ("goal", "unknown-name"),
            ("source", "unknown-name"),
        ],
    )
    .await?;
    check("deliveries?limit=1001", &[("limit", "out-of-range")]).await?;
    check("indicators/unemployed?q=x", &[("q", "unknown-parameter")]).await?;
    let german = town.get("observations?as_of=gestern").await?;
    assert!(german.body.contains("„gestern“ ist kein Tag"), "{}", german.body);
    Ok(())
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_and_other_methods_and_forms_are_refused() -> Result {
    let town = Town::of(prepared_sqlite("2026-01-05", shipped).await).await?;
    town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
    for path in [
        "indicators/nope",
        "deliveries/2",
        "deliveries/0",
        "deliveries/99999999999999999999",
        "deliveries/x/problems",
        "nothing",
    ] {
        let answer = town.get(path).await?;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, "application/problem+json"),
            "{path}"
        );
    }
    for path in [
        "indicators",
        "observations",
        "deliveries/1",
        "sources",
        "territories",
        "goals",
        "openapi.json",
    ] {
        let path = format!("/api/v1/{path}");
        let post = town.ask(Method::POST, &path, &[]).await?;
        assert_eq!((post.status, post.header("allow")), (405, "GET,HEAD"), "{path}");
        let image = town.ask(Method::GET, &path, &[("accept", "image/png")]).await?;
        assert_eq!(
            (image.status, image.header("content-type")),
            (406, "application/problem+json"),
            "{path}"
        );
        let head = town.ask(Method::HEAD, &path, &[]).await?;
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{path}");
        assert!(!head.header("etag").is_empty(), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn an_unchanged_answer_is_not_sent_again() -> Result {
    for town in towns().await? {
        town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
        let paths = [
            "observations",
            "observations?format=csv",
            "indicators",
            "deliveries",
            "deliveries/1/problems",
            "sources",
        ];
        let mut tags = BTreeSet::new();
        for path in paths {
            let path = format!("/api/v1/{path}");
            let tag = town.ask(Method::GET, &path, &[]).await?.header("etag").to_owned();
            let again = town.ask(Method::GET, &path, &[("if-none-match", &tag)]).await?;
            assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
            assert_eq!(again.header("etag"), tag, "{path}");
            tags.insert((path, tag));
        }
        town.deliver(TREES, "2022-06-01", "2026-01-06T10:00:00Z").await?;
        for (path, tag) in tags {
            let again = town.ask(Method::GET, &path, &[("if-none-match", &tag)]).await?;
            assert_eq!(again.status, 200, "{path}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn indicators_are_found_by_goal_source_words_and_values() -> Result {
    for town in towns().await? {
        town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
        let ids = async |query: &str| -> Result<Vec<String>> {
            let mut ids = Vec::new();
            let mut list = town.list(&format!("indicators?limit=3&{query}")).await?;
            loop {
                ids.extend(
                    list["items"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(|item| item["id"].as_str().map(str::to_owned)),
                );
                let Some(next) = list["next"].as_str() else {
                    return Ok(ids);
                };
                list = town.list(&format!("indicators?cursor={next}")).await?;
            }
        };
        let all = ids("").await?;
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "none comes twice");
        assert_eq!(town.list("indicators?count=true&limit=1").await?["count"], all.len());
        assert_eq!(ids("with_values=true").await?, ["radwege"]);
        assert_eq!(ids("source=stadt").await?, ["radwege"]);
        assert_eq!(ids("q=UNEMPLOYED+PEOPLE").await?, ["unemployed"]);
        let (goal, target) = (ids("goal=8").await?, ids("goal=8.5").await?);
        assert!(
            target.contains(&"unemployed".to_owned()) && target.iter().all(|id| goal.contains(id)),
            "{goal:?} {target:?}"
        );
        let shown = town.list("indicators/unemployed").await?;
        assert_eq!(
            (&shown["title"]["de"], &shown["unit"]),
            (&json!("Arbeitslose"), &json!("persons"))
        );
        assert_eq!(
            (&shown["n_values"], &shown["newest_delivery"]),
            (&json!(0), &Value::Null)
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_delivery_tells_its_account_problems_and_terms() -> Result {
    for town in towns().await? {
        town.deliver(BICYCLES, "2022-05-01", "2026-01-05T10:00:00Z").await?;
        town.deliver(TREES, "2022-06-01", "2026-01-06T10:00:00Z").await?;
        let first = town.list("deliveries?limit=1&count=true").await?;
        assert_eq!((&first["items"][0]["number"], &first["count"]), (&json!(2), &json!(2)));
        let next = first["next"].as_str().ok_or("a next page")?;
        let second = town.list(&format!("deliveries?cursor={next}")).await?;
        assert_eq!(
            (&second["items"][0]["number"], &second["next"]),
            (&json!(1), &Value::Null)
        );
        let delivery = town.list("deliveries/1").await?;
        let account = &delivery["account"];
        assert_eq!(
            (&account["rows_read"], &account["corrected"], &account["rejected"]),
            (&json!(7), &json!(1), &json!(1))
        );
        assert_eq!(
            (&delivery["known_on"], &delivery["accepted_at"]),
            (&json!("2022-05-01"), &json!("2026-01-05T10:00:00Z"))
        );
        assert_eq!(
            (&delivery["n_problems"], &delivery["indicators"]),
            (&json!(2), &json!(["radwege"]))
        );
        let problems = town.list("deliveries/1/problems?limit=1&count=true").await?;
        assert_eq!(problems["count"], 2);
        assert_eq!(
            (&problems["items"][0]["severity"], &problems["items"][0]["piece"]),
            (&json!("corrected"), &json!("9777"))
        );
        let next = problems["next"].as_str().ok_or("a next page")?;
        let rest = town.list(&format!("deliveries/1/problems?cursor={next}")).await?;
        assert_eq!(
            (&rest["items"][0]["severity"], &rest["items"][0]["row"]),
            (&json!("rejected"), &json!(8))
        );
        let elsewhere = town.get(&format!("deliveries/2/problems?cursor={next}")).await?;
        assert_eq!(
            elsewhere.wrong()?[0].1,
            "cursor-broken",
            "a cursor belongs to the list of one delivery"
        );
        let sources = town.list("sources").await?;
        assert_eq!(
            (
                &sources["items"][0]["id"],
                &sources["items"][0]["note"],
                &sources["items"][0]["licence_uri"]
            ),
            (
                &json!("stadt"),
                &json!("Quelle: Stadt"),
                &json!("https://www.govdata.de/dl-de/by-2-0")
            )
        );
    }
    Ok(())
}

#[tokio::test]
async fn areas_are_geojson_with_licence_and_state() -> Result {
    for town in towns().await? {
        let answer = town.get("territories/05515000/geometry").await?;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "application/geo+json"),
            "{}",
            answer.body
        );
        assert_eq!(
            answer.header("link"),
            "<https://www.govdata.de/dl-de/by-2-0>; rel=\"license\""
        );
        let feature = answer.json()?;
        assert_eq!(
            (&feature["type"], &feature["id"], &feature["properties"]["shape_of"]),
            (&json!("Feature"), &json!("de:05515000"), &json!("de:05515"))
        );
        assert_eq!(feature["area_from"], "2021-07-01");
        assert!(feature["source"].as_str().is_some_and(|note| note.contains("BKG")));
        let west = feature["bbox"][0].as_f64().ok_or("a box")?;
        assert!((7.4..7.6).contains(&west), "{west}");
        let tag = answer.header("etag").to_owned();
        let path = "/api/v1/territories/05515000/geometry";
        let again = town.ask(Method::GET, path, &[("if-none-match", &tag)]).await?;
        assert_eq!((again.status, again.body.as_str()), (304, ""));
        let wanted = town
            .ask(Method::GET, path, &[("accept", "application/geo+json")])
            .await?;
        assert_eq!(wanted.status, 200);
        assert_eq!(
            town.ask(Method::GET, path, &[("accept", "text/csv")]).await?.status,
            406
        );
        let all = town.get("boundaries/district?inside=16").await?.json()?;
        let older = town
            .get("boundaries/district?inside=16&area_date=2020-01-01")
            .await?
            .json()?;
        let n_areas = |of: &Value| of["features"].as_array().map(Vec::len);
        assert_eq!(
            (n_areas(&all), n_areas(&older)),
            (Some(22), Some(23)),
            "with and without Eisenach"
        );
        let sets = town.get("boundaries").await?.json()?;
        assert_eq!(sets["items"][0]["level"], "district");
        for nothing in [
            "boundaries/municipality",
            "boundaries/street",
            "boundaries/district?area_date=1990-01-01",
            "territories/05558020/geometry",
        ] {
            assert_eq!(town.get(nothing).await?.status, 404, "{nothing}");
        }
        assert_eq!(
            town.get("boundaries/district?inside=99").await?.wrong()?,
            [("inside".to_owned(), "invalid-value".to_owned())]
        );
        assert_eq!(town.get("boundaries/state?area_date=yesterday").await?.status, 400);
    }
    Ok(())
}
