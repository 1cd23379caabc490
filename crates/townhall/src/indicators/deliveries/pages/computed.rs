//! What was computed here: the report of a derived delivery, and the origin of one of its values.
//!
//! The origin is not remembered but computed again from the inputs as they counted then, so that a mistake on either side shows.
//! Each input leads to its own origin: delivery, file, row, column.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use methods::formula::parse;
use store::StoreError;
use web::{frame::Frame, problem::Problem};

use super::{Provenance, Said, cell::Found, name};
use crate::{
    indicators::{
        deliveries::{Computation, Delivery, origin},
        formulas::compute::{Books, Rule, explain},
        own::threshold::smallest_shown,
        registers::{self, Registers},
        source_words,
    },
    installation::Installation,
    territories,
};

#[derive(Template)]
#[template(path = "indicators/deliveries/pages/computed_delivery.html")]
struct Report {
    frame: Frame,
    indicator: Option<Link>,
    expression: String,
    formula: i64,
    n_values: u64,
    n_missing: u64,
    inputs: Vec<Link>,
    not_computed: Vec<(String, u64)>,
    withdrawn: Option<i64>,
    provenance: Provenance,
}

#[derive(Template)]
#[template(path = "indicators/deliveries/pages/computed_cell.html")]
struct Cell {
    frame: Frame,
    indicator: Link,
    territory: Option<Link>,
    delivery: Link,
    period: String,
    shown: Option<String>,
    exact: Option<String>,
    status: Vec<String>,
    expression: String,
    agreement: Agreement,
    /// Why there is no value, in words.
    reason: Option<String>,
    inputs: Vec<Input>,
    is_current: bool,
    provenance: Provenance,
}

/// Whether computing again gives the stored value.
#[derive(PartialEq)]
enum Agreement {
    Equal,
    Different,
    /// An input is gone, for example because it was recalled.
    NotComputable,
}

struct Link {
    href: String,
    said: Said,
}

struct Input {
    indicator: Link,
    breakdown: String,
    period: String,
    value: Option<String>,
    source: String,
    origin: Option<String>,
}

/// The report of a derived delivery.
pub(super) fn report(frame: Frame, registers: &Registers, delivery: &Delivery) -> Response {
    let computation = delivery.report.computation.clone().unwrap_or_default();
    let indicator = link_to(&frame, registers, &computation.indicator, "");
    let inputs = computation.inputs.iter().map(|number| Link {
        href: frame.href(&format!("/deliveries/{number}")),
        said: Said::here(&frame, name(&frame, *number)),
    });
    let inputs = inputs.collect();
    let reason = |code: &str| {
        let key = format!("computed-reason-{}", code.replace('_', "-"));
        frame
            .plain(&key)
            .with("indicator", "")
            .to_string()
            .trim_end()
            .to_owned()
    };
    let not_computed = computation
        .not_computed
        .iter()
        .map(|(code, n)| (reason(code), *n))
        .collect();
    let account = &delivery.report.account;
    let (n_values, n_missing) = (account.stored, account.of_which_missing);
    let provenance = Provenance::of(&frame, delivery);
    frame.show(|frame| Report {
        indicator,
        expression: computation.expression,
        formula: computation.formula,
        n_values,
        n_missing,
        inputs,
        not_computed,
        withdrawn: delivery.withdrawn_by,
        provenance,
        frame,
    })
}

