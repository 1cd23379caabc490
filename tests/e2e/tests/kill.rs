//! Killed at any moment of an import, nothing half-visible remains and nothing acknowledged is lost. Every named moment of the
//! storage is hit once, and random ones beside; `LOTSE_TEST_KILLS` says how many (30). For everyone who touches storage.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use e2e::observations::{self, Observation};
use e2e::{Home, samples, workbook};

/// A home with one acknowledged delivery, two more to come, and what is right before and after them.
struct Scene {
    home: Home,
    files: Vec<PathBuf>,
    before: Vec<Observation>,
    /// Without their delivery: that number depends on how often the import was tried.
    after: BTreeMap<[String; 3], String>,
    /// How many lines each new indicator has when it is whole.
    whole: BTreeMap<String, usize>,
    takes: Duration,
}

impl Scene {
    fn prepare(home: Home) -> Result<Self> {
        let exports = [
            workbook::inkar("Haushaltseinkommen", 2000..=2021, 1),
            workbook::inkar("Schulabgänger ohne Abschluss", 1995..=2021, 2),
            workbook::inkar("Beschäftigtenquote", 1997..=2021, 3),
        ];
        let mut files = Vec::new();
        for (n, export) in exports.iter().enumerate() {
            let path = home.beside(&format!("lieferung-{n}.xlsx"));
            fs::write(&path, export.bytes()?)?;
            files.push(path);
        }
        let first = files.remove(0);
        // A published workbook is larger, so that there are more moments to hit.
        if let Some(published) = samples::published_workbooks() {
            files = published
                .into_iter()
                .filter(|path| path.ends_with("B_SchulabgaengerohneAbschluss.xls"))
                .chain(files.pop())
                .collect();
        }
        home.import(&[&first])?.expect(0)?;
        let before = observations::all(&home)?;
        let finished = home.copy()?;
        let began = Instant::now();
        finished
            .import(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?
            .expect(0)?;
        let takes = began.elapsed();
        let all = observations::all(&finished)?;
        let mut whole = BTreeMap::new();
        for observation in all.iter().filter(|one| !before.contains(one)) {
            *whole.entry(observation.columns[0].clone()).or_default() += 1;
        }
        ensure!(whole.len() == 2, "two indicators are expected to come: {whole:?}");
        Ok(Self {
            home,
            files,
            before,
            after: values(&all),
            whole,
            takes,
        })
    }

    /// Imports in a copy, interrupted as `kill` does it, and looks at what is left; true when the import was interrupted.
    fn interrupted(&self, at: &str, kill: impl FnOnce(&Home, &[PathBuf]) -> Result<bool>) -> Result<bool> {
        let home = self.home.copy()?;
        let was_killed = kill(&home, &self.files)?;
        self.look(&home).with_context(|| format!("killed {at}"))?;
        Ok(was_killed)
    }

    fn look(&self, home: &Home) -> Result<()> {
        home.run(["check"])?.expect(0)?;
        let left = observations::all(home)?;
        for acknowledged in &self.before {
            ensure!(
                left.contains(acknowledged),
                "acknowledged and lost: {:?}",
                acknowledged.columns
            );
        }
        for (indicator, n_whole) in &self.whole {
            let n_left = left.iter().filter(|one| one.columns[0] == *indicator).count();
            ensure!(
                n_left == 0 || n_left == *n_whole,
                "{indicator}: {n_left} of {n_whole} values are visible"
            );
        }
        home.import(&self.files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?
            .expect(0)?;
        ensure!(
            values(&observations::all(home)?) == self.after,
            "the import that was taken up again shows other figures"
        );
        home.run(["check"])?.expect(0)?;
        Ok(())
    }
}

fn values(observations: &[Observation]) -> BTreeMap<[String; 3], String> {
    let value = |one: &Observation| {
        let [indicator, territory, period, value, ..] = one.columns.clone();
        ([indicator, territory, period], value)
    };
    observations.iter().map(value).collect()
}

/// The names in the storage's own list, so that a new one is hit without a change here.
fn kill_points() -> Result<Vec<String>> {
    let source = fs::read_to_string(samples::checkout().join("crates/store/src/kill.rs"))?;
    let (_, list) = source.split_once("POINTS").context("no list of kill points")?;
    let (list, _) = list.split_once("];").context("the list of kill points has no end")?;
    let names: Vec<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    ensure!(5 <= names.len(), "only {names:?}");
    Ok(names)
}

fn at_every_named_moment(home: Home) -> Result<()> {
    let scene = Scene::prepare(home)?;
    for point in kill_points()? {
        let was_killed = scene.interrupted(&format!("at {point}"), |home, files| {
            let mut import = home.command(["import"])?;
            let status = import
                .args(files)
                .env("LOTSE_KILL_AT", &point)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()?;
            // A delivery exists from its commit on: before it nothing is seen, after it the first file whole.
            let left = observations::all(home)?;
            let is_seen = |indicator: &&String| left.iter().any(|one| one.columns[0] == **indicator);
            let n_seen = scene.whole.keys().filter(is_seen).count();
            let n_expected = usize::from(point == "commit.done");
            ensure!(
                n_seen == n_expected,
                "killed at {point}: {n_seen} new indicators are seen, not {n_expected}"
            );
            Ok(status.code().is_none())
        })?;
        ensure!(was_killed, "the import never passed {point}");
    }
    Ok(())
}

#[test]
fn killed_at_every_named_moment_on_sqlite() -> Result<()> {
    at_every_named_moment(Home::new()?)
}

#[test]
fn killed_at_every_named_moment_on_postgres() -> Result<()> {
    at_every_named_moment(Home::on_postgres()?)
}

fn at_random_moments(home: Home, n_kills: u32) -> Result<()> {
    let scene = Scene::prepare(home)?;
    let mut n_interrupted = 0;
    for n in 0..n_kills {
        // Spread over the whole import, and a little beyond its measured end; golden-ratio steps never fall into a rhythm.
        let share = (f64::from(n) * 0.618_033_988_749_895).fract() * 1.05;
        let moment = scene.takes.mul_f64(share);
        let was_killed = scene.interrupted(&format!("after {moment:?}"), |home, files| {
            let mut import = home
                .command(["import"])?
                .args(files)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()?;
            sleep(moment);
            let is_running = import.try_wait()?.is_none();
            import.kill()?;
            import.wait()?;
            Ok(is_running)
        })?;
        n_interrupted += u32::from(was_killed);
    }
    // Most moments lie within the import; a machine that is much faster now than at the measurement proves nothing.
    if n_interrupted * 2 < n_kills {
        bail!("only {n_interrupted} of {n_kills} kills met a running import");
    }
    Ok(())
}

fn n_kills() -> Result<u32> {
    env::var("LOTSE_TEST_KILLS").map_or(Ok(30), |text| {
        text.parse()
            .with_context(|| format!("LOTSE_TEST_KILLS: {text} is no number"))
    })
}

#[test]
fn killed_at_random_moments_on_sqlite() -> Result<()> {
    at_random_moments(Home::new()?, n_kills()?)
}

#[test]
fn killed_at_random_moments_on_postgres() -> Result<()> {
    at_random_moments(Home::on_postgres()?, n_kills()?.div_ceil(3))
}
