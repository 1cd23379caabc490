//! From an empty installation to a true statement about the town, and back: through the pages, as forms are sent.

use std::path::Path;

use axum::{
    body::Body,
    http::{StatusCode, header},
};

use crate::{
    Result,
    browser::{Answer, Browser, OWN},
};

/// A table of a town hall: lines above the header, a column for the place by name, a word for the year that nobody knows.
const TABLE: &str = "Bauamt der Gemeinde;;;\n;;;\nSchlüssel der Gemeinde;Ort;Stichjahr;Radwege <b>km</b>\n\
    05558020;Havixbeck;2021;34,5\n05558020;Havixbeck;2022;36,0\n05558020;Havixbeck;2023;\n";

impl Browser {
    /// Sends files as the page for uploads does; the names as a browser sends them.
    async fn hand_in(&self, files: &[(&str, &str, &str)]) -> Result<Answer> {
        let token = self.get("/de/desk/upload").await?.token()?;
        let mut body = format!("--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n");
        for (field, name, content) in files {
            body.push_str(&format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n"
            ));
        }
        body.push_str("--edge--\r\n");
        let request = self
            .request("POST", "/de/desk/upload")
            .header(header::ORIGIN, format!("http://{OWN}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body))?).await
    }

    /// Hands in one file and gives the address and the page of its trial run.
    async fn trial(&self, name: &str, content: &str) -> Result<(String, Answer)> {
        let sent = self.hand_in(&[("files", name, content)]).await?;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let address = sent.header("location").to_owned();
        let page = self.get(&address).await?;
        Ok((address, page))
    }

    /// Sends a form with the token of a page, and follows where it leads.
    async fn answer(&self, address: &str, page: &Answer, fields: &str) -> Result<Answer> {
        let answer = self.post(address, &format!("csrf={}&{fields}", page.token()?)).await?;
        if answer.status != StatusCode::SEE_OTHER {
            return Ok(answer);
        }
        self.get(answer.header("location")).await
    }

    pub(crate) async fn choose(&self, key: &str) -> Result<Answer> {
        let page = self.get("/de/desk/close").await?;
        self.answer("/de/desk/homes", &page, &format!("key={key}")).await
    }

    async fn n_deliveries(&self) -> Result<u64> {
        let scope = store::scope::Scope::public();
        Ok(townhall::indicators::deliveries::n_deliveries(&self.fresh.store, &scope).await?)
    }
}

#[tokio::test]
async fn an_empty_installation_asks_for_whom_it_is() -> Result {
    let browser = Browser::inside().await?;
    let start = browser.get("/de/desk").await?;
    assert!(
        start.says("Willkommen bei Lotse") && start.says("Für welche Gemeinde arbeiten Sie?"),
        "{}",
        start.text
    );
    let found = browser.get("/de/desk/homes?q=Havixbeck").await?;
    assert!(
        found.says("Havixbeck (Gemeinde) wählen") && found.says("05558020"),
        "{}",
        found.text
    );
    let none = browser
        .get("/de/desk/homes?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")
        .await?;
    assert!(none.says("steht nichts im amtlichen Verzeichnis") && !none.text.contains("<script>alert"));
    let start = browser.choose("05558020").await?;
    assert!(
        start.says("Zur Seite von Havixbeck") && start.says("Was möchten Sie tun?"),
        "{}",
        start.text
    );
    assert!(browser.get("/de/havixbeck").await?.says("Havixbeck"));
    // Again changes nothing; another place of the same name gets its key behind it.
    browser.choose("05558020").await?;
    let unknown = browser.choose("99999999").await?;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST, "{}", unknown.text);
    Ok(())
}

