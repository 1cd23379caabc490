//! A shape as the database keeps it: millionths of a degree, each position as the step from the one before it.
//!
//! `|` parts polygons, `;` rings, a blank numbers. Equal positions of neighbours stay equal, so that a map of them has no gaps.

use formats::geometry::{Position, Ring, Shape};

const PER_DEGREE: f64 = 1e6;

/// The text of a shape.
pub(super) fn write(shape: &Shape) -> String {
    let ring = |ring: &Ring| {
        let mut last = [0_i64, 0];
        let step = |position: &Position| {
            let here = position.map(|degrees| (degrees * PER_DEGREE).round() as i64);
            let text = format!("{} {}", here[0] - last[0], here[1] - last[1]);
            last = here;
            text
        };
        ring.iter().map(step).collect::<Vec<_>>().join(" ")
    };
    let polygon = |polygon: &Vec<Ring>| polygon.iter().map(ring).collect::<Vec<_>>().join(";");
    shape.iter().map(polygon).collect::<Vec<_>>().join("|")
}

/// Reads what [`write`] wrote; `None` when it is damaged.
pub(super) fn read(text: &str) -> Option<Shape> {
    let ring = |text: &str| -> Option<Ring> {
        let numbers = text.split(' ').map(|number| number.parse::<i64>().ok());
        let numbers = numbers.collect::<Option<Vec<i64>>>()?;
        let mut at = [0_i64, 0];
        let (steps, rest) = numbers.as_chunks::<2>();
        if !rest.is_empty() {
            return None;
        }
        let place = |[x, y]: &[i64; 2]| {
            at = [at[0] + x, at[1] + y];
            at.map(|millionths| millionths as f64 / PER_DEGREE)
        };
        Some(steps.iter().map(place).collect())
    };
    let polygon = |text: &str| text.split(';').map(ring).collect::<Option<Vec<_>>>();
    text.split('|').map(polygon).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_reads_back_as_itself() {
        let shape: Shape = vec![
            vec![
                vec![[7.5, 51.25], [7.6, 51.25], [7.6, 51.3], [7.5, 51.25]],
                vec![[7.55, 51.26], [7.56, 51.27], [7.56, 51.26], [7.55, 51.26]],
            ],
            vec![vec![[10.0, 50.0], [11.0, 50.0], [11.0, 51.0], [10.0, 50.0]]],
        ];
        assert_eq!(read(&write(&shape)).as_ref(), Some(&shape));
        assert_eq!(read("1 2 3"), None);
        assert_eq!(read("a b"), None);
    }
}
