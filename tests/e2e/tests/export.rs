//! From one installation into another through a file: nothing changes on the way, and the second file is the first, byte by byte. For
//! everyone who touches a form in which figures are written.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use e2e::samples::published_workbooks;
use e2e::{Home, observations, workbook};

/// Every form that is written, with the end of its files' names.
const FORMS: [(&str, &str); 8] = [
    ("figures", "csv"),
    ("csv", "csv"),
    ("json", "json"),
    ("xlsx", "xlsx"),
    ("parquet", "parquet"),
    ("sdmx-csv", "sdmx.csv"),
    ("sdmx-json", "sdmx.json"),
    ("data-package", "zip"),
];

/// The smallest of the published workbooks, whose numbers are binary; one of our own where they are not at hand.
fn delivered(home: &Home) -> Result<PathBuf> {
    let published = published_workbooks().unwrap_or_default();
    let is_small = |path: &PathBuf| path.to_string_lossy().contains("Schulabgaenger");
    if let Some(path) = published.into_iter().find(is_small) {
        return Ok(path);
    }
    let own = home.beside("inkar.xlsx");
    fs::write(&own, workbook::inkar("Haushaltseinkommen", 2000..=2021, 1).bytes()?)?;
    Ok(own)
}

/// What is known of each value but the number of its delivery, which belongs to the installation.
fn values(home: &Home) -> Result<BTreeSet<Vec<String>>> {
    let all = observations::all(home)?;
    Ok(all.into_iter().map(|one| one.columns[..6].to_vec()).collect())
}

#[test]
fn what_one_installation_writes_another_reads_and_writes_again() -> Result<()> {
    let from = Home::ready()?;
    from.import(&[&delivered(&from)?])?.expect(0)?;
    let known = values(&from)?;
    ensure!(!known.is_empty(), "the workbook brought nothing");
    for (form, ending) in FORMS {
        let first = from.beside(&format!("first.{ending}"));
        from.run(["export", &first.to_string_lossy(), "--form", form])?
            .expect(0)?;
        let into = Home::ready()?;
        into.import(&[&first])?.expect(0)?;
        ensure!(values(&into)? == known, "{form}: the values differ");
        let second = into.beside(&format!("second.{ending}"));
        into.run(["export", &second.to_string_lossy(), "--form", form])?
            .expect(0)?;
        ensure!(fs::read(&first)? == fs::read(&second)?, "{form}: the files differ");
    }
    Ok(())
}

#[test]
fn several_data_states_are_named_and_never_mixed_unasked() -> Result<()> {
    let home = Home::ready()?;
    for (name, day) in [("a", "2020-01-31"), ("b", "2021-01-31")] {
        let table = home.beside(&format!("{name}.csv"));
        fs::write(
            &table,
            format!("AGS;Jahr;Wert\n05515000;20{};1,50\n", if name == "a" { 18 } else { 19 }),
        )?;
        let table = table.to_string_lossy().into_owned();
        home.run([
            "import",
            &table,
            "--indicator",
            "probe",
            "--known-on",
            day,
            "--source",
            "stadt",
        ])?
        .expect(0)?;
    }
    let file = home.beside("all.xlsx").to_string_lossy().into_owned();
    let refused = home.run(["export", &file])?.expect(1)?;
    ensure!(
        refused.sentence().contains("2020-01-31, 2021-01-31") && refused.sentence().contains("--known-on"),
        "{}",
        refused.sentence()
    );
    home.run(["export", &file, "--known-on", "2021-01-31"])?.expect(0)?;
    home.run(["export", &file, "--mixed"])?.expect(0)?;
    let into = Home::ready()?;
    let refused = into.run(["import", &file])?.expect(1)?;
    ensure!(refused.out.contains("several data states"), "{}", refused.out);
    let nameless = home
        .run(["export", &home.beside("all.doc").to_string_lossy()])?
        .expect(2)?;
    ensure!(nameless.sentence().contains("--form"), "{}", nameless.sentence());
    Ok(())
}

