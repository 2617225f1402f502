//! What the environment says of a run.

/// The number that a variable holds, or `default` if it is unset.
///
/// # Panics
/// If it holds something else.
pub fn setting(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")),
        Err(_) => default,
    }
}
