//! Names for people: no two territories have the same.
//!
//! Most official names are given several times: to a town, to its own association, to the district around it, to a namesake far away. A
//! name that is unique stays as it is; else the type is added, then the district or the Land, last of all the key.

use std::collections::HashMap;

use figures::territory::Level;

use super::edition::Official;

/// The titles of all rows of a list, in its order.
pub(super) fn titles(rows: &[Official]) -> Vec<String> {
    let names: HashMap<&str, &Official> = rows.iter().map(|row| (row.key.code(), row)).collect();
    let steps: [&dyn Fn(&Official) -> String; 4] = [
        &|row| row.name.clone(),
        &|row| format!("{} ({})", row.name, row.designation),
        &|row| match around(row, &names) {
            Some(around) => format!("{} ({}, {around})", row.name, row.designation),
            None => format!("{} ({})", row.name, row.designation),
        },
        &|row| format!("{} ({}, {})", row.name, row.designation, row.key.code()),
    ];
    let mut titles: Vec<Option<String>> = vec![None; rows.len()];
    for step in steps {
        let candidates: Vec<Option<String>> = titles
            .iter()
            .zip(rows)
            .map(|(title, row)| title.is_none().then(|| step(row)))
            .collect();
        let mut n_uses: HashMap<&str, u32> = HashMap::new();
        for candidate in titles.iter().chain(&candidates).flatten() {
            *n_uses.entry(candidate).or_default() += 1;
        }
        let unique: Vec<Option<String>> = candidates
            .iter()
            .map(|candidate| candidate.clone().filter(|candidate| n_uses[candidate.as_str()] == 1))
            .collect();
        for (title, unique) in titles.iter_mut().zip(unique) {
            if title.is_none() {
                *title = unique;
            }
        }
    }
    titles
        .into_iter()
        .zip(rows)
        .map(|(title, row)| title.unwrap_or_else(|| row.key.to_string()))
        .collect()
}

/// The district around an association or a municipality, else the Land.
fn around(row: &Official, names: &HashMap<&str, &Official>) -> Option<String> {
    let outer = match row.key.level() {
        Level::Association | Level::Municipality => row.key.district(),
        _ => row.key.state(),
    }?;
    names
        .get(outer.code())
        .map(|outer| with_type(&outer.name, &outer.designation))
}

/// `Landkreis Osnabrück`, but `Wartburgkreis`, `Städteregion Aachen` and `Münster` for a district-free city.
pub(super) fn with_type(name: &str, designation: &str) -> String {
    let says_it = ["kreis", "region", "verband"]
        .iter()
        .any(|word| name.to_lowercase().contains(word));
    match designation {
        "Landkreis" | "Kreis" if !says_it => format!("{designation} {name}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(code: &str, name: &str, designation: &str) -> Official {
        Official {
            key: code.parse().unwrap_or_else(|error| panic!("{error}")),
            parent: None,
            name: name.to_owned(),
            designation: designation.to_owned(),
            nuts: None,
            population: None,
            area_km2: None,
            is_land: true,
            valid_since: None,
        }
    }

    #[test]
    fn every_title_is_unique_and_no_longer_than_it_must_be() {
        let rows = [
            row("05515", "Münster", "Kreisfreie Stadt"),
            row("06534", "Marburg-Biedenkopf", "Landkreis"),
            row("16061", "Eichsfeld", "Landkreis"),
            row("05515000", "Münster", "Stadt"),
            row("06534016", "Neustadt", "Stadt"),
            row("16061077", "Neustadt", "Stadt"),
            row("16061078", "Neustadt", "Stadt"),
            row("16061001", "Arenshausen", "Gemeinde"),
        ];
        assert_eq!(
            titles(&rows),
            [
                "Münster (Kreisfreie Stadt)",
                "Marburg-Biedenkopf",
                "Eichsfeld",
                "Münster (Stadt)",
                "Neustadt (Stadt, Landkreis Marburg-Biedenkopf)",
                "Neustadt (Stadt, 16061077)",
                "Neustadt (Stadt, 16061078)",
                "Arenshausen",
            ]
        );
    }

    #[test]
    fn a_district_is_named_as_people_say_it() {
        assert_eq!(with_type("Osnabrück", "Landkreis"), "Landkreis Osnabrück");
        assert_eq!(with_type("Wartburgkreis", "Landkreis"), "Wartburgkreis");
        assert_eq!(with_type("Städteregion Aachen", "Landkreis"), "Städteregion Aachen");
        assert_eq!(with_type("Münster", "Kreisfreie Stadt"), "Münster");
    }
}
