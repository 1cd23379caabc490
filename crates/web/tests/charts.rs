//! What a chart says and draws, for the cases in which charts usually go wrong.

use web::{
    chart::{LineChart, Point, Series, sparkline},
    frame::{Frame, Site},
    language::Language,
    words::Words,
};

fn frame(language: Language) -> Frame {
    Site::new(Words::own(), vec![], vec![]).frame(language, "/")
}

fn years(from: i32, values: &[Option<f64>]) -> Vec<Point> {
    (from..)
        .zip(values)
        .map(|(year, value)| Point::new(f64::from(year), year.to_string(), *value))
        .collect()
}

/// The wide drawing, one element a line.
fn drawn(chart: &LineChart, language: Language) -> String {
    let html = chart.draw(&frame(language)).to_string();
    let wide = html.split("</svg>").next().unwrap_or_default();
    wide.replace("><", ">\n<")
}

#[test]
fn a_missing_value_breaks_the_line() {
    let values = [Some(2.0), Some(3.5), None, Some(4.0), None, Some(1.5), Some(5.0)];
    let chart = LineChart::new("rate", "Quote")
        .unit("%")
        .decimals(1)
        .series(Series::new("Ulm", years(2015, &values)));
    insta::assert_snapshot!(drawn(&chart, Language::De));
}

#[test]
fn series_differ_by_more_than_colour_and_a_break_is_marked() {
    let chart = LineChart::new("people", "Population")
        .series(Series::new(
            "Ulm",
            years(2019, &[Some(126_329.0), Some(126_405.0), Some(126_949.0)]),
        ))
        .series(Series::new(
            "Neu-Ulm <north>",
            years(2019, &[Some(58_978.0), Some(59_140.0)]),
        ))
        .break_at(2021.0, "census 2022");
    insta::assert_snapshot!(drawn(&chart, Language::En));
}

#[test]
fn an_axis_that_does_not_begin_at_zero_says_so_for_everybody() {
    let chart = LineChart::new("people", "Bevölkerung")
        .series(Series::new("Ulm", years(2019, &[Some(126_329.0), Some(126_949.0)])));
    let html = chart.draw(&frame(Language::De)).to_string();
    let sentence = "Die senkrechte Achse beginnt bei 126.200, nicht bei null.";
    assert!(
        html.contains(&format!("<p class=\"chart-note\">{sentence}</p>")),
        "{html}"
    );
    assert!(html.contains(&format!("{sentence}</desc>")), "{html}");
}

#[test]
fn nothing_to_draw_is_said_and_draws_nothing() {
    for values in [&[][..], &[None, None][..], &[Some(f64::NAN)][..]] {
        let chart = LineChart::new("rate", "Quote").series(Series::new("Ulm", years(2019, values)));
        let html = chart.draw(&frame(Language::De)).to_string();
        assert!(
            html.contains("Es gibt keine Werte, die gezeichnet werden könnten.</desc>"),
            "{html}"
        );
        assert!(
            !html.contains("chart-line") && !html.contains("NaN") && !html.contains("inf"),
            "{html}"
        );
    }
    assert_eq!(sparkline(&[Some(1.0), None]).to_string(), "");
}

#[test]
fn text_from_outside_cannot_become_markup() {
    let points = [Point::new(1.0, "<b>", Some(1.0)), Point::new(2.0, "\"2\"", Some(2.0))];
    let chart = LineChart::new("x", "<script>")
        .unit("&")
        .series(Series::new("<i>", points))
        .break_at(2.0, "</svg>");
    let html = chart.draw(&frame(Language::De)).to_string();
    assert!(
        !html.contains("<script") && !html.contains("<b>") && !html.contains("<i>"),
        "{html}"
    );
    assert_eq!(html.matches("</svg>").count(), 2);
    assert!(!html.contains("style="));
}

#[test]
fn one_value_stands_alone_in_the_middle() {
    let chart = LineChart::new("x", "Einer").series(Series::new("Ulm", years(2020, &[Some(3.0)])));
    let html = drawn(&chart, Language::De);
    assert_eq!(html.matches("class=\"chart-marker\"").count(), 1);
}
