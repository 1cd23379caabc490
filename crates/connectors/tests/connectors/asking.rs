//! The client against a server that fails as real ones do: patience, continuing, conditions, limits, secrets.

use std::{cell::RefCell, fs, time::Duration};

use connectors::{
    FetchError,
    client::{Client, Progress, Request, Settings, address},
};

use tempfile::tempdir;

use crate::office::{Office, answer, broken_off, endless, header, quick, quiet};

fn get(office: &Office, path: &str) -> Request {
    Request::get(address(&office.base(), path).unwrap())
}

#[test]
fn a_document_is_asked_for_again_only_with_conditions() {
    let office = Office::start(|seen, _| match header(seen, "if-none-match") {
        Some("\"v1\"") => answer(304, &[("etag", "\"v1\"")], ""),
        _ => answer(200, &[("etag", "\"v1\"")], "Zahlen"),
    });
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let first = client.fetch(&get(&office, "a.csv")).unwrap();
    assert!(!first.is_unchanged);
    assert_eq!(fs::read_to_string(&first.path).unwrap(), "Zahlen");
    let second = client.fetch(&get(&office, "a.csv")).unwrap();
    assert!(second.is_unchanged);
    assert_eq!(second.sha256, first.sha256);
    // A document that somebody changed in the folder is not trusted.
    fs::write(&first.path, "andere").unwrap();
    let third = client.fetch(&get(&office, "a.csv")).unwrap();
    assert_eq!(fs::read_to_string(third.path).unwrap(), "Zahlen");
    assert_eq!(header(&office.seen()[2], "if-none-match"), None);
}

#[test]
fn a_server_without_conditions_is_unchanged_by_its_bytes() {
    let office = Office::start(|_, n| answer(200, &[], if n < 2 { "gleich" } else { "neu" }));
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let unchanged: Vec<bool> = (0..3)
        .map(|_| client.fetch(&get(&office, "x")).unwrap().is_unchanged)
        .collect();
    assert_eq!(unchanged, [false, true, false]);
}

#[test]
fn what_broke_off_goes_on_where_it_stopped() {
    const WHOLE: &str = "0123456789abcdefghij";
    // The first answer promises twenty bytes and sends eight.
    let office = Office::start(|seen, _| match header(seen, "range") {
        None => {
            let short = broken_off(&WHOLE[..8]);
            answer(200, &[("etag", "\"w\""), ("content-length", "20")], short)
        }
        Some("bytes=8-") => answer(
            206,
            &[("etag", "\"w\""), ("content-range", "bytes 8-19/20")],
            &WHOLE[8..],
        ),
        Some(_) => answer(416, &[], ""),
    });
    let folder = tempdir().unwrap();
    let waits = RefCell::new(Vec::new());
    let mut client = Client::new(folder.path(), quick(), |progress| {
        if let Progress::Waiting { reason, .. } = progress {
            waits.borrow_mut().push(reason);
        }
    })
    .unwrap();
    let saved = client.fetch(&get(&office, "inkar.zip")).unwrap();
    assert_eq!(fs::read_to_string(saved.path).unwrap(), WHOLE);
    assert_eq!(header(&office.seen()[1], "if-range"), Some("\"w\""));
    assert_eq!(*waits.borrow(), ["the connection broke off"]);
}

#[test]
fn a_document_that_changed_meanwhile_is_taken_from_its_start() {
    let office = Office::start(|seen, n| match (header(seen, "range"), n) {
        (None, _) => answer(200, &[("etag", "\"a\""), ("content-length", "10")], broken_off("alt")),
        (Some(_), _) => answer(200, &[("etag", "\"b\"")], "ganz neu"),
    });
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let saved = client.fetch(&get(&office, "x")).unwrap();
    assert_eq!(fs::read_to_string(saved.path).unwrap(), "ganz neu");
}

#[test]
fn a_later_command_continues_what_an_earlier_one_left() {
    let office = Office::start(|seen, _| match header(seen, "range") {
        None => answer(200, &[("etag", "\"a\""), ("content-length", "6")], broken_off("abc")),
        Some("bytes=3-") => answer(206, &[("content-range", "bytes 3-5/6")], "def"),
        Some(_) => answer(416, &[], ""),
    });
    let folder = tempdir().unwrap();
    let once = Settings { attempts: 1, ..quick() };
    let error = Client::new(folder.path(), once.clone(), quiet)
        .unwrap()
        .fetch(&get(&office, "x"))
        .unwrap_err();
    assert!(matches!(error, FetchError::Interrupted { .. }), "{error}");
    assert!(error.to_string().contains("goes on where it stopped"), "{error}");
    let saved = Client::new(folder.path(), once, quiet)
        .unwrap()
        .fetch(&get(&office, "x"))
        .unwrap();
    assert_eq!(fs::read_to_string(saved.path).unwrap(), "abcdef");
}

