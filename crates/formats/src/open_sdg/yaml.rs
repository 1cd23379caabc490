//! YAML of metadata, translations and configuration: one mapping of texts, read leniently and within bounds.
//!
//! Values may be texts, numbers, dates, lists or mappings; they are kept as JSON values and asked for as texts. A later key wins over
//! an earlier one of the same name, as in the builder of Open SDG. Aliases are bounded by the library.

use std::collections::BTreeMap;

use serde_json::Value;

/// The keys of a file with their values.
pub(super) type Fields = BTreeMap<String, Value>;

/// Longest file of metadata; the largest known has some 60 KB.
pub(super) const LONGEST: u64 = 2 * 1024 * 1024;

/// Reads a file of YAML. The error is a short reason.
pub(super) fn read(text: &str) -> Result<Fields, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---"
    }) {
        return Ok(Fields::new());
    }
    let options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::LastWins,
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let message = error.to_string();
        crate::event::shortened(message.lines().next().unwrap_or_default())
    })
}

/// Front matter and what follows it: the lines between two lines of three dashes at the very beginning. Dashes inside texts and
/// further such lines belong to what they stand in.
pub(super) fn front_matter(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let is_mark = |line: &str| line.trim_end() == "---";
    let Some(first_end) = text.find('\n').filter(|end| is_mark(&text[..*end])) else {
        return ("", text);
    };
    let inside = &text[first_end + 1..];
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        if is_mark(line) || line.trim_end() == "..." {
            return (&inside[..at], &inside[at + line.len()..]);
        }
        at += line.len();
    }
    (inside, "")
}

/// A value as one text; lists are joined, mappings are none.
pub(super) fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(values) => values.iter().filter_map(text_of).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Object(_) => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_ends_at_the_first_line_of_dashes_and_not_inside_texts() {
        let text = "---\ntitle: a --- b\nlong: |\n  one\n  ---\n  two\n---\n# Page\n\n---\nend\n";
        let (front, body) = front_matter(text);
        let fields = read(front).expect("YAML");
        assert_eq!(text_of(&fields["title"]).as_deref(), Some("a --- b"));
        assert_eq!(text_of(&fields["long"]).as_deref(), Some("one\n---\ntwo"));
        assert_eq!(body, "# Page\n\n---\nend\n");
        assert_eq!(front_matter("title: x\n"), ("", "title: x\n"));
    }

    #[test]
    fn loose_yaml_is_read_and_broken_yaml_has_a_reason() {
        let fields = read("a: 12-12\nb: 16.1.1\nb: later\nc:\nd: 2024-12-13\n# e: no\n").expect("YAML");
        assert_eq!(text_of(&fields["a"]).as_deref(), Some("12-12"));
        assert_eq!(text_of(&fields["b"]).as_deref(), Some("later"));
        assert_eq!(text_of(&fields["c"]), None);
        assert_eq!(text_of(&fields["d"]).as_deref(), Some("2024-12-13"));
        assert!(read("# only\n# remarks\n").expect("nothing").is_empty());
        assert!(read("a: [1, 2\nb: {").is_err());
        assert!(read("just a text").is_err());
    }

    #[test]
    fn aliases_that_grow_without_end_are_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for n in 1..12 {
            let row = vec![format!("*a{}", n - 1); 10].join(", ");
            bomb.push_str(&format!("a{n}: &a{n} [{row}]\n"));
        }
        assert!(read(&bomb).is_err());
    }
}
