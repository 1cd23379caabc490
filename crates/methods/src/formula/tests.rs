//! The language as a whole: what is accepted, what is found wrong and where, what comes out.

use std::collections::BTreeMap;

use figures::{
    indicator::{CountedAt, Direction, IndicatorVersion, Reference},
    number::Number,
    observation::{Flag, Status},
    unit::Unit,
};
use proptest::prelude::*;

use super::*;

const YEAR_END: Reference = Reference::Day { month: 12, day: 31 };
const MIDYEAR: Reference = Reference::Day { month: 6, day: 30 };

struct Books(BTreeMap<&'static str, (IndicatorVersion, Option<Expression>)>);

impl Definitions for Books {
    fn definition(&self, slug: &str) -> Option<Definition<'_>> {
        self.0.get(slug).map(|(version, formula)| Definition {
            version,
            formula: formula.as_ref(),
        })
    }
}

fn version(unit: Unit, reference: Reference) -> IndicatorVersion {
    IndicatorVersion {
        number: 1,
        unit,
        decimals: 1,
        reference,
        direction: Direction::None,
        formula: None,
        population_base: None,
        counted_at: None,
    }
}

fn books() -> Books {
    let based = |base: &str| IndicatorVersion {
        population_base: Some(base.to_owned()),
        ..version(Unit::Persons, YEAR_END)
    };
    let at = |place| IndicatorVersion {
        counted_at: Some(place),
        ..version(Unit::Persons, MIDYEAR)
    };
    let formula = |text| Some(parse(text).expect("a formula"));
    Books(BTreeMap::from([
        ("population", (based("VZ87, Zensus 2011"), None)),
        ("population-2022", (based("Zensus 2022"), None)),
        ("population-long", (based("Zensus 2011, Zensus 2022"), None)),
        ("employed", (at(CountedAt::Residence), None)),
        ("jobs", (at(CountedAt::Work), None)),
        ("births", (version(Unit::Persons, Reference::Sum), None)),
        (
            "cars",
            (version(Unit::Count, Reference::Day { month: 1, day: 1 }), None),
        ),
        ("income", (version(Unit::EurThousand, Reference::Sum), None)),
        ("taxes", (version(Unit::Eur, Reference::Sum), None)),
        ("area", (version(Unit::SquareKilometres, YEAR_END), None)),
        (
            "rate",
            (
                version(Unit::Percent, MIDYEAR),
                formula("employed / population@same * 100"),
            ),
        ),
        ("above", (version(Unit::Percent, MIDYEAR), formula("rate"))),
        ("x", (version(Unit::Count, YEAR_END), None)),
        ("riddle", (version(Unit::Unstated, Reference::Unstated), None)),
        ("puzzle", (version(Unit::Unstated, Reference::Unstated), None)),
    ]))
}

/// `Ok`: the one spelling and the codes of remarks. `Err`: code, place and sentence of each problem.
fn checked(text: &str, unit: Unit, own: Option<&str>) -> Result<(String, Vec<&'static str>), Vec<String>> {
    check(text, unit, own, &books())
        .map(|checked| (checked.text, checked.remarks.iter().map(Remark::code).collect()))
        .map_err(|problems| {
            let said = |one: &Problem| format!("{} {}-{} {}", one.mistake.code(), one.start, one.end, one.mistake);
            problems.iter().map(said).collect()
        })
}

#[track_caller]
fn accepts(text: &str, unit: Unit) {
    assert_eq!(
        checked(text, unit, None).map(|(_, remarks)| remarks),
        Ok(vec![]),
        "{text}"
    );
}

#[track_caller]
fn refuses(text: &str, unit: Unit, expected: &str) {
    let problems = checked(text, unit, None).expect_err(text);
    assert!(
        problems.iter().any(|one| one.starts_with(expected)),
        "{text}: {problems:?}"
    );
}