#[test]
fn overload_is_waited_for_as_long_as_asked_and_no_longer() {
    let office = Office::start(|seen, n| match (seen.address.as_str(), n) {
        ("/rest/patient", 0) => answer(429, &[("retry-after", "1")], ""),
        ("/rest/patient", 1) => answer(503, &[], ""),
        ("/rest/patient", _) => answer(200, &[], "da"),
        ("/rest/tomorrow", _) => answer(503, &[("retry-after", "86400")], ""),
        _ => answer(500, &[], "kaputt"),
    });
    let folder = tempdir().unwrap();
    let waits = RefCell::new(Vec::new());
    let mut client = Client::new(folder.path(), quick(), |progress| {
        if let Progress::Waiting { wait, .. } = progress {
            waits.borrow_mut().push(wait);
        }
    })
    .unwrap();
    client.fetch(&get(&office, "patient")).unwrap();
    assert_eq!(waits.borrow()[0], Duration::from_secs(1));
    let n_before = office.seen().len();
    let error = client.fetch(&get(&office, "tomorrow")).unwrap_err();
    assert!(matches!(error, FetchError::Busy { status: 503, .. }), "{error}");
    assert_eq!(office.seen().len(), n_before + 1, "a day is not waited for");
    let error = client.fetch(&get(&office, "broken")).unwrap_err();
    assert!(matches!(error, FetchError::Busy { status: 500, .. }), "{error}");
    assert_eq!(office.seen().len(), n_before + 1 + 5, "five attempts");
}

#[test]
fn a_standstill_ends_and_refusals_are_not_repeated() {
    let office = Office::start(|seen, _| match seen.address.as_str() {
        "/rest/slow" => {
            std::thread::sleep(Duration::from_secs(2));
            answer(200, &[], "zu spät")
        }
        "/rest/closed" => answer(403, &[], ""),
        "/rest/odd" => answer(418, &[], "<html>Teekanne</html>"),
        "/rest/round" => answer(302, &[("location", "/rest/round")], ""),
        _ => answer(404, &[], ""),
    });
    let folder = tempdir().unwrap();
    let settings = Settings { attempts: 2, ..quick() };
    let mut client = Client::new(folder.path(), settings, quiet).unwrap();
    let mut error = |path| client.fetch(&get(&office, path)).unwrap_err();
    assert!(matches!(error("slow"), FetchError::Slow { attempts: 2, .. }));
    let n_before = office.seen().len();
    assert!(matches!(error("closed"), FetchError::NotAllowed { .. }));
    let odd = error("odd").to_string();
    assert!(odd.contains("418") && odd.contains("web page"), "{odd}");
    assert!(matches!(error("none"), FetchError::Absent { .. }));
    assert_eq!(office.seen().len(), n_before + 3);
    assert!(matches!(error("round"), FetchError::Shape { .. }));
}

#[test]
fn without_a_connection_one_sentence_says_so() {
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}/", taken.local_addr().unwrap());
    drop(taken);
    for base in [closed.as_str(), "https://nowhere.invalid/"] {
        let error = client.fetch(&Request::get(address(base, "x").unwrap())).unwrap_err();
        assert!(matches!(error, FetchError::Offline { .. }), "{base}: {error:?}");
        let sentence = error.to_string();
        assert!(
            sentence.contains("cannot be reached") && sentence.contains("lotse import"),
            "{sentence}"
        );
        assert!(!sentence.contains('\n'), "{sentence}");
    }
}

#[test]
fn more_than_is_taken_is_never_kept() {
    let office = Office::start(|seen, _| match seen.address.as_str() {
        "/rest/honest" => answer(200, &[("content-length", "5000")], "x".repeat(5_000)),
        _ => answer(200, &[], endless()),
    });
    let folder = tempdir().unwrap();
    let settings = Settings {
        largest_bytes: 1_000,
        ..quick()
    };
    let mut client = Client::new(folder.path(), settings, quiet).unwrap();
    for path in ["honest", "endless"] {
        let error = client.fetch(&get(&office, path)).unwrap_err();
        assert!(matches!(error, FetchError::TooLarge { .. }), "{path}: {error}");
    }
    let left: u64 = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    assert!(left < 1_000, "{left} bytes are left");
}

#[test]
fn secrets_reach_the_server_and_no_file() {
    let office = Office::start(|_, _| answer(200, &[("etag", "\"s\"")], "Tabelle"));
    let folder = tempdir().unwrap();
    let mut client = Client::new(folder.path(), quick(), quiet).unwrap();
    let form = vec![("name".to_owned(), "12411-01-01-5".to_owned())];
    let request = Request::post(address(&office.base(), "data/tablefile").unwrap(), form)
        .secret("username", "nutzer".to_owned())
        .secret("password", "sehr-geheim".to_owned());
    client.fetch(&request).unwrap();
    assert_eq!(header(&office.seen()[0], "password"), Some("sehr-geheim"));
    for entry in fs::read_dir(folder.path()).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains("sehr-geheim") && !text.contains("nutzer"), "{text}");
    }
}

#[test]
fn the_pace_is_kept() {
    let office = Office::start(|_, _| answer(200, &[], "x"));
    let folder = tempdir().unwrap();
    let settings = Settings {
        pace: Duration::from_millis(60),
        ..quick()
    };
    let mut client = Client::new(folder.path(), settings, quiet).unwrap();
    let began = std::time::Instant::now();
    for n in 0..4 {
        client.fetch(&get(&office, &format!("{n}"))).unwrap();
    }
    assert!(began.elapsed() >= Duration::from_millis(180), "{:?}", began.elapsed());
}

#[test]
fn only_addresses_of_the_web_are_asked() {
    for wrong in [
        "file:///etc/passwd",
        "ftp://x/",
        "nonsense",
        "https://user:secret@host/",
    ] {
        assert!(matches!(address(wrong, "a"), Err(FetchError::Asked(_))), "{wrong}");
    }
    assert_eq!(
        address("https://host/rest", "a/b").unwrap().as_str(),
        "https://host/rest/a/b"
    );
}
