//! What stands above and below a table of a GENESIS database: code, title, statistic, measure; publisher, licence and data state.
//!
//! Above the header stand the code of the table, its title (folded into lines of some sixty letters), the statistic, the measure with
//! its unit in brackets, and entries that hold for the whole table. Below the figures stand remarks, the copyright line, the licence
//! and the moment of the export (`Stand:`), which is the data state.

use figures::source::AreaState;
use jiff::civil::Date;

use super::{stated_units::is_unit, times};
use crate::breakdowns;

/// A publisher that runs a GENESIS database.
#[derive(Debug, Clone, Copy)]
pub(super) struct Publisher {
    /// Short name of the source.
    pub(super) slug: &'static str,
    /// The office.
    pub(super) provider: &'static str,
    /// The database.
    pub(super) title: &'static str,
    /// Its address.
    pub(super) address: &'static str,
    /// Words by which a copyright line names it.
    marks: &'static [&'static str],
}

const PUBLISHERS: &[Publisher] = &[
    Publisher {
        slug: "regionalstatistik",
        provider: "Statistische Ämter des Bundes und der Länder",
        title: "Regionaldatenbank Deutschland",
        address: "https://www.regionalstatistik.de/",
        marks: &[
            "Statistische Ämter des Bundes und der Länder",
            "Regionaldatenbank Deutschland",
        ],
    },
    Publisher {
        slug: "genesis-destatis",
        provider: "Statistisches Bundesamt (Destatis)",
        title: "GENESIS-Online",
        address: "https://www-genesis.destatis.de/",
        marks: &["Statistisches Bundesamt", "Federal Statistical Office", "Destatis"],
    },
    Publisher {
        slug: "lsn-online",
        provider: "Landesamt für Statistik Niedersachsen (LSN)",
        title: "LSN-Online",
        address: "https://www1.nls.niedersachsen.de/statistik/",
        marks: &["Landesamt für Statistik Niedersachsen", "LSN"],
    },
    Publisher {
        slug: "landesdatenbank-nrw",
        provider: "Information und Technik Nordrhein-Westfalen (IT.NRW)",
        title: "Landesdatenbank NRW",
        address: "https://www.landesdatenbank.nrw.de/",
        marks: &["Information und Technik Nordrhein-Westfalen", "IT.NRW"],
    },
    Publisher {
        slug: "genesis-bayern",
        provider: "Bayerisches Landesamt für Statistik",
        title: "GENESIS-Online Bayern",
        address: "https://www.statistikdaten.bayern.de/",
        marks: &["Bayerisches Landesamt für Statistik"],
    },
];

/// What stands above the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Preamble {
    /// `12411-05-01-4`; blank for a table that a person put together.
    pub(super) code: String,
    /// The title in one line.
    pub(super) title: String,
    /// The statistic.
    pub(super) statistic: Option<String>,
    /// What is measured.
    pub(super) measure: Option<String>,
    /// Its unit.
    pub(super) unit: Option<String>,
    /// A period that holds for the whole table.
    pub(super) period: Option<String>,
    /// Breakdowns that hold for the whole table.
    pub(super) entries: Vec<(&'static str, String)>,
    /// Other entries that hold for the whole table, in the words of the table.
    pub(super) fixed: Vec<String>,
    /// Whether the whole table is about Germany.
    pub(super) is_of_germany: bool,
    /// The area state that title or subtitle names.
    pub(super) area_state: Option<AreaState>,
}

/// The code behind `GENESIS-Tabelle:`; `None` when the line says something else. A table that a person put together has none.
pub(super) fn code(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches('\u{feff}').trim_matches('"').trim();
    let named = ["GENESIS-Tabelle:", "GENESIS-Table:", "GENESIS table:"]
        .into_iter()
        .find_map(|start| line.strip_prefix(start));
    if let Some(rest) = named {
        return Some(rest.trim().trim_matches(['"', ';']).trim());
    }
    let rest = ["Tabelle:", "Table:"]
        .into_iter()
        .find_map(|start| line.strip_prefix(start))?;
    let rest = rest.trim().trim_matches(['"', ';']).trim();
    is_code(rest).then_some(rest)
}

/// `12411-0001`, `12411-05-01-4`, `AI-N-06`, `1000A-0001`.
pub(super) fn is_code(text: &str) -> bool {
    let Some((statistic, rest)) = text.split_once('-') else {
        return false;
    };
    let is_word =
        |part: &str| !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_statistic = statistic.len() == 5 && statistic.bytes().take(4).all(|byte| byte.is_ascii_digit())
        || matches!(statistic, "AI" | "UGRdL" | "VGRdL");
    is_statistic && is_word(statistic) && rest.split('-').all(is_word)
}