/// The origin of a computed value.
pub(super) async fn cell(
    installation: &Installation,
    frame: Frame,
    registers: &Arc<Registers>,
    delivery: &Arc<Delivery>,
    found: Found,
    position: i64,
) -> Result<Response, Problem> {
    let computation = delivery.report.computation.clone().unwrap_or_default();
    let explained = {
        let (store, registers, delivery) = (installation.store.clone(), Arc::clone(registers), Arc::clone(delivery));
        let (computation, territory) = (computation.clone(), found.territory);
        registers::blocking(move || again(&store, &registers, &delivery, &computation, territory)).await?
    };
    let one = explained
        .into_iter()
        .find(|one| one.period == found.value.period && one.area_state == found.area_state);
    let territory = territories::by_id(
        installation.store.sql.read(&store::scope::Scope::public()),
        found.territory,
    )
    .await
    .map_err(Problem::failed)?;
    let agreement = match &one {
        None => Agreement::NotComputable,
        Some(one)
            if one.outcome.number.map(|one| one.value.to_bits()) == found.number.map(|one| one.value.to_bits()) =>
        {
            Agreement::Equal
        }
        Some(_) => Agreement::Different,
    };
    let code = territory.as_ref().map(|one| one.code().to_owned()).unwrap_or_default();
    let reason = one.as_ref().and_then(|one| one.outcome.reason.as_ref()).map(|reason| {
        let key = format!("computed-reason-{}", reason.code().replace('_', "-"));
        let title = reason
            .slug()
            .and_then(|slug| link_to(&frame, registers, slug, ""))
            .map(|link| link.said.text);
        frame
            .plain(&key)
            .with("indicator", title.unwrap_or_default())
            .to_string()
    });
    let inputs = one.map(|one| one.inputs).unwrap_or_default().into_iter().map(|used| {
        let held = used.held;
        Input {
            indicator: link_to(&frame, registers, &used.slug, &code).unwrap_or_else(|| Link {
                href: frame.href("/indicators"),
                said: Said::english(used.slug.clone()),
            }),
            breakdown: registers.dictionary.words().in_words(&frame, &used.dimensions),
            period: frame.period(used.period),
            value: held
                .and_then(|held| held.cell.number)
                .map(|number| frame.number(number.value, number.decimals)),
            source: registers
                .dictionary
                .source(used.source)
                .map(|source| source_words::name(&frame, source))
                .unwrap_or_default(),
            origin: held.map(|held| {
                frame.href(&format!(
                    "/deliveries/{}/cells/{}?indicator={}&territory={code}",
                    held.delivery, held.position, used.slug
                ))
            }),
        }
    });
    let inputs = inputs.collect();
    let list = frame.plain("delivery-list-title").to_string();
    let delivery_name = name(&frame, delivery.number);
    let path = format!("/deliveries/{}", delivery.number);
    let frame = frame
        .title_words("computed-title")
        .section("deliveries")
        .crumb(list, "/deliveries")
        .crumb(delivery_name.clone(), &path);
    Ok(frame.show(|frame| Cell {
        indicator: Link {
            href: frame.href(&format!("/indicators/{}?territory={code}", found.slug)),
            said: found.title,
        },
        territory: territory.map(|territory| Link {
            href: frame.href(&format!("/territories/{}", territory.code())),
            said: Said {
                text: territory.title.clone(),
                language: "de".to_owned(),
            },
        }),
        delivery: Link {
            href: frame.href(&path),
            said: Said::here(&frame, delivery_name),
        },
        period: frame.period(found.value.period),
        shown: found.value.shown,
        exact: found.value.exact,
        status: found.value.status,
        expression: computation.expression,
        agreement,
        reason,
        inputs,
        is_current: found.counting == Some((delivery.number, position)),
        provenance: Provenance::of(&frame, delivery),
        frame,
    }))
}

/// The formula computed again with the inputs that counted when the delivery was made.
fn again(
    store: &store::Store,
    registers: &Registers,
    delivery: &Delivery,
    computation: &Computation,
    territory: i32,
) -> Result<Vec<crate::indicators::formulas::compute::Explained>, StoreError> {
    let pin = registers.pin.clone().until(origin::before(delivery.number));
    let expression = parse(&computation.expression)
        .map_err(|problem| StoreError::Schema(format!("the formula of delivery {}: {problem}", delivery.number)))?;
    let books = Books {
        store,
        pin: &pin,
        catalogue: &registers.catalogue,
        dictionary: &registers.dictionary,
    };
    let indicator = registers.catalogue.by_slug(&computation.indicator);
    let rule = Rule {
        expression: &expression,
        precedence: &computation.precedence,
        smallest: indicator.and_then(smallest_shown),
    };
    explain(books, rule, territory)
}

fn link_to(frame: &Frame, registers: &Registers, slug: &str, territory: &str) -> Option<Link> {
    let indicator = registers.catalogue.by_slug(slug)?;
    let query = if territory.is_empty() {
        String::new()
    } else {
        format!("?territory={territory}")
    };
    Some(Link {
        href: frame.href(&format!("/indicators/{slug}{query}")),
        said: Said::title(frame, indicator),
    })
}
