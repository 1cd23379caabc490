//! What a framework, its edition and its elements are.
//!
//! A framework is named by a short name and an edition; both together are its key in addresses (`dns-2021`). Elements are goals, and
//! whatever a framework calls the things below or instead: areas, indicators, guidelines, recommendations, fields of action.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use jiff::civil::Date;
use store::scope::OrganisationId;

use super::crosswalks::End;
use crate::texts::Multilingual;

/// The framework of the Sustainable Development Goals, which every installation has and pages show without a choice.
pub const SDG: Framework = Framework {
    name: Cow::Borrowed("sdg"),
    edition: Cow::Borrowed("2015"),
};

/// A framework in one edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Framework {
    /// Its short name, which links carry.
    pub name: Cow<'static, str>,
    /// Its edition.
    pub edition: Cow<'static, str>,
}

impl Framework {
    /// A framework by name and edition.
    pub fn new(name: impl Into<String>, edition: impl Into<String>) -> Self {
        Self {
            name: Cow::Owned(name.into()),
            edition: Cow::Owned(edition.into()),
        }
    }

    /// How addresses and commands call it.
    ///
    /// ```
    /// assert_eq!(townhall::goals::SDG.key(), "sdg-2015");
    /// ```
    pub fn key(&self) -> String {
        format!("{}-{}", self.name, self.edition)
    }
}

impl fmt::Display for Framework {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.key())
    }
}

/// What is known about a framework in one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkEntry {
    /// Name and edition.
    pub framework: Framework,
    /// What sort of framework it is.
    pub kind: FrameworkKind,
    /// Who brought it: the installation, or the municipality whose own fields of action it holds.
    pub organisation: OrganisationId,
    /// Its title.
    pub title: Multilingual,
    /// What a reader should know, for example what is not confirmed yet.
    pub note: Multilingual,
    /// Where codes and structure come from.
    pub source: Multilingual,
    /// The address of the publication.
    pub source_uri: Option<String>,
    /// The licence of the words.
    pub licence: String,
    /// The first day on which this edition holds.
    pub valid_from: Option<Date>,
    /// The last day on which it holds; none while it does.
    pub valid_until: Option<Date>,
    /// Whether the list of its elements was compared with the publication.
    pub is_confirmed: bool,
    /// How many elements it has.
    pub n_elements: i64,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($variant:ident $word:literal $meaning:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $meaning] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in files, storage and the API.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|one| one.as_str()).collect();
                    let text: String = text.chars().take(40).collect();
                    format!(concat!("\"{}\" is not ", $what, "; use {}"), text, known.join(", "))
                })
            }
        }
    };
}
pub(super) use words;

words! {
    /// What sort of framework it is.
    FrameworkKind, "a kind of framework" {
        Goals "goals" "Goals that a state or a community of states has set.";
        Indicators "indicators" "A catalogue of indicators ordered by goals.";
        Charter "charter" "Guidelines and recommendations.";
        Report "report" "The structure of a report.";
        Own "own" "Fields of action that a municipality, a district or a Land has set for itself.";
    }
}

words! {
    /// What an element is called in its framework.
    Kind, "a kind of element" {
        Goal "goal" "A goal.";
        Target "target" "What a goal is divided into.";
        Area "area" "An area of indicators below a goal.";
        Indicator "indicator" "An indicator of the framework.";
        Section "section" "A part of a document that groups others.";
        Guideline "guideline" "A guideline.";
        Recommendation "recommendation" "Something that somebody is asked to do.";
        Attribute "attribute" "A quality by which measures can be marked.";
        Criterion "criterion" "A criterion of steering.";
        Field "field" "A field of action.";
    }
}

words! {
    /// Who is asked to do something.
    Addressee, "an addressee" {
        Municipalities "municipalities" "Towns, municipalities and districts.";
        Federal "federal" "The federal level.";
        States "states" "The Länder.";
        Research "research" "Research.";
        Business "business" "Business.";
        CivilSociety "civil_society" "Civil society.";
        StandardsBodies "standards_bodies" "Organisations that set standards.";
    }
}

