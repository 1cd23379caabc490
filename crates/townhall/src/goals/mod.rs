//! Frameworks of goals by edition: now the seventeen Sustainable Development Goals and their 169 targets.
//!
//! A goal is named by its code (`11`), a target by the code inside the goal (`11.6`, `11.b`); codes never change within an edition.
//! Titles and descriptions are our own short words in [`crate::texts`]. Which indicators speak about a goal is not known here: later
//! capabilities say so through [`Contribution`]. Crosswalks and further frameworks are absent.

mod api;
mod frame_file;
mod pages;
mod storage;
#[cfg(test)]
mod tests;

use crate::texts::Multilingual;

pub use self::{
    api::api,
    pages::{Contribution, Contributions, WORDS, routes},
    storage::{list, load_shipped, search, show},
};

/// The framework of the Sustainable Development Goals.
pub const SDG: Framework = Framework {
    name: "sdg",
    edition: "2015",
};

/// A framework in one edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Framework {
    /// Its short name, which links carry.
    pub name: &'static str,
    /// Its edition.
    pub edition: &'static str,
}

/// A goal or a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its code, such as `11` or `11.6`.
    pub code: String,
    /// The goal of a target; none for goals.
    pub parent: Option<String>,
    /// Its short title.
    pub title: Multilingual,
    /// What it means for a municipality; empty for targets.
    pub description: Multilingual,
}

impl Goal {
    /// The code of the goal: its own, or that of the goal of a target.
    pub fn goal_code(&self) -> &str {
        self.parent.as_deref().unwrap_or(&self.code)
    }
}

/// The place of a code in the order of its framework: `1`, `1.1`, `1.2`, `1.10`, `1.a`, `2`. Codes that are none come last.
///
/// ```
/// use townhall::goals::order;
/// assert!(order("1.2") < order("1.10") && order("1.10") < order("1.a") && order("1.a") < order("2"));
/// ```
pub fn order(code: &str) -> i64 {
    let (goal, target) = code.split_once('.').unwrap_or((code, ""));
    let Ok(goal) = goal.parse::<i64>() else {
        return i64::MAX;
    };
    let target = match (target.parse::<i64>(), target.bytes().next()) {
        (Ok(number), _) => number,
        (Err(_), Some(letter)) => 500 + i64::from(letter),
        (Err(_), None) => 0,
    };
    goal * 1000 + target
}

/// Where a target stands on the page of its goal.
pub fn target_id(code: &str) -> String {
    format!("target-{}", code.replace('.', "-"))
}
