//! What one row of the lake is, and how rows are ordered.

/// The key of a series, in the dense numbers of the dictionaries. The derived order is the order of rows in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesKey {
    /// `indicator_version.id`.
    pub indicator: i32,
    /// `territory.id`.
    pub territory: i32,
    /// `dimension_set.id`; 0 is the total without breakdown.
    pub dimension: i32,
    /// `source.id`, which includes the area state.
    pub source: i32,
}

/// What a row says about its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A value, or that the value is missing.
    Value,
    /// The delivery repeats what `confirms` said; kept so that a later correction of the past cannot overrule it.
    Unchanged {
        /// `delivery.number` of the delivery that brought the value.
        confirms: i32,
    },
}

/// One observation as one delivery brought it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Which series.
    pub key: SeriesKey,
    /// First day of the period, in days since 1970-01-01.
    pub start: i32,
    /// [`figures::period::Frequency::code`].
    pub frequency: i16,
    /// `delivery.number`.
    pub delivery: i32,
    /// What the row says.
    pub mark: Mark,
    /// The value; `None` when missing and in rows that only repeat.
    pub value: Option<f64>,
    /// Digits after the decimal sign in the source, −1 for binary sources.
    pub decimals: i8,
    /// [`figures::observation::Status::code`].
    pub status: i16,
    /// Where in the delivered file the value stands, in the delivery's own numbering.
    pub position: i64,
}

impl Row {
    /// What makes a row one observation: series and period.
    pub fn observation(&self) -> (SeriesKey, i32, i16) {
        (self.key, self.start, self.frequency)
    }

    /// The order of rows in a segment.
    pub fn order(&self) -> (SeriesKey, i32, i16, i32) {
        (self.key, self.start, self.frequency, self.delivery)
    }
}
