//! Every file that offices publish and that is at hand: taken with an account that adds up, or refused in one sentence that says what
//! it is and what to do. Runs on the folder that `LOTSE_SHARED` names or that lies beside the checkout; without it, on a folder of our
//! own with one file of each kind.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use e2e::Home;
use e2e::account::Account;
use e2e::samples::checkout;

/// Where official files lie, if anywhere.
fn official() -> Option<PathBuf> {
    let shared = env::var_os("LOTSE_SHARED").map_or_else(|| checkout().join("../shared"), PathBuf::from);
    Some(shared.join("data")).filter(|folder| folder.is_dir())
}

/// Files of our own, one of each kind.
fn own(folder: &Path) -> Result<()> {
    let files = [
        (
            "climate-plans/bonn.csv",
            "year,category,type,co2,note\n1990,Gesamt,real,903,\n2030,Gesamt,geplant,5,\n",
        ),
        (
            "climate-plans/meta.csv",
            "city_machine,city_human,contact_name\nbonn,Bonn,x\n",
        ),
        ("catalogue/set.csv", "sdg,kurzname[BBSR],name[BBSR]\n1,a,b\n"),
        (
            "methods/panel.csv",
            "page,unit,land,geocode,year,value\n1-1,percentage,hessen,code06,2021,3.4\n",
        ),
        ("open-sdg/land/data/indicator_1-1-1.csv", "Year,Value\n2020,1.5\n"),
        ("open-sdg/land/meta/1-1-1.yml", "indicator_name: Quote\n"),
        ("notes.txt", "just a sentence\n"),
    ];
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().context("a folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn files_in(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files_in(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn every_file_is_taken_with_a_whole_account_or_refused_in_one_sentence() -> Result<()> {
    let home = Home::ready()?;
    let folder = match official() {
        Some(folder) => folder,
        None => {
            let folder = home.beside("samples");
            own(&folder)?;
            folder
        }
    };
    let mut paths = Vec::new();
    files_in(&folder, &mut paths)?;
    paths.sort();
    let arguments: Vec<&str> = paths.iter().filter_map(|path| path.to_str()).collect();
    let command = [&["import", "--dry-run", "--output", "json"][..], &arguments].concat();
    let account = Account::of(&home.run(command)?)?;
    ensure!(
        account.files.len() == paths.len(),
        "{} of {} files",
        account.files.len(),
        paths.len()
    );
    let mut taken = BTreeMap::new();
    for file in &account.files {
        let path = Path::new(&file.path);
        let inside = path
            .strip_prefix(&folder)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned();
        let is_taken = file.outcome == "would_be_accepted";
        ensure!(
            file.rows_read == file.stored + file.corrected + file.rejected,
            "{inside}: the account does not add up"
        );
        ensure!(
            is_taken || !file.problems.is_empty(),
            "{inside}: neither taken nor told why"
        );
        if !is_taken && file.rows_read == 0 {
            ensure!(file.problems.len() == 1, "{inside}: {:?}", file.problems);
            let message = &file.problems[0].message;
            ensure!(30 < message.len() && !message.ends_with('.'), "{inside}: {message}");
        }
        taken.insert(inside, (is_taken, file.format.clone().unwrap_or_default()));
    }
    for (inside, (is_taken, format)) in &taken {
        let holds_figures = inside.starts_with("inkar/")
            || inside.starts_with("genesis/")
            || inside == "methods/dns_laender_panel.csv"
            || inside == "methods/panel.csv"
            || inside == "climate-plans/bonn.csv"
            || inside == "climate-plans/koeln.csv";
        ensure!(
            !holds_figures || *is_taken,
            "{inside} holds figures and was not taken ({format})"
        );
        let holds_none = ["catalogue/", "peers/", "territories/"]
            .iter()
            .any(|start| inside.starts_with(start))
            || inside.ends_with("_sachstand.csv")
            || inside.ends_with("meta.csv");
        ensure!(
            !holds_none || !*is_taken,
            "{inside} holds no figures and was taken as {format}"
        );
    }
    Ok(())
}

#[test]
fn folders_are_deliveries_and_their_figures_are_found_again() -> Result<()> {
    let home = Home::ready()?;
    let (land, plans) = match official() {
        Some(folder) => (folder.join("open-sdg/schleswig-holstein"), folder.join("climate-plans")),
        None => {
            let folder = home.beside("samples");
            own(&folder)?;
            (folder.join("open-sdg/land"), folder.join("climate-plans"))
        }
    };
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let refused = Account::of(&home.run(["import", "--output", "json", &text(&land)])?)?;
    ensure!(refused.files[0].problems[0].message.contains("--territory"));
    let command = ["import", "--territory", "01", "--output", "json", &text(&land)];
    let first = Account::of(&home.run(command)?)?;
    ensure!(first.files[0].outcome == "accepted", "{:?}", first.files[0]);
    ensure!(first.files[0].format.as_deref() == Some("open-sdg"));
    let again = Account::of(&home.run(command)?)?;
    ensure!(again.files[0].outcome == "accepted" && again.files[0].stored == first.files[0].stored);
    let planned = Account::of(&home.run(["import", "--output", "json", &text(&plans)])?)?;
    ensure!(planned.files[0].format.as_deref() == Some("climate-plan"));
    ensure!(planned.files[0].outcome == "accepted", "{:?}", planned.files[0]);
    // Plans reach into the future and never mix with what was measured.
    let all = home
        .run(["observations", "--output", "csv", "--from", "2030"])?
        .expect(0)?;
    let future: Vec<&str> = all.out.lines().skip(1).filter(|line| !line.contains(",O,")).collect();
    ensure!(!future.is_empty(), "no planned value of the future was taken");
    for line in future {
        ensure!(line.contains("geplant"), "{line}");
    }
    Ok(())
}
