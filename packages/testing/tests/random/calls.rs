//! Random cases of a contract that stands alone beside its exact model.

use std::time::Instant;

use anyhow::Result;
use tributary_testing::cases::play_all;
use tributary_testing::machine::Histogram;
use tributary_testing::settings::setting;

/// Plays as many cases as `TRIBUTARY_CASES` says, `ordinary` if it is unset, and prints what came of their messages; from
/// `ordinary` cases on that must be what is `expected` by message, each outcome at least once.
pub fn random_calls(
    contract: &str,
    ordinary: u64,
    expected: &[(&str, &str)],
    play: impl Fn(u64) -> Result<Histogram> + Sync,
) {
    let (cases, first) = (setting("TRIBUTARY_CASES", ordinary), setting("TRIBUTARY_SEED", 0));
    let start = Instant::now();

    let all = play_all(first..first + cases, "TRIBUTARY_CASES", play);

    println!("{all} in {cases} cases in {:?}", start.elapsed());
    if cases >= ordinary {
        assert_eq!(all.surprises(contract, expected), Vec::<String>::new());
    }
}
