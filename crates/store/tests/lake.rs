//! The series lake through its public face, on SQLite and on PostgreSQL.

use std::error::Error;

use figures::period::Period;
use store::{
    lake::{Mark, Query, Row, SeriesKey, vintage::AsOf},
    scope::Scope,
    sql::Numbered,
    testing::{Fresh, fresh},
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn rows(delivery: i32, n_territories: i32, value: impl Fn(i32, i16) -> Option<f64>) -> Vec<Row> {
    let mut rows = Vec::new();
    for indicator in [3, 7] {
        for territory in 1..=n_territories {
            for year in 2000_i16..2024 {
                let period = Period::year(year).expect("a year");
                rows.push(Row {
                    key: SeriesKey {
                        indicator,
                        territory,
                        dimension: 0,
                        source: 1,
                    },
                    start: period.start_days(),
                    frequency: period.frequency().code(),
                    delivery,
                    mark: Mark::Value,
                    value: value(territory, year),
                    decimals: 2,
                    status: 0,
                    position: i64::from(territory) * 100 + i64::from(year),
                });
            }
        }
    }
    rows
}

async fn deliver(fresh: &Fresh, known_on: &str, rows: impl Fn(i32) -> Vec<Row>) -> Result<i32> {
    let store = &fresh.store;
    let scope = Scope::installation("test");
    let pending = store.lake.reserve(&store.sql, &scope).await?;
    let (number, moment) = store
        .sql
        .write(&scope, async |write| {
            let number = write.next_id(Numbered::Delivery).await?;
            let written = store.lake.write(&pending, &rows(i32::try_from(number).expect("small")))?;
            store.lake.commit(write, &pending, &written).await?;
            sqlx::query(
                "insert into delivery (number, id, organisation_id, kind, visibility, known_on, known_on_basis, accepted_at, \
                 actor, file_name, format, report) values ($1, $2, 1, 'merge', 'public', $3, 'asked', 0, 'test', 'f', 't', '{}')",
            )
            .bind(number)
            .bind(number.to_string())
            .bind(known_on)
            .execute(write.on())
            .await?;
            Ok(number)
        })
        .await?;
    assert!(moment.generation > 0);
    Ok(i32::try_from(number)?)
}

async fn organisation(fresh: &Fresh) -> Result {
    fresh
        .store
        .sql
        .write(&Scope::installation("test"), async |write| {
            sqlx::query(
                "insert into organisation (id, slug, name, created_at) values (1, 'installation', 'Installation', 0)",
            )
            .execute(write.on())
            .await?;
            Ok(())
        })
        .await?;
    Ok(())
}

async fn read(fresh: &Fresh, query: &Query) -> Result<Vec<Row>> {
    let pin = fresh.store.lake.pin(&fresh.store.sql, &Scope::public()).await?;
    let mut found = Vec::new();
    fresh.store.lake.read(&pin, query, |row| {
        found.push(*row);
        true
    })?;
    Ok(found)
}

#[tokio::test]
async fn what_was_written_is_read_back_to_the_last_bit() -> Result {
    for fresh in fresh().await {
        organisation(&fresh).await?;
        let value = |territory: i32, year: i16| (year != 2010).then(|| f64::from(territory) / 7.0 + f64::from(year));
        let number = deliver(&fresh, "2024-01-01", |number| rows(number, 2_000, value)).await?;
        assert_eq!(read(&fresh, &Query::default()).await?, rows(number, 2_000, value));

        // 48,000 rows of an indicator lie on several pages; a question about three towns reads them alone.
        let query = Query {
            indicators: Some(vec![7]),
            territories: Some(vec![1_999, 1, 500, 1, 9_999]),
            as_of: AsOf::Current,
        };
        let expected: Vec<Row> = rows(number, 2_000, value)
            .into_iter()
            .filter(|row| row.key.indicator == 7 && [1, 500, 1_999].contains(&row.key.territory))
            .collect();
        assert_eq!(read(&fresh, &query).await?, expected);
    }
    Ok(())
}

#[tokio::test]
async fn a_pin_keeps_seeing_its_own_generation() -> Result {
    for fresh in fresh().await {
        organisation(&fresh).await?;
        deliver(&fresh, "2023-01-01", |number| rows(number, 3, |_, _| Some(1.0))).await?;
        let store = &fresh.store;
        let pin = store.lake.pin(&store.sql, &Scope::public()).await?;
        deliver(&fresh, "2024-01-01", |number| rows(number, 3, |_, _| Some(2.0))).await?;
        let mut values = Vec::new();
        store.lake.read(&pin, &Query::default(), |row| {
            values.push(row.value);
            true
        })?;
        assert!(
            values.iter().all(|value| *value == Some(1.0)),
            "the pin saw a later delivery"
        );
        assert!(
            read(&fresh, &Query::default())
                .await?
                .iter()
                .all(|row| row.value == Some(2.0))
        );
        let past = Query {
            as_of: AsOf::Known("2023-06-01".parse()?),
            ..Query::default()
        };
        assert!(read(&fresh, &past).await?.iter().all(|row| row.value == Some(1.0)));
    }
    Ok(())
}

#[tokio::test]
async fn an_unfinished_segment_is_never_seen_and_is_swept_away() -> Result {
    for fresh in fresh().await {
        organisation(&fresh).await?;
        let store = &fresh.store;
        let scope = Scope::installation("test");
        let pending = store.lake.reserve(&store.sql, &scope).await?;
        store.lake.write(&pending, &rows(1, 5, |_, _| Some(1.0)))?;
        assert!(read(&fresh, &Query::default()).await?.is_empty());
        let n_files = || Ok::<_, std::io::Error>(std::fs::read_dir(fresh.folder.path().join("lake"))?.count());
        assert_eq!(n_files()?, 1);
        assert_eq!(
            store.lake.sweep(&store.sql, &scope).await?,
            0,
            "the process that reserved it still runs"
        );

        // The process is gone: no process has the number 0.
        store
            .sql
            .write(&scope, async |write| {
                sqlx::query("update segment set owner = 'process 0'")
                    .execute(write.on())
                    .await?;
                Ok(())
            })
            .await?;
        assert_eq!(store.lake.sweep(&store.sql, &scope).await?, 1);
        assert_eq!(n_files()?, 0);
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_change_leaves_nothing() -> Result {
    for fresh in fresh().await {
        let before = fresh.store.sql.moment().await?;
        let result = fresh
            .store
            .sql
            .write(&Scope::installation("test"), async |write| {
                sqlx::query("insert into organisation (id, slug, name, created_at) values (9, 'x', 'X', 0)")
                    .execute(write.on())
                    .await?;
                Err::<(), _>(store::StoreError::Refused("no".to_owned()))
            })
            .await;
        assert!(result.is_err());
        assert_eq!(fresh.store.sql.moment().await?, before);
        let scope = Scope::public();
        let (n,): (i64,) = sqlx::query_as("select count(*) from organisation where id = 9")
            .fetch_one(fresh.store.sql.read(&scope).on())
            .await?;
        assert_eq!(n, 0);
    }
    Ok(())
}

#[tokio::test]
async fn changes_at_the_same_time_all_count() -> Result {
    for fresh in fresh().await {
        let write = |n: i64| {
            let sql = fresh.store.sql.clone();
            async move {
                sql.write(&Scope::installation("test"), async |write| {
                    let id = write.next_id(Numbered::Organisation).await?;
                    sqlx::query("insert into organisation (id, slug, name, created_at) values ($1, $2, 'X', 0)")
                        .bind(id)
                        .bind(n.to_string())
                        .execute(write.on())
                        .await?;
                    Ok(())
                })
                .await
            }
        };
        let (a, b, c, d) = tokio::join!(write(1), write(2), write(3), write(4));
        a?;
        b?;
        c?;
        d?;
        assert_eq!(fresh.store.sql.moment().await?.sequence, 4);
    }
    Ok(())
}

#[tokio::test]
async fn damage_to_a_segment_is_named() -> Result {
    for fresh in fresh().await {
        organisation(&fresh).await?;
        deliver(&fresh, "2023-01-01", |number| rows(number, 3, |_, _| Some(1.0))).await?;
        let store = &fresh.store;
        assert_eq!(store.lake.verify(&store.sql, &Scope::public()).await?, 1);
        let file = std::fs::read_dir(fresh.folder.path().join("lake"))?
            .next()
            .ok_or("a segment")??
            .path();
        let mut bytes = std::fs::read(&file)?;
        bytes[100] ^= 1;
        std::fs::write(&file, bytes)?;
        // A store that is opened now reads nothing from it: a wrong figure is worse than none.
        let again = store::Store::open(fresh.folder.path(), fresh.database.as_deref()).await?;
        let pin = again.lake.pin(&again.sql, &Scope::public()).await?;
        assert!(again.lake.read(&pin, &Query::default(), |_| true).is_err());
        let message = store
            .lake
            .verify(&store.sql, &Scope::public())
            .await
            .expect_err("damage")
            .to_string();
        assert!(
            message.contains(file.file_name().and_then(|name| name.to_str()).ok_or("a name")?),
            "{message}"
        );
    }
    Ok(())
}
