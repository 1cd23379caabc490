//! Own values: a filled-in form becomes a delivery with a kept file, so that own numbers have an origin like all others.
//!
//! Values are internal until they are released. Releasing is a delivery of its own that repeats the values for everybody; the internal one
//! stays what it is. A count of people below the threshold is never released. Every save has today's data state: a corrected value is a
//! later vintage, and the earlier one stays readable.

use std::collections::BTreeSet;

use figures::{number::Number, observation::Status, period::Period, source::AreaState};
use formats::{
    Cell,
    lotse_figures::{self, FigureLine, NumberForm, Sidecar},
};
use jiff::{Timestamp, civil::Date};
use store::{Store, StoreError, lake::vintage::AsOf, scope::Scope};
use web::language::Language;

use super::{
    FieldError, Protection, Visibility, acting_for, delivery_title,
    entry::{self, Entry, NOT_KNOWN},
    listed, source_of,
    threshold::{is_small, smallest_among},
    unfit_text,
};
use crate::{
    indicators::{
        catalogue::{self, Catalogue, Indicator},
        deliveries::import::{ImportOptions, Outcome, import_bytes},
        observations::{self, Selection},
    },
    people::Organisation,
    territories::KeyTable,
};

const LONGEST_NOTE: usize = 500;
/// How many values one form takes; more come as a file.
pub const MOST_ENTRIES: usize = 200;

/// What a person typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Period and value of each line; lines with both blank are left out.
    pub lines: Vec<(String, String)>,
    /// A remark that stands beside the figures.
    pub note: String,
    /// On what terms others may use them once they are released, as a short name; blank for those stated last.
    pub licence: String,
    /// Whether everybody may see them at once.
    pub release: bool,
    /// That unusual values are meant so.
    pub confirmed: bool,
    /// In which spelling numbers are read first.
    pub language: Option<Language>,
    /// The values that counted when the form was shown; nothing where nobody was shown any.
    pub seen: Option<Vec<Entry>>,
}

/// What came of saving values.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivered {
    /// The number of the delivery; none where everything stood so already, so that there was nothing to deliver.
    pub delivery: Option<i64>,
    /// The values as they were read.
    pub entries: Vec<Entry>,
    /// How many were known already.
    pub n_unchanged: u64,
    /// What counted before where another value counts now.
    pub replaced: Vec<Entry>,
    /// Periods whose values are too small a count to be released; they stay internal.
    pub withheld: Vec<Period>,
}

impl Delivered {
    /// Every value stands so already.
    fn nothing_new(entries: Vec<Entry>) -> Self {
        Self {
            delivery: None,
            n_unchanged: entries.len() as u64,
            entries,
            replaced: Vec::new(),
            withheld: Vec::new(),
        }
    }
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum NotDelivered {
    /// Lines are wrong; the field names the line, counted from 0: `lines/0/value`.
    #[error("{}", listed(.0))]
    Fields(Vec<FieldError>),
    /// No such indicator for this home.
    #[error("indicator \"{0}\" is not in the catalogue; \"lotse indicators\" lists all")]
    Unknown(String),
    /// The home stands for no territory.
    #[error("{0} stands for no territory, so it can have no values; give it its official key")]
    NoTerritory(String),
    /// The delivery was not taken.
    #[error("{0}")]
    NotTaken(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where values go, and what is needed for that.
pub struct Desk<'a> {
    /// The engines.
    pub store: &'a Store,
    /// Who enters the values.
    pub scope: &'a Scope,
    /// For whom.
    pub home: &'a Organisation,
    /// The official keys.
    pub keys: &'a KeyTable,
    /// Now.
    pub now: Timestamp,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Desk of {}", self.home.slug)
    }
}

impl Desk<'_> {
    fn today(&self) -> Date {
        web::format::day(self.now)
    }

