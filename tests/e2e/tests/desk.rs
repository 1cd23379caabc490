//! The desk from outside: the way to a first true statement about a town in a browser, with the demo and from nothing; a second start;
//! connections that never say what they want. Screenshots stay in `tmp/screenshots` of the target folder, for people to look at.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::samples;
use e2e::workbook::{self, Cell, text};
use e2e::{Home, OpenDesk};

const PLACE: &str = "Havixbeck";
const KEY: &str = "05558020";

/// An INKAR export with figures of the town: the published one where it is at hand, else one of our own.
fn inkar(home: &Home) -> Result<PathBuf> {
    if let Some(published) = samples::published_workbooks() {
        let found = published
            .into_iter()
            .find(|path| path.ends_with("A_Arbeitslosigkeit.xls"));
        return found.context("the published workbook is not at hand");
    }
    let row = |cells: [Cell; 5]| cells.to_vec();
    let number = Cell::Number;
    let rows = vec![
        row([
            text("Kennziffer"),
            text("Raumeinheit"),
            text("Aggregat"),
            text("Arbeitslose"),
            text("Arbeitslose"),
        ]),
        row([Cell::Blank, Cell::Blank, Cell::Blank, text("2021"), text("2022")]),
        row([text(KEY), text(PLACE), text("Gemeinden"), number(187.0), number(193.0)]),
        row([
            text("05558012"),
            text("Coesfeld"),
            text("Gemeinden"),
            number(801.0),
            Cell::Blank,
        ]),
    ];
    let about = vec![
        vec![text("Dokumentation der exportierten Indikatoren")],
        ["Indikator", "Langname", "Quelle", "Berechnungsgrundlage", "Anmerkungen"]
            .map(text)
            .to_vec(),
        [
            "Arbeitslose",
            "Anzahl der Arbeitslosen",
            "Laufende Raumbeobachtung des BBSR",
            "",
            "",
        ]
        .map(text)
        .to_vec(),
    ];
    let source = vec![vec![text(
        "Quelle (Zitierhinweis): INKAR. Ausgabe 2024. Hrsg.: BBSR. © 2024 BBR, Bonn",
    )]];
    let sheets = [("Daten", rows), ("Metadaten", about), ("Quellangabe", source)];
    let sheets = sheets.map(|(name, rows)| (name.to_owned(), rows));
    let path = home.beside("inkar.xlsx");
    fs::write(&path, workbook::xlsx(&sheets)?)?;
    Ok(path)
}

/// A table of the town hall, with a title above it and numbers of map sheets that look like values.
fn table(home: &Home) -> Result<PathBuf> {
    let line = |cells: [&str; 4]| {
        cells
            .map(|cell| cell.parse().map_or_else(|_| text(cell), Cell::Number))
            .to_vec()
    };
    let rows = vec![
        vec![text("Radwege, Bauamt")],
        vec![],
        line(["Kartenblatt", "Gemeindeschlüssel", "Jahr", "Radwege in km"]),
        vec![Cell::Number(1.0), text(KEY), Cell::Number(2021.0), Cell::Number(34.5)],
        vec![Cell::Number(2.0), text(KEY), Cell::Number(2022.0), Cell::Number(36.0)],
        vec![Cell::Number(3.0), text(KEY), Cell::Number(2023.0), Cell::Number(37.25)],
    ];
    let path = home.beside("Radwege.xlsx");
    fs::write(&path, workbook::xlsx(&[("Tabelle1".to_owned(), rows)])?)?;
    Ok(path)
}

/// Walks through the pages; what the walk complains about is the failure.
fn walk(home: &Home, name: &str, more: &[&str]) -> Result<()> {
    let (inkar, table) = (inkar(home)?, table(home)?);
    let desk = OpenDesk::start(home)?;
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots").join(name);
    let folder = samples::checkout().join("tests/e2e/browser");
    let done = Command::new("node")
        .current_dir(&folder)
        .args(["desk.mjs", "--link", &desk.link, "--place", PLACE, "--key", KEY])
        .arg("--out")
        .arg(&pictures)
        .arg("--inkar")
        .arg(inkar)
        .arg("--table")
        .arg(table)
        .args(more)
        .output()
        .context("node is missing")?;
    let said = String::from_utf8_lossy(&done.stdout);
    ensure!(
        done.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&done.stderr)
    );
    fs::write(pictures.join("walk.txt"), said.as_bytes())?;
    let status = desk.ended()?;
    ensure!(status.success(), "the desk ended with {status}");
    home.run(["check"])?.expect(0)?;
    Ok(())
}

#[test]
fn from_nothing_to_a_true_statement_by_keyboard_and_without_scripts() -> Result<()> {
    walk(&Home::new()?, "desk", &[])
}

#[test]
fn with_the_demo_every_page_of_the_way_passes_the_checkers() -> Result<()> {
    let home = Home::ready()?;
    home.run(["demo"])?.expect(0)?;
    walk(&home, "desk-checked", &["--has-home", "--checked"])
}

#[test]
fn from_nothing_every_page_of_the_way_passes_the_checkers() -> Result<()> {
    walk(&Home::new()?, "desk-empty-checked", &["--checked"])
}

#[test]
fn a_second_start_leads_to_the_desk_that_is_open() -> Result<()> {
    let home = Home::new()?;
    let desk = OpenDesk::start(&home)?;
    let second = home.run(["desk", "--no-browser"])?.expect(0)?;
    let link = second
        .out
        .lines()
        .find(|line| line.starts_with("http://"))
        .context("no link")?;
    ensure!(link.contains(desk.address()) && link != desk.link, "{link}");
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    ensure!(agent.get(link).call()?.status() == 200, "the new link does not let in");
    ensure!(agent.get(link).call()?.status() == 410, "the new link lets in twice");
    Ok(())
}

#[test]
fn a_connection_that_never_ends_its_request_is_closed_while_others_are_answered() -> Result<()> {
    let home = Home::new()?;
    let desk = OpenDesk::start(&home)?;
    let began = Instant::now();
    let mut slow: Vec<TcpStream> = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(desk.address())?;
        stream.write_all(format!("GET /de HTTP/1.1\r\nHost: {}\r\nX-Slow: ", desk.address()).as_bytes())?;
        slow.push(stream);
    }
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    ensure!(agent.get(&desk.link).call()?.status() == 200, "others are not answered");
    let first = slow.first_mut().context("no connection")?;
    first.set_read_timeout(Some(Duration::from_secs(40)))?;
    let mut rest = Vec::new();
    // Closed with or without a last word; a time-out of ours is the failure.
    match first.read_to_end(&mut rest) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => anyhow::bail!("still open after 40 seconds"),
        _ => {}
    }
    let lasted = began.elapsed();
    ensure!(lasted < Duration::from_secs(30), "held for {lasted:?}");
    Ok(())
}
