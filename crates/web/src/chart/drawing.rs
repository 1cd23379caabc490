//! From values to SVG: places of text, lines and markers for a given width.
//!
//! Widths of text are estimated (the server knows no fonts), generously, so that labels rather stand far apart than overlap.

use std::fmt::Write as _;

use super::{LineChart, Point, Series, Svg, axis::Axis, axis_sentence, escaped};
use crate::{format, frame::Frame};

/// The two sizes in which each chart is drawn. Text is 16 units high, a digit some 9 wide.
const WIDE: Size = Size {
    name: "wide",
    width: 720.0,
    plot_height: 300.0,
    n_steps: 5,
};
const NARROW: Size = Size {
    name: "narrow",
    width: 320.0,
    plot_height: 210.0,
    n_steps: 4,
};

const LETTER_WIDTH: f64 = 8.8;
const LINE_HEIGHT: f64 = 24.0;
/// With more points than this, markers would hide the line.
const MAX_MARKERS: usize = 40;

struct Size {
    name: &'static str,
    width: f64,
    plot_height: f64,
    n_steps: u8,
}

pub(super) fn draw(chart: &LineChart, frame: &Frame) -> Svg {
    let mut html = String::from("<div class=\"chart\">");
    for size in [&WIDE, &NARROW] {
        Drawing::new(chart, frame, size).write(&mut html);
    }
    let axis = axis_over(chart, WIDE.n_steps);
    if axis.start != 0.0 && chart.series.iter().any(|series| series.values().next().is_some()) {
        let _ = write!(
            html,
            "<p class=\"chart-note\">{}</p>",
            escaped(&axis_sentence(frame, &axis))
        );
    }
    html.push_str("</div>");
    Svg(html)
}

fn axis_over(chart: &LineChart, n_steps: u8) -> Axis {
    Axis::over(
        chart.series.iter().flat_map(Series::values).map(|(_, value)| value),
        n_steps,
    )
}

