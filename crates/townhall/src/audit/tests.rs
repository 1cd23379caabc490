//! The trail on both engines.

use jiff::Timestamp;
use serde_json::json;
use store::{StoreError, scope::Scope, testing::fresh};

use super::{Entry, list, record};

fn entry(subject: &str) -> Entry {
    Entry {
        action: "delivery.accept",
        subject_kind: "delivery",
        subject: subject.to_owned(),
        detail: json!({"file": "A.xls"}),
    }
}

#[tokio::test]
async fn an_entry_stands_or_falls_with_its_change() -> Result<(), Box<dyn std::error::Error>> {
    for fresh in fresh().await {
        let sql = &fresh.store.sql;
        let scope = Scope::installation("cli");
        let at: Timestamp = "2026-02-28T12:00:00Z".parse()?;
        crate::people::ensure_installation(sql, at).await?;
        let start = list(sql.read(&scope), None, 10).await?.len();
        let undone = sql
            .write(&scope, async |write| {
                record(write, at, entry("1")).await?;
                Err::<(), _>(StoreError::Refused("no".to_owned()))
            })
            .await;
        assert!(undone.is_err());
        assert_eq!(list(sql.read(&scope), None, 10).await?.len(), start);
        for (subject, minutes) in [("2", 1_i64), ("3", 2)] {
            let at = at.checked_add(jiff::SignedDuration::from_mins(minutes))?;
            sql.write(&scope, async |write| record(write, at, entry(subject)).await)
                .await?;
        }
        let first = list(sql.read(&scope), None, 1).await?;
        let second = list(sql.read(&scope), first.last(), 1).await?;
        assert_eq!((first[0].subject.as_str(), second[0].subject.as_str()), ("3", "2"));
        assert_eq!(
            (first[0].actor.as_str(), first[0].at.to_string(), &first[0].detail),
            ("cli", "2026-02-28T12:02:00Z".to_owned(), &json!({"file": "A.xls"}))
        );
        assert!(list(sql.read(&Scope::public()), None, 10).await?.is_empty());
    }
    Ok(())
}