#[tokio::test]
async fn a_table_of_her_own_becomes_a_statement_about_her_town_and_can_be_undone() -> Result {
    let browser = Browser::inside().await?;
    browser.choose("05558020").await?;
    let (address, page) = browser.trial("Radwege <i>2023</i>.csv", TABLE).await?;
    assert!(
        !page.text.contains("<b>km</b>") && !page.text.contains("<i>2023</i>"),
        "names and cells are texts"
    );
    assert!(page.says("Radwege &#60;b&#62;km"), "{}", page.text);
    assert_eq!(browser.n_deliveries().await?, 0, "a trial run stores nothing");

    // She says what the columns mean, whatever was detected, and gets the trial run for it.
    let roles = "column-1=territory&column-2=territory_name&column-3=period&column-4=values_of_indicator";
    let page = browser.answer(&address, &page, &format!("{roles}&then=try")).await?;
    assert!(page.says("3 Werte können übernommen werden"), "{}", page.text);
    let wrong = browser
        .answer(&address, &page, &format!("{roles}&known_on=31.2.2099&then=take"))
        .await?;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(
        wrong.says("Das ist kein Tag") && wrong.says("31.2.2099"),
        "what was typed is still there: {}",
        wrong.text
    );
    assert_eq!(browser.n_deliveries().await?, 0);

    let terms = "source_note=Gemeinde+Havixbeck&licence=dl-de%2Fby-2-0&visibility=public";
    let page = browser
        .answer(&address, &page, &format!("{roles}&{terms}&then=try"))
        .await?;
    let report = browser
        .answer(&address, &page, &format!("{roles}&{terms}&then=take"))
        .await?;
    let report = match report.status {
        StatusCode::SEE_OTHER => browser.get(report.header("location")).await?,
        _ => report,
    };
    assert!(
        report.says("Geschafft") && report.says("Das sagen die neuen Zahlen über Havixbeck"),
        "{}",
        report.text
    );
    assert!(report.says("36,0") && report.says("2022"), "{}", report.text);
    assert_eq!(browser.n_deliveries().await?, 1);
    let again = browser.get(&address).await?;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the trial run is over");

    // The next file with these columns is asked nothing; a year more is no other layout.
    let next = TABLE.replace("2023;\n", "2023;37,5\n");
    let (_, page) = browser.trial("Radwege 2024.csv", &next).await?;
    assert!(
        page.says("haben Sie schon einmal eingelesen") && page.says("3 Werte können übernommen werden"),
        "{}",
        page.text
    );

    let undo = browser.get("/de/desk/deliveries/1/undo").await?;
    let empty = browser.answer("/de/desk/deliveries/1/undo", &undo, "reason=+").await?;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    assert!(empty.says("Bitte schreiben Sie einen Grund"), "{}", empty.text);
    let undone = browser
        .answer("/de/desk/deliveries/1/undo", &undo, "reason=Falsche+Datei+%3Cu%3E")
        .await?;
    assert!(
        undone.says("zählt nicht mehr") && undone.says("Falsche Datei &#60;u&#62;"),
        "{}",
        undone.text
    );
    assert!(
        !browser.get("/de/havixbeck").await?.says("36,0"),
        "what counted before counts again"
    );
    Ok(())
}

#[tokio::test]
async fn a_file_that_leaves_something_open_asks_for_it_in_words() -> Result {
    let browser = Browser::inside().await?;
    browser.choose("05558020").await?;
    // Nothing says which indicator it is.
    let (address, page) = browser
        .trial("breit.csv", "AGS;2020;2021\n05558020;12,5;13,5\n")
        .await?;
    assert!(page.says("Die Datei sagt nicht, was gezählt wird"), "{}", page.text);
    let page = browser.answer(&address, &page, "indicator=Parkbänke&then=take").await?;
    assert!(page.says("2 Werte können übernommen werden"), "{}", page.text);
    assert_eq!(
        browser.n_deliveries().await?,
        0,
        "the new trial run has to be seen first"
    );
    let page = browser.answer(&address, &page, "indicator=Parkbänke&then=take").await?;
    let page = if page.status == StatusCode::SEE_OTHER {
        browser.get(page.header("location")).await?
    } else {
        page
    };
    assert!(page.says("Parkbänke") && page.says("13,5"), "{}", page.text);

    // Nothing says which town it is about: all rows are hers.
    let (address, page) = browser.trial("baum.csv", "Jahr;Wert\n2021;120\n2022;150\n").await?;
    assert!(
        page.says("Um welches Gebiet geht es?") && page.says("alle Zeilen gelten für Havixbeck"),
        "{}",
        page.text
    );
    let page = browser
        .answer(&address, &page, "territory=05558020&indicator=Stadtbäume&then=try")
        .await?;
    assert!(page.says("2 Werte können übernommen werden"), "{}", page.text);
    let csv = browser.get(&format!("{address}/problems.csv")).await?;
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"hinweise.csv\""
    );

    let discarded = browser.answer(&format!("{address}/discard"), &page, "").await?;
    assert!(!discarded.says("baum.csv"), "{}", discarded.text);
    assert_eq!(browser.get(&address).await?.status, StatusCode::NOT_FOUND);
    Ok(())
}

