//! Migrations are twins: the same names for SQLite and PostgreSQL, numbered without a gap. For everyone who changes a table.
//! Whether both do the same is what the storage tests find out.

use std::collections::BTreeSet;

use crate::none;
use crate::tree;

const HOME: &str = "crates/store/migrations/";

#[test]
fn every_migration_exists_for_both_engines() {
    none(&breaches(&tree::paths()));
}

#[test]
fn a_missing_twin_and_a_number_used_twice_are_found() {
    let paths = [
        "sqlite/0001_first.sql",
        "postgres/0001_first.sql",
        "sqlite/0002_people.sql",
        "postgres/0002_goals.sql",
    ];
    let paths: Vec<String> = paths.iter().map(|path| format!("{HOME}{path}")).collect();
    assert_eq!(
        breaches(&paths),
        [
            "crates/store/migrations/postgres/0002_goals.sql has no twin in sqlite",
            "crates/store/migrations/sqlite/0002_people.sql has no twin in postgres",
            "crates/store/migrations: the number 0002 is used by 0002_goals.sql and 0002_people.sql",
        ]
    );
    assert_eq!(
        breaches(&[]),
        ["crates/store/migrations holds no migration for sqlite and postgres"]
    );
}

fn breaches(paths: &[String]) -> Vec<String> {
    let names = |engine: &str| -> BTreeSet<&str> {
        let folder = format!("{HOME}{engine}/");
        paths
            .iter()
            .filter_map(|path| path.strip_prefix(&folder))
            .filter(|name| name.ends_with(".sql"))
            .collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    if sqlite.is_empty() && postgres.is_empty() {
        return vec!["crates/store/migrations holds no migration for sqlite and postgres".to_owned()];
    }
    let mut found: Vec<String> = Vec::new();
    found.extend(
        postgres
            .difference(&sqlite)
            .map(|name| format!("{HOME}postgres/{name} has no twin in sqlite")),
    );
    found.extend(
        sqlite
            .difference(&postgres)
            .map(|name| format!("{HOME}sqlite/{name} has no twin in postgres")),
    );
    let all: Vec<&str> = sqlite.union(&postgres).copied().collect();
    for pair in all.windows(2) {
        let number = |name: &str| name.split('_').next().unwrap_or_default().to_owned();
        if number(pair[0]) == number(pair[1]) {
            let home = HOME.trim_end_matches('/');
            found.push(format!(
                "{home}: the number {} is used by {} and {}",
                number(pair[0]),
                pair[0],
                pair[1]
            ));
        }
    }
    found
}
