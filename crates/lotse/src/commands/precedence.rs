//! `lotse precedence INDICATOR`: which source of an indicator counts first, who decided so, how far sources are apart in a place, and
//! what an office says about it.

use anyhow::Context;
use clap::Args;
use figures::number::rounded;
use jiff::Timestamp;
use serde_json::json;
use store::{Store, lake::vintage::AsOf, scope::OrganisationId};
use townhall::{
    indicators::{
        catalogue::{self, Indicator, SourceKey},
        comparison::{self, Comparison, Why, explanations},
        formulas, observations,
        own::listed,
        profile::{self, Place},
    },
    people, territories,
};
use web::language::Language;

use super::{Desk, Done};
use crate::{
    configuration::WrongUse,
    output::{self, Format, Rows},
};

/// Show or decide which source of an indicator counts before the others
#[derive(Debug, Args)]
pub(crate) struct Precedence {
    /// Slug of the indicator
    indicator: String,
    /// Sources in the order in which they shall count: NAME, or NAME@AREA-STATE
    #[arg(value_name = "SOURCE")]
    order: Vec<String>,
    /// Go back to the rule: what publishers computed before what was computed here, the newest first
    #[arg(long, conflicts_with = "order")]
    by_rule: bool,
    /// Why; shown beside the figures
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// Set the sources side by side for this place: its official key
    #[arg(long, value_name = "KEY", conflicts_with_all = ["order", "by_rule"])]
    territory: Option<String>,
    /// Write down why two sources differ; shown with their values
    #[arg(long, value_name = "TEXT", requires_all = ["between", "office"], conflicts_with_all = ["order", "by_rule", "territory"])]
    explain: Option<String>,
    /// The two sources that the explanation is about
    #[arg(long, num_args = 2, value_name = "SOURCE")]
    between: Vec<String>,
    /// The office that says so
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// On which day it said so [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// The municipality it is said about, as "lotse homes" lists it [default: every place]
    #[arg(long, value_name = "HOME", requires = "explain")]
    home: Option<String>,
    /// List what was written down about this indicator, with the id of each explanation
    #[arg(long, conflicts_with_all = ["order", "by_rule", "territory", "explain"])]
    explanations: bool,
    /// End an explanation that no longer holds, by its id; it is no longer shown, and that it existed stays on record
    #[arg(long, value_name = "ID", conflicts_with_all = ["order", "by_rule", "territory", "explain", "explanations"])]
    end_explanation: Option<String>,
}

impl Precedence {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let store = desk.open().await?;
        let scope = Desk::scope();
        let mut catalogue = catalogue::load(&store, &scope).await?;
        let find = |catalogue: &catalogue::Catalogue| catalogue.by_slug(&self.indicator).map(|one| one.version_id);
        let unknown = || {
            format!(
                "indicator \"{}\" is not in the catalogue; \"lotse indicators\" lists all",
                self.indicator
            )
        };
        let version_id = find(&catalogue).with_context(unknown)?;
        let sources = observations::sources_of(&store, &scope, version_id).await?;
        let indicator = catalogue.by_slug(&self.indicator).with_context(unknown)?;
        if let Some(key) = &self.territory {
            return compare(desk, &store, &catalogue, indicator, key).await;
        }
        if let Some(text) = &self.explain {
            return self.explain(desk, &store, indicator, &sources, text).await;
        }
        if self.explanations {
            return list_explanations(desk, &store, indicator).await;
        }
        if let Some(id) = &self.end_explanation {
            return end_explanation(desk, &store, indicator, id).await;
        }
        if self.by_rule || !self.order.is_empty() {
            let mut order = Vec::new();
            for text in &self.order {
                order.push(named(text, &sources)?);
            }
            let now = Timestamp::now();
            formulas::set_precedence(&store, &scope, &self.indicator, &order, &self.reason, now).await?;
            formulas::follow(&store, &scope, now).await?;
            catalogue = catalogue::load(&store, &scope).await?;
        }
        let decided = catalogue
            .by_slug(&self.indicator)
            .map(|one| one.precedence.clone())
            .unwrap_or_default();
        let mut sorted = sources;
        sorted.sort_by_key(|key| (formulas::rank(&decided, &key.source, &key.area_state), key.clone()));
        if desk.output == Format::Table && sorted.is_empty() {
            output::say("no source has values of this indicator yet")?;
            return Ok(Done::Whole);
        }
        let mut rows = Rows::begin(desk.output, &["source", "area state", "decided by a person"])?;
        for key in &sorted {
            let is_decided = decided.contains(key);
            rows.row(
                || {
                    let yes = if is_decided { "yes" } else { "" };
                    [key.source.clone(), key.area_state.clone(), yes.to_owned()]
                },
                || json!({ "source": key.source, "area_state": key.area_state, "is_decided": is_decided }),
            )?;
        }
        rows.end()?;
        Ok(Done::Whole)
    }
}

