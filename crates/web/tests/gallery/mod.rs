//! A page with one of everything, for judging the look and for the validators: not part of the program.
//!
//! Shared by the tests of pages and by the example `gallery`, which shows it to a browser.

use askama::Template;
use axum::{Router, routing::get};
use web::{
    chart::{LineChart, Point, Series, Svg, sparkline},
    frame::{Frame, NavigationEntry, Site, Target},
    language::Language,
    metrics::Metrics,
    serve::{self, Settings},
    words::Words,
};

const GOALS: [&str; 17] = [
    "Keine Armut",
    "Kein Hunger",
    "Gesundheit und Wohlergehen",
    "Hochwertige Bildung",
    "Gleichstellung der Geschlechter",
    "Sauberes Wasser und Sanitäreinrichtungen",
    "Bezahlbare und saubere Energie",
    "Menschenwürdige Arbeit und Wirtschaftswachstum",
    "Industrie, Innovation und Infrastruktur",
    "Weniger Ungleichheiten",
    "Nachhaltige Städte und Gemeinden",
    "Nachhaltig konsumieren und produzieren",
    "Maßnahmen zum Klimaschutz",
    "Leben unter Wasser",
    "Leben an Land",
    "Frieden, Gerechtigkeit und starke Institutionen",
    "Partnerschaften zur Erreichung der Ziele",
];

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    frame: Frame,
    goals: Vec<(usize, &'static str)>,
    chart: Svg,
    population: Svg,
    spark: Svg,
}

async fn gallery(frame: Frame) -> axum::response::Response {
    let series = |name: &str, values: &[f64]| {
        let points = (2008..).zip(values).map(|(year, value)| {
            let value = Some(*value).filter(|value| 0.0 < *value);
            Point::new(f64::from(year), year.to_string(), value)
        });
        let points = points.map(|point| {
            if point.label == "2021" {
                point.preliminary()
            } else {
                point
            }
        });
        Series::new(name, points)
    };
    let chart = LineChart::new("rate", "Arbeitslosenquote").unit("%").decimals(1);
    let chart = chart
        .series(series(
            "Münster",
            &[6.8, 6.9, 6.4, 5.9, 5.9, 6.0, 6.0, 5.9, 5.7, 5.5, 5.0, 0.0, 5.1, 4.7],
        ))
        .series(series(
            "Nordrhein-Westfalen",
            &[8.5, 8.9, 8.7, 8.1, 8.1, 8.3, 8.2, 8.0, 7.7, 7.4, 6.8, 6.5, 7.5, 7.3],
        ))
        .series(series(
            "Deutschland",
            &[7.8, 8.1, 7.7, 7.1, 6.8, 6.9, 6.7, 6.4, 6.1, 5.7, 5.2, 5.0, 5.9, 5.7],
        ))
        .break_at(2013.0, "neue Abgrenzung");
    let population = (2008..).zip([
        273_875.0, 275_543.0, 279_803.0, 291_754.0, 296_599.0, 299_708.0, 302_178.0, 310_039.0,
    ]);
    let population = population.map(|(year, value)| Point::new(f64::from(year), year.to_string(), Some(value)));
    let population = LineChart::new("population", "Bevölkerung").series(Series::new("Münster", population));
    let spark: Vec<Option<f64>> = [470.0, 472.0, 476.0, 475.0, 481.0, 486.0].map(Some).to_vec();
    frame
        .organisation("muenster", "Münster")
        .title("Münster auf dem Weg")
        .description("Wie steht es um die nachhaltige Entwicklung der Stadt Münster?")
        .section("home")
        .crumb("Indikatoren", "/muenster/indicators")
        .data_state("Datenstand: 3. Mai 2025.")
        .show(|frame| Gallery {
            goals: (1..).zip(GOALS).collect(),
            chart: chart.draw(&frame),
            population: population.draw(&frame),
            spark: sparkline(&spark),
            frame,
        })
}

/// The gallery in its frame, at `/{language}/muenster/gallery`.
pub(crate) fn app() -> Router {
    let entry = |name, label, path| NavigationEntry {
        name,
        label,
        shared: Some(Target::Path(path)),
        own: Some(Target::Path(path)),
    };
    let words = Words::new(&[
        (Language::De, "gallery/de.ftl", "nav-home = Überblick\nnav-goals = Ziele\nnav-indicators = Indikatoren\nnav-territory = Gebiet\nnav-deliveries = Datenlieferungen\nfoot-sources = Quellen\nfoot-imprint = Impressum\nfoot-privacy = Datenschutz\nfoot-accessibility = Barrierefreiheit\nfoot-api = Schnittstelle"),
        (Language::En, "gallery/en.ftl", "nav-home = Overview\nnav-goals = Goals\nnav-indicators = Indicators\nnav-territory = Territory\nnav-deliveries = Deliveries\nfoot-sources = Sources\nfoot-imprint = Imprint\nfoot-privacy = Privacy\nfoot-accessibility = Accessibility\nfoot-api = Interface"),
    ])
    .unwrap_or_else(|error| panic!("{error}"));
    let navigation = vec![
        entry("home", "nav-home", "/"),
        entry("goals", "nav-goals", "/goals"),
        entry("indicators", "nav-indicators", "/indicators"),
        entry("territory", "nav-territory", "/territories"),
        entry("deliveries", "nav-deliveries", "/deliveries"),
    ];
    let footer = vec![
        entry("sources", "foot-sources", "/sources"),
        entry("imprint", "foot-imprint", "/imprint"),
        entry("privacy", "foot-privacy", "/privacy"),
        entry("accessibility", "foot-accessibility", "/accessibility"),
        entry("api", "foot-api", "/api"),
    ];
    let site = Site::new(words, navigation, footer);
    let routes = serve::in_every_language(Router::new().route("/muenster/gallery", get(gallery)));
    serve::frame(routes, &site, &Metrics::new(), &Settings::default())
}
