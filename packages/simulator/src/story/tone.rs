//! The pieces of a story that are shown.

use super::message::Message;
use super::table::Table;

/// What kind of line something is, for colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A fact like others.
    Plain,
    /// Of minor interest.
    Quiet,
    /// Somebody was paid.
    Paid,
    /// A pool changed its state, or something as grave.
    Turn,
    /// A call was refused, as it should be.
    Refused,
    /// An expectation that held.
    Held,
    /// Something is not as it should be.
    Failed,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its kind.
    pub tone: Tone,
    /// The text.
    pub text: String,
}

impl Line {
    /// A line of some kind.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

/// One step of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The day and time since the start.
    pub when: String,
    /// Who acts, if anybody does.
    pub actor: Option<String>,
    /// What happens.
    pub line: Line,
    /// What is sent for it, if anything is.
    pub message: Option<Box<Message>>,
    /// Whether the words are the message already.
    pub quotes: bool,
    /// What comes of it.
    pub consequences: Vec<Line>,
}

impl Entry {
    /// The message, if the words do not tell it to the letter.
    pub fn untold(&self) -> Option<&Message> {
        self.message.as_deref().filter(|_| !self.quotes)
    }

    /// An entry whose time and message are still to be set.
    pub fn new(actor: Option<&str>, line: Line, consequences: Vec<Line>) -> Self {
        let actor = actor.map(str::to_owned);
        Self { when: String::new(), actor, line, message: None, quotes: false, consequences }
    }
}

/// What a story is told with, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A step.
    Entry(Entry),
    /// Time passes.
    Pause(String),
    /// What the pools look like, or who holds licences.
    Pools(Table),
}
