//! What the columns of an Open SDG table mean: by their names alone, as the documentation fixes them.

use super::super::codes;

/// The columns of a table, by place counted from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub(super) names: Vec<String>,
    pub(super) year: usize,
    pub(super) value: usize,
    pub(super) geocode: Option<usize>,
    /// `Units`, or the SDMX name of the same.
    pub(super) units: Option<usize>,
    pub(super) series: Option<usize>,
    /// `Unit multiplier`: thousands, millions.
    pub(super) multiplier: Option<usize>,
    /// `Observation status`.
    pub(super) status: Option<usize>,
    /// Comments and footnotes on single values.
    pub(super) remarks: Vec<usize>,
    /// Said of all values alike; of no use for a figure.
    pub(super) ignored: Vec<usize>,
    /// Breakdowns, with their concepts.
    pub(super) dimensions: Vec<(usize, String)>,
}

const YEAR: &str = "year";
const VALUE: &str = "value";
const GEOCODE: &[&str] = &["geocode", "geo code", "ref_area", "reference area"];
const UNITS: &[&str] = &[
    "units",
    "unit",
    "unit_measure",
    "unit measure",
    "unit of measure",
    "units of measure",
    "unit of measurement",
    "einheit",
    "einheiten",
    "maßeinheit",
    "masseinheit",
];
const SERIES: &[&str] = &["series", "serie", "zeitreihe", "zeitreihen"];
const MULTIPLIER: &[&str] = &["unit multiplier", "unit_mult", "unit_multiplier"];
const STATUS: &[&str] = &["observation status", "obs_status", "observation_status", "kennzeichen"];
const REMARKS: &[&str] = &[
    "footnote",
    "footnotes",
    "fußnote",
    "fußnoten",
    "note",
    "notes",
    "anmerkung",
    "anmerkungen",
    "bemerkung",
    "bemerkungen",
    "hinweis",
    "kommentar",
    "remark",
];
/// Attributes of the SDMX structure that are the same for all values of a national table.
const IGNORED: &[&str] = &[
    "reporting type",
    "reporting_type",
    "freq",
    "frequency",
    "nature",
    "source_detail",
    "time_detail",
    "source details",
    "decimals",
    "time_format",
    "progress",
];

impl Columns {
    /// Reads the header of a table. `None` when it is none: a table begins with `Year` and has one `Value`.
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut names: Vec<String> = names
            .map(|name| {
                name.trim_start_matches('\u{feff}')
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let at = |wanted: &[&str]| folded.iter().position(|name| wanted.contains(&name.as_str()));
        let year = at(&[YEAR]).filter(|place| *place == 0)?;
        let value = at(&[VALUE])?;
        let n_values = folded.iter().filter(|name| *name == VALUE).count();
        // `Units` is the documented name; `Unit measure` stands beside it in some repositories and says the same.
        let units = at(&UNITS[..2]).or_else(|| at(UNITS));
        let mut columns = Self {
            year,
            value,
            geocode: at(GEOCODE),
            units,
            series: at(SERIES),
            multiplier: at(MULTIPLIER),
            status: at(STATUS),
            ..Self::default()
        };
        let mut concepts: Vec<String> = Vec::new();
        for (place, name) in folded.iter().enumerate() {
            let is_known = [Some(year), Some(value), columns.geocode, columns.units, columns.series]
                .into_iter()
                .chain([columns.multiplier, columns.status])
                .flatten()
                .any(|known| known == place);
            if is_known || name.is_empty() {
                continue;
            }
            if name.starts_with("comment") || REMARKS.contains(&name.as_str()) {
                columns.remarks.push(place);
            } else if IGNORED.contains(&name.as_str()) || UNITS.contains(&name.as_str()) {
                columns.ignored.push(place);
            } else {
                let mut concept = codes::concept(&names[place]);
                if concept.is_empty() || concepts.contains(&concept) {
                    concept = format!("{concept}_{}", place + 1).trim_start_matches('_').to_owned();
                }
                concepts.push(concept.clone());
                columns.dimensions.push((place, concept));
            }
        }
        columns.names = names;
        (n_values == 1).then_some(columns)
    }

    /// Reads the header out of the first bytes of a file, with the delimiter between its names.
    pub(super) fn of_head(head: &[u8]) -> Option<(u8, Self)> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
        let line = String::from_utf8_lossy(line);
        [b',', b';', b'\t'].into_iter().find_map(|delimiter| {
            let names = line
                .split(char::from(delimiter))
                .map(|name| name.trim().trim_matches('"'));
            Columns::of(names).map(|columns| (delimiter, columns))
        })
    }

    /// Name and meaning of each column, to be shown.
    pub(super) fn shown(&self) -> Vec<(String, String)> {
        let meaning = |place: usize| {
            if place == self.year {
                "period".to_owned()
            } else if place == self.value {
                "value".to_owned()
            } else if Some(place) == self.geocode {
                "territory".to_owned()
            } else if Some(place) == self.units || Some(place) == self.multiplier {
                "unit".to_owned()
            } else if Some(place) == self.series {
                "indicator".to_owned()
            } else if Some(place) == self.status {
                "status".to_owned()
            } else if self.remarks.contains(&place) {
                "remark".to_owned()
            } else {
                self.dimensions
                    .iter()
                    .find(|(column, _)| *column == place)
                    .map_or_else(|| "not used".to_owned(), |(_, concept)| format!("breakdown {concept}"))
            }
        };
        let named = self.names.iter().enumerate();
        named
            .map(|(place, name)| (format!("column \"{}\"", crate::event::shortened(name)), meaning(place)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: &[&str]) {
        let found = Columns::of_head(header.as_bytes()).map(|(_, columns)| columns.shown());
        let found: Vec<String> = found.into_iter().flatten().map(|(_, meaning)| meaning).collect();
        assert_eq!(found, expected, "{header}");
    }

    #[test]
    fn columns_of_several_platforms_are_understood() {
        check("Year,Gruppe,Value\r\n", &["period", "breakdown Gruppe", "value"]);
        check(
            "\u{feff}Year,Units,Series,Sex,COMMENT_OBS_0,GeoCode,Value",
            &[
                "period",
                "unit",
                "indicator",
                "breakdown SEX",
                "remark",
                "territory",
                "value",
            ],
        );
        check(
            "Year,Sex,Observation status,Unit multiplier,Units,Unit measure,GeoCode,Value",
            &[
                "period",
                "breakdown SEX",
                "status",
                "unit",
                "unit",
                "not used",
                "territory",
                "value",
            ],
        );
        check("AGS,Year,Value", &[]);
        check("Year,2020,2021", &[]);
        check("Year;Value", &["period", "value"]);
    }
}