#[test]
fn internal_values_leave_only_when_asked_for_and_stay_internal() -> Result<()> {
    let home = Home::new()?;
    let table = home.beside("intern.csv");
    fs::write(
        &table,
        "indicator,territory,period,value,status,source,delivery,decimals,unit,known_on,visibility\n\
         geheim,de:05515000,2021,7.5,A,haus,,1,percent,2024-12-31,internal\n",
    )?;
    home.import(&[&table])?.expect(0)?;
    let file = home.beside("all.sdmx.json").to_string_lossy().into_owned();
    let refused = home.run(["export", &file])?.expect(1)?;
    ensure!(refused.sentence().contains("no value fits"), "{}", refused.sentence());
    ensure!(!refused.sentence().contains("haus"), "{}", refused.sentence());
    ensure!(values(&home)?.is_empty(), "internal values are listed");
    home.run(["export", &file, "--with-internal"])?.expect(0)?;
    let into = Home::new()?;
    into.run(["import", &file])?.expect(0)?;
    ensure!(values(&into)?.is_empty(), "the values became public on the way");
    let all = into
        .run(["observations", "--with-internal", "--output", "csv"])?
        .expect(0)?;
    ensure!(
        all.out.contains("geheim,de:05515000,2021,7.5,A,haus,1,1,percent"),
        "{}",
        all.out
    );
    ensure!(all.out.contains(",internal"), "{}", all.out);
    let compact = home.beside("all.csv").to_string_lossy().into_owned();
    let refused = home.run(["export", &compact, "--with-internal"])?.expect(1)?;
    ensure!(refused.sentence().contains("--form"), "{}", refused.sentence());
    Ok(())
}

#[test]
fn released_and_internal_values_of_one_series_go_out_in_two_files_and_come_back() -> Result<()> {
    let home = |home: Home| -> Result<Home> {
        home.run(["homes", "add", "05570044", "--slug", "telgte"])?.expect(0)?;
        Ok(home)
    };
    let from = home(Home::ready()?)?;
    from.run([
        "indicator",
        "add",
        "telgte",
        "--title",
        "Bäume am Wall",
        "--unit",
        "count",
        "--counts",
        "things",
        "--visibility",
        "public",
    ])?
    .expect(0)?;
    let name = "telgte.baeume-am-wall";
    from.run(["value", "add", "telgte", name, "2023=120", "2024=130"])?
        .expect(0)?;
    from.run(["value", "release", "telgte", name, "2023"])?.expect(0)?;
    let again = from.run(["value", "add", "telgte", name, "2024=130"])?.expect(0)?;
    ensure!(again.out.contains("nothing new to store"), "{}", again.out);
    let file = |what: &str| from.beside(what).to_string_lossy().into_owned();
    let (open, inside) = (file("open.csv"), file("inside.csv"));
    let mixed = [
        "export",
        &inside,
        "--form",
        "csv",
        "--indicator",
        name,
        "--with-internal",
    ];
    let refused = from.run(mixed)?.expect(1)?;
    ensure!(refused.sentence().contains("--only-internal"), "{}", refused.sentence());
    from.run(["export", &open, "--form", "csv", "--indicator", name])?
        .expect(0)?;
    from.run([
        "export",
        &inside,
        "--form",
        "csv",
        "--indicator",
        name,
        "--only-internal",
    ])?
    .expect(0)?;

    let into = home(Home::ready()?)?;
    into.run(["import", &open, &inside, "--counts", "things"])?.expect(0)?;
    let list = |home: &Home| -> Result<String> {
        let listed = home
            .run(["value", "list", "telgte", name, "--output", "csv"])?
            .expect(0)?;
        Ok(listed.out)
    };
    ensure!(list(&into)? == list(&from)?, "{}", list(&into)?);
    let shown = into.run(["indicator", "show", "telgte", name])?.expect(0)?;
    ensure!(shown.out.contains("Bäume am Wall"), "{}", shown.out);
    // Nobody of another place takes them for values of its own.
    let nowhere = Home::ready()?.run(["import", &open])?.expect(1)?;
    ensure!(nowhere.out.contains("no home here has this name"), "{}", nowhere.out);
    let ended = from.run(["indicator", "end", "telgte", name])?.expect(1)?;
    ensure!(ended.sentence().contains("say why"), "{}", ended.sentence());
    from.run(["indicator", "end", "telgte", name, "--because", "zu teuer"])?
        .expect(0)?;
    from.run(["value", "add", "telgte", name, "2025=1"])?.expect(1)?;
    from.run(["indicator", "resume", "telgte", name])?.expect(0)?;
    Ok(())
}
