//! `lotse fetch` from outside: a published interface on this machine is asked, what it answers becomes a delivery, what has not changed
//! becomes none, and without a connection one sentence says so.

use anyhow::{Context, Result, ensure};
use e2e::home::Home;
use e2e::office::{Answer, Office};
use serde_json::Value;

const TABLE: &str = "Year,Units,Value\n2019,Prozent,12.5\n2020,Prozent,13.25\n2021,Prozent,\n";

/// An Open SDG platform with two indicators, of which one is only described.
fn platform(address: &str, headers: &[String]) -> Answer {
    let known = headers.iter().any(|header| header == "if-none-match: \"t1\"");
    match address {
        "/de/meta/all.json" => (
            200,
            vec![("content-type", "application/json".to_owned())],
            r#"{"7-2-a": {"indicator": "7.2.a", "indicator_name": "Anteil erneuerbarer Energien", "goal": "7"}, "8-1-a": {"indicator": "8.1.a"}}"#.to_owned(),
        ),
        "/de/data/7-2-a.csv" if known => (304, vec![("etag", "\"t1\"".to_owned())], String::new()),
        "/de/data/7-2-a.csv" => (200, vec![("etag", "\"t1\"".to_owned())], TABLE.to_owned()),
        _ => (404, Vec::new(), "not here".to_owned()),
    }
}

fn fetch(home: &Home, address: &str, more: &[&str], code: i32) -> Result<(Value, String)> {
    let mut arguments = vec!["fetch", "dns", "--address", address, "--pace", "0", "--output", "json"];
    arguments.extend(more);
    let outcome = home.run(arguments)?.expect(code)?;
    let answer = serde_json::from_str(&outcome.out).with_context(|| outcome.out.clone())?;
    Ok((answer, outcome.err))
}

#[test]
fn what_is_new_becomes_a_delivery_and_what_is_known_becomes_none() -> Result<()> {
    let office = Office::start(platform)?;
    let base = format!("{}de/", office.address());
    let home = Home::ready()?;
    let (first, absent) = fetch(&home, &base, &[], 0)?;
    let report = &first["files"][0];
    ensure!(report["outcome"] == "accepted", "{first}");
    ensure!(report["rows_read"] == 3 && report["of_which_missing"] == 1, "{report}");
    ensure!(
        absent.contains("8-1-a"),
        "the indicator without a table is not named: {absent}"
    );
    let written = home.run(["observations", "--output", "csv"])?.expect(0)?.out;
    ensure!(written.contains("13.25"), "{written}");

    let (second, _) = fetch(&home, &base, &[], 0)?;
    ensure!(second["files"].as_array().is_some_and(Vec::is_empty), "{second}");
    ensure!(second["unchanged"][0]["delivery"] == report["delivery"], "{second}");

    // Undone, it is wanted again.
    let number = report["delivery"].to_string();
    home.run(["undo", &number, "--reason", "Versehen"])?.expect(0)?;
    let (third, _) = fetch(&home, &base, &[], 0)?;
    ensure!(third["files"][0]["outcome"] == "accepted", "{third}");
    ensure!(office.asked().len() == 9, "{:?}", office.asked());
    Ok(())
}

#[test]
fn a_trial_stores_nothing_and_a_download_takes_nothing() -> Result<()> {
    let office = Office::start(platform)?;
    let base = format!("{}de/", office.address());
    let home = Home::ready()?;
    let (trial, _) = fetch(&home, &base, &["--dry-run"], 0)?;
    ensure!(trial["files"][0]["outcome"] == "would_be_accepted", "{trial}");
    let (download, _) = fetch(&home, &base, &["--download-only", "--indicator", "7.2"], 0)?;
    ensure!(download["documents"][0]["file_name"] == "dns.zip", "{download}");
    let deliveries = home.run(["deliveries", "--output", "json"])?.expect(0)?.out;
    ensure!(
        deliveries.trim() == "[]" || deliveries.split_whitespace().collect::<String>() == "[]",
        "{deliveries}"
    );
    Ok(())
}

#[test]
fn without_a_connection_or_an_account_one_sentence_says_what_to_do() -> Result<()> {
    let home = Home::ready()?;
    let offline = home
        .run([
            "fetch",
            "un",
            "--series",
            "SI_POV_DAY1",
            "--address",
            "http://127.0.0.1:9/",
        ])?
        .expect(1)?;
    ensure!(offline.sentence().contains("cannot be reached"), "{}", offline.err);
    ensure!(offline.sentence().lines().count() == 1, "{}", offline.err);
    let account = home.run(["fetch", "genesis", "--table", "12411-01-01-5"])?.expect(2)?;
    ensure!(account.sentence().contains("LOTSE_GENESIS_USER"), "{}", account.err);
    let places = home.run(["fetch", "wegweiser", "--indicator", "x"])?.expect(2)?;
    ensure!(places.sentence().contains("--place"), "{}", places.err);
    Ok(())
}