struct Drawing<'a> {
    chart: &'a LineChart,
    frame: &'a Frame,
    size: &'a Size,
    axis: Axis,
    /// First and last position.
    span: (f64, f64),
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl<'a> Drawing<'a> {
    fn new(chart: &'a LineChart, frame: &'a Frame, size: &'a Size) -> Self {
        let axis = axis_over(chart, size.n_steps);
        let positions = || {
            chart
                .series
                .iter()
                .flat_map(|series| &series.points)
                .map(|point| point.position)
        };
        let first = positions().fold(f64::INFINITY, f64::min);
        let last = positions().fold(f64::NEG_INFINITY, f64::max);
        let span = if first <= last { (first, last) } else { (0.0, 1.0) };
        let mut drawing = Drawing {
            chart,
            frame,
            size,
            axis,
            span,
            left: 0.0,
            right: size.width,
            top: if chart.unit.is_empty() && chart.breaks.is_empty() {
                LINE_HEIGHT / 2.0
            } else {
                LINE_HEIGHT * 1.5
            },
            bottom: 0.0,
        };
        let tick_width = drawing
            .axis
            .ticks()
            .iter()
            .map(|tick| text_width(&drawing.tick_label(*tick)))
            .fold(0.0, f64::max);
        drawing.left = tick_width + 10.0;
        // The last value stands right of its point.
        let value_width = chart.series.iter().filter_map(|series| series.values().next_back());
        let value_width = value_width
            .map(|(point, value)| text_width(&drawing.chart.value_label(drawing.frame, point, value)))
            .fold(20.0, f64::max);
        drawing.right = size.width - value_width - 14.0;
        drawing.bottom = drawing.top + size.plot_height;
        drawing
    }

    fn write(&self, html: &mut String) {
        let (name, width) = (self.size.name, self.size.width);
        let legend_columns = if self.size.width < 500.0 { 1 } else { 2 };
        let has_legend = 1 < self.chart.series.len();
        let legend_rows = if has_legend {
            self.chart.series.len().div_ceil(legend_columns)
        } else {
            0
        };
        let height = self.bottom + LINE_HEIGHT * 1.5 + legend_rows as f64 * LINE_HEIGHT;
        let id = format!("{}-{name}", self.chart.id);
        let title = escaped(&self.chart.title);
        let description = escaped(&self.chart.description(self.frame, &self.axis));
        let _ = write!(
            html,
            "<svg class=\"chart-{name}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-description\"><title id=\"{id}-title\">{title}</title>\
             <desc id=\"{id}-description\">{description}</desc>"
        );
        self.write_grid(html);
        self.write_times(html);
        self.write_breaks(html);
        for (number, series) in (1..).zip(&self.chart.series) {
            self.write_series(html, number, series);
        }
        self.write_last_values(html);
        if has_legend {
            self.write_legend(html, legend_columns);
        }
        html.push_str("</svg>");
    }

    fn write_grid(&self, html: &mut String) {
        if !self.chart.unit.is_empty() {
            let _ = write!(
                html,
                "<text class=\"chart-unit\" x=\"0\" y=\"16\">{}</text>",
                escaped(&self.chart.unit)
            );
        }
        for tick in self.axis.ticks() {
            let y = self.y(tick);
            let class = if tick == 0.0 { "chart-zero" } else { "chart-grid" };
            let _ = write!(
                html,
                "<path class=\"{class}\" d=\"M{left:.1} {y:.1}H{right:.1}\"/><text class=\"chart-tick chart-tick-y\" x=\"{x:.1}\" \
                 y=\"{text_y:.1}\">{label}</text>",
                left = self.left,
                right = self.right,
                x = self.left - 8.0,
                text_y = y + 5.0,
                label = escaped(&self.tick_label(tick)),
            );
        }
    }

    /// Labels of times, from the last one backwards as many as have room.
    fn write_times(&self, html: &mut String) {
        let mut times: Vec<(&Point, f64)> = self
            .chart
            .series
            .iter()
            .flat_map(|series| &series.points)
            .map(|point| (point, self.x(point.position)))
            .collect();
        times.sort_by(|left, right| left.1.total_cmp(&right.1));
        times.dedup_by(|left, right| left.1 == right.1);
        let Some(widest) = times
            .iter()
            .map(|time| text_width(&time.0.label))
            .max_by(f64::total_cmp)
        else {
            return;
        };
        let room = self.right - self.left;
        let most = ((room + widest) / (widest + 16.0)).floor().max(1.0) as usize;
        let every = round_count(times.len().div_ceil(most));
        let shown = times.iter().rev().step_by(every);
        for (point, x) in shown {
            // The outermost labels stay inside the drawing.
            let half = text_width(&point.label) / 2.0;
            let text_x = x.clamp(half, self.size.width - half);
            let _ = write!(
                html,
                "<path class=\"chart-stroke\" d=\"M{x:.1} {bottom:.1}v5\"/><text class=\"chart-tick chart-tick-x\" x=\"{text_x:.1}\" \
                 y=\"{y:.1}\">{label}</text>",
                bottom = self.bottom,
                y = self.bottom + LINE_HEIGHT,
                label = escaped(&point.label),
            );
        }
    }

    fn write_breaks(&self, html: &mut String) {
        for (number, mark) in self.chart.breaks.iter().enumerate() {
            let positions = self
                .chart
                .series
                .iter()
                .flat_map(|series| &series.points)
                .map(|point| point.position);
            let before = positions
                .filter(|position| *position < mark.position)
                .fold(f64::NEG_INFINITY, f64::max);
            let position = if before.is_finite() {
                (before + mark.position) / 2.0
            } else {
                mark.position
            };
            let x = self.x(position);
            let label = escaped(&mark.label);
            // Labels of several breaks stand on two levels.
            let y = self.top - 8.0 - if number % 2 == 0 { 0.0 } else { LINE_HEIGHT * 0.75 };
            let is_left = (self.left + self.right) / 2.0 < x;
            let class = if is_left {
                "chart-break-label chart-end"
            } else {
                "chart-break-label"
            };
            let _ = write!(
                html,
                "<path class=\"chart-break\" d=\"M{x:.1} {top:.1}V{bottom:.1}\"/><text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{label}</text>",
                top = self.top - 4.0,
                bottom = self.bottom,
            );
        }
    }

    fn write_series(&self, html: &mut String, number: usize, series: &Series) {
        let mut path = String::new();
        let mut is_drawing = false;
        let mut previous_x = f64::NEG_INFINITY;
        for point in &series.points {
            let Some(value) = point.value else {
                is_drawing = false;
                continue;
            };
            let (x, y) = (self.x(point.position), self.y(value));
            let is_broken = self.chart.breaks.iter().any(|mark| {
                let at = self.x(mark.position);
                previous_x < at && at <= x
            });
            let command = if is_drawing && !is_broken { 'L' } else { 'M' };
            let _ = write!(path, "{command}{x:.1} {y:.1}");
            is_drawing = true;
            previous_x = x;
        }
        let _ = write!(html, "<g class=\"chart-series chart-series-{number}\">");
        if !path.is_empty() {
            let _ = write!(html, "<path class=\"chart-line\" d=\"{path}\"/>");
        }
        let has_all_markers = series.points.len() <= MAX_MARKERS;
        let n_points = series.points.len();
        for (index, point) in series.points.iter().enumerate() {
            let Some(value) = point.value else { continue };
            let is_missing = |index: Option<usize>| index.and_then(|index| series.points.get(index)?.value).is_none();
            let is_alone = is_missing(index.checked_sub(1)) && is_missing(index.checked_add(1));
            if has_all_markers || is_alone || index + 1 == n_points {
                let hint = escaped(&format!("{}: {}", point.label, self.value_with_unit(point, value)));
                self.write_marker(
                    html,
                    number,
                    (self.x(point.position), self.y(value)),
                    point.is_preliminary,
                    &hint,
                );
            }
        }
        html.push_str("</g>");
    }

    fn write_marker(&self, html: &mut String, number: usize, (x, y): (f64, f64), is_open: bool, hint: &str) {
        let path = match number {
            1 => "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
            2 => "m-4-4h8v8h-8z",
            3 => "m0-5.5l5 9h-10z",
            4 => "m0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5z",
            5 => "m0 5.5l5-9h-10z",
            6 => "m-4.5-4.5l9 9m0-9l-9 9",
            7 => "m0-5.5v11m-5.5-5.5h11",
            _ => "m-5.5-3h11v6h-11z",
        };
        let class = if is_open {
            "chart-marker chart-marker-open"
        } else {
            "chart-marker"
        };
        let _ = write!(html, "<path class=\"{class}\" d=\"M{x:.1} {y:.1}{path}\">");
        if !hint.is_empty() {
            let _ = write!(html, "<title>{hint}</title>");
        }
        html.push_str("</path>");
    }

    /// The last value of each series stands beside its point; values that lie too close are moved apart.
    fn write_last_values(&self, html: &mut String) {
        let last = |(number, series): (usize, &Series)| {
            let (point, value) = series.values().next_back()?;
            let label = self.chart.value_label(self.frame, point, value);
            Some((number, self.x(point.position), self.y(value), label))
        };
        let mut labels: Vec<(usize, f64, f64, String)> = (1..).zip(&self.chart.series).filter_map(last).collect();
        labels.sort_by(|left, right| left.2.total_cmp(&right.2));
        let mut lowest = f64::NEG_INFINITY;
        for (number, x, y, label) in labels {
            let text_y = (y + 5.5).max(lowest + 17.0);
            lowest = text_y;
            let _ = write!(
                html,
                "<text class=\"chart-last chart-last-{number}\" x=\"{text_x:.1}\" y=\"{text_y:.1}\">{label}</text>",
                text_x = x + 10.0,
                label = escaped(&label),
            );
        }
    }

    fn write_legend(&self, html: &mut String, n_columns: usize) {
        let column_width = self.size.width / n_columns as f64;
        let most_letters = ((column_width - 56.0) / LETTER_WIDTH) as usize;
        for (index, series) in self.chart.series.iter().enumerate() {
            let number = index + 1;
            let x = (index % n_columns) as f64 * column_width;
            let y = self.bottom + LINE_HEIGHT * 2.0 + (index / n_columns) as f64 * LINE_HEIGHT;
            let _ = write!(
                html,
                "<g class=\"chart-series chart-series-{number}\"><path class=\"chart-line\" d=\"M{x:.1} {y:.1}h40\"/>"
            );
            self.write_marker(html, number, (x + 20.0, y), false, "");
            let name = shortened(&series.name, most_letters);
            let _ = write!(
                html,
                "</g><text class=\"chart-legend\" x=\"{text_x:.1}\" y=\"{text_y:.1}\">{name}</text>",
                text_x = x + 50.0,
                text_y = y + 5.5,
                name = escaped(&name),
            );
        }
    }

    fn x(&self, position: f64) -> f64 {
        let (first, last) = self.span;
        if first == last {
            return (self.left + self.right) / 2.0;
        }
        // A little air, so that markers do not touch the axis.
        let (left, right) = (self.left + 10.0, self.right - 6.0);
        left + (position - first) / (last - first) * (right - left)
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - self.axis.share(value) * (self.bottom - self.top)
    }

    fn tick_label(&self, tick: f64) -> String {
        format::rounded(self.frame.language(), tick, self.axis.decimals)
    }

    fn value_with_unit(&self, point: &Point, value: f64) -> String {
        format::with_unit(&self.chart.value_label(self.frame, point, value), &self.chart.unit)
    }
}

fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * LETTER_WIDTH
}

/// Every year, every second, every fifth …: steps in which people count.
fn round_count(at_least: usize) -> usize {
    [1, 2, 5, 10, 20, 50, 100]
        .into_iter()
        .find(|step| at_least <= *step)
        .unwrap_or(at_least)
}

fn shortened(name: &str, most_letters: usize) -> String {
    if name.chars().count() <= most_letters {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most_letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
