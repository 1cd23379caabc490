//! Choices on both engines.

use jiff::Timestamp;
use store::{
    StoreError,
    scope::{OrganisationId, Scope},
    testing::fresh,
};

use super::{Effort, choices, choose, in_order, unchoose};
use crate::{goals, indicators::catalogue, people};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::test]
async fn a_choice_has_a_reason_and_the_effort_is_the_sum_of_estimates() -> Result {
    for fresh in fresh().await {
        let at: Timestamp = "2026-02-28T12:00:00Z".parse()?;
        let store = &fresh.store;
        people::ensure_installation(&store.sql, at).await?;
        goals::load_shipped(&store.sql, at).await?;
        let scope = Scope::installation("test");
        catalogue::seed(store, &scope, at).await?;
        let catalogue = catalogue::load(store, &scope).await?;
        let home = OrganisationId::INSTALLATION;
        let one = |slug: &str| catalogue.by_slug(slug).ok_or_else(|| format!("no {slug}"));
        let (trade, poverty) = (one("fair-trade-products-in-administration")?, one("child-poverty")?);
        let sql = &store.sql;
        for (indicator, reason) in [
            (trade, "Ratsbeschluss"),
            (poverty, "wichtig"),
            (poverty, " wichtig für uns \r\n"),
        ] {
            sql.write(&scope, async |write| choose(write, at, home, indicator, reason).await)
                .await?;
        }
        let stored = choices(sql.read(&scope), home).await?;
        let chosen = in_order(&catalogue, &stored);
        let reasons: Vec<_> = chosen
            .iter()
            .map(|(one, choice)| (one.slug.as_str(), choice.reason.as_str(), choice.version))
            .collect();
        assert_eq!(reasons.len(), 2);
        assert!(
            reasons.contains(&("child-poverty", "wichtig für uns", 2)),
            "{reasons:?}"
        );
        let effort = Effort::of(chosen.iter().map(|(one, _)| *one));
        assert_eq!(
            (effort.minutes, effort.n_own_surveys, effort.n_without_estimate),
            (125, 1, 0)
        );
        for reason in ["", " \n ", "a\u{7}b", &"x".repeat(501)] {
            let refused = sql
                .write(&scope, async |write| choose(write, at, home, poverty, reason).await)
                .await;
            assert!(
                matches!(&refused, Err(StoreError::Refused(text)) if text.contains("child-poverty")),
                "{refused:?}"
            );
        }
        sql.write(&scope, async |write| unchoose(write, at, home, trade).await)
            .await?;
        let again = sql
            .write(&scope, async |write| unchoose(write, at, home, trade).await)
            .await;
        assert!(
            matches!(&again, Err(StoreError::Refused(text)) if text.contains("is not chosen")),
            "{again:?}"
        );
        assert_eq!(choices(sql.read(&scope), home).await?.len(), 1);
        assert!(choices(sql.read(&scope), OrganisationId(9)).await?.is_empty());
    }
    Ok(())
}
