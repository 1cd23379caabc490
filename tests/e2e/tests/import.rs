//! Deliveries through the command line: the account adds up, every cell reads back equal, a second delivery of the same values
//! changes nothing. For everyone who touches readers, storage or the command.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use e2e::account::Account;
use e2e::samples::{Place, cells_read_independently, published_workbooks};
use e2e::{Home, observations, workbook};

type Cells = BTreeMap<Place, Option<f64>>;

/// What the seven published workbooks hold.
const PUBLISHED_VALUES: u64 = 544_524;
const PUBLISHED_CELLS: u64 = 544_950;

/// Published workbooks with their cells as an independent reader sees them; two of our own where they are not at hand.
fn deliveries(home: &Home) -> Result<Vec<(PathBuf, Cells)>> {
    if let Some(published) = published_workbooks() {
        return published
            .into_iter()
            .map(|path| Ok((path.clone(), cells_read_independently(&path)?)))
            .collect();
    }
    let own = [
        workbook::inkar("Haushaltseinkommen", 2000..=2021, 1),
        workbook::inkar("Schulabgänger ohne Abschluss", 1995..=2021, 2),
    ];
    let mut written = Vec::new();
    for (n, export) in own.iter().enumerate() {
        let path = home.beside(&format!("inkar-{n}.xlsx"));
        fs::write(&path, export.bytes()?)?;
        written.push((path, export.cells.clone()));
    }
    Ok(written)
}

#[test]
fn every_cell_of_every_workbook_reads_back_equal() -> Result<()> {
    let home = Home::ready()?;
    let deliveries = deliveries(&home)?;
    let paths: Vec<_> = deliveries.iter().map(|(path, _)| path.as_path()).collect();
    let account = Account::of(&home.import(&paths)?.expect(0)?)?;

    ensure!(
        account.files.len() == deliveries.len(),
        "{} files have an account",
        account.files.len()
    );
    for (file, (path, cells)) in account.files.iter().zip(&deliveries) {
        let n_missing = cells.values().filter(|value| value.is_none()).count() as u64;
        ensure!(
            path.ends_with(&file.path) || file.path == path.to_string_lossy(),
            "{} stands for {}",
            file.path,
            path.display()
        );
        ensure!(
            file.rows_read == cells.len() as u64,
            "{}: {} of {} cells read",
            file.path,
            file.rows_read,
            cells.len()
        );
        ensure!(
            file.rejected == 0,
            "{}: {} cells rejected: {:?}",
            file.path,
            file.rejected,
            file.problems.first()
        );
        ensure!(
            file.of_which_missing == n_missing,
            "{}: {} of {n_missing} blanks seen",
            file.path,
            file.of_which_missing
        );
    }

    let found = observations::by_delivery(&observations::all(&home)?)?;
    ensure!(
        found.len() == deliveries.len(),
        "{} deliveries instead of {}",
        found.len(),
        deliveries.len()
    );
    let mut left: BTreeSet<&String> = found.keys().collect();
    for (path, cells) in &deliveries {
        let values = with_values(cells);
        let same = left
            .iter()
            .copied()
            .find(|delivery| with_values(&found[*delivery]) == values);
        let same = same.with_context(|| format!("{}: {}", path.display(), first_difference(cells, &found)))?;
        let invented = found[same].iter().find(|(place, _)| !cells.contains_key(*place));
        ensure!(invented.is_none(), "{}: nobody delivered {invented:?}", path.display());
        left.remove(same);
    }

    if published_workbooks().is_some() {
        let sum = |count: fn(&e2e::account::FileAccount) -> u64| account.files.iter().map(count).sum::<u64>();
        assert_eq!(sum(|file| file.rows_read), PUBLISHED_CELLS);
        assert_eq!(
            sum(|file| file.stored + file.corrected - file.of_which_missing),
            PUBLISHED_VALUES
        );
    }
    Ok(())
}

fn with_values(cells: &Cells) -> BTreeMap<&Place, f64> {
    cells
        .iter()
        .filter_map(|(place, value)| Some((place, (*value)?)))
        .collect()
}

/// For the message: where the delivery that resembles most differs.
fn first_difference(cells: &Cells, found: &BTreeMap<String, Cells>) -> String {
    let expected = with_values(cells);
    let likeness = |other: &&Cells| {
        other
            .iter()
            .filter(|(place, value)| cells.get(place) == Some(value))
            .count()
    };
    let Some(nearest) = found.values().max_by_key(likeness) else {
        return "nothing was stored".to_owned();
    };
    let got = with_values(nearest);
    let lost = expected.iter().find(|(place, value)| got.get(*place) != Some(*value));
    let extra = got.iter().find(|(place, _)| !expected.contains_key(*place));
    format!(
        "{} of {} values; first that differs: {lost:?}; first too many: {extra:?}",
        got.len(),
        expected.len()
    )
}

