//! Why a line of a table gives no figures: cells too many or too few, no key.

use super::{cells::decimal_comma, columns::Column, mapping::Mapping, rows::Plan, source::Line};
use crate::{Problem, event::shortened, workbook::CellContent};

/// What is wrong with a line as a whole.
pub(super) fn of_line(line: Line<'_>, plan: &Plan, mapping: &Mapping) -> Option<Problem> {
    shifted(line, plan)
        .or_else(|| cut_off(line, plan))
        .or_else(|| keyless(line, plan, mapping))
}

/// More cells than the header has names: some delimiter too many has moved the values.
fn shifted(line: Line<'_>, plan: &Plan) -> Option<Problem> {
    let n_headers = plan.block.header.names.len();
    let mut more = (n_headers..line.n_cells()).filter(|index| line.cell(*index) != CellContent::Blank);
    let extra = more.next()?;
    if let [column] = plan.columns.values.as_slice()
        && column.index + 1 == n_headers
        && extra == n_headers
        && more.next().is_none()
        && let Some(problem) = decimal_comma(&line.text(column.index), &line.text(extra))
    {
        return Some(problem);
    }
    let message = format!(
        "line {} has {} cells and the header {n_headers}; a cell too many has moved the values, put texts that hold the delimiter in quotation marks",
        line.row(),
        extra + 1,
    );
    Some(Problem::new("shifted", &line.text(extra), message))
}

/// Fewer cells than the one column of values needs: the line ends too early, as in a file that was cut off. A wide table may leave out
/// blanks at the end.
fn cut_off(line: Line<'_>, plan: &Plan) -> Option<Problem> {
    let [column] = plan.columns.values.as_slice() else {
        return None;
    };
    (line.n_cells() <= column.index).then(|| {
        let message = format!(
            "line {} has {} cells and the header {}; the line is cut off, export the file again",
            line.row(),
            line.n_cells(),
            plan.block.header.names.len()
        );
        Problem::new("cut_off", &line.n_cells().to_string(), message)
    })
}

fn keyless(line: Line<'_>, plan: &Plan, mapping: &Mapping) -> Option<Problem> {
    let is_blank = |column: &Column| line.label(column.index).is_empty();
    let columns = &plan.columns;
    let column = match (&columns.territory, &columns.name) {
        (Some(column), _) => is_blank(column).then_some(column),
        (None, _) if mapping.territory.is_some() => None,
        (None, None) if plan.context.territory.is_some() => None,
        (None, _) if !columns.parts.is_empty() => columns.parts.iter().all(is_blank).then(|| &columns.parts[0]),
        (None, Some(column)) => is_blank(column).then_some(column),
        (None, None) => None,
    }?;
    let name = shortened(&column.header);
    let start = format!("line {} has no key in column {name}", line.row());
    let message = match plan.groups.doubt {
        Some(doubt) => format!(
            "{start}, and it cannot be told that the one above holds for it too, because {doubt}; write the official key of the territory there"
        ),
        None => format!("{start}; write the official key of the territory there"),
    };
    Some(Problem::new("key_blank", "", message))
}
