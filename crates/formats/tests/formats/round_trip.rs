//! What is written in any form reads back as the same observations: value to the bit, digits, flags, period, breakdown, source, remark.
use std::{collections::BTreeSet, io::Cursor};

use figures::{
    dimension::DimensionSet, number::Number, observation::Status, period::Period, source::AreaState, unit::Unit,
};
use formats::{
    Cell, CodeWords, DeliveryHead, Event, Names, ReadOptions,
    limits::Limits,
    observations::{Form, Head, Line, Terms, begin},
};
use proptest::prelude::*;

/// An observation as a test holds it.
#[derive(Debug, Clone, PartialEq)]
struct One {
    indicator: String,
    territory: String,
    period: Period,
    number: Option<Number>,
    status: Status,
    dimensions: DimensionSet,
    unit: Unit,
    remark: Option<String>,
}

fn terms() -> Terms {
    Terms {
        slug: "inkar".to_owned(),
        area_state: AreaState::RecomputedTo("2022-12-31".parse().unwrap()),
        provider: "BBSR, Bonn".to_owned(),
        title: "INKAR; \"Ausgabe\" 2024".to_owned(),
        note: "=INKAR. Hrsg.:\nBBSR".to_owned(),
        licence: Some("dl-de/by-2-0".to_owned()),
        dataset_uri: Some("https://www.inkar.de".to_owned()),
    }
}

