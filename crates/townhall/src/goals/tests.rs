//! Frameworks, their elements and their links on both engines.

use jiff::Timestamp;
use store::{
    Store, StoreError,
    scope::{OrganisationId, Scope},
    testing::fresh,
};
use web::language::Language;

use super::{
    Framework, FrameworkKind, SDG,
    crosswalks::{self, End, Relation},
    find_framework, frameworks, hierarchy, install, list, load_shipped, package, search, show, tree,
};
use crate::people;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const OWN: &str = r#"
framework = "musterstadt"
edition = "2026"
kind = "own"
source = "Ratsbeschluss vom 3. Februar 2026"
licence = "CC-BY-4.0"

[title]
de = "Handlungsfelder der Stadt Musterstadt"

[[goal]]
code = "K"
kind = "field"
title.de = "Klima und Energie"

[[goal]]
code = "M"
kind = "field"
title.de = "Mobil in der Stadt"

[[target]]
code = "M.1"
goal = "M"
title.de = "Mehr Wege mit dem Rad"

[[link]]
code = "K"
to_framework = "sdg"
to_edition = "2015"
to_code = "13"
relation = "close"
reason = "Beide wollen den Ausstoß senken."
"#;

fn at() -> Result<Timestamp> {
    Ok("2026-02-28T12:00:00Z".parse()?)
}

async fn loaded(store: &Store) -> Result {
    people::ensure_installation(&store.sql, at()?).await?;
    assert!(load_shipped(&store.sql, at()?).await?);
    Ok(())
}

