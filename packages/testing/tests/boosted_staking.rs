//! boosted-staking alone against the exact model: random calls with coins, tokens and NFTs, and all of BV-01 to BV-16 after
//! each of them.
//!
//! `TRIBUTARY_CASES` says how many cases (48 if unset), `TRIBUTARY_SEED` where to begin; a failing case prints its seed.

#[path = "random/assets.rs"]
mod assets;
#[path = "boosted_staking/author.rs"]
mod author;
#[path = "boosted_staking/bench.rs"]
mod bench;
#[path = "random/calls.rs"]
mod calls;
#[path = "boosted_staking/pairs.rs"]
mod pairs;
#[path = "boosted_staking/stage.rs"]
mod stage;
#[path = "boosted_staking/terms.rs"]
mod terms;

use anyhow::Result;
use assets::ASSETS;
use author::Author;
use bench::Bench;
use calls::random_calls;
use stage::{Stage, BOOSTS};
use tributary_testing::dice::Dice;
use tributary_testing::machine::Histogram;

/// Cases of an ordinary run: every pair of assets with every kind of boost. Fewer do not exercise everything.
const ORDINARY: u64 = 48;

/// Things that happen in a case before everybody leaves.
const OPERATIONS: usize = 250;

/// Message, and its outcomes; `chain` is what another contract refuses, or an address without one.
const EXPECTED: &[(&str, &str)] = &[
    (
        "stake",
        "ok bank Funds Control::SentByToken InvalidPeriod Phase NotBegun EndsTooEarly BelowMinimum TooManyPositions Unfunded \
         Control::Paused",
    ),
    (
        "receive",
        "ok Funds Std Control::UnknownToken InvalidPeriod Phase NotBegun EndsTooEarly BelowMinimum TooManyPositions \
         Unfunded FundedInFull Over Control::Paused",
    ),
    ("withdraw", "ok Funds PositionNotFound NotHolder Control::Locked"),
    ("claim", "ok Funds BatchNotFound NotHolder"),
    ("fund", "ok bank Funds Control::SentByToken FundedInFull Over"),
    ("receive_nft", "ok chain Funds Std WrongCollection AlreadyDeposited Control::TooMany"),
    ("withdraw_nft", "ok chain Funds DepositNotFound NotDepositor"),
    ("refresh_boost", "ok Funds Std NotCountedByBalance CollectionSilent"),
    ("holdings_changed", "ok Funds Std NotCollection"),
    ("set_loyalty", "ok Funds Std NotLoyaltyOracle Control::Duplicate Control::TooMany"),
    ("advance", "ok Funds"),
    ("sweep_unused", "ok Funds ProgrammeNotOver NothingToSweep"),
    ("pause", "ok Funds Control::NotGuardianOrOwner Control::AlreadyPaused"),
    ("unpause", "ok Funds Control::Ownership Control::NotPaused"),
    ("update_config", "ok Funds Std Control::Ownership Control::EmptyChange Control::ConfigInvalid"),
    (
        "update_ownership",
        "ok Funds Control::Std Control::NothingOffered Control::OfferExpired Control::Ownership Control::RenounceRefused",
    ),
];

fn play(seed: u64) -> Result<Histogram> {
    let mut dice = Dice::new(seed);
    let scale = *dice.pick(&[1_000, 1_000_000, 1_000_000_007, 10u128.pow(18), 10u128.pow(24)]);
    let at = usize::try_from(seed)?;
    let (assets, boosts) = (ASSETS[at % ASSETS.len()], BOOSTS[at / ASSETS.len() % BOOSTS.len()]);
    let mut stage = Stage::new(&mut dice, boosts)?;
    let terms = terms::random(&mut dice, &mut stage, assets, scale)?;
    let mut bench = Bench::new(stage, terms)?;
    let mut author = Author { dice, scale, minted: 0 };
    author.open(&mut bench)?;
    for _ in 0..OPERATIONS {
        author.play(&mut bench)?;
    }
    bench.drain()?;
    Ok(bench.histogram)
}

#[test]
fn random_calls_do_what_the_specification_says() {
    random_calls("boosted-staking", ORDINARY, EXPECTED, play);
}
