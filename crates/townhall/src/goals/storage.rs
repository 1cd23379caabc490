//! Goals in SQL; their words stand in the texts.

use jiff::Timestamp;
use serde_json::json;
use sqlx::AssertSqlSafe;
use store::{
    StoreError,
    scope::Scope,
    sql::{Database, Read, rows_at_once, value_rows},
};
use web::{format::folded, language::Language, section::Hit};

use super::{Framework, Goal, SDG, frame_file, order, target_id};
use crate::{
    audit, shipped,
    texts::{self, Field, Multilingual},
};

const SHIPPED_NAME: &str = "goals/sdg";
const TEXTS: &str = "goal";
const FRAMEWORK_TEXTS: &str = "goal_framework";

/// Loads the framework that ships with the program, unless this very text is loaded already. Says whether anything was done.
pub async fn load_shipped(sql: &Database, at: Timestamp) -> Result<bool, StoreError> {
    let scope = Scope::installation("start");
    let text = frame_file::SDG_TEXT;
    if shipped::is_loaded(sql.read(&scope), SHIPPED_NAME, text).await? {
        return Ok(false);
    }
    let file = frame_file::read(text).map_err(|error| {
        StoreError::Refused(format!("the goals that ship with the program cannot be read: {error}"))
    })?;
    let rows: Vec<(&str, Option<&str>)> = file
        .goal
        .iter()
        .map(|goal| (goal.code.as_str(), None))
        .chain(
            file.target
                .iter()
                .map(|target| (target.code.as_str(), Some(target.goal.as_str()))),
        )
        .collect();
    let subject = |code: &str| subject(&file.framework, &file.edition, code);
    let field = |code: &str, name: &str, words: &frame_file::Words| {
        (Field::new(subject(code), name), Multilingual::plain(words.clone()))
    };
    let mut words = Vec::new();
    for goal in &file.goal {
        words.push(field(&goal.code, "title", &goal.title));
        words.push(field(&goal.code, "description", &goal.description));
    }
    words.extend(
        file.target
            .iter()
            .map(|target| field(&target.code, "title", &target.title)),
    );
    let title = [(
        Field::new(format!("{}/{}", file.framework, file.edition), "title"),
        Multilingual::plain(file.title.clone()),
    )];
    sql.write(&scope, async |write| {
        shipped::note(write, SHIPPED_NAME, text).await?;
        sqlx::query(
            "insert into goal_framework (framework, edition, source, licence) values ($1, $2, $3, $4)
             on conflict (framework, edition) do update set source = excluded.source, licence = excluded.licence",
        )
        .bind(&file.framework)
        .bind(&file.edition)
        .bind(&file.source)
        .bind(&file.licence)
        .execute(write.on())
        .await?;
        for chunk in rows.chunks(rows_at_once(5)) {
            let statement = format!(
                "insert into goal (framework, edition, code, parent_code, ordinal) values {}
                 on conflict (framework, edition, code) do update set parent_code = excluded.parent_code, ordinal = excluded.ordinal",
                value_rows(chunk.len(), 5)
            );
            let mut query = sqlx::query(AssertSqlSafe(statement));
            for (code, parent) in chunk {
                query = query
                    .bind(&file.framework)
                    .bind(&file.edition)
                    .bind(*code)
                    .bind(*parent)
                    .bind(order(code));
            }
            query.execute(write.on()).await?;
        }
        texts::put(write, TEXTS, &words).await?;
        texts::put(write, FRAMEWORK_TEXTS, &title).await?;
        let entry = audit::Entry {
            action: "goals.load",
            subject_kind: "goal_framework",
            subject: file.framework.clone(),
            detail: json!({ "edition": file.edition, "n_goals": file.goal.len(), "n_targets": file.target.len() }),
        };
        audit::record(write, at, entry).await
    })
    .await?;
    Ok(true)
}

fn subject(framework: &str, edition: &str, code: &str) -> String {
    format!("{framework}/{edition}/{code}")
}

/// The goals of a framework with the targets after each goal, in the order of their codes.
pub async fn list(read: Read<'_>, framework: Framework) -> Result<Vec<Goal>, StoreError> {
    let rows = sqlx::query_as(
        "select code, parent_code from goal where framework = $1 and edition = $2 order by ordinal, code",
    )
    .bind(framework.name)
    .bind(framework.edition)
    .fetch_all(read.on())
    .await?;
    with_words(read, framework, rows).await
}

/// A goal with its targets after it, or a target alone. Empty when there is no such code.
pub async fn show(read: Read<'_>, framework: Framework, code: &str) -> Result<Vec<Goal>, StoreError> {
    let rows = sqlx::query_as(
        "select code, parent_code from goal where framework = $1 and edition = $2 and (code = $3 or parent_code = $3)
         order by ordinal, code",
    )
    .bind(framework.name)
    .bind(framework.edition)
    .bind(code)
    .fetch_all(read.on())
    .await?;
    with_words(read, framework, rows).await
}

async fn with_words(
    read: Read<'_>,
    framework: Framework,
    rows: Vec<(String, Option<String>)>,
) -> Result<Vec<Goal>, StoreError> {
    let subject = |code: &str| subject(framework.name, framework.edition, code);
    let subjects: Vec<String> = rows.iter().map(|(code, _)| subject(code)).collect();
    let mut words = texts::of(read, TEXTS, &subjects).await?;
    let goal = |(code, parent): (String, Option<String>)| {
        let mut take = |field| words.remove(&Field::new(subject(&code), field)).unwrap_or_default();
        Goal {
            title: take("title"),
            description: take("description"),
            parent,
            code,
        }
    };
    Ok(rows.into_iter().map(goal).collect())
}

/// What a search for a text finds: goals before targets, by code (`11.6`, `SDG 11`) or by words of the title in the reader's language.
pub async fn search(read: Read<'_>, language: Language, text: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
    let wanted = folded(text.trim());
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let code = wanted
        .trim_start_matches("sdg")
        .trim_start_matches("ziel")
        .trim_start_matches("goal")
        .trim();
    let mut goals = list(read, SDG).await?;
    goals.sort_by_key(|goal| goal.parent.is_some());
    let is_found = |goal: &Goal| {
        let title = folded(goal.title.text(language));
        let description = folded(goal.description.text(language));
        goal.code == code || title.contains(&wanted) || description.contains(&wanted)
    };
    let hit = |goal: Goal| Hit {
        title: format!("{} {}", goal.code, goal.title.text(language)),
        detail: String::new(),
        path: match &goal.parent {
            Some(parent) => format!("/goals/{parent}#{}", target_id(&goal.code)),
            None => format!("/goals/{}", goal.code),
        },
        kind: match goal.parent {
            Some(_) => "goals-target",
            None => "goals-goal",
        },
    };
    Ok(goals.into_iter().filter(is_found).take(limit).map(hit).collect())
}
