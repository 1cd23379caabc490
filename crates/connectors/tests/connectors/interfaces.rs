//! Each connector against the shapes that its publisher documents: lists in portions, orders, tables, absent things, refusals.

use std::{fs, time::Duration};

use connectors::{
    FetchError,
    client::Client,
    genesis::{self, Account, Database, Patience},
    inkar, open_sdg, sdmx, wegweiser,
};
use tempfile::tempdir;

use crate::office::{Office, Seen, answer, header, quick, quiet};

fn json(text: &str) -> axum::response::Response {
    answer(200, &[("content-type", "application/json")], text.to_owned())
}

/// A portion of the list of regions: places 0 to 5,001, in portions as asked.
fn regions(address: &str) -> String {
    let number = |name: &str| -> usize {
        let text = address.split(&format!("{name}=")).nth(1).unwrap_or("0");
        text.split('&').next().unwrap_or("0").parse().unwrap_or(0)
    };
    let (offset, max) = (number("offset"), number("max"));
    let all = (offset..(offset + max).min(5_002)).map(|n| match n {
        0 => r#"{"id":1,"name":"Münster","title":"Münster (Stadt)","ags":"05515000","ars":"055150000000","friendlyUrl":"muenster","type":"KREISFREIE_STADT","demographicType":7}"#.to_owned(),
        // The interface leaves out zeros at the end.
        5_000 => r#"{"id":2,"name":"Havixbeck","title":"Havixbeck","ags":"05558020","ars":"05558002002","friendlyUrl":"havixbeck","type":"GEMEINDE","parentId":9}"#.to_owned(),
        n => format!(r#"{{"id":{n},"name":"Neustadt","title":"Neustadt {n}","ags":"9{n:07}","ars":"9{n:011}","friendlyUrl":"neustadt-{n}","type":"GEMEINDE"}}"#),
    });
    format!("[{}]", all.collect::<Vec<_>>().join(","))
}

fn wegweiser_office() -> Office {
    Office::start(|seen: &Seen, _| match seen.address.as_str() {
        address if address.starts_with("/rest/region/list") => json(&regions(address)),
        address if address.starts_with("/rest/indicator/list") => json(
            r#"[{"id":5,"friendlyUrl":"beschaeftigungsquote","name":"Beschäftigungsquote","title":"Beschäftigungsquote","unit":"%"}]"#,
        ),
        address if address.starts_with("/rest/statistics/data/beschaeftigungsquote+") => {
            json(r#"{"years":[2020],"data":{}}"#)
        }
        _ => answer(404, &[], ""),
    })
}

#[test]
fn wegweiser_lists_in_portions_finds_places_and_names_what_is_absent() {
    let office = wegweiser_office();
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let wish = wegweiser::Wish {
        indicators: vec!["beschaeftigungsquote".to_owned(), "gibt-es-nicht".to_owned()],
        places: ["05515000", "Havixbeck", "055580020020", "99999999"]
            .map(str::to_owned)
            .to_vec(),
        years: (2010, 2023),
    };
    let fetched = wegweiser::fetch(&mut client, &office.base(), &wish).unwrap();
    assert_eq!(fetched.documents.len(), 1);
    assert_eq!(fetched.absent.len(), 2, "{:?}", fetched.absent);
    assert!(fetched.absent[0].contains("99999999"), "{:?}", fetched.absent);
    let asked: Vec<String> = office.seen().into_iter().map(|seen| seen.address).collect();
    assert!(
        asked[0].ends_with("max=5000&offset=0") && asked[1].ends_with("max=5000&offset=5000"),
        "{asked:?}"
    );
    assert_eq!(
        asked[2],
        "/rest/statistics/data/beschaeftigungsquote+muenster+havixbeck+havixbeck+2010-2023"
    );
    let list = wegweiser::list(&mut client, &office.base()).unwrap();
    assert_eq!(
        list,
        [("beschaeftigungsquote".to_owned(), "Beschäftigungsquote".to_owned())]
    );
}

#[test]
fn wegweiser_asks_which_of_several_places_is_meant_and_splits_long_addresses() {
    let office = wegweiser_office();
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let wish = |places: Vec<String>| wegweiser::Wish {
        indicators: vec!["beschaeftigungsquote".to_owned()],
        places,
        years: (2020, 2020),
    };
    let error = wegweiser::fetch(&mut client, &office.base(), &wish(vec!["Neustadt".to_owned()])).unwrap_err();
    assert!(error.to_string().contains("several places"), "{error}");
    let places = (1..300).map(|n| format!("neustadt-{n}")).collect();
    let fetched = wegweiser::fetch(&mut client, &office.base(), &wish(places)).unwrap();
    assert_eq!(fetched.documents.len(), 3);
    assert!(office.seen().iter().all(|seen| seen.address.len() < 2_000));
}

#[test]
fn a_list_of_another_shape_is_named_as_such() {
    let office = Office::start(|_, _| json(r#"{"content":[]}"#));
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let error = wegweiser::list(&mut client, &office.base()).unwrap_err();
    assert!(matches!(error, FetchError::Shape { .. }), "{error}");
}

const FLAT: &str = "statistics_code;statistics_label;time_code;time\n12411;Bevölkerung;STAG;2022-12-31\n";

fn account() -> Account {
    Account {
        user: "nutzer".to_owned(),
        password: "geheim".to_owned(),
    }
}

fn patience() -> Patience {
    Patience {
        look: Duration::from_millis(5),
        most: Duration::from_millis(200),
    }
}

fn tables(names: &[&str]) -> genesis::Wish {
    genesis::Wish {
        tables: names.iter().map(|name| (*name).to_owned()).collect(),
        from: Some(2015),
        to: None,
        region: Some("05558".to_owned()),
    }
}

#[test]
fn genesis_sends_the_account_in_headers_and_the_choice_in_a_form() {
    let office = Office::start(|seen, _| match seen.form.get("name").map(String::as_str) {
        Some("12411-01-01-5") => answer(200, &[("content-type", "text/csv")], FLAT),
        _ => json(
            r#"{"Ident":{"Service":"data","Method":"tablefile"},"Status":{"Code":104,"Content":"Es gibt keine Objekte zum angegebenen Selektionskriterium","Type":"Information"}}"#,
        ),
    });
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let wish = tables(&["12411-01-01-5", "99999-9999"]);
    let fetched = genesis::fetch(
        &mut client,
        Database::Regional,
        &office.base(),
        &account(),
        &wish,
        patience(),
    )
    .unwrap();
    assert_eq!(fetched.documents.len(), 1);
    assert_eq!(fetched.documents[0].file_name, "12411-01-01-5.csv");
    assert_eq!(fs::read_to_string(&fetched.documents[0].saved.path).unwrap(), FLAT);
    assert_eq!(
        fetched.documents[0].terms.as_ref().unwrap().licence.as_deref(),
        Some("dl-de/by-2-0")
    );
    assert!(fetched.absent[0].contains("99999-9999"), "{:?}", fetched.absent);
    let seen = &office.seen()[0];
    assert_eq!(
        (header(seen, "username"), header(seen, "password")),
        (Some("nutzer"), Some("geheim"))
    );
    assert!(!seen.address.contains("geheim") && !seen.form.values().any(|value| value.contains("geheim")));
    assert_eq!(seen.form["format"], "ffcsv");
    assert_eq!(
        (seen.form["startyear"].as_str(), seen.form["regionalkey"].as_str()),
        ("2015", "05558")
    );
}

#[test]
fn genesis_orders_what_is_too_large_and_waits_for_it() {
    let office = Office::start(|seen, n| match seen.address.as_str() {
        "/rest/data/tablefile" if seen.form["job"] == "false" => json(
            r#"{"Status":{"Code":98,"Content":"Die Tabelle ist zu groß, um direkt abgerufen zu werden.","Type":"Fehler"}}"#,
        ),
        "/rest/data/tablefile" => json(
            r#"{"Status":{"Code":99,"Content":"Erfolgreich: Auftrag 12411-01-01-5_816231 wurde gestartet.","Type":"Information"}}"#,
        ),
        "/rest/catalogue/jobs" if n < 5 => json(
            r#"{"Status":{"Code":0,"Content":"erfolgreich"},"List":[{"Code":"12411-01-01-5_816231","State":"In Bearbeitung"}]}"#,
        ),
        "/rest/catalogue/jobs" => json(
            r#"{"Status":{"Code":0,"Content":"erfolgreich"},"List":[{"Code":"12411-01-01-5_816231","State":"Fertig"}]}"#,
        ),
        "/rest/data/resultfile" => answer(200, &[], FLAT),
        _ => answer(404, &[], ""),
    });
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let wish = tables(&["12411-01-01-5"]);
    let fetched = genesis::fetch(
        &mut client,
        Database::Regional,
        &office.base(),
        &account(),
        &wish,
        patience(),
    )
    .unwrap();
    assert_eq!(fs::read_to_string(&fetched.documents[0].saved.path).unwrap(), FLAT);
    let seen = office.seen();
    let last = seen.last().unwrap();
    assert_eq!(
        (last.address.as_str(), last.form["name"].as_str()),
        ("/rest/data/resultfile", "12411-01-01-5_816231")
    );
    // The next command finds the finished order and places no second one.
    let n_before = seen.len();
    genesis::fetch(
        &mut client,
        Database::Regional,
        &office.base(),
        &account(),
        &wish,
        patience(),
    )
    .unwrap();
    assert!(
        office.seen()[n_before..]
            .iter()
            .all(|seen| seen.form.get("job").map(String::as_str) != Some("true"))
    );
}

#[test]
fn genesis_says_what_is_wrong_with_the_account_and_leaves_slow_orders_for_later() {
    let office = Office::start(
        |seen, _| match (header(seen, "username"), seen.form.get("job").map(String::as_str)) {
            (Some("falsch"), _) => {
                json(r#"{"Status":{"Code":15,"Content":"Bitte überprüfen Sie Ihre Kennung und Ihr Passwort"}}"#)
            }
            (_, Some("false")) => json(r#"{"Status":{"Code":98,"Content":"zu groß"}}"#),
            (_, Some("true")) => json(r#"{"Status":{"Code":99,"Content":"gestartet: X_1"}}"#),
            _ => json(r#"{"Status":{"Code":0,"Content":"ok"},"List":null}"#),
        },
    );
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let wrong = Account {
        user: "falsch".to_owned(),
        ..account()
    };
    let mut error = |account: &Account| {
        genesis::fetch(
            &mut client,
            Database::Destatis,
            &office.base(),
            account,
            &tables(&["X"]),
            patience(),
        )
        .unwrap_err()
    };
    assert!(matches!(error(&wrong), FetchError::NotAllowed { .. }));
    let later = error(&account()).to_string();
    assert!(later.contains("run the same command again later"), "{later}");
}

#[test]
fn inkar_is_one_file_an_edition() {
    let office = Office::start(|seen, _| match seen.address.as_str() {
        "/rest/inkar_2025.zip" => answer(200, &[("etag", "\"i\"")], "PK"),
        _ => answer(404, &[], ""),
    });
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let fetched = inkar::fetch(&mut client, &office.base(), 2025).unwrap();
    assert_eq!(fetched.documents[0].file_name, "inkar_2025.zip");
    assert!(matches!(
        inkar::fetch(&mut client, &office.base(), 2024),
        Err(FetchError::Absent { .. })
    ));
    assert!(matches!(
        inkar::fetch(&mut client, &office.base(), 20),
        Err(FetchError::Asked(_))
    ));
}

#[test]
fn open_sdg_follows_the_list_and_fetches_only_what_changed() {
    let office = Office::start(|seen, _| match seen.address.as_str() {
        "/rest/meta/all.json" => {
            json(r#"{"11-2-a":{"indicator":"11.2.a"},"11-2-b":{},"3-1-ab":{},"../../etc":{},"11-3-a":{}}"#)
        }
        "/rest/data/11-2-b.csv" => answer(404, &[], ""),
        address if address.starts_with("/rest/data/") => match header(seen, "if-none-match") {
            Some(_) => answer(304, &[], ""),
            None => answer(200, &[("etag", "\"d\"")], "Year,Value\n2020,1\n"),
        },
        _ => answer(404, &[], ""),
    });
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let wish = ["11.2".to_owned(), "99".to_owned()];
    let fetched = open_sdg::fetch(&mut client, &office.base(), &wish, &open_sdg::dns()).unwrap();
    let names: Vec<&str> = fetched.documents[0]
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(names, ["meta/all.json", "data/indicator_11-2-a.csv"]);
    assert_eq!(fetched.absent.len(), 2, "{:?}", fetched.absent);
    let again = open_sdg::fetch(&mut client, &office.base(), &[], &open_sdg::dns()).unwrap();
    assert!(
        again.absent.iter().any(|sentence| sentence.contains("../../etc")),
        "{:?}",
        again.absent
    );
    assert!(office.seen().iter().all(|seen| !seen.address.contains("etc")));
    let unchanged = again.documents[0]
        .parts
        .iter()
        .filter(|part| part.saved.is_unchanged)
        .count();
    assert_eq!(unchanged, 2, "the list by its bytes and the known table by its tag");
}

#[test]
fn sdmx_asks_for_csv_and_takes_no_results_for_what_it_is() {
    let office = Office::start(|seen, _| {
        if seen.address.contains("SI_POV_DAY1") {
            answer(200, &[], "DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE\n")
        } else {
            answer(404, &[], "NoRecordsFound")
        }
    });
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let wish = sdmx::Wish {
        flow: sdmx::UN_FLOW.to_owned(),
        keys: vec![
            sdmx::un_key("SI_POV_DAY1", sdmx::GERMANY).unwrap(),
            sdmx::un_key("XX_YY", sdmx::GERMANY).unwrap(),
        ],
        years: Some((2000, 2023)),
        with_structure: false,
    };
    let fetched = sdmx::fetch(&mut client, &office.base(), &wish, Some(&sdmx::un_terms())).unwrap();
    assert_eq!((fetched.documents.len(), fetched.absent.len()), (1, 1));
    let seen = &office.seen()[0];
    assert_eq!(
        header(seen, "accept"),
        Some("application/vnd.sdmx.data+csv;version=1.0.0")
    );
    assert!(
        seen.address.starts_with(
            "/rest/data/IAEG-SDGs,DF_SDG_GLH,latest/A..SI_POV_DAY1.276.........../ALL/?startPeriod=2000&endPeriod=2023"
        ),
        "{}",
        seen.address
    );
}

#[test]
fn the_structure_comes_first_and_a_service_without_it_still_gives_data() {
    for has_structure in [true, false] {
        let office = Office::start(move |seen, _| match seen.address.contains("/dataflow/") {
            true if has_structure => answer(200, &[], "<mes:Structure xmlns:mes=\"sdmx\"/>"),
            true => answer(404, &[], "NoRecordsFound"),
            false => answer(200, &[], "DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE\n"),
        });
        let folder = tempdir().unwrap();
        let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
        let wish = sdmx::Wish {
            flow: "AMT,FLUSS".to_owned(),
            keys: vec!["A.B".to_owned()],
            years: None,
            with_structure: true,
        };
        let fetched = sdmx::fetch(&mut client, &office.base(), &wish, None).unwrap();
        let names: Vec<_> = fetched.documents.iter().map(|one| one.file_name.as_str()).collect();
        match has_structure {
            true => assert_eq!(names, ["sdmx-structure.xml", "sdmx-1.csv"]),
            false => assert_eq!((names.as_slice(), fetched.absent.len()), (&["sdmx-1.csv"][..], 1)),
        }
        let seen = &office.seen()[0];
        assert_eq!(
            header(seen, "accept"),
            Some("application/vnd.sdmx.structure+xml;version=2.1")
        );
        assert!(
            seen.address
                .starts_with("/rest/dataflow/AMT/FLUSS/latest/?references=descendants"),
            "{}",
            seen.address
        );
        let nameless = sdmx::Wish {
            flow: "FLUSS".to_owned(),
            ..wish
        };
        assert!(sdmx::fetch(&mut client, &office.base(), &nameless, None).is_err());
    }
}
