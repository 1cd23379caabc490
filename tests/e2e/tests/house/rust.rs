//! As much of Rust's grammar as the rules need: code without comments and literals, and the paths named in it. For the rules
//! beside it. Understands grouped imports; does not resolve macros or renamed imports.

/// The code with comments, strings and characters blanked out, so that line numbers stay.
pub(crate) fn code_only(text: &str) -> String {
    let source: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < source.len() {
        let end = literal_or_comment_end(&source, at);
        if end == at {
            code.push(source[at]);
            at += 1;
        } else {
            code.extend(source[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    code
}

fn literal_or_comment_end(source: &[char], at: usize) -> usize {
    let starts = |text: &str| {
        source[at..]
            .iter()
            .copied()
            .zip(text.chars())
            .filter(|(a, b)| a == b)
            .count()
            == text.chars().count()
    };
    if starts("//") {
        return source[at..]
            .iter()
            .position(|c| *c == '\n')
            .map_or(source.len(), |n| at + n);
    }
    if starts("/*") {
        let mut depth = 0;
        let mut i = at;
        while i < source.len() {
            match (source[i], source.get(i + 1)) {
                ('/', Some('*')) => (depth, i) = (depth + 1, i + 1),
                ('*', Some('/')) => (depth, i) = (depth - 1, i + 1),
                _ => {}
            }
            i += 1;
            if depth == 0 {
                break;
            }
        }
        return i;
    }
    let after_word = at > 0 && (source[at - 1].is_alphanumeric() || source[at - 1] == '_');
    if source[at] == 'r' && !after_word {
        let hashes = source[at + 1..].iter().take_while(|c| **c == '#').count();
        if source.get(at + 1 + hashes) == Some(&'"') {
            let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let body = at + 2 + hashes;
            let length = source[body..].windows(close.len()).position(|window| window == close);
            return length.map_or(source.len(), |n| body + n + close.len());
        }
    }
    if source[at] == '"' {
        return quoted_end(source, at, '"');
    }
    // A lifetime has no closing quote where a character has one.
    if source[at] == '\'' && (source.get(at + 1) == Some(&'\\') || source.get(at + 2) == Some(&'\'')) {
        return quoted_end(source, at, '\'');
    }
    at
}

fn quoted_end(source: &[char], at: usize, quote: char) -> usize {
    let mut i = at + 1;
    while i < source.len() && source[i] != quote {
        i += if source[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(source.len())
}

/// The code without `#[cfg(test)] mod … { … }`, which may do what the program may not.
pub(crate) fn without_tests(code: &str) -> String {
    let mut rest = code;
    let mut kept = String::new();
    while let Some(start) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..start]);
        let after = &rest[start..];
        let open = after.find('{').unwrap_or(after.len());
        // `#[cfg(test)] mod tests;` or `use …;` ends before any brace.
        let end = match after.find(';') {
            Some(end) if end < open => end + 1,
            _ => open + block_length(&after[open..]),
        };
        rest = &after[end..];
    }
    kept + rest
}

fn block_length(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// A path such as `crate::goals::Goal`; `modules` counts the inline modules around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) segments: Vec<String>,
    pub(crate) modules: usize,
}

/// All paths of two segments or more, grouped imports spelled out.
pub(crate) fn named_paths(code: &str) -> Vec<Named> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut blocks: Vec<bool> = Vec::new();
    let mut read_until = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => blocks.push(2 <= at && tokens[at - 2] == "mod"),
            "}" => {
                blocks.pop();
            }
            _ => {}
        }
        let starts_path = read_until <= at
            && is_word(token)
            && tokens.get(at + 1).is_some_and(|t| t == "::")
            && (at == 0 || tokens[at - 1] != "::");
        if starts_path {
            let modules = blocks.iter().filter(|is_module| **is_module).count();
            let mut paths = Vec::new();
            read_until = spell_out(&tokens, at, &[], &mut paths);
            found.extend(paths.into_iter().map(|segments| Named { segments, modules }));
        }
    }
    found
}

/// Reads one branch of an import tree from `at`; gives the place after it.
fn spell_out(tokens: &[String], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        if token == "{" {
            at += 1;
            while tokens.get(at).is_some_and(|t| t != "}") {
                at = spell_out(tokens, at, &path, found);
                if tokens.get(at).is_some_and(|t| t == ",") {
                    at += 1;
                }
            }
            return at + 1;
        }
        if !is_word(token) && token != "*" {
            // Something that is no import tree: give up here, one token further.
            found.push(path);
            return at + 1;
        }
        path.push(token.clone());
        at += 1;
        if tokens.get(at).is_some_and(|t| t == "::")
            && tokens.get(at + 1).is_some_and(|t| is_word(t) || t == "{" || t == "*")
        {
            at += 1;
            continue;
        }
        if tokens.get(at).is_some_and(|t| t == "as") {
            at += 2;
        }
        break;
    }
    found.push(path);
    at
}

fn is_word(token: &str) -> bool {
    token.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut letters = code.chars().peekable();
    while let Some(c) = letters.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut token = c.to_string();
        if c.is_alphanumeric() || c == '_' {
            while let Some(next) = letters.next_if(|n| n.is_alphanumeric() || *n == '_') {
                token.push(next);
            }
        } else if c == ':' && letters.next_if_eq(&':').is_some() {
            token.push(':');
        }
        tokens.push(token);
    }
    tokens
}

#[test]
fn grouped_imports_are_spelled_out_and_literals_are_no_code() {
    let code = code_only(
        "use crate::{goals::{Goal, Title as T}, territories};\n// std::net\nlet x = \"std::fs::read\"; let c = '\"'; f::<'a>(r#\"std::env\"#)\nmod tests { use super::super::x; }",
    );
    let paths: Vec<String> = named_paths(&code)
        .iter()
        .map(|path| format!("{}@{}", path.segments.join("::"), path.modules))
        .collect();
    assert_eq!(
        paths,
        [
            "crate::goals::Goal@0",
            "crate::goals::Title@0",
            "crate::territories@0",
            "f@0",
            "super::super::x@1"
        ]
    );
}

#[test]
fn test_modules_are_left_out() {
    assert_eq!(
        without_tests("a #[cfg(test)] mod t { x { y } } b #[cfg(test)] mod u; c").replace("  ", " "),
        "a b c"
    );
}
