//! Parameters and texts that callers give: in their range.

use std::fmt::Display;
use std::ops::RangeBounds;

use crate::ControlError;

/// The most bytes of a text that is kept as somebody wrote it.
const MAX_TEXT: usize = 128;

/// Lets `given` pass if it is in its range.
///
/// # Errors
/// [`ControlError::ConfigInvalid`].
pub fn within<T: PartialOrd + Display>(
    parameter: &'static str,
    given: T,
    range: impl RangeBounds<T>,
    expected: &'static str,
) -> Result<T, ControlError> {
    if range.contains(&given) {
        return Ok(given);
    }
    Err(invalid(parameter, expected, given))
}

/// What is not as `expected`.
pub fn invalid(parameter: &'static str, expected: &'static str, given: impl Display) -> ControlError {
    ControlError::ConfigInvalid { parameter, expected, given: given.to_string() }
}

/// What a text must be: `min` to 128 bytes.
///
/// # Errors
/// [`ControlError::TextLength`].
pub fn ensure_length(field: &'static str, text: &str, min: usize) -> Result<(), ControlError> {
    if text.len() < min || text.len() > MAX_TEXT {
        return Err(ControlError::TextLength { field, max: MAX_TEXT, given: text.len() });
    }
    Ok(())
}
