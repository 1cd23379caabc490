//! A small sound file of each format, to be made wrong in many ways, and what every reader must keep whatever it is given.
use std::io::Cursor;

use formats::{Cell, Event, FileError, Format, ReadOptions, ReadSeek, limits::Limits};

use crate::samples::fixture;

/// A sound file by the id of its format. A format that is not listed is still given everything that is made of the others.
pub(crate) fn specimens() -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("inkar", fixture("inkar.xls")),
        (
            "inkar-bulk",
            text(
                "Bereich;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert\nA;Quote;Kreise;05515;Münster;2021;4,9\nA;Quote;Gemeinden;05515000;Münster;2020;5,1\n",
            ),
        ),
        (
            "genesis",
            text(
                "GENESIS-Tabelle: 12411-01-01-4\nBevölkerung nach Geschlecht - Stichtag 31.12. - regionale Tiefe: Kreise und krfr. Städte;;;;;\nFortschreibung;;;;;\nBevölkerungsstand (Anzahl);;;;;\n;;;Insgesamt;männlich;weiblich\n31.12.2020;05515;Münster;316403;152000;164403\n31.12.2020;01001;Flensburg;89934;44700;-\n__________\n© Statistische Ämter des Bundes und der Länder, Deutschland, 2021.\nStand: 20.08.2021 / 09:42:26\n",
            ),
        ),
        (
            "genesis-flat",
            text(
                "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label;value_q\n12411;Fortschreibung;STAG;Stichtag;2022-12-31;KREISE;Kreise;05515;Münster;320946;Anzahl;BEVSTD;Bevölkerungsstand;e\n12411;Fortschreibung;STAG;Stichtag;2021-12-31;KREISE;Kreise;05515;Münster;317713;Anzahl;BEVSTD;Bevölkerungsstand;e\n",
            ),
        ),
        (
            "pks",
            text(
                "Schlüssel;Straftat;Gemeindeschlüssel;Stadt-/Landkreis;Jahr;erfasste Fälle;Aufklärungsquote\n------;Straftaten insgesamt;5515;Münster;2021;25,380;50.1\n010000;Mord;5515;Münster;2020;4;100.0\n",
            ),
        ),
        (
            "table",
            text("AGS;Jahr;Indikator;Wert\n05515000;2020;Radwege;12,5\n05515000;2021;Radwege;13,0\n"),
        ),
    ]
}

/// What a reader told, as far as the rules go.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) n_rows: usize,
    pub(crate) n_numbers: usize,
    pub(crate) numbers: Vec<f64>,
}

/// Reads with one format and checks what always holds: the head first and once, every reference announced, every number finite.
pub(crate) fn read_with(format: &dyn Format, input: &mut dyn ReadSeek, limits: &Limits) -> Result<Kept, FileError> {
    let mut kept = Kept::default();
    let (mut n_heads, mut n_indicators, mut n_territories, mut n_sets) = (0, 0, 0_u32, 0_u32);
    format.read(input, &ReadOptions::default(), limits, &mut |event| match event {
        Event::Delivery(head) => {
            n_heads += 1;
            assert_eq!(n_heads, 1, "{}: the head is told once", format.id());
            n_indicators = head.indicators.len();
        }
        _ if n_heads == 0 => panic!("{}: the head is told first", format.id()),
        Event::Territory(_) => n_territories += 1,
        Event::Dimensions(_) => n_sets += 1,
        Event::Skipped { .. } => {}
        Event::Words(_) => {}
        Event::Note { note, .. } => assert!(!note.message.is_empty()),
        Event::Row(row) => {
            kept.n_rows += 1;
            assert!(
                (row.indicator as usize) < n_indicators,
                "{}: indicator {}",
                format.id(),
                row.indicator
            );
            assert!(
                row.territory < n_territories,
                "{}: territory {}",
                format.id(),
                row.territory
            );
            assert!(
                row.dimensions <= n_sets,
                "{}: breakdown {}",
                format.id(),
                row.dimensions
            );
            match row.value {
                Cell::Number(number) | Cell::NumberWithStatus(number, _) => {
                    assert!(number.value.is_finite());
                    kept.n_numbers += 1;
                    kept.numbers.push(number.value);
                }
                Cell::Unreadable(problem) => assert!(
                    !problem.message.is_empty() && !problem.message.ends_with('.'),
                    "{}",
                    problem.message
                ),
                Cell::Missing(_) => {}
            }
        }
    })?;
    assert_eq!(n_heads, 1, "{}: the head is told", format.id());
    Ok(kept)
}

/// Reads bytes with one format.
pub(crate) fn read_bytes(format: &dyn Format, bytes: &[u8]) -> Result<Kept, FileError> {
    let outcome = read_with(format, &mut Cursor::new(bytes), &Limits::default());
    if let Err(error) = &outcome {
        let sentence = error.to_string();
        assert!(
            !sentence.is_empty() && !sentence.ends_with('.') && !error.code().is_empty(),
            "{}: {sentence}",
            format.id()
        );
    }
    outcome
}
