//! INKAR of the BBSR: the whole collection as one packed file of several hundred megabytes a year's edition.
//!
//! There is no published interface for single tables, so the file that the office offers for download is fetched. It is asked for with
//! conditions and continued where it broke off.

use crate::{
    Document, FetchError, Fetched, Terms,
    client::{Client, Request, address},
};

/// The folder in which the editions lie.
pub const ADDRESS: &str = "https://www.bbr-server.de/imagemap/inkar/download/";

/// Fetches one edition.
pub fn fetch(client: &mut Client<'_>, base: &str, edition: i16) -> Result<Fetched, FetchError> {
    if !(2010..=2100).contains(&edition) {
        return Err(FetchError::Asked(format!(
            "{edition} is not the year of an edition; give for example --edition 2025"
        )));
    }
    let file_name = format!("inkar_{edition}.zip");
    let saved = client.fetch(&Request::get(address(base, &file_name)?))?;
    Ok(Fetched {
        documents: vec![Document {
            what: format!("INKAR, edition {edition}"),
            file_name,
            saved,
            parts: Vec::new(),
            terms: Some(Terms {
                source_note: format!(
                    "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), INKAR, Ausgabe {edition}"
                ),
                licence: Some("dl-de/by-2-0".to_owned()),
            }),
            territory: None,
            source: None,
        }],
        absent: Vec::new(),
    })
}
