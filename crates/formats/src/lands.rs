//! The sixteen Länder and Germany by name, for tables that leave the keys out.
//!
//! Offices write the names; towns also write `Bund`, `Land BW` or `NRW`. Such words count only where a territory is expected.

const NAMES: &[(&str, &str)] = &[
    ("schleswig-holstein", "01"),
    ("hamburg", "02"),
    ("niedersachsen", "03"),
    ("bremen", "04"),
    ("nordrhein-westfalen", "05"),
    ("hessen", "06"),
    ("rheinland-pfalz", "07"),
    ("baden-württemberg", "08"),
    ("bayern", "09"),
    ("saarland", "10"),
    ("berlin", "11"),
    ("brandenburg", "12"),
    ("mecklenburg-vorpommern", "13"),
    ("sachsen", "14"),
    ("sachsen-anhalt", "15"),
    ("thüringen", "16"),
    ("deutschland", "DG"),
    ("deutschland insgesamt", "DG"),
    ("bundesgebiet", "DG"),
    ("bundesrepublik deutschland", "DG"),
    ("germany", "DG"),
];

/// Other words, which mean a Land or Germany only where a territory is expected.
const ALSO: &[(&str, &str)] = &[
    ("bund", "DG"),
    ("bundesdurchschnitt", "DG"),
    ("bundesweit", "DG"),
    ("brd", "DG"),
    ("baden-wuerttemberg", "08"),
    ("thueringen", "16"),
    ("lower saxony", "03"),
    ("north rhine-westphalia", "05"),
    ("hesse", "06"),
    ("rhineland-palatinate", "07"),
    ("bavaria", "09"),
    ("mecklenburg-western pomerania", "13"),
    ("saxony", "14"),
    ("saxony-anhalt", "15"),
    ("thuringia", "16"),
    ("nrw", "05"),
    ("land bw", "08"),
    ("land by", "09"),
    ("land nrw", "05"),
    ("land nw", "05"),
    ("land nds", "03"),
    ("land ni", "03"),
    ("land rlp", "07"),
    ("land rp", "07"),
    ("land sh", "01"),
    ("land he", "06"),
    ("land sl", "10"),
    ("land bb", "12"),
    ("land mv", "13"),
    ("land sn", "14"),
    ("land st", "15"),
    ("land th", "16"),
];
/// The key of a Land or of Germany by its name.
pub(crate) fn key(name: &str) -> Option<&'static str> {
    let folded = name.trim().to_lowercase();
    NAMES.iter().find(|(known, _)| *known == folded).map(|(_, key)| *key)
}

/// The key of a Land or of Germany by any word for it, in small letters, in a place where a territory is expected.
pub(crate) fn spoken_of(folded: &str) -> Option<&'static str> {
    let also = |name: &str| ALSO.iter().find(|(known, _)| *known == name).map(|(_, key)| *key);
    let bare = ["freistaat ", "bundesland ", "land "]
        .iter()
        .find_map(|kind| folded.strip_prefix(kind))
        .unwrap_or(folded);
    also(folded).or_else(|| key(bare)).or_else(|| also(bare))
}
