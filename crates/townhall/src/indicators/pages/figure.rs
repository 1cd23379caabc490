//! How figures are shown on pages: values with unit, cards, tables whose every number leads to its origin.

use std::collections::{BTreeMap, HashMap};

use figures::{
    indicator::Reference,
    number::{BINARY, Number},
    observation::{Flag, Status},
    period::Period,
    unit::Unit,
};
use formats::Place as Cell;
use jiff::civil::Date;
use store::scope::Scope;
use web::{
    chart::{LineChart, Point, Series, Svg, sparkline},
    format,
    frame::Frame,
    problem::Problem,
};

use super::super::{
    breaks::{self, Break},
    catalogue::{GoalLink, Indicator},
    deliveries::{Delivery, Kind, position},
    profile::{Figures, SeriesOf, Value},
    remarks::Remarks,
    source_words,
};
use crate::{goals, installation::Installation};

/// The unit in words that stand behind a number: `%`, `Personen`, `€ je Einwohner und Monat`.
pub(in crate::indicators) fn unit(frame: &Frame, unit: Unit) -> String {
    frame
        .plain(&format!("unit-{}", unit.code().replace('_', "-")))
        .to_string()
}

/// The unit as it stands behind a number: nothing where things are counted, because the number then says it all.
pub(in crate::indicators) fn behind(frame: &Frame, unit: Unit) -> String {
    match unit {
        // That the publisher names no unit is said once, beside the values.
        Unit::Count | Unit::Unstated => String::new(),
        unit => self::unit(frame, unit),
    }
}

/// A value rounded as its indicator is shown, without unit.
pub(super) fn rounded(frame: &Frame, indicator: &Indicator, value: &Value) -> String {
    let number = value
        .number
        .map(|number| format::rounded(frame.language(), number.value, indicator.version.decimals));
    number.unwrap_or_else(|| format::NO_NUMBER.to_owned())
}

/// What a time means for the values of an indicator.
pub(super) fn reference(frame: &Frame, reference: Reference) -> String {
    match reference {
        Reference::Day { month, day } => {
            let text = day_of_year(frame, month, day);
            frame.plain("indicator-reference-day").with("day", text).to_string()
        }
        Reference::Average => frame.plain("indicator-reference-average").to_string(),
        Reference::Sum => frame.plain("indicator-reference-sum").to_string(),
        Reference::SchoolYear => frame.plain("indicator-reference-school-year").to_string(),
        Reference::Unstated => frame.plain("indicator-reference-unstated").to_string(),
    }
}

/// A day without its year.
pub(in crate::indicators) fn day_of_year(frame: &Frame, month: u8, day: u8) -> String {
    let date = Date::new(2000, i8::try_from(month).unwrap_or(1), i8::try_from(day).unwrap_or(1));
    // The year that made the date possible is cut off again.
    let text = date.map_or_else(|_| format!("{day}.{month}."), |date| frame.date(date));
    text.trim_end_matches("2000").trim_end_matches([' ', ',']).to_owned()
}

/// The data state of a delivery and how it is known.
pub(in crate::indicators) fn data_state(frame: &Frame, delivery: &Delivery) -> String {
    let key = format!("indicator-data-state-{}", delivery.known_on_basis.as_str());
    frame
        .plain(&key)
        .with("date", frame.date(delivery.known_on))
        .to_string()
}

/// The data state of the delivery with the newest value, and those of the values that have another one.
fn data_states(frame: &Frame, newest: &Delivery, series: &SeriesOf, deliveries: &HashMap<i64, Delivery>) -> String {
    let state = data_state(frame, newest);
    let mut others: BTreeMap<Date, u32> = BTreeMap::new();
    let stated = series.values.iter().filter_map(|value| deliveries.get(&value.delivery));
    for delivery in stated.filter(|delivery| delivery.known_on != newest.known_on) {
        *others.entry(delivery.known_on).or_default() += 1;
    }
    if others.is_empty() {
        return state;
    }
    let other = |(known_on, n): (&Date, &u32)| {
        let text = frame.plain("indicator-data-state-other").with("n", *n);
        text.with("date", frame.date(*known_on)).to_string()
    };
    let others: Vec<String> = others.iter().rev().map(other).collect();
    format!("{state}; {}", others.join("; "))
}