/// Files below a folder that hold a text.
fn files_with(folder: &Path, text: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_with(&path, text)?);
        } else if std::fs::read(&path)?
            .windows(text.len())
            .any(|window| window == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    Ok(found)
}

#[tokio::test]
async fn no_copy_of_a_file_outlives_its_delivery_or_a_recall() -> Result {
    const SECRET: &str = "73918264";
    let browser = Browser::inside().await?;
    browser.choose("05558020").await?;
    let folder = browser.fresh.store.folder().to_owned();
    let (uploads, fetched) = (folder.join("uploads"), folder.join("fetched/amt"));
    let table = format!("AGS;Jahr;Indikator;Wert\n05558020;2021;Fälle;{SECRET}\n");
    let waiting = format!("AGS;Jahr;Indikator;Wert\n05558020;2020;Fälle;{SECRET}\n");
    // Both come in one request; one is taken, the other one waits.
    let sent = browser
        .hand_in(&[("files", "a.csv", table.as_str()), ("files", "b.csv", waiting.as_str())])
        .await?;
    assert_eq!(sent.header("location"), "/de/desk/uploads");
    let list = browser.get("/de/desk/uploads").await?;
    let of_list = list
        .text
        .split("href=\"")
        .filter(|rest| rest.starts_with("/de/desk/uploads/"));
    let addresses: Vec<&str> = of_list.filter_map(|rest| rest.split('"').next()).collect();
    let [first, second] = addresses[..] else {
        return Err(format!("{addresses:?} in {}", list.text).into());
    };
    let page = browser.get(first).await?;
    assert!(page.says("a.csv"), "{}", page.text);
    browser.answer(first, &page, "then=take").await?;
    let mut answer = browser.get(first).await?;
    for _ in 0..20 {
        if answer.status == StatusCode::SEE_OTHER {
            break;
        }
        answer = browser.get(first).await?;
    }
    assert_eq!(answer.header("location"), "/de/desk/deliveries/1", "{}", answer.text);
    let left = files_with(&uploads, SECRET)?;
    assert!(
        left.len() == 1 && left[0].ends_with("b.csv"),
        "what was taken needs no copy: {left:?}"
    );
    // One that is given up goes at once as well, and takes nothing else with it.
    let (third, page) = browser.trial("c.csv", &waiting).await?;
    browser.answer(&format!("{third}/discard"), &page, "").await?;
    assert_eq!(files_with(&uploads, SECRET)?, left);

    std::fs::create_dir_all(&fetched)?;
    std::fs::write(fetched.join("dokument.csv"), &table)?;
    std::fs::write(fetched.join("taken.json"), "{}")?;
    std::fs::write(folder.join("files/abgebrochen.part"), &table)?;
    let (scope, at) = (store::scope::Scope::installation("test"), jiff::Timestamp::now());
    townhall::indicators::deliveries::recall(&browser.fresh.store, &scope, 1, None, "Einzelfall", at).await?;
    assert_eq!(files_with(&folder, SECRET)?, Vec::<String>::new());
    assert!(
        fetched.join("taken.json").exists(),
        "what is known of taken documents stays"
    );
    let gone = browser.get(second).await?;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.says("mit ihr alle wartenden Dateien"), "{}", gone.text);
    assert!(!browser.get("/de/desk/uploads").await?.says("b.csv"));
    // Work goes on: the next file is taken in as ever.
    let (_, page) = browser
        .trial("d.csv", "AGS;Jahr;Indikator;Wert\n05558020;2021;Parks;3\n")
        .await?;
    assert!(page.says("Ein Wert kann übernommen werden"), "{}", page.text);
    Ok(())
}

