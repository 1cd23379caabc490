//! A recall that is interrupted: before it becomes visible everything is as it was, afterwards the number is gone for good once the
//! program has started again.

use std::{fs, path::Path, process::Stdio};

use anyhow::{Context as _, Result, ensure};
use e2e::{home::Home, observations, samples};

const SECRET: &str = "73918264";

fn prepared() -> Result<Home> {
    let home = Home::ready()?;
    let file = home.beside("faelle.csv");
    fs::write(
        &file,
        format!(
            "AGS;Jahr;Indikator;Wert\n05515000;2020;Fälle;{SECRET}\n05515000;2021;Fälle;12\n05999999;2020;Fälle;{SECRET}\n"
        ),
    )?;
    home.import(&[&file])?.expect(3)?;
    fs::remove_file(&file)?;
    Ok(home)
}

/// Files below a folder that hold the number as text.
fn files_with_secret(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if fs::read(&path)?
                .windows(SECRET.len())
                .any(|window| window == SECRET.as_bytes())
            {
                found.push(path.display().to_string());
            }
        }
    }
    Ok(found)
}

/// The names in the storage's own list, so that a new one is hit without a change here.
fn kill_points() -> Result<Vec<String>> {
    let source = fs::read_to_string(samples::checkout().join("crates/store/src/kill.rs"))?;
    let (_, list) = source.split_once("RECALL: [&str;").context("no list of kill points")?;
    let (list, _) = list.split_once("];").context("the list has no end")?;
    let mut names: Vec<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    ensure!(4 <= names.len(), "only {names:?}");
    for point in [
        "segment.pending",
        "segment.written",
        "segment.renamed",
        "commit.begun",
        "commit.done",
    ] {
        names.push(point.to_owned());
    }
    Ok(names)
}

#[test]
fn killed_at_every_moment_a_recall_is_either_undone_or_finished() -> Result<()> {
    let scene = prepared()?;
    ensure!(
        !files_with_secret(&scene.data())?.is_empty(),
        "the search finds what is there"
    );
    for point in kill_points()? {
        let home = scene.copy()?;
        let mut recall = home.command(["recall", "1", "--cell", "D2", "--reason", "Einzelfall"])?;
        let status = recall
            .env("LOTSE_KILL_AT", &point)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        ensure!(status.code().is_none(), "the recall never passed {point}");
        // Starting again finishes what had become visible.
        let left = observations::all(&home)?;
        let is_there = left
            .iter()
            .any(|one| one.columns.iter().any(|column| column.contains(SECRET)));
        home.run(["check"])?
            .expect(0)
            .with_context(|| format!("killed at {point}"))?;
        if is_there {
            let before = ["segment.pending", "segment.written", "segment.renamed", "commit.begun"];
            ensure!(
                before.contains(&point.as_str()),
                "the number is still read after {point}"
            );
            home.run(["recall", "1", "--cell", "D2", "--reason", "Einzelfall"])?
                .expect(0)?;
        }
        let left = observations::all(&home)?;
        ensure!(left.len() == 1, "killed at {point}: {left:?}");
        let files = files_with_secret(&home.data())?;
        ensure!(files.is_empty(), "killed at {point}: the number stands in {files:?}");
        home.run(["check"])?
            .expect(0)
            .with_context(|| format!("killed at {point}, finished"))?;
    }
    Ok(())
}
