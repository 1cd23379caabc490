//! Own fields of action and the check of goals, on both engines.

use jiff::Timestamp;
use store::{
    scope::{OrganisationId, Scope},
    testing::fresh,
};
use web::language::Language;

use super::{
    FieldDraft, FrameworkDraft, NotChanged, add, begin, change, describe, edit, find, link, package_of, remove, shift,
    state_of, unlink,
};
use crate::{
    goals::{
        SDG,
        crosswalks::End,
        install, load_shipped, package,
        relevance::{Relevance, assess, assessments},
    },
    people,
};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const HOME: OrganisationId = OrganisationId::INSTALLATION;

fn at() -> Result<Timestamp> {
    Ok("2026-02-28T12:00:00Z".parse()?)
}

fn three() -> Result<package::Package> {
    let draft = FrameworkDraft {
        title: "Handlungsfelder".to_owned(),
        source: "Ratsbeschluss".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        fields: "Klima und Energie\r\n\n – \n- Mobilität\n* Zusammenleben ".replace(" – \n", ""),
        ..FrameworkDraft::default()
    };
    begin("musterstadt", &draft, "2026-02-28".parse()?).map_err(|mistakes| format!("{mistakes:?}").into())
}

fn codes(package: &package::Package) -> Vec<String> {
    package.elements.iter().map(|one| one.code.clone()).collect()
}

fn titled(title: &str, parent: &str) -> FieldDraft {
    FieldDraft {
        title: title.to_owned(),
        parent: parent.to_owned(),
        ..FieldDraft::default()
    }
}

fn wrong<T>(refused: std::result::Result<T, NotChanged>) -> Vec<&'static str> {
    match refused {
        Err(NotChanged::Mistakes(mistakes)) => mistakes.iter().map(|one| one.code).collect(),
        Err(NotChanged::Stale(_)) => vec!["stale"],
        Err(NotChanged::Unknown) => vec!["unknown"],
        Ok(_) => Vec::new(),
    }
}

#[test]
fn fields_begin_as_lines_and_keep_their_codes_whatever_happens_around_them() -> Result {
    let mut package = three()?;
    assert_eq!(package.framework.key(), "musterstadt-2026");
    assert_eq!(codes(&package), ["H1", "H2", "H3"]);
    let title = |package: &package::Package, n: usize| package.elements[n].title.text(Language::De).to_owned();
    assert_eq!(title(&package, 1), "Mobilität");
    let below = add(&mut package, &titled("Mehr Wege mit dem Rad", "H2")).map_err(|found| format!("{found:?}"))?;
    assert_eq!(
        (below.as_str(), codes(&package).join(" ")),
        ("H2.1", "H1 H2 H2.1 H3".to_owned())
    );
    assert_eq!(wrong(shift(&mut package, "H2", true)), Vec::<&str>::new());
    assert_eq!(codes(&package), ["H2", "H2.1", "H1", "H3"]);
    assert_eq!(
        wrong(shift(&mut package, "H2", true)),
        Vec::<&str>::new(),
        "at the top already"
    );
    assert_eq!(wrong(shift(&mut package, "H9", true)), ["unknown"]);
    assert_eq!(wrong(remove(&mut package, "H2")), ["has-parts"]);
    assert_eq!(wrong(remove(&mut package, "H1")), Vec::<&str>::new());
    let next = add(&mut package, &titled("Wirtschaft", "")).map_err(|found| format!("{found:?}"))?;
    assert_eq!(next, "H4", "a code is never given to something else");
    let ordinals: Vec<i64> = package.elements.iter().map(|one| one.ordinal).collect();
    assert_eq!(ordinals, [1, 2, 3, 4]);
    Ok(())
}

#[test]
fn what_cannot_be_stored_is_named_by_its_field() -> Result {
    let mut package = three()?;
    for (draft, expected) in [
        (titled("  ", ""), "title-empty"),
        (titled(&"ä".repeat(121), ""), "text-long"),
        (titled("a\u{7}b", ""), "text-control"),
        (titled("a", "H9"), "parent"),
    ] {
        let found = add(&mut package, &draft).err().ok_or(expected)?;
        assert_eq!(found[0].code, expected);
    }
    let seen = state_of(&package.elements[0]);
    assert_eq!(wrong(change(&mut package, "H1", "0", &titled("a", ""))), ["stale"]);
    assert_eq!(wrong(change(&mut package, "H1", &seen, &titled("a", "H1"))), ["parent"]);
    assert_eq!(wrong(change(&mut package, "H9", &seen, &titled("a", ""))), ["unknown"]);
    assert_eq!(
        wrong(change(&mut package, "H1", &seen, &titled("Klima", "H2"))),
        Vec::<&str>::new()
    );
    assert_eq!(codes(&package), ["H2", "H1", "H3"]);
    assert_eq!(wrong(link(&mut package, "H1", "13", "close", " ")), ["reason-empty"]);
    assert_eq!(wrong(link(&mut package, "H1", "13", "nah", "x")), ["relation"]);
    let nothing = FrameworkDraft::default();
    let found = describe(&mut package, &nothing).err().ok_or("described")?;
    assert_eq!(
        found.iter().map(|one| one.field).collect::<Vec<_>>(),
        ["title", "source", "licence"]
    );
    let broken = FrameworkDraft {
        edition: "2026/1".to_owned(),
        ..nothing
    };
    let found = begin("musterstadt", &broken, "2026-02-28".parse()?)
        .err()
        .ok_or("begun")?;
    assert!(found.iter().any(|one| one.code == "edition") && found.iter().any(|one| one.code == "fields-empty"));
    Ok(())
}

