//! treasury-decay alone against the exact model: random calls by an account that plays the pool-registry, and all of
//! TD-01 to TD-13 after each of them.
//!
//! `TRIBUTARY_CASES` says how many cases (32 if unset), `TRIBUTARY_SEED` where to begin; a failing case prints its seed.

#[path = "treasury_decay/author.rs"]
mod author;
#[path = "treasury_decay/bench.rs"]
mod bench;
#[path = "random/calls.rs"]
mod calls;

use anyhow::Result;
use author::{terms, Author};
use bench::{Bench, Identity};
use calls::random_calls;
use cosmwasm_std::Addr;
use tributary_testing::dice::Dice;
use tributary_testing::machine::Histogram;
use tributary_types::treasury_decay::{ExecuteMsg, InstantiateMsg, UnstakedShare};

/// Cases of an ordinary run; fewer do not exercise everything.
const ORDINARY: u64 = 32;

/// Things that happen in a case before everybody leaves.
const OPERATIONS: usize = 250;

/// Message, and its outcomes; `chain` is an address without a contract.
const EXPECTED: &[(&str, &str)] = &[
    ("delegation_changed", "ok Funds Std NotPoolRegistry CoinbaseDiffers"),
    ("distribute_revenue", "ok Funds"),
    ("settle", "ok Funds Std Control::InvalidLimit"),
    ("collect", "ok Funds Std Control::Duplicate Control::TooMany Control::InvalidLimit PoolNotFound"),
    ("claim_share", "ok Funds"),
    ("set_user_share", "ok Funds PoolNotFound InvalidBps"),
    ("roll_epoch", "ok Funds EpochNotOver"),
    ("identify", "ok Funds Std Control::Duplicate Control::TooMany NotRegistrar IdentityMode"),
    ("revoke_identity", "ok Funds Std Control::Duplicate Control::TooMany NotRegistrar IdentityMode"),
    ("refresh_identity", "ok Funds Std IdentityMode"),
    ("spend", "ok Funds Std Control::Ownership InvalidRecipient TreasuryShort Control::ZeroAmount"),
    (
        "spend_other",
        "ok bank chain Funds Std Control::Ownership InvalidRecipient RevenueDenom Control::ZeroAmount",
    ),
    (
        "update_config",
        "ok Funds Std Control::ConfigInvalid Control::Duplicate Control::EmptyChange Control::Ownership \
         Control::TooMany IdentityMode",
    ),
    (
        "update_ownership",
        "ok Funds Control::Std Control::NothingOffered Control::OfferExpired Control::Ownership Control::RenounceRefused",
    ),
];

fn play(seed: u64) -> Result<Histogram> {
    let mut dice = Dice::new(seed);
    let scale = *dice.pick(&[1_000, 1_000_000, 1_000_000_007, 10u128.pow(18), 10u128.pow(24)]);
    let (terms, identity) = terms(&mut dice, scale);
    let mut bench = Bench::new(terms, identity)?;
    let mut author = Author { dice, scale };
    for _ in 0..OPERATIONS {
        author.play(&mut bench)?;
    }
    bench.drain()?;
    Ok(bench.histogram)
}

#[test]
fn random_calls_do_what_the_specification_says() {
    random_calls("treasury-decay", ORDINARY, EXPECTED, play);
}

/// Daily epochs, everything to the stakes at once, every step of the threshold counts.
fn daily() -> InstantiateMsg {
    let mut dice = Dice::new(0);
    let (drawn, _) = terms(&mut dice, 1_000_000);
    InstantiateMsg {
        epoch_secs: Some(86_400),
        release_secs: Some(0),
        decay_base: Some(10),
        min_stake: Some(1u128.into()),
        tolerance_bits: Some(48),
        unstaked_share: Some(UnstakedShare::None),
        circulating_supply: None,
        ..drawn
    }
}

/// `count` epochs whose thresholds all differ, with revenue in each.
fn many_epochs(count: u128) -> Result<(Bench, Addr, Addr)> {
    let mut bench = Bench::new(daily(), Identity::Off)?;
    bench.careful = false;
    let (lazy, busy) = (bench.cast.people[0].clone(), bench.cast.people[1].clone());
    let payer = bench.cast.payer.clone();
    bench.stake(&lazy, 0, 90_000_000, false)?;
    for at in 0..count {
        bench.stake(&busy, 1, 1_000_000 + (at % 7) * 400_000, false)?;
        bench.must(&payer, &ExecuteMsg::DistributeRevenue {}, 1_000_003)?;
        bench.advance(86_400)?;
    }
    bench.must(&payer, &ExecuteMsg::DistributeRevenue {}, 7)?;
    bench.careful = true;
    Ok((bench, lazy, payer))
}

#[test]
fn a_hook_after_a_long_silence_is_refused_until_settlements_caught_up() {
    let (mut bench, lazy, keeper) = many_epochs(520).expect("epochs");
    let registry = bench.cast.registry.clone();
    assert!(bench.model.behind(&lazy) > 512, "{} behind", bench.model.behind(&lazy));
    let more = bench.told(&lazy, 0, 95_000_000, false);

    assert!(!bench.call(&registry, &more, vec![]).expect("as the model says"));
    assert_eq!(bench.histogram.seen("delegation_changed", "treasury-decay.TooManyCheckpoints"), 1);

    let settle = ExecuteMsg::Settle { user: lazy.to_string(), limit: Some(65) };
    bench.must(&keeper, &settle, 0).expect("a settlement");
    assert!(bench.call(&registry, &more, vec![]).expect("as the model says"));
    assert_eq!(bench.model.behind(&lazy), 0);
    bench.drain().expect("everybody leaves");
}