#[tokio::test]
async fn the_unit_is_asked_for_where_nothing_states_it_and_remembered() -> Result {
    let browser = Browser::inside().await?;
    browser.choose("05558020").await?;
    let table = "Ort;Jahr;Bäume\nHavixbeck;2021;120\n05558020;2022;130\nNirgendwo;2021;5\n=1+1;2021;6\n";
    let (address, page) = browser.trial("baum.csv", table).await?;
    assert!(page.says("In welcher Einheit steht „Bäume“?"), "{}", page.text);
    assert!(
        page.says("2 Werte können übernommen werden"),
        "a key in the column of names is a key: {}",
        page.text
    );
    // What is rejected is marked where it is shown.
    let shown = page.text.split("id=\"understood\"").nth(1).unwrap_or_default();
    let shown = shown.split("</section>").next().unwrap_or_default();
    assert_eq!(shown.matches("wird abgewiesen").count(), 2, "{shown}");
    assert!(
        page.says("„=1+1“") && !page.says("Der Schlüssel fehlt"),
        "{}",
        page.text
    );
    let unit = async || -> Result<String> {
        let scope = store::scope::Scope::public();
        let catalogue = townhall::indicators::catalogue::load(&browser.fresh.store, &scope).await?;
        let found = catalogue
            .all()
            .iter()
            .find(|one| one.title.text(web::language::Language::De) == "Bäume");
        Ok(found.map(|one| one.version.unit.code().to_owned()).unwrap_or_default())
    };
    let take = async |address: &str, page: &Answer, fields: &str| -> Result {
        let page = browser
            .answer(address, page, &format!("{fields}&visibility=public&then=try"))
            .await?;
        browser
            .answer(address, &page, &format!("{fields}&visibility=public&then=take"))
            .await?;
        for _ in 0..20 {
            if browser.get(address).await?.status == StatusCode::SEE_OTHER {
                return Ok(());
            }
        }
        Err("it was not taken".into())
    };
    // Who leaves it open is asked again with the next file, and the answer then counts for all values.
    take(&address, &page, "unit-of-0=Bäume&unit-0=").await?;
    assert_eq!(unit().await?, "unstated");
    let next = table.replace("130", "140");
    let (address, page) = browser.trial("baum.csv", &next).await?;
    assert!(page.says("In welcher Einheit steht „Bäume“?"), "{}", page.text);
    take(&address, &page, "unit-of-0=Bäume&unit-0=count").await?;
    assert_eq!(unit().await?, "count");
    let layouts = browser.get("/de/desk/layouts").await?;
    assert!(layouts.says("Einheit von „Bäume“: Anzahl"), "{}", layouts.text);
    let (_, page) = browser.trial("baum.csv", &table.replace("130", "150")).await?;
    assert!(!page.says("In welcher Einheit"), "{}", page.text);
    // Another unit than the one that is known is never set by a file.
    let (address, page) = browser.trial("anders.csv", &table.replace("130", "160")).await?;
    let refused = browser
        .answer(
            &address,
            &page,
            "unit-of-0=Bäume&unit-0=hectares&visibility=public&then=take",
        )
        .await?;
    assert!(refused.says("war bisher eine andere genannt"), "{}", refused.text);
    assert_eq!(unit().await?, "count");
    Ok(())
}

