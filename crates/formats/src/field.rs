//! One cell of a table that is written: what both writers of this crate, CSV and XLSX, take.

use figures::number::Number;

/// A cell to write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field<'a> {
    /// A text. It never becomes a formula, whatever it begins with.
    Text(&'a str),
    /// A number, written exact to its decimals.
    Number(Number),
    /// A whole number.
    Integer(i64),
    /// Nothing.
    Blank,
}
