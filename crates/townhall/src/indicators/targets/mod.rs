//! Targets of a municipality (Zielwerte): which value an indicator shall reach or keep, set by which body, by which decision.
//!
//! Only what a named body has adopted stands here for everybody; targets of the Federation or a Land never take its place. Actual and target are
//! told in words side by side, without symbol and without judgement. A target is never deleted: it is changed in versions that stay
//! readable, or ended with a reason.

mod check;
mod storage;

use figures::{indicator::Direction, number::Number, period::Period};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::scope::OrganisationId;

pub use self::{
    check::{Draft, MOST_TEXT, day},
    storage::{NotSaved, change, create, end, one, targets, versions},
};
use super::own::Visibility;

/// What a target asks for, in the letters of the German sustainability strategy K, J and R.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// K: a value by a day.
    Reach,
    /// J: a value to be kept every year.
    Keep,
    /// R: a direction.
    Direction,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Reach, Self::Keep, Self::Direction];

    /// The word in storage, forms and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reach => "reach",
            Self::Keep => "keep",
            Self::Direction => "direction",
        }
    }

    /// Reads the word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// On which side of the value the target lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The value or more.
    AtLeast,
    /// The value or less.
    AtMost,
}

impl Bound {
    /// The word in storage, forms and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }
}

/// The value from which a target starts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Base {
    /// When.
    pub period: Period,
    /// What it was.
    pub number: Number,
}

/// What a target says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// What it asks for.
    pub kind: Kind,
    /// Of a value to reach or keep: which side.
    pub bound: Bound,
    /// The value to reach or keep; none for a direction.
    pub number: Option<Number>,
    /// The day by which it shall be reached.
    pub by: Option<Date>,
    /// The direction, for targets that are one.
    pub direction: Option<Direction>,
    /// Where it starts.
    pub base: Option<Base>,
    /// The goal it serves, as `sdg:11.6`.
    pub goal: Option<String>,
    /// The body that has set it; blank while it is proposed.
    pub body: String,
    /// When it was adopted.
    pub decided_on: Option<Date>,
    /// The paper or decision.
    pub decision_title: String,
    /// Its number.
    pub decision_number: String,
    /// Where it can be read.
    pub decision_link: String,
    /// A remark.
    pub note: String,
}

impl Content {
    /// Whether a named body has adopted it. Nothing is measured against what is only proposed.
    pub fn is_adopted(&self) -> bool {
        !self.body.is_empty() && self.decided_on.is_some()
    }
}

/// A target as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// UUID.
    pub id: String,
    /// Whose.
    pub organisation: OrganisationId,
    /// `indicator.id`.
    pub indicator_id: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// The version of the record.
    pub version: i64,
    /// What it says.
    pub content: Content,
    /// When it was first written down here.
    pub created_at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

/// A version of a target, as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Who might see it.
    pub visibility: Visibility,
    /// What it said.
    pub content: Content,
    /// Why it was ended, if this version did that.
    #[serde(default)]
    pub ended_because: Option<String>,
}