/// A card with the newest value.
pub struct Card {
    /// The name of the indicator.
    pub title: String,
    /// The language of the name.
    pub title_language: String,
    /// Where the card leads.
    pub href: String,
    /// The newest value, as it is shown.
    pub value: String,
    /// The unit in words; empty where the number says it all.
    pub unit: String,
    /// The period of the value.
    pub period: String,
    /// The oldest value, in words.
    pub before: Option<String>,
    /// All values as a small curve.
    pub curve: Svg,
    /// The map on which the value stands among others, where one is here.
    pub map: Option<String>,
}

impl Card {
    /// The card of an indicator; nothing when no value is there.
    pub fn new(frame: &Frame, indicator: &Indicator, figures: &Figures, href: String) -> Option<Self> {
        let (title_language, title) = words(indicator, frame);
        let Some(series) = figures.total() else {
            return Some(Self {
                title,
                title_language,
                href,
                value: format::NO_NUMBER.to_owned(),
                unit: String::new(),
                period: frame.plain("indicator-card-broken-down").to_string(),
                before: None,
                curve: sparkline(&[]),
                map: None,
            });
        };
        let newest = series.newest()?;
        // Values before a break are never set beside the newest.
        let oldest = breaks::since(indicator, series)
            .iter()
            .find(|value| value.number.is_some());
        let before = oldest.filter(|oldest| oldest.period < newest.period).map(|oldest| {
            let text = frame
                .plain("indicator-card-before")
                .with("period", frame.period(oldest.period));
            text.with("value", rounded(frame, indicator, oldest)).to_string()
        });
        Some(Self {
            title,
            title_language,
            href,
            value: rounded(frame, indicator, newest),
            unit: behind(frame, indicator.version.unit),
            period: frame.period(newest.period),
            before,
            curve: sparkline(&breaks::curve(indicator, series)),
            map: None,
        })
    }

    /// The same with the address of a map.
    #[must_use]
    pub fn with_map(self, map: Option<String>) -> Self {
        Self { map, ..self }
    }
}

/// Title and the language it is in.
pub(in crate::indicators) fn words(indicator: &Indicator, frame: &Frame) -> (String, String) {
    let found = indicator.title.for_reader(frame.language());
    found.map_or_else(
        || ("de".to_owned(), indicator.slug.clone()),
        |(language, body)| (language.to_owned(), body.text.clone()),
    )
}

/// A goal that an indicator belongs to, as a link.
pub(super) struct GoalMark {
    pub(super) goal: String,
    pub(super) code: String,
    pub(super) href: String,
}

impl GoalMark {
    pub(super) fn all(frame: &Frame, links: &[GoalLink]) -> Vec<Self> {
        let sdg = links.iter().filter(|link| link.framework == goals::SDG.name);
        sdg.map(|link| Self {
            goal: link.goal().to_owned(),
            code: link.code.clone(),
            href: frame.own_href(&format!("/goals/{}", link.goal())),
        })
        .collect()
    }
}

/// An element of another framework than the Sustainable Development Goals that an indicator belongs to, as a link.
pub(super) struct ElementMark {
    pub(super) framework: String,
    pub(super) title: String,
    pub(super) language: String,
    /// None where the framework is not here.
    pub(super) href: Option<String>,
}

