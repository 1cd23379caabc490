//! Our own list of observations as JSON: the field names of the interface, one object a line.
//!
//! A value is a JSON number with the digits of its source; programs that read numbers as binary lose nothing, because `decimals` stands
//! beside it. Sources with their terms follow the items.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::{Head, Line, Writer, columns};
use crate::FileError;

/// Writes observations as JSON.
pub(super) struct JsonWriter<'a, W: Write> {
    output: W,
    head: &'a Head,
    n_lines: u64,
}

impl<'a, W: Write> JsonWriter<'a, W> {
    pub(super) fn begin(mut output: W, head: &'a Head) -> Result<Self, FileError> {
        output.write_all(b"{\"items\": [")?;
        Ok(Self {
            output,
            head,
            n_lines: 0,
        })
    }
}

impl<W: Write> Writer for JsonWriter<'_, W> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), FileError> {
        columns::check(line, &self.head.concepts)?;
        let comma = if self.n_lines == 0 { "\n" } else { ",\n" };
        self.n_lines += 1;
        let text = |text: &str| Value::from(text).to_string();
        let maybe = |text: Option<&str>| text.map_or(Value::Null, Value::from).to_string();
        let number = line
            .number
            .map_or_else(|| "null".to_owned(), |number| number.to_string());
        let decimals = line
            .number
            .map_or_else(|| "null".to_owned(), |number| number.decimals.to_string());
        let pairs = line.dimensions.pairs();
        let dimensions: Map<String, Value> = pairs
            .map(|(concept, code)| (concept.to_owned(), Value::from(code)))
            .collect();
        write!(
            self.output,
            "{comma}{{\"indicator\": {}, \"territory\": {}, \"territory_name\": {}, \"period\": {}, \"value\": {number}, \
             \"decimals\": {decimals}, \"unit\": {}, \"status\": {}, \"source\": {}, \"area_state\": {}, \"known_on\": {}, \
             \"edition\": {}, \"delivery\": {}, \"licence\": {}, \"changes\": {}, \"remark\": {}, \"visibility\": {}, \"dimensions\": {}}}",
            text(line.indicator),
            text(line.territory),
            text(line.territory_name),
            text(&line.period.to_string()),
            text(line.unit.code()),
            text(&line.status.to_string()),
            text(&line.terms.slug),
            text(&line.terms.area_state.to_string()),
            text(&line.known_on.to_string()),
            maybe(line.edition),
            line.delivery
                .map_or_else(|| "null".to_owned(), |delivery| delivery.to_string()),
            maybe(line.terms.licence.as_deref()),
            maybe(line.changes),
            maybe(line.remark),
            maybe(line.is_internal.then_some(columns::INTERNAL)),
            Value::Object(dimensions),
        )?;
        Ok(())
    }

    fn end(mut self: Box<Self>) -> Result<(), FileError> {
        let sources: Vec<Value> = self
            .head
            .terms
            .iter()
            .map(|terms| {
                json!({
                    "id": terms.slug,
                    "area_state": terms.area_state.to_string(),
                    "provider": terms.provider,
                    "title": terms.title,
                    "note": terms.note,
                    "licence": terms.licence,
                    "dataset_uri": terms.dataset_uri,
                })
            })
            .collect();
        writeln!(
            self.output,
            "\n], \"next\": null, \"title\": {}, \"sources\": {}}}",
            Value::from(self.head.title.as_str()),
            Value::Array(sources)
        )?;
        self.output.flush()?;
        Ok(())
    }
}