impl Preamble {
    /// Reads the lines above the header.
    pub(super) fn read(lines: &[String]) -> Self {
        let mut found = Self::default();
        let mut rest = lines
            .iter()
            .map(|line| line.trim())
            .filter(|line| !line.is_empty())
            .peekable();
        if let Some(known) = rest.peek().and_then(|line| code(line)) {
            found.code = known.to_owned();
            rest.next();
        }
        if !is_code(&found.code) {
            // "Temporär" and names that persons gave.
            found.code.clear();
        }
        while let Some(line) = rest.next() {
            if !found.title.is_empty() {
                found.title.push(' ');
            }
            found.title.push_str(line);
            if !goes_on(&found.title, rest.peek().copied()) {
                break;
            }
        }
        for line in rest {
            found.add(line);
        }
        found.area_state = lines.iter().find_map(|line| area_state(line));
        found
    }

    fn add(&mut self, line: &str) {
        let (period, _) = times::bare(line);
        if let Some((measure, unit)) = measure(line) {
            // Several measures stand above one another; the header names them again.
            if self.measure.is_some() {
                self.fixed.clear();
            }
            self.measure = Some(measure.to_owned());
            self.unit = Some(unit.to_owned());
        } else if line == "Deutschland" || line == "Deutschland insgesamt" || line == "Germany" {
            self.is_of_germany = true;
        } else if times::is_period(period) {
            self.period = Some(line.to_owned());
        } else if let Some(breakdowns::Breakdown::Entry(concept, code)) = breakdowns::of(line) {
            self.entries.push((concept, code));
        } else if self.statistic.is_none() {
            self.statistic = Some(line.to_owned());
        } else if !times::is_label(line) && breakdowns::of(line).is_none() {
            self.fixed.push(line.to_owned());
        }
    }