    /// Checks what was typed and makes a delivery of it. Nothing is stored when any line is wrong.
    pub async fn enter(&self, slug: &str, typed: &Typed) -> Result<Delivered, NotDelivered> {
        let scope = acting_for(self.scope, self.home);
        let catalogue = catalogue::load(self.store, &scope).await?;
        let indicator = catalogue
            .by_slug(slug)
            .ok_or_else(|| NotDelivered::Unknown(slug.to_owned()))?;
        let entries = check(indicator, typed, self.today()).map_err(NotDelivered::Fields)?;
        let known = self.known(&scope, &catalogue, indicator).await?;
        let stale = stale(typed, &entries, &known);
        if !stale.is_empty() {
            return Err(NotDelivered::Fields(stale));
        }
        if typed.note.trim().is_empty() {
            let there = match typed.release {
                true => released(self.store, self.home, slug).await?,
                false => known.clone(),
            };
            if entries.iter().all(|entry| there.contains(entry)) {
                return Ok(Delivered::nothing_new(entries));
            }
        }
        let is_replaced = |old: &Entry| entries.iter().any(|new| new.period == old.period && new != old);
        let replaced = known.into_iter().filter(is_replaced).collect();
        let delivered = self
            .deliver(
                &scope,
                indicator,
                entries,
                (typed.note.trim(), &typed.licence),
                typed.release,
            )
            .await?;
        Ok(Delivered { replaced, ..delivered })
    }

    /// Releases internal values: those of some periods, or all of an indicator that may be released. Whatever is too small a count stays
    /// internal; it stops the rest only when it was named.
    /// `licence` is as in [`Typed`].
    pub async fn release(&self, slug: &str, periods: &[Period], licence: &str) -> Result<Delivered, NotDelivered> {
        let scope = acting_for(self.scope, self.home);
        let catalogue = catalogue::load(self.store, &scope).await?;
        let indicator = catalogue
            .by_slug(slug)
            .ok_or_else(|| NotDelivered::Unknown(slug.to_owned()))?;
        let known = self.known(&scope, &catalogue, indicator).await?;
        let wanted = |entry: &Entry| periods.is_empty() || periods.contains(&entry.period);
        let entries: Vec<Entry> = known.into_iter().filter(wanted).collect();
        let mut wrong: Vec<FieldError> = periods
            .iter()
            .filter(|period| !entries.iter().any(|entry| entry.period == **period))
            .map(|period| {
                let message = format!("there is no own value of {slug} for {period}; \"lotse value list\" shows all");
                FieldError::new("period", "no-such-value", period.to_string(), message)
            })
            .collect();
        if entries.is_empty() && wrong.is_empty() {
            let message = format!("there are no own values of {slug} to release");
            wrong.push(FieldError::new("period", "nothing-to-release", slug, message));
        }
        let (small, mut entries): (Vec<Entry>, Vec<Entry>) = entries
            .into_iter()
            .partition(|entry| not_releasable(indicator, entry, "period").is_some());
        let withheld: Vec<Period> = small.iter().map(|entry| entry.period).collect();
        if !periods.is_empty() || entries.is_empty() {
            for entry in &small {
                let why = not_releasable(indicator, entry, "period");
                wrong.extend(why.map(|why| FieldError {
                    code: "below-threshold-of",
                    piece: entry.period.to_string(),
                    ..why
                }));
            }
        }
        if indicator.visibility != Visibility::Public {
            wrong.push(hidden_indicator(indicator));
        }
        if !wrong.is_empty() {
            return Err(NotDelivered::Fields(wrong));
        }
        entries.sort_by_key(|entry| entry.period);
        let there = released(self.store, self.home, slug).await?;
        if entries.iter().all(|entry| there.contains(entry)) {
            return Ok(Delivered {
                withheld,
                ..Delivered::nothing_new(entries)
            });
        }
        let delivered = self.deliver(&scope, indicator, entries, ("", licence), true).await?;
        Ok(Delivered { withheld, ..delivered })
    }

    /// The own values that count, as the organisation sees them, in order of time.
    pub async fn values(&self, slug: &str) -> Result<Vec<Entry>, NotDelivered> {
        let scope = acting_for(self.scope, self.home);
        let catalogue = catalogue::load(self.store, &scope).await?;
        let indicator = catalogue
            .by_slug(slug)
            .ok_or_else(|| NotDelivered::Unknown(slug.to_owned()))?;
        Ok(self.known(&scope, &catalogue, indicator).await?)
    }

