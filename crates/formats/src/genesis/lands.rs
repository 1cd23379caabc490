//! The sixteen Länder and Germany by name, for tables that leave the keys out.

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

/// The key of a Land or of Germany by its name.
pub(crate) fn key(name: &str) -> Option<&'static str> {
    let folded = name.trim().to_lowercase();
    NAMES.iter().find(|(known, _)| *known == folded).map(|(_, key)| *key)
}
