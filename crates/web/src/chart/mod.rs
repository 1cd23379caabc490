//! Curves drawn on the server as SVG: for people who look, with a title and a description for people who do not.
//!
//! A chart never stands alone: the page shows the same values as a table. Series differ by dash and marker, not by colour only. A
//! missing value breaks the line. Every chart is drawn twice, for wide and for narrow places, because text in a drawing shrinks
//! with it; the style sheet shows one of the two. All looks come from classes, so that no inline style is needed.
//!
//! The vertical axis begins at zero, except where all values lie in the upper third of it: then it begins below the smallest value,
//! and the chart says so in words.
//!
//! ```
//! use web::{chart::{LineChart, Point, Series}, frame::Site, language::Language, words::Words};
//! let frame = Site::new(Words::own(), vec![], vec![]).frame(Language::De, "/");
//! let points = [(2019, Some(11.2)), (2020, None), (2021, Some(12.5))].map(|(year, value)| Point::new(year.into(), year.to_string(), value));
//! let chart = LineChart::new("unemployment", "Arbeitslosenquote").unit("%").decimals(1).series(Series::new("Münster", points));
//! let svg = chart.draw(&frame).to_string();
//! assert!(svg.contains("Arbeitslosenquote") && svg.contains("12,5"));
//! ```

mod axis;
mod drawing;
mod sparkline;

pub use sparkline::sparkline;

use std::fmt;

use askama::filters::HtmlSafe;

use crate::{format, frame::Frame};

/// More series than this cannot be told apart.
pub const MAX_SERIES: usize = 8;

/// A curve, or several, over time.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChart {
    id: String,
    title: String,
    unit: String,
    decimals: u8,
    series: Vec<Series>,
    breaks: Vec<Break>,
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    name: String,
    points: Vec<Point>,
}

/// One value at its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The place on the horizontal axis: the year, or any other measure that grows with time.
    pub position: f64,
    /// How the time is called.
    pub label: String,
    /// The value; `None` breaks the line.
    pub value: Option<f64>,
    /// How the table beside the chart writes the value; blank where the chart rounds it itself.
    pub text: String,
    /// Whether the value is preliminary or estimated: its marker is open.
    pub is_preliminary: bool,
}

/// A place where values before and after cannot be compared.
#[derive(Clone, Debug, PartialEq)]
struct Break {
    position: f64,
    label: String,
}

impl Point {
    /// A final value.
    pub fn new(position: f64, label: impl Into<String>, value: Option<f64>) -> Point {
        Point {
            position,
            label: label.into(),
            value,
            text: String::new(),
            is_preliminary: false,
        }
    }

    /// The value as the table beside the chart writes it.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Point {
        self.text = text.into();
        self
    }

    /// Marks the value as preliminary or estimated.
    #[must_use]
    pub fn preliminary(mut self) -> Point {
        self.is_preliminary = true;
        self
    }
}

impl Series {
    /// A line; its points are put in the order of their positions.
    pub fn new(name: impl Into<String>, points: impl IntoIterator<Item = Point>) -> Series {
        let mut points: Vec<Point> = points.into_iter().collect();
        points.retain(|point| point.position.is_finite());
        for point in &mut points {
            point.value = point.value.filter(|value| value.is_finite());
        }
        points.sort_by(|left, right| left.position.total_cmp(&right.position));
        Series {
            name: name.into(),
            points,
        }
    }

    fn values(&self) -> impl DoubleEndedIterator<Item = (&Point, f64)> {
        self.points
            .iter()
            .filter_map(|point| point.value.map(|value| (point, value)))
    }
}

impl LineChart {
    /// An empty chart; `id` is unique on the page and consists of letters, digits and hyphens.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> LineChart {
        LineChart {
            id: id.into(),
            title: title.into(),
            unit: String::new(),
            decimals: 0,
            series: Vec::new(),
            breaks: Vec::new(),
        }
    }

    /// The unit, written at the top of the vertical axis.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// The decimals with which values are written.
    #[must_use]
    pub fn decimals(mut self, decimals: u8) -> Self {
        self.decimals = decimals;
        self
    }

    /// Adds a line; beyond [`MAX_SERIES`] lines are left out, and tests are stopped.
    #[must_use]
    pub fn series(mut self, series: Series) -> Self {
        debug_assert!(
            self.series.len() < MAX_SERIES,
            "a chart shows at most {MAX_SERIES} series"
        );
        if self.series.len() < MAX_SERIES {
            self.series.push(series);
        }
        self
    }

    /// Marks a place where values before and after cannot be compared, half a step before `position`.
    #[must_use]
    pub fn break_at(mut self, position: f64, label: impl Into<String>) -> Self {
        self.breaks.push(Break {
            position,
            label: label.into(),
        });
        self
    }

    /// The drawing, ready for a template: `{{ chart }}`.
    pub fn draw(&self, frame: &Frame) -> Svg {
        drawing::draw(self, frame)
    }

    /// A value as the chart writes it.
    fn value_label(&self, frame: &Frame, point: &Point, value: f64) -> String {
        match point.text.as_str() {
            "" => format::rounded(frame.language(), value, self.decimals),
            text => text.to_owned(),
        }
    }

    /// What the chart shows, in sentences.
    fn description(&self, frame: &Frame, axis: &axis::Axis) -> String {
        let number = |point: &Point, value| format::with_unit(&self.value_label(frame, point, value), &self.unit);
        let mut sentences = Vec::new();
        for series in &self.series {
            let (Some((first, first_value)), Some((last, last_value))) =
                (series.values().next(), series.values().next_back())
            else {
                continue;
            };
            let text = frame.plain("chart-first-last").with("name", &series.name);
            let text = text
                .with("first", number(first, first_value))
                .with("from", &first.label);
            sentences.push(
                text.with("last", number(last, last_value))
                    .with("to", &last.label)
                    .to_string(),
            );
        }
        if sentences.is_empty() {
            return frame.plain("chart-empty").to_string();
        }
        let n_gaps = self
            .series
            .iter()
            .flat_map(|series| &series.points)
            .filter(|point| point.value.is_none())
            .count();
        if 0 < n_gaps {
            sentences.push(frame.plain("chart-gaps").with("n", n_gaps).to_string());
        }
        for mark in &self.breaks {
            sentences.push(frame.plain("chart-break").with("label", &mark.label).to_string());
        }
        sentences.push(axis_sentence(frame, axis));
        sentences.join(" ")
    }
}

/// Where the vertical axis begins, in words.
fn axis_sentence(frame: &Frame, axis: &axis::Axis) -> String {
    if axis.start == 0.0 {
        frame.plain("chart-starts-at-zero").to_string()
    } else {
        let start = format::rounded(frame.language(), axis.start, axis.decimals);
        frame.plain("chart-starts-elsewhere").with("start", start).to_string()
    }
}

/// A finished drawing. Everything in it that came from outside is escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg(String);

impl Svg {
    /// Markup in which everything from outside is escaped already.
    pub(crate) fn finished(markup: String) -> Self {
        Self(markup)
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl HtmlSafe for Svg {}

/// Text as it may stand in markup and in attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            letter => result.push(letter),
        }
    }
    result
}
