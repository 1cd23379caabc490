//! Who is let in and what pages of others can do: nothing.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiff::{SignedDuration, Timestamp};
use townhall::people::desk::EnterError;

use crate::{
    Result,
    browser::{Browser, KEY, OWN},
};

#[tokio::test]
async fn a_link_lets_one_browser_in_once() -> Result {
    let mut browser = Browser::outside().await?;
    let link = browser.desk.new_link(Timestamp::now());
    for look in ["HEAD", "GET"] {
        let request = browser.request(look, &link).header("sec-purpose", "prefetch;prerender");
        let answer = browser.send(request.body(Body::empty())?).await?;
        assert!(
            !answer.headers.contains_key(header::SET_COOKIE),
            "{look} without a visit"
        );
    }
    let first = browser.get(&link).await?;
    assert_eq!(first.status, StatusCode::OK);
    let cookie = first.header("set-cookie");
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"),
        "{cookie}"
    );
    assert_eq!(first.header("referrer-policy"), "no-referrer");
    let secret = link.rsplit('/').next().unwrap_or_default();
    assert!(!first.text.contains(secret), "the page repeats the secret of its link");
    assert_eq!(secret.len(), 43, "256 bits");

    let second = browser.get(&link).await?;
    assert_eq!(second.status, StatusCode::GONE);
    assert!(
        second.says("schon einmal geöffnet") && second.says("lotse desk"),
        "{}",
        second.text
    );
    assert!(!second.headers.contains_key(header::SET_COOKIE));
    let guessed = browser
        .get("/desk/enter/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        .await?;
    assert_eq!(guessed.status, StatusCode::NOT_FOUND);

    assert_eq!(browser.get("/de/desk").await?.status, StatusCode::UNAUTHORIZED);
    browser.cookie = cookie.split(';').next().map(str::to_owned);
    let desk = browser.get("/de/desk").await?;
    assert_eq!(
        (desk.status, desk.header("cache-control")),
        (StatusCode::OK, "no-store")
    );
    assert!(browser.get("/de/goals").await?.says("Sie sind am Schreibtisch"));
    Ok(())
}

#[tokio::test]
async fn links_and_sessions_end_with_time() -> Result {
    let browser = Browser::outside().await?;
    let (desk, noon): (_, Timestamp) = (&browser.desk, "2026-11-20T11:00:00Z".parse()?);
    let after =
        |hours: i64, minutes: i64| noon + SignedDuration::from_hours(hours) + SignedDuration::from_mins(minutes);
    let secret = |link: String| link.trim_start_matches("/desk/enter/").to_owned();
    let link = secret(desk.new_link(noon));
    assert_eq!(desk.enter(&link, after(0, 10)), Err(EnterError::Unknown));
    let cookie = desk.enter(&secret(desk.new_link(noon)), after(0, 9))?;
    assert!(desk.session(&cookie, after(11, 0)).is_some(), "in use");
    assert!(
        desk.session(&cookie, after(22, 59)).is_some(),
        "used eleven hours before"
    );
    assert!(desk.session(&cookie, after(35, 0)).is_none(), "rested twelve hours");
    assert!(desk.session(&cookie, noon).is_none(), "over is over");
    let cookie = desk.enter(&secret(desk.new_link(noon)), noon)?;
    desk.close();
    assert!(desk.session(&cookie, noon).is_none(), "closed");
    desk.closed().await;
    Ok(())
}

#[tokio::test]
async fn a_second_start_gets_a_way_in_by_the_key_of_the_data_folder() -> Result {
    let browser = Browser::outside().await?;
    for (key, status) in [("", 404), ("Bearer ", 404), ("Bearer wrong", 404)] {
        let request = browser.request("POST", "/desk/link").header(header::AUTHORIZATION, key);
        assert_eq!(
            browser.send(request.body(Body::empty())?).await?.status,
            status,
            "{key}"
        );
    }
    let request = browser
        .request("POST", "/desk/link")
        .header(header::AUTHORIZATION, format!("Bearer {KEY}"));
    let answer = browser.send(request.body(Body::empty())?).await?;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        browser
            .get(&answer.text)
            .await?
            .headers
            .contains_key(header::SET_COOKIE)
    );
    Ok(())
}

