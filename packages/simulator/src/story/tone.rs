//! The pieces of a story that are shown.

use super::message::Message;
use super::suite::Contract;
use super::table::Table;
use crate::report::Position;

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
    /// Which step it is.
    pub at: Position,
    /// Contracts that were called, reported something, or whose coins moved.
    pub touches: Vec<Contract>,
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

    /// An entry whose place, time and message are still to be set.
    pub fn new(actor: Option<&str>, line: Line, consequences: Vec<Line>) -> Self {
        let actor = actor.map(str::to_owned);
        Self {
            at: Position::Start,
            touches: vec![],
            when: String::new(),
            actor,
            line,
            message: None,
            quotes: false,
            consequences,
        }
    }
}

/// A part of the story under a title of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// What to know before.
    pub note: Option<String>,
    /// When it begins.
    pub when: String,
}

/// What a story is told with, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A chapter begins.
    Chapter(Chapter),
    /// What to know about the next step.
    Note(String),
    /// A step.
    Entry(Entry),
    /// Time passes.
    Pause(String),
    /// What the pools look like, or who holds licences.
    Pools(Table),
}
