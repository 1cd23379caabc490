//! Crosswalks: links between elements of two framework editions, with relation, source and reason.
//!
//! A link is stored once and read from both ends; seen from the other end `broader` is `narrower`. Links that follow from others are
//! marked as derived, name the way they take, and are never exact: two editors meant two different things by "the same". What
//! contradicts or leads nowhere is refused with a sentence for each entry, and then nothing of the file is taken.

mod check;
mod file;
mod storage;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::framework::{Framework, words};

pub use self::{
    check::{Checked, CrosswalkProblem, check},
    file::{FileError, read_csv, read_toml, write_csv},
    storage::{load, load_shipped, put},
};

words! {
    /// How two elements relate, seen from the first one.
    Relation, "a relation" {
        Exact "exact" "Both mean the same.";
        Close "close" "Both mean nearly the same.";
        Broader "broader" "The other one holds more.";
        Narrower "narrower" "The other one holds less.";
        Related "related" "Both touch each other.";
    }
}

impl Relation {
    /// The relation as the other element sees it.
    pub const fn reversed(self) -> Self {
        match self {
            Self::Broader => Self::Narrower,
            Self::Narrower => Self::Broader,
            other => other,
        }
    }

    /// What follows from two links one after the other; never exact.
    ///
    /// ```
    /// use townhall::goals::crosswalks::Relation;
    /// assert_eq!(Relation::Exact.then(Relation::Exact), Relation::Close);
    /// assert_eq!(Relation::Broader.then(Relation::Narrower), Relation::Related);
    /// ```
    pub const fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::Exact, Self::Exact | Self::Close) | (Self::Close, Self::Exact) => Self::Close,
            (Self::Exact | Self::Broader, Self::Broader) | (Self::Broader, Self::Exact) => Self::Broader,
            (Self::Exact | Self::Narrower, Self::Narrower) | (Self::Narrower, Self::Exact) => Self::Narrower,
            _ => Self::Related,
        }
    }
}

/// An element of a framework edition, as a crosswalk names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct End {
    /// The framework edition.
    pub framework: Framework,
    /// The code in it.
    pub code: String,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.framework, self.code)
    }
}

/// A link between two elements; its relation is exact, close, broader or related.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// One element.
    pub from: End,
    /// The other one.
    pub to: End,
    /// How `to` relates to `from`.
    pub relation: Relation,
    /// Who says so and where.
    pub source: String,
    /// Why, in a sentence.
    pub reason: String,
}

impl Link {
    /// A link; one that is narrower is turned round, so that it is stored as broader.
    pub fn new(
        from: (Framework, String),
        to: (Framework, String),
        relation: &str,
        source: String,
        reason: String,
    ) -> Result<Self, String> {
        let end = |(framework, code)| End { framework, code };
        let (from, to) = (end(from), end(to));
        let relation: Relation = relation.trim().parse()?;
        let (from, to, relation) = match relation {
            Relation::Narrower => (to, from, Relation::Broader),
            relation => (from, to, relation),
        };
        Ok(Self {
            from,
            to,
            relation,
            source,
            reason,
        })
    }
}

/// What an element is linked to, seen from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The other element.
    pub other: End,
    /// How the other one relates to this one.
    pub relation: Relation,
    /// The links on the way: one for a stored link, more for one that follows from others.
    pub way: Vec<Link>,
}

impl Seen {
    /// Whether it follows from others instead of being stored.
    pub fn is_derived(&self) -> bool {
        1 < self.way.len()
    }

    /// The elements between both ends, from this one to the other; none for a stored link.
    pub fn between(&self) -> Vec<&End> {
        let pairs = self.way.iter().zip(self.way.iter().skip(1));
        let begins_there = |one: &Link, next: &Link| next.from == one.from || next.from == one.to;
        pairs
            .map(|(one, next)| match begins_there(one, next) {
                true => &next.from,
                false => &next.to,
            })
            .collect()
    }
}

/// How many links one after the other are followed: enough for a framework of four editions.
const LONGEST_WAY: usize = 3;

/// All links, to be asked from either end.
#[derive(Debug, Clone, Default)]
pub struct Crosswalks {
    links: Vec<Link>,
    by_end: BTreeMap<End, Vec<usize>>,
}

impl Crosswalks {
    /// Puts links together.
    pub fn new(links: Vec<Link>) -> Self {
        let mut by_end: BTreeMap<End, Vec<usize>> = BTreeMap::new();
        for (place, link) in links.iter().enumerate() {
            by_end.entry(link.from.clone()).or_default().push(place);
            by_end.entry(link.to.clone()).or_default().push(place);
        }
        Self { links, by_end }
    }

    /// All of them, in their order.
    pub fn all(&self) -> &[Link] {
        &self.links
    }

    /// The stored links of an element.
    pub fn of(&self, end: &End) -> Vec<Seen> {
        let places = self.by_end.get(end).map(Vec::as_slice).unwrap_or_default();
        places
            .iter()
            .map(|place| {
                let link = &self.links[*place];
                let (other, relation) = match link.from == *end {
                    true => (&link.to, link.relation),
                    false => (&link.from, link.relation.reversed()),
                };
                Seen {
                    other: other.clone(),
                    relation,
                    way: vec![link.clone()],
                }
            })
            .collect()
    }

    /// The stored links of an element, and what follows from several of them; of several ways to one element the shortest, then the
    /// closest. A way never enters an edition twice.
    pub fn reach(&self, end: &End) -> Vec<Seen> {
        let mut found: BTreeMap<End, Seen> = BTreeMap::new();
        let mut front = self.of(end);
        for _ in 0..LONGEST_WAY {
            let mut next = Vec::new();
            front.sort_by(|a, b| (a.relation, &a.other).cmp(&(b.relation, &b.other)));
            for seen in front {
                if seen.other.framework == end.framework || found.contains_key(&seen.other) {
                    continue;
                }
                for step in self.of(&seen.other) {
                    let mut editions: BTreeSet<&Framework> = BTreeSet::from([&end.framework]);
                    editions.extend(
                        seen.way
                            .iter()
                            .flat_map(|link| [&link.from.framework, &link.to.framework]),
                    );
                    if editions.contains(&step.other.framework) {
                        continue;
                    }
                    let mut way = seen.way.clone();
                    way.extend(step.way);
                    next.push(Seen {
                        other: step.other,
                        relation: seen.relation.then(step.relation),
                        way,
                    });
                }
                found.insert(seen.other.clone(), seen);
            }
            front = next;
        }
        let mut seen: Vec<Seen> = found.into_values().collect();
        seen.sort_by(|a, b| (a.way.len(), a.relation, &a.other).cmp(&(b.way.len(), b.relation, &b.other)));
        seen
    }
}