#[tokio::test]
async fn without_a_session_nothing_can_be_read() -> Result {
    let browser = Browser::outside().await?;
    for path in [
        "/de",
        "/de/desk",
        "/en/goals",
        "/de/deliveries",
        "/api/v1/goals",
        "/api/v1/openapi.json",
        "/healthz",
        "/metrics",
    ] {
        let answer = browser.get(path).await?;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(!answer.headers.contains_key(header::SET_COOKIE), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_name_that_was_pointed_at_this_computer_gets_nothing() -> Result {
    let browser = Browser::inside().await?;
    let cookie = browser.cookie.clone().ok_or("no cookie")?;
    let hosts = [
        "evil.example",
        "evil.example:18100",
        "127.0.0.1:18101",
        "127.0.0.1.evil.example:18100",
        "localhost",
        "",
    ];
    for host in hosts {
        for path in ["/de/desk", "/", "/assets/x/lotse.css", "/desk/enter/x"] {
            let request = Request::builder()
                .uri(path)
                .header(header::HOST, host)
                .header(header::COOKIE, &cookie);
            let answer = browser.send(request.body(Body::empty())?).await?;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host} {path}");
            assert!(!answer.headers.contains_key("access-control-allow-origin"));
        }
    }
    let twice = Request::builder()
        .uri("/de")
        .header(header::HOST, OWN)
        .header(header::HOST, "evil.example");
    let answer = browser.send(twice.body(Body::empty())?).await?;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    let request = Request::builder()
        .uri("/de/desk")
        .header(header::HOST, "localhost:18100")
        .header(header::COOKIE, &cookie);
    assert_eq!(
        browser.send(request.body(Body::empty())?).await?.status,
        StatusCode::OK,
        "our own name"
    );
    Ok(())
}

/// Every address that takes a form, with something in its placeholders.
fn forms() -> Vec<String> {
    let routes = townhall::desk_routes();
    let filled = |path: &&str| {
        let parts = path
            .split('/')
            .map(|part| if part.starts_with('{') { "1" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    routes.forms().iter().map(filled).collect()
}

#[tokio::test]
async fn forms_of_other_pages_are_refused() -> Result {
    let browser = Browser::inside().await?;
    let token = browser.get("/de/desk/close").await?.token()?;
    let senders = [
        ("origin", "https://evil.example"),
        ("origin", "http://127.0.0.1:666"),
        ("origin", "http://localhost:18100"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("referer", "http://127.0.0.1:18100.evil.example/"),
    ];
    for path in forms() {
        for (name, value) in senders {
            let request = browser
                .request("POST", &format!("/de{path}"))
                .header(name, value)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = browser.send(request.body(Body::from(format!("csrf={token}")))?).await?;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} from {name}: {value}");
        }
    }
    assert_eq!(
        browser.get("/de/desk").await?.status,
        StatusCode::OK,
        "the desk is still open"
    );
    Ok(())
}

#[tokio::test]
async fn a_form_without_the_mark_of_the_session_is_told_apart_from_a_closed_desk() -> Result {
    let browser = Browser::inside().await?;
    let request = browser
        .request("POST", "/de/desk/homes")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = browser
        .send(request.body(Body::from("csrf=falsch&key=05558020"))?)
        .await?;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(
        answer.says("Dieses Formular wurde nicht angenommen") && answer.says("Sie sind am Schreibtisch"),
        "{}",
        answer.text
    );
    assert!(
        !answer.says("nicht geöffnet") && !answer.says("lotse desk"),
        "{}",
        answer.text
    );
    Ok(())
}

#[tokio::test]
async fn every_form_needs_the_token_of_the_session() -> Result {
    let browser = Browser::inside().await?;
    let other = Browser::inside().await?.get("/de/desk/close").await?.token()?;
    assert!(!forms().is_empty());
    for path in forms() {
        for kind in [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "application/json",
        ] {
            for token in ["", "wrong", &other] {
                let body = match kind {
                    "multipart/form-data; boundary=x" => {
                        format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x--\r\n")
                    }
                    _ => format!("csrf={token}"),
                };
                let request = browser
                    .request("POST", &format!("/de{path}"))
                    .header(header::ORIGIN, format!("http://{OWN}"))
                    .header(header::CONTENT_TYPE, kind);
                let answer = browser.send(request.body(Body::from(body))?).await?;
                assert!(
                    answer.status.is_client_error(),
                    "{path} {kind} {token}: {}",
                    answer.status
                );
            }
        }
    }
    assert_eq!(
        browser.get("/de/desk").await?.status,
        StatusCode::OK,
        "the desk is still open"
    );
    Ok(())
}

#[tokio::test]
async fn what_was_typed_outlives_the_session() -> Result {
    let mut browser = Browser::inside().await?;
    let token = browser.get("/de/desk/close").await?.token()?;
    browser.cookie = None;
    let typed = "reason=Die+falsche+%3Cb%3EDatei%3C%2Fb%3E&number=7";
    let answer = browser.post("/de/desk/close", &format!("csrf={token}&{typed}")).await?;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(
        answer.says("Nichts ist verloren") && answer.says("Die falsche &#60;b&#62;Datei"),
        "{}",
        answer.text
    );
    assert!(
        answer.says(r#"<input type="hidden" name="number" value="7">"#),
        "{}",
        answer.text
    );
    assert!(!answer.text.contains(&token), "an old token is not passed on");
    // Who does not say where it comes from gets nothing to click on.
    let request = browser
        .request("POST", "/de/desk/close")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = browser.send(request.body(Body::from(typed.to_owned()))?).await?;
    assert!(!answer.says("falsche"), "{}", answer.text);
    Ok(())
}

#[tokio::test]
async fn a_server_has_no_address_that_writes() -> Result {
    let at: Timestamp = "2026-11-20T08:00:00Z".parse()?;
    let fresh = store::testing::prepared_sqlite("2026-11-20", async |store| townhall::prepare(store, at).await).await;
    let site = townhall::site()?;
    let installation =
        townhall::installation::Installation::new(fresh.store.clone(), site.clone(), Default::default(), [7; 32]);
    let routes = townhall::routes().with_state(installation);
    let app = web::serve::frame(routes, &site, &Default::default(), &Default::default());
    let mut paths = vec!["/desk/link".to_owned(), "/desk/enter/x".to_owned(), "/desk".to_owned()];
    for path in forms() {
        paths.extend([format!("/de{path}"), format!("/en{path}"), path]);
    }
    for path in paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let request = Request::builder()
                .method(method)
                .uri(&path)
                .body(Body::from("csrf=x"))?;
            let answer = tower::ServiceExt::oneshot(app.clone(), request).await?;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{method} {path}");
            assert!(!answer.headers().contains_key(header::SET_COOKIE));
        }
    }
    Ok(())
}

#[tokio::test]
async fn closing_ends_the_session() -> Result {
    let browser = Browser::inside().await?;
    let token = browser.get("/de/desk/close").await?.token()?;
    assert_eq!(
        browser.get("/de/desk/close").await?.status,
        StatusCode::OK,
        "asking closes nothing"
    );
    let answer = browser.post("/de/desk/close", &format!("csrf={token}")).await?;
    assert!(
        answer.says("Der Schreibtisch ist geschlossen") && !answer.says("Sie sind am Schreibtisch"),
        "{}",
        answer.text
    );
    browser.desk.closed().await;
    assert_eq!(browser.get("/de/desk").await?.status, StatusCode::UNAUTHORIZED);
    Ok(())
}
