//! A message together with the structures at hand: components with their roles and names, codes with their words.
//!
//! What the message says itself stands. Of a component that the structure does not know, nothing more is known than before.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    message::{About, Component, Message, Visit},
    structure::{CodeList, Names, Structures, in_words},
};
use crate::FileError;

/// More structures than any message refers to.
const MOST_STRUCTURES: usize = 1_000;

/// A message whose codes have words.
pub(super) struct Explained<'m> {
    inner: &'m mut dyn Message,
    about: About,
    components: Vec<Component>,
    views: HashMap<String, Seen>,
}

/// What is at hand for one structure, in the order of the message's components.
struct Seen {
    name: String,
    lists: Vec<Option<Arc<CodeList>>>,
}

impl<'m> Explained<'m> {
    /// Looks up the structures that the message refers to.
    pub(super) fn of(inner: &'m mut dyn Message, structures: &Structures) -> Result<Self, FileError> {
        let mut named: BTreeSet<String> = BTreeSet::new();
        inner.each(&mut |stated| {
            if !named.contains(&stated.structure) && named.len() < MOST_STRUCTURES {
                named.insert(stated.structure.clone());
            }
            Ok(true)
        })?;
        let (mut about, mut components) = (inner.about().clone(), inner.components().to_vec());
        let mut views = HashMap::new();
        for structure in named {
            let Some(view) = structures.view(&structure) else {
                about.detected.push((
                    format!("data structure of {structure}"),
                    "not at hand; codes stay codes".to_owned(),
                ));
                continue;
            };
            let said = view.instead.clone().unwrap_or_else(|| "at hand".to_owned());
            about.detected.push((format!("data structure of {structure}"), said));
            let mut lists = Vec::new();
            for component in &mut components {
                let meaning = view.components.get(&component.concept);
                lists.push(meaning.and_then(|meaning| meaning.list.clone()));
                let Some(meaning) = meaning else { continue };
                component.kind = meaning.kind.unwrap_or(component.kind);
                component.is_described = true;
                if component.also.is_none() {
                    component.also.clone_from(&meaning.concept);
                }
                if component.names.is_empty() {
                    component.names.clone_from(&meaning.names);
                }
            }
            let name = in_words(&view.names).unwrap_or_default().to_owned();
            views.insert(structure, Seen { name, lists });
        }
        Ok(Self {
            inner,
            about,
            components,
            views,
        })
    }
}

impl Message for Explained<'_> {
    fn about(&self) -> &About {
        &self.about
    }

    fn components(&self) -> &[Component] {
        &self.components
    }

    fn each(&mut self, visit: &mut Visit<'_>) -> Result<(), FileError> {
        let views = &self.views;
        self.inner.each(&mut |stated| {
            if let Some(seen) = views.get(&stated.structure) {
                if stated.structure_name.is_empty() {
                    seen.name.clone_into(&mut stated.structure_name);
                }
                let texts = stated.texts.iter().zip(&mut stated.labels).zip(&seen.lists);
                for ((code, label), list) in texts {
                    if let Some(list) = list
                        && label.is_empty()
                        && let Some(name) = list.names(code.trim()).and_then(in_words)
                    {
                        name.clone_into(label);
                    }
                }
            }
            visit(stated)
        })
    }

    fn n_blank_lines(&self) -> u32 {
        self.inner.n_blank_lines()
    }

    fn names(&self, structure: &str, component: usize, code: &str) -> Option<Names> {
        let said = self.inner.names(structure, component, code);
        said.or_else(|| {
            self.views
                .get(structure)?
                .lists
                .get(component)?
                .as_ref()?
                .names(code)
                .cloned()
        })
    }
}
