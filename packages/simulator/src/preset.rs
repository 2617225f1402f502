//! The whole suite with its default parameters, for scenarios without `deploy`.

use crate::scenario::{Scenario, ScenarioError};

/// What the preset is called in errors and reports.
pub const FILE: &str = "preset/suite.json";

/// The preset's file.
const TEXT: &str = include_str!("../preset/suite.json");

/// A scenario whose `deploy` and steps set the suite up.
///
/// # Errors
/// When the preset is no scenario, which a test rules out.
pub fn suite() -> Result<Scenario, ScenarioError> {
    Scenario::parse(FILE, TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::Step;

    #[test]
    fn the_preset_is_in_order_and_leaves_the_clock_alone() {
        let suite = suite().unwrap();

        assert!(suite.deploy.is_some_and(|list| !list.is_empty()));
        assert!(suite.steps.iter().all(|step| matches!(step, Step::Execute(step) if step.same_block)));
    }
}
