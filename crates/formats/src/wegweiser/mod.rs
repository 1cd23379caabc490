//! Wegweiser Kommune and SDG-Portal (Bertelsmann Stiftung): answers of the data interface and exported tables.
//!
//! Three documents below `/data-api/rest/`: `statistics/data/{indicators}+{regions}+{years}` as JSON, `export/….csv` as a wide table,
//! and `indicator/list` as JSON, which holds no figures. Indicators are named by the name in their address (slug), because their
//! numbers change between data versions. A region of the JSON has a key (ARS, shorter than twelve digits for higher levels); a table
//! names regions by title only, so their names must be unique to be taken. Values that are `null` or blank are not known.
//!
//! A place in JSON is counted: the sheet is the indicator, the row the region, the column the year, each in the order of the document.

mod json;
mod table;

use crate::{
    Confidence, Event, FileError, Format, IndicatorHead, Place, ReadOptions, ReadSeek, Sample, limits::Limits,
    symbols::SymbolSet,
};

/// Documents of Wegweiser Kommune.
pub struct Wegweiser;

/// The short name of the source.
const SOURCE: &str = "wegweiser";
const PROVIDER: &str = "Bertelsmann Stiftung";
const TITLE: &str = "Wegweiser Kommune";

impl Format for Wegweiser {
    fn id(&self) -> &'static str {
        "wegweiser"
    }

    fn recognise(&self, sample: &Sample) -> Confidence {
        let Sample::Text(head) = sample else {
            return Confidence::No;
        };
        if json::is_json(head) {
            return if json::is_ours(head) {
                Confidence::Certain
            } else {
                Confidence::No
            };
        }
        if table::is_ours(head) {
            Confidence::Certain
        } else {
            Confidence::No
        }
    }

    fn read(
        &self,
        input: &mut dyn ReadSeek,
        options: &ReadOptions,
        limits: &Limits,
        sink: &mut dyn FnMut(Event),
    ) -> Result<(), FileError> {
        if json::is_json(&start(input)?) {
            return json::read(input, limits, sink);
        }
        let symbols: Option<SymbolSet> = options.mapping.as_ref().and_then(|mapping| mapping.symbols);
        table::read(input, symbols, limits, sink)
    }

    fn cell_at(
        &self,
        input: &mut dyn ReadSeek,
        place: Place,
        _options: &ReadOptions,
        limits: &Limits,
    ) -> Result<String, FileError> {
        if json::is_json(&start(input)?) {
            return json::cell_at(input, place, limits);
        }
        let encoding = crate::text::detect(input)?;
        crate::text::cell_at(input, encoding, b';', place, limits)
    }
}

/// The indicators of a list (`indicator/list`) with titles, explanations, units and sources: what a catalogue can know of them.
///
/// ```
/// use std::io::Cursor;
/// use formats::{limits::Limits, wegweiser};
///
/// let list = r#"[{"id": 5, "friendlyUrl": "kinderarmut", "name": "Kinderarmut", "unit": "%", "source": "ZEFIR"}]"#;
/// let heads = wegweiser::indicators(&mut Cursor::new(list), &Limits::default())?;
/// assert_eq!((heads[0].name.as_str(), heads[0].title.as_deref()), ("kinderarmut", Some("Kinderarmut")));
/// # Ok::<(), formats::FileError>(())
/// ```
pub fn indicators(input: &mut dyn ReadSeek, limits: &Limits) -> Result<Vec<IndicatorHead>, FileError> {
    json::indicators(input, limits)
}

/// The first bytes of a file.
fn start(input: &mut dyn ReadSeek) -> Result<Vec<u8>, FileError> {
    use std::io::{Read, SeekFrom};
    input.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    (&mut *input).take(1024).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(head)
}