#[test]
fn collecting_passes_no_more_checkpoints_than_its_limit() {
    let (mut bench, lazy, keeper) = many_epochs(300).expect("epochs");
    let behind = bench.model.behind(&lazy);
    let pool = bench.cast.pools[0].to_string();
    let collect = ExecuteMsg::Collect { pool, users: vec![lazy.to_string()], limit: Some(257) };

    bench.must(&keeper, &collect, 0).expect("a collection");

    assert_eq!(bench.model.behind(&lazy), behind - 256);
    bench.must(&keeper, &collect, 0).expect("another one");
    assert_eq!(bench.model.behind(&lazy), 0);
    bench.drain().expect("everybody leaves");
}

/// TD-09: in pieces or at once.
#[test]
fn settling_in_pieces_leaves_what_settling_at_once_leaves() {
    let settled = |limits: &[u32]| {
        let (mut bench, lazy, keeper) = many_epochs(40).expect("epochs");
        for limit in limits {
            let msg = ExecuteMsg::Settle { user: lazy.to_string(), limit: Some(*limit) };
            bench.must(&keeper, &msg, 0).expect("a settlement");
        }
        assert_eq!(bench.view.users[&lazy].checkpoint, limits.iter().sum::<u32>());
        bench.view
    };

    let (pieces, at_once) = (settled(&[3, 1, 16]), settled(&[20]));

    assert_eq!(pieces, at_once);
    assert_ne!(pieces, settled(&[19]));
}

/// TD-09: years of skipped epochs equal the walk, which touches in every epoch.
#[test]
fn skipped_epochs_equal_the_walk_epoch_by_epoch() {
    let walked = |steps: u64| {
        let terms = InstantiateMsg { release_secs: Some(31_536_000), ..daily() };
        let mut bench = Bench::new(terms, Identity::Off).expect("a bench");
        let (one, other) = (bench.cast.people[0].clone(), bench.cast.people[1].clone());
        let payer = bench.cast.payer.clone();
        bench.stake(&one, 0, 1_000_000, false).expect("a stake");
        bench.advance(5_000).expect("time");
        bench.stake(&other, 1, 20_000_000, false).expect("a stake");
        bench.must(&payer, &ExecuteMsg::DistributeRevenue {}, 10u128.pow(12)).expect("revenue");
        let touch = ExecuteMsg::Settle { user: payer.to_string(), limit: None };
        for _ in 0..steps {
            bench.advance(86_400 * 360 / steps).expect("time");
            bench.must(&payer, &touch, 0).expect("a touch");
        }
        bench.drain().expect("everybody leaves");
        (bench.model.sums.to_pools, bench.model.checkpoints.len(), bench.view.ledger.epoch)
    };

    let (few, many) = (walked(1), walked(360));

    assert_eq!((few.1, &few.2), (many.1, &many.2));
    assert!(few.0.abs_diff(many.0) <= 1, "{} and {}", few.0, many.0);
}

/// T-01, T-02: what the hook takes for a change, and what not.
#[test]
fn a_hook_with_the_stake_it_knows_changes_nothing_but_settlement() {
    let mut bench = Bench::new(daily(), Identity::Off).expect("a bench");
    let who = bench.cast.people[0].clone();
    let owner = bench.cast.owner.clone();
    bench.stake(&who, 0, 500, false).expect("a stake");
    let higher = ExecuteMsg::UpdateConfig {
        registrar: None,
        epoch_secs: None,
        release_secs: None,
        min_stake: Some(501u128.into()),
        unstaked_share: None,
        circulating_supply: None,
    };
    bench.must(&owner, &higher, 0).expect("a new minimum");

    bench.stake(&who, 0, 500, false).expect("a hook");
    bench.stake(&who, 1, 0, false).expect("a hook");

    assert_eq!(bench.view.ledger.mean.count, 1, "the minimum counts from the next change");
    bench.stake(&who, 0, 499, false).expect("a hook");
    assert_eq!(bench.view.ledger.mean.count, 0);
}

/// T-09: one unit beside more than there will ever be, under every base.
#[test]
fn the_smallest_stake_beside_an_enormous_one_overflows_nothing() {
    for base in [2, 3, 5, 10, 20, 100] {
        let mut bench =
            Bench::new(InstantiateMsg { decay_base: Some(base), ..daily() }, Identity::Off).expect("a bench");
        let (dust, giant) = (bench.cast.people[0].clone(), bench.cast.people[1].clone());
        let (payer, pool) = (bench.cast.payer.clone(), bench.cast.pools[1].to_string());
        bench.stake(&dust, 0, 1, false).expect("a unit");
        bench.stake(&giant, 1, 1 << 100, false).expect("a fortune");
        for _ in 0..3 {
            bench.advance(86_400).expect("an epoch");
            bench.must(&payer, &ExecuteMsg::DistributeRevenue {}, 10u128.pow(29)).expect("revenue");
            let users = vec![giant.to_string(), dust.to_string()];
            let collect = ExecuteMsg::Collect { pool: pool.clone(), users, limit: None };
            bench.must(&payer, &collect, 0).expect("a collection");
        }
        // The mean of both logarithms is 50.
        assert_eq!(bench.view.ledger.threshold.u128(), 1 << 50, "base {base}");
        bench.drain().expect("everybody leaves");
    }
}
