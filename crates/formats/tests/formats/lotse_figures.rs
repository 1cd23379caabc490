//! Our own layout: what is written reads back as itself, and what is not ours is refused.

use figures::{
    number::{BINARY, Number},
    observation::Status,
    period::Period,
};
use formats::{
    Cell, Event, FileError, ReadOptions,
    limits::Limits,
    lotse_figures::{FigureLine, NumberForm, Original, Sidecar, write},
};
use proptest::prelude::*;

fn sidecar(numbers: NumberForm) -> Sidecar {
    Sidecar {
        source: "inkar".to_owned(),
        provider: "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)".to_owned(),
        title: "INKAR. Ausgabe 2024".to_owned(),
        note: "Zeile 1\nZeile \"2\"  \\ =".to_owned(),
        licence: Some("dl-de/by-2-0".to_owned()),
        dataset_uri: None,
        area_state: figures::source::AreaState::Unstated,
        known_on: Some(jiff::civil::date(2024, 2, 29)),
        edition: Some("2024".to_owned()),
        numbers,
        originals: vec![Original {
            file: "A_Arbeitslosigkeit.xls".to_owned(),
            sha256: "0f".repeat(32),
        }],
    }
}

/// Reads a file back into lines, in the order of the file.
fn read(text: &[u8], numbers: NumberForm) -> Result<(Vec<Period>, Vec<FigureLine>), FileError> {
    let mut input = std::io::Cursor::new(text.to_vec());
    let limits = Limits::default();
    let format = formats::open(&mut input, None, &limits)?;
    assert_eq!(format.id(), "lotse-figures");
    let options = ReadOptions {
        sidecar: Some(sidecar(numbers)),
        ..ReadOptions::default()
    };
    let header = std::str::from_utf8(text).unwrap().lines().next().unwrap();
    let periods: Vec<Period> = header.split(',').filter_map(|name| name.parse().ok()).collect();
    let mut names = Vec::new();
    let mut sets = vec![Default::default()];
    let mut lines: Vec<FigureLine> = Vec::new();
    format.read(&mut input, &options, &limits, &mut |event| match event {
        Event::Delivery(head) => {
            assert_eq!(head.known_on, Some(jiff::civil::date(2024, 2, 29)));
            names = head.indicators.into_iter().map(|indicator| indicator.name).collect();
        }
        Event::Territory(territory) => lines.push(FigureLine {
            indicator: String::new(),
            territory: territory.text,
            dimensions: Default::default(),
            cells: vec![None; periods.len()],
        }),
        Event::Dimensions(set) => sets.push(set),
        Event::Row(row) => {
            let line = lines.last_mut().unwrap();
            line.indicator.clone_from(&names[row.indicator as usize]);
            line.dimensions.clone_from(&sets[row.dimensions as usize]);
            let nth = periods.iter().position(|period| Ok(*period) == row.period).unwrap();
            line.cells[nth] = Some(row.value);
        }
        Event::Words(_) | Event::Skipped { .. } | Event::Note { .. } => {}
    })?;
    Ok((periods, lines))
}

fn number(form: NumberForm) -> BoxedStrategy<Number> {
    match form {
        NumberForm::Decimal => (-9_999_999_999_i64..9_999_999_999, 0_u8..5)
            .prop_map(|(digits, decimals)| {
                let scale = 10_i64.pow(u32::from(decimals));
                let sign = if digits < 0 { "-" } else { "" };
                let digits = digits.unsigned_abs();
                let (whole, rest) = (digits / scale.unsigned_abs(), digits % scale.unsigned_abs());
                let text = if decimals == 0 {
                    format!("{sign}{whole}")
                } else {
                    format!("{sign}{whole}.{rest:0>width$}", width = usize::from(decimals))
                };
                Number::parse(&text, figures::number::DecimalSign::Point).unwrap()
            })
            .boxed(),
        NumberForm::Binary => any::<f64>().prop_filter_map("finite", Number::binary).boxed(),
    }
}

fn cell(form: NumberForm) -> impl Strategy<Value = Option<Cell>> {
    let status = (0_i16..256).prop_filter_map("a status", Status::from_code);
    prop_oneof![
        4 => number(form).prop_map(|number| Some(Cell::Number(number))),
        1 => (number(form), status.clone()).prop_map(|(number, status)| Some(Cell::NumberWithStatus(number, status))),
        1 => status.prop_map(|status| Some(Cell::Missing(status))),
        1 => Just(None),
    ]
}

