//! Goals on both engines.

use jiff::Timestamp;
use store::{scope::Scope, testing::fresh};
use web::language::Language;

use super::{SDG, list, load_shipped, search, show};
use crate::people;

#[tokio::test]
async fn seventeen_goals_and_their_targets_stand_in_order() -> Result<(), Box<dyn std::error::Error>> {
    for fresh in fresh().await {
        let sql = &fresh.store.sql;
        let at: Timestamp = "2026-02-28T12:00:00Z".parse()?;
        people::ensure_installation(sql, at).await?;
        assert!(load_shipped(sql, at).await?);
        let loaded = sql.moment().await?;
        assert!(!load_shipped(sql, at).await?);
        assert_eq!(sql.moment().await?, loaded, "a second load changes nothing");
        let scope = Scope::public();
        let goals = list(sql.read(&scope), SDG).await?;
        let codes: Vec<&str> = goals.iter().map(|goal| goal.code.as_str()).collect();
        let only_goals: Vec<String> = goals
            .iter()
            .filter(|goal| goal.parent.is_none())
            .map(|goal| goal.code.clone())
            .collect();
        assert_eq!(only_goals, (1..=17).map(|n| n.to_string()).collect::<Vec<_>>());
        assert_eq!(goals.len(), 17 + 169);
        assert_eq!(codes[..9], ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.a", "1.b", "2"]);
        assert!(goals.iter().all(|goal| !goal.title.text(Language::De).is_empty()));
        let eleven = show(sql.read(&scope), SDG, "11").await?;
        assert_eq!(eleven.len(), 11);
        assert_eq!(eleven[0].code, "11");
        assert_ne!(eleven[0].title.text(Language::De), eleven[0].title.text(Language::En));
        assert!(show(sql.read(&scope), SDG, "18").await?.is_empty());
        assert_eq!(show(sql.read(&scope), SDG, "11.6").await?[0].goal_code(), "11");
        let hits = search(sql.read(&scope), Language::De, "SDG 11.6", 5).await?;
        assert_eq!(hits[0].path, "/goals/11#target-11-6");
        let hits = search(sql.read(&scope), Language::En, "POVERTY", 20).await?;
        assert_eq!(hits[0].path, "/goals/1");
    }
    Ok(())
}
