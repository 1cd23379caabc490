//! The server from outside: life cycle, headers, problems, the interface's common shapes. For everyone who adds a route.

use std::fs;

use anyhow::{Context, Result, ensure};
use e2e::{Home, Server, workbook};

#[test]
fn it_ends_orderly_when_asked() -> Result<()> {
    let home = Home::ready()?;
    let status = Server::start(&home)?.terminate()?;
    ensure!(status.success(), "ended with {status}");
    home.run(["check"])?.expect(0)?;
    Ok(())
}

#[test]
fn it_shows_what_the_command_line_imports_meanwhile() -> Result<()> {
    for home in [Home::ready()?, Home::on_postgres()?] {
        let server = Server::start(&home)?;
        let path = home.beside("lieferung.xlsx");
        fs::write(&path, workbook::inkar("Haushaltseinkommen", 2000..=2021, 1).bytes()?)?;
        let ask = "/api/v1/observations?territory=01002";
        let before = json(&server, ask)?["items"].as_array().context("no list")?.len();
        home.import(&[&path])?.expect(0)?;
        let after = json(&server, ask)?["items"].as_array().context("no list")?.len();
        ensure!(before == 0 && 0 < after, "{before} values before, {after} after");
    }
    Ok(())
}

#[test]
fn every_answer_is_guarded_by_headers() -> Result<()> {
    let home = Home::ready()?;
    let server = Server::start(&home)?;
    for path in ["/de", "/en/indicators", "/api/v1/goals", "/gibt-es-nicht", "/healthz"] {
        let answer = server.get(path)?;
        let policy = answer
            .header("content-security-policy")
            .with_context(|| format!("{path} has no policy"))?;
        ensure!(
            !policy.contains("unsafe-inline") && !policy.contains('*'),
            "{path}: {policy}"
        );
        ensure!(
            answer.header("x-content-type-options") == Some("nosniff"),
            "{path} may be sniffed"
        );
        ensure!(
            answer.header("set-cookie").is_none(),
            "{path} sets a cookie, though nobody can sign in"
        );
        ensure!(answer.header("server").is_none(), "{path} names the server's software");
    }
    Ok(())
}

#[test]
fn an_unchanged_page_is_not_sent_again() -> Result<()> {
    let home = Home::ready()?;
    let server = Server::start(&home)?;
    for path in ["/de/goals", "/api/v1/goals"] {
        let tag = server
            .get(path)?
            .header("etag")
            .with_context(|| format!("{path} has no ETag"))?
            .to_owned();
        let again = server.get_with(path, &[("If-None-Match", &tag)])?;
        ensure!(again.status == 304 && again.body.is_empty(), "{path}: {}", again.status);
        let other = server.get_with(path, &[("If-None-Match", "\"x\"")])?;
        ensure!(other.status == 200, "{path}: {}", other.status);
    }
    Ok(())
}

#[test]
fn a_missing_page_shows_ways_onward_and_the_interface_a_problem() -> Result<()> {
    let home = Home::ready()?;
    let server = Server::start(&home)?;
    for language in ["de", "en"] {
        let page = server.get(&format!("/{language}/gibt-es-nicht"))?;
        ensure!(page.status == 404, "{}", page.status);
        ensure!(
            page.body.contains(&format!("lang=\"{language}\"")),
            "the language changed"
        );
        ensure!(
            page.body.contains(&format!("/{language}/search")),
            "no way to the search"
        );
    }
    let problem = server.get("/api/v1/indicators/gibt-es-nicht")?;
    ensure!(
        problem.status == 404 && problem.header("content-type") == Some("application/problem+json"),
        "{problem:?}"
    );
    let problem: serde_json::Value = serde_json::from_str(&problem.body)?;
    ensure!(
        problem["type"].is_string() && problem["title"].is_string() && problem["status"] == 404,
        "{problem}"
    );
    Ok(())
}

