//! Arguments of messages, and messages that wait for their language.

use super::Words;
use crate::language::Language;

/// What a variable of a message can be filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Text, put in as it is.
    Text(String),
    /// A number, written in the reader's language and choosing the plural form.
    Number(f64),
}

/// Values that can fill a variable: texts and numbers, owned or borrowed.
pub trait WordArgument {
    /// The value as it is kept until the message is written.
    fn argument(&self) -> Argument;
}

impl<T: WordArgument + ?Sized> WordArgument for &T {
    fn argument(&self) -> Argument {
        (**self).argument()
    }
}

impl WordArgument for Argument {
    fn argument(&self) -> Argument {
        self.clone()
    }
}

impl WordArgument for str {
    fn argument(&self) -> Argument {
        Argument::Text(self.to_owned())
    }
}

impl WordArgument for String {
    fn argument(&self) -> Argument {
        Argument::Text(self.clone())
    }
}

macro_rules! number_argument {
    ($($number:ty),*) => {$(
        impl WordArgument for $number {
            fn argument(&self) -> Argument {
                // Counts beyond 2^53 do not occur in sentences.
                Argument::Number(*self as f64)
            }
        }
    )*};
}
number_argument!(u8, u16, u32, u64, usize, i8, i16, i32, i64, f32, f64);

/// A message that is decided where the language is not known yet: in a problem, in a check.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A key with its arguments.
    Key(&'static str, Vec<(&'static str, Argument)>),
    /// Text that exists in one form only, such as a sentence of a reader about a file.
    Verbatim(String),
}

impl Message {
    /// A message by its key.
    pub fn key(key: &'static str) -> Message {
        Message::Key(key, Vec::new())
    }

    /// Fills a variable; does nothing to a verbatim text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl WordArgument) -> Message {
        if let Message::Key(_, arguments) = &mut self {
            arguments.push((name, value.argument()));
        }
        self
    }

    /// The message in a language, without isolation marks.
    pub fn plain(&self, words: &Words, language: Language) -> String {
        match self {
            Message::Verbatim(text) => text.clone(),
            Message::Key(key, arguments) => {
                let text = words.plain(language, key);
                arguments
                    .iter()
                    .fold(text, |text, (name, value)| text.with(name, value))
                    .to_string()
            }
        }
    }
}