#[test]
fn the_same_delivery_twice_changes_nothing() -> Result<()> {
    for home in [Home::ready()?, Home::on_postgres()?] {
        let path = home.beside("lieferung.xlsx");
        let export = workbook::inkar("Haushaltseinkommen", 2000..=2021, 3);
        fs::write(&path, export.bytes()?)?;
        home.import(&[&path])?.expect(0)?;
        let before = observations::all(&home)?;
        let again = Account::of(&home.import(&[&path])?.expect(0)?)?;
        ensure!(again.files[0].rejected == 0 && again.files[0].rows_read == export.cells.len() as u64);
        // Not even the origin moves: the same data state says nothing new.
        ensure!(
            observations::all(&home)? == before,
            "the values or their deliveries changed"
        );
    }
    Ok(())
}

#[test]
fn a_new_delivery_replaces_what_it_brings_and_keeps_the_rest() -> Result<()> {
    for home in [Home::ready()?, Home::on_postgres()?] {
        let (old, new) = (
            workbook::inkar("Haushaltseinkommen", 2000..=2021, 3),
            workbook::inkar("Haushaltseinkommen", 2015..=2021, 4),
        );
        for (name, export) in [("alt.xlsx", &old), ("neu.xlsx", &new)] {
            fs::write(home.beside(name), export.bytes()?)?;
            home.import(&[&home.beside(name)])?.expect(0)?;
        }
        let found: Cells = observations::all(&home)?
            .iter()
            .map(|one| Ok((one.place(), one.value()?)))
            .collect::<Result<_>>()?;
        let mut expected = old.cells.clone();
        expected.extend(new.cells.clone());
        assert_eq!(with_values(&found), with_values(&expected));
    }
    Ok(())
}

#[test]
fn both_engines_show_the_same_figures() -> Result<()> {
    let export = workbook::inkar("Haushaltseinkommen", 2000..=2021, 5);
    let shown = |home: &Home| -> Result<Vec<[String; 5]>> {
        let path = home.beside("lieferung.xlsx");
        fs::write(&path, export.bytes()?)?;
        home.import(&[&path])?.expect(0)?;
        let all = observations::all(home)?;
        Ok(all
            .into_iter()
            .map(|one| one.columns)
            .map(|[indicator, territory, period, value, status, ..]| [indicator, territory, period, value, status])
            .collect())
    };
    assert_eq!(shown(&Home::ready()?)?, shown(&Home::on_postgres()?)?);
    Ok(())
}

#[test]
fn an_imported_indicator_is_listed_with_title_unit_and_source() -> Result<()> {
    let home = Home::ready()?;
    let path = home.beside("lieferung.xlsx");
    fs::write(&path, workbook::inkar("Haushaltseinkommen", 2000..=2021, 6).bytes()?)?;
    home.import(&[&path])?.expect(0)?;
    let listed: serde_json::Value =
        serde_json::from_str(&home.run(["indicators", "--output", "json"])?.expect(0)?.out)?;
    let items = listed.get("items").unwrap_or(&listed).as_array().context("no list")?;
    let used: BTreeSet<String> = observations::all(&home)?
        .iter()
        .map(|one| one.columns[0].clone())
        .collect();
    assert_eq!(used.len(), 1);
    let id = used.first().context("no indicator")?;
    let item = items
        .iter()
        .find(|item| item["id"].as_str() == Some(id))
        .with_context(|| format!("{id} is not listed"))?;
    for field in ["title", "unit", "source"] {
        ensure!(
            item.get(field).is_some_and(|value| !value.is_null()),
            "{id} has no {field}: {item}"
        );
    }
    Ok(())
}

#[test]
fn filters_choose_territories_levels_and_indicators() -> Result<()> {
    let home = Home::ready()?;
    let path = home.beside("lieferung.xlsx");
    let export = workbook::inkar("Haushaltseinkommen", 2000..=2021, 7);
    fs::write(&path, export.bytes()?)?;
    home.import(&[&path])?.expect(0)?;
    let all = observations::all(&home)?;
    let indicator = all[0].columns[0].clone();
    let ask = |filter: [&str; 2]| -> Result<usize> {
        let outcome = home.run(["observations", filter[0], filter[1], "--output", "csv"])?;
        Ok(observations::read(&outcome.expect(0)?)?.len())
    };
    let n_years = all.iter().filter(|one| one.place().0 == "01002").count();
    assert_eq!(ask(["--territory", "01002"])?, n_years);
    assert_eq!(ask(["--territory", "de:01002"])?, n_years);
    assert_eq!(ask(["--level", "district"])?, all.len());
    assert_eq!(ask(["--level", "municipality"])?, 0);
    assert_eq!(ask(["--indicator", &indicator])?, all.len());
    assert_eq!(ask(["--as-of", "1990-01-01"])?, 0);
    Ok(())
}
