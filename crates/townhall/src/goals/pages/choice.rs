//! The framework that a page shows: named in the address by `?framework=dns-2021`, the Sustainable Development Goals without.
//!
//! The choice lives in the address alone, so that a link to a page shows everybody the same, and nothing has to be remembered. A home
//! offers its own fields of action beside the shared frameworks; those of another home are offered on no page but their own.

use std::collections::BTreeSet;

use store::scope::{OrganisationId, Scope};
use web::{frame::Frame, problem::Problem};

use crate::{
    goals::{
        FrameworkEntry, FrameworkKind, Goal, Hierarchy, SDG, Tree,
        crosswalks::{self, Crosswalks, End},
        find_framework, frameworks, hierarchy, tree,
    },
    installation::Installation,
    people::Organisation,
};

/// The framework that a page shows, with what it may be exchanged for.
#[derive(Debug, Clone)]
pub struct FrameworkChoice {
    /// The framework.
    pub entry: FrameworkEntry,
    /// Its elements.
    pub tree: Tree,
    /// The links between frameworks.
    pub crosswalks: Crosswalks,
    /// What stands above what.
    pub hierarchy: Hierarchy,
    /// The home whose page it is, or the installation.
    pub home: OrganisationId,
    /// What may be chosen instead, itself included.
    pub offered: Vec<FrameworkEntry>,
}

/// One framework in the list to choose from.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Its key in the address.
    pub key: String,
    /// Its title and edition.
    pub label: String,
    /// Whether it is shown now.
    pub is_chosen: bool,
}

impl FrameworkChoice {
    /// What an address asks for. A framework that does not exist, or is another home's, is not found.
    pub async fn of(
        installation: &Installation,
        home: Option<&Organisation>,
        asked: Option<&str>,
    ) -> Result<Self, Problem> {
        let scope = Scope::public();
        let read = installation.store.sql.read(&scope);
        let own = home.map_or(OrganisationId::INSTALLATION, |home| home.id);
        let mut offered = frameworks(read).await.map_err(Problem::failed)?;
        offered.retain(|one| one.organisation == OrganisationId::INSTALLATION || one.organisation == own);
        let key = asked
            .filter(|key| !key.is_empty())
            .map_or_else(|| SDG.key(), str::to_owned);
        let entry = find_framework(&offered, &key)
            .cloned()
            .ok_or_else(|| Problem::not_found().back("/goals"))?;
        Ok(Self {
            tree: tree(read, &entry.framework).await.map_err(Problem::failed)?,
            crosswalks: crosswalks::load(read).await.map_err(Problem::failed)?,
            hierarchy: hierarchy(read).await.map_err(Problem::failed)?,
            entry,
            home: own,
            offered,
        })
    }

    /// The framework in words.
    pub fn label(&self, frame: &Frame) -> String {
        label(frame, &self.entry)
    }

    /// Whether it is the framework that is shown without a choice.
    pub fn is_usual(&self) -> bool {
        self.entry.framework == SDG
    }

    /// What an address has to carry so that the next page shows the same framework: empty for the usual one.
    pub fn query(&self) -> String {
        match self.is_usual() {
            true => String::new(),
            false => format!("?framework={}", self.entry.framework.key()),
        }
    }

    /// The list to choose from.
    pub fn offers(&self, frame: &Frame) -> Vec<Offer> {
        let offer = |one: &FrameworkEntry| Offer {
            key: one.framework.key(),
            label: label(frame, one),
            is_chosen: one.framework == self.entry.framework,
        };
        self.offered.iter().map(offer).collect()
    }

    /// The codes of the Sustainable Development Goals and targets that an element is linked to itself.
    pub fn sdg_of(&self, goal: &Goal) -> Vec<String> {
        let seen = self.crosswalks.of(&End {
            framework: self.entry.framework.clone(),
            code: goal.code.clone(),
        });
        let codes = seen.into_iter().map(|one| one.other);
        codes
            .filter(|other| other.framework == SDG)
            .map(|other| other.code)
            .collect()
    }

    /// The Sustainable Development Goals to which no element is linked, neither to themselves nor to their targets.
    pub async fn untouched_sdg(&self, installation: &Installation) -> Result<Vec<Goal>, Problem> {
        let scope = Scope::public();
        let sdg = tree(installation.store.sql.read(&scope), &SDG)
            .await
            .map_err(Problem::failed)?;
        let linked = self.tree.all().iter().flat_map(|one| self.sdg_of(one));
        let touched: BTreeSet<String> = linked
            .filter_map(|code| Some(sdg.top_of(sdg.find(&code)?).code.clone()))
            .collect();
        let is_untouched = |one: &&Goal| !touched.contains(&one.code);
        Ok(sdg.tops().filter(is_untouched).cloned().collect())
    }

    /// Whether top elements are the 17 goals, which have colours of their own.
    pub fn has_sdg_colours(&self) -> bool {
        let is_sdg = |code: &str| code.parse::<u8>().is_ok_and(|n| (1..=17).contains(&n));
        matches!(self.entry.kind, FrameworkKind::Goals | FrameworkKind::Indicators)
            && self.tree.tops().all(|goal| is_sdg(&goal.code))
    }
}

/// A framework in words: its title and its edition.
pub fn label(frame: &Frame, entry: &FrameworkEntry) -> String {
    frame
        .plain("goals-framework-label")
        .with("title", entry.title.text(frame.language()))
        .with("edition", entry.framework.edition.as_ref())
        .to_string()
}