#[test]
fn names_that_nobody_could_tell_apart_and_lines_too_long_are_named() -> Result {
    let draft = |fields: &str| FrameworkDraft {
        title: "Handlungsfelder".to_owned(),
        source: "Rat".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        fields: fields.to_owned(),
        ..FrameworkDraft::default()
    };
    let long = format!("Verkehr {}", "x".repeat(120));
    let found = begin(
        "musterstadt",
        &draft(&format!("Klima\n klima\nWohnen\n{long}")),
        "2026-02-28".parse()?,
    );
    let found = found.err().ok_or("begun")?;
    let told: Vec<(&str, &str)> = found.iter().map(|one| (one.code, one.piece.as_str())).collect();
    assert_eq!(told, [("line-long", &long[..40]), ("title-twice", "klima")]);

    let mut package = three()?;
    let twice = add(&mut package, &titled("mobilität", "")).err().ok_or("added")?;
    assert_eq!((twice[0].field, twice[0].code), ("title", "title-twice"));
    // Below another field the same name means something else.
    add(&mut package, &titled("Mobilität", "H1")).map_err(|found| format!("{found:?}"))?;
    let seen = state_of(&package.elements[0]);
    let code = package.elements[0].code.clone();
    assert_eq!(
        wrong(change(&mut package, &code, &seen, &titled("Zusammenleben", ""))),
        ["title-twice"]
    );
    Ok(())
}

#[test]
fn the_file_of_every_framework_reads_back_as_the_same() -> Result {
    let mut own = three()?;
    add(&mut own, &titled("Rad \"und\" Fuß = 100 %", "H2")).map_err(|found| format!("{found:?}"))?;
    for (to, relation) in [("11.2", "narrower"), ("13", "broader"), ("11", "related")] {
        link(&mut own, "H2", to, relation, "Es gehört zusammen.\nUnd zwar eng.")
            .map_err(|found| format!("{found:?}"))?;
    }
    let again = package::read(&package::write(&own)?)?;
    assert_eq!(own, again);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/goals");
    let mut n_files = 0;
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let shipped = package::read(&std::fs::read_to_string(&path)?)?;
            assert_eq!(
                shipped,
                package::read(&package::write(&shipped)?)?,
                "{}",
                path.display()
            );
            n_files += 1;
        }
    }
    assert!(8 <= n_files, "{n_files}");
    Ok(())
}

