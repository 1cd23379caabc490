//! German pages speak German: no short names of sources, no codes of breakdowns, no noise of binary files, no English sentences of
//! frameworks; what cannot be answered is refused in words. For everyone who shows something that a file has said.

use std::fs;

use anyhow::{Context, Result, ensure};
use e2e::{Home, Server};

/// A home with a town whose values come from a climate plan, an own table with breakdowns, own values and the demo.
fn told() -> Result<Home> {
    let home = Home::ready()?;
    let run = |arguments: &[&str]| home.run(arguments)?.expect(0);
    run(&["demo"])?;
    let write = |name: &str, text: &str| -> Result<String> {
        let path = home.beside(name);
        fs::write(&path, text)?;
        Ok(path.to_str().context("a path")?.to_owned())
    };
    let plan = "year,category,type,co2,note\n2019,Gesamt,real,2850.5435700000007,\n2019,Private Haushalte,real,12.5,\n\
        2020,Gesamt,real,2711.25,\n2020,Private Haushalte,real,11.5,\n";
    let table = "AGS;Jahr;Einheit;Art des Baums;Straßenbäume\n05558020;2022;Anzahl;<b>Linde</b> & Co;12\n\
        05558020;2023;Anzahl;<b>Linde</b> & Co;13\n05558020;2022;Anzahl;80+ Jahre;7\n05558020;2023;Anzahl;80+ Jahre;8\n";
    run(&["import", "--territory", "05558020", &write("plan.csv", plan)?])?;
    run(&["import", &write("baeume.csv", table)?])?;
    run(&["value", "add", "havixbeck", "unemployed", "2020=210", "2021=220"])?;
    run(&["value", "release", "havixbeck", "unemployed"])?;
    Ok(home)
}

#[test]
fn no_page_shows_names_that_are_for_programs() -> Result<()> {
    let home = told()?;
    let server = Server::start(&home)?;
    let listed = server.get("/api/v1/indicators?limit=500")?.body;
    let listed: serde_json::Value = serde_json::from_str(&listed)?;
    let slug_of = |title: &str| -> Result<String> {
        let mut items = listed["items"].as_array().context("a list")?.iter();
        let found = items.find(|one| one["title"]["de"] == title);
        let found = found.with_context(|| format!("no indicator {title} in {listed}"))?;
        Ok(found["id"].as_str().context("a name")?.to_owned())
    };
    let (gas, trees) = (slug_of("Treibhausgas-Emissionen")?, slug_of("Straßenbäume")?);
    let pages = [
        format!("/de/havixbeck/indicators/{gas}"),
        format!("/de/havixbeck/indicators/{trees}"),
        "/de/havixbeck/indicators/unemployed".to_owned(),
        "/de/havixbeck/indicators/unemployed/sources".to_owned(),
        "/de/sources".to_owned(),
        "/de/deliveries".to_owned(),
        "/de/havixbeck".to_owned(),
    ];
    for path in &pages {
        let page = server.get(path)?;
        ensure!(page.status == 200, "{path}: {}", page.status);
        let text = visible(&page.body);
        for piece in [
            "own:",
            "climate-plan",
            "Quelle inkar",
            "SECTOR",
            "Private_Haushalte",
            "Art_des",
            "lt_",
            "_plus",
            "00000007",
        ] {
            ensure!(!text.contains(piece), "{path} shows {piece}: {}", around(&text, piece));
        }
    }
    let says = |path: &str, pieces: &[&str]| -> Result<()> {
        let text = visible(&server.get(path)?.body);
        for piece in pieces {
            ensure!(text.contains(piece), "{path} does not say {piece}: {text}");
        }
        Ok(())
    };
    says(
        &pages[0],
        &["Sektor: Private Haushalte", "Klimapläne von Städten", "2.850,54357"],
    )?;
    says(
        &pages[1],
        &["Art des Baums: Linde &#38; Co", "Art des Baums: 80+ Jahre"],
    )?;
    says(&pages[2], &["Eigene Werte von Havixbeck"])?;
    // Curve and table write a number alike.
    let page = server.get(&pages[0])?.body;
    ensure!(
        2 < page.matches("2.850,54357").count(),
        "the curve rounds otherwise than the table"
    );
    // Files keep every digit.
    let file = server
        .get(&format!("/api/v1/observations?indicator={gas}&format=csv"))?
        .body;
    ensure!(file.contains("2850.5435700000007"), "{file}");
    Ok(())
}

#[test]
fn frameworks_say_in_german_where_they_come_from() -> Result<()> {
    let home = Home::ready()?;
    let server = Server::start(&home)?;
    let frameworks: serde_json::Value = serde_json::from_str(&server.get("/api/v1/frameworks")?.body)?;
    for one in frameworks["items"].as_array().context("a list")? {
        let key = one["key"].as_str().context("a key")?;
        let (german, english) = (&one["source"]["de"], &one["source"]["en"]);
        let (german, english) = (german.as_str().context("German")?, english.as_str().context("English")?);
        ensure!(german != english, "{key}");
        if key != "sdg-2015" {
            let page = server.get(&format!("/de/goals?framework={key}"))?.body;
            ensure!(page.contains(&german[..20]), "{key} does not say {german}");
            ensure!(!page.contains(&english[..20]), "{key} says {english}");
            let page = server.get(&format!("/en/goals?framework={key}"))?.body;
            ensure!(page.contains(&english[..20]), "{key} does not say {english}");
        }
    }
    Ok(())
}

#[test]
fn what_a_page_cannot_answer_it_refuses_in_words() -> Result<()> {
    let home = Home::ready()?;
    let server = Server::start(&home)?;
    for (path, piece) in [
        ("/de/indicators?goal=xx", "keines der Ziele"),
        ("/de/indicators/unemployed?as_of=abc", "abc"),
        ("/de/indicators/unemployed?as_of=2024-05-01", "immer den neuesten Stand"),
        (
            "/de/indicators/unemployed?as_recorded=2024-05-01",
            "immer den neuesten Stand",
        ),
    ] {
        let page = server.get(path)?;
        ensure!(page.status == 400, "{path}: {}", page.status);
        ensure!(page.body.contains(piece), "{path} does not say {piece}");
    }
    ensure!(server.get("/de/indicators?goal=11.6")?.status == 200);
    Ok(())
}

/// What people read: without tags, and without addresses in attributes.
fn visible(page: &str) -> String {
    let body = page.split_once("<main").map_or(page, |(_, rest)| rest);
    let mut text = String::new();
    let mut is_tag = false;
    for letter in body.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text
}

fn around(text: &str, piece: &str) -> String {
    let at = text.find(piece).unwrap_or(0);
    let start = text[..at].char_indices().rev().nth(60).map_or(0, |(place, _)| place);
    text[start..].chars().take(140).collect()
}
