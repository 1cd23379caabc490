//! The commands that the handbook prints work as printed: each is run in the order of reading, in one folder with the demo figures.
//!
//! What stands for a file or a number of one's own must fail for just that reason, so that its options are proved too. Servers, the network
//! and the manual page of the system are left out by name.

use anyhow::{Context, Result, ensure};
use e2e::Home;

const HANDBOOK: &str = include_str!("../../../docs/handbook/befehle.md");

/// Commands that run until they are ended, ask the network, or are no command of the program, by how they begin.
const LEFT_OUT: &[&str] = &["serve", "desk", "fetch", "man > lotse.1", "--data .data demo", "check"];

/// Commands that name something of one's own, by how they begin, and a piece of what they then say.
const OF_ONES_OWN: &[(&str, &str)] = &[
    ("import ", "there is no such file"),
    ("territories import ", "No such file"),
    ("territories geometry VG250_GEM.shp", "VG250_GEM.shp"),
    ("territories changes ", "2021.xlsx"),
    ("territories peers ", "difu_gemeindetypen_2022.csv"),
    ("goals import ", "handlungsfelder.toml"),
    ("goals link ", "zuordnungen.csv"),
    ("layouts forget ", "nothing is remembered"),
    ("precedence unemployed --end-explanation ", "KENNUNG"),
    ("deliveries 12", "12"),
    ("undo 12", "12"),
    ("recall 12", "12"),
];

#[test]
fn the_printed_commands_work() -> Result<()> {
    let home = Home::ready()?;
    let demo = home.run(["demo"])?;
    ensure!(demo.code == Some(0), "{}", demo.err);
    let mut n_run = 0;
    let mut wrong = Vec::new();
    for command in commands(HANDBOOK) {
        let line = command.join(" ");
        if LEFT_OUT.iter().any(|beginning| line.starts_with(beginning)) {
            continue;
        }
        // What stands behind a sign of redirection is for the shell.
        let arguments: Vec<&String> = command.iter().take_while(|word| *word != ">").collect();
        let outcome = home.run(&arguments).with_context(|| line.clone())?;
        n_run += 1;
        let own = OF_ONES_OWN.iter().find(|(beginning, _)| line.starts_with(beginning));
        let is_right = match own {
            Some((_, piece)) => outcome.code != Some(0) && (outcome.out.clone() + &outcome.err).contains(piece),
            None => outcome.code == Some(0),
        };
        if !is_right {
            wrong.push(format!("lotse {line}\n  {:?} {}", outcome.code, outcome.err.trim()));
        }
    }
    ensure!(40 < n_run, "only {n_run} commands were found");
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn the_printed_formulas_are_formulas() -> Result<()> {
    let text = include_str!("../../../docs/handbook/eigene-zahlen.md");
    let block = text
        .split_once("```text\n")
        .and_then(|(_, rest)| rest.split_once("```"));
    let (block, _) = block.context("no formulas are printed")?;
    let home = Home::ready()?;
    home.run(["homes", "add", "05570044"])?.expect(0)?;
    let trees = [
        "indicator",
        "add",
        "telgte",
        "--title",
        "Stadtbäume",
        "--unit",
        "count",
        "--counts",
        "things",
    ];
    home.run(trees)?.expect(0)?;
    ensure!(2 < block.lines().count());
    for (formula, number) in block.lines().zip(1..) {
        let unit = match formula.ends_with("* 100") {
            true => "percent",
            false => "per_1000_persons",
        };
        let title = format!("Beispiel {number}");
        let command = [
            "indicator",
            "add",
            "telgte",
            "--title",
            &title,
            "--unit",
            unit,
            "--counts",
            "things",
        ];
        let outcome = home.run([&command[..], &["--formula", formula]].concat())?;
        ensure!(outcome.code == Some(0), "{formula}: {}", outcome.err);
    }
    Ok(())
}

/// The commands of the code blocks, each as its arguments.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut is_shell = false;
    let mut unfinished = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            is_shell = line == "```sh";
            continue;
        }
        if !is_shell {
            continue;
        }
        unfinished.push_str(line.trim_end_matches('\\'));
        if line.ends_with('\\') {
            continue;
        }
        let command = std::mem::take(&mut unfinished);
        if let Some(arguments) = command.trim().strip_prefix("lotse") {
            found.push(words(arguments));
        }
    }
    found
}

/// The words of a command as a shell parts them: blanks between them, quotation marks around them.
fn words(command: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut word, mut is_quoted, mut is_word) = (String::new(), false, false);
    for letter in command.chars() {
        match letter {
            '"' => (is_quoted, is_word) = (!is_quoted, true),
            ' ' if !is_quoted => {
                if std::mem::take(&mut is_word) {
                    found.push(std::mem::take(&mut word));
                }
            }
            letter => {
                word.push(letter);
                is_word = true;
            }
        }
    }
    if is_word {
        found.push(word);
    }
    found
}

#[test]
fn commands_are_read_as_a_shell_reads_them() {
    let text = "```sh\nlotse a \"b c\" \\\n    --d \"\"\n# no\n```\n```text\nlotse x\n```\n";
    let found = commands(text);
    assert_eq!(found, [["a", "b c", "--d", ""].map(str::to_owned).to_vec()]);
}
