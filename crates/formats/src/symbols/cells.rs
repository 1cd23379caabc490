//! A cell with a value under a set of signs: number, number with flags, or nothing and why.

use figures::{
    number::Number,
    observation::{Flag, Status},
};

use super::{Meaning, SymbolSet, ZERO};
use crate::Cell;

/// What a text says in place of a value. `number` reads what remains without signs.
pub(crate) fn value<E>(set: SymbolSet, text: &str, number: impl FnOnce(&str) -> Result<Number, E>) -> Result<Cell, E> {
    match set.meaning(text) {
        Some(Meaning::Zero | Meaning::NearZero) => return Ok(Cell::Number(ZERO)),
        Some(Meaning::Missing(status)) => return Ok(Cell::Missing(status)),
        _ => {}
    }
    let (rest, status) = set.without_flags(text);
    let number = number(rest)?;
    Ok(if status == Status::NORMAL {
        Cell::Number(number)
    } else {
        Cell::NumberWithStatus(number, status)
    })
}

impl SymbolSet {
    /// Takes signs off a number: `12,5 p`, `(12)`. What remains and the flags that were taken.
    pub(crate) fn without_flags(self, text: &str) -> (&str, Status) {
        let mut rest = text.trim();
        if rest.ends_with(|last: char| last.is_ascii_digit()) {
            return (rest, Status::NORMAL);
        }
        let add = |status: Status, meaning| match meaning {
            Meaning::Flagged(more) => more.flags().fold(status, Status::with),
            _ => status,
        };
        let mut status = Status::NORMAL;
        let Some(set) = self.resolved() else {
            return (rest, status);
        };
        for _ in Flag::ALL {
            if let Some(inside) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
                && let Some(meaning) = set.around
            {
                status = add(status, meaning);
                rest = inside.trim();
                continue;
            }
            let found = set
                .behind
                .iter()
                .find_map(|(sign, meaning)| Some((rest.strip_suffix(sign)?, *meaning)));
            let Some((before, meaning)) = found else { break };
            status = add(status, meaning);
            rest = before.trim_end();
        }
        (rest, status)
    }

    /// Puts together what a cell says and what a sign in a cell beside it says.
    pub(crate) fn with_sign(self, cell: Cell, sign: &str) -> Option<Cell> {
        let meaning = match cell {
            Cell::Number(_) | Cell::NumberWithStatus(..) => self.behind(sign).or_else(|| self.meaning(sign)),
            _ => self.meaning(sign),
        }?;
        if matches!((&cell, meaning), (Cell::Missing(_), Meaning::Zero | Meaning::NearZero)) {
            return Some(Cell::Number(ZERO));
        }
        let status = match meaning {
            Meaning::Missing(status) | Meaning::Flagged(status) => status,
            Meaning::Plain | Meaning::Zero | Meaning::NearZero => Status::NORMAL,
        };
        Some(with_status(cell, status))
    }
}

/// Puts together what a cell says and a status beside it.
pub(crate) fn with_status(cell: Cell, status: Status) -> Cell {
    match cell {
        Cell::Number(number) if status == Status::NORMAL => Cell::Number(number),
        Cell::Number(number) => Cell::NumberWithStatus(number, status),
        Cell::NumberWithStatus(number, own) => Cell::NumberWithStatus(number, status.flags().fold(own, Status::with)),
        Cell::Missing(_) if status != Status::NORMAL => Cell::Missing(status),
        other => other,
    }
}
