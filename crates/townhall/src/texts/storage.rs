//! The one table of texts, in SQL.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;
use store::{
    StoreError,
    sql::{CHUNK, Read, Write, rows_at_once, value_list, value_rows},
};

use super::{Body, Field, Markup, Multilingual};

/// Sets texts of records of one kind. What a text says in other languages than before goes; other fields stay.
pub async fn put(write: &mut Write, kind: &str, texts: &[(Field, Multilingual)]) -> Result<(), StoreError> {
    for (field, _) in texts {
        sqlx::query("delete from text_content where subject_kind = $1 and subject = $2 and field = $3")
            .bind(kind)
            .bind(&field.subject)
            .bind(&field.field)
            .execute(write.on())
            .await?;
    }
    let rows: Vec<_> = texts
        .iter()
        .flat_map(|(field, text)| text.iter().map(move |(tag, body)| (field, tag, body)))
        .collect();
    for chunk in rows.chunks(rows_at_once(6)) {
        let statement = format!(
            "insert into text_content (subject_kind, subject, field, language, markup, body) values {}",
            value_rows(chunk.len(), 6)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (field, tag, body) in chunk {
            query = query
                .bind(kind)
                .bind(&field.subject)
                .bind(&field.field)
                .bind(*tag)
                .bind(body.markup.as_str())
                .bind(&body.text);
        }
        query.execute(write.on()).await?;
    }
    Ok(())
}

/// All texts of some records of one kind.
pub async fn of(read: Read<'_>, kind: &str, subjects: &[String]) -> Result<BTreeMap<Field, Multilingual>, StoreError> {
    let mut found: BTreeMap<Field, Multilingual> = BTreeMap::new();
    for chunk in subjects.chunks(CHUNK) {
        let statement = format!(
            "select subject, field, language, markup, body from text_content where subject_kind = $1 and subject in ({})",
            value_list(2, chunk.len())
        );
        let mut query =
            sqlx::query_as::<_, (String, String, String, String, String)>(AssertSqlSafe(statement)).bind(kind);
        for subject in chunk {
            query = query.bind(subject);
        }
        for (subject, field, language, markup, text) in query.fetch_all(read.on()).await? {
            let markup = Markup::of(&markup);
            let entry = found.entry(Field { subject, field }).or_default();
            entry.0.insert(language, Body { markup, text });
        }
    }
    Ok(found)
}