#[tokio::test]
async fn seventeen_goals_and_their_targets_stand_in_order() -> Result {
    for fresh in fresh().await {
        let sql = &fresh.store.sql;
        loaded(&fresh.store).await?;
        let before = sql.moment().await?;
        assert!(!load_shipped(sql, at()?).await?);
        assert_eq!(sql.moment().await?, before, "a second load changes nothing");
        let scope = Scope::public();
        let goals = list(sql.read(&scope), &SDG).await?;
        let codes: Vec<&str> = goals.iter().map(|goal| goal.code.as_str()).collect();
        let only_goals: Vec<String> = goals
            .iter()
            .filter(|goal| goal.parent.is_none())
            .map(|goal| goal.code.clone())
            .collect();
        assert_eq!(only_goals, (1..=17).map(|n| n.to_string()).collect::<Vec<_>>());
        assert_eq!(goals.len(), 17 + 169);
        assert_eq!(codes[..9], ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.a", "1.b", "2"]);
        assert!(goals.iter().all(|goal| !goal.title.text(Language::De).is_empty()));
        let eleven = show(sql.read(&scope), &SDG, "11").await?;
        assert_eq!(eleven.len(), 11);
        assert_eq!(eleven[0].code, "11");
        assert_ne!(eleven[0].title.text(Language::De), eleven[0].title.text(Language::En));
        assert!(show(sql.read(&scope), &SDG, "18").await?.is_empty());
        assert_eq!(
            show(sql.read(&scope), &SDG, "11.6").await?[0].parent.as_deref(),
            Some("11")
        );
        let hits = search(sql.read(&scope), Language::De, "SDG 11.6", 5).await?;
        assert_eq!(hits[0].path, "/goals/11#target-11-6");
        let hits = search(sql.read(&scope), Language::En, "POVERTY", 20).await?;
        assert_eq!(
            hits[0].path, "/goals/1?framework=dns-2025",
            "what has just this title stands first"
        );
        assert!(hits.iter().any(|hit| hit.path == "/goals/1"));
        let hits = search(sql.read(&scope), Language::De, "Personenverkehr", 20).await?;
        assert_eq!(hits[0].path, "/goals/11?framework=dns-2025#target-11-2-b");
    }
    Ok(())
}

#[tokio::test]
async fn every_shipped_framework_reads_and_is_found_by_key_and_by_name() -> Result {
    for fresh in fresh().await {
        loaded(&fresh.store).await?;
        let scope = Scope::public();
        let read = fresh.store.sql.read(&scope);
        let known = frameworks(read).await?;
        let keys: Vec<String> = known.iter().map(|one| one.framework.key()).collect();
        let expected = [
            "sdg-2015",
            "bnk-2021",
            "dns-2025",
            "dns-2021",
            "dns-2018",
            "dns-2016",
            "municipal-sdg-2025",
            "smart-city-charter-2017",
        ];
        assert_eq!(keys, expected);
        let newest = find_framework(&known, "dns").ok_or("no DNS")?;
        assert_eq!(
            (newest.framework.key().as_str(), newest.is_confirmed),
            ("dns-2025", true)
        );
        assert_eq!(newest.valid_until, None);
        let before = find_framework(&known, "dns-2021").ok_or("no DNS of 2021")?;
        assert!(before.valid_until < newest.valid_from && !before.is_confirmed);
        assert!(find_framework(&known, "dns-2020").is_none() && find_framework(&known, "").is_none());
        let dns = tree(read, &newest.framework).await?;
        let freight = dns.find("11.2.a").ok_or("no 11.2.a")?;
        assert_eq!((dns.top_of(freight).code.as_str(), dns.depth(freight)), ("11", 2));
        let up = hierarchy(read).await?.upwards(&end(&newest.framework, "11.2.a"));
        assert_eq!(
            up.iter().map(|end| end.code.as_str()).collect::<Vec<_>>(),
            ["11.2.a", "11.2", "11"]
        );
        let bnk = tree(read, &Framework::new("bnk", "2021")).await?;
        assert_eq!((bnk.below("S").len(), bnk.below("H").len()), (9, 9));
        let charter = tree(read, &Framework::new("smart-city-charter", "2017")).await?;
        let recommendations = charter
            .all()
            .iter()
            .filter(|one| one.parent.as_deref() == Some("III"))
            .count();
        assert_eq!((charter.below("II").len(), recommendations), (8, 12));
        let all_have_addressees = charter.below("III").iter().all(|one| !one.addressees.is_empty());
        assert!(all_have_addressees);
        let set = tree(read, &Framework::new("municipal-sdg", "2025")).await?;
        let n_confirmed = set
            .all()
            .iter()
            .filter(|one| one.parent.is_some() && one.is_confirmed)
            .count();
        assert_eq!((set.all().len() - 17, n_confirmed), (51, 43));
    }
    Ok(())
}

fn end(framework: &Framework, code: &str) -> End {
    End {
        framework: framework.clone(),
        code: code.to_owned(),
    }
}

#[tokio::test]
async fn shipped_crosswalks_are_read_from_both_ends_and_derived_links_are_never_exact() -> Result {
    for fresh in fresh().await {
        loaded(&fresh.store).await?;
        let scope = Scope::public();
        let known = crosswalks::load(fresh.store.sql.read(&scope)).await?;
        let dns = Framework::new("dns", "2025");
        let seen = known.of(&end(&dns, "5.1.f"));
        let from_2021 = seen.iter().find(|one| one.other.code == "5.1.e").ok_or("no link")?;
        assert_eq!(from_2021.relation, Relation::Exact);
        let farming = known.of(&end(&SDG, "2.4"));
        let organic = farming.iter().find(|one| one.other.code == "2.1.b").ok_or("no link")?;
        assert_eq!(organic.relation, Relation::Narrower, "stored from the other side");
        let mut n_derived = 0;
        for link in known.all() {
            for one in known.reach(&link.from) {
                assert!(!one.is_derived() || one.relation != Relation::Exact, "{one:?}");
                assert_eq!(one.between().len(), one.way.len() - 1);
                n_derived += usize::from(one.is_derived());
            }
        }
        assert!(100 < n_derived, "{n_derived}");
        let eleven = known.reach(&end(&Framework::new("dns", "2016"), "11"));
        let sdg = eleven.iter().find(|one| one.other == end(&SDG, "11"));
        assert!(sdg.is_none(), "four editions away is further than is followed");
        let eleven = known.reach(&end(&Framework::new("dns", "2018"), "11"));
        let sdg = eleven.iter().find(|one| one.other == end(&SDG, "11")).ok_or("no way")?;
        assert_eq!((sdg.relation, sdg.way.len()), (Relation::Close, 3));
    }
    Ok(())
}

#[tokio::test]
async fn a_town_brings_its_own_fields_and_nobody_else_can_replace_them() -> Result {
    for fresh in fresh().await {
        loaded(&fresh.store).await?;
        let sql = &fresh.store.sql;
        let scope = Scope::installation("test");
        let town = OrganisationId(7);
        let own = package::read(OWN)?;
        let installed = install(sql, &scope, at()?, &own, town).await?;
        assert_eq!(
            (installed.n_elements, installed.n_links, installed.n_removed),
            (3, 1, 0)
        );
        let known = frameworks(sql.read(&scope)).await?;
        let entry = find_framework(&known, "musterstadt").ok_or("not there")?;
        assert_eq!((entry.organisation, entry.kind), (town, FrameworkKind::Own));
        let links = crosswalks::load(sql.read(&scope)).await?;
        assert_eq!(links.of(&end(&entry.framework, "K"))[0].other, end(&SDG, "13"));
        // The same file again changes no link; one without the field that a link leads to is refused.
        assert_eq!(install(sql, &scope, at()?, &own, town).await?.n_links, 0);
        let without = OWN
            .replace("code = \"K\"\nkind", "code = \"L\"\nkind")
            .replace("code = \"K\"\nto", "code = \"L\"\nto");
        let refused = install(sql, &scope, at()?, &package::read(&without)?, town).await;
        assert!(
            matches!(&refused, Err(StoreError::Refused(text)) if text.contains("\"K\" is missing")),
            "{refused:?}"
        );
        let other = install(sql, &scope, at()?, &own, OrganisationId(8)).await;
        assert!(
            matches!(&other, Err(StoreError::Refused(text)) if text.contains("belongs to somebody else")),
            "{other:?}"
        );
        // Links that lead nowhere take the whole package back.
        let next = OWN
            .replace("2026\"\nkind", "2027\"\nkind")
            .replace("to_code = \"13\"", "to_code = \"18\"");
        let problems = install(sql, &scope, at()?, &package::read(&next)?, town)
            .await?
            .problems;
        assert_eq!((problems.len(), problems[0].code), (1, "dangling"));
        let known = frameworks(sql.read(&scope)).await?;
        assert!(find_framework(&known, "musterstadt-2027").is_none());
    }
    Ok(())
}

#[test]
fn a_package_that_is_wrong_is_refused_with_a_sentence() -> Result {
    let check = |from: &str, to: &str, expected: &str| {
        assert!(OWN.contains(from), "{from} is not in the sample");
        let read = package::read(&OWN.replacen(from, to, 1));
        let message = read.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(message.contains(expected), "{to}: {message}");
    };
    check("code = \"M.1\"", "code = \"M\"", "stands twice");
    check("code = \"M.1\"", "code = \"m\"", "stands twice");
    check("goal = \"M\"", "goal = \"X\"", "stands below \"X\"");
    check("goal = \"M\"", "goal = \"M.1\"", "stands below itself");
    check(
        "code = \"K\"\nkind = \"field\"",
        "code = \"K/1\"",
        "cannot stand in an address",
    );
    check(
        "code = \"K\"\nkind = \"field\"",
        "code = \"\"",
        "cannot stand in an address",
    );
    check(
        "kind = \"field\"",
        "kind = \"feld\"",
        "is not a kind of element; use goal",
    );
    check(
        "framework = \"musterstadt\"",
        "framework = \"Muster Stadt\"",
        "cannot stand in an address",
    );
    check("licence = \"CC-BY-4.0\"", "licence = \" \"", "the licence is empty");
    check(
        "kind = \"own\"",
        "kind = \"own\"\nvalid_from = \"2026-02-01\"\nvalid_until = \"2025-01-01\"",
        "valid until a day before",
    );
    check(
        "kind = \"own\"",
        "kind = \"own\"\nvalid_from = \"2026-02-30\"",
        "cannot be read",
    );
    check(
        "kind = \"own\"",
        "kind = \"own\"\nsource_uri = \"javascript:alert(1)\"",
        "is not an address",
    );
    check(
        "title.de = \"Klima und Energie\"",
        "title.en = \"Climate\"",
        "no German title",
    );
    check(
        "title.de = \"Klima und Energie\"",
        "title.de = \"a\\u0007b\"",
        "control characters",
    );
    check(
        "relation = \"close\"",
        "relation = \"same\"",
        "is not a relation; use exact",
    );
    check("kind = \"own\"", "kind = \"own\"\ncolour = \"red\"", "unknown field");
    let long = "x".repeat(package::LONGEST + 1);
    assert!(package::read(&long).is_err() && package::read("").is_err() && package::read("\u{feff}[[goal]]").is_err());
    let deep: String = (0..6)
        .map(|n| match n {
            0 => "[[goal]]\ncode = \"d0\"\ntitle.de = \"t\"\n".to_owned(),
            n => format!("[[target]]\ncode = \"d{n}\"\ngoal = \"d{}\"\ntitle.de = \"t\"\n", n - 1),
        })
        .collect();
    let read = package::read(&format!("{OWN}{deep}"));
    assert!(matches!(read, Err(package::PackageError::Deep(_))), "{read:?}");
    assert_eq!(package::read(&OWN.replace('\n', "\r\n"))?.elements.len(), 3);
    Ok(())
}
