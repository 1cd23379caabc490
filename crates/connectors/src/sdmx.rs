//! SDMX web services (REST, version 1.x): one data flow, one key, one CSV. The United Nations, Eurostat, the OECD and others speak it.
//!
//! The indicators of the global framework lie in one flow of the United Nations; its key has fifteen places, of which the third is the
//! series and the fourth the country.

use crate::{
    Document, FetchError, Fetched, Terms,
    client::{Client, Progress, Request, address},
};

/// The service of the United Nations.
pub const UN_ADDRESS: &str = "https://data.un.org/ws/rest/";
/// The flow of the global indicators, in its newest version.
pub const UN_FLOW: &str = "IAEG-SDGs,DF_SDG_GLH,latest";
/// The number of Germany in the United Nations' list of areas (M49).
pub const GERMANY: &str = "276";
/// Number of places in the key of the global indicators.
const N_UN_PLACES: usize = 15;

/// SDMX-CSV 1.0, which every service of version 1.x writes.
const CSV: &str = "application/vnd.sdmx.data+csv;version=1.0.0";

/// What a person asks for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Agency, flow and version, with commas between.
    pub flow: String,
    /// The keys, each in its own request.
    pub keys: Vec<String>,
    /// First and last year.
    pub years: Option<(i16, i16)>,
    /// Whether the structure of the flow is asked for first: code lists and concepts, by which codes have words.
    pub with_structure: bool,
}

/// The key of one series of the global indicators for one country.
pub fn un_key(series: &str, area: &str) -> Result<String, FetchError> {
    let is_code =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_code(series) || !is_code(area) {
        return Err(FetchError::Asked(format!(
            "\"{series}\" is not the code of a series; give for example --series SI_POV_DAY1"
        )));
    }
    let places = ["A", "", series, area].into_iter().map(str::to_owned);
    Ok(places
        .chain(std::iter::repeat_n(String::new(), N_UN_PLACES - 4))
        .collect::<Vec<_>>()
        .join("."))
}

/// Fetches the keys one by one.
pub fn fetch(client: &mut Client<'_>, base: &str, wish: &Wish, terms: Option<&Terms>) -> Result<Fetched, FetchError> {
    if wish.keys.is_empty() {
        return Err(FetchError::Asked("say which series or keys are wanted".to_owned()));
    }
    let mut fetched = Fetched::default();
    if wish.with_structure {
        structure(client, base, &wish.flow, &mut fetched)?;
    }
    for (n, key) in wish.keys.iter().enumerate() {
        client.tell(Progress::Step {
            n: n + 1,
            of: wish.keys.len(),
            what: key.clone(),
        });
        let mut url = address(base, &format!("data/{}/{key}/ALL/", wish.flow))?;
        if let Some((first, last)) = wish.years {
            url.query_pairs_mut()
                .append_pair("startPeriod", &first.to_string())
                .append_pair("endPeriod", &last.to_string());
        }
        url.query_pairs_mut()
            .append_pair("dimensionAtObservation", "TIME_PERIOD");
        match client.fetch(&Request::get(url).accept(CSV)) {
            Ok(saved) => fetched.documents.push(Document {
                what: format!("{} {key}", wish.flow),
                file_name: format!("sdmx-{}.csv", n + 1),
                saved,
                parts: Vec::new(),
                terms: terms.cloned(),
                territory: None,
                source: None,
            }),
            // "No results" is 404 in this standard.
            Err(FetchError::Absent { .. }) => fetched.absent.push(format!("there are no values for {key}")),
            Err(error) => return Err(error),
        }
    }
    Ok(fetched)
}

/// SDMX-ML 2.1, in which every service of version 1.x describes structures.
const STRUCTURE: &str = "application/vnd.sdmx.structure+xml;version=2.1";

/// Fetches the flow with everything that it refers to. A service without it leaves codes without words; the data are asked for all the same.
fn structure(client: &mut Client<'_>, base: &str, flow: &str, fetched: &mut Fetched) -> Result<(), FetchError> {
    let mut parts: Vec<&str> = flow.split(',').collect();
    if parts.len() < 2 {
        return Err(FetchError::Asked(format!(
            "\"{flow}\" names no agency and flow; write for example {UN_FLOW}"
        )));
    }
    parts.resize(3, "latest");
    let mut url = address(base, &format!("dataflow/{}/", parts.join("/")))?;
    url.query_pairs_mut().append_pair("references", "descendants");
    match client.fetch(&Request::get(url).accept(STRUCTURE)) {
        Ok(saved) => fetched.documents.push(Document {
            what: format!("structure of {flow}"),
            file_name: "sdmx-structure.xml".to_owned(),
            saved,
            parts: Vec::new(),
            terms: None,
            territory: None,
            source: None,
        }),
        Err(FetchError::Absent { .. } | FetchError::Refused { .. }) => fetched.absent.push(format!(
            "the service describes no structure of {flow}; codes stay codes"
        )),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// The terms of the United Nations.
pub fn un_terms() -> Terms {
    Terms {
        source_note: "United Nations Statistics Division, Global SDG Indicators Database".to_owned(),
        licence: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_the_global_indicators_has_fifteen_places() -> Result<(), FetchError> {
        let key = un_key("SI_POV_DAY1", GERMANY)?;
        assert_eq!(key, "A..SI_POV_DAY1.276...........");
        assert_eq!(key.split('.').count(), N_UN_PLACES);
        assert!(un_key("SI/../x", GERMANY).is_err());
        Ok(())
    }
}
