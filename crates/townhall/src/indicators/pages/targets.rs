//! Targets of a municipality: the list, one with its history, and the words in which other pages tell actual and target side by side.
//!
//! No symbol and no judgement: the page says what is to be reached, what is, and how far both are apart. Only own values are compared; a value
//! of the district never is, and nothing is compared with a target that no body has adopted.

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use figures::{
    indicator::Direction,
    number::{BINARY, Number, rounded},
    unit::{Quantity, Unit},
};
use store::scope::Scope;
use web::{format, frame::Frame, problem::Problem};

use super::{
    super::{
        catalogue::Indicator,
        own::record_versions::RecordVersion,
        profile::{Figures, Profile},
        registers::{self, Registers},
        targets::{self, Bound, Content, Kept, Kind, Target},
    },
    figure,
};
use crate::{
    installation::Installation,
    people::{self, Organisation},
};

/// A target in words.
pub(super) struct Told {
    pub(super) href: String,
    pub(super) indicator: String,
    pub(super) indicator_language: String,
    pub(super) indicator_href: String,
    pub(super) target: String,
    pub(super) actual: String,
    pub(super) distance: Option<String>,
    pub(super) base: Option<String>,
    pub(super) goal: Option<(String, String)>,
    pub(super) set_by: String,
    pub(super) decision: Option<(String, Option<String>)>,
    pub(super) note: String,
    pub(super) ended: Option<String>,
}

#[derive(Template)]
#[template(path = "indicators/pages/targets.html")]
struct List {
    frame: Frame,
    targets: Vec<Told>,
    ended: Vec<Told>,
}

#[derive(Template)]
#[template(path = "indicators/pages/target.html")]
struct Show {
    frame: Frame,
    told: Told,
    history: Vec<Past>,
}

/// A version of a target, as it was.
struct Past {
    version: i64,
    at: String,
    target: String,
    set_by: String,
    ended: Option<String>,
}

/// GET /{language}/{organisation}/targets
pub(super) async fn list(
    State(installation): State<Installation>,
    Path(organisation): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &organisation).await?;
    let address = format!("{organisation}/targets");
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let registers = registers::registers(&installation).await?;
    let frame = frame.organisation(&home.slug, &home.name);
    let told = of_home(&installation, &registers, &frame, &home, None).await?;
    let (targets, ended) = told.into_iter().partition(|one| one.ended.is_none());
    let frame = frame.title_words("targets-title").section("indicators").tag(tag);
    Ok(frame.show(|frame| List { frame, targets, ended }))
}

/// GET /{language}/{organisation}/targets/{target}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path((organisation, id)): Path<(String, String)>,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = people::home(&installation.store, &organisation).await?;
    let (store, scope) = (&installation.store, Scope::public());
    let target = targets::one(store, &scope, &id).await.map_err(Problem::failed)?;
    let target = target
        .filter(|target| target.organisation == home.id)
        .ok_or_else(Problem::not_found)?;
    let address = format!("{organisation}/targets/{id}");
    let tag = registers::tag(&installation, frame.language(), &address).await?;
    if let Some(unchanged) = frame.unchanged(&tag) {
        return Ok(unchanged);
    }
    let registers = registers::registers(&installation).await?;
    let frame = frame.organisation(&home.slug, &home.name);
    let indicator = of(&registers, &target).ok_or_else(Problem::not_found)?;
    let profile = profile(&installation, &registers, &home, vec![indicator.version_id]).await?;
    let told = tell(&frame, indicator, &target, figures_of(&profile, indicator));
    let versions = targets::versions(store, &scope, &id).await.map_err(Problem::failed)?;
    let history = versions
        .iter()
        .map(|version| past(&frame, indicator, version))
        .collect();
    let list = frame.plain("targets-title").to_string();
    let path = frame.own_path("/targets");
    let title = frame
        .plain("target-title")
        .with("indicator", &told.indicator)
        .to_string();
    let frame = frame.title(title).section("indicators").crumb(list, &path).tag(tag);
    Ok(frame.show(|frame| Show { told, history, frame }))
}

