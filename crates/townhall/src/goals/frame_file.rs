//! The file of a framework as it ships with the program.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The Sustainable Development Goals.
pub(super) const SDG_TEXT: &str = include_str!("../../../../data/goals/sdg-2015.toml");

/// A framework with its goals and targets.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameFile {
    pub(super) framework: String,
    pub(super) edition: String,
    pub(super) source: String,
    pub(super) licence: String,
    pub(super) title: Words,
    pub(super) goal: Vec<GoalEntry>,
    pub(super) target: Vec<TargetEntry>,
}

/// A text by language.
pub(super) type Words = BTreeMap<String, String>;

/// A goal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoalEntry {
    pub(super) code: String,
    pub(super) title: Words,
    pub(super) description: Words,
}

/// A target.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TargetEntry {
    pub(super) code: String,
    pub(super) goal: String,
    pub(super) title: Words,
}

/// Reads the file of a framework.
pub(super) fn read(text: &str) -> Result<FrameFile, toml::de::Error> {
    toml::from_str(text)
}