impl ElementMark {
    /// All links but those to the Sustainable Development Goals. A link to a framework that is not here keeps its code.
    pub(super) async fn all(
        installation: &Installation,
        frame: &Frame,
        links: &[GoalLink],
    ) -> Result<Vec<Self>, Problem> {
        let scope = Scope::public();
        let read = installation.store.sql.read(&scope);
        let others: Vec<&GoalLink> = links.iter().filter(|link| link.framework != goals::SDG.name).collect();
        if others.is_empty() {
            return Ok(Vec::new());
        }
        let entries = goals::frameworks(read).await.map_err(Problem::failed)?;
        let mut marks = Vec::with_capacity(others.len());
        for link in others {
            let is_it = |one: &&goals::FrameworkEntry| {
                one.framework.name == link.framework && one.framework.edition == link.edition
            };
            let entry = entries.iter().find(is_it);
            let tree = match entry {
                Some(entry) => Some(goals::tree(read, &entry.framework).await.map_err(Problem::failed)?),
                None => None,
            };
            let found = tree.as_ref().and_then(|tree| Some((tree, tree.find(&link.code)?)));
            let href = entry.zip(found).map(|(entry, (tree, goal))| {
                let top = &tree.top_of(goal).code;
                frame.own_href(&format!("/goals/{top}?framework={}", entry.framework.key()))
            });
            let words = found.and_then(|(_, goal)| goal.title.for_reader(frame.language()));
            let (language, title) = words.map_or(("de", ""), |(language, body)| (language, body.text.as_str()));
            marks.push(Self {
                framework: entry.map_or_else(
                    || format!("{} {}", link.framework, link.edition).trim().to_owned(),
                    |entry| goals::framework_label(frame, entry),
                ),
                title: format!("{} {title}", link.code).trim().to_owned(),
                language: language.to_owned(),
                href,
            });
        }
        Ok(marks)
    }
}

/// A series as a curve and a table that say the same.
pub(super) struct Shown {
    /// Unique on the page.
    pub(super) id: String,
    pub(super) caption: String,
    pub(super) chart: Option<Svg>,
    pub(super) unit: String,
    pub(super) rows: Vec<Line>,
    /// Whether any value carries a flag.
    pub(super) has_status: bool,
    pub(super) source_note: String,
    pub(super) licence: Option<(String, Option<&'static str>)>,
    pub(super) provider: String,
    pub(super) data_state: Option<String>,
    pub(super) area_state: String,
    /// Places where values before and after cannot be compared.
    pub(super) breaks: Vec<BreakNote>,
    /// Said when too few values follow the last break.
    pub(super) is_short: Option<String>,
}

/// A break in words.
pub(super) struct BreakNote {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) source: String,
    pub(super) is_confirmed: bool,
}

/// One line of the table; newest first.
pub(super) struct Line {
    /// What parts this value from the newer one above it.
    pub(super) parted: Option<String>,
    pub(super) period: String,
    pub(super) value: Option<String>,
    pub(super) status: Vec<String>,
    pub(super) origin: String,
    pub(super) origin_href: String,
    /// What the publisher remarks about the value.
    pub(super) remark: Option<String>,
}

/// What stands behind shown values: their deliveries by number, and the remarks on them.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) deliveries: HashMap<i64, Delivery>,
    pub(super) remarks: Remarks,
}

/// How the numbers of one series are written, in its table and its curve alike. What the publisher wrote keeps its digits; cells of a
/// workbook and computed values do not tell theirs, so that all of a series show as many as the longest needs, at most two more than
/// the indicator has.
#[derive(Clone, Copy)]
struct Digits(u8);

impl Digits {
    fn of(indicator: &Indicator, series: &SeriesOf) -> Self {
        let numbers = series.values.iter().filter_map(|value| value.number);
        let binary = numbers.filter(|number| number.decimals == BINARY);
        let needed = binary.map(|number| needed_digits(indicator, number.value));
        Self(needed.max().unwrap_or(0))
    }

    fn shown(self, frame: &Frame, number: Number) -> String {
        match number.decimals {
            BINARY => format::rounded(frame.language(), number.value, self.0),
            decimals => frame.number(number.value, decimals),
        }
    }
}

