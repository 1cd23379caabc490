//! What may stand beside what, what follows from what, and that tables read back the same.

use super::{Crosswalks, End, Link, Relation, check, read_csv, read_toml, write_csv};
use crate::goals::Framework;

fn end(framework: &str, code: &str) -> End {
    End {
        framework: Framework::new(framework, "1"),
        code: code.to_owned(),
    }
}

fn link(from: (&str, &str), relation: &str, to: (&str, &str)) -> Link {
    let [(from, from_code), (to, to_code)] = [from, to];
    let (from, to) = (end(from, from_code), end(to, to_code));
    let made = Link::new(
        (from.framework, from.code),
        (to.framework, to.code),
        relation,
        "Amt".to_owned(),
        "weil".to_owned(),
    );
    made.unwrap_or_else(|error| unreachable!("{error}"))
}

fn codes(new: &[Link], known: &[Link]) -> Vec<(usize, &'static str)> {
    let exists = |end: &End| end.code != "nowhere";
    let checked = check(new, known, exists);
    checked.problems.into_iter().map(|one| (one.entry, one.code)).collect()
}

#[test]
fn what_contradicts_or_leads_nowhere_is_refused() {
    let (a, b, c) = (("a", "1"), ("b", "1"), ("c", "1"));
    assert_eq!(codes(&[link(a, "exact", b), link(b, "exact", c)], &[]), []);
    assert_eq!(codes(&[link(a, "exact", ("b", "nowhere"))], &[]), [(1, "dangling")]);
    assert_eq!(codes(&[link(a, "related", ("a", "2"))], &[]), [(1, "same-edition")]);
    assert_eq!(
        codes(&[link(a, "exact", b), link(a, "close", b)], &[]),
        [(2, "contradiction")]
    );
    assert_eq!(
        codes(&[link(b, "related", a)], &[link(a, "close", b)]),
        [(1, "contradiction")]
    );
    assert_eq!(
        codes(&[link(a, "broader", b), link(b, "broader", a)], &[]),
        [(2, "contradiction")]
    );
    assert_eq!(
        codes(&[link(a, "broader", b), link(b, "narrower", a)], &[]),
        [],
        "said twice, the same"
    );
    assert_eq!(
        codes(&[link(a, "exact", b), link(a, "exact", ("b", "2"))], &[]),
        [(2, "contradiction")]
    );
    assert_eq!(
        codes(&[link(("b", "2"), "exact", a)], &[link(a, "exact", b)]),
        [(1, "contradiction")]
    );
    let circle = [link(a, "broader", b), link(b, "broader", c), link(c, "broader", a)];
    assert_eq!(codes(&circle, &[]), [(3, "contradiction")]);
    let mut silent = link(a, "close", b);
    silent.reason = "  ".to_owned();
    assert_eq!(codes(&[silent], &[]), [(1, "no-reason")]);
}

#[test]
fn the_same_again_is_unchanged_and_other_words_are_an_edit() {
    let known = [link(("a", "1"), "close", ("b", "1"))];
    let turned = link(("b", "1"), "close", ("a", "1"));
    let checked = check(std::slice::from_ref(&turned), &known, |_| true);
    assert_eq!(
        (checked.n_unchanged, checked.fresh.len(), checked.changed.len()),
        (1, 0, 0)
    );
    let reworded = Link {
        reason: "besser gesagt".to_owned(),
        ..turned
    };
    let checked = check(&[reworded], &known, |_| true);
    assert_eq!((checked.n_unchanged, checked.fresh.len()), (0, 0));
    assert_eq!(
        (&checked.changed[0].from, checked.changed[0].reason.as_str()),
        (&known[0].from, "besser gesagt")
    );
}

#[test]
fn nothing_derived_is_exact_and_a_way_never_returns_to_an_edition() {
    for one in Relation::ALL {
        for next in Relation::ALL {
            assert_ne!(one.then(*next), Relation::Exact);
            assert_eq!(
                one.then(*next).reversed(),
                next.reversed().then(one.reversed()),
                "the way back says the same"
            );
        }
        assert_eq!(one.reversed().reversed(), *one);
    }
    let walks = Crosswalks::new(vec![
        link(("a", "1"), "exact", ("b", "1")),
        link(("b", "1"), "exact", ("c", "1")),
        link(("b", "1"), "related", ("a", "2")),
    ]);
    let reach = walks.reach(&end("a", "1"));
    let found: Vec<_> = reach
        .iter()
        .map(|one| (one.other.to_string(), one.relation, one.is_derived()))
        .collect();
    let expected = [
        ("b-1 1".to_owned(), Relation::Exact, false),
        ("c-1 1".to_owned(), Relation::Close, true),
    ];
    assert_eq!(found, expected, "a-1 2 stands in the edition where the way began");
    assert_eq!(reach[1].between(), [&end("b", "1")]);
}

#[test]
fn tables_read_back_the_same_and_wrong_ones_say_where() {
    let links = vec![
        link(("a", "1"), "exact", ("b", "1")),
        Link {
            reason: "mit „Zeichen“, Komma, \"Anführung\"\nund Zeile".to_owned(),
            ..link(("a", "2"), "narrower", ("b", "1"))
        },
    ];
    let table = write_csv(&links);
    assert_eq!(read_csv(&table).map_err(|error| error.to_string()), Ok(links.clone()));
    let semicolons = "\u{feff}reason;source;relation;to_code;to_edition;to_framework;from_code;from_edition;from_framework\nweil;Amt;exact;1;1;b;1;1;a\n";
    assert_eq!(
        read_csv(semicolons).map_err(|error| error.to_string()),
        Ok(links[..1].to_vec())
    );
    let refused = |text: &str, expected: &str| {
        let message = read_csv(text).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(message.contains(expected), "{text}: {message}");
    };
    refused("", "\"from_framework\" is missing");
    refused(&table.replace("relation", "relations"), "\"relation\" is missing");
    refused(&table.replace("exact", "genau"), "line 2: \"genau\" is not a relation");
    refused(
        "from_framework,from_edition,from_code,to_framework,to_edition,to_code,relation,source,reason\na,b\n",
        "line 2",
    );
    refused(
        "from_framework,from_framework\n",
        "\"from_framework\" is missing, unknown or there twice",
    );
    assert!(read_toml("[from]\nframework = 1").is_err() && read_toml("\0").is_err());
}