    /// The periods whose own values everybody sees as they are.
    pub async fn released(&self, slug: &str) -> Result<Vec<Entry>, NotDelivered> {
        Ok(released(self.store, self.home, slug).await?)
    }

    /// The licence that the home has stated last for own values.
    pub async fn last_licence(&self) -> Result<Option<String>, StoreError> {
        let found: Option<(String,)> = sqlx::query_as(
            "select delivery.licence from delivery join source on source.id = delivery.source_id \
             where source.slug = $1 and delivery.licence is not null order by delivery.number desc limit 1",
        )
        .bind(source_of(&self.home.slug))
        .fetch_optional(self.store.sql.read(self.scope).on())
        .await?;
        Ok(found.map(|(licence,)| licence))
    }

    async fn known(
        &self,
        scope: &Scope,
        catalogue: &Catalogue,
        indicator: &Indicator,
    ) -> Result<Vec<Entry>, StoreError> {
        known(self.store, self.home, scope, catalogue, indicator).await
    }

    async fn deliver(
        &self,
        scope: &Scope,
        indicator: &Indicator,
        entries: Vec<Entry>,
        (note, licence): (&str, &str),
        release: bool,
    ) -> Result<Delivered, NotDelivered> {
        let territory = self.home.territory_id.and_then(|id| self.keys.key_of(id));
        let territory = territory.ok_or_else(|| NotDelivered::NoTerritory(self.home.name.clone()))?;
        let name = &self.home.name;
        let file = file_of(indicator, territory.code(), &entries).map_err(NotDelivered::NotTaken)?;
        let origin = match note {
            "" => format!("{name}: eigene Erhebung"),
            note => format!("{name}: eigene Erhebung. {note}"),
        };
        let mut options = ImportOptions::at(self.now);
        options.visibility = if release {
            Visibility::Public
        } else {
            Visibility::Internal
        };
        options.read.sidecar = Some(Sidecar {
            source: source_of(&self.home.slug),
            provider: name.clone(),
            title: delivery_title(indicator.title.text(Language::De)),
            note: origin,
            licence: match licence.trim() {
                "" => self.last_licence().await?,
                licence => Some(licence.to_owned()),
            },
            dataset_uri: None,
            area_state: AreaState::OfItsDay,
            known_on: Some(self.today()),
            edition: None,
            numbers: NumberForm::Decimal,
            originals: Vec::new(),
        });
        let file_name = format!("{}-{}.csv", indicator.slug.replace('.', "-"), self.today());
        let report = import_bytes(self.store, scope, self.keys, &file_name, &file, &options).await?;
        match (report.outcome, report.delivery) {
            (Outcome::Accepted, Some(delivery)) => Ok(Delivered {
                delivery: Some(delivery),
                entries,
                n_unchanged: report.account.of_which_unchanged,
                replaced: Vec::new(),
                withheld: Vec::new(),
            }),
            _ => {
                let messages = report.problems.iter().map(|problem| problem.problem.message.clone());
                Err(NotDelivered::NotTaken(messages.collect::<Vec<_>>().join("; ")))
            }
        }
    }
}

/// Values that somebody else has changed since the form was shown, and that would be overwritten unseen.
fn stale(typed: &Typed, entries: &[Entry], known: &[Entry]) -> Vec<FieldError> {
    let Some(seen) = &typed.seen else {
        return Vec::new();
    };
    let of = |list: &[Entry], period: Period| list.iter().find(|one| one.period == period).cloned();
    let lines = typed.lines.iter().enumerate();
    let is_line = |text: &str, period: Period| text.trim().parse::<Period>().is_ok_and(|one| one == period);
    let mut stale = Vec::new();
    for entry in entries {
        let now = of(known, entry.period);
        if now == of(seen, entry.period) || now.as_ref() == Some(entry) {
            continue;
        }
        let line = lines.clone().find(|(_, (period, _))| is_line(period, entry.period));
        let field = line.map_or_else(|| "lines".to_owned(), |(n, _)| format!("lines/{n}/value"));
        let piece = now.and_then(|now| now.number);
        let piece = piece.map_or_else(|| NOT_KNOWN.to_owned(), |number| number.to_string());
        let message = format!(
            "meanwhile {} counts for {}; save once more if yours shall count",
            piece, entry.period
        );
        stale.push(FieldError::new(field, "value-stale", piece, message));
    }
    stale
}

