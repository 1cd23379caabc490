//! Where an axis begins and ends, and at which round numbers it has its lines.

/// A vertical axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) step: f64,
    /// Decimals that the numbers at the lines need.
    pub(super) decimals: u8,
}

impl Axis {
    /// An axis of about `n_steps` steps over all values. It begins at zero unless all values lie in its upper third.
    pub(super) fn over(values: impl Iterator<Item = f64>, n_steps: u8) -> Axis {
        let (mut low, mut high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        if high < low {
            (low, high) = (0.0, 1.0);
        }
        let includes_zero = match (low, high) {
            (low, high) if 0.0 <= low => low <= high * 2.0 / 3.0 || high == low,
            (low, high) if high <= 0.0 => low * 2.0 / 3.0 <= high || high == low,
            _ => true,
        };
        if includes_zero {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if high == low {
            high = low + 1.0;
        }
        let (step, decimals) = round_step((high - low) / f64::from(n_steps));
        let start = (low / step).floor() * step;
        let end = (high / step).ceil() * step;
        Axis {
            start,
            end,
            step,
            decimals,
        }
    }

    /// The values at which the axis has lines.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let n_steps = ((self.end - self.start) / self.step).round() as usize;
        (0..=n_steps).map(|n| self.start + n as f64 * self.step).collect()
    }

    /// The place of a value, 0 at the beginning of the axis and 1 at its end.
    pub(super) fn share(&self, value: f64) -> f64 {
        (value - self.start) / (self.end - self.start)
    }
}

/// The next number of the row 1, 2, 2.5, 5, 10 … that is not smaller, and the decimals that its multiples need.
fn round_step(wanted: f64) -> (f64, u8) {
    let (mut power, mut exponent) = (1.0, 0_i32);
    while power * 10.0 <= wanted {
        (power, exponent) = (power * 10.0, exponent + 1);
    }
    while wanted < power && -9 < exponent {
        (power, exponent) = (power / 10.0, exponent - 1);
    }
    let of_power = u8::try_from(-exponent).unwrap_or(0);
    for (factor, more_decimals) in [(1.0, 0), (2.0, 0), (2.5, 1), (5.0, 0), (10.0, -1)] {
        // A hair of tolerance, so that 0.30000000000000004 / 3 still counts as 0.1.
        if wanted <= factor * power * 1.000_000_1 {
            let decimals = match more_decimals {
                1 if exponent < 1 => of_power + 1,
                -1 => of_power.saturating_sub(1),
                _ => of_power,
            };
            return (factor * power, decimals);
        }
    }
    (10.0 * power, of_power.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[f64], expected: (f64, f64, f64, u8)) {
        let axis = Axis::over(values.iter().copied(), 5);
        let (start, end, step, decimals) = expected;
        assert_eq!(
            axis,
            Axis {
                start,
                end,
                step,
                decimals
            },
            "{values:?}"
        );
    }

    #[test]
    fn the_axis_begins_at_zero_where_values_vary_much() {
        check(&[3.0, 17.0], (0.0, 20.0, 5.0, 0));
        check(&[0.11, 0.42], (0.0, 0.5, 0.1, 1));
        check(&[-3.0, 8.0], (-5.0, 10.0, 2.5, 1));
        check(&[-8.0, -1.0], (-8.0, 0.0, 2.0, 0));
    }

    #[test]
    fn the_axis_begins_below_the_smallest_value_where_all_are_large() {
        check(&[300_000.0, 316_000.0], (300_000.0, 320_000.0, 5_000.0, 0));
        check(&[81.1, 82.4], (81.0, 82.5, 0.5, 1));
    }

    #[test]
    fn a_single_value_or_none_still_has_an_axis() {
        check(&[7.0], (0.0, 8.0, 2.0, 0));
        check(&[0.0, 0.0], (0.0, 1.0, 0.2, 1));
        check(&[], (0.0, 1.0, 0.2, 1));
    }

    #[test]
    fn lines_stand_at_round_numbers() {
        let axis = Axis::over([0.0, 2.0].into_iter(), 4);
        assert_eq!(axis.ticks(), [0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(axis.share(1.0), 0.5);
    }
}
