//! What stands beside a file in our own layout: who published the figures, under which terms, from which original file.

use figures::source::AreaState;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::own;
use crate::{DeliveryHead, FileError};

/// The content of `NAME.source.toml`.
///
/// ```
/// use formats::lotse_figures::Sidecar;
/// let sidecar = Sidecar::read(
///     r#"
///     source = "inkar"
///     provider = "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)"
///     title = "INKAR. Ausgabe 2024"
///     note = "INKAR. Ausgabe 2024. Hrsg.: BBSR"
///     licence = "dl-de/by-2-0"
///     area_state = "unstated"
///     edition = "2024"
///     numbers = "binary"
///     "#,
/// )?;
/// assert_eq!(Sidecar::read(&sidecar.write()?)?, sidecar);
/// # Ok::<(), formats::FileError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sidecar {
    /// Short name of the source, for example `inkar`.
    pub source: String,
    /// The office that publishes.
    pub provider: String,
    /// The title of the publication.
    pub title: String,
    /// The note that must stand beside every figure.
    pub note: String,
    /// The short name of the licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The address of the data set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset_uri: Option<String>,
    /// On which area the figures stand.
    pub area_state: AreaState,
    /// The publisher's data state.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    pub known_on: Option<Date>,
    /// The edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Where the numbers come from: decimal texts, or binary cells of a workbook whose digits are not known.
    #[serde(default)]
    pub numbers: NumberForm,
    /// The files that the figures were taken from.
    #[serde(default, skip_serializing_if = "Vec::is_empty", rename = "original")]
    pub originals: Vec<Original>,
}

/// A file that figures were taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// Its name.
    pub file: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// Where numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumberForm {
    /// Decimal texts: `5.10` has two decimals.
    #[default]
    Decimal,
    /// Cells of a workbook: how many digits stood in the source is not known.
    Binary,
}

impl NumberForm {
    /// The word in the sidecar.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decimal => "decimal",
            Self::Binary => "binary",
        }
    }
}

impl Sidecar {
    /// Reads the text of a sidecar.
    pub fn read(text: &str) -> Result<Self, FileError> {
        let sidecar: Self = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            own(format!(
                "line {line} of the source file cannot be read: {}; compare it with one written by Lotse",
                error.message()
            ))
        })?;
        let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        match sidecar.originals.iter().find(|original| !is_hash(&original.sha256)) {
            Some(original) => Err(own(format!(
                "the SHA-256 of \"{}\" is not 64 hexadecimal digits; compute it again",
                original.file
            ))),
            None => Ok(sidecar),
        }
    }

    /// Writes the text of the sidecar.
    pub fn write(&self) -> Result<String, FileError> {
        toml::to_string(self)
            .map_err(|error| own(format!("the source file cannot be written: {error}; shorten its texts")))
    }

    /// Tells the head of a delivery what the sidecar says.
    pub(super) fn complete(&self, head: &mut DeliveryHead) {
        head.source_slug = Some(self.source.clone());
        head.provider = Some(self.provider.clone());
        head.title = Some(self.title.clone());
        head.source_note = Some(self.note.clone());
        head.licence.clone_from(&self.licence);
        head.dataset_uri.clone_from(&self.dataset_uri);
        head.area_state = Some(self.area_state);
        head.known_on = self.known_on;
        head.edition.clone_from(&self.edition);
    }
}

/// A day as a text, because TOML's own dates would tie the layout to one library's type.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "the form that serde asks for")]
    pub(super) fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.serialize_str(&day.to_string()),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| {
            text.parse()
                .map_err(|_| D::Error::custom(format!("\"{text}\" is not a day such as 2024-12-31")))
        })
        .transpose()
    }
}