#[tokio::test]
async fn a_table_can_be_taken_for_the_desk_only() -> Result {
    let browser = Browser::inside().await?;
    browser.choose("05558020").await?;
    let (address, page) = browser
        .trial("leute.csv", "AGS;Jahr;Obdachlose\n05558020;2023;1\n")
        .await?;
    assert!(
        page.says("Wer darf die Werte sehen?") && page.says("Diese Tabelle nennt keinen Herausgeber"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("<option value=\"internal\" selected>"),
        "{}",
        page.text
    );
    // Who wants to show it to everybody sees first what is not shown, without its number; a single case stays inside.
    let shown = browser.answer(&address, &page, "visibility=public&then=take").await?;
    assert_eq!(browser.n_deliveries().await?, 0);
    assert!(
        shown.says("So lässt sich die Datei noch nicht übernehmen") && shown.says("Die Zahl ist kleiner als 3"),
        "{}",
        shown.text
    );
    let things = browser
        .answer(&address, &shown, "visibility=public&counts=things&then=try")
        .await?;
    assert!(things.says("Ein Wert kann übernommen werden"), "{}", things.text);
    // Left as it was preselected, it is taken inside, also by a form that says nothing.
    let page = browser.answer(&address, &things, "then=try").await?;
    browser.answer(&address, &page, "then=take").await?;
    let mut answer = browser.get(&address).await?;
    for _ in 0..20 {
        if answer.status == StatusCode::SEE_OTHER {
            break;
        }
        answer = browser.get(&address).await?;
    }
    let report = browser.get(answer.header("location")).await?;
    assert!(
        report.says("gespeichert, intern") && report.says("Obdachlose"),
        "{}",
        report.text
    );
    assert_eq!(browser.n_deliveries().await?, 0, "the public knows of no delivery");
    // A later file with these columns may be shown to everybody, and that is remembered.
    let table = "AGS;Jahr;Obdachlose\n05558020;2022;7\n05558020;2024;2\n";
    let (address, page) = browser.trial("leute.csv", table).await?;
    let page = browser.answer(&address, &page, "visibility=public&then=take").await?;
    assert!(page.says("Ein Wert kann übernommen werden"), "{}", page.text);
    browser.answer(&address, &page, "visibility=public&then=take").await?;
    for _ in 0..20 {
        answer = browser.get(&address).await?;
        if answer.status == StatusCode::SEE_OTHER {
            break;
        }
    }
    assert_eq!(browser.n_deliveries().await?, 1);
    let public = browser.get("/de/deliveries/2").await?;
    assert!(
        public.says("Die Zahl ist kleiner als 3") && !public.says("„2“"),
        "{}",
        public.text
    );
    assert!(browser.get("/de/desk/layouts").await?.says("Wer die Werte sieht: alle"));
    Ok(())
}

#[tokio::test]
async fn a_table_without_a_name_shows_the_one_that_was_typed() -> Result {
    let browser = Browser::inside().await?;
    browser.choose("05558020").await?;
    let (address, page) = browser.trial("breit.csv", "AGS;2020;2021\n05558020;12;13\n").await?;
    assert!(page.says("In welcher Einheit wird gezählt?"), "{}", page.text);
    let page = browser
        .answer(&address, &page, "indicator=Parkbänke&unit-of-0=&unit-0=count&then=try")
        .await?;
    let shown = page.text.split("id=\"understood\"").nth(1).unwrap_or_default();
    assert!(shown.contains("<td>Parkbänke"), "{shown}");
    assert!(page.says("<option value=\"count\" selected>"), "{}", page.text);
    Ok(())
}

#[tokio::test]
async fn the_trial_speaks_german_and_tells_what_was_said_from_what_was_found() -> Result {
    let browser = Browser::inside().await?;
    browser.choose("05558020").await?;
    let (address, page) = browser.trial("baum.csv", "AGS;Jahr;Bäume\n05558020;2021;120\n").await?;
    assert!(page.says("Ohne Angabe gilt der"), "{}", page.text);
    let page = browser.answer(&address, &page, "known_on=1.10.2024&then=try").await?;
    assert!(
        page.says("Es gilt Ihre Angabe: 1.\u{a0}Oktober 2024") && !page.says("Ohne Angabe gilt der"),
        "{}",
        page.text
    );
    Ok(())
}

#[tokio::test]
async fn nonsense_files_get_a_sentence_and_nothing_outside_is_touched() -> Result {
    let browser = Browser::inside().await?;
    browser.choose("05558020").await?;
    let folder = browser.fresh.store.folder().to_owned();
    let before = || -> std::io::Result<Vec<_>> {
        let mut names: Vec<_> = std::fs::read_dir(&folder)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<std::io::Result<_>>()?;
        names.retain(|name| name != "uploads");
        names.sort();
        Ok(names)
    };
    let known = before()?;
    for (name, content) in [
        ("../../../lotse.sqlite", "AGS;Jahr\n"),
        ("..\\\\..\\\\desk.toml", ""),
        ("leer.csv", ""),
        ("bild.png", "\u{89}PNG\r\n"),
        ("text.csv", "Ein Brief ohne Tabelle"),
        ("CON", "AGS;Jahr;Wert\n05558020;2021;x\n"),
        ("zahlen.csv", "AGS;Jahr;Wert\n05558020;2021;1e309\n05558020;2099;1\n"),
    ] {
        let (_, page) = browser.trial(name, content).await?;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(
            page.says("So lässt sich die Datei noch nicht übernehmen"),
            "{name}: {}",
            page.text
        );
    }
    let outside = browser
        .hand_in(&[("folder", "../../evil/a.csv", "AGS;Jahr;Wert\n")])
        .await?;
    assert_eq!(outside.status, StatusCode::BAD_REQUEST, "{}", outside.text);
    assert_eq!(before()?, known, "nothing lies where it should not");
    let nothing = browser.hand_in(&[("files", "", "")]).await?;
    assert!(nothing.says("Es war keine Datei dabei"), "{}", nothing.text);
    let several = browser
        .hand_in(&[
            ("files", "a.csv", "AGS;Jahr;Parks\n05558020;2021;1\n"),
            ("files", "a.csv", "AGS;Jahr;Parks\n05558020;2022;1\n"),
        ])
        .await?;
    assert_eq!(several.header("location"), "/de/desk/uploads");
    assert!(browser.get("/de/desk/uploads").await?.text.matches("a.csv").count() >= 2);
    assert_eq!(browser.n_deliveries().await?, 0);
    Ok(())
}