impl Precedence {
    /// Writes down why two sources differ.
    async fn explain(
        &self,
        desk: &Desk,
        store: &Store,
        indicator: &Indicator,
        sources: &[SourceKey],
        text: &str,
    ) -> anyhow::Result<Done> {
        let [one, other] = self.between.as_slice() else {
            return Err(WrongUse("name the two sources behind --between".to_owned()).into());
        };
        let now = Timestamp::now();
        let draft = explanations::Draft {
            source: one.clone(),
            other: other.clone(),
            text: text.to_owned(),
            office: self.office.clone().unwrap_or_default(),
            stated_on: self.on.clone().unwrap_or_default(),
        };
        let mut known: Vec<String> = sources.iter().map(|key| key.source.clone()).collect();
        known.dedup();
        if known.is_empty() {
            return Err(no_source());
        }
        let today = web::format::day(now);
        let explanation = draft.check(&known, today).map_err(|errors| WrongUse(listed(&errors)))?;
        let scope = match &self.home {
            None => Desk::scope(),
            Some(slug) => {
                let home = people::organisation_by_slug(store.sql.read(&Desk::scope()), slug).await?;
                let home = home.with_context(|| format!("no home is named \"{slug}\"; lotse homes lists them"))?;
                Desk::scope().acting_for(home.id)
            }
        };
        let id = explanations::explain(store, &scope, indicator, &explanation, now).await?;
        match desk.output {
            Format::Json => output::json(&json!({ "id": id }))?,
            _ => output::say(&format!(
                "written down; it stands beside the values of {one} and {other}"
            ))?,
        }
        Ok(Done::Whole)
    }
}

/// What people wrote down about the differences of an indicator.
async fn list_explanations(desk: &Desk, store: &Store, indicator: &Indicator) -> anyhow::Result<Done> {
    let scope = Desk::scope();
    let written = explanations::written(store, &scope, indicator).await?;
    if desk.output == Format::Table && written.is_empty() {
        output::say("nobody has written anything about this indicator")?;
        return Ok(Done::Whole);
    }
    let homes = people::organisations(store.sql.read(&scope)).await?;
    let of_home = |id| {
        homes
            .iter()
            .find(|home| id == Some(home.id))
            .map(|home| home.slug.clone())
    };
    let names = ["id", "source", "other", "home", "stated on", "office", "explanation"];
    let mut rows = Rows::begin(desk.output, &names)?;
    for one in &written {
        let id = one.id.clone().unwrap_or_default();
        let home = of_home(one.organisation.filter(|id| *id != OrganisationId::INSTALLATION));
        rows.row(
            || {
                [
                    id.clone(),
                    one.source.clone(),
                    one.other.clone(),
                    home.clone().unwrap_or_default(),
                    one.stated_on.to_string(),
                    one.office.clone(),
                    one.text.clone(),
                ]
            },
            || {
                json!({
                    "id": id,
                    "source": one.source,
                    "other": one.other,
                    "home": home,
                    "stated_on": one.stated_on.to_string(),
                    "office": one.office,
                    "explanation": one.text,
                })
            },
        )?;
    }
    rows.end()?;
    Ok(Done::Whole)
}

/// Ends what somebody wrote down, in the name of whoever wrote it.
async fn end_explanation(desk: &Desk, store: &Store, indicator: &Indicator, id: &str) -> anyhow::Result<Done> {
    let written = explanations::written(store, &Desk::scope(), indicator).await?;
    let owner = written.iter().find(|one| one.id.as_deref() == Some(id));
    let owner = owner.and_then(|one| one.organisation).with_context(|| {
        format!(
            "no explanation of {} has the id \"{id}\"; \"lotse precedence {} --explanations\" lists them",
            indicator.slug, indicator.slug
        )
    })?;
    let scope = Desk::scope().acting_for(owner);
    explanations::end(store, &scope, id, Timestamp::now()).await?;
    match desk.output {
        Format::Json => output::json(&json!({ "id": id }))?,
        _ => output::say("ended; it stands beside the values no more")?,
    }
    Ok(Done::Whole)
}