    /// The breakdowns that the title names: `… nach Geschlecht und Altersgruppen (17) - Stichtag …`.
    pub(super) fn breakdowns(&self) -> Vec<String> {
        let Some((_, behind)) = self.title.split_once(" nach ") else {
            return Vec::new();
        };
        let end = [" - ", " -", ": "]
            .into_iter()
            .filter_map(|mark| behind.find(mark))
            .min();
        let named = &behind[..end.unwrap_or(behind.len())];
        named
            .split([',', ';'])
            .flat_map(|part| part.split(" und "))
            .flat_map(|part| part.split(" sowie "))
            .map(|part| part.split('(').next().unwrap_or(part).trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    }
}

/// Whether a title is folded into the next line.
fn goes_on(title: &str, next: Option<&str>) -> bool {
    let Some(next) = next else { return false };
    if measure(next).is_some() || times::is_period(next) {
        return false;
    }
    if let Some((_, depth)) = title.rsplit_once("regionale Tiefe:") {
        let last = depth.trim().rsplit(' ').next().unwrap_or("");
        return last.is_empty()
            || last.ends_with('.')
            || last.ends_with(',')
            || matches!(last, "und" | "kreisfreie" | "Stat" | "-");
    }
    let is_open = title.ends_with([',', '-', ':', '(', '/'])
        || [
            " und",
            " nach",
            " sowie",
            " der",
            " des",
            " von",
            " im",
            " in",
            " regionale",
        ]
        .into_iter()
        .any(|end| title.ends_with(end));
    let goes_on = next.starts_with(|letter: char| letter.is_lowercase() || matches!(letter, '-' | '('))
        || next.starts_with("regionale Tiefe")
        || next.contains("regionale Tiefe:");
    is_open || goes_on
}

/// `Kraftfahrzeugbestand (Anzahl)`: what is measured, and in what.
fn measure(line: &str) -> Option<(&str, &str)> {
    let (measure, unit) = line.strip_suffix(')')?.rsplit_once('(')?;
    is_unit(unit).then_some((measure.trim(), unit.trim()))
}

/// `Gebietsstand 31.12.2019`, `Gebietsstand: 01.01.2021`.
pub(super) fn area_state(text: &str) -> Option<AreaState> {
    let (_, behind) = text.split_once("Gebietsstand")?;
    day(behind.trim_start_matches([':', ' ', '-'])).map(AreaState::RecomputedTo)
}

/// A day at the beginning of a text, `20.08.2021` or `2021-08-20`.
fn day(text: &str) -> Option<Date> {
    let first: String = text
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-'))
        .collect();
    if let Ok(date) = first.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = first.trim_end_matches('.').split('.').collect();
    let [day, month, year] = parts[..] else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What stands below the figures.
#[derive(Debug, Clone, Default)]
pub(super) struct Footer {
    /// The publisher that the copyright line names.
    pub(super) publisher: Option<Publisher>,
    /// The copyright line with what follows it.
    pub(super) note: Option<String>,
    /// The licence.
    pub(super) licence: Option<String>,
    /// The data state.
    pub(super) known_on: Option<Date>,
    /// Remarks of the publisher.
    pub(super) remarks: Option<String>,
}

/// How much of the remarks is kept with each indicator.
const LONGEST_REMARK: usize = 2_000;

impl Footer {
    /// Reads the lines below the figures.
    pub(super) fn read(lines: &[String]) -> Self {
        let lines: Vec<&str> = lines
            .iter()
            .flat_map(|line| line.lines())
            .map(|line| line.trim().trim_matches(['"', ';']).trim())
            .filter(|line| !line.is_empty() && !line.bytes().all(|byte| byte == b'_'))
            .collect();
        let mut found = Self::default();
        let begin = lines
            .iter()
            .rposition(|line| line.starts_with('©') || line.starts_with("(C)") || line.starts_with("Quelle:"));
        let (remarks, terms) = lines.split_at(begin.unwrap_or(lines.len()));
        found.known_on = lines.iter().rev().find_map(|line| stand(line));
        let note: Vec<&str> = terms
            .iter()
            .map(|line| {
                let (front, _) = moment(line).map_or((*line, ""), |at| line.split_at(at));
                front.trim().trim_end_matches('|').trim()
            })
            .filter(|line| !line.is_empty())
            .collect();
        found.note = Some(unfolded(&note)).filter(|note| !note.is_empty());
        let text = found.note.as_deref().unwrap_or("");
        found.publisher = PUBLISHERS
            .iter()
            .find(|publisher| publisher.marks.iter().any(|mark| text.contains(mark)))
            .copied();
        let words = text.to_lowercase();
        found.licence = if words.contains("datenlizenz deutschland") || words.contains("dl-de") {
            let is_zero = words.contains("zero") && !words.contains("namensnennung");
            Some(if is_zero { "dl-de/zero-2-0" } else { "dl-de/by-2-0" }.to_owned())
        } else {
            None
        };
        let remarks = unfolded(
            remarks
                .iter()
                .copied()
                .filter(|line| stand(line).is_none())
                .collect::<Vec<_>>()
                .as_slice(),
        );
        found.remarks =
            Some(remarks.chars().take(LONGEST_REMARK).collect::<String>()).filter(|remarks| !remarks.is_empty());
        found
    }
}

/// `Stand: 20.08.2021 / 09:42:26` or `created: 2021-08-20 / 09:42:26`, also behind other words of the line.
fn stand(line: &str) -> Option<Date> {
    let (_, words) = line.split_at(moment(line)?);
    day(words.split_once(':')?.1.trim())
}

/// Where a line begins to tell the moment of the export.
fn moment(line: &str) -> Option<usize> {
    ["Stand:", "created:", "Created:"].into_iter().find_map(|word| {
        let at = line.find(word)?;
        let before = line[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric()).then_some(at)
    })
}

/// Lines as one text; a word that was cut at the end of a line is joined again.
fn unfolded(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let is_cut = text.ends_with('-') && line.starts_with(char::is_lowercase);
        if is_cut && !line.starts_with("und ") {
            text.pop();
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// Whether a code of a statistic or table is of the census of 2022, whose figures stand on the area of its day.
pub(super) fn is_of_census(code: &str) -> bool {
    code.starts_with("1000A")
        || matches!(code.as_bytes(), [b'2', b'0', b'0', b'0', letter, ..] if letter.is_ascii_uppercase())
}

/// The census of 2022: its source, its title, the day on whose area it counts.
pub(super) const CENSUS: (&str, &str, Date) = ("zensus-2022", "Zensus 2022", Date::constant(2022, 5, 15));

/// The publisher that the shape of a code proves, for files without their last lines.
pub(super) fn publisher_of_code(code: &str) -> Option<Publisher> {
    let n_parts = code.split('-').count();
    let slug = match n_parts {
        _ if code.starts_with("AI-") => "regionalstatistik",
        4 | 5 => "regionalstatistik",
        2 => "genesis-destatis",
        _ => return None,
    };
    PUBLISHERS.iter().find(|publisher| publisher.slug == slug).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_title_is_unfolded_and_the_measure_has_its_unit() {
        let found = Preamble::read(&lines(
            "GENESIS-Tabelle: 12411-05-01-4\nDurchschnittliche Jahresbevölkerung nach Geschlecht -\nJahresdurchschnitt - regionale Tiefe: Kreise und krfr.\nStädte\n\
             Fortschreibung des Bevölkerungsstandes\nDurchschnittliche Jahresbevölkerung (Anzahl)",
        ));
        assert_eq!(found.code, "12411-05-01-4");
        assert_eq!(
            found.title,
            "Durchschnittliche Jahresbevölkerung nach Geschlecht - Jahresdurchschnitt - regionale Tiefe: Kreise und krfr. Städte"
        );
        assert_eq!(
            found.statistic.as_deref(),
            Some("Fortschreibung des Bevölkerungsstandes")
        );
        assert_eq!(found.measure.as_deref(), Some("Durchschnittliche Jahresbevölkerung"));
        assert_eq!(found.breakdowns(), ["Geschlecht"]);
    }

    #[test]
    fn what_holds_for_the_whole_table_is_kept() {
        let found = Preamble::read(&lines(
            "GENESIS-Tabelle: Temporär\nAuszahlungen nach Produktgruppen\n- Land, Gemeinden - Jahr\nFinanzrechnungsstatistik\nAuszahlungen (EUR)\nAuszahlungskonten: Auszahlungen insgesamt\nStichtag: 31.12.2020\nweiblich\nGebietsstand 31.12.2019",
        ));
        assert_eq!(found.code, "");
        assert_eq!(
            found.fixed,
            ["Auszahlungskonten: Auszahlungen insgesamt", "Gebietsstand 31.12.2019"]
        );
        assert_eq!(found.period.as_deref(), Some("Stichtag: 31.12.2020"));
        assert_eq!(found.entries, [("SEX", "F".to_owned())]);
        assert_eq!(
            found.area_state.map(|state| state.to_string()).as_deref(),
            Some("recomputed to 2019-12-31")
        );
    }

    #[test]
    fn the_last_lines_name_publisher_licence_and_data_state() {
        let found = Footer::read(&lines(
            "__________\n\"Hinweis zum Gebiets-\nstand: Gebietsstand: 01.01.2011\"\n\"© Statistische Ämter des Bundes und der Länder, Deutschland, 2021.\nDieses Werk ist lizenziert unter der Datenlizenz Deutschland\n- Namensnennung - Version 2.0.\"\nStand: 20.08.2021 / 09:42:26",
        ));
        assert_eq!(found.publisher.map(|one| one.slug), Some("regionalstatistik"));
        assert_eq!(found.licence.as_deref(), Some("dl-de/by-2-0"));
        assert_eq!(found.known_on, Some(Date::constant(2021, 8, 20)));
        assert_eq!(
            found.remarks.as_deref(),
            Some("Hinweis zum Gebietsstand: Gebietsstand: 01.01.2011")
        );
        let found = Footer::read(&lines(
            "© Federal Statistical Office, Wiesbaden 2024\ncreated: 2024-09-03 / 09:25:17",
        ));
        assert_eq!(found.known_on, Some(Date::constant(2024, 9, 3)));
        assert_eq!(
            found.note.as_deref(),
            Some("© Federal Statistical Office, Wiesbaden 2024")
        );
        let found = Footer::read(&lines(
            "© Statistisches Bundesamt (Destatis), 2024 | Stand: 26.11.2024 / 12:34:56",
        ));
        assert_eq!(found.publisher.map(|one| one.slug), Some("genesis-destatis"));
        assert_eq!(found.known_on, Some(Date::constant(2024, 11, 26)));
    }

    #[test]
    fn codes_of_tables_are_told_from_other_words() {
        for known in [
            "12411-0001",
            "12411-05-01-4",
            "AI-N-06",
            "1000A-0001",
            "46251-01-02-5-B",
        ] {
            assert!(is_code(known), "{known}");
        }
        for other in ["Temporär", "12411", "Tabelle-1", "2019-12-31x", ""] {
            assert!(!is_code(other), "{other}");
        }
    }
}