/// A goal, a target, or another element of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its code, such as `11` or `11.6`.
    pub code: String,
    /// The element above it; none for those at the top.
    pub parent: Option<String>,
    /// What it is called in its framework.
    pub kind: Kind,
    /// Its place in the order of the framework.
    pub ordinal: i64,
    /// Its short title.
    pub title: Multilingual,
    /// What it means for a municipality; empty for most targets.
    pub description: Multilingual,
    /// What a reader should know about it.
    pub note: Multilingual,
    /// Who is asked, where the framework says so.
    pub addressees: Vec<Addressee>,
    /// The first day on which it holds, where it differs from the edition's.
    pub valid_from: Option<Date>,
    /// The last day on which it holds.
    pub valid_until: Option<Date>,
    /// Whether it was compared with the publication.
    pub is_confirmed: bool,
}

/// Where an element stands on the page of the goal above it.
pub fn target_id(code: &str) -> String {
    let plain = |sign: char| {
        if sign.is_ascii_alphanumeric() {
            sign.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    format!("target-{}", code.chars().map(plain).collect::<String>())
}

/// The elements of a framework in their order, as a tree.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    elements: Vec<Goal>,
}

impl Tree {
    /// Puts elements together; each follows the one above it.
    pub fn new(elements: Vec<Goal>) -> Self {
        Self { elements }
    }

    /// All of them in order.
    pub fn all(&self) -> &[Goal] {
        &self.elements
    }

    /// Those at the top.
    pub fn tops(&self) -> impl Iterator<Item = &Goal> {
        self.elements.iter().filter(|one| one.parent.is_none())
    }

    /// The element with this code.
    pub fn find(&self, code: &str) -> Option<&Goal> {
        self.elements.iter().find(|one| one.code == code)
    }

    /// The element at the top above this one: itself when it is at the top.
    pub fn top_of<'a>(&'a self, goal: &'a Goal) -> &'a Goal {
        let mut goal = goal;
        // No tree is deeper than its elements are many, so that even a broken one comes to an end.
        for _ in 0..self.elements.len() {
            match goal.parent.as_deref().and_then(|parent| self.find(parent)) {
                Some(parent) => goal = parent,
                None => break,
            }
        }
        goal
    }

    /// The elements below one, at any depth, in order; without itself.
    pub fn below(&self, code: &str) -> Vec<&Goal> {
        let mut inside = vec![code];
        let mut found = Vec::new();
        for one in &self.elements {
            if one.parent.as_deref().is_some_and(|parent| inside.contains(&parent)) {
                inside.push(&one.code);
                found.push(one);
            }
        }
        found
    }

    /// How deep an element stands: 0 at the top.
    pub fn depth(&self, goal: &Goal) -> usize {
        let mut depth = 0;
        let mut parent = goal.parent.as_deref();
        while let Some(above) = parent.and_then(|code| self.find(code)) {
            depth += 1;
            parent = above.parent.as_deref();
            if self.elements.len() < depth {
                break;
            }
        }
        depth
    }
}

/// What stands above what, in several frameworks at once.
#[derive(Debug, Clone, Default)]
pub struct Hierarchy {
    parents: BTreeMap<End, String>,
}

impl Hierarchy {
    /// From the code above each element.
    pub fn new(parents: BTreeMap<End, String>) -> Self {
        Self { parents }
    }

    /// An element and everything above it.
    pub fn upwards(&self, end: &End) -> Vec<End> {
        let mut found = vec![end.clone()];
        while let Some(code) = found.last().and_then(|last| self.parents.get(last)) {
            let above = End {
                framework: end.framework.clone(),
                code: code.clone(),
            };
            // Packages with a circle are refused; should one be there all the same, the way up ends.
            if found.contains(&above) {
                break;
            }
            found.push(above);
        }
        found
    }
}
