//! The rules of the house that a program can check: order of capabilities, purity of crates, twin migrations, paths named in
//! documents, words in both languages. For everyone who changes the code; a failure names file and rule. Each rule is a pure
//! function over the files of the checkout and is itself tried on a breach, because a check that cannot fail checks nothing.
//! Judges no behaviour and needs no built program.

mod arrows;
mod documents;
mod migrations;
mod order;
mod purity;
mod rust;
mod tidiness;
mod tree;
mod words;

/// Fails with one line for each breach.
#[track_caller]
fn none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