#[test]
fn what_towns_compute_is_accepted() {
    accepts("employed / population@same * 100", Unit::Percent);
    accepts("employed × 100 ÷ population@same", Unit::Percent);
    accepts("employed x 100 : population@same", Unit::Percent);
    accepts("employed / population@same", Unit::Share);
    accepts("cars / population@previous * 1000", Unit::Per1000Persons);
    accepts("births / average(population) * 1000", Unit::Per1000Persons);
    accepts("births / average(population) * 1000", Unit::PerMille);
    accepts("taxes / average(population)", Unit::EurPerPerson);
    accepts("taxes / average(population) / 12", Unit::EurPerPersonMonth);
    accepts("income * 1000 / average(population)", Unit::EurPerPerson);
    accepts("income * 1000 + taxes", Unit::Eur);
    accepts("population / area", Unit::PersonsPerSquareKilometre);
    accepts("population - population[SEX=F]", Unit::Persons);
    accepts("(population[SEX=F] + population[SEX=M]) / 2", Unit::Persons);
    accepts("100 - employed / population@same * 100", Unit::Percent);
    accepts("jobs@work - employed@residence", Unit::Persons);
    accepts("indicator(\"population\")", Unit::Persons);
    accepts("-population", Unit::Persons);
    accepts("x x 1", Unit::Count);
    accepts("rate@same / 100 * population@same", Unit::Persons);
}

#[test]
fn a_factor_that_does_not_fit_the_unit_is_found() {
    refuses(
        "employed / population@same * 100",
        Unit::Per1000Persons,
        "wrong_factor 0-32 per_1000_persons needs the factor 1000, but the formula multiplies by 100",
    );
    refuses("employed / population@same", Unit::Percent, "wrong_factor");
    refuses("income / average(population)", Unit::EurPerPerson, "wrong_factor");
    refuses("taxes / average(population)", Unit::EurPerPersonMonth, "wrong_factor");
    refuses("population * 100", Unit::Persons, "wrong_factor");
    refuses("income + taxes", Unit::Eur, "unlike_scales 9-14");
    refuses(
        "population + area",
        Unit::Persons,
        "unlike_units 13-17 people and metres^2 cannot be added",
    );
    refuses("taxes / average(population)", Unit::Percent, "unit_does_not_follow");
    refuses("cars / cars", Unit::Per1000Persons, "unit_does_not_follow");
}

#[test]
fn times_places_and_bases_are_mixed_only_on_purpose() {
    refuses(
        "employed / population * 100",
        Unit::Percent,
        "mixed_reference 11-21 employed is about the day 30.6.",
    );
    refuses("births / population * 1000", Unit::PerMille, "mixed_reference");
    refuses("births / riddle", Unit::Share, "mixed_reference");
    refuses(
        "jobs - employed",
        Unit::Persons,
        "mixed_place 7-15 jobs is counted at the place of work",
    );
    refuses("employed@work", Unit::Persons, "wrong_place");
    refuses("population-2022 / population", Unit::Share, "population_base 18-28");
    refuses("births / average(births)", Unit::Share, "average_of_no_stock");
    let remarks = |text, unit| checked(text, unit, None).expect(text).1;
    assert_eq!(remarks("population-long / population", Unit::Share), ["bases_differ"]);
    // A figure fits itself, whatever time it is about; two that state no time fit only when somebody says so.
    assert_eq!(remarks("riddle / riddle", Unit::Share), ["unit_not_proved"]);
    refuses(
        "riddle / puzzle",
        Unit::Share,
        "unstated_reference 9-15 neither riddle nor puzzle states which time",
    );
    assert_eq!(remarks("riddle / puzzle@same", Unit::Share), ["unit_not_proved"]);
    assert_eq!(
        remarks("riddle / average(puzzle)", Unit::Share),
        ["reference_unstated", "unit_not_proved"]
    );
}

