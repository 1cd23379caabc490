//! JSON (RFC 8259) as a tree in which numbers keep their digits.
//!
//! Written here because a figure is its decimal text: the usual readers hand out binary numbers, and then `5.10` has lost a digit and
//! a number too long for a double is silently another one. Names that occur twice in an object are refused, depth and size are bounded.

use crate::{FileError, event::shortened, limits::Limits};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Truth(bool),
    /// A number as it stands there.
    Number(Box<str>),
    /// A text.
    Text(Box<str>),
    /// A list.
    List(Vec<Json>),
    /// An object, in its order.
    Object(Vec<(Box<str>, Json)>),
}

/// Deeper nesting than this is an attack on the stack.
const DEEPEST: usize = 64;

impl Json {
    /// Reads a text that is one value.
    pub(crate) fn read(text: &str, limits: &Limits) -> Result<Self, FileError> {
        let mut parser = Parser {
            text,
            at: 0,
            left: limits.decoded_bytes,
            limits: *limits,
        };
        let value = parser.value(0)?;
        parser.blanks();
        match parser.at == text.len() {
            true => Ok(value),
            false => Err(parser.flaw("something follows behind the end of the value")),
        }
    }

    /// A member of an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The members of an object; none for anything else.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Self)> {
        let list = match self {
            Self::Object(list) => list.as_slice(),
            _ => &[],
        };
        list.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// The values of a list; none for anything else.
    pub(crate) fn list(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    /// The text of a text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A text, number or truth value as it would stand in a table; `None` for lists, objects and null.
    pub(crate) fn plain(&self) -> Option<&str> {
        match self {
            Self::Number(text) | Self::Text(text) => Some(text),
            Self::Truth(true) => Some("true"),
            Self::Truth(false) => Some("false"),
            _ => None,
        }
    }

    /// A whole number.
    pub(crate) fn index(&self) -> Option<usize> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    left: u64,
    limits: Limits,
}

impl Parser<'_> {
    fn value(&mut self, depth: usize) -> Result<Json, FileError> {
        // Every value takes room in memory, however few bytes it has in the file.
        self.left = self
            .left
            .checked_sub(size_of::<(Box<str>, Json)>() as u64)
            .ok_or_else(|| FileError::DecodedTooLarge {
                part: "the JSON".to_owned(),
                limit: self.limits.decoded_bytes,
            })?;
        if DEEPEST < depth {
            return Err(self.flaw("it is nested deeper than any table"));
        }
        self.blanks();
        let bytes = self.text.as_bytes();
        match bytes.get(self.at) {
            Some(b'{') => self.object(depth),
            Some(b'[') => {
                self.at += 1;
                let mut list = Vec::new();
                self.blanks();
                if self.take(b']') {
                    return Ok(Json::List(list));
                }
                loop {
                    list.push(self.value(depth + 1)?);
                    self.blanks();
                    if self.take(b']') {
                        return Ok(Json::List(list));
                    }
                    if !self.take(b',') {
                        return Err(self.flaw("a comma or the end of the list is missing"));
                    }
                }
            }
            Some(b'"') => Ok(Json::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in [
                    ("null", Json::Null),
                    ("true", Json::Truth(true)),
                    ("false", Json::Truth(false)),
                    // No JSON, but what some programs write for a missing number.
                    ("NaN", Json::Null),
                ] {
                    if self.text[self.at..].starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err(self.flaw("a value is missing"))
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, FileError> {
        self.at += 1;
        let mut members: Vec<(Box<str>, Json)> = Vec::new();
        self.blanks();
        if self.take(b'}') {
            return Ok(Json::Object(members));
        }
        let mut names = std::collections::HashSet::new();
        loop {
            self.blanks();
            if self.text.as_bytes().get(self.at) != Some(&b'"') {
                return Err(self.flaw("the name of a member is missing"));
            }
            let name = self.string()?;
            if !names.insert(name.clone()) {
                return Err(self.flaw(&format!("the member \"{}\" stands there twice", shortened(&name))));
            }
            self.blanks();
            if !self.take(b':') {
                return Err(self.flaw("a colon is missing"));
            }
            let value = self.value(depth + 1)?;
            members.push((name, value));
            self.blanks();
            if self.take(b'}') {
                return Ok(Json::Object(members));
            }
            if !self.take(b',') {
                return Err(self.flaw("a comma or the end of the object is missing"));
            }
        }
    }

    fn number(&mut self) -> Result<Json, FileError> {
        let rest = &self.text.as_bytes()[self.at..];
        let is_part = |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
        let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let text = &self.text[self.at..self.at + length];
        if self.limits.cell_bytes < length || text.parse::<f64>().is_err() {
            return Err(self.flaw(&format!("\"{}\" is no number", shortened(text))));
        }
        self.at += length;
        Ok(Json::Number(text.into()))
    }

    fn string(&mut self) -> Result<Box<str>, FileError> {
        self.at += 1;
        let start = self.at;
        let mut out = String::new();
        let mut plain = start;
        loop {
            let Some(byte) = self.text.as_bytes().get(self.at) else {
                return Err(self.flaw("a quotation mark is not closed"));
            };
            match byte {
                b'"' => {
                    out.push_str(&self.text[plain..self.at]);
                    self.at += 1;
                    if self.limits.cell_bytes < out.len() {
                        return Err(self.flaw(&format!("a text is longer than {} bytes", self.limits.cell_bytes)));
                    }
                    return Ok(out.into());
                }
                b'\\' => {
                    out.push_str(&self.text[plain..self.at]);
                    self.at += 1;
                    out.push(self.escaped()?);
                    plain = self.at;
                }
                0..=31 => return Err(self.flaw("a control character stands in a text")),
                _ => self.at += 1,
            }
        }
    }

    fn escaped(&mut self) -> Result<char, FileError> {
        let letter = self.text.as_bytes().get(self.at).copied();
        self.at += 1;
        Ok(match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.hexadecimal()?;
                if !(0xd800..0xdc00).contains(&first) {
                    // Half a letter of two stands for no letter at all.
                    return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                if !self.text[self.at.min(self.text.len())..].starts_with("\\u") {
                    return Ok(char::REPLACEMENT_CHARACTER);
                }
                self.at += 2;
                let second = self.hexadecimal()?;
                let both = 0x10000 + ((first - 0xd800) << 10) + second.wrapping_sub(0xdc00);
                char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return Err(self.flaw("a backslash has no meaning")),
        })
    }

    fn hexadecimal(&mut self) -> Result<u32, FileError> {
        let digits = self.text.get(self.at..self.at + 4);
        let number = digits
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += 4;
        number.ok_or_else(|| self.flaw("four hexadecimal digits are missing"))
    }

    fn blanks(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        self.at += length.unwrap_or(rest.len());
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn flaw(&self, what: &str) -> FileError {
        let before = &self.text.as_bytes()[..self.at.min(self.text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        FileError::OwnLayout(format!(
            "line {line}, column {column} of the JSON: {what}; download or write the file again"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = Json::read(text, &Limits::default()).map(|value| format!("{value:?}"));
        match expected {
            Some(expected) => assert_eq!(found.ok().as_deref(), Some(expected), "{text}"),
            None => assert!(found.is_err(), "{text} {found:?}"),
        }
    }

    #[test]
    fn numbers_keep_their_digits_and_texts_their_letters() {
        check(
            "[5.10, -0, 1e3]",
            Some(r#"List([Number("5.10"), Number("-0"), Number("1e3")])"#),
        );
        check(r#""a\u00e4\n\ud83d\ude00""#, Some("Text(\"aä\\n😀\")"));
        check(" {\"a\" : null} ", Some("Object([(\"a\", Null)])"));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            "[1,]",
            "{\"a\":1,\"a\":2}",
            "[1 2]",
            "{a:1}",
            "\"x",
            "\"\\q\"",
            "[1]]",
            "1.2.3",
            "\"\\u12\"",
            "\"\\ud800\\u12\"",
            "\"\\",
        ] {
            check(text, None);
        }
        check(&"[".repeat(100_000), None);
        let limits = Limits {
            decoded_bytes: 1000,
            ..Limits::default()
        };
        let error = Json::read(&format!("[{}0]", "0,".repeat(1000)), &limits).expect_err("too large");
        assert_eq!(error.code(), "decoded_too_large");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "[\\[\\]{}\",:0-9eE.\\\\u a-f-]{0,40}") {
            let _ = Json::read(&text, &Limits::default());
        }
    }
}
