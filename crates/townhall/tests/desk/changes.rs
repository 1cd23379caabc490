//! Lists of changes at the desk: from an official file to the pages of places, and files with which something is wrong.

use axum::{
    body::Body,
    http::{StatusCode, header},
};

use crate::{
    Result,
    browser::{Answer, Browser, OWN},
};

/// Laid out as the statistical offices do it; the last line is nonsense.
const LIST: &str = "Gebietsänderungen 2021;;;;;;;\n\
    AGS alt;Gemeinde alt;Änderungsart;Einwohner;AGS neu;Gemeinde neu;Wirksam rechtlich\n\
    01053998;Klein <b>Probe</b>;1;512;01053004;Anderswo;01.03.2021\n\
    01053999;Alte Probe;4;12;01053999;Neue Probe;01.03.2021\n\
    01053004;Anderswo;9;;01053005;Nebenan;01.03.2021\n";

impl Browser {
    async fn hand_in_list(&self, files: &[(&str, &[u8])]) -> Result<Answer> {
        let token = self.get("/de/desk/changes").await?.token()?;
        let mut body =
            format!("--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n").into_bytes();
        for (name, content) in files {
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
            body.extend(head.into_bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = self
            .request("POST", "/de/desk/changes")
            .header(header::ORIGIN, format!("http://{OWN}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body))?).await
    }
}

#[tokio::test]
async fn a_list_is_looked_at_taken_and_known_the_second_time() -> Result {
    let browser = Browser::inside().await?;
    let page = browser.get("/de/desk/changes").await?;
    assert!(
        page.says("Noch wurde keine Liste übernommen") && page.says("Auflösung"),
        "{}",
        page.text
    );
    for (round, (told, taken)) in [
        (
            "2 Änderungen gelesen: 2 neu, 0 schon bekannt",
            "2 neue Änderungen, 0 schon bekannt",
        ),
        (
            "2 Änderungen gelesen: 0 neu, 2 schon bekannt",
            "keine neue Änderung, 2 schon bekannt",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let sent = browser.hand_in_list(&[("liste.csv", LIST.as_bytes())]).await?;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let address = sent.header("location").to_owned();
        let page = browser.get(&address).await?;
        assert!(page.says(told) && page.says("Zeile 5:"), "{}", page.text);
        assert!(
            page.says("<span lang=\"de\">„9“ ist keine Art von Änderung")
                && page.says("Zurücknehmen lässt sie sich nicht"),
            "{}",
            page.text
        );
        assert!(
            page.says("Klein &#60;b&#62;Probe") && !page.says("<b>Probe"),
            "{}",
            page.text
        );
        assert!(
            page.says("Destatis") && page.says("https://www.govdata.de/dl-de/by-2-0"),
            "{}",
            page.text
        );
        let gone = browser.get("/de/territories/01053998").await?;
        let expected = if round == 0 {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::OK
        };
        assert_eq!(gone.status, expected, "looking stores nothing");

        let token = page.token()?;
        let form = |source: &str| format!("csrf={token}&do=take&source={source}&licence=https%3A%2F%2Fexample.org");
        let refused = browser.post(&address, &form("+")).await?;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("Bitte nennen Sie den Quellenvermerk"), "{}", refused.text);
        let done = browser.post(&address, &form("Probe")).await?;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = browser.get(done.header("location")).await?;
        assert!(
            page.says(taken) && page.says("eine Zeile nicht übernommen"),
            "{}",
            page.text
        );
        assert!(
            page.says("liste.csv: nicht übernommene Zeilen (1)") && page.says("anderer Name"),
            "{}",
            page.text
        );
        assert_eq!(
            browser.get(&address).await?.status,
            StatusCode::NOT_FOUND,
            "it waits no more"
        );
    }
    let gone = browser.get("/de/territories/01053998").await?;
    assert!(
        gone.says("gibt es nicht mehr") || gone.says("Anderswo"),
        "{}",
        gone.text
    );
    let english = browser.get("/en/desk/changes").await?;
    assert!(
        english.says("Lists that were taken")
            && english.says("Another name")
            && english.says("“9” is no kind of change. Known"),
        "{}",
        english.text
    );
    Ok(())
}

#[tokio::test]
async fn files_that_are_no_lists_get_a_sentence_that_helps() -> Result {
    let browser = Browser::inside().await?;
    for (files, words) in [
        (vec![], "Bitte wählen Sie eine Liste aus"),
        (
            vec![("a.csv", LIST.as_bytes()), ("b.csv", LIST.as_bytes())],
            "nur eine Liste auf einmal",
        ),
    ] {
        let answer = browser.hand_in_list(&files).await?;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.says(words), "{}", answer.text);
    }
    let future = LIST.replace("2021", "2999");
    for (content, words) in [
        (&b""[..], "beschädigt, leer oder zu groß"),
        (&b"PK\x03\x04 no workbook"[..], "beschädigt, leer oder zu groß"),
        (
            &b"AGS;Jahr;Wert\n05515000;2020;1\n"[..],
            "keine Liste von Gebietsänderungen",
        ),
        (
            &b"<html><body>Not found</body></html>"[..],
            "keine Liste von Gebietsänderungen",
        ),
        (future.as_bytes(), "keine Änderung, die sich übernehmen lässt"),
    ] {
        let sent = browser.hand_in_list(&[("../../x.csv", content)]).await?;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let address = sent.header("location").to_owned();
        let page = browser.get(&address).await?;
        assert!(page.says(words), "{words}: {}", page.text);
        assert!(!page.says("value=\"take\""), "{}", page.text);
        let token = page.token()?;
        let forced = format!("csrf={token}&do=take&source=x&licence=https%3A%2F%2Fexample.org");
        let page = browser.post(&address, &forced).await?;
        assert!(page.says(words), "a list of nothing is not taken: {}", page.text);
        let away = browser.post(&address, &format!("csrf={token}&do=discard")).await?;
        assert_eq!(away.status, StatusCode::SEE_OTHER);
    }
    let page = browser.get("/de/desk/changes").await?;
    assert!(page.says("Noch wurde keine Liste übernommen"), "{}", page.text);
    Ok(())
}
