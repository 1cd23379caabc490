//! From the text of a formula to its structure. Times and divided by bind before plus and minus; both read from left to right.

use std::fmt;

use figures::{dimension::DimensionSet, indicator::CountedAt};

use super::{
    problem::{Expected, Found, Mistake, Problem},
    token::{Kind, Token, problem, tokens},
};

/// The longest formula, in characters.
const N_CHARACTERS: usize = 2_000;
/// The deepest parentheses.
const N_NESTED: usize = 32;

/// The structure of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number as it stands in the formula.
    Number {
        /// Its value.
        value: f64,
        /// Digits after the decimal sign.
        decimals: i8,
    },
    /// A value of an indicator.
    Input(Input),
    /// Terms that are added or subtracted, in order.
    Sum(Vec<(Sign, Expression)>),
    /// Factors that are multiplied or divided by, in order.
    Product(Vec<(Operation, Expression)>),
}

/// Plus or minus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Added.
    Plus,
    /// Subtracted.
    Minus,
}

/// Times or divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Multiplied.
    Times,
    /// Divided by.
    Divide,
}

/// A value of an indicator, as a formula names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The indicator.
    pub slug: String,
    /// Its breakdown; empty for the total.
    pub dimensions: DimensionSet,
    /// Which period is meant.
    pub alignment: Alignment,
    /// Whether the formula says so, or it is only the default.
    pub states_alignment: bool,
    /// Whether the formula says where people are counted.
    pub place: Option<CountedAt>,
    /// The first character of the name, counted from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

/// Which period of an input belongs to a period of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alignment {
    /// The period of the same name.
    Same,
    /// The period before it: 31 December of the year before for a stock of 1 January.
    Previous,
    /// The period after it.
    Following,
    /// The mean of the end of the period before and the end of this one.
    AverageOfEnds,
}

impl Alignment {
    /// The periods that are read, counted from the period of the result.
    pub const fn offsets(self) -> &'static [i8] {
        match self {
            Self::Same => &[0],
            Self::Previous => &[-1],
            Self::Following => &[1],
            Self::AverageOfEnds => &[-1, 0],
        }
    }
}

impl Expression {
    /// The inputs in the order of the text.
    pub fn inputs(&self) -> Vec<&Input> {
        match self {
            Self::Number { .. } => Vec::new(),
            Self::Input(input) => vec![input],
            Self::Sum(terms) => terms.iter().flat_map(|(_, term)| term.inputs()).collect(),
            Self::Product(factors) => factors.iter().flat_map(|(_, factor)| factor.inputs()).collect(),
        }
    }
}

