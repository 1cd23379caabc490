//! The words of a formula. Positions count characters, because people do.
//!
//! A hyphen between two letters or digits belongs to a name (`working-age-population`), everywhere else it is a minus. Offices write
//! `x`, `×` or `·` for times and `:` or `÷` for divided by; all are understood.

use super::problem::{Found, Mistake, Problem};

/// A word and its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number {
        value: f64,
        decimals: i8,
    },
    Name(String),
    /// Between quotation marks.
    Quoted(String),
    /// Between brackets, as it stands.
    Selection(String),
    /// Behind `@`.
    At(String),
    Plus,
    Minus,
    Times,
    Divide,
    Open,
    Close,
    Comma,
}

impl Kind {
    /// How it is named in a message.
    pub(super) fn found(&self) -> Found {
        match self {
            Self::Number { value, .. } => Found::Number(value.to_string()),
            Self::Name(name) | Self::Quoted(name) => Found::Text(name.clone()),
            Self::Selection(text) => Found::Text(format!("[{text}]")),
            Self::At(word) => Found::Text(format!("@{word}")),
            Self::Plus => Found::Text("+".to_owned()),
            Self::Minus => Found::Text("-".to_owned()),
            Self::Times => Found::Times,
            Self::Divide => Found::Divide,
            Self::Open => Found::Text("(".to_owned()),
            Self::Close => Found::Text(")".to_owned()),
            Self::Comma => Found::Text(",".to_owned()),
        }
    }
}

/// Cuts a formula into words. Stops at the first that cannot be read.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let characters: Vec<char> = text.chars().collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut place = 0;
    while let Some(&first) = characters.get(place) {
        let start = place;
        place += 1;
        let until = |place: &mut usize, is_wanted: &dyn Fn(char) -> bool| {
            while characters.get(*place).is_some_and(|one| is_wanted(*one)) {
                *place += 1;
            }
        };
        let kind = match first {
            _ if first.is_whitespace() => continue,
            '+' => Kind::Plus,
            '-' | '−' | '–' => Kind::Minus,
            '*' | '×' | '·' | '⋅' => Kind::Times,
            '/' | '÷' | ':' => Kind::Divide,
            '(' => Kind::Open,
            ')' => Kind::Close,
            ',' => Kind::Comma,
            '@' => {
                until(&mut place, &|one| one.is_alphanumeric() || one == '_');
                Kind::At(characters[start + 1..place].iter().collect())
            }
            '[' => Kind::Selection(enclosed(&characters, &mut place, ('[', ']'))?),
            '"' => Kind::Quoted(enclosed(&characters, &mut place, ('"', '"'))?),
            '„' => {
                until(&mut place, &|one| !matches!(one, '"' | '“' | '”'));
                let inside = characters[start + 1..place].iter().collect();
                if place == characters.len() {
                    return Err(problem(start, place, Mistake::Unclosed('„', '“')));
                }
                place += 1;
                Kind::Quoted(inside)
            }
            _ if first.is_ascii_digit() && !is_name(&characters[start..]) => {
                until(&mut place, &|one| one.is_ascii_digit() || matches!(one, '.' | ','));
                // A comma or point at the end belongs to the sentence around the number.
                while matches!(characters[place - 1], '.' | ',') {
                    place -= 1;
                }
                let written: String = characters[start..place].iter().collect();
                number(&written).map_err(|mistake| problem(start, place, mistake))?
            }
            _ if first.is_alphanumeric() => {
                until(&mut place, &|one| one.is_alphanumeric() || matches!(one, '-' | '_'));
                while characters[place - 1] == '-' {
                    place -= 1;
                }
                let name: String = characters[start..place].iter().collect();
                // In the place of a sign, a lone x is one.
                let is_sign =
                    matches!(name.as_str(), "x" | "X") && tokens.last().is_some_and(|last| ends_operand(&last.kind));
                if is_sign { Kind::Times } else { Kind::Name(name) }
            }
            other => return Err(problem(start, place, Mistake::Character(other))),
        };
        tokens.push(Token {
            kind,
            start,
            end: place,
        });
    }
    Ok(tokens)
}

pub(super) fn problem(start: usize, end: usize, mistake: Mistake) -> Problem {
    Problem { start, end, mistake }
}

fn ends_operand(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Number { .. } | Kind::Name(_) | Kind::Selection(_) | Kind::At(_) | Kind::Close
    )
}

/// Whether a word that begins with a digit is a name, such as `65-plus`.
fn is_name(rest: &[char]) -> bool {
    let word = rest.iter().take_while(|one| one.is_alphanumeric() || **one == '-');
    let word: Vec<char> = word.copied().collect();
    let end = word.iter().rposition(|one| *one != '-').map_or(0, |last| last + 1);
    word[..end]
        .iter()
        .any(|one| one.is_alphabetic() && !matches!(one, 'x' | 'X'))
}

fn enclosed(characters: &[char], place: &mut usize, (open, close): (char, char)) -> Result<String, Problem> {
    let start = *place - 1;
    let length = characters[*place..].iter().position(|one| *one == close);
    let Some(length) = length else {
        return Err(problem(start, characters.len(), Mistake::Unclosed(open, close)));
    };
    let inside = characters[*place..*place + length].iter().collect();
    *place += length + 1;
    Ok(inside)
}

/// Reads `1000`, `0.5` or `0,5`. One sign followed by exactly three digits could also separate thousands.
fn number(written: &str) -> Result<Kind, Mistake> {
    let n_signs = written.chars().filter(|one| !one.is_ascii_digit()).count();
    let (whole, fraction) = match written.split_once(['.', ',']) {
        None => (written, ""),
        Some(parts) => parts,
    };
    if n_signs > 1 {
        return Err(Mistake::Number(written.to_owned()));
    }
    if fraction.len() == 3 && whole != "0" {
        return Err(Mistake::AmbiguousNumber(
            written.to_owned(),
            format!("{whole}{fraction}"),
            format!("{whole}.{fraction}0 for the fraction"),
        ));
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let value: Option<f64> = format!("{whole}{point}{fraction}").parse().ok();
    let decimals = i8::try_from(fraction.len()).ok();
    match (value, decimals) {
        (Some(value), Some(decimals)) if value.is_finite() && written.len() <= 17 => {
            Ok(Kind::Number { value, decimals })
        }
        _ => Err(Mistake::Number(written.chars().take(40).collect())),
    }
}