#[test]
fn mistakes_are_found_where_they_stand() {
    let refused = |text, expected| refuses(text, Unit::Persons, expected);
    refused("", "empty 0-0");
    refused("   ", "empty");
    refused("12 * 4", "no_indicator");
    refused("population +", "unexpected 12-12 the end stands where an indicator");
    refused("population / * 100", "unexpected 13-14");
    refused("population population", "unexpected 11-21");
    refused("(population", "unclosed 0-1");
    refused(
        "population)",
        "unexpected 10-11 \")\" stands where an opened parenthesis",
    );
    refused("average(population", "unclosed 0-7");
    refused("population[SEX=F", "unclosed 10-16");
    refused("population[SEX]", "dimension 10-15");
    refused("population[]", "dimension");
    refused("population@later", "alignment 10-16");
    refused("population@same@previous", "alignment_twice 15-24");
    refused("average(population@previous)", "alignment_twice");
    refused("average(population)@same", "alignment_twice");
    refused(
        "population * 1.000",
        "ambiguous_number 13-18 \"1.000\" could mean thousands or a fraction; write 1000",
    );
    refused("population * 1.000.000", "number 13-22");
    refused("population % 2", "character 11-12");
    refused("populaton", "unknown_indicator 0-9");
    refused(
        "population-births",
        "unknown_indicator 0-17 indicator \"population-births\" is not in the catalogue; for a minus write \"population - births\"",
    );
    refused("ä + 😀", "character 4-5");
    refuses(&"(".repeat(100), Unit::Persons, "too_deep");
    refuses(&"-".repeat(100), Unit::Persons, "too_deep");
    refuses(&"population + ".repeat(1000), Unit::Persons, "too_long");
}

#[test]
fn a_circle_is_refused_with_its_way() {
    let problems = checked("above@same / 100 * employed", Unit::Persons, Some("employed")).expect_err("a circle");
    assert!(
        problems[0].contains("employed → above → rate → employed"),
        "{problems:?}"
    );
    assert!(checked("population@same", Unit::Persons, Some("population")).is_err());
}

fn cell(value: Option<f64>, decimals: i8, status: &str) -> Cell {
    Cell {
        number: value.map(|value| Number { value, decimals }),
        status: status.parse().expect("a status"),
    }
}

#[track_caller]
fn gives(text: &str, cells: &[(&str, i8, Option<Cell>)], expected: (&str, &str, Option<&str>)) {
    let outcome = evaluate(&parse(text).expect(text), &mut |input, offset| {
        let found = cells.iter().find(|(slug, at, _)| *slug == input.slug && *at == offset);
        found.and_then(|(.., cell)| *cell)
    });
    let value = outcome.number.map(|number| number.to_string()).unwrap_or_default();
    let found = (
        value.as_str(),
        outcome.status.to_string(),
        outcome.reason.map(|reason| reason.code()),
    );
    assert_eq!((found.0, found.1.as_str(), found.2), expected, "{text}");
}

#[test]
fn values_are_exact_and_keep_their_flags() {
    let some = |value, decimals| Some(cell(Some(value), decimals, "A"));
    gives(
        "a + b",
        &[("a", 0, some(0.1, 1)), ("b", 0, some(0.2, 1))],
        ("0.3", "A", None),
    );
    gives(
        "a * b",
        &[("a", 0, some(1.1, 1)), ("b", 0, some(1.1, 1))],
        ("1.21", "A", None),
    );
    gives(
        "a - b",
        &[("a", 0, some(1e16, 0)), ("b", 0, some(1e16, 0))],
        ("0", "A", None),
    );
    gives(
        "a / b",
        &[("a", 0, some(1.0, 0)), ("b", 0, some(4.0, 0))],
        ("0.25", "A", None),
    );
    gives(
        "average(a)",
        &[("a", -1, some(3.0, 0)), ("a", 0, some(4.0, 0))],
        ("3.5", "A", None),
    );
    gives(
        "a@previous",
        &[("a", -1, some(3.0, 0)), ("a", 0, some(4.0, 0))],
        ("3", "A", None),
    );
    gives("a@following", &[("a", 1, some(5.0, 0))], ("5", "A", None));
    gives(
        "a + b",
        &[
            ("a", 0, Some(cell(Some(1.0), 0, "P"))),
            ("b", 0, Some(cell(Some(2.0), 0, "BE"))),
        ],
        ("3", "BPE", None),
    );
}

