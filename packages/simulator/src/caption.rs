//! What a scenario says to its reader beside the steps: where a chapter begins, and what to look at in a step.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::step::StepError;

/// The keys of a step that are for its reader alone.
const KEYS: [&str; 2] = ["chapter", "note"];

/// What a reader is told before a step. It changes nothing of what is played.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caption {
    /// The title of the chapter that begins with the step.
    pub chapter: Option<String>,
    /// What to know about the step, or about the chapter that begins with it.
    pub note: Option<String>,
}

impl Caption {
    /// Takes the caption's keys out of those of a step; nothing if it has none.
    ///
    /// # Errors
    /// When one of them is no text, or says nothing.
    pub fn take(keys: &mut Map<String, Value>) -> Result<Option<Self>, StepError> {
        let [chapter, note] = KEYS.map(|key| keys.remove(key).map(|value| text(key, &value)));
        let (chapter, note) = (chapter.transpose()?, note.transpose()?);
        Ok((chapter.is_some() || note.is_some()).then_some(Self { chapter, note }))
    }
}

fn text(key: &'static str, value: &Value) -> Result<String, StepError> {
    let said = value.as_str().filter(|text| !text.trim().is_empty());
    said.map(str::to_owned).ok_or(StepError::SaysNothing { key })
}
