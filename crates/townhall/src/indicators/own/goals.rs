//! The elements of frameworks that an own indicator may be linked to: those of every shared framework, and the own fields of action of
//! the home.
//!
//! A link is typed as `11.6` (a goal of the Sustainable Development Goals) or with the key of its framework before it: `dns-2021:11`.
//! Which edition is meant by a name alone is the newest, as everywhere.

use std::collections::BTreeMap;

use store::{StoreError, scope::OrganisationId, sql::Read};

use crate::{
    goals::{self, FrameworkEntry, Goal, SDG, Tree},
    indicators::catalogue::GoalLink,
};

/// Frameworks with their elements, in the order in which they are offered.
#[derive(Debug)]
pub struct KnownGoals {
    frameworks: Vec<(FrameworkEntry, Tree)>,
}

impl KnownGoals {
    /// All that a home may link to.
    pub async fn of(read: Read<'_>, home: OrganisationId) -> Result<Self, StoreError> {
        let mut entries = goals::frameworks(read).await?;
        entries.retain(|one| one.organisation == OrganisationId::INSTALLATION || one.organisation == home);
        let mut frameworks = Vec::with_capacity(entries.len());
        for entry in entries {
            let tree = goals::tree(read, &entry.framework).await?;
            frameworks.push((entry, tree));
        }
        Ok(Self { frameworks })
    }

    /// The frameworks with their elements.
    pub fn frameworks(&self) -> &[(FrameworkEntry, Tree)] {
        &self.frameworks
    }

    /// The element that a text names; `None` when there is none such.
    pub fn link(&self, text: &str) -> Option<GoalLink> {
        let (key, code) = text.split_once(':').unwrap_or((&SDG.name, text));
        let entries: Vec<FrameworkEntry> = self.frameworks.iter().map(|(entry, _)| entry.clone()).collect();
        let meant = goals::find_framework(&entries, key)?;
        let (entry, tree) = self
            .frameworks
            .iter()
            .find(|(one, _)| one.framework == meant.framework)?;
        let goal = tree.find(code)?;
        Some(GoalLink {
            framework: entry.framework.name.clone().into_owned(),
            edition: entry.framework.edition.clone().into_owned(),
            code: goal.code.clone(),
            relation: "related".to_owned(),
        })
    }

    /// The elements that links name, each once, by their place in [`KnownGoals::frameworks`].
    pub fn linked(&self, texts: &[String]) -> BTreeMap<usize, Vec<&Goal>> {
        let mut found: BTreeMap<usize, Vec<&Goal>> = BTreeMap::new();
        for link in texts.iter().filter_map(|text| self.link(text.trim())) {
            for (place, (entry, tree)) in self.frameworks.iter().enumerate() {
                if entry.framework.name == link.framework && entry.framework.edition == link.edition {
                    // The same element may be typed and chosen, or named in two spellings; it is one all the same.
                    let of_framework = found.entry(place).or_default();
                    let new = tree.find(&link.code);
                    of_framework.extend(new.filter(|new| of_framework.iter().all(|known| known.code != new.code)));
                }
            }
        }
        found
    }
}
