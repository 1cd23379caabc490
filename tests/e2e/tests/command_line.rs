//! The command line as a person or a script meets it: help, wrong use, exit codes, settings. For everyone who adds an option.

use std::fs;

use anyhow::{Result, ensure};
use e2e::{Home, Server};

#[test]
fn help_names_every_command() -> Result<()> {
    let help = Home::new()?.run(["--help"])?.expect(0)?;
    for command in [
        "serve",
        "import",
        "indicators",
        "observations",
        "territories",
        "export",
        "check",
        "demo",
    ] {
        ensure!(
            help.out.lines().any(|line| line.trim_start().starts_with(command)),
            "{command} is missing:\n{}",
            help.out
        );
    }
    Ok(())
}

#[test]
fn wrong_use_ends_with_two_and_says_what_is_wrong() -> Result<()> {
    let home = Home::new()?;
    for wrong in [
        &["importiere"][..],
        &["import"],
        &["observations", "--farbe", "rot"],
        &["observations", "--level", "dorf"],
        &["observations", "--output", "docx"],
        &["observations", "--as-of", "gestern"],
        &["serve", "--listen", "überall"],
    ] {
        let outcome = home.run(wrong)?.expect(2)?;
        let last = wrong.last().copied().unwrap_or_default();
        ensure!(
            outcome.out.is_empty() && !outcome.err.contains("panicked"),
            "{wrong:?}: {}",
            outcome.out
        );
        ensure!(
            wrong == ["import"] || outcome.err.contains(last) || outcome.err.contains("--farbe"),
            "{wrong:?}: {}",
            outcome.err
        );
    }
    Ok(())
}

#[test]
fn an_unknown_territory_or_indicator_is_named() -> Result<()> {
    let home = Home::new()?;
    for (option, value) in [("--territory", "99999999"), ("--indicator", "gibt-es-nicht")] {
        let outcome = home.run(["observations", option, value, "--output", "csv"])?;
        ensure!(
            outcome.code == Some(1) || outcome.code == Some(2),
            "{value}: {:?}",
            outcome.code
        );
        ensure!(outcome.err.contains(value) && outcome.out.is_empty(), "{}", outcome.err);
    }
    Ok(())
}

#[test]
fn a_fresh_folder_is_sound_and_knows_the_territories() -> Result<()> {
    for home in [Home::new()?, Home::on_postgres()?] {
        home.run(["check"])?.expect(0)?;
        let territories = home.run(["territories", "--output", "csv"])?.expect(0)?;
        ensure!(
            territories.out.contains("05515000") && territories.out.contains("Münster"),
            "Münster is missing"
        );
        ensure!(
            10_000 < territories.out.lines().count(),
            "{} territories",
            territories.out.lines().count()
        );
    }
    Ok(())
}

#[test]
fn an_unknown_setting_is_an_error_that_names_it() -> Result<()> {
    let home = Home::new()?;
    fs::create_dir_all(home.data())?;
    for place in [home.beside("lotse.toml"), home.data().join("lotse.toml")] {
        fs::write(place, "farbe = \"rot\"\n")?;
    }
    let outcome = home.run(["check"])?;
    ensure!(outcome.code == Some(1) || outcome.code == Some(2), "{:?}", outcome.code);
    ensure!(
        outcome.err.contains("farbe") && outcome.err.contains("lotse.toml"),
        "{}",
        outcome.err
    );
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_used_gets_one_sentence() -> Result<()> {
    let home = Home::new()?;
    fs::write(home.data(), "a file where the folder should be")?;
    let outcome = home.run(["check"])?.expect(1)?;
    ensure!(
        outcome.sentence().contains("data") && !outcome.err.contains("panicked"),
        "{}",
        outcome.err
    );
    Ok(())
}

#[test]
fn the_demo_can_be_loaded_twice() -> Result<()> {
    let home = Home::new()?;
    home.run(["demo"])?.expect(0)?;
    let before = e2e::observations::all(&home)?;
    ensure!(1000 < before.len(), "only {} values", before.len());
    home.run(["demo"])?.expect(0)?;
    assert_eq!(e2e::observations::all(&home)?.len(), before.len());
    home.run(["check"])?.expect(0)?;
    Ok(())
}

#[test]
fn a_taken_port_is_named() -> Result<()> {
    let home = Home::new()?;
    let server = Server::start(&home)?;
    let outcome = Home::new()?.run(["serve", "--listen", &server.address])?.expect(1)?;
    let port = server.address.rsplit(':').next().unwrap_or_default();
    ensure!(
        outcome.err.contains(port) && !outcome.err.contains("panicked"),
        "{}",
        outcome.err
    );
    Ok(())
}

#[test]
fn completions_and_the_man_page_are_written() -> Result<()> {
    let home = Home::new()?;
    for shell in ["bash", "zsh", "fish"] {
        let script = home.run(["completions", shell])?.expect(0)?;
        ensure!(script.out.contains("observations"), "{shell}: {}", script.out);
    }
    let manual = home.run(["man"])?.expect(0)?;
    ensure!(
        manual.out.contains(".TH") && manual.out.contains("import"),
        "{}",
        manual.out
    );
    Ok(())
}

#[test]
fn a_land_gets_no_pages_of_a_town_and_a_town_gets_them_once() -> Result<()> {
    let home = Home::ready()?;
    let refused = home.run(["homes", "add", "05"])?;
    ensure!(
        refused.code == Some(2) && refused.err.contains("municipalities"),
        "{}",
        refused.err
    );
    home.run(["homes", "add", "05570044"])?.expect(0)?;
    let again = home.run(["homes", "add", "05570044"])?.expect(0)?;
    ensure!((again.out + &again.err).contains("already, at /de/telgte"));
    let listed = home.run(["homes"])?.expect(0)?;
    ensure!(listed.out.matches("telgte").count() == 1, "{}", listed.out);
    Ok(())
}

#[test]
fn an_indicator_without_values_has_no_source_to_choose() -> Result<()> {
    let home = Home::ready()?;
    for rest in [
        &["inkar"][..],
        &[
            "--explain",
            "x",
            "--between",
            "a",
            "b",
            "--office",
            "c",
            "--on",
            "2024-01-01",
        ],
    ] {
        let refused = home.run([&["precedence", "population"][..], rest].concat())?;
        let says = refused.err.contains("no source has values of this indicator yet");
        ensure!(refused.code == Some(2) && says, "{}", refused.err);
    }
    Ok(())
}
