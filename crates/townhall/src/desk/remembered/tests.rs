//! What is remembered about layouts, on both engines.

use jiff::Timestamp;
use store::{scope::Scope, testing::fresh};

use super::{Answers, forget, layouts, recall, recalled, remember};
use crate::people;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::test]
async fn what_was_said_holds_for_the_next_file_with_the_same_columns_until_it_is_forgotten() -> Result {
    for fresh in fresh().await {
        let (store, scope) = (&fresh.store, Scope::installation("test"));
        let at: Timestamp = "2026-02-28T12:00:00Z".parse()?;
        people::ensure_installation(&store.sql, at).await?;
        let folder = tempfile::tempdir()?;
        let write = |name: &str, text: &str| -> Result<std::path::PathBuf> {
            let path = folder.path().join(name);
            std::fs::write(&path, text)?;
            Ok(path)
        };
        let first = write(
            "radwege.csv",
            "lfd. Nr.;Schlüssel;Jahr;km\n1;05558020;2021;34,5\n2;05558020;2022;36,0\n",
        )?;
        let next = write("radwege-2026.csv", "lfd. Nr.;Schlüssel;Jahr;km\n1;05558020;2025;38,5\n")?;
        let other = write("baeume.csv", "Schlüssel;Jahr;Bäume\n05558020;2025;12\n")?;
        assert!(recalled(store, &scope, &first, at).await?.is_none());

        let fingerprint = crate::desk::layout::fingerprint(&first, "radwege.csv").ok_or("no fingerprint")?;
        let answers = Answers {
            known_on: "2026-01-31".to_owned(),
            source_note: "Gemeinde Havixbeck".to_owned(),
            roles: [("lfd. Nr.".to_owned(), "ignore".to_owned())].into(),
            ..Answers::default()
        };
        for _ in 0..2 {
            remember(store, &scope, &fingerprint, "radwege.csv", &answers, at).await?;
        }
        let known = layouts(store.sql.read(&scope)).await?;
        assert_eq!(known.len(), 1, "{known:?}");
        assert_eq!(
            (known[0].file_name.as_str(), known[0].remembered_at),
            ("radwege.csv", at)
        );
        let said: Vec<String> = known[0]
            .said
            .iter()
            .map(|one| format!("{} {} {}", one.question, one.column, one.answer))
            .collect();
        assert_eq!(said, ["source_note  Gemeinde Havixbeck", "column lfd. Nr. ignore"]);

        let used = recalled(store, &scope, &next, at).await?.ok_or("not recalled")?;
        assert_eq!(used.file_name, "radwege.csv");
        assert_eq!(used.options.known_on, None, "the data state belongs to one file");
        assert_eq!(used.options.source_note.as_deref(), Some("Gemeinde Havixbeck"));
        let mapping = used.options.read.mapping.ok_or("no mapping")?;
        assert_eq!(mapping.columns.len(), 1, "{mapping:?}");
        assert!(recalled(store, &scope, &other, at).await?.is_none(), "another layout");
        assert!(recalled(store, &scope, folder.path(), at).await?.is_none(), "a folder");
        assert!(
            recalled(store, &scope, &folder.path().join("fehlt.csv"), at)
                .await?
                .is_none()
        );

        remember(store, &scope, &fingerprint, "radwege-2026.csv", &Answers::default(), at).await?;
        assert!(
            recall(store, &scope, &fingerprint).await?.is_none(),
            "saying nothing forgets"
        );
        remember(store, &scope, &fingerprint, "radwege.csv", &answers, at).await?;
        assert!(forget(&store.sql, &scope, &fingerprint, at).await?);
        assert!(
            !forget(&store.sql, &scope, &fingerprint, at).await?,
            "nothing is left to forget"
        );
        assert!(layouts(store.sql.read(&scope)).await?.is_empty());
    }
    Ok(())
}
