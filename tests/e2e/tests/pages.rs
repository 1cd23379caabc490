//! The pages in Debian's Chromium: a walk by keyboard without scripts, and every kind of page through four checkers. The scripts
//! in `browser/` do the work; here the demo is loaded and the server started. Screenshots stay in
//! `tmp/screenshots` of the target folder, for people to look at.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use e2e::{Home, Server, samples};

/// Runs a script of the folder `browser`; what it complains about is the failure.
fn node(script: &str, arguments: &[&str]) -> Result<()> {
    let folder = samples::checkout().join("tests/e2e/browser");
    let done = Command::new("node")
        .current_dir(&folder)
        .arg(script)
        .args(arguments)
        .output()
        .context("node is missing")?;
    let said = String::from_utf8_lossy(&done.stdout);
    ensure!(
        done.status.success(),
        "{script}: {said}\n{}",
        String::from_utf8_lossy(&done.stderr)
    );
    Ok(())
}

fn with_the_demo(script: &str) -> Result<()> {
    let home = Home::ready()?;
    home.run(["demo"])?.expect(0)?;
    let server = Server::start(&home)?;
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("screenshots")
        .join(script.trim_end_matches(".mjs"));
    let origin = format!("http://{}", server.address);
    node(script, &["--origin", &origin, "--out", &pictures.to_string_lossy()])
}

#[test]
fn each_checker_finds_what_is_planted() -> Result<()> {
    node("selfcheck.mjs", &[])
}

#[test]
fn a_reader_walks_by_keyboard_from_the_start_page_to_the_origin_of_a_number() -> Result<()> {
    with_the_demo("journey.mjs")
}

#[test]
fn every_kind_of_page_passes_four_checkers_at_three_widths() -> Result<()> {
    with_the_demo("pages.mjs")
}
