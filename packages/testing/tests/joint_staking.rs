//! joint-staking alone against the exact model: random calls with coins and tokens, and all of JS-01 to JS-15 after each of
//! them.
//!
//! `TRIBUTARY_CASES` says how many cases (48 if unset), `TRIBUTARY_SEED` where to begin; a failing case prints its seed.

#[path = "random/assets.rs"]
mod assets;
#[path = "joint_staking/author.rs"]
mod author;
#[path = "joint_staking/bench.rs"]
mod bench;
#[path = "random/calls.rs"]
mod calls;
#[path = "joint_staking/pairs.rs"]
mod pairs;
#[path = "joint_staking/stage.rs"]
mod stage;
#[path = "joint_staking/terms.rs"]
mod terms;

use anyhow::Result;
use assets::ASSETS;
use author::Author;
use bench::Bench;
use calls::random_calls;
use stage::Stage;
use tributary_testing::dice::Dice;
use tributary_testing::machine::Histogram;

/// Cases of an ordinary run: every pair of assets eight times. Fewer do not exercise everything.
const ORDINARY: u64 = 48;

/// Things that happen in a case before everybody leaves.
const OPERATIONS: usize = 250;

/// Message, and its outcomes; `chain` is what an address refuses that is none.
const EXPECTED: &[(&str, &str)] = &[
    ("set_class", "ok Funds Std NotRegistrar Capacity Control::ConfigInvalid"),
    ("register_device", "ok Funds Std NotRegistrar DeviceRegistered ClassNotFound Control::ConfigInvalid"),
    ("update_device", "ok Funds Std NotRegistrar DeviceNotFound ClassNotFound Control::EmptyChange"),
    ("remove_device", "ok Funds NotRegistrar DeviceNotFound OfferOpen AgreementOpen"),
    ("suspend_device", "ok Funds NotRegistrar DeviceNotFound DeviceSuspended Behind"),
    ("resume_device", "ok Funds NotRegistrar DeviceNotFound NotSuspended Behind"),
    (
        "open_offer",
        "ok Funds NotDeviceOwner DeviceNotFound Share Lock Activation ClassNotEnabled DeviceSuspended OfferOpen \
         AgreementOpen Control::Paused",
    ),
    (
        "edit_offer",
        "ok Funds NotDeviceOwner OfferNotFound Taken Cancelled Share Lock Activation ClassNotEnabled Control::EmptyChange \
         Control::Paused",
    ),
    ("cancel_offer", "ok Funds NotDeviceOwner OfferNotFound Taken Cancelled"),
    (
        "accept_offer",
        "ok bank Funds Control::SentByToken OfferNotFound Taken Cancelled OwnOffer StakeDiffers Revision BaseReward Activation \
         ClassNotEnabled DeviceSuspended Behind Control::Paused",
    ),
    ("claim_rewards", "ok Funds AgreementNotFound NotParty Behind"),
    ("settle_agreement", "ok Funds AgreementNotFound NotEnded Closed Behind"),
    ("terminate_agreement", "ok Funds Control::SentByToken AgreementNotFound NotParty Ended Closed Missing Behind"),
    ("consent_exit", "ok Funds AgreementNotFound NotParty NoMutualExit Ended Closed Behind"),
    ("revoke_exit_consent", "ok Funds AgreementNotFound NotParty NoConsent Closed"),
    ("fund_rewards", "ok bank Funds Control::SentByToken Behind"),
    ("advance", "ok Funds"),
    ("forward_revenue", "ok Funds NothingDue Behind"),
    ("release_principal", "Funds AgreementNotFound Closed NotClosed"),
    ("collect_pool_rewards", "Funds Std PoolNotFound"),
    (
        "receive",
        "ok Funds Std Control::UnknownToken OfferNotFound Taken Cancelled OwnOffer StakeDiffers Revision BaseReward \
         Activation ClassNotEnabled DeviceSuspended AgreementNotFound NotParty Ended Closed Missing Behind \
         Control::Paused",
    ),
    ("update_config", "ok Funds Std Control::Ownership Control::EmptyChange Control::ConfigInvalid Behind"),
    ("set_treasury", "ok Funds Std Control::Ownership Control::ConfigInvalid"),
    ("set_guardian", "ok Funds Std Control::Ownership"),
    ("pause", "ok Funds Control::NotGuardianOrOwner Control::AlreadyPaused"),
    ("unpause", "ok Funds Control::Ownership Control::NotPaused"),
    (
        "update_ownership",
        "ok Funds Control::Std Control::NothingOffered Control::OfferExpired Control::Ownership Control::RenounceRefused",
    ),
];

fn play(seed: u64) -> Result<Histogram> {
    let mut dice = Dice::new(seed);
    let scale = *dice.pick(&[1_000, 1_000_000, 1_000_000_007, 10u128.pow(18), 10u128.pow(24)]);
    let assets = ASSETS[usize::try_from(seed)? % ASSETS.len()];
    let stage = Stage::new()?;
    let terms = terms::random(&mut dice, &stage, assets, scale);
    let mut bench = Bench::new(stage, &terms)?;
    let mut author = Author { dice, scale, named: 0, crowded: false };
    author.open(&mut bench)?;
    for _ in 0..OPERATIONS {
        author.play(&mut bench)?;
    }
    bench.drain()?;
    Ok(bench.histogram)
}

#[test]
fn random_calls_do_what_the_specification_says() {
    random_calls("joint-staking", ORDINARY, EXPECTED, play);
}
