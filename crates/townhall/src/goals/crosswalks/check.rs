//! Which links may stand beside each other.
//!
//! Refused are links that lead to nothing, to their own edition or stand without source and reason; a pair with two relations; two
//! elements that are each broader than the other, directly or in a circle; and an element that is exactly two things of one edition.

use std::collections::{BTreeMap, BTreeSet};

use super::{End, Link, Relation};
use crate::goals::framework::Framework;

/// Why an entry of a crosswalk is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrosswalkProblem {
    /// The place of the entry in what was given, from 1.
    pub entry: usize,
    /// A stable word for programs.
    pub code: &'static str,
    /// The sentence.
    pub message: String,
    /// Which sentence it is, for translations: words `crosswalk-wrong-SAID`, with what they are about.
    pub said: (&'static str, [String; 2]),
}

/// A refusal before it gets the place of its entry.
struct Refusal {
    code: &'static str,
    message: String,
    said: (&'static str, [String; 2]),
}

impl Refusal {
    fn new(
        code: &'static str,
        message: String,
        said: &'static str,
        one: &impl ToString,
        other: &impl ToString,
    ) -> Self {
        Self {
            code,
            message,
            said: (said, [one.to_string(), other.to_string()]),
        }
    }
}

/// What is to be stored and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Links that are new.
    pub fresh: Vec<Link>,
    /// Links that stand already with another source or reason.
    pub changed: Vec<Link>,
    /// Links that stand already, word for word.
    pub n_unchanged: usize,
    /// What is wrong; nothing may be stored while there is anything.
    pub problems: Vec<CrosswalkProblem>,
}

/// Checks new links against each other, against those that stand, and against what exists.
pub fn check(new: &[Link], known: &[Link], exists: impl Fn(&End) -> bool) -> Checked {
    let mut checked = Checked::default();
    let mut pairs: BTreeMap<(End, End), Link> = known.iter().map(|link| (pair(link), link.clone())).collect();
    let mut exact: BTreeMap<(End, Framework), End> = BTreeMap::new();
    let mut above: BTreeMap<End, BTreeSet<End>> = BTreeMap::new();
    for link in known {
        note(link, &mut exact, &mut above);
    }
    for (place, link) in new.iter().enumerate() {
        let refusal = refusal(link, &exists)
            .or_else(|| contradiction(link, pairs.get(&pair(link))?))
            .or_else(|| second_exact(link, &exact))
            .or_else(|| circle(link, &above));
        if let Some(refusal) = refusal {
            let Refusal { code, message, said } = refusal;
            let entry = place + 1;
            checked.problems.push(CrosswalkProblem {
                entry,
                code,
                message,
                said,
            });
            continue;
        }
        match pairs.get(&pair(link)) {
            Some(other) if other.source == link.source && other.reason == link.reason => checked.n_unchanged += 1,
            Some(other) => checked.changed.push(Link {
                from: other.from.clone(),
                to: other.to.clone(),
                ..link.clone()
            }),
            None => {
                note(link, &mut exact, &mut above);
                checked.fresh.push(link.clone());
            }
        }
        pairs.insert(pair(link), link.clone());
    }
    checked
}

/// Both ends, in an order that does not depend on the direction.
fn pair(link: &Link) -> (End, End) {
    let (a, b) = (link.from.clone(), link.to.clone());
    if a <= b { (a, b) } else { (b, a) }
}

fn note(link: &Link, exact: &mut BTreeMap<(End, Framework), End>, above: &mut BTreeMap<End, BTreeSet<End>>) {
    match link.relation {
        Relation::Exact => {
            exact.insert((link.from.clone(), link.to.framework.clone()), link.to.clone());
            exact.insert((link.to.clone(), link.from.framework.clone()), link.from.clone());
        }
        Relation::Broader => {
            above.entry(link.from.clone()).or_default().insert(link.to.clone());
        }
        _ => {}
    }
}

fn refusal(link: &Link, exists: &impl Fn(&End) -> bool) -> Option<Refusal> {
    for end in [&link.from, &link.to] {
        if !exists(end) {
            let message = format!(
                "\"{}\" is not an element of {}; take in that edition first or mend the code",
                end.code, end.framework
            );
            return Some(Refusal::new("dangling", message, "dangling", &end.code, &end.framework));
        }
    }
    if link.from.framework == link.to.framework {
        let message = format!(
            "{} and {} stand in the same edition; a crosswalk joins two editions",
            link.from, link.to
        );
        return Some(Refusal::new(
            "same-edition",
            message,
            "same-edition",
            &link.from,
            &link.to,
        ));
    }
    let missing = match (link.source.trim().is_empty(), link.reason.trim().is_empty()) {
        (true, _) => "source",
        (_, true) => "reason",
        _ => return None,
    };
    let message = format!(
        "the link from {} to {} has no {missing}; say who sees it so and why",
        link.from, link.to
    );
    let said = match missing {
        "source" => "no-source",
        _ => "no-reason",
    };
    Some(Refusal::new("no-reason", message, said, &link.from, &link.to))
}

/// What is wrong with a link beside the one that stands between the same elements.
fn contradiction(link: &Link, other: &Link) -> Option<Refusal> {
    if link.relation == other.relation && (link.relation != Relation::Broader || link.from == other.from) {
        return None;
    }
    let is_same = link.relation == other.relation;
    let said = if is_same { "both-ways" } else { "two-relations" };
    let message = if is_same {
        format!(
            "{} would be broader than {} and narrower at once; keep one of both links",
            link.to, link.from
        )
    } else {
        format!(
            "{} and {} are linked as {} already and cannot be {} too; keep one of both",
            link.from,
            link.to,
            other.relation.as_str(),
            link.relation.as_str()
        )
    };
    Some(Refusal::new("contradiction", message, said, &link.from, &link.to))
}

fn second_exact(link: &Link, exact: &BTreeMap<(End, Framework), End>) -> Option<Refusal> {
    if link.relation != Relation::Exact {
        return None;
    }
    [(&link.from, &link.to), (&link.to, &link.from)]
        .into_iter()
        .find_map(|(one, other)| {
            let known = exact
                .get(&(one.clone(), other.framework.clone()))
                .filter(|known| *known != other)?;
            let message = format!(
                "{one} is exactly {known} already and cannot be exactly {other} too; use close, broader or related"
            );
            Some(Refusal::new("contradiction", message, "second-exact", one, known))
        })
}

fn circle(link: &Link, above: &BTreeMap<End, BTreeSet<End>>) -> Option<Refusal> {
    if link.relation != Relation::Broader {
        return None;
    }
    let mut to_visit = vec![&link.to];
    let mut visited = BTreeSet::new();
    while let Some(end) = to_visit.pop() {
        if *end == link.from {
            let message = format!(
                "with this link {} would be broader than itself, by way of {}; remove one link of the circle",
                link.from, link.to
            );
            return Some(Refusal::new("contradiction", message, "circle", &link.from, &link.to));
        }
        if visited.insert(end) {
            to_visit.extend(above.get(end).into_iter().flatten());
        }
    }
    None
}