fn write(form: Form, all: &[One], is_internal: bool) -> Vec<u8> {
    let concepts: BTreeSet<String> = all
        .iter()
        .flat_map(|one| {
            one.dimensions
                .pairs()
                .map(|(concept, _)| concept.to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let head = Head {
        title: "Probe".to_owned(),
        terms: vec![terms()],
        concepts,
        words: vec![CodeWords {
            concept: "SEX".to_owned(),
            code: String::new(),
            names: Names::from([("de".to_owned(), "Geschlecht".to_owned())]),
        }],
        has_several_flags: all.iter().any(|one| 1 < one.status.flags().count()),
        indicators: Vec::new(),
        created_on: Some("2024-12-31".parse().unwrap()),
        sheet: "Werte".to_owned(),
        source_sheet: "Quelle".to_owned(),
    };
    let mut file = Vec::new();
    let mut writer = begin(form, Box::new(&mut file), &head).unwrap();
    for one in all {
        writer
            .line(&Line {
                indicator: &one.indicator,
                unit: one.unit,
                territory: &one.territory,
                territory_name: "Münster, Stadt",
                period: one.period,
                number: one.number,
                status: one.status,
                dimensions: &one.dimensions,
                terms: &head.terms[0],
                known_on: "2024-12-31".parse().unwrap(),
                edition: Some("2024"),
                delivery: Some(3),
                remark: one.remark.as_deref(),
                changes: None,
                is_internal,
            })
            .unwrap();
    }
    writer.end().unwrap();
    file
}

fn read(bytes: Vec<u8>) -> (DeliveryHead, Vec<One>) {
    let mut input = Cursor::new(bytes);
    let limits = Limits::default();
    let format = formats::open(&mut input, None, &limits).unwrap();
    let mut head = DeliveryHead::default();
    let (mut territories, mut sets, mut all) = (Vec::new(), vec![DimensionSet::default()], Vec::new());
    format
        .read(&mut input, &ReadOptions::default(), &limits, &mut |event| match event {
            Event::Delivery(told) => head = *told,
            Event::Territory(text) => territories.push(text.text),
            Event::Dimensions(set) => sets.push(set),
            Event::Words(_) | Event::Skipped { .. } | Event::Note { .. } => {}
            Event::Row(row) => {
                let indicator = &head.indicators[row.indicator as usize];
                let (number, status) = match row.value {
                    Cell::Number(number) => (Some(number), Status::NORMAL),
                    Cell::NumberWithStatus(number, status) => (Some(number), status),
                    Cell::Missing(status) => (None, status),
                    Cell::Unreadable(problem) => panic!("{problem} {}", problem.text),
                };
                let territory = territories[row.territory as usize].trim_start_matches("de:").to_owned();
                all.push(One {
                    indicator: indicator.name.clone(),
                    territory: format!("de:{territory}"),
                    period: row.period.unwrap(),
                    number,
                    status,
                    dimensions: sets[row.dimensions as usize].clone(),
                    unit: indicator.unit.unwrap(),
                    remark: row.remark.map(|remark| remark.to_string()),
                });
            }
        })
        .unwrap();
    (head, all)
}

fn same(a: &One, b: &One) -> bool {
    let bits = |one: &One| one.number.map(|number| (number.value.to_bits(), number.decimals));
    bits(a) == bits(b) && a == b
}

fn number() -> impl Strategy<Value = Number> {
    let decimal = (-1_000_000_000_i64..1_000_000_000, 0_i8..6).prop_map(|(digits, decimals)| {
        let sign = if digits < 0 { "-" } else { "" };
        let text = format!("{:0>12}", digits.unsigned_abs());
        let (whole, fraction) = text.split_at(12 - usize::try_from(decimals).unwrap());
        let point = if fraction.is_empty() { "" } else { "." };
        Number::parse(
            &format!("{sign}{whole}{point}{fraction}"),
            figures::number::DecimalSign::Point,
        )
        .unwrap()
    });
    let binary = prop_oneof![
        any::<f64>().prop_filter_map("finite", Number::binary),
        Just(Number::binary(0.1 + 0.2).unwrap()),
        Just(Number::binary(1e300).unwrap()),
        Just(Number::binary(5e-324).unwrap()),
        Just(Number::binary(-0.0).unwrap()),
    ];
    prop_oneof![decimal, binary]
}

fn period() -> impl Strategy<Value = Period> {
    (-60_000_i32..80_000, 1_i16..=7, 1_i16..=5).prop_filter_map("reads back from its text", |(days, unit, count)| {
        let period = Period::from_lake(days, unit * 256 + count)?;
        let aligned = Period::new(period.start().first_of_year(), period.frequency()).unwrap();
        [period, aligned]
            .into_iter()
            .find(|one| one.to_string().parse() == Ok(*one))
    })
}

fn one() -> impl Strategy<Value = One> {
    let code = prop_oneof![
        "[A-Z0-9_@$-]{1,5}",
        Just("_T".to_owned()),
        Just("_Z".to_owned()),
        Just("_Z_".to_owned()),
        Just("-5".to_owned()),
        Just("ä.ß".to_owned()),
    ];
    let concept = prop::sample::select(vec![
        "SEX",
        "AGE",
        "FREQ",
        "FREQ_",
        "unit",
        "source_",
        "Geschlecht",
        "TIME_PERIOD",
        "-x",
    ]);
    let dimensions = prop::collection::btree_map(concept, code, 0..4);
    let remark = prop_oneof![
        Just(None),
        prop::sample::select(vec![
            "=1+1",
            "'=x",
            " geschätzt ",
            "a,b;c \"d\"",
            "Zeile\nzwei",
            "A: B",
            "null"
        ])
        .prop_map(|text| Some(text.to_owned())),
    ];
    (
        prop::sample::select(vec![
            ("unemployed", Unit::Persons),
            ("rate", Unit::Percent),
            ("income", Unit::EurPerPersonMonth),
        ]),
        prop::sample::select(vec![
            "de:DG",
            "de:05",
            "de:055",
            "de:05515",
            "de:05515000",
            "de:064390001",
        ]),
        period(),
        prop::option::weighted(0.8, number()),
        0_i16..256,
        dimensions,
        remark,
    )
        .prop_map(
            |((indicator, unit), territory, period, number, status, pairs, remark)| {
                let mut dimensions = DimensionSet::default();
                for (concept, code) in pairs {
                    dimensions.insert(concept, &code).unwrap();
                }
                One {
                    indicator: indicator.to_owned(),
                    territory: territory.to_owned(),
                    period,
                    number,
                    status: Status::from_code(status).unwrap(),
                    dimensions,
                    unit,
                    remark,
                }
            },
        )
}

fn check(form: Form, all: &[One], is_internal: bool) {
    let file = write(form, all, is_internal);
    let (head, read) = read(file.clone());
    assert_eq!(read.len(), all.len(), "{form:?}");
    for (before, after) in all.iter().zip(&read) {
        assert!(same(before, after), "{form:?}\n{before:?}\n{after:?}");
    }
    let terms = terms();
    assert_eq!(head.source_slug, Some(terms.slug), "{form:?}");
    assert_eq!(head.area_state, Some(terms.area_state), "{form:?}");
    assert_eq!(head.provider, Some(terms.provider), "{form:?}");
    assert_eq!(head.title, Some(terms.title), "{form:?}");
    assert_eq!(head.source_note, Some(terms.note), "{form:?}");
    assert_eq!(head.licence, terms.licence, "{form:?}");
    assert_eq!(head.dataset_uri, terms.dataset_uri, "{form:?}");
    assert_eq!(head.edition.as_deref(), Some("2024"), "{form:?}");
    assert_eq!(head.known_on, Some("2024-12-31".parse().unwrap()), "{form:?}");
    // The same observations give the same file.
    assert_eq!(write(form, &read, is_internal), file, "{form:?}");
    assert_eq!(head.is_internal, is_internal, "{form:?}");
    if form == Form::SdmxCsv {
        let several = all.iter().any(|one| 1 < one.status.flags().count());
        assert_eq!(file.starts_with(b"STRUCTURE[;],"), several);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_form_reads_back_as_the_same_observations(all in prop::collection::vec(one(), 1..20), is_internal: bool) {
        for form in Form::ALL {
            check(form, &all, is_internal);
        }
    }
}
