//! The proof by recomputing: the employment rate from its published parts against the published rate. On the published workbooks
//! where they are at hand; on exports of our own everywhere.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result, ensure};
use e2e::{home::Home, samples, workbook};
use serde_json::Value;

/// Numbers of a comparison.
#[derive(Debug, PartialEq)]
struct Found {
    n_compared: u64,
    n_equal: u64,
    n_rounding: u64,
    n_unexplained: u64,
    n_listed: usize,
}

fn compared(home: &Home) -> Result<Found> {
    let outcome = home
        .run(["formulas", "compare", "employment-rate", "--output", "json"])?
        .expect(0)?;
    let answer: Value = serde_json::from_str(&outcome.out)?;
    let comparison = &answer["comparison"];
    let number = |name: &str| {
        comparison[name]
            .as_u64()
            .with_context(|| format!("{name} in {comparison}"))
    };
    Ok(Found {
        n_compared: number("n_compared")?,
        n_equal: number("n_equal")?,
        n_rounding: number("n_rounding")?,
        n_unexplained: number("n_unexplained")?,
        n_listed: comparison["differences"].as_array().map_or(0, Vec::len),
    })
}

#[test]
fn the_published_employment_rate_is_what_its_parts_give() -> Result<()> {
    let Some(published) = samples::published_workbooks() else {
        return Ok(());
    };
    let names = [
        "A_BeschaeftigtenquoteKreis.xls",
        "B_SVBeschaeftigte.xls",
        "A_ErwerbsfaehigeBevoelkerungKreis.xls",
    ];
    let files: Vec<PathBuf> = published
        .into_iter()
        .filter(|path| names.iter().any(|name| path.ends_with(name)))
        .collect();
    let home = Home::ready()?;
    home.import(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?
        .expect(0)?;
    let found = compared(&home)?;
    ensure!(found.n_compared == 10_000, "{found:?}");
    ensure!(
        found.n_equal * 1000 >= found.n_compared * 998,
        "fewer than 99.8 percent are equal: {found:?}"
    );
    ensure!(
        found.n_unexplained == 0,
        "every difference has an explanation: {found:?}"
    );
    ensure!(found.n_equal + found.n_rounding == found.n_compared, "{found:?}");
    ensure!(
        found.n_listed as u64 == found.n_rounding,
        "each difference is listed: {found:?}"
    );

    // Defined, the own series stands beside the published one and is the same.
    home.run(["formulas", "define", "employment-rate", "--reason", "Nachrechnung"])?
        .expect(0)?;
    ensure!(
        compared(&home)? == found,
        "the own series changes nothing about the comparison"
    );
    let listed = home.run([
        "observations",
        "--indicator",
        "employment-rate",
        "--territory",
        "05515",
        "--output",
        "json",
    ])?;
    ensure!(
        listed.expect(0)?.out.contains("\"computed\""),
        "the own series is readable"
    );
    home.run(["check"])?.expect(0)?;
    Ok(())
}

#[test]
fn what_does_not_follow_from_the_parts_is_told() -> Result<()> {
    let home = Home::ready()?;
    let mut files = Vec::new();
    let titles = [
        "Beschäftigtenquote",
        "Sozialversicherungspflichtig Beschäftigte am Wohnort",
        "Erwerbsfähige Bevölkerung (15 bis unter 65 Jahre)",
    ];
    for (n, (title, seed)) in titles.into_iter().zip([5, 1234, 4321]).enumerate() {
        let path = home.beside(&format!("teil-{n}.xlsx"));
        fs::write(&path, workbook::inkar(title, 2015..=2020, seed).bytes()?)?;
        files.push(path);
    }
    home.import(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?
        .expect(0)?;
    let found = compared(&home)?;
    ensure!(
        found.n_compared > 20 && found.n_unexplained * 2 > found.n_compared,
        "invented parts cannot agree: {found:?}"
    );
    ensure!(
        found.n_equal + found.n_rounding + found.n_unexplained == found.n_compared,
        "{found:?}"
    );
    Ok(())
}

#[test]
fn a_wrong_formula_is_underlined_and_changes_nothing() -> Result<()> {
    let home = Home::ready()?;
    let text = "employees-at-residence / working-age-population@same * 1000";
    let outcome = home.run(["formulas", "define", "employment-rate", text])?.expect(1)?;
    ensure!(
        outcome
            .out
            .contains("needs the factor 100, but the formula multiplies by 1000"),
        "{}",
        outcome.out
    );
    ensure!(
        outcome.out.lines().any(|line| line.starts_with("^^^")),
        "{}",
        outcome.out
    );
    let outcome = home
        .run(["formulas", "check", "employment-rate", "employees-at-residence / / 2"])?
        .expect(1)?;
    ensure!(
        outcome.out.contains("\n                         ^\n"),
        "{}",
        outcome.out
    );
    let listed = home.run(["formulas", "--output", "json"])?.expect(0)?;
    ensure!(!listed.out.contains("employment-rate"), "{}", listed.out);
    Ok(())
}
