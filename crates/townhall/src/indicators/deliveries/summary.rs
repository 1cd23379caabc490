//! What programs read about a delivery: the same in the API and on the command line.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Basis, Delivery, Kind};

/// One delivery of figures: its file, its data state, its terms, what became of its rows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delivery)]
pub struct Summary {
    /// Counts up from 1; values name their delivery by it.
    #[schema(example = 3)]
    number: i64,
    /// Its id, the same after a move to another server.
    #[schema(format = "uuid", example = "01981f7e-8c39-7f0b-a1d0-3c8f2b6d5e4f")]
    id: String,
    /// `merge`: adds values. `withdrawal`: takes another delivery out of what counts.
    #[schema(value_type = String, example = "merge")]
    kind: Kind,
    /// The publisher's data state: on this day the values were known.
    #[schema(value_type = String, format = Date, example = "2024-05-01")]
    known_on: Date,
    /// How the data state is known: `file`, `asked`, `edition` or `accepted`.
    #[schema(value_type = String, example = "file")]
    known_on_basis: Basis,
    /// When it was accepted here.
    #[schema(value_type = String, format = DateTime, example = "2026-01-05T09:30:00Z")]
    accepted_at: Timestamp,
    /// The name of the delivered file.
    #[schema(example = "A_Arbeitslosigkeit.xls")]
    file: String,
    /// SHA-256 of the kept file; `null` also where small counts of the file are withheld.
    #[schema(
        required = true,
        example = "b224aaa27878bd3fa297dd59208203dc42e18e92abdd17cdf945ac5b280e4df6"
    )]
    sha256: Option<String>,
    /// Its size; `null` in the same cases.
    #[schema(required = true, example = 1_433_600)]
    bytes: Option<i64>,
    /// The format by which it was read.
    #[schema(example = "inkar")]
    format: String,
    /// The publisher's edition.
    #[schema(required = true, example = "2024")]
    edition: Option<String>,
    /// Who publishes.
    #[schema(required = true)]
    provider: Option<String>,
    /// The title of the publication.
    #[schema(required = true)]
    title: Option<String>,
    /// The note that has to stand beside the figures.
    #[schema(required = true)]
    source_note: Option<String>,
    /// The short name of the licence.
    #[schema(required = true, example = "dl-de/by-2-0")]
    licence: Option<String>,
    /// The address of the data set.
    #[schema(required = true)]
    dataset_uri: Option<String>,
    /// The delivery that this one takes back.
    #[schema(required = true)]
    withdraws: Option<i64>,
    /// The delivery that took this one back.
    #[schema(required = true)]
    withdrawn_by: Option<i64>,
    account: Account,
    /// The indicators that it brought values of.
    #[schema(example = json!(["unemployed"]))]
    indicators: Vec<String>,
}

impl Delivery {
    /// The checksum of the file, as far as everybody may read it: from checksum, size and the rest of the table the few numbers that were
    /// withheld could be found by trying.
    pub(super) fn shown_sha256(&self) -> Option<&str> {
        self.file_sha256.as_deref().filter(|_| !self.report.withholds)
    }

    /// The size of the file; the same holds.
    pub(super) fn shown_bytes(&self) -> Option<i64> {
        self.file_bytes.filter(|_| !self.report.withholds)
    }

    /// What programs read about it, in the API and on the command line.
    pub fn summary(&self) -> Summary {
        Summary {
            number: self.number,
            id: self.id.clone(),
            kind: self.kind,
            known_on: self.known_on,
            known_on_basis: self.known_on_basis,
            accepted_at: self.accepted_at,
            file: self.file_name.clone(),
            sha256: self.shown_sha256().map(str::to_owned),
            bytes: self.shown_bytes(),
            format: self.format.clone(),
            edition: self.edition.clone(),
            provider: self.provider.clone(),
            title: self.title.clone(),
            source_note: self.source_note.clone(),
            licence: self.licence.clone(),
            dataset_uri: self.dataset_uri.clone(),
            withdraws: self.withdraws,
            withdrawn_by: self.withdrawn_by,
            account: self.report.account.clone(),
            indicators: self.indicators.iter().map(|(slug, _)| slug.clone()).collect(),
        }
    }
}