fn lines(form: NumberForm) -> impl Strategy<Value = Vec<FigureLine>> {
    let set = prop::option::weighted(0.3, "[A-Z]{1,5}=[A-Za-z0-9]{1,5}")
        .prop_map(|text| text.unwrap_or_default().parse().unwrap());
    // A line needs at least one row to tell its indicator.
    let cells = (cell(form), cell(form), number(form))
        .prop_map(|(first, second, third)| vec![first, second, Some(Cell::Number(third))]);
    let line = ("[a-zäöü\",;=][a-zäöü \",;=\n]{0,12}[a-z]", "[0-9]{5,8}", set, cells).prop_map(
        |(indicator, territory, dimensions, cells)| FigureLine {
            indicator,
            territory,
            dimensions,
            cells,
        },
    );
    prop::collection::vec(line, 1..6)
}

fn check_round_trip(lines: &[FigureLine], form: NumberForm) {
    let periods: Vec<Period> = ["2019", "2020-Q1", "2021-12-31"]
        .map(|text| text.parse().unwrap())
        .to_vec();
    let mut file = Vec::new();
    write(&mut file, &periods, lines, form).unwrap();
    let (found_periods, found) = read(&file, form).unwrap();
    assert_eq!(
        (found_periods, found.as_slice()),
        (periods, lines),
        "{}",
        String::from_utf8_lossy(&file)
    );
}

proptest! {
    #[test]
    fn decimal_figures_read_back_as_themselves(lines in lines(NumberForm::Decimal)) {
        check_round_trip(&lines, NumberForm::Decimal);
    }

    #[test]
    fn binary_figures_read_back_bit_for_bit(lines in lines(NumberForm::Binary)) {
        check_round_trip(&lines, NumberForm::Binary);
    }

    #[test]
    fn no_text_makes_the_reader_fail(text in "(indicator|territory|2020|a|:P|_|,|\n|\"){0,30}") {
        let _ = crate::samples::read(format!("indicator,territory,2020\n{text}").into_bytes(), &ReadOptions::default());
    }
}

#[test]
fn a_sidecar_reads_back_as_itself_and_names_its_flaw() {
    let sidecar = sidecar(NumberForm::Binary);
    let text = sidecar.write().unwrap();
    assert_eq!(Sidecar::read(&text).unwrap(), sidecar);
    let check = |from: &str, to: &str, expected: &str| {
        let error = Sidecar::read(&text.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("2024-02-29", "2023-02-29", "\"2023-02-29\" is not a day");
    check("0f0f", "xyxy", "is not 64 hexadecimal digits");
    check("provider", "publisher", "line 2 of the source file");
    check("unstated", "today", "is not an area state");
}

#[test]
fn mixed_forms_and_unreadable_values_are_not_written() {
    let line = |cell| FigureLine {
        indicator: "a".to_owned(),
        territory: "05515".to_owned(),
        dimensions: Default::default(),
        cells: vec![Some(cell)],
    };
    let periods = ["2020".parse().unwrap()];
    let refused = |line: FigureLine, form| write(&mut Vec::new(), &periods, &[line], form).unwrap_err().to_string();
    let decimal = Number {
        value: 1.5,
        decimals: 1,
    };
    assert!(refused(line(Cell::Number(decimal)), NumberForm::Binary).contains("cannot be written as binary"));
    let binary = Number {
        value: 1.5,
        decimals: BINARY,
    };
    assert!(refused(line(Cell::Number(binary)), NumberForm::Decimal).contains("cannot be written as decimal"));
    let blank = FigureLine {
        indicator: " a".to_owned(),
        ..line(Cell::Number(decimal))
    };
    assert!(refused(blank, NumberForm::Decimal).contains("without blanks"));
}

#[test]
fn lines_of_another_length_and_broken_headers_are_refused() {
    let refused = |text: &str| read(text.as_bytes(), NumberForm::Decimal).unwrap_err().to_string();
    assert!(refused("indicator,territory,2020,2021\na,05515,1\n").contains("line 2 has 3 cells and the header 4"));
    assert!(refused("indicator,territory,2020,2020\na,05515,1,2\n").contains("period 2020 stands there twice"));
    assert!(refused("indicator,territory,2020,soon\na,05515,1,2\n").contains("\"soon\" is not a period"));
    assert!(refused("indicator,territory,2020\n,05515,1\n").contains("line 2 names no indicator"));
    assert!(refused("indicator,territory,2020\n").contains("no line of data"));
}

#[test]
fn a_cell_that_is_no_value_is_a_row_with_the_reason() {
    let (_, lines) = read(
        b"indicator,territory,2019,2020,2021\na,05515,1.5x,2:Z,:Q\n",
        NumberForm::Decimal,
    )
    .unwrap();
    let shown: Vec<String> = lines[0].cells.iter().flatten().map(crate::samples::short).collect();
    assert_eq!(shown, ["!not_a_number", "!status", ":Q"]);
}
