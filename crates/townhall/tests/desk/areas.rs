//! Areas at the desk: quarters of a town from a file to pages and figures and back, and files with which something is wrong.

use axum::{
    body::Body,
    http::{StatusCode, header},
};

use crate::{
    Result,
    browser::{Answer, Browser, OWN},
};

/// Two quarters of Münster and a feature that is none; the order of the axes can be chosen.
fn quarters(is_swapped: bool) -> String {
    quarters_at([7.60, 51.94], is_swapped)
}

/// The same with another corner in the south-west.
fn quarters_at([west, south]: [f64; 2], is_swapped: bool) -> String {
    let ring = |west: f64, south: f64| -> String {
        let (east, north) = (west + 0.04, south + 0.03);
        let place = |x: f64, y: f64| {
            if is_swapped {
                format!("[{y},{x}]")
            } else {
                format!("[{x},{y},60.5]")
            }
        };
        [
            (west, south),
            (east, south),
            (east, north),
            (west, north),
            (west, south),
        ]
        .map(|(x, y)| place(x, y))
        .join(",")
    };
    let feature = |number: &str, name: &str, west: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"STT_NR":"{number}","STADTTEIL":"{name}","Stand":"2024"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            ring(west, south)
        )
    };
    format!(
        r#"{{"type":"FeatureCollection","features":[{},{},{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":[7.6,51.9]}}}}]}}"#,
        feature("11", "Aegidii", west),
        feature("12", "Überwasser <b>", west + 0.04),
    )
}