/// The kept file: one line, a column for each period.
fn file_of(indicator: &Indicator, territory: &str, entries: &[Entry]) -> Result<Vec<u8>, String> {
    let periods: Vec<Period> = entries.iter().map(|entry| entry.period).collect();
    let cell = |number: Option<Number>| number.map_or(Cell::Missing(Status::NOT_KNOWN), Cell::Number);
    let line = FigureLine {
        indicator: indicator.slug.clone(),
        territory: territory.to_owned(),
        dimensions: figures::dimension::DimensionSet::default(),
        cells: entries.iter().map(|entry| Some(cell(entry.number))).collect(),
    };
    let mut file = Vec::new();
    lotse_figures::write(&mut file, &periods, &[line], NumberForm::Decimal).map_err(|error| error.to_string())?;
    Ok(file)
}

/// Reads the lines; all that is wrong comes back at once.
fn check(indicator: &Indicator, typed: &Typed, today: Date) -> Result<Vec<Entry>, Vec<FieldError>> {
    let (mut entries, mut wrong, mut seen): (Vec<Entry>, Vec<FieldError>, _) =
        (Vec::new(), Vec::new(), BTreeSet::new());
    let lines = typed.lines.iter().enumerate();
    let filled = lines.filter(|(_, (period, value))| !(period.trim().is_empty() && value.trim().is_empty()));
    for (place, (period_text, value_text)) in filled {
        let at = |error: FieldError| FieldError {
            field: format!("lines/{place}/{}", error.field),
            ..error
        };
        let period = entry::period(period_text, today)
            .map_err(|error| wrong.push(at(error)))
            .ok();
        let number = value(indicator, value_text, typed)
            .map_err(|errors| wrong.extend(errors.into_iter().map(at)))
            .ok();
        let (Some(period), Some(number)) = (period, number) else {
            continue;
        };
        if !seen.insert(period.to_string()) {
            let message = format!("period {period} stands there twice; keep one of the two lines");
            wrong.push(at(FieldError::new(
                "period",
                "period-twice",
                period.to_string(),
                message,
            )));
            continue;
        }
        let entry = Entry { period, number };
        if typed.release {
            wrong.extend(not_releasable(indicator, &entry, "value").map(at));
        }
        entries.push(entry);
    }
    let frequencies: BTreeSet<i16> = entries.iter().map(|entry| entry.period.frequency().code()).collect();
    if 1 < frequencies.len() {
        wrong.push(FieldError::new(
            "lines",
            "periods-mixed",
            "",
            "the lines have periods of different length; enter years and months apart",
        ));
    }
    if typed.release && indicator.visibility != Visibility::Public {
        wrong.push(hidden_indicator(indicator));
    }
    if indicator.ended.is_some() {
        let message = format!(
            "{} was ended and takes no more values; take it up again first",
            indicator.slug
        );
        wrong.push(FieldError::new("lines", "indicator-ended", &indicator.slug, message));
    }
    wrong.extend(unfit_text("licence", &typed.licence, 100));
    if LONGEST_NOTE < typed.note.chars().count() {
        let message = format!("the remark has more than {LONGEST_NOTE} characters; shorten it");
        wrong.push(FieldError::new("note", "text-long", LONGEST_NOTE.to_string(), message));
    }
    if typed.note.chars().any(char::is_control) {
        wrong.push(FieldError::new(
            "note",
            "text-control",
            "",
            "the remark holds line breaks or control characters; write it in one line",
        ));
    }
    if MOST_ENTRIES < entries.len() {
        let message = format!("more than {MOST_ENTRIES} values at once come better as a file; use \"lotse import\"");
        wrong.push(FieldError::new(
            "lines",
            "lines-many",
            MOST_ENTRIES.to_string(),
            message,
        ));
    }
    if entries.is_empty() && wrong.is_empty() {
        wrong.push(FieldError::new(
            "lines",
            "lines-empty",
            "",
            "no value was entered; fill in at least one line",
        ));
    }
    entries.sort_by_key(|entry| entry.period);
    if wrong.is_empty() { Ok(entries) } else { Err(wrong) }
}

