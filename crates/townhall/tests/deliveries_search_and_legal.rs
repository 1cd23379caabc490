//! Deliveries and their reports, the origin of numbers, search and the pages at the foot: through the whole app in the process, as a
//! browser sees them.

use std::{error::Error, fs, path::Path};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use formats::{Place, symbols::SymbolSet, table::Mapping};
use jiff::Timestamp;
use store::{
    Store, StoreError,
    scope::Scope,
    testing::{Fresh, prepared, prepared_sqlite},
};
use tower::ServiceExt;
use townhall::{
    indicators::deliveries::{
        self,
        import::{ImportOptions, Outcome, import_bytes},
        position,
    },
    installation::{Installation, Legal},
    territories,
};
use web::{metrics::Metrics, serve};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const NAME: &str = "Radwege <script>alert(1)</script>";

/// Every row of this file ends in another way.
fn faulty() -> String {
    let rows = [
        "05515000;2020;NAME;12,5",
        "05515000;2021;NAME;13,0",
        "5558020;2021;NAME;7,25",
        "05558020;2022;NAME;abc",
        "99999999;2021;NAME;1",
        "05558012;2021x;NAME;1",
        "05558016;2021;NAME;1",
        "05558016;2021;NAME;2",
        ";2021;NAME;1",
        "05558024;2021;NAME;",
        "05558024;2022;NAME;=1+1",
        "05558028;2022;NAME;3;9",
    ];
    format!("AGS;Jahr;Indikator;Wert\n{}\n", rows.join("\n")).replace("NAME", NAME)
}

struct App {
    fresh: Fresh,
    router: Router,
}

struct Answer {
    status: StatusCode,
    tag: Option<String>,
    text: String,
}

impl Answer {
    fn says(&self, words: &str) -> bool {
        // Arguments of sentences stand between isolation marks.
        self.text.replace(['\u{2068}', '\u{2069}'], "").contains(words)
    }
}

/// What ships with the program, taken in before anything that these tests deliver.
async fn shipped(store: &Store) -> std::result::Result<(), StoreError> {
    townhall::prepare(store, now().expect("a time")).await
}

impl App {
    async fn on(fresh: Fresh, legal: Legal) -> Result<Self> {
        let site = townhall::site()?;
        let installation = Installation::new(fresh.store.clone(), site.clone(), legal, [7; 32]);
        let routes = townhall::routes().with_state(installation);
        let router = serve::frame(routes, &site, &Metrics::default(), &serve::Settings::default());
        Ok(Self { fresh, router })
    }

    async fn new() -> Result<Self> {
        Self::on(prepared_sqlite("2026-02-28", shipped).await, Legal::default()).await
    }

    async fn deliver(&self, name: &str, bytes: &[u8], known_on: &str) -> Result<i64> {
        let (store, scope) = (&self.fresh.store, Scope::installation("test"));
        let keys = territories::key_table(store.sql.read(&scope)).await?;
        let options = ImportOptions {
            known_on: Some(known_on.parse()?),
            source_note: Some("Stadt \"Muster\" <b>2024</b>".to_owned()),
            licence: Some("dl-de/by-2-0".to_owned()),
            counts: Some(townhall::indicators::own::Protection::Things),
            ..ImportOptions::at(now()?)
        };
        let report = import_bytes(store, &scope, &keys, name, bytes, &options).await?;
        assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
        Ok(report.delivery.ok_or("no number")?)
    }

    async fn ask(&self, path: &str, tag: Option<&str>) -> Result<Answer> {
        let mut request = Request::get(path);
        if let Some(tag) = tag {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        let response = self.router.clone().oneshot(request.body(Body::empty())?).await?;
        let status = response.status();
        let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
        let tag = tag.map(str::to_owned);
        let text = String::from_utf8(to_bytes(response.into_body(), 1 << 24).await?.to_vec())?;
        Ok(Answer { status, tag, text })
    }

    /// A page that exists: it has one heading and runs nothing of what was delivered.
    async fn page(&self, path: &str) -> Result<Answer> {
        let answer = self.ask(path, None).await?;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        assert_eq!(answer.text.matches("<h1").count(), 1, "{path}");
        assert!(
            !answer.text.contains("<script>") && !answer.text.contains("<b>"),
            "{path}"
        );
        assert!(
            !answer.text.contains("[delivery-") && !answer.text.contains("[origin-"),
            "{path}"
        );
        Ok(answer)
    }

    async fn refused(&self, path: &str, status: StatusCode) -> Result {
        let answer = self.ask(path, None).await?;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.text.matches("<h1").count(), 1, "{path}");
        Ok(())
    }
}