/// The targets of a home that everybody may see, in words; of one indicator or of all.
pub(super) async fn of_home(
    installation: &Installation,
    registers: &Arc<Registers>,
    frame: &Frame,
    home: &Organisation,
    indicator: Option<&Indicator>,
) -> Result<Vec<Told>, Problem> {
    let wanted = indicator.map(|one| BTreeSet::from([one.id.clone()]));
    let targets = targets::targets(&installation.store, &Scope::public(), Some(home.id), wanted.as_ref())
        .await
        .map_err(Problem::failed)?;
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let versions = targets.iter().filter_map(|target| of(registers, target));
    let versions: BTreeSet<i32> = versions.map(|one| one.version_id).collect();
    let profile = profile(installation, registers, home, versions.into_iter().collect()).await?;
    let told = targets.iter().filter_map(|target| {
        let indicator = of(registers, target)?;
        Some(tell(frame, indicator, target, figures_of(&profile, indicator)))
    });
    Ok(told.collect())
}

fn of<'a>(registers: &'a Registers, target: &Target) -> Option<&'a Indicator> {
    registers
        .catalogue
        .all()
        .iter()
        .find(|one| one.id == target.indicator_id)
}

async fn profile(
    installation: &Installation,
    registers: &Arc<Registers>,
    home: &Organisation,
    versions: Vec<i32>,
) -> Result<Profile, Problem> {
    let Some(territory) = home.territory_id else {
        return Ok(Profile::default());
    };
    let place = registers::place_of(installation, territory).await?;
    registers::profile_of(installation, registers, &place, Some(versions)).await
}

/// The own figures of an indicator by its current definition.
fn figures_of<'a>(profile: &'a Profile, indicator: &Indicator) -> Option<&'a Figures> {
    let found = profile.own.iter().find(|one| one.version_id == indicator.version_id)?;
    let is_current = found.first().version_id == indicator.version_id && found.first().dimensions.is_empty();
    is_current.then_some(found)
}

fn tell(frame: &Frame, indicator: &Indicator, target: &Target, figures: Option<&Figures>) -> Told {
    let content = &target.content;
    let (indicator_language, title) = figure::words(indicator, frame);
    let newest = figures.and_then(|figures| Some((figures.first().newest()?, figures.first())));
    let actual = match newest {
        Some((value, series)) => {
            let number = value
                .number
                .map(|number| shown(frame, indicator, number))
                .unwrap_or_default();
            let text = frame.plain("target-actual").with("value", number);
            let text = text.with("period", frame.period(value.period));
            text.with("source", &series.source.provider).to_string()
        }
        None => frame.plain("target-no-actual").to_string(),
    };
    let number = newest
        .and_then(|(value, _)| value.number)
        .filter(|_| content.is_adopted());
    Told {
        href: frame.own_href(&format!("/targets/{}", target.id)),
        indicator: title,
        indicator_language,
        indicator_href: frame.own_href(&format!("/indicators/{}", indicator.slug)),
        target: wanted(frame, indicator, content),
        actual,
        distance: number.and_then(|number| distance(frame, indicator, content, number)),
        base: content.base.map(|base| {
            let text = frame.plain("target-base").with("period", frame.period(base.period));
            text.with("value", shown(frame, indicator, base.number)).to_string()
        }),
        goal: content.goal.as_ref().map(|goal| {
            let code = goal.split_once(':').map_or(goal.as_str(), |(_, code)| code);
            let whole = code.split('.').next().unwrap_or(code);
            (frame.own_href(&format!("/goals/{whole}")), code.to_owned())
        }),
        set_by: set_by(frame, content),
        decision: decision(content),
        note: content.note.clone(),
        ended: target.ended_at.map(|at| frame.date(format::day(at))),
    }
}

