//! Links of an own indicator to elements that their framework no longer has, on the page of the indicator: each with a button that takes
//! it away. Another goal is chosen in the form above.

use jiff::Timestamp;
use store::scope::Scope;
use web::{frame::Frame, problem::Problem};

use super::form::{RowAction, Table};
use crate::{
    goals::{self, FrameworkEntry, Tree},
    indicators::{
        catalogue::{GoalLink, Indicator},
        goal_links,
        own::goals::KnownGoals,
    },
    installation::Installation,
    people::{Organisation, desk::change},
};

/// The name of the button that takes a link away.
pub(super) const FIELD: &str = "unlink";

fn dead<'a>(indicator: &'a Indicator, known: &'a KnownGoals) -> Vec<(&'a FrameworkEntry, &'a GoalLink)> {
    let framework = |link: &GoalLink| {
        let is_it = |(entry, _): &&(FrameworkEntry, Tree)| entry.framework == link.end().framework;
        let (entry, tree) = known.frameworks().iter().find(is_it)?;
        tree.find(&link.code).is_none().then_some(entry)
    };
    let links = indicator.goals.iter();
    links.filter_map(|link| Some((framework(link)?, link))).collect()
}

/// A link as forms name it.
fn named(link: &GoalLink) -> String {
    format!("{}:{}", link.key(), link.code)
}

/// Takes away the link that a form names. One that is gone already, perhaps in another window, is what the person wants.
pub(super) async fn remove(
    installation: &Installation,
    scope: Scope,
    indicator: &Indicator,
    known: &KnownGoals,
    name: &str,
) -> Result<(), Problem> {
    let found = dead(indicator, known).into_iter().find(|(_, link)| named(link) == name);
    let Some((_, link)) = found else {
        return Ok(());
    };
    let (sql, indicator, link) = (installation.store.sql.clone(), indicator.clone(), link.clone());
    let done = change(move || async move {
        sql.write(&scope, async |write| {
            goal_links::remove(write, Timestamp::now(), &indicator, &link).await
        })
        .await
    });
    done.await?.map_err(Problem::failed)?;
    Ok(())
}

/// The links that lead nowhere; nothing where all lead somewhere.
pub(super) fn table(frame: &Frame, home: &Organisation, indicator: &Indicator, known: &KnownGoals) -> Option<Table> {
    let dead = dead(indicator, known);
    if dead.is_empty() {
        return None;
    }
    let row =
        |(entry, link): &(&FrameworkEntry, &GoalLink)| vec![goals::framework_label(frame, entry), link.code.clone()];
    let action = |(_, link): &(&FrameworkEntry, &GoalLink)| {
        Some(RowAction {
            address: frame.href(&format!("/desk/own/{}/indicators/{}", home.slug, indicator.slug)),
            name: FIELD,
            value: named(link),
            label: frame.plain("own-dead-links-remove").to_string(),
            about: named(link),
        })
    };
    let head = ["own-dead-links-framework", "own-dead-links-code"];
    Some(Table {
        caption: frame.plain("own-dead-links").to_string(),
        head: head.map(|key| frame.plain(key).to_string()).to_vec(),
        rows: dead.iter().map(row).collect(),
        row_actions: dead.iter().map(action).collect(),
        notes: vec![frame.plain("own-dead-links-note").to_string()],
        action: None,
    })
}
