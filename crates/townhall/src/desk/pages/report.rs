//! What a delivery has brought, first for the own municipality: the first true statement about her town, and what can be done next.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use web::{frame::Frame, problem::Problem};

use super::onward;
use crate::{
    indicators::{
        Card,
        deliveries::{self, Kind},
        own::Visibility,
        registers::{self, Reader},
    },
    installation::Installation,
    people::{self, desk::AtDesk},
};

/// How many figures of a municipality are shown here; its own page has all.
const N_CARDS: usize = 6;

#[derive(Template)]
#[template(path = "desk/pages/report.html")]
struct Report {
    frame: Frame,
    number: i64,
    content: String,
    is_computed: bool,
    n_taken: u64,
    n_rejected: u64,
    is_withdrawn: bool,
    homes: Vec<Home>,
    n_homes: usize,
}

struct Home {
    name: String,
    href: String,
    cards: Vec<Card>,
    n_figures: usize,
}

/// The delivery that an address names.
pub(super) async fn named(
    installation: &Installation,
    at_desk: &AtDesk,
    number: &str,
) -> Result<deliveries::Delivery, Problem> {
    let not_found = || Problem::not_found().back("/deliveries");
    let parsed: i64 = number.parse().map_err(|_| not_found())?;
    if parsed.to_string() != number {
        return Err(not_found());
    }
    let found = deliveries::delivery(&installation.store, &at_desk.scope(), parsed).await;
    found.map_err(Problem::failed)?.ok_or_else(not_found)
}

/// GET /{language}/desk/deliveries/{number}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path(number): Path<String>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let delivery = named(&installation, &at_desk, &number).await?;
    let scope = at_desk.scope();
    let all = people::organisations(installation.store.sql.read(&scope))
        .await
        .map_err(Problem::failed)?;
    let n_homes = all.len();
    // What is internal is seen here with the eyes of the person at the desk; everything else as it stands on the pages for everybody.
    let is_internal = delivery.visibility != Visibility::Public;
    let reader = Reader::at_desk(&frame).filter(|_| is_internal);
    let registers = reader.unwrap_or_else(Reader::public).registers(&installation).await?;
    let mut homes = Vec::new();
    for home in all {
        let Some(id) = home.territory_id else { continue };
        let place = registers::place_of(&installation, id).await?;
        let profile = registers::profile_of(&installation, &registers, &place, None).await?;
        let of_delivery = profile.own.iter().filter(|figures| {
            let values = figures.series.iter().flat_map(|series| &series.values);
            values.into_iter().any(|value| value.delivery == delivery.number)
        });
        let cards: Vec<Card> = of_delivery
            .filter_map(|figures| {
                let indicator = registers.catalogue.by_version(figures.version_id)?;
                let href = frame.href(&format!("/{}/indicators/{}", home.slug, indicator.slug));
                Card::new(&frame, indicator, figures, href)
            })
            .collect();
        if cards.is_empty() {
            continue;
        }
        homes.push(Home {
            href: frame.href(&format!("/{}", home.slug)),
            name: home.name,
            n_figures: cards.len(),
            cards: cards.into_iter().take(N_CARDS).collect(),
        });
    }
    let desk = frame.plain("desk-title").to_string();
    let title = match delivery.kind {
        _ if delivery.withdrawn_by.is_some() => "desk-report-withdrawn",
        Kind::Withdrawal => return Ok(onward(&frame, &format!("/deliveries/{}", delivery.number))),
        Kind::Derived => "desk-report-computed-title",
        Kind::Merge if is_internal => "desk-report-internal-title",
        Kind::Merge => "desk-report-title",
    };
    let account = &delivery.report.account;
    let (n_taken, n_rejected) = (account.stored + account.corrected, account.rejected);
    Ok(frame
        .title_words(title)
        .section("desk-upload")
        .crumb(desk, "/desk")
        .internal(is_internal)
        .show(|frame| Report {
            number: delivery.number,
            content: deliveries::content(&frame, &delivery),
            is_computed: delivery.kind == Kind::Derived,
            n_taken,
            n_rejected,
            is_withdrawn: delivery.withdrawn_by.is_some(),
            homes,
            n_homes,
            frame,
        }))
}