/// What shall be, as a sentence without a verb: `mindestens 40 % bis 31. Dezember 2030`.
pub(super) fn wanted(frame: &Frame, indicator: &Indicator, content: &Content) -> String {
    let bound = match content.bound {
        Bound::AtLeast => "at-least",
        Bound::AtMost => "at-most",
    };
    let value = content
        .number
        .map(|number| shown(frame, indicator, number))
        .unwrap_or_default();
    match (content.kind, content.by) {
        (Kind::Reach, Some(by)) => frame
            .plain(&format!("target-reach-{bound}"))
            .with("value", value)
            .with("by", frame.date(by))
            .to_string(),
        (Kind::Reach | Kind::Keep, _) => frame
            .plain(&format!("target-keep-{bound}"))
            .with("value", value)
            .to_string(),
        (Kind::Direction, _) => {
            let way = content.direction.unwrap_or(Direction::None);
            frame.plain(&format!("target-direction-{}", way.as_str())).to_string()
        }
    }
}

/// How far actual and target are apart, or how far it went since the base; no word about good or bad.
fn distance(frame: &Frame, indicator: &Indicator, content: &Content, actual: Number) -> Option<String> {
    let (other, is_target) = match (content.kind, content.number, content.base) {
        (Kind::Reach | Kind::Keep, Some(number), _) => (number, true),
        (Kind::Direction, _, Some(base)) => (base.number, false),
        _ => return None,
    };
    let digits = |number: Number| match number.decimals {
        BINARY => indicator.version.decimals,
        decimals => u8::try_from(decimals).unwrap_or(0),
    };
    let decimals = digits(actual).max(digits(other));
    let difference = actual.value - other.value;
    let text = rounded(difference.abs(), decimals);
    let side = match text.parse::<f64>() {
        Ok(0.0) => "equal",
        _ if difference < 0.0 => "below",
        _ => "above",
    };
    let unit = match indicator.version.unit {
        unit if unit.quantity() == Quantity::Ratio && unit == Unit::Percent => frame.plain("target-points").to_string(),
        unit => figure::behind(frame, unit),
    };
    let value = format::with_unit(&format::digits(frame.language(), &text), &unit);
    let key = match is_target {
        true => format!("target-distance-{side}"),
        false => format!("target-since-base-{side}"),
    };
    let sentence = frame.plain(&key);
    Some(if side == "equal" {
        sentence.to_string()
    } else {
        sentence.with("value", value).to_string()
    })
}

fn shown(frame: &Frame, indicator: &Indicator, number: Number) -> String {
    let text = match number.decimals {
        BINARY => format::rounded(frame.language(), number.value, indicator.version.decimals),
        decimals => frame.number(number.value, decimals),
    };
    format::with_unit(&text, &figure::behind(frame, indicator.version.unit))
}

fn set_by(frame: &Frame, content: &Content) -> String {
    match content.decided_on {
        Some(day) if !content.body.is_empty() => frame
            .plain("target-set-by")
            .with("body", &content.body)
            .with("date", frame.date(day))
            .to_string(),
        _ => frame.plain("target-not-set").to_string(),
    }
}

fn decision(content: &Content) -> Option<(String, Option<String>)> {
    let parts = [&content.decision_title, &content.decision_number];
    let text: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let link = Some(content.decision_link.clone()).filter(|link| !link.is_empty());
    match (text.is_empty(), &link) {
        (true, None) => None,
        (true, Some(address)) => Some((address.clone(), link)),
        (false, _) => Some((text.join(", "), link)),
    }
}

fn past(frame: &Frame, indicator: &Indicator, version: &RecordVersion<Kept>) -> Past {
    Past {
        version: version.version,
        at: frame.instant(version.at),
        target: wanted(frame, indicator, &version.content.content),
        set_by: set_by(frame, &version.content.content),
        ended: version.content.ended_because.clone(),
    }
}