#[test]
fn what_cannot_be_computed_is_missing_with_its_reason() {
    let one = Some(cell(Some(1.0), 0, "A"));
    gives(
        "a / b",
        &[("a", 0, one), ("b", 0, Some(cell(Some(0.0), 0, "A")))],
        ("", "M", Some("division_by_zero")),
    );
    gives("a / b", &[("a", 0, one)], ("", "O", Some("absent")));
    gives(
        "a / b",
        &[("a", 0, one), ("b", 0, Some(cell(None, 0, "O")))],
        ("", "O", Some("missing")),
    );
    gives(
        "a + b",
        &[("b", 0, Some(cell(None, 0, "Q")))],
        ("", "Q", Some("suppressed")),
    );
    let huge = Some(cell(Some(1e300), 0, "A"));
    gives("a * b", &[("a", 0, huge), ("b", 0, huge)], ("", "M", Some("too_large")));
}

#[test]
fn a_suppressed_part_is_not_shown_by_arithmetic() {
    let relation = |suppressed: &[&str], published: &[&str]| Relation {
        total: "".parse().expect("the total"),
        published: published.iter().map(|one| one.parse().expect("a set")).collect(),
        suppressed: suppressed.iter().map(|one| one.parse().expect("a set")).collect(),
    };
    let check = |text: &str, suppressed: &[&str], published: &[&str]| {
        let relations = relation(suppressed, published);
        reveals(&parse(text).expect(text), &|_| None, &mut |slug, _| {
            if slug == "cases" {
                vec![relations.clone()]
            } else {
                Vec::new()
            }
        })
    };
    let shown = Some("cases".to_owned());
    for text in [
        "cases - cases[SEX=F]",
        "(cases - cases[SEX=F]) / people * 100",
        "100 - cases[SEX=F] / cases * 100",
        "cases / people - cases[SEX=F] / people",
        "people / (cases - cases[SEX=F])",
        "average(cases) - average(cases[SEX=F])",
        "2 * cases - cases[SEX=F] - cases[SEX=F]",
        "cases - (cases[SEX=F])",
    ] {
        assert_eq!(check(text, &["SEX=M"], &["SEX=F"]), shown, "{text}");
        assert_eq!(
            check(text, &[], &["SEX=F", "SEX=M"]),
            None,
            "nothing is suppressed: {text}"
        );
    }
    // A result of another formula is what that formula says.
    let copies = BTreeMap::from([
        ("copy", parse("cases").expect("a formula")),
        ("share", parse("copy[SEX=F] / cases * 100").expect("a formula")),
        ("part", parse("cases[SEX=F] / cases * 100").expect("a formula")),
    ]);
    let by_way_of = |text: &str| {
        let relations = relation(&["SEX=M"], &["SEX=F"]);
        reveals(&parse(text).expect(text), &|slug| copies.get(slug), &mut |slug, _| {
            (slug == "cases").then(|| relations.clone()).into_iter().collect()
        })
    };
    for text in [
        "copy - cases[SEX=F]",
        "100 - part",
        "average(copy) - average(cases[SEX=F])",
        "copy / people - cases[SEX=F] / people",
    ] {
        assert_eq!(by_way_of(text), shown, "{text}");
    }
    for text in ["copy", "part", "copy + cases[SEX=F]", "share"] {
        assert_eq!(by_way_of(text), None, "{text}");
    }
    for text in [
        "cases / people",
        "cases[SEX=F] / cases",
        "cases + cases[SEX=F]",
        "cases - people",
    ] {
        assert_eq!(check(text, &["SEX=M"], &["SEX=F"]), None, "{text}");
    }
}