/// The sources side by side for one place.
async fn compare(
    desk: &Desk,
    store: &Store,
    catalogue: &catalogue::Catalogue,
    indicator: &Indicator,
    key: &str,
) -> anyhow::Result<Done> {
    let scope = Desk::scope();
    let read = store.sql.read(&scope);
    let keys = territories::key_table(read).await?;
    let id = keys.resolve(key, None).map_err(|error| WrongUse(error.to_string()))?.id;
    let territory = territories::by_id(read, id).await?.context("the place is gone")?;
    let place = Place::of(store, &scope, territory).await?;
    let dictionary = observations::dictionary(store, &scope).await?;
    let pin = store.lake.pin(&store.sql, &scope).await?;
    let wanted = Some(vec![indicator.version_id]);
    let profile = profile::read(store, &pin, catalogue, &dictionary, &place, wanted, AsOf::Current)?;
    let decision = comparison::decision(store, &scope, indicator).await?;
    let compared = profile
        .own
        .first()
        .map(|figures| Comparison::of(indicator, figures, decision));
    let Some(compared) = compared.filter(Comparison::is_worth_showing) else {
        if desk.output == Format::Table {
            output::say(&format!(
                "{}: no two sources state values for this place",
                indicator.slug
            ))?;
            return Ok(Done::Whole);
        }
        Rows::begin(desk.output, &NAMES)?.end()?;
        return Ok(Done::Whole);
    };
    if desk.output == Format::Table {
        let first = &compared.series[0].source;
        let why = match &compared.why {
            Why::Decided(decision) => format!("a person decided so: {}", decision.reason),
            Why::Published => "published values come before computed ones".to_owned(),
            Why::OwnKey => "it stands under the place's own key".to_owned(),
            Why::Newest => "it reaches further".to_owned(),
            Why::Longest => "it has more values".to_owned(),
            Why::OnlyOne | Why::Order => "no rule tells the sources apart".to_owned(),
        };
        output::say(&format!("{} ({}) counts: {why}", first.slug, first.area_state))?;
    }
    let mut rows = Rows::begin(desk.output, &NAMES)?;
    for row in compared.rows() {
        for (place, series) in compared.series.iter().enumerate() {
            let Some(number) = row.values[place].and_then(|value| value.number) else {
                continue;
            };
            let distance = row.distance(place).filter(|_| 0 < place);
            let text = |value: Option<f64>, digits: u8| value.map(|one| rounded(one, digits)).unwrap_or_default();
            let digits = distance.map_or(0, |one| {
                u8::try_from(one.decimals).unwrap_or(indicator.version.decimals + 2)
            });
            rows.row(
                || {
                    [
                        row.period.to_string(),
                        series.source.slug.clone(),
                        series.source.area_state.clone(),
                        number.to_string(),
                        text(distance.map(|one| one.absolute), digits),
                        text(distance.and_then(|one| one.relative), 2),
                    ]
                },
                || {
                    json!({
                        "period": row.period,
                        "source": series.source.slug,
                        "area_state": series.source.area_state,
                        "value": number.value,
                        "difference": distance.map(|one| one.absolute),
                        "difference_percent": distance.and_then(|one| one.relative),
                    })
                },
            )?;
        }
    }
    rows.end()?;
    if desk.output == Format::Table {
        let sources: Vec<&str> = compared.series.iter().map(|one| one.source.slug.as_str()).collect();
        let homes = people::organisations(read).await?;
        let here = |one: &people::Organisation| one.territory_id.is_some_and(|id| place.own.contains(&id));
        let homes: Vec<_> = homes.into_iter().filter(here).map(|one| one.id).collect();
        for one in explanations::of(store, &scope, indicator, &homes, &sources, Language::En).await? {
            output::say(&format!(
                "{} and {}: {} ({}, {})",
                one.source, one.other, one.text, one.office, one.stated_on
            ))?;
        }
    }
    Ok(Done::Whole)
}

const NAMES: [&str; 6] = [
    "period",
    "source",
    "area state",
    "value",
    "difference",
    "difference in percent",
];

fn no_source() -> anyhow::Error {
    WrongUse("no source has values of this indicator yet; import some first".to_owned()).into()
}

/// The source that a person means.
fn named(text: &str, known: &[SourceKey]) -> anyhow::Result<SourceKey> {
    let (source, state) = match text.split_once('@') {
        Some((source, state)) => (source, Some(state)),
        None => (text, None),
    };
    let fits = |key: &&SourceKey| key.source == source && state.is_none_or(|state| state == key.area_state);
    let found: Vec<&SourceKey> = known.iter().filter(fits).collect();
    if known.is_empty() {
        return Err(no_source());
    }
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let names: Vec<String> = known
                .iter()
                .map(|key| format!("{}@{}", key.source, key.area_state))
                .collect();
            Err(WrongUse(format!(
                "no source \"{text}\" has values of this indicator; there are {}",
                names.join(", ")
            ))
            .into())
        }
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|key| format!("\"{}@{}\"", key.source, key.area_state))
                .collect();
            Err(WrongUse(format!(
                "\"{text}\" stands on several areas; say which: {}",
                names.join(", ")
            ))
            .into())
        }
    }
}