/// The fewest digits after the decimal sign that tell a number as well as the most that are shown.
pub(in crate::indicators) fn needed_digits(indicator: &Indicator, value: f64) -> u8 {
    let most = indicator.version.decimals.saturating_add(2);
    let read = |digits: u8| figures::number::rounded(value, digits).parse::<f64>().ok();
    (0..most).find(|digits| read(*digits) == read(most)).unwrap_or(most)
}

impl Shown {
    pub(super) fn new(
        frame: &Frame,
        indicator: &Indicator,
        series: &SeriesOf,
        (id, name, code, names_source): (&str, &str, &str, bool),
        stated: &Stated,
    ) -> Self {
        let deliveries = &stated.deliveries;
        let unit = unit(frame, indicator.version.unit);
        let (_, title) = words(indicator, frame);
        let breaks = breaks::within(indicator, series);
        let parted = parted(frame, &breaks, series);
        let digits = Digits::of(indicator, series);
        let chart = (1 < series.values.iter().filter(|value| value.number.is_some()).count()).then(|| {
            let points = series.values.iter().map(|value| {
                let point = Point::new(
                    year(value),
                    frame.period(value.period),
                    value.number.map(|number| number.value),
                );
                let point = point.text(
                    value
                        .number
                        .map(|number| digits.shown(frame, number))
                        .unwrap_or_default(),
                );
                let is_preliminary = value.status.has(Flag::Provisional) || value.status.has(Flag::Estimated);
                if is_preliminary { point.preliminary() } else { point }
            });
            let title = frame
                .plain("indicator-chart-title")
                .with("indicator", &title)
                .with("place", name)
                .to_string();
            let chart = LineChart::new(format!("chart-{id}"), title)
                .unit(behind(frame, indicator.version.unit))
                .decimals(indicator.version.decimals)
                .series(Series::new(name, points));
            let marks = parted
                .iter()
                .filter_map(|(place, words)| Some((series.values.get(*place)?, words)));
            marks
                .fold(chart, |chart, (value, words)| {
                    chart.break_at(year(value), words.clone())
                })
                .draw(frame)
        });
        let newest = series.newest().and_then(|value| deliveries.get(&value.delivery));
        let licence = newest
            .and_then(|delivery| delivery.licence.clone())
            .or_else(|| series.source.licence.clone());
        Self {
            id: id.to_owned(),
            caption: {
                let key = if names_source {
                    "indicator-table-caption-source"
                } else {
                    "indicator-table-caption"
                };
                let caption = frame.plain(key).with("indicator", &title).with("place", name);
                let caption = if names_source {
                    caption.with("source", source_words::name(frame, &series.source))
                } else {
                    caption
                }
                .to_string();
                let number = indicator.number_of(series.version_id);
                if number == indicator.version.number {
                    caption
                } else {
                    // Values of an earlier definition stand apart and say so.
                    let earlier = frame
                        .plain("indicator-earlier-definition")
                        .with("number", number.to_string());
                    format!("{caption} – {earlier}")
                }
            },
            chart,
            unit,
            rows: series
                .values
                .iter()
                .enumerate()
                .rev()
                .map(|(place, value)| Line {
                    parted: parted
                        .iter()
                        .find(|(after, _)| *after == place + 1)
                        .map(|(_, words)| words.clone()),
                    ..line(frame, indicator, code, value, digits, stated)
                })
                .collect(),
            has_status: series
                .values
                .iter()
                .any(|value| value.status != Status::NORMAL && value.number.is_some()),
            source_note: newest
                .and_then(|delivery| delivery.source_note.clone())
                .unwrap_or_else(|| series.source.note.clone()),
            licence: licence.map(|licence| {
                let uri = figures::source::licence_uri(&licence);
                (licence, uri)
            }),
            provider: series.source.provider.clone(),
            data_state: newest.map(|delivery| data_states(frame, delivery, series, deliveries)),
            area_state: area_state(frame, &series.source.area_state),
            breaks: breaks.iter().map(|one| note(frame, one)).collect(),
            is_short: is_short(frame, indicator, series, !parted.is_empty()),
        }
    }
}