#[test]
fn it_only_reads() -> Result<()> {
    let home = Home::ready()?;
    let server = Server::start(&home)?;
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    for path in ["/de", "/de/deliveries", "/api/v1/observations", "/api/v1/deliveries"] {
        let status = agent
            .post(format!("http://{}{path}", server.address))
            .send("x=1")?
            .status()
            .as_u16();
        ensure!(status == 405 || status == 404, "POST {path}: {status}");
    }
    Ok(())
}

#[test]
fn the_interface_has_one_shape_for_lists_and_refuses_what_it_does_not_know() -> Result<()> {
    let home = Home::ready()?;
    home.run(["demo"])?.expect(0)?;
    let server = Server::start(&home)?;
    for list in ["territories", "goals", "indicators", "observations", "deliveries"] {
        let answer = json(&server, &format!("/api/v1/{list}"))?;
        let items = answer["items"]
            .as_array()
            .with_context(|| format!("{list}: no items"))?;
        ensure!(
            !items.is_empty() && answer.get("next").is_some(),
            "{list}: {} items",
            items.len()
        );
        let unknown = server.get(&format!("/api/v1/{list}?farbe=rot"))?;
        ensure!(
            unknown.status == 400 && unknown.body.contains("farbe"),
            "{list}: {} {}",
            unknown.status,
            unknown.body
        );
    }
    Ok(())
}

#[test]
fn a_cursor_leads_through_a_list_without_gap_or_repetition() -> Result<()> {
    let home = Home::ready()?;
    home.run(["demo"])?.expect(0)?;
    let server = Server::start(&home)?;
    let mut seen = std::collections::BTreeSet::new();
    let mut path = "/api/v1/territories?level=district&limit=100".to_owned();
    loop {
        let answer = json(&server, &path)?;
        for item in answer["items"].as_array().context("no items")? {
            ensure!(
                seen.insert(item["id"].to_string() + &item["code"].to_string()),
                "twice: {item}"
            );
        }
        let Some(next) = answer["next"].as_str() else { break };
        // The cursor carries the filters of the first request.
        path = format!("/api/v1/territories?cursor={next}");
        ensure!(seen.len() < 1000, "the list has no end");
    }
    assert_eq!(seen.len(), 400, "districts at the end of 2022");
    Ok(())
}

#[test]
fn the_interface_describes_itself() -> Result<()> {
    let home = Home::ready()?;
    let server = Server::start(&home)?;
    let description = json(&server, "/api/v1/openapi.json")?;
    ensure!(
        description["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1")),
        "{}",
        description["openapi"]
    );
    for list in ["territories", "goals", "indicators", "observations", "deliveries"] {
        ensure!(
            description["paths"].get(format!("/api/v1/{list}")).is_some(),
            "{list} is not described"
        );
    }
    Ok(())
}

#[test]
fn nonsense_gets_a_problem_and_never_breaks_the_server() -> Result<()> {
    let home = Home::ready()?;
    let server = Server::start(&home)?;
    for path in [
        "/de/search?q=%00%ff%27%22%3Cscript%3Ealert(1)%3C/script%3E",
        "/de/territories/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/de/territories/05515000%27%20or%201=1",
        "/de/deliveries/99999999999999999999",
        "/de/deliveries/-1/cells/x",
        "/api/v1/observations?cursor=AAAA",
        "/api/v1/observations?as_of=2024-13-45",
        "/api/v1/observations?limit=-1",
        "/api/v1/observations?limit=999999999",
        "//example.org/%2f..",
        "/assets/../Cargo.toml",
    ] {
        let answer = server.get(path)?;
        ensure!(answer.status < 500, "{path}: {} {}", answer.status, answer.body);
        ensure!(
            !answer.body.contains("<script>alert") && !answer.body.contains("panicked"),
            "{path}: {}",
            answer.body
        );
    }
    ensure!(server.get("/healthz")?.status == 200);
    Ok(())
}

fn json(server: &Server, path: &str) -> Result<serde_json::Value> {
    let answer = server.get(path)?;
    ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.body);
    serde_json::from_str(&answer.body).with_context(|| format!("{path} is no JSON"))
}
