//! Frameworks of goals by edition, their elements, and the crosswalks between them.
//!
//! * [`framework`]: what a framework, its edition and its elements are. An element is named by a code (`11`, `11.6`, `11.2.a`) that never
//!   changes within an edition; titles and descriptions are our own short words in [`crate::texts`], or those of whoever brought it.
//! * [`package`]: the file of a framework, one format for those that ship and for those that a town or a Land brings.
//! * [`crosswalks`]: links between elements of two editions, read from both ends.
//! * [`own`]: own fields of action of a home, edited one at a time.
//! * [`relevance`]: what a goal means for one municipality, with the reason.
//!
//! Which indicators speak about a goal is not known here: later capabilities say so through [`Contribution`].

mod api;
pub mod crosswalks;
pub mod framework;
pub mod own;
pub mod package;
mod pages;
pub mod relevance;
mod storage;
#[cfg(test)]
mod tests;

pub use self::{
    api::api,
    framework::{Framework, FrameworkEntry, FrameworkKind, Goal, Hierarchy, SDG, Tree, target_id},
    pages::{
        Contribution, Contributions, FieldTask, FrameworkChoice, Offer, WORDS, desk_routes, framework_label,
        relevance_note, routes,
    },
    storage::{Installed, find_framework, frameworks, hierarchy, install, list, load_shipped, search, show, tree},
};