/// Reads a formula.
///
/// ```
/// use methods::formula::parse;
/// let read = parse("unemployed[SEX=F] x 1000 / average(population)").expect("a formula");
/// assert_eq!(read.to_string(), "unemployed[SEX=F] * 1000 / average(population)");
/// let problem = parse("unemployed / * 100").expect_err("no formula");
/// assert_eq!((problem.start, problem.mistake.code()), (13, "unexpected"));
/// ```
pub fn parse(text: &str) -> Result<Expression, Problem> {
    let n_characters = text.chars().count();
    if n_characters > N_CHARACTERS {
        return Err(problem(N_CHARACTERS, n_characters, Mistake::TooLong(N_CHARACTERS)));
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(problem(0, n_characters, Mistake::Empty));
    }
    let mut parser = Parser {
        tokens: &tokens,
        place: 0,
        depth: 0,
        end: n_characters,
    };
    let expression = parser.sum()?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) if token.kind == Kind::Close => Err(parser.unexpected(Expected::Open)),
        Some(_) => Err(parser.unexpected(Expected::Operation)),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    place: usize,
    depth: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.place)
    }

    fn take(&mut self, wanted: &Kind) -> bool {
        let is_it = self.peek().is_some_and(|token| token.kind == *wanted);
        self.place += usize::from(is_it);
        is_it
    }

    fn unexpected(&self, expected: Expected) -> Problem {
        match self.peek() {
            Some(token) => {
                let found = token.kind.found();
                problem(token.start, token.end, Mistake::Unexpected { found, expected })
            }
            None => {
                let found = Found::End;
                problem(self.end, self.end, Mistake::Unexpected { found, expected })
            }
        }
    }

    fn sum(&mut self) -> Result<Expression, Problem> {
        let mut terms = vec![(Sign::Plus, self.product()?)];
        loop {
            let sign = if self.take(&Kind::Plus) {
                Sign::Plus
            } else if self.take(&Kind::Minus) {
                Sign::Minus
            } else {
                break;
            };
            terms.push((sign, self.product()?));
        }
        Ok(match terms.len() {
            1 => terms.swap_remove(0).1,
            _ => Expression::Sum(terms),
        })
    }

    fn product(&mut self) -> Result<Expression, Problem> {
        let mut factors = vec![(Operation::Times, self.factor()?)];
        loop {
            let operation = if self.take(&Kind::Times) {
                Operation::Times
            } else if self.take(&Kind::Divide) {
                Operation::Divide
            } else {
                break;
            };
            factors.push((operation, self.factor()?));
        }
        Ok(match factors.len() {
            1 => factors.swap_remove(0).1,
            _ => Expression::Product(factors),
        })
    }

    fn factor(&mut self) -> Result<Expression, Problem> {
        let Some(token) = self.peek() else {
            return Err(self.unexpected(Expected::Operand));
        };
        if self.depth == N_NESTED {
            return Err(problem(token.start, token.end, Mistake::TooDeep(N_NESTED)));
        }
        self.depth += 1;
        let found = match &token.kind {
            Kind::Number { value, decimals } => {
                self.place += 1;
                Ok(Expression::Number {
                    value: *value,
                    decimals: *decimals,
                })
            }
            Kind::Minus => {
                self.place += 1;
                let inside = self.factor()?;
                Ok(match inside {
                    Expression::Number { value, decimals } => Expression::Number {
                        value: -value,
                        decimals,
                    },
                    other => Expression::Sum(vec![(Sign::Minus, other)]),
                })
            }
            Kind::Open => {
                self.place += 1;
                let inside = self.sum()?;
                if self.take(&Kind::Close) {
                    Ok(inside)
                } else if self.peek().is_none() {
                    Err(problem(token.start, token.end, Mistake::Unclosed('(', ')')))
                } else {
                    Err(self.unexpected(Expected::OperationOrClose))
                }
            }
            Kind::Name(_) | Kind::Quoted(_) => self.input().map(Expression::Input),
            _ => Err(self.unexpected(Expected::Operand)),
        };
        self.depth -= 1;
        found
    }

    /// `slug`, `indicator("slug")` or `average(…)`, with breakdown and statements behind it.
    fn input(&mut self) -> Result<Input, Problem> {
        let Some(token) = self.peek() else {
            return Err(self.unexpected(Expected::Indicator));
        };
        let opens = self
            .tokens
            .get(self.place + 1)
            .is_some_and(|next| next.kind == Kind::Open);
        match &token.kind {
            Kind::Name(name) if name == "average" && opens => {
                self.place += 2;
                let mut input = self.input()?;
                self.close(token)?;
                if input.states_alignment {
                    let stated = Mistake::AlignmentTwice("average".to_owned());
                    return Err(problem(token.start, token.end, stated));
                }
                input.alignment = Alignment::AverageOfEnds;
                input.states_alignment = true;
                self.statements(&mut input)?;
                Ok(input)
            }
            Kind::Name(name) if name == "indicator" && opens => {
                self.place += 2;
                let Some(inner) = self.peek() else {
                    return Err(self.unexpected(Expected::Indicator));
                };
                let (Kind::Quoted(slug) | Kind::Name(slug)) = &inner.kind else {
                    return Err(self.unexpected(Expected::Indicator));
                };
                self.place += 1;
                self.close(token)?;
                self.named(slug.trim(), inner)
            }
            Kind::Name(slug) | Kind::Quoted(slug) => {
                self.place += 1;
                self.named(slug.trim(), token)
            }
            _ => Err(self.unexpected(Expected::Indicator)),
        }
    }

    fn close(&mut self, opened: &Token) -> Result<(), Problem> {
        if self.take(&Kind::Close) {
            return Ok(());
        }
        match self.peek() {
            None => Err(problem(opened.start, opened.end, Mistake::Unclosed('(', ')'))),
            Some(_) => Err(self.unexpected(Expected::Close)),
        }
    }

    fn named(&mut self, slug: &str, token: &Token) -> Result<Input, Problem> {
        let mut input = Input {
            slug: slug.to_owned(),
            dimensions: DimensionSet::default(),
            alignment: Alignment::Same,
            states_alignment: false,
            place: None,
            start: token.start,
            end: token.end,
        };
        if let Some(Token {
            kind: Kind::Selection(text),
            start,
            end,
        }) = self.peek()
        {
            self.place += 1;
            input.dimensions = text
                .parse()
                .map_err(|error| problem(*start, *end, Mistake::Dimension(format!("{error}"))))?;
            if input.dimensions.is_total() {
                let mistake = Mistake::Dimension(
                    "the brackets are empty; write for example [SEX=F], or leave them out".to_owned(),
                );
                return Err(problem(*start, *end, mistake));
            }
        }
        self.statements(&mut input)?;
        Ok(input)
    }

    /// What stands behind `@`, once or several times.
    fn statements(&mut self, input: &mut Input) -> Result<(), Problem> {
        while let Some(Token {
            kind: Kind::At(word),
            start,
            end,
        }) = self.peek()
        {
            self.place += 1;
            let alignment = match word.as_str() {
                "same" => Some(Alignment::Same),
                "previous" => Some(Alignment::Previous),
                "following" => Some(Alignment::Following),
                "residence" | "work" => None,
                _ => return Err(problem(*start, *end, Mistake::Alignment(word.clone()))),
            };
            let is_stated = match alignment {
                Some(_) => input.states_alignment,
                None => input.place.is_some(),
            };
            if is_stated {
                return Err(problem(*start, *end, Mistake::AlignmentTwice(word.clone())));
            }
            match alignment {
                Some(alignment) => (input.alignment, input.states_alignment) = (alignment, true),
                None if word == "work" => input.place = Some(CountedAt::Work),
                None => input.place = Some(CountedAt::Residence),
            }
        }
        Ok(())
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_plain = self
            .slug
            .chars()
            .all(|one| one.is_alphanumeric() || matches!(one, '-' | '_'))
            && self.slug.starts_with(char::is_alphabetic)
            && !self.slug.ends_with('-')
            && !matches!(self.slug.as_str(), "x" | "X" | "indicator" | "average");
        let is_average = self.alignment == Alignment::AverageOfEnds;
        if is_average {
            f.write_str("average(")?;
        }
        if is_plain {
            f.write_str(&self.slug)?;
        } else {
            write!(f, "indicator(\"{}\")", self.slug)?;
        }
        if !self.dimensions.is_total() {
            write!(f, "[{}]", self.dimensions)?;
        }
        if is_average {
            f.write_str(")")?;
        }
        match self.alignment {
            Alignment::Same if self.states_alignment => f.write_str("@same")?,
            Alignment::Previous => f.write_str("@previous")?,
            Alignment::Following => f.write_str("@following")?,
            Alignment::Same | Alignment::AverageOfEnds => {}
        }
        match self.place {
            Some(place) => write!(f, "@{}", place.as_str()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Expression {
    /// One spelling for each structure, which reads back as the same structure.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nested = |f: &mut fmt::Formatter<'_>, inside: &Self, is_first: bool, in_product: bool| {
            let is_negative = matches!(inside, Self::Number { value, .. } if value.is_sign_negative());
            let needs = match inside {
                Self::Sum(_) => true,
                Self::Product(_) => in_product,
                Self::Number { .. } => is_negative && !is_first,
                Self::Input(_) => false,
            };
            if needs {
                write!(f, "({inside})")
            } else {
                write!(f, "{inside}")
            }
        };
        match self {
            Self::Number { value, decimals } => {
                let decimals = usize::try_from(*decimals).unwrap_or(0);
                write!(f, "{value:.decimals$}")
            }
            Self::Input(input) => write!(f, "{input}"),
            Self::Sum(terms) => {
                for (n, (sign, term)) in terms.iter().enumerate() {
                    match (n, sign) {
                        (0, Sign::Plus) => {}
                        (0, Sign::Minus) => f.write_str("-")?,
                        (_, Sign::Plus) => f.write_str(" + ")?,
                        (_, Sign::Minus) => f.write_str(" - ")?,
                    }
                    nested(f, term, n == 0 && *sign == Sign::Plus, n == 0 && *sign == Sign::Minus)?;
                }
                Ok(())
            }
            Self::Product(factors) => {
                for (n, (operation, factor)) in factors.iter().enumerate() {
                    match (n, operation) {
                        (0, _) => {}
                        (_, Operation::Times) => f.write_str(" * ")?,
                        (_, Operation::Divide) => f.write_str(" / ")?,
                    }
                    nested(f, factor, n == 0, true)?;
                }
                Ok(())
            }
        }
    }
}