fn note(frame: &Frame, one: &Break) -> BreakNote {
    BreakNote {
        title: one.title(frame.language()).to_owned(),
        text: one.text(frame.language()).to_owned(),
        source: one.source.clone(),
        is_confirmed: one.is_confirmed,
    }
}

/// The places of values before which the series is parted, with what parts it.
fn parted(frame: &Frame, known: &[&Break], series: &SeriesOf) -> Vec<(usize, String)> {
    let pairs = series.values.windows(2).enumerate();
    pairs
        .filter(|(_, pair)| breaks::is_parted(known, &pair[0], &pair[1]))
        .map(|(place, pair)| {
            let named = known
                .iter()
                .find(|one| one.is_confirmed && one.parts(pair[0].period, pair[1].period));
            let words = named.map_or_else(
                || frame.plain("indicator-break-flagged").to_string(),
                |one| one.title(frame.language()).to_owned(),
            );
            (place + 1, words)
        })
        .collect()
}

/// Said when the values after the last break are too few to tell a direction.
fn is_short(frame: &Frame, indicator: &Indicator, series: &SeriesOf, has_breaks: bool) -> Option<String> {
    let n_since = breaks::since(indicator, series)
        .iter()
        .filter(|value| value.number.is_some())
        .count();
    (has_breaks && n_since < breaks::N_NEEDED).then(|| {
        frame
            .plain("indicator-break-short")
            .with("n", n_since)
            .with("needed", breaks::N_NEEDED)
            .to_string()
    })
}

fn line(frame: &Frame, indicator: &Indicator, code: &str, value: &Value, digits: Digits, stated: &Stated) -> Line {
    let cell = position::decode(value.position).unwrap_or_default();
    let delivery = stated.deliveries.get(&value.delivery);
    let is_computed = delivery.is_some_and(|delivery| delivery.kind == Kind::Derived);
    let file = delivery.map_or("", |delivery| &delivery.file_name);
    let Cell { row, .. } = cell;
    Line {
        parted: None,
        period: frame.period(value.period),
        value: value.number.map(|number| digits.shown(frame, number)),
        status: flags(frame, value.status),
        origin: if is_computed {
            frame.plain("indicator-origin-computed").to_string()
        } else {
            format!("{file}, {}{row}", cell.column_letters())
        },
        origin_href: frame.href(&format!(
            "/deliveries/{}/cells/{}?indicator={}&territory={code}",
            value.delivery, value.position, indicator.slug
        )),
        remark: stated.remarks.at(value.delivery, value.position).map(str::to_owned),
    }
}

pub(in crate::indicators) fn area_state(frame: &Frame, text: &str) -> String {
    use figures::source::AreaState;
    match text.parse() {
        Ok(AreaState::OfItsDay) => frame.plain("indicator-area-of-its-day").to_string(),
        Ok(AreaState::RecomputedTo(date)) => frame
            .plain("indicator-area-recomputed")
            .with("date", frame.date(date))
            .to_string(),
        _ => frame.plain("indicator-area-unstated").to_string(),
    }
}

fn year(value: &Value) -> f64 {
    year_of(value.period)
}

/// Where a period stands on the axis, in years.
pub(in crate::indicators) fn year_of(period: Period) -> f64 {
    1970.0 + f64::from(period.start_days()) / 365.2425
}

/// The flags of a value in words. Publishers have one sign for what is not known and what is not told.
pub(in crate::indicators) fn flags(frame: &Frame, status: Status) -> Vec<String> {
    let is_either = status.has(Flag::NotKnown) && status.has(Flag::Suppressed);
    let word = |flag: Flag| {
        let key = match flag {
            Flag::NotKnown if is_either => "status-oq".to_owned(),
            Flag::Suppressed if is_either => return None,
            flag => format!("status-{}", flag.letter().to_ascii_lowercase()),
        };
        Some(frame.plain(&key).to_string())
    };
    status.flags().filter_map(word).collect()
}
