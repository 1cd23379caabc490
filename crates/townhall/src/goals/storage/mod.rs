//! Frameworks and their elements in SQL; their words stand in the texts.

mod install;

use store::{StoreError, scope::OrganisationId, sql::Read};
use web::{format::folded, language::Language, section::Hit};

use super::{
    crosswalks::End,
    framework::{Framework, FrameworkEntry, Goal, Hierarchy, Kind, SDG, Tree, target_id},
};
use crate::texts::{self, Field, Multilingual};

pub(super) use self::install::put;
pub use self::install::{Installed, install, load_shipped};

const TEXTS: &str = "goal";
const FRAMEWORK_TEXTS: &str = "goal_framework";

fn subject(framework: &Framework, code: &str) -> String {
    format!("{}/{}/{code}", framework.name, framework.edition)
}

fn framework_subject(framework: &Framework) -> String {
    format!("{}/{}", framework.name, framework.edition)
}

/// The frameworks that the scope may see: shared ones in the order of their names with the newest edition first, then own ones.
pub async fn frameworks(read: Read<'_>) -> Result<Vec<FrameworkEntry>, StoreError> {
    type Row = (
        String,
        String,
        i64,
        String,
        String,
        Option<String>,
        String,
        Option<String>,
        Option<String>,
        i64,
        i64,
    );
    let [first, second] = read.scope().visibilities();
    let rows: Vec<Row> = sqlx::query_as(
        "select framework, edition, organisation_id, kind, source, source_uri, licence, valid_from, valid_until, is_confirmed, \
                (select count(*) from goal where goal.framework = goal_framework.framework and goal.edition = goal_framework.edition) \
         from goal_framework where visibility in ($1, $2)",
    )
    .bind(first)
    .bind(second)
    .fetch_all(read.on())
    .await?;
    let subjects: Vec<String> = rows.iter().map(|row| format!("{}/{}", row.0, row.1)).collect();
    let mut words = texts::of(read, FRAMEWORK_TEXTS, &subjects).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (name, edition, organisation, kind, source, source_uri, licence, from, until, is_confirmed, n_elements) in rows
    {
        let framework = Framework::new(name, edition);
        let mut take = |field| {
            words
                .remove(&Field::new(framework_subject(&framework), field))
                .unwrap_or_default()
        };
        found.push(FrameworkEntry {
            title: take("title"),
            note: take("note"),
            kind: kind.parse().map_err(StoreError::Schema)?,
            organisation: OrganisationId(organisation),
            source: match take("source") {
                // What an earlier version has stored stands in the column alone.
                none if none.is_empty() => Multilingual::plain([("de", source)]),
                words => words,
            },
            source_uri,
            licence,
            valid_from: day(from)?,
            valid_until: day(until)?,
            is_confirmed: is_confirmed != 0,
            n_elements,
            framework,
        });
    }
    // The goals that every page shows without a choice come first, own fields last.
    found.sort_by(|a, b| {
        let place = |one: &FrameworkEntry| (one.framework != SDG, one.organisation != OrganisationId::INSTALLATION);
        (place(a), &a.framework.name, &b.framework.edition).cmp(&(place(b), &b.framework.name, &a.framework.edition))
    });
    Ok(found)
}

fn day(text: Option<String>) -> Result<Option<jiff::civil::Date>, StoreError> {
    let day = text.map(|text| {
        text.parse()
            .map_err(|error| StoreError::Schema(format!("the day {text}: {error}")))
    });
    day.transpose()
}

/// The framework that an address or a command names: `dns-2021`, or `dns` for its newest edition; nothing when there is none.
pub fn find_framework<'a>(frameworks: &'a [FrameworkEntry], key: &str) -> Option<&'a FrameworkEntry> {
    let newest = || {
        let editions = frameworks.iter().filter(|one| one.framework.name == key);
        editions.max_by(|a, b| a.framework.edition.cmp(&b.framework.edition))
    };
    frameworks.iter().find(|one| one.framework.key() == key).or_else(newest)
}

type ElementRow = (
    String,
    Option<String>,
    i64,
    String,
    String,
    Option<String>,
    Option<String>,
    i64,
);

const ELEMENT: &str = "select code, parent_code, ordinal, kind, addressees, valid_from, valid_until, is_confirmed from goal where framework = $1 and edition = $2";

/// The elements of a framework, each after the one above it, in the order of the framework.
pub async fn list(read: Read<'_>, framework: &Framework) -> Result<Vec<Goal>, StoreError> {
    let statement = format!("{ELEMENT} order by ordinal, code");
    let rows = sqlx::query_as(sqlx::AssertSqlSafe(statement))
        .bind(&*framework.name)
        .bind(&*framework.edition)
        .fetch_all(read.on())
        .await?;
    with_words(read, framework, rows).await
}