impl Browser {
    /// Hands in files of areas and gives the answer to that.
    async fn hand_in_areas(&self, files: &[(&str, &[u8])]) -> Result<Answer> {
        let token = self.get("/de/desk/areas").await?.token()?;
        let mut body =
            format!("--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n").into_bytes();
        for (name, content) in files {
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
            body.extend(head.into_bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = self
            .request("POST", "/de/desk/areas")
            .header(header::ORIGIN, format!("http://{OWN}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body))?).await
    }

    /// The address and the page of a file of areas.
    async fn look(&self, name: &str, content: &[u8]) -> Result<(String, Answer)> {
        let sent = self.hand_in_areas(&[(name, content)]).await?;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let address = sent.header("location").to_owned();
        let page = self.get(&address).await?;
        Ok((address, page))
    }

    async fn say(&self, address: &str, page: &Answer, fields: &str) -> Result<Answer> {
        let answer = self.post(address, &format!("csrf={}&{fields}", page.token()?)).await?;
        if answer.status != StatusCode::SEE_OTHER {
            return Ok(answer);
        }
        self.get(answer.header("location")).await
    }
}

const ORIGIN: &str = "day=2024-12-31&source=Stadt+M%C3%BCnster&licence=https%3A%2F%2Fwww.govdata.de%2Fdl-de%2Fzero-2-0";

#[tokio::test]
async fn quarters_of_a_town_become_territories_and_can_be_taken_back() -> Result {
    let browser = Browser::inside().await?;
    let (address, page) = browser.look("stadtteile.geojson", quarters(false).as_bytes()).await?;
    assert!(page.says("keine amtlichen Gebiete"), "{}", page.text);
    let page = browser
        .say(&address, &page, "kind=part&municipality=05515000&do=look")
        .await?;
    assert!(
        page.says("2 Flächen gefunden, als Gemeindeteile von Münster (Stadt)."),
        "{}",
        page.text
    );
    assert!(
        page.says("<svg")
            && page.says("<code>05515000-11</code>")
            && page.says("Überwasser &lt;b&gt;") | page.says("Überwasser &#60;b&#62;")
    );
    assert!(page.says("Keine Flächen, nicht übernommen (1)"));
    assert!(page.says(r#"<option value="STT_NR" selected>"#) && page.says(r#"<option value="STADTTEIL" selected>"#));
    // Without day and source nothing is taken; what was typed stays.
    let fields = "kind=part&municipality=05515000&key=STT_NR&name=STADTTEIL";
    let page = browser
        .say(&address, &page, &format!("{fields}&licence=ja&do=take"))
        .await?;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.says("Bitte nennen Sie den Tag") && page.says("Quellenvermerk; ohne ihn") && page.says(r#"value="ja""#)
    );
    let page = browser
        .say(&address, &page, &format!("{fields}&{ORIGIN}&do=take"))
        .await?;
    assert!(page.says("Übernommen: 2 Flächen"), "{}", page.text);
    assert!(page.says("stadtteile.geojson") && page.says("Stadt Münster"));
    let town = browser.get("/de/territories/05515000").await?;
    assert!(
        town.says("Gemeindeteile") && town.says("/de/territories/05515000-11"),
        "{}",
        town.text
    );
    let part = browser.get("/de/territories/05515000-11").await?;
    assert!(part.says("Aegidii (Münster)") && part.says("<svg") && part.says("Stadt Münster"));
    // It has a key of its own and an area; what is known of the town is told as the town's, not as a district's.
    assert!(
        part.says("Schlüssel des Gemeindeteils") && part.says("km² (berechnet aus den Grenzen)"),
        "{}",
        part.text
    );
    let store = &browser.fresh.store;
    let scope = store::scope::Scope::installation("test");
    let keys = townhall::territories::key_table(store.sql.read(&scope)).await?;
    let options = townhall::indicators::deliveries::import::ImportOptions::at(jiff::Timestamp::now());
    let table = "AGS;Jahr;Indikator;Wert\n05515000;2021;Parks;41\n";
    let import = townhall::indicators::deliveries::import::import_bytes;
    import(store, &scope, &keys, "parks.csv", table.as_bytes(), &options).await?;
    for path in [
        "/de/territories/05515000-11",
        "/de/indicators/parks?territory=05515000-11",
    ] {
        let page = browser.get(path).await?;
        assert!(
            page.says("der ganzen Gemeinde, nicht des Gemeindeteils")
                && page.says("41")
                && !page.says("des Landkreises"),
            "{path}: {}",
            page.text
        );
    }
    let geometry = browser.get("/api/v1/territories/05515000-11/geometry").await?;
    assert!(
        geometry.says(r#""id":"own:05515000-11""#) && geometry.says("zero-2-0"),
        "{}",
        geometry.text
    );
    // The same again is refused, and taking back ends the parts.
    let (again, page) = browser.look("neu.geojson", quarters(false).as_bytes()).await?;
    let page = browser
        .say(&again, &page, &format!("{fields}&{ORIGIN}&do=take"))
        .await?;
    assert!(page.says("gibt es schon"), "{}", page.text);
    let list = browser.get("/de/desk/areas").await?;
    let remove = list
        .text
        .split("href=\"")
        .find(|rest| rest.contains("/remove\""))
        .ok_or("a link")?;
    let remove = remove.split('"').next().unwrap_or_default().to_owned();
    let question = browser.get(&remove).await?;
    assert!(question.says("Grenzen zurücknehmen"));
    let list = browser.say(&remove, &question, "").await?;
    assert!(
        !list.says("stadtteile.geojson</td>") && !list.says("Stadt Münster"),
        "{}",
        list.text
    );
    let part = browser.get("/de/territories/05515000-11").await?;
    assert!(part.says("gibt es seit dem"), "{}", part.text);
    assert!(!browser.get("/de/territories/05515000").await?.says("05515000-11"));
    assert_eq!(browser.get(&remove).await?.status, StatusCode::NOT_FOUND);
    // Discarding forgets the file.
    browser.say(&again, &page, "do=discard").await?;
    assert_eq!(browser.get(&again).await?.status, StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn parts_are_those_of_the_town_in_which_they_lie() -> Result {
    let browser = Browser::inside().await?;
    for key in ["05515000", "05558020"] {
        browser.choose(key).await?;
    }
    // They lie at Havixbeck; Münster has pages too, and came first.
    let areas = quarters_at([7.36, 51.96], false);
    let (address, page) = browser.look("ortsteile.geojson", areas.as_bytes()).await?;
    assert!(page.says("als Gemeindeteile von Havixbeck"), "{}", page.text);
    let page = browser
        .say(
            &address,
            &page,
            &format!("kind=part&municipality=05515000&{ORIGIN}&do=take"),
        )
        .await?;
    assert!(
        page.says("liegen nicht in Münster (Stadt), sondern hier: Coesfeld"),
        "{}",
        page.text
    );
    assert!(!page.says(r#"value="take""#), "they cannot be taken: {}", page.text);
    assert!(!browser.get("/de/territories/05515000").await?.says("05515000-11"));
    // With two towns in the district none is guessed.
    browser.choose("05558012").await?;
    let (_, page) = browser.look("wieder.geojson", areas.as_bytes()).await?;
    assert!(page.says("Sind es Teile einer Gemeinde?"), "{}", page.text);
    // Boundaries of a day to come are nobody's.
    let future = ORIGIN.replace("2024-12-31", "2099-01-01");
    let page = browser
        .say(
            &address,
            &page,
            &format!("kind=part&municipality=05558020&{future}&do=take"),
        )
        .await?;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Dieser Tag liegt in der Zukunft"), "{}", page.text);
    Ok(())
}

#[tokio::test]
async fn files_that_are_wrong_get_a_sentence_that_helps() -> Result {
    let browser = Browser::inside().await?;
    let (address, page) = browser.look("vertauscht.geojson", quarters(true).as_bytes()).await?;
    assert!(page.says("sind die Achsen vertauscht"), "{}", page.text);
    let page = browser
        .say(&address, &page, "kind=part&municipality=05515000&swapped=yes")
        .await?;
    assert!(page.says("2 Flächen gefunden"), "{}", page.text);
    // The main file of a shapefile without its companions: the file code, then a header without shapes.
    let alone = format!("\0\0'\n{}", "\0".repeat(96));
    let metres = quarters(false).replace("7.6", "40400").replace("51.9", "575800");
    for (name, content, words) in [
        (
            "meter.geojson",
            metres.as_str(),
            "sind Meter, gelesen wurden sie als Grad",
        ),
        (
            "leer.geojson",
            r#"{"type":"FeatureCollection","features":[]}"#,
            "enthält keine Flächen",
        ),
        (
            "kaputt.geojson",
            r#"{"type":"FeatureCollection","features":["#,
            "beschädigt",
        ),
        ("nichts.geojson", "", "beschädigt, leer oder zu groß"),
        ("seite.html", "<html></html>", "keine Datei mit Flächen"),
        ("text.csv", "a;b", "keine Datei mit Flächen"),
        ("allein.shp", alone.as_str(), "fehlt ein Teil"),
        ("falsch.zip", "PK\u{3}\u{4}garbage", "beschädigt"),
        (
            "null.geojson",
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[["a",null]]]},"properties":{}}]}"#,
            "beschädigt",
        ),
        (
            "crs.geojson",
            r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:2056"}},"features":[]}"#,
            "kennt Lotse nicht",
        ),
    ] {
        let (address, page) = browser.look(name, content.as_bytes()).await?;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(page.says(words), "{name}: {}", page.text);
        assert!(!page.says(r#"value="take""#), "{name} cannot be taken");
        browser.say(&address, &page, "do=discard").await?;
    }
    // A figure of eight is taken as it is and named.
    let eight = r#"{"type":"Feature","properties":{"NR":"1","NAME":"Acht"},"geometry":{"type":"Polygon","coordinates":[[[7.5,51.9],[7.7,52.0],[7.7,51.9],[7.5,51.99],[7.5,51.9]]]}}"#;
    let (address, page) = browser.look("acht.geojson", eight.as_bytes()).await?;
    let page = browser.say(&address, &page, "kind=part&municipality=05515000").await?;
    assert!(
        page.says("die sich selbst kreuzen; übernommen, wie sie sind (1)"),
        "{}",
        page.text
    );
    for (files, words) in [
        (&[][..], "keine Datei dabei"),
        (
            &[("a.geojson", b"{}".as_slice()), ("b.geojson", b"{}".as_slice())][..],
            "eine einzige Datei",
        ),
    ] {
        let page = browser.hand_in_areas(files).await?;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert!(page.says(words), "{}", page.text);
    }
    Ok(())
}

#[tokio::test]
async fn official_areas_of_another_day_are_refused_by_name() -> Result {
    let browser = Browser::inside().await?;
    let districts = browser
        .get("/api/v1/boundaries/district?inside=16&area_date=2021-06-30")
        .await?;
    let (address, page) = browser
        .look("thueringen_20221231.geojson", districts.text.as_bytes())
        .await?;
    assert!(
        page.says("23 Flächen gefunden. Ihre Schlüssel sind amtlich"),
        "{}",
        page.text
    );
    assert!(
        page.says(r#"value="2022-12-31""#),
        "the day stands in the name of the file"
    );
    let fields = "kind=official&source=Land&licence=https%3A%2F%2Fexample.org&do=take";
    let page = browser
        .say(&address, &page, &format!("{fields}&day=2022-12-31"))
        .await?;
    assert!(
        page.says("1 der Gebiete gab es an diesem Tag nicht: 16056 Eisenach"),
        "{}",
        page.text
    );
    let page = browser
        .say(&address, &page, &format!("{fields}&day=2021-06-30"))
        .await?;
    assert!(page.says("Übernommen: 23 Flächen"), "{}", page.text);
    Ok(())
}