fn now() -> Result<Timestamp> {
    Ok("2026-02-28T12:00:00Z".parse()?)
}

fn cell(number: i64, sheet: u16, row: u32, column: u32) -> String {
    format!(
        "/de/deliveries/{number}/cells/{}",
        position::encode(Place { sheet, row, column })
    )
}

#[tokio::test]
async fn a_report_accounts_for_every_row_on_both_engines() -> Result {
    for fresh in prepared("2026-02-28", shipped).await {
        let app = App::on(fresh, Legal::default()).await?;
        assert!(app.page("/de/deliveries").await?.says("lotse import"));
        let number = app.deliver("radwege.csv", faulty().as_bytes(), "2026-01-15").await?;

        let list = app.page("/de/deliveries").await?;
        assert!(list.says("Datenlieferung 1") && list.says("radwege.csv") && list.says("15.01.2026"));
        assert!(app.page("/en/deliveries").await?.says("Delivery 1"));

        let report = app.page(&format!("/de/deliveries/{number}")).await?;
        assert!(report.says("8 von 12 Zeilen wurden abgewiesen"));
        assert!(report.says("übernommen + berichtigt + abgewiesen = 3 + 1 + 8 = 12"));
        assert!(report.says("eine Kopfzeile"));
        assert!(report.says("15.\u{a0}Januar 2026; das hat die Person angegeben"));
        assert!(report.says("href=\"https://www.govdata.de/dl-de/by-2-0\""));
        assert!(report.says("Zeile 4, Spalte A (1)"));
        assert!(report.says("Dem Schlüssel „5558020“ fehlte die führende Null"));
        assert!(report.says("das andere Mal hier: Zeile 9, Spalte D (4)"));
        assert!(report.says("lotse undo 1"));
        assert!(report.says("Radwege &#60;script&#62;"));
        let english = app.page(&format!("/en/deliveries/{number}")).await?;
        assert!(english.says("stored + corrected + rejected = 3 + 1 + 8 = 12"));
        assert!(english.says("The key “5558020” lacked its leading zero"));

        let file = app.ask(&format!("/de/deliveries/{number}/problems.csv"), None).await?;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.text.lines().count(), 1 + 9);
        assert!(
            file.text.contains(",'=1+1,"),
            "a formula must not run in a spreadsheet: {}",
            file.text
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_number_leads_to_its_cell_in_the_kept_original() -> Result {
    let app = App::new().await?;
    let number = app.deliver("radwege.csv", faulty().as_bytes(), "2026-01-15").await?;

    let plain = app.page(&cell(number, 0, 2, 4)).await?;
    assert!(plain.says("Stimmt überein") && plain.says("<code>12,5</code>") && plain.says("D (Spalte Nummer 4)"));
    assert!(plain.says("radwege.csv") && plain.says("/de/territories/05515000") && plain.says("/de/deliveries/1\""));
    let hint = "?indicator=made-up&territory=%3Cscript%3E";
    assert!(
        app.page(&format!("{}{hint}", cell(number, 0, 2, 4)))
            .await?
            .says("Stimmt überein")
    );
    let missing = app.page(&cell(number, 0, 11, 4)).await?;
    assert!(missing.says("Stimmt überein") && missing.says("das Feld ist leer") && missing.says("kein Wert"));
    let corrected = app.page(&cell(number, 0, 4, 4)).await?;
    assert!(corrected.says("Stimmt überein") && corrected.says("/de/territories/05558020"));
    let english = cell(number, 0, 2, 4).replace("/de/", "/en/");
    assert!(app.page(&english).await?.says("Equal"));

    // A rejected row, the header, a place outside, another delivery: there is no number whose origin could be shown.
    for path in [
        cell(number, 0, 5, 4),
        cell(number, 0, 1, 4),
        cell(number, 0, 2, 5),
        cell(9, 0, 2, 4),
    ] {
        app.refused(&path, StatusCode::NOT_FOUND).await?;
    }
    for position in [
        "-1",
        "0",
        "+131076",
        "0131076",
        "1e5",
        "9223372036854775807",
        "9223372036854775808",
        "%00",
        "..",
        "<script>",
    ] {
        let position = position.replace('<', "%3C").replace('>', "%3E");
        app.refused(&format!("/de/deliveries/1/cells/{position}"), StatusCode::NOT_FOUND)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_workbook_is_read_back_too() -> Result {
    let app = App::new().await?;
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../formats/fixtures/inkar.xls");
    let number = app.deliver("inkar.xls", &fs::read(fixture)?, "2026-01-15").await?;
    let scope = Scope::public();
    let store = &app.fresh.store;
    let pin = store.lake.pin(&store.sql, &scope).await?;
    let mut positions = Vec::new();
    store.lake.read(&pin, &store::lake::Query::default(), |row| {
        positions.push(row.position);
        true
    })?;
    assert!(!positions.is_empty());
    for position in positions {
        let page = app.page(&format!("/de/deliveries/{number}/cells/{position}")).await?;
        assert!(page.says("Stimmt überein") && page.says("Daten"), "{position}");
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_was_read_by_a_mapping_is_read_back_by_it() -> Result {
    let app = App::new().await?;
    let (store, scope) = (&app.fresh.store, Scope::installation("test"));
    let keys = territories::key_table(store.sql.read(&scope)).await?;
    let mut options = ImportOptions::at(now()?);
    options.counts = Some(townhall::indicators::own::Protection::Things);
    options.read.mapping = Some(Mapping {
        delimiter: Some('~'),
        symbols: Some(SymbolSet::GERMAN),
        ..Mapping::default()
    });
    let text =
        "AGS~Jahr~Indikator~Wert\n05515000~2020~Radwege~12,5p\n05515000~2021~Radwege~-\n05558020~2021~Radwege~.\n";
    let report = import_bytes(store, &scope, &keys, "tilde.csv", text.as_bytes(), &options).await?;
    assert_eq!(report.outcome, Outcome::Accepted, "{:?}", report.problems);
    for (row, written) in [(2, "12,5p"), (3, "-"), (4, ".")] {
        let page = app.page(&cell(1, 0, row, 4)).await?;
        assert!(
            page.says("Stimmt überein") && page.says(&format!("<code>{written}</code>")),
            "{}",
            page.text
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_changed_or_lost_original_is_told() -> Result {
    let app = App::new().await?;
    let number = app.deliver("radwege.csv", faulty().as_bytes(), "2026-01-15").await?;
    let delivery = deliveries::delivery(&app.fresh.store, &Scope::public(), number)
        .await?
        .ok_or("no delivery")?;
    let sha256 = delivery.file_sha256.ok_or("no file")?;
    let kept = app.fresh.folder.path().join("files").join(&sha256[..2]).join(&sha256);
    fs::write(&kept, faulty().replace("12,5", "12,6"))?;
    let page = app.page(&cell(number, 0, 2, 4)).await?;
    assert!(page.says("Original nicht lesbar") && !page.says("12,6"));
    fs::remove_file(&kept)?;
    assert!(app.page(&cell(number, 0, 2, 4)).await?.says("Original nicht lesbar"));
    Ok(())
}

#[tokio::test]
async fn a_repeated_and_an_undone_delivery_say_what_holds() -> Result {
    let app = App::new().await?;
    let first = app.deliver("radwege.csv", faulty().as_bytes(), "2026-01-15").await?;
    let second = app.deliver("radwege-2.csv", faulty().as_bytes(), "2026-02-15").await?;
    assert!(
        app.page(&format!("/de/deliveries/{second}"))
            .await?
            .says("Denselben Wert hatte schon eine frühere")
    );
    let repeating = app.page(&cell(second, 0, 2, 4)).await?;
    assert!(repeating.says("Stimmt überein") && repeating.says("Denselben Wert hatte schon Datenlieferung 1 gebracht"));
    let older = app.page(&cell(first, 0, 2, 4)).await?;
    assert!(older.says("Es gilt ein anderer Datenstand") && older.says(&cell(second, 0, 2, 4)));

    let reason = Some("doppelt <geliefert>");
    let withdrawal = deliveries::undo(&app.fresh.store, &Scope::installation("test"), second, reason, now()?).await?;
    let undone = app.page(&format!("/de/deliveries/{second}")).await?;
    assert!(undone.says("zählt nicht mehr") && undone.says("doppelt &#60;geliefert&#62;"));
    assert!(undone.says(&format!("/de/deliveries/{withdrawal}\"")) && !undone.says("lotse undo"));
    let page = app.page(&format!("/de/deliveries/{withdrawal}")).await?;
    assert!(page.says("zurückgenommen") && page.says(&format!("/de/deliveries/{second}\"")));
    assert!(
        app.page(&cell(second, 0, 2, 4))
            .await?
            .says("Es gilt ein anderer Datenstand")
    );
    assert!(
        !app.page(&cell(first, 0, 2, 4))
            .await?
            .says("Diesen Wert zeigen die Seiten nicht")
    );
    let list = app.page("/de/deliveries").await?;
    assert!(list.says("zurückgenommen") && list.says("Rücknahme der Datenlieferung 2"));

    deliveries::undo(&app.fresh.store, &Scope::installation("test"), first, None, now()?).await?;
    assert!(
        app.page(&cell(first, 0, 2, 4))
            .await?
            .says("Seine Datenlieferung wurde zurückgenommen")
    );
    Ok(())
}

#[tokio::test]
async fn long_lists_are_paged_and_nonsense_numbers_are_refused() -> Result {
    let app = App::new().await?;
    let rows: String = (0..250)
        .map(|n| format!("05515000;{};Radwege;x{n}\n", 1000 + n))
        .collect();
    let rows = format!("AGS;Jahr;Indikator;Wert\n{rows}05515000;2021;Radwege;30\n");
    app.deliver("1.csv", rows.as_bytes(), "2026-01-15").await?;
    for n in 2..=27 {
        let rows = format!("AGS;Jahr;Indikator;Wert\n05515000;{};Radwege;{n}\n", 1990 + n);
        app.deliver(&format!("{n}.csv"), rows.as_bytes(), "2026-01-15").await?;
    }
    let newest = app.page("/de/deliveries").await?;
    assert!(newest.says("Datenlieferung 27") && newest.says("Datenlieferung 3<") && !newest.says("Datenlieferung 2<"));
    assert!(newest.says("/de/deliveries?before=3\""));
    let older = app.page("/de/deliveries?before=3").await?;
    assert!(older.says("Datenlieferung 2<") && !older.says("Datenlieferung 3<") && !older.says("before=1\""));
    assert!(
        app.page("/de/deliveries?before=1")
            .await?
            .says("Ältere Datenlieferungen gibt es nicht")
    );
    app.page("/de/deliveries?before=9223372036854775807").await?;

    let first = app.page("/de/deliveries/1").await?;
    assert!(first.says("Hinweise 1 bis 200 von 250") && first.says("?from=200#problems"));
    assert!(
        app.page("/de/deliveries/1?from=200")
            .await?
            .says("Hinweise 201 bis 250 von 250")
    );
    for path in [
        "/de/deliveries/1?from=250",
        "/de/deliveries/1?from=-1",
        "/de/deliveries/0",
        "/de/deliveries/28",
        "/de/deliveries/01",
        "/de/deliveries/1x",
        "/de/deliveries/9223372036854775807",
        "/de/deliveries/99999999999999999999999",
        "/de/deliveries/28/problems.csv",
        "/de/deliveries/1/problems.csv?from=x",
    ] {
        app.refused(path, StatusCode::NOT_FOUND).await?;
    }
    for query in [
        "before=x",
        "before=-1",
        "before=1&before=2",
        "before=%3Cscript%3E",
        "before=",
    ] {
        app.refused(&format!("/de/deliveries?{query}"), StatusCode::BAD_REQUEST)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_reader_who_has_the_page_is_spared_the_rest_until_something_changes() -> Result {
    let app = App::new().await?;
    app.deliver("radwege.csv", faulty().as_bytes(), "2026-01-15").await?;
    for path in [
        "/de/deliveries",
        "/de/deliveries/1",
        "/de/deliveries/1/problems.csv",
        "/de/search?q=rad",
        "/de/sources",
    ] {
        let tag = app.ask(path, None).await?.tag.ok_or("no tag")?;
        assert_eq!(
            app.ask(path, Some(&tag)).await?.status,
            StatusCode::NOT_MODIFIED,
            "{path}"
        );
        let other = path.replace("/de/", "/en/");
        assert_eq!(app.ask(&other, Some(&tag)).await?.status, StatusCode::OK, "{other}");
    }
    let tag = app.ask("/de/deliveries/1", None).await?.tag.ok_or("no tag")?;
    deliveries::undo(&app.fresh.store, &Scope::installation("test"), 1, None, now()?).await?;
    assert_eq!(app.ask("/de/deliveries/1", Some(&tag)).await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn search_finds_territories_goals_and_indicators() -> Result {
    for fresh in prepared("2026-02-28", shipped).await {
        let app = App::on(fresh, Legal::default()).await?;
        let empty = app.page("/de/search").await?;
        assert!(empty.says("Wonach suchen Sie?") && !empty.says("Treffer"));
        assert!(!app.page("/de/search?q=+%09+").await?.says("gefunden"));
        for typed in ["Havixbeck", "havixbeck", "HAVIX", "05558020", "de%3A05558020"] {
            let page = app.page(&format!("/de/search?q={typed}")).await?;
            assert!(page.says("/de/territories/05558020\""), "{typed}");
        }
        assert!(
            app.page("/de/search?q=muenster")
                .await?
                .says("/de/territories/05515000\"")
        );
        let goal = app.page("/de/search?q=SDG+11").await?;
        assert!(goal.says("/de/goals/11\""));
        let indicator = app.page("/en/search?q=unemployed").await?;
        assert!(indicator.says("/en/indicators/unemployed\"") && indicator.says("Unemployed people"));
        assert!(
            app.page("/de/search?q=arbeitslose")
                .await?
                .says("/de/indicators/unemployed\"")
        );

        let related = app.page("/de/search?q=Arbeitslosigkeit").await?;
        assert!(related.says("/de/indicators/unemployed\""));
        let once = app.page("/de/search?q=Havixbeck").await?;
        assert!(!once.says("/de/territories/055580020\""), "the same place stands once");
        let by_key = app.page("/de/search?q=055580020").await?;
        assert!(by_key.says("/de/territories/055580020\""), "its whole key finds it");

        let many = app.page("/de/search?q=neu").await?;
        assert!(many.says("/de/search?q=neu&#38;only=territories"), "{}", many.text);
        assert_eq!(many.text.matches("<li><a href=\"/de/territories/").count(), 20);
        let all = app.page("/de/search?q=neu&only=territories").await?;
        assert!(20 < all.text.matches("<li><a href=\"/de/territories/").count());
        assert!(all.says("In allen Bereichen suchen"));
    }
    Ok(())
}

#[tokio::test]
async fn hostile_searches_find_nothing_and_break_nothing() -> Result {
    let app = App::new().await?;
    let long = "%C3%A4".repeat(3000);
    for query in [
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%22%20onfocus%3Dalert(1)%20x%3D%22",
        "%27%3B%20drop%20table%20territory%3B--",
        "%25%25%25",
        "____",
        "!!!",
        "%00x%00",
        "%E2%80%AExyz",
        "xyzzy%0D%0Aset-cookie",
        "%F0%9F%9A%80",
        &long,
    ] {
        for language in ["de", "en"] {
            let page = app.page(&format!("/{language}/search?q={query}")).await?;
            assert!(!page.text.contains("\" onfocus"), "{query}");
        }
    }
    assert!(
        app.page("/de/search?q=xyzzyplugh")
            .await?
            .says("Zu „xyzzyplugh“ wurde nichts gefunden")
    );
    app.page("/de/search?q=neu&only=nonsense&page=7").await?;
    for query in ["q=%FF%FE", "q=a&q=b"] {
        let status = app.ask(&format!("/de/search?{query}"), None).await?.status;
        assert!(
            status == StatusCode::OK || status == StatusCode::BAD_REQUEST,
            "{query}: {status}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_operator_s_texts_are_shown_or_honestly_missing() -> Result {
    let app = App::new().await?;
    for page in ["imprint", "privacy", "accessibility"] {
        let german = app.page(&format!("/de/{page}")).await?;
        assert!(german.says("Für diese Seite ist noch kein Text hinterlegt") && german.says(&format!("{page} =")));
        assert!(
            app.page(&format!("/en/{page}"))
                .await?
                .says("No text has been provided for this page yet")
        );
    }
    let legal = Legal {
        imprint: Some("# Impressum\n\nStadt Ort\nRathausplatz 1\n\n## Kontakt\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))".to_owned()),
        privacy: Some("   \n".to_owned()),
        accessibility: None,
    };
    let app = App::on(prepared_sqlite("2026-02-28", shipped).await, legal).await?;
    let imprint = app.page("/de/imprint").await?;
    assert!(imprint.says("<p>Stadt Ort<br>\nRathausplatz 1</p>") && imprint.says("<h2>Kontakt</h2>"));
    assert!(!imprint.says("javascript:") && !imprint.says("nur auf Deutsch"));
    assert!(app.page("/en/imprint").await?.says("This text exists in German only"));
    assert!(
        app.page("/de/privacy")
            .await?
            .says("Für diese Seite ist noch kein Text hinterlegt")
    );
    Ok(())
}

#[tokio::test]
async fn sources_stand_with_their_notes_and_licences() -> Result {
    let app = App::new().await?;
    let before = app.page("/de/sources").await?;
    assert!(before.says("Es sind noch keine Zahlen geliefert worden"));
    assert!(before.says("© GeoBasis-DE / BKG 2023") && before.says(">dl-de/by-2-0</a>"));
    app.deliver("radwege.csv", faulty().as_bytes(), "2026-01-15").await?;
    for (language, word) in [("de", "Quellenvermerk"), ("en", "Source note")] {
        let page = app.page(&format!("/{language}/sources")).await?;
        assert!(
            page.says(word) && page.says("Stadt &#34;Muster&#34; &#60;b&#62;2024&#60;/b&#62;"),
            "{}",
            page.text
        );
    }
    Ok(())
}
