//! Territories on both engines: the real list, looked at as a statistician would.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use figures::territory::{Level, Repair};
use jiff::Timestamp;
use store::{
    Store, StoreError,
    scope::Scope,
    sql::Read,
    testing::{Fresh, fresh, prepared},
};

use super::{
    Filter, Territory, UnknownKey, aliases, ancestors, by_key, children, counts, dissolved_districts, edition::Edition,
    edition_of, key_table, list, load, load_shipped, members, read_official, same_area, search,
};
use crate::{audit, people};

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

fn at() -> Timestamp {
    "2026-02-28T12:00:00Z".parse().expect("a time")
}

async fn load_first(store: &Store) -> Result<(), StoreError> {
    people::ensure_installation(&store.sql, at()).await?;
    load_shipped(&store.sql, at()).await?;
    Ok(())
}

async fn loaded() -> [Fresh; 2] {
    prepared("territories", load_first).await
}

async fn get(read: Read<'_>, code: &str) -> Result<Territory> {
    Ok(by_key(read, &code.parse()?)
        .await?
        .ok_or_else(|| format!("no territory {code}"))?)
}

fn codes(territories: &[Territory]) -> Vec<&str> {
    territories.iter().map(Territory::code).collect()
}

#[tokio::test]
async fn the_list_of_keys_is_whole_and_loads_once() -> Result {
    for fresh in fresh().await {
        let sql = &fresh.store.sql;
        let start = Instant::now();
        load_first(&fresh.store).await?;
        let at = at();
        let seconds = start.elapsed().as_secs_f64();
        assert!(
            seconds < 30.0,
            "{}: a first start may not wait {seconds} s for its territories",
            sql.engine()
        );
        let before = sql.moment().await?;
        load_shipped(sql, at).await?;
        assert_eq!(sql.moment().await?, before, "a second load changes nothing");
        let scope = Scope::installation("cli");
        let n_entries = audit::list(sql.read(&scope), None, 100).await?.len();
        let again = load(sql, &scope, at, &Edition::shipped()?).await?;
        assert_eq!(again, super::Loaded::default());
        let read = sql.read(&scope);
        assert_eq!(audit::list(read, None, 100).await?.len(), n_entries);
        for (level, all, inhabited) in [
            (Level::Country, 1, 1),
            (Level::State, 16, 16),
            (Level::Region, 19, 19),
            (Level::District, 400, 400),
            (Level::Association, 4_600, 4_396),
            (Level::Municipality, 10_990, 10_786),
        ] {
            let level = Some(level);
            let found = counts(
                read,
                &Filter {
                    level,
                    ..Filter::default()
                },
            )
            .await?;
            assert_eq!((found.all, found.inhabited), (all, inhabited), "{level:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_hierarchy_leads_up_down_and_sideways() -> Result {
    for fresh in loaded().await {
        let scope = Scope::public();
        let read = fresh.store.sql.read(&scope);
        let muenster = get(read, "05515000").await?;
        assert_eq!(muenster.title, "Münster (Stadt)");
        assert_eq!(muenster.area.date.to_string(), "2022-12-31");
        assert_eq!(muenster.area.population, Some(320_946));
        let above = ancestors(read, muenster.id).await?;
        assert_eq!(codes(&above), ["DG", "05", "055", "05515", "055150000"]);
        let same = same_area(read, &[muenster.id]).await?;
        let ids: Vec<i32> = above[3..].iter().map(|territory| territory.id).collect();
        assert_eq!(same[&muenster.id], ids);
        // Berlin and Hamburg: Land, district, association and municipality in one.
        for code in ["11", "11000", "110000000", "11000000", "02"] {
            let territory = get(read, code).await?;
            assert_eq!(
                same_area(read, &[territory.id]).await?[&territory.id].len(),
                3,
                "{code}"
            );
        }
        let bremen = get(read, "04").await?;
        assert!(same_area(read, &[bremen.id]).await?.is_empty());
        assert_eq!(codes(&children(read, bremen.id).await?), ["04011", "04012"]);
        // Rheinland-Pfalz has no Regierungsbezirk: its districts are children of the Land.
        let above = ancestors(read, get(read, "07143229").await?.id).await?;
        assert_eq!(codes(&above), ["DG", "07", "07143", "071435002"]);
        let association = &above[3];
        let towns = members(read, association.id).await?;
        assert!(
            towns.iter().any(|town| town.name == "Hachenburg"),
            "{:?}",
            codes(&towns)
        );
        assert!(same_area(read, &[association.id]).await?.is_empty());
        assert_eq!(
            aliases(read, muenster.id).await?,
            [("ars".to_owned(), "055150000000".to_owned())]
        );
        assert_eq!(
            aliases(read, above[2].id).await?,
            [("nuts".to_owned(), "DEB1B".to_owned())]
        );
    }
    Ok(())
}

#[tokio::test]
async fn lists_are_in_german_order_without_gaps_or_repeats() -> Result {
    for fresh in loaded().await {
        let scope = Scope::public();
        let read = fresh.store.sql.read(&scope);
        let filter = Filter {
            level: Some(Level::District),
            state: Some("05".parse()?),
            ..Filter::default()
        };
        let (whole, none) = list(read, &filter, None, 500).await?;
        assert_eq!((whole.len(), none), (53, None));
        let mut pieces = Vec::new();
        let mut after = None;
        loop {
            let (piece, next) = list(read, &filter, after.as_ref(), 10).await?;
            pieces.extend(piece);
            after = next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(pieces, whole);
        assert_eq!(whole[0].title, "Bielefeld (Kreisfreie Stadt)");
        let typed = Filter {
            text: Some("MUENSTER".to_owned()),
            level: Some(Level::Municipality),
            ..Filter::default()
        };
        let (found, _) = list(read, &typed, None, 100).await?;
        assert!(found.iter().any(|territory| territory.code() == "05515000"));
        let hits = search(read, "münster", 10).await?;
        assert_eq!(hits[0].path, "/territories/05515000");
        assert_eq!(search(read, "de:dg", 10).await?[0].title, "Deutschland");
        let of_city = search(read, "05515", 10).await?;
        let titles: Vec<&str> = of_city.iter().map(|hit| hit.title.as_str()).collect();
        assert_eq!(titles, ["Münster (Kreisfreie Stadt)", "Münster (Stadt)"]);
        let of_key = search(read, "05558", 10).await?;
        assert_eq!(
            of_key[0].detail, "05558",
            "a whole key comes before those that begin with it"
        );
        assert!(1 < of_key.len());
        assert!(search(read, "100 % _", 10).await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn keys_of_files_are_resolved_or_refused_with_a_reason() -> Result {
    for fresh in loaded().await {
        let scope = Scope::public();
        let read = fresh.store.sql.read(&scope);
        let table = key_table(read).await?;
        // The list and the 74 districts that reforms have ended.
        assert_eq!(table.len(), 16_026 + 74);
        for (text, level, code, repair) in [
            ("05515000", Some(Level::Municipality), "05515000", None),
            ("5515000", None, "05515000", Some(Repair::LeadingZero)),
            ("1001", None, "01001", Some(Repair::LeadingZero)),
            ("07131000", None, "07131", Some(Repair::TrailingZeros)),
            ("7131000", None, "07131", Some(Repair::LeadingAndTrailingZeros)),
            ("055150000000", None, "05515000", None),
            ("071435003032", None, "07143032", None),
            // A city that was a district of its own: the key of its time, eight digits long.
            ("16056000", None, "16056", Some(Repair::TrailingZeros)),
            ("DG", None, "DG", None),
            ("code01001", None, "01001", None),
            ("DEA33", None, "05515", None),
            ("DE", None, "DG", None),
        ] {
            let found = table.resolve(text, level).map_err(|error| format!("{text}: {error}"))?;
            assert_eq!((found.key.code(), found.repair), (code, repair), "{text}");
            assert_eq!(table.id_of(&found.key), Some(found.id));
        }
        for (text, level, expected) in [
            (
                "05999999",
                None,
                "key \"05999999\" is in no list of official keys (state 31 December 2022); check the digits, or add the territory with \"lotse territories import\"",
            ),
            (
                "03156999",
                None,
                "key \"03156999\" belongs to the district Landkreis Osterode am Harz (03156), dissolved on 1 November 2016; its area went to 03159 Göttingen (Landkreis), figures on the old area cannot be stored under a new key",
            ),
            (
                "16056000",
                Some(Level::Municipality),
                "key \"16056000\" belongs to the district Eisenach (16056)",
            ),
            (
                "05754012",
                Some(Level::District),
                "\"05754012\" is no key of the level district",
            ),
            ("Münster", None, "\"Münster\" is not an official key"),
            ("0551", None, "key \"0551\" has 4 digits"),
            (
                "11001001",
                None,
                "boroughs of Berlin have keys in this file, from \"11001001\" on",
            ),
            ("11012", None, "boroughs of Berlin"),
            ("11012011", None, "key \"11012011\" is in no list"),
            (
                "071",
                None,
                "statistical regions on the area of former Regierungsbezirke have keys",
            ),
            ("034", Some(Level::Region), "statistical regions"),
            ("035", None, "key \"035\" is in no list"),
        ] {
            let message = match table.resolve(text, level) {
                Ok(found) => format!("{found:?}"),
                Err(error) => error.to_string(),
            };
            assert!(message.starts_with(expected), "{text}: {message}");
        }
        assert!(matches!(
            table.resolve("05354001", None),
            Err(UnknownKey::Dissolved { .. })
        ));
        assert_eq!(dissolved_districts().len(), 74);
        for gone in dissolved_districts() {
            // The key means the district of its time, and the table knows when that time ended.
            let id = table.resolve(gone.key.code(), None)?.id;
            assert_eq!(table.ended_on(id), Some(gone.dissolved_on), "{}", gone.title);
            assert!(!gone.successors.is_empty() && gone.successors.iter().all(|key| table.id_of(key).is_some()));
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_newer_list_adds_areas_and_names_and_an_older_one_only_areas() -> Result {
    for fresh in loaded().await {
        let at = at();
        let sql = &fresh.store.sql;
        let scope = Scope::installation("cli");
        let shipped = Edition::shipped()?;
        let place = |edition: &Edition| edition.territories.iter().position(|row| row.key.code() == "05515000");
        let at_place = place(&shipped).ok_or("Münster is in the list")?;
        for (date, name, population, seen_name, seen_population, updated) in [
            (
                "2023-12-31",
                "Münster (Westf.)",
                322_904,
                "Münster (Westf.)",
                322_904,
                1,
            ),
            ("2021-12-31", "Monasterium", 317_713, "Münster (Westf.)", 322_904, 0),
        ] {
            let mut edition = shipped.clone();
            edition.about.area_date = date.parse()?;
            name.clone_into(&mut edition.territories[at_place].name);
            edition.territories[at_place].population = Some(population);
            let loaded = load(sql, &scope, at, &edition).await?;
            assert_eq!((loaded.added, loaded.areas), (0, 16_026));
            assert!(updated <= loaded.updated);
            let seen = get(sql.read(&scope), "05515000").await?;
            assert_eq!(
                (seen.name.as_str(), seen.area.population),
                (seen_name, Some(seen_population))
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_list_is_written_to_a_file_as_it_was_loaded() -> Result {
    for fresh in loaded().await {
        let scope = Scope::public();
        let read = fresh.store.sql.read(&scope);
        let edition = edition_of(read, "2022-12-31".parse()?)
            .await?
            .ok_or("a list of the day")?;
        assert!(edition.write() == super::edition::shipped_text(), "another text");
        assert_eq!(edition.about.source, Edition::shipped()?.about.source);
        assert_eq!(edition_of(read, "2021-12-31".parse()?).await?, None);
    }
    Ok(())
}

/// The shipped list is what our exporter makes of the official tables, where they lie beside the checkout.
#[test]
fn the_shipped_list_is_what_the_official_tables_say() -> Result {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/territories");
    let files: Vec<PathBuf> = ["GEM", "VWG", "KRS", "RBZ", "LAN"]
        .map(|level| folder.join(format!("vg250ew_20221231_{level}.csv")))
        .into();
    if !files.iter().all(|file| file.exists()) {
        // Elsewhere a small piece has to do: a town whose waters are listed apart, and all above it.
        return a_town_with_waters_is_one_territory();
    }
    let edition = read_official(&files, None)?;
    assert!(
        edition.write() == super::edition::shipped_text(),
        "the list is no longer what the tables say; export it anew"
    );
    assert_eq!(edition.about, Edition::shipped()?.about);
    a_town_with_waters_is_one_territory()
}

fn a_town_with_waters_is_one_territory() -> Result {
    let folder = tempfile::tempdir()?;
    let head = "AGS,ARS,GEN,BEZ,BEM,NUTS,EWZ,KFL,GF,WSK\n";
    let rows = "01001000,010010000000,Flensburg,Stadt,kreisfrei,DEF01,0,0.0,2,2008-01-01\n\
                01001000,010010000000,Flensburg,Stadt,kreisfrei,DEF01,92550,56.73,4,2008-01-01\n";
    let file = folder.path().join("vg250ew_20221231_GEM.csv");
    std::fs::write(&file, format!("{head}{rows}"))?;
    let edition = read_official(&[file], None)?;
    assert_eq!(
        edition.write(),
        "key,association,name,designation,nuts,population,area_km2,water,valid_since\n\
         01001000,0000,Flensburg,Stadt,,92550,56.73,,2008-01-01\n"
    );
    assert!(!edition.is_complete());
    Ok(())
}

#[tokio::test]
async fn a_list_without_the_levels_above_is_refused_whole() -> Result {
    for fresh in loaded().await {
        let at = at();
        let sql = &fresh.store.sql;
        let scope = Scope::installation("cli");
        let mut edition = Edition::shipped()?;
        edition.territories.retain(|row| row.key.code() == "05515000");
        edition.territories[0].key = "05599001".parse()?;
        edition.territories[0].parent = Some("055990000".parse()?);
        let refused = load(sql, &scope, at, &edition).await;
        assert!(refused.is_err_and(|error| error.to_string().contains("de:055990000")));
        edition.territories[0].parent = Some("055150000".parse()?);
        assert_eq!(load(sql, &scope, at, &edition).await?.added, 1);
        let association = get(sql.read(&scope), "055150000").await?;
        assert_eq!(get(sql.read(&scope), "05599001").await?.parent_id, Some(association.id));
    }
    Ok(())
}

#[test]
fn the_compact_layout_reads_back_as_it_was_written() -> Result {
    let edition = Edition::shipped()?;
    assert_eq!(edition.write(), super::edition::shipped_text());
    let mut titles = super::titles::titles(&edition.territories);
    titles.sort();
    titles.dedup();
    assert_eq!(
        titles.len(),
        edition.territories.len(),
        "no two territories have the same title"
    );
    let broken = super::edition::shipped_text().replacen("320946", "viele", 1);
    let error = Edition::read(&broken, "area_date = 2022")
        .map(|_| ())
        .map_err(|error| error.to_string());
    assert!(error.is_err_and(|error| error.contains("source note")));
    Ok(())
}

#[tokio::test]
async fn reforms_boundaries_and_types_are_kept_and_the_ended_lead_to_their_successors() -> Result {
    for fresh in loaded().await {
        let at = at();
        let sql = &fresh.store.sql;
        let scope = Scope::installation("cli");
        for _ in 0..2 {
            super::boundaries::load_shipped_boundaries(sql, at).await?;
            super::reforms::load_shipped_changes(sql, at).await?;
        }
        let read = sql.read(&scope);
        let osterode = super::reforms::changes_of(read, "03156").await?;
        assert_eq!((osterode.len(), osterode[0].new_key.code()), (1, "03159"));
        assert_eq!(osterode[0].legally_on.to_string(), "2016-11-01");
        // The set of today has Eisenach in its district, the one before has both.
        let sets = super::boundaries::boundary_sets(read).await?;
        let n_areas: Vec<(Level, i64)> = sets.iter().map(|set| (set.level, set.n_areas)).collect();
        assert_eq!(
            n_areas,
            [(Level::District, 400), (Level::District, 401), (Level::State, 16)]
        );
        let district = get(read, "16063").await?;
        let ids = [district.id];
        let joined = super::boundaries::shapes(read, &sets[0], &ids).await?;
        let before = super::boundaries::shapes(read, &sets[1], &ids).await?;
        let km2 = |shapes: &std::collections::BTreeMap<i32, formats::geometry::Shape>| {
            formats::geometry::area_km2(&shapes[&district.id])
        };
        let (joined, before) = (km2(&joined), km2(&before));
        assert!((joined - before - 112.0).abs() < 2.0, "{joined} {before}");
        // A list of changes with and without numbers, and a typology.
        let mut part = osterode[0].clone();
        part.kind = formats::territory_lists::changes::ChangeKind::Part;
        (part.population, part.area_ha) = (Some(12), Some(3.5));
        let taken = super::reforms::put_changes(sql, &scope, at, &[part.clone(), part.clone()]).await?;
        assert_eq!((taken.added, taken.known), (1, 1));
        let stored = super::reforms::changes_of(read, "03156").await?;
        assert!(stored.contains(&part), "{stored:?}");
        let typology = super::peers::NewTypology {
            name: "Typen".to_owned(),
            edition: "2022".to_owned(),
            level: Level::Municipality,
            source: "eigene".to_owned(),
            licence: String::new(),
        };
        let (muenster, coesfeld, ascheberg) = (
            get(read, "05515000").await?,
            get(read, "05558012").await?,
            get(read, "05558004").await?,
        );
        let places = [&muenster, &coesfeld, &ascheberg].map(|one| (one.id, "G1".to_owned()));
        super::peers::put_typology(sql, &scope, at, &typology, &places).await?;
        let types = super::peers::types_of(read, coesfeld.id).await?;
        assert_eq!((types[0].code.as_str(), types[0].n_places), ("G1", 3));
        let peers = super::peers::peers_of(read, &coesfeld, &types[0], 10).await?;
        let names: Vec<&str> = peers.iter().map(|peer| peer.territory.name.as_str()).collect();
        assert_eq!(names, ["Ascheberg", "Münster"]);
    }
    Ok(())
}

#[tokio::test]
async fn chains_of_changes_name_ends_beginnings_and_territories_that_no_list_holds() -> Result {
    use formats::territory_lists::changes::ChangeKind::{Dissolved, Key, Part};
    for fresh in loaded().await {
        let at = at();
        let sql = &fresh.store.sql;
        let scope = Scope::installation("cli");
        let read = sql.read(&scope);
        super::reforms::load_shipped_changes(sql, at).await?;
        let pattern = super::reforms::changes_of(read, "03156").await?.remove(0);
        let change = |kind, old: &str, new: &str, day: &str| -> Result<super::reforms::Reform> {
            Ok(super::reforms::Reform {
                kind,
                old_key: old.parse()?,
                old_name: format!("Alt {old}"),
                new_key: new.parse()?,
                new_name: format!("Neu {new}"),
                is_new: kind == Key && old != new,
                legally_on: day.parse()?,
                ..pattern.clone()
            })
        };
        // Two went into a third one in 2023, which got another key in 2024; an old one of 2001 led to one of the list.
        let changes = [
            change(Dissolved, "05558004", "05558901", "2023-01-01")?,
            change(Dissolved, "05558008", "05558901", "2023-01-01")?,
            change(Key, "05558901", "05558902", "2024-07-01")?,
            change(Key, "05558777", "05558012", "2001-01-01")?,
            change(Part, "05558012", "05558016", "2023-01-01")?,
        ];
        let taken = super::reforms::put_changes(sql, &scope, at, &changes).await?;
        assert_eq!(
            (taken.added, taken.ended, taken.territories_added),
            (5, 4, 3),
            "{taken:?}"
        );
        let days = |one: &Territory| {
            (
                one.began_on.map(|day| day.to_string()),
                one.ended_on.map(|day| day.to_string()),
            )
        };
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(days(&get(read, "05558004").await?), (None, day("2023-01-01")));
        // The list of 2022 holds the old ones and not the new key: so it is new, and not a town that took others in.
        assert_eq!(
            days(&get(read, "05558901").await?),
            (day("2023-01-01"), day("2024-07-01"))
        );
        assert_eq!(days(&get(read, "05558902").await?), (day("2024-07-01"), None));
        assert_eq!(days(&get(read, "05558012").await?), (day("2001-01-01"), None));
        assert_eq!(get(read, "05558777").await?.ended_on, Some("2001-01-01".parse()?));
        let of = super::reforms::changes_of(read, "05558901").await?;
        assert!(of.iter().all(|one| one.is_new), "{of:?}");
        let again = super::reforms::put_changes(sql, &scope, at, &changes).await?;
        assert_eq!((again.added, again.known, again.territories_added), (0, 5, 0));
        // Göttingen exists since the reform that made it, the Wartburgkreis did before.
        assert_eq!(days(&get(read, "03159").await?), (day("2016-11-01"), None));
        assert_eq!(days(&get(read, "16063").await?), (None, None));
    }
    Ok(())
}

#[tokio::test]
async fn lists_of_changes_are_tried_without_a_trace_and_noted_when_taken() -> Result {
    use super::reforms::{AboutList, changes_of, known_changes, put_list, read_list, taken_lists, try_list};
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("liste.csv");
    let list = "AGS alt;Gemeinde alt;Änderungsart;Einwohner;AGS neu;Gemeinde neu;Wirksam rechtlich\n\
        01053998;Klein;1;512;01053004;Anderswo;01.03.2021\n\
        01053998;Klein;7;512;01053004;Anderswo;01.03.2021\n";
    std::fs::write(&path, list)?;
    let list = read_list(&path, "Amt", "https://example.org", jiff::civil::date(2024, 6, 1))?;
    assert_eq!(
        (list.reforms.len(), list.account.n_refused, list.account.refused[0].row),
        (1, 1, 3)
    );
    for fresh in fresh().await {
        let (sql, scope) = (&fresh.store.sql, Scope::installation("test"));
        let at: Timestamp = "2024-06-01T10:00:00Z".parse()?;
        people::ensure_installation(sql, at).await?;
        let read = sql.read(&scope);
        let tried = try_list(sql, &scope, at, &list).await?;
        assert_eq!((tried.added, tried.known), (1, 0));
        assert!(changes_of(read, "01053998").await?.is_empty() && taken_lists(read).await?.is_empty());
        let about = AboutList {
            file_name: "liste.csv".to_owned(),
            source: "Amt".to_owned(),
            licence: "https://example.org".to_owned(),
        };
        let taken = put_list(sql, &scope, at, &about, &list).await?;
        assert_eq!(taken, tried, "what was tried is what is done");
        assert_eq!(put_list(sql, &scope, at, &about, &list).await?.known, 1);
        let lists = taken_lists(read).await?;
        assert_eq!(
            (lists.len(), &lists[1].taken, &lists[1].account),
            (2, &taken, &list.account)
        );
        assert_eq!((&lists[0].about, lists[0].taken_at), (&about, at));
        let known = known_changes(read).await?;
        let of_list: Vec<_> = known.iter().filter(|one| one.source == "Amt").collect();
        assert_eq!(
            (of_list.len(), of_list[0].n, of_list[0].kind.as_str()),
            (1, 1, "dissolved")
        );
    }
    Ok(())
}