#[test]
fn bounds_hold_the_rounded_result() {
    let rate = parse("a / b * 100").expect("a formula");
    let range = |low: f64, high: f64| Some((low, high));
    let found = bounds(&rate, &mut |input, _| {
        if input.slug == "a" {
            range(0.5, 1.5)
        } else {
            range(9.5, 10.5)
        }
    });
    let (low, high) = found.expect("bounds");
    assert!((low - 0.5 / 10.5 * 100.0).abs() < 1e-12 && (high - 1.5 / 9.5 * 100.0).abs() < 1e-12);
    assert_eq!(bounds(&rate, &mut |_, _| range(-0.5, 0.5)), None);
}

fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0_u32..5000).prop_map(|number| number.to_string()),
        (0_u32..50, 0_u32..99).prop_map(|(whole, fraction)| format!("{whole}.{fraction:02}")),
        "[a-e](-[a-e0-9]{1,3})?".prop_map(|slug| slug),
        "[a-e]".prop_map(|slug| format!("{slug}[SEX=F]@previous")),
        "[a-e]".prop_map(|slug| format!("average({slug})@work")),
        "[0-9][a-e]".prop_map(|slug| format!("indicator(\"{slug}\")")),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inside| format!("({inside})")),
            inner.clone().prop_map(|inside| format!("-({inside})")),
            (
                inner.clone(),
                prop_oneof!["[+*/−–×:÷]", Just(" - ".to_owned()), Just(" x ".to_owned())],
                inner
            )
                .prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
        ]
    })
}

proptest! {
    #[test]
    fn the_one_spelling_reads_back_as_the_same_formula(text in expressions()) {
        if let Ok(read) = parse(&text) {
            let spelled = read.to_string();
            let again = parse(&spelled).map_err(|problem| TestCaseError::fail(format!("{spelled}: {problem}")))?;
            prop_assert_eq!(&again.to_string(), &spelled);
            let values = |expression: &Expression| evaluate(expression, &mut |input, offset| {
                let value = f64::from(u32::try_from(input.slug.len()).unwrap_or(0)) + f64::from(offset) + 2.0;
                Some(Cell { number: Some(Number { value, decimals: 0 }), status: Status::NORMAL })
            });
            prop_assert_eq!(values(&again), values(&read), "{} is {}", text, spelled);
        }
    }

    #[test]
    fn nonsense_is_refused_with_a_place_inside_the_text(text in "\\PC{0,60}") {
        if let Err(problem) = parse(&text) {
            let n_characters = text.chars().count();
            prop_assert!(problem.start <= problem.end && problem.end <= n_characters);
        }
        let _ = checked(&text, Unit::Percent, Some("rate"));
    }

    #[test]
    fn the_result_lies_within_its_bounds(text in expressions(), values in prop::collection::vec(1_u32..1000, 8)) {
        let Ok(read) = parse(&text) else { return Ok(()) };
        let value = |input: &Input, offset: i8| {
            let place = input.slug.bytes().map(usize::from).sum::<usize>() + usize::from(offset.unsigned_abs());
            f64::from(values[place % values.len()])
        };
        let outcome = evaluate(&read, &mut |input, offset| {
            let number = Number { value: value(input, offset), decimals: 0 };
            Some(Cell { number: Some(number), status: Status::NORMAL.with(Flag::Provisional) })
        });
        let within = bounds(&read, &mut |input, offset| Some((value(input, offset) - 0.5, value(input, offset) + 0.5)));
        if let (Some(number), Some((low, high))) = (outcome.number, within) {
            let slack = 1e-6 * (1.0 + number.value.abs());
            prop_assert!(low - slack <= number.value && number.value <= high + slack, "{} not in {low}..{high}", number.value);
        }
    }
}
