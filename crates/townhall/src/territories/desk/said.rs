//! What is wrong with a file of areas, in the language of the page.

use formats::geometry::{Cause, GeometryError};
use web::frame::Frame;

use crate::territories::boundaries::AreasError;

/// The sentence for people; the exact words of the readers stand beside it on the page.
pub(super) fn said(frame: &Frame, error: &AreasError) -> String {
    let key = |key: &'static str| frame.plain(key);
    let text = match error {
        AreasError::Open { .. } | AreasError::Database { .. } => key("territories-desk-error-broken"),
        AreasError::NoKeys { names, .. } => key("territories-desk-error-no-keys").with("names", names),
        AreasError::Read { source, .. } => match source {
            GeometryError::File(_) | GeometryError::Broken { .. } => key("territories-desk-error-broken"),
            GeometryError::OtherKind(_) => key("territories-desk-error-kind"),
            GeometryError::MissingPart(part) => key("territories-desk-error-part").with("part", *part),
            GeometryError::SeveralLayers(names) | GeometryError::NoSuchLayer { found: names, .. } => {
                key("territories-desk-error-layers").with("names", names)
            }
            GeometryError::NoAreas(_) => key("territories-desk-error-empty"),
            GeometryError::NoReference { x, y } => key("territories-desk-error-reference")
                .with("x", x.to_string())
                .with("y", y.to_string()),
            GeometryError::UnknownReference(name) => key("territories-desk-error-unknown-reference").with("name", name),
            GeometryError::Elsewhere {
                feature,
                x,
                y,
                reference,
                cause,
            } => {
                let words = match cause {
                    Cause::Metres => "territories-desk-error-metres",
                    Cause::Degrees => "territories-desk-error-degrees",
                    Cause::Exchanged => "territories-desk-error-exchanged",
                    Cause::Unknown => "territories-desk-error-elsewhere",
                };
                key(words)
                    .with("feature", *feature)
                    .with("x", x.to_string())
                    .with("y", y.to_string())
                    .with("reference", reference)
            }
        },
    };
    text.to_string()
}

/// What the readers say, with its causes; where the file waits concerns nobody.
pub(super) fn exactly(error: &dyn std::error::Error) -> String {
    let error = match error.source() {
        Some(cause) => cause,
        None => error,
    };
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
