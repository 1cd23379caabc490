//! Boundaries out and in again, on both engines: the same areas, whatever the form.

use std::{collections::BTreeMap, fs};

use figures::territory::{Level, TerritoryKey};
use formats::geometry::{Ring, Shape, write_geojson};
use jiff::Timestamp;
use store::{
    Store,
    scope::Scope,
    testing::{Fresh, prepared},
};

use super::{
    NewSet, Stated, about, areas, boundary_sets, load_shipped_boundaries, matched, not_on, put_boundaries, read_areas,
    remove_boundaries, set_at, topology, without_area, written,
};
use crate::{
    people,
    territories::{by_key, key_table, load_shipped, reforms::load_shipped_changes},
};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn at() -> Timestamp {
    "2026-02-28T12:00:00Z".parse().expect("a time")
}

async fn loaded() -> [Fresh; 2] {
    let fill = async |store: &Store| {
        people::ensure_installation(&store.sql, at()).await?;
        load_shipped(&store.sql, at()).await?;
        load_shipped_boundaries(&store.sql, at()).await?;
        load_shipped_changes(&store.sql, at()).await?;
        Ok(())
    };
    prepared("boundaries", fill).await
}

/// A shape in one way of writing: rings begin at their smallest position, polygons and holes stand in order.
fn canonical(shape: &Shape) -> Vec<Vec<Vec<[i64; 2]>>> {
    let ring = |ring: &Ring| {
        let mut points: Vec<[i64; 2]> = ring
            .iter()
            .map(|place| place.map(|axis| (axis * 1e6).round() as i64))
            .collect();
        points.pop();
        let least = (0..points.len()).min_by_key(|n| points[*n]).unwrap_or(0);
        points.rotate_left(least);
        points
    };
    let polygon = |polygon: &Vec<Ring>| {
        let mut rings: Vec<_> = polygon.iter().map(ring).collect();
        rings[1..].sort();
        rings
    };
    let mut polygons: Vec<_> = shape.iter().map(polygon).collect();
    polygons.sort();
    polygons
}

type Canonical = BTreeMap<TerritoryKey, Vec<Vec<Vec<[i64; 2]>>>>;

#[tokio::test]
async fn areas_are_the_same_after_going_out_and_in_again() -> Result {
    let folder = tempfile::tempdir()?;
    for fresh in loaded().await {
        let at = at();
        let (sql, scope) = (&fresh.store.sql, Scope::installation("cli"));
        let read = sql.read(&scope);
        let keys = key_table(read).await?;
        let sets = boundary_sets(read).await?;
        let lower_saxony = by_key(read, &"03".parse()?).await?.ok_or("Lower Saxony")?;
        let set = set_at(&sets, Level::District, None).ok_or("a set")?;
        let out = areas(read, &keys, set, Some(&lower_saxony)).await?;
        assert_eq!(out.len(), 45);
        let expected: Canonical = out
            .iter()
            .map(|(one, shape)| (one.key.clone(), canonical(shape)))
            .collect();
        let geojson = write_geojson(out.clone().into_iter().map(written), &about(set));
        assert!(geojson.contains("\"licence\":\"https://www.govdata.de/dl-de/by-2-0\""));
        let topojson = topology(&out).write_about(about(set));
        assert!(topojson.len() < geojson.len());
        for (name, text) in [("out.geojson", geojson), ("out.topojson", topojson)] {
            let path = folder.path().join(name);
            fs::write(&path, text)?;
            let layer = read_areas(&path, &Stated::default()).await?;
            let back = matched(layer, &keys, &Stated::default())?;
            let found: Canonical = back
                .shapes
                .iter()
                .map(|(key, shape)| (key.clone(), canonical(shape)))
                .collect();
            assert!(found == expected, "{name} gave other areas");
            // Stored under another day and written again: still the same.
            let new = NewSet {
                level: Level::District,
                area_from: "2023-12-31".parse()?,
                area_until: Some("2023-12-31".parse()?),
                remark: String::new(),
                source: name.to_owned(),
                licence: set.licence.clone(),
                data_set: String::new(),
                file_name: Some(name.to_owned()),
            };
            assert_eq!(put_boundaries(sql, &scope, at, &new, &back.shapes).await?, 45);
            let sets = boundary_sets(read).await?;
            let again = set_at(&sets, Level::District, Some("2023-12-31".parse()?)).ok_or("the new set")?;
            assert_eq!(again.file_name.as_deref(), Some(name));
            let stored: Canonical = areas(read, &keys, again, None)
                .await?
                .iter()
                .map(|(one, shape)| (one.key.clone(), canonical(shape)))
                .collect();
            assert!(stored == expected, "{name} was stored as other areas");
            assert!(remove_boundaries(sql, &scope, at, again.id()).await?);
            assert!(!remove_boundaries(sql, &scope, at, again.id()).await?, "it is gone");
        }
        assert!(!remove_boundaries(sql, &scope, at, set.id()).await?, "what ships stays");
    }
    Ok(())
}

#[tokio::test]
async fn areas_of_another_day_are_named() -> Result {
    for fresh in loaded().await {
        let scope = Scope::public();
        let keys = key_table(fresh.store.sql.read(&scope)).await?;
        let areas: Vec<TerritoryKey> = ["16056", "16063", "03159"]
            .into_iter()
            .map(str::parse)
            .collect::<std::result::Result<_, _>>()?;
        let on = |day: &str| -> Result<Vec<String>> { Ok(not_on(&keys, &areas, day.parse()?)) };
        assert_eq!(on("2021-06-30")?, Vec::<String>::new());
        assert!(on("2022-12-31")?[0].starts_with("16056 Eisenach"), "dissolved by then");
        assert!(on("2016-10-31")?[0].starts_with("03159 Göttingen"), "not yet there");
        let has = |key: &TerritoryKey| key.code() != "03156" && key.code() != "05515";
        let missing = without_area(&keys, Level::District, &has, "2022-12-31".parse()?);
        assert_eq!(missing.len(), 1, "the dissolved one is not missing: {missing:?}");
    }
    Ok(())
}
