//! Texts on both engines, and which language a reader gets.

use store::{scope::Scope, testing::fresh};
use web::language::Language;

use super::{Field, Markup, Multilingual, of, put};

#[test]
fn a_reader_gets_the_language_asked_for_else_german_else_any() {
    let both = Multilingual::plain([("de", "Ziel"), ("en", "Goal")]);
    assert_eq!(both.text(Language::En), "Goal");
    let german = Multilingual::plain([("de", "Ziel"), ("en", "")]);
    assert_eq!(german.for_reader(Language::En).map(|(tag, _)| tag), Some("de"));
    assert_eq!(Multilingual::plain([("nds", "Teel")]).text(Language::De), "Teel");
    assert_eq!(Multilingual::default().text(Language::De), "");
}

#[tokio::test]
async fn a_text_is_replaced_as_a_whole() -> Result<(), Box<dyn std::error::Error>> {
    for fresh in fresh().await {
        let sql = &fresh.store.sql;
        let scope = Scope::installation("test");
        let title = Field::new("1", "title");
        let first = Multilingual::plain([("de", "Ziel"), ("en", "Goal")]);
        let second = Multilingual::default().with("de", Markup::Markdown, "*Ziel*");
        for text in [&first, &second] {
            let texts = [
                (title.clone(), (*text).clone()),
                (Field::new("2", "title"), first.clone()),
            ];
            sql.write(&scope, async |write| put(write, "goal", &texts).await)
                .await?;
            let found = of(sql.read(&scope), "goal", &["1".to_owned(), "3".to_owned()]).await?;
            assert_eq!(
                found.into_iter().collect::<Vec<_>>(),
                [(title.clone(), (*text).clone())]
            );
        }
    }
    Ok(())
}
