//! What a formula gives in the place of a home: the newest values with their inputs, before anything is saved and afterwards.
//!
//! A public indicator is computed from what everybody may see, any other from what the organisation sees. What must not be told is
//! not told here either.

use std::sync::Arc;

use figures::period::Period;
use methods::formula::Expression;
use store::{StoreError, lake::Pin, scope::Scope};
use web::{format, frame::Frame, problem::Problem};

use super::{super::figure, form::Table};
use crate::{
    indicators::{
        catalogue::Catalogue,
        code_words::CodeWordTable,
        formulas::{
            compute::{self, Books, Explained, Rule},
            words,
        },
        observations::{self, Coverage, Dictionary},
        own::{Visibility, decimals::DecimalsBy, draft::Checked},
        profile::Place,
        registers::blocking,
    },
    installation::Installation,
    people::Organisation,
    territories,
};

/// How many values are shown.
const N_SHOWN: usize = 12;

/// What the formula of a checked draft gives.
pub(super) struct Preview {
    home: String,
    decimals: u8,
    decimals_by: DecimalsBy,
    formula: methods::formula::Checked,
    values: Vec<Explained>,
    titles: Arc<Catalogue>,
    code_words: CodeWordTable,
    is_public: bool,
}

impl Preview {
    /// Computes the formula for a home; nothing without a formula.
    pub(super) async fn of(
        installation: &Installation,
        scope: &Scope,
        home: &Organisation,
        catalogue: Arc<Catalogue>,
        checked: &Checked,
    ) -> Result<Option<Self>, Problem> {
        let Some(formula) = checked.formula.clone() else {
            return Ok(None);
        };
        let store = installation.store.clone();
        let is_public = checked.visibility == Visibility::Public;
        let sight = if is_public { Scope::public() } else { scope.clone() };
        let (pin, dictionary, keys) = seen(installation, &sight, home).await.map_err(Problem::failed)?;
        let code_words = dictionary.words().clone();
        let values = {
            let (catalogue, expression, smallest) =
                (Arc::clone(&catalogue), formula.expression.clone(), checked.smallest());
            blocking(move || {
                let books = Books {
                    store: &store,
                    pin: &pin,
                    catalogue: &catalogue,
                    dictionary: &dictionary,
                };
                first_of(books, &expression, smallest, &keys)
            })
            .await?
        };
        Ok(Some(Self {
            home: home.name.clone(),
            decimals: checked.version.decimals,
            decimals_by: checked.decimals_by,
            formula,
            values,
            titles: catalogue,
            code_words,
            is_public,
        }))
    }

    /// The newest values as a table; `key` is its caption.
    pub(super) fn table(&self, frame: &Frame, key: &'static str) -> Table {
        let mut notes: Vec<String> = self
            .formula
            .remarks
            .iter()
            .map(|one| words::remark(frame, one))
            .collect();
        let mut values: Vec<&Explained> = self.values.iter().collect();
        values.sort_by_key(|one| (std::cmp::Reverse(one.period), one.area_state.clone()));
        if values.is_empty() {
            notes.push(
                frame
                    .plain("own-formula-preview-none")
                    .with("home", &self.home)
                    .to_string(),
            );
        }
        if N_SHOWN < values.len() {
            let more = frame.plain("own-formula-preview-more").with("shown", N_SHOWN);
            notes.push(more.with("all", values.len()).to_string());
        }
        let digits = match self.decimals_by {
            DecimalsBy::Said => None,
            DecimalsBy::Unit => Some("own-formula-preview-digits-unit"),
            DecimalsBy::Inputs => Some("own-formula-preview-digits-inputs"),
        };
        if let Some(key) = digits.filter(|_| !values.is_empty()) {
            notes.push(frame.plain(key).with("n", self.decimals).to_string());
        }
        if !self.is_public {
            notes.push(frame.plain("own-formula-preview-internal").to_string());
        }
        let has_states = values.windows(2).any(|pair| pair[0].area_state != pair[1].area_state);
        let mut head = vec![
            frame.plain("indicator-period").to_string(),
            frame.plain("indicator-value").to_string(),
            frame.plain("own-formula-preview-inputs").to_string(),
        ];
        if has_states {
            head.push(frame.plain("indicator-area").to_string());
        }
        let row = |one: &&Explained| {
            let mut row = vec![
                frame.period(one.period),
                self.value(frame, one),
                self.inputs(frame, one),
            ];
            if has_states {
                row.push(figure::area_state(frame, &one.area_state));
            }
            row
        };
        Table {
            caption: frame.plain(key).with("home", &self.home).to_string(),
            rows: values.iter().take(N_SHOWN).map(row).collect(),
            head,
            row_actions: Vec::new(),
            notes,
            action: None,
        }
    }