/// What stands above what, in all frameworks that the scope may see.
pub async fn hierarchy(read: Read<'_>) -> Result<Hierarchy, StoreError> {
    let [first, second] = read.scope().visibilities();
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "select goal.framework, goal.edition, goal.code, goal.parent_code from goal \
         join goal_framework on goal_framework.framework = goal.framework and goal_framework.edition = goal.edition \
         where goal.parent_code is not null and goal_framework.visibility in ($1, $2)",
    )
    .bind(first)
    .bind(second)
    .fetch_all(read.on())
    .await?;
    let parent = |(name, edition, code, parent): (String, String, String, String)| {
        let framework = Framework::new(name, edition);
        (End { framework, code }, parent)
    };
    Ok(Hierarchy::new(rows.into_iter().map(parent).collect()))
}

/// The elements of a framework as a tree.
pub async fn tree(read: Read<'_>, framework: &Framework) -> Result<Tree, StoreError> {
    Ok(Tree::new(list(read, framework).await?))
}

/// An element with those directly below it, or an element alone. Empty when there is no such code.
pub async fn show(read: Read<'_>, framework: &Framework, code: &str) -> Result<Vec<Goal>, StoreError> {
    let statement = format!("{ELEMENT} and (code = $3 or parent_code = $3) order by ordinal, code");
    let rows = sqlx::query_as(sqlx::AssertSqlSafe(statement))
        .bind(&*framework.name)
        .bind(&*framework.edition)
        .bind(code)
        .fetch_all(read.on())
        .await?;
    let mut found = with_words(read, framework, rows).await?;
    // A parent always comes before what is below it; should an order of old say otherwise, it is put first here.
    found.sort_by_key(|goal| goal.code != code);
    Ok(found)
}

async fn with_words(read: Read<'_>, framework: &Framework, rows: Vec<ElementRow>) -> Result<Vec<Goal>, StoreError> {
    let subject = |code: &str| subject(framework, code);
    let subjects: Vec<String> = rows.iter().map(|row| subject(&row.0)).collect();
    let mut words = texts::of(read, TEXTS, &subjects).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (code, parent, ordinal, kind, addressees, from, until, is_confirmed) in rows {
        let mut take = |field| -> Multilingual { words.remove(&Field::new(subject(&code), field)).unwrap_or_default() };
        let addressees = addressees.split_whitespace().map(str::parse);
        found.push(Goal {
            title: take("title"),
            description: take("description"),
            note: take("note"),
            kind: match kind.as_str() {
                "" if parent.is_none() => Kind::Goal,
                "" => Kind::Target,
                word => word.parse().map_err(StoreError::Schema)?,
            },
            ordinal,
            addressees: addressees.collect::<Result<_, _>>().map_err(StoreError::Schema)?,
            valid_from: day(from)?,
            valid_until: day(until)?,
            is_confirmed: is_confirmed != 0,
            parent,
            code,
        });
    }
    Ok(found)
}

/// What a search for a text finds in all frameworks: what has just this code or title, then goals before targets, by code (`11.6`, `SDG 11`)
/// or by words of the title in the reader's language.
pub async fn search(read: Read<'_>, language: Language, text: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
    let wanted = folded(text.trim());
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let code = wanted
        .trim_start_matches("sdg")
        .trim_start_matches("dns")
        .trim_start_matches("ziel")
        .trim_start_matches("goal")
        .trim();
    let mut hits = Vec::new();
    for entry in frameworks(read).await? {
        let is_shared = entry.framework == SDG;
        let tree = tree(read, &entry.framework).await?;
        let mut goals: Vec<&Goal> = tree.all().iter().collect();
        goals.sort_by_key(|goal| goal.parent.is_some());
        let is_found = |goal: &&Goal| {
            let title = folded(goal.title.text(language));
            let description = folded(goal.description.text(language));
            folded(&goal.code) == code || title.contains(&wanted) || description.contains(&wanted)
        };
        let query = match is_shared {
            true => String::new(),
            false => format!("?framework={}", entry.framework.key()),
        };
        let hit = |goal: &Goal| Hit {
            title: format!("{} {}", goal.code, goal.title.text(language)),
            detail: match is_shared {
                true => String::new(),
                false => format!("{} ({})", entry.title.text(language), entry.framework.edition),
            },
            path: match &goal.parent {
                Some(_) => format!("/goals/{}{query}#{}", tree.top_of(goal).code, target_id(&goal.code)),
                None => format!("/goals/{}{query}", goal.code),
            },
            kind: match goal.parent {
                Some(_) => "goals-target",
                None => "goals-goal",
            },
        };
        let is_exact = |goal: &Goal| folded(&goal.code) == code || folded(goal.title.text(language)) == wanted;
        hits.extend(
            goals
                .into_iter()
                .filter(is_found)
                .map(|goal| (!is_exact(goal), hit(goal))),
        );
    }
    // Stable, so the order of the frameworks stays.
    hits.sort_by_key(|(is_part, _)| *is_part);
    hits.truncate(limit);
    Ok(hits.into_iter().map(|(_, hit)| hit).collect())
}
