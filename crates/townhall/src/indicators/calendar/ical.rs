//! The calendar as iCalendar (RFC 5545), for the calendar program at the desk.
//!
//! One event for each release: a whole day at the end of its last usual month, every year, with a name (UID) that never changes, so that
//! reading the file again updates events instead of adding them. Lines end with CRLF and are folded at 75 octets (section 3.1).

use jiff::civil::Date;
use web::language::Language;

use super::file::{self, Release, releases};

/// The whole file in a language.
pub fn calendar(language: Language) -> String {
    let name = match language {
        Language::De => "Jahreskalender der Zahlen",
        Language::En => "Yearly calendar of figures",
    };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Lotse//Jahreskalender//DE".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{name}"),
    ];
    for release in releases() {
        lines.extend(event(release, language));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// The lines of one event; none without a usual month, because then no day can be named.
fn event(release: &Release, language: Language) -> Vec<String> {
    let Some(month) = release.months.last() else {
        return Vec::new();
    };
    let as_of = file::as_of();
    // The last day of the month in the year of the list; it repeats every year on the last day.
    let Some(day) = Date::new(as_of.year(), *month, 1).ok().map(Date::last_of_month) else {
        return Vec::new();
    };
    let plain = |day: Date| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
    let stamp = plain(as_of);
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@releases.lotse", release.id),
        format!("DTSTAMP:{stamp}T000000Z"),
        format!("DTSTART;VALUE=DATE:{}", plain(day)),
        format!("RRULE:FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=-1"),
        format!("SUMMARY:{}", escaped(release.title.text(language))),
        format!(
            "DESCRIPTION:{}",
            escaped(&format!("{}\n{}", release.publisher, release.how.text(language)))
        ),
        format!("URL:{}", release.address),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

/// A text value (section 3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace("\r\n", "\\n")
        .replace('\n', "\\n")
}

/// A content line with its end: 75 octets at most, going on behind a blank; no letter is cut.
fn folded(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    let mut n_octets = 0;
    for letter in line.chars() {
        if 75 < n_octets + letter.len_utf8() {
            text.push_str("\r\n ");
            n_octets = 1;
        }
        text.push(letter);
        n_octets += letter.len_utf8();
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_and_texts_escaped() {
        for language in [Language::De, Language::En] {
            let text = calendar(language);
            assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
            assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
            assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "only CRLF ends lines");
            let n_events = releases().iter().filter(|one| !one.months.is_empty()).count();
            assert_eq!(text.matches("BEGIN:VEVENT").count(), n_events);
            assert_eq!(text.matches("\r\nUID:").count(), n_events);
            assert_eq!(text, calendar(language), "the same file every time");
        }
        assert_eq!(escaped("a;b, c\\d\ne"), "a\\;b\\, c\\\\d\\ne");
        assert_eq!(
            folded(&"ü".repeat(40)),
            format!("{}\r\n {}\r\n", "ü".repeat(37), "ü".repeat(3))
        );
    }
}
