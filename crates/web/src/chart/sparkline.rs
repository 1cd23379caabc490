//! A curve as small as a word, for lists. It repeats what the list says in figures and is therefore hidden from screen readers.

use std::fmt::Write as _;

use super::Svg;

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;
const MARGIN: f64 = 4.0;

/// Values at equal distances; `None` breaks the line. Nothing is drawn for fewer than two values.
///
/// ```
/// let svg = web::chart::sparkline(&[Some(1.0), None, Some(3.0), Some(2.0)]).to_string();
/// assert!(svg.contains("aria-hidden"));
/// ```
pub fn sparkline(values: &[Option<f64>]) -> Svg {
    let known: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(index, value)| value.filter(|value| value.is_finite()).map(|value| (index, value)))
        .collect();
    let (Some(last), true) = (known.last(), 1 < known.len()) else {
        return Svg(String::new());
    };
    let low = known.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    let high = known.iter().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max);
    let x = |index: usize| MARGIN + index as f64 / (values.len() - 1) as f64 * (WIDTH - 2.0 * MARGIN);
    let share = |value: f64| if low < high { (value - low) / (high - low) } else { 0.5 };
    let y = |value: f64| HEIGHT - MARGIN - share(value) * (HEIGHT - 2.0 * MARGIN);
    let mut path = String::new();
    let mut previous = None;
    for (index, value) in &known {
        let command = if previous.is_some_and(|previous: usize| previous + 1 == *index) {
            'L'
        } else {
            'M'
        };
        let _ = write!(path, "{command}{:.1} {:.1}", x(*index), y(*value));
        previous = Some(*index);
    }
    let (end_x, end_y) = (x(last.0), y(last.1));
    Svg(format!(
        "<svg class=\"sparkline\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{path}\"/>\
         <circle cx=\"{end_x:.1}\" cy=\"{end_y:.1}\" r=\"3\"/></svg>"
    ))
}