#[tokio::test]
async fn a_change_is_stored_whole_with_its_links_and_only_for_its_home() -> Result {
    for fresh in fresh().await {
        let (sql, scope) = (&fresh.store.sql, Scope::installation("test"));
        people::ensure_installation(sql, at()?).await?;
        load_shipped(sql, at()?).await?;
        let package = three()?;
        let framework = package.framework.clone();
        install(sql, &scope, at()?, &package, HOME).await?;
        let named = (HOME, &framework);
        edit(sql, &scope, at()?, named, "test", |package| {
            link(package, "H2", "11.2", "narrower", "Wege")
        })
        .await?
        .map_err(|refused| format!("{refused:?}"))?;
        edit(sql, &scope, at()?, named, "test", |package| {
            link(package, "H2", "11.2", "related", "Wege")
        })
        .await?
        .map_err(|refused| format!("{refused:?}"))?;
        edit(sql, &scope, at()?, named, "test", |package| shift(package, "H3", true))
            .await?
            .map_err(|refused| format!("{refused:?}"))?;
        let entry = find(sql.read(&scope), HOME, "musterstadt-2026")
            .await?
            .ok_or("no framework")?;
        let stored = package_of(sql.read(&scope), &entry).await?;
        assert_eq!(codes(&stored), ["H1", "H3", "H2"]);
        assert_eq!((stored.links.len(), stored.links[0].relation.as_str()), (1, "related"));
        assert_eq!(stored, package::read(&package::write(&stored)?)?);

        let other = (OrganisationId(8), &framework);
        let refused = edit(sql, &scope, at()?, other, "test", |package| remove(package, "H1")).await?;
        assert_eq!(wrong(refused), ["unknown"]);
        let before = sql.moment().await?;
        let refused = edit(sql, &scope, at()?, named, "test", |package| {
            change(package, "H1", "old", &titled("x", ""))
        })
        .await?;
        assert_eq!(
            (wrong(refused), sql.moment().await?),
            (vec!["stale"], before),
            "nothing is written"
        );

        let end = End {
            framework: framework.clone(),
            code: "H2".to_owned(),
        };
        sql.write(&scope, async |write| {
            assess(
                write,
                at().unwrap_or_default(),
                HOME,
                &end,
                Some((Relevance::Relevant, "Beschluss")),
                None,
            )
            .await
        })
        .await?;
        for code in ["H2", "H1"] {
            edit(sql, &scope, at()?, named, "test", |package| remove(package, code))
                .await?
                .map_err(|refused| format!("{refused:?}"))?;
        }
        let refused = edit(sql, &scope, at()?, named, "test", |package| remove(package, "H3")).await?;
        assert_eq!(wrong(refused), ["last-field"]);
        assert!(
            assessments(sql.read(&scope), HOME, &framework).await?.is_empty(),
            "gone with its field"
        );
        edit(sql, &scope, at()?, named, "test", |package| {
            unlink(package, "H3", "1");
            Ok(())
        })
        .await?
        .map_err(|refused| format!("{refused:?}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn of_changes_at_the_same_time_none_is_lost() -> Result {
    for fresh in fresh().await {
        let sql = fresh.store.sql.clone();
        people::ensure_installation(&sql, at()?).await?;
        load_shipped(&sql, at()?).await?;
        let package = three()?;
        let framework = package.framework.clone();
        install(&sql, &Scope::installation("test"), at()?, &package, HOME).await?;
        let now = at()?;
        let one = async |n: usize| {
            let (scope, draft) = (Scope::installation("test"), titled(&format!("Feld {n}"), ""));
            edit(&sql, &scope, now, (HOME, &framework), "test", |package| {
                add(package, &draft).map_err(NotChanged::Mistakes)
            })
            .await
        };
        let (first, second, third, fourth) = tokio::join!(one(1), one(2), one(3), one(4));
        for done in [first, second, third, fourth] {
            done?.map_err(|refused| format!("{refused:?}"))?;
        }
        let scope = Scope::installation("test");
        let entry = find(sql.read(&scope), HOME, "musterstadt-2026")
            .await?
            .ok_or("no framework")?;
        let stored = package_of(sql.read(&scope), &entry).await?;
        assert_eq!(stored.elements.len(), 3 + 4, "{}", sql.engine());
    }
    Ok(())
}

#[tokio::test]
async fn an_assessment_has_a_reason_and_knows_when_somebody_was_faster() -> Result {
    for fresh in fresh().await {
        let (sql, scope) = (&fresh.store.sql, Scope::installation("test"));
        people::ensure_installation(sql, at()?).await?;
        let now = at()?;
        let end = End {
            framework: SDG,
            code: "14.4".to_owned(),
        };
        let said = async |said: Option<(Relevance, &'static str)>, seen: Option<i64>| {
            let done = sql
                .write(&scope, async |write| assess(write, now, HOME, &end, said, seen).await)
                .await;
            done.map(|(done, _)| done)
        };
        assert!(said(Some((Relevance::NotRelevant, " Kein Meer \r\n")), Some(0)).await?);
        assert!(
            !said(Some((Relevance::Partly, "doch")), Some(0)).await?,
            "somebody was faster"
        );
        assert!(said(Some((Relevance::Partly, "Fischzucht")), Some(1)).await?);
        for reason in ["", " \n", "a\u{7}"] {
            assert!(
                said(Some((Relevance::Relevant, reason)), None).await.is_err(),
                "{reason:?}"
            );
        }
        let known = assessments(sql.read(&scope), HOME, &SDG).await?;
        let one = known.get("14.4").ok_or("not there")?;
        assert_eq!(
            (one.relevance, one.reason.as_str(), one.version),
            (Relevance::Partly, "Fischzucht", 2)
        );
        assert!(assessments(sql.read(&scope), OrganisationId(8), &SDG).await?.is_empty());
        assert!(said(None, Some(2)).await?);
        assert!(assessments(sql.read(&scope), HOME, &SDG).await?.is_empty());
    }
    Ok(())
}