fn value(indicator: &Indicator, text: &str, typed: &Typed) -> Result<Option<Number>, Vec<FieldError>> {
    match text.trim() {
        "" => {
            let message = "the value is blank; write a number, or a point when the value is not known";
            return Err(vec![FieldError::new("value", "value-blank", "", message)]);
        }
        NOT_KNOWN => return Ok(None),
        _ => {}
    }
    let number = entry::number(text, typed.language).map_err(|error| vec![error])?;
    let unit = indicator.version.unit;
    let unusual = entry::unusual(unit, number, text).filter(|_| !typed.confirmed);
    match entry::impossible(unit, number, text).or(unusual) {
        Some(error) => Err(vec![error]),
        None => Ok(Some(number)),
    }
}

/// The own values of a home that everybody sees as they are.
pub(super) async fn released(store: &Store, home: &Organisation, slug: &str) -> Result<Vec<Entry>, StoreError> {
    let scope = Scope::public();
    let catalogue = catalogue::load(store, &scope).await?;
    match catalogue.by_slug(slug) {
        Some(indicator) => known(store, home, &scope, &catalogue, indicator).await,
        None => Ok(Vec::new()),
    }
}

/// The indicators, by `indicator.id`, of which a home has own values that still count for whoever works there.
pub async fn entered(store: &Store, scope: &Scope, home: &Organisation) -> Result<BTreeSet<String>, StoreError> {
    let scope = acting_for(scope, home);
    let rows: Vec<(String,)> = sqlx::query_as(
        "select distinct version.indicator_id from delivery join source on source.id = delivery.source_id \
         join delivery_indicator part on part.delivery_number = delivery.number \
         join indicator_version version on version.id = part.indicator_version_id \
         where source.slug = $1 \
           and not exists (select 1 from delivery later where later.withdraws = delivery.number)",
    )
    .bind(source_of(&home.slug))
    .fetch_all(store.sql.read(&scope).on())
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

async fn known(
    store: &Store,
    home: &Organisation,
    scope: &Scope,
    catalogue: &Catalogue,
    indicator: &Indicator,
) -> Result<Vec<Entry>, StoreError> {
    let Some(territory) = home.territory_id else {
        return Ok(Vec::new());
    };
    let dictionary = observations::dictionary(store, scope).await?;
    let pin = store.lake.pin(&store.sql, scope).await?;
    let selection = Selection::of(Some(vec![indicator.version_id]), Some(vec![territory]), AsOf::Current);
    let source = source_of(&home.slug);
    let mut entries = Vec::new();
    observations::read(store, &pin, catalogue, &dictionary, &selection, |one| {
        let is_own = one.source.slug == source && one.dimensions.is_empty();
        if is_own && one.version_id == indicator.version_id {
            entries.push(Entry {
                period: one.period,
                number: one.number,
            });
        }
        true
    })?;
    Ok(entries)
}

/// Why a value may not be seen by everybody.
fn not_releasable(indicator: &Indicator, entry: &Entry, field: &str) -> Option<FieldError> {
    let number = entry.number?;
    let is_whole = number.value.fract() == 0.0;
    let threshold = smallest_among(
        indicator.version.unit,
        indicator.protection.unwrap_or(Protection::People),
        is_whole,
    )?;
    is_small(number.value, threshold).then(|| {
        let message = format!(
            "{number} in {} is less than {threshold}; so small a count could tell about single people and stays internal",
            entry.period
        );
        FieldError::new(field, "below-threshold", format!("{threshold}"), message)
    })
}

fn hidden_indicator(indicator: &Indicator) -> FieldError {
    let message = format!(
        "{} is not public, so its values cannot be released; make the indicator public first",
        indicator.slug
    );
    FieldError::new("release", "indicator-not-public", &indicator.slug, message)
}