    fn value(&self, frame: &Frame, one: &Explained) -> String {
        match (&one.outcome.number, &one.outcome.reason) {
            (Some(number), _) => format::rounded(frame.language(), number.value, self.decimals),
            (None, Some(reason)) => {
                let key = format!("computed-reason-{}", reason.code().replace('_', "-"));
                let title = reason.slug().map(|slug| self.title(frame, slug)).unwrap_or_default();
                let words = frame.plain(&key).with("indicator", title).to_string();
                format!("{} ({})", format::NO_NUMBER, words.trim())
            }
            (None, None) => format::NO_NUMBER.to_owned(),
        }
    }

    fn inputs(&self, frame: &Frame, one: &Explained) -> String {
        let input = |used: &compute::Used| {
            let number = used.held.and_then(|held| held.cell.number);
            let value = number.map_or_else(
                || format::NO_NUMBER.to_owned(),
                |number| frame.number(number.value, number.decimals),
            );
            let breakdown = match used.dimensions.as_str() {
                "" => String::new(),
                text => format!(" ({})", self.code_words.in_words(frame, text)),
            };
            let period = match used.period == one.period {
                true => String::new(),
                false => format!(" {}", frame.period(used.period)),
            };
            format!("{}{breakdown}{period}: {value}", self.title(frame, &used.slug))
        };
        one.inputs.iter().map(input).collect::<Vec<_>>().join("; ")
    }

    fn title(&self, frame: &Frame, slug: &str) -> String {
        self.titles
            .by_slug(slug)
            .map_or_else(|| slug.to_owned(), |one| one.title.text(frame.language()).to_owned())
    }
}

/// What a scope sees of the lake, and the keys of a home, its own first.
async fn seen(
    installation: &Installation,
    scope: &Scope,
    home: &Organisation,
) -> Result<(Pin, Dictionary, Vec<i32>), StoreError> {
    let store = &installation.store;
    let territory = match home.territory_id {
        Some(id) => territories::by_id(store.sql.read(scope), id).await?,
        None => None,
    };
    let keys = match territory {
        Some(territory) => Place::of(store, scope, territory).await?.own,
        None => Vec::new(),
    };
    let pin = store.lake.pin(&store.sql, scope).await?;
    Ok((pin, observations::dictionary(store, scope).await?, keys))
}

/// The values under the first of the keys that has any.
fn first_of(
    books: Books<'_>,
    expression: &Expression,
    smallest: Option<f64>,
    keys: &[i32],
) -> Result<Vec<Explained>, StoreError> {
    let precedence = compute::precedence(books, expression);
    let rule = Rule {
        expression,
        precedence: &precedence,
        smallest,
    };
    let mut best = Vec::new();
    for key in keys {
        let found = compute::explain(books, rule, *key)?;
        let n_values = |list: &[Explained]| list.iter().filter(|one| one.outcome.number.is_some()).count();
        if n_values(&best) < n_values(&found) || best.is_empty() {
            best = found;
        }
    }
    // A period for which an input does not exist at all is nothing that the formula could say.
    let first = best
        .iter()
        .filter(|one| one.outcome.number.is_some())
        .map(|one| one.period)
        .min();
    best.retain(|one: &Explained| first.is_none_or(|first: Period| first <= one.period));
    Ok(best)
}

/// The names that a formula may use, with title and unit, for indicators that have values.
pub(super) fn names(frame: &Frame, catalogue: &Catalogue, coverage: &Coverage) -> Vec<[String; 3]> {
    let with_values = catalogue
        .all()
        .iter()
        .filter(|one| one.ended.is_none() && 0 < coverage.of(one.version_id).n_values);
    let line = |one: &crate::indicators::catalogue::Indicator| {
        // The name of an own indicator has a point in it, which a formula takes between quotation marks only.
        let name = match one.is_own() {
            true => format!("indicator(\"{}\")", one.slug),
            false => one.slug.clone(),
        };
        let unit = figure::unit(frame, one.version.unit);
        [name, one.title.text(frame.language()).to_owned(), unit]
    };
    with_values.map(line).collect()
}
