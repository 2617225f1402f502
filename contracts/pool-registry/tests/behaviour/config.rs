//! Parameters at the beginning and later.

use anyhow::Result;
use cosmwasm_std::{Addr, StdError};
use cw_utils::Duration;
use tributary_controls::ControlError;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::DENOM;
use tributary_types::pool_registry::{
    ConfigChange, ConfigResponse, ExecuteMsg, InstantiateMsg, PendingConfig, PendingConfigResponse, QueryMsg,
    ScoreWeights, CONTRACT,
};
use tributary_types::staker_registry::{self, Announcement};

use crate::support::suite::{data, uint, Suite};

const DAY: u64 = 86_400;

fn wanted(suite: &Suite) -> InstantiateMsg {
    InstantiateMsg {
        staker_registry: suite.staker_registry.to_string(),
        coinbase_code_id: suite.chain.code_id("coinbase").unwrap(),
        min_self_stake_percentage: 1,
        commission_lock: Duration::Time(100),
        release_period: None,
        min_delegation: None,
        score_weights: None,
        performance_window: None,
        guardian: None,
        owner: None,
    }
}

fn instantiate(suite: &mut Suite, msg: &InstantiateMsg) -> Result<Outcome> {
    let owner = suite.owner.clone();
    let (address, outcome) = suite.chain.instantiate(&owner, "pool-registry", "another", msg, vec![])?;
    suite.call(&address, "another");
    suite.pool_registry = address;
    Ok(outcome)
}

fn config(suite: &Suite) -> ConfigResponse {
    suite.ask_pools(&QueryMsg::Config {}).unwrap()
}

fn pending(suite: &Suite) -> Option<PendingConfig> {
    suite.ask_pools::<PendingConfigResponse>(&QueryMsg::PendingConfig {}).unwrap().pending
}

fn announce(suite: &mut Suite, change: &ConfigChange) -> Result<Outcome> {
    let (owner, change) = (suite.owner.clone(), change.clone());
    suite.pools(&owner, &ExecuteMsg::AnnounceConfig { change }, 0)
}

fn minimum(amount: u128) -> ConfigChange {
    ConfigChange { min_delegation: Some(uint(amount)), ..ConfigChange::default() }
}

fn apply(suite: &mut Suite, who: &Addr) -> Result<Outcome> {
    suite.pools(who, &ExecuteMsg::ApplyConfig {}, 0)
}

#[test]
fn what_is_omitted_has_its_default_and_the_rest_comes_from_the_staker_registry() {
    let mut suite = Suite::default();
    let msg = wanted(&suite);

    instantiate(&mut suite, &msg).unwrap();

    let checksum = suite.chain.app().wrap().query_wasm_code_info(msg.coinbase_code_id).unwrap().checksum;
    let expected = ConfigResponse {
        staker_registry: suite.staker_registry.clone(),
        denom: DENOM.to_owned(),
        min_self_stake: uint(1_000),
        min_self_stake_percentage: 1,
        coinbase_code_id: msg.coinbase_code_id,
        coinbase_checksum: checksum.to_hex(),
        commission_lock: Duration::Time(100),
        release_period: Duration::Time(0),
        min_delegation: uint(1),
        score_weights: ScoreWeights { fee: 1, performance: 1, capacity: 1 },
        performance_window: 60_480,
        hooks: vec![],
        license_nft: None,
        coins_per_license: None,
        guardian: None,
        owner: Some(suite.owner.clone()),
        paused: false,
    };
    assert_eq!(config(&suite), expected);
}

#[test]
fn what_is_given_is_taken() {
    let mut suite = Suite::default();
    let eve = suite.who("eve");
    let msg = InstantiateMsg {
        min_self_stake_percentage: 100,
        commission_lock: Duration::Time(60 * DAY),
        release_period: Some(Duration::Time(60 * DAY)),
        min_delegation: Some(uint(0)),
        score_weights: Some(ScoreWeights { fee: 0, performance: 7, capacity: 9 }),
        performance_window: Some(1),
        guardian: Some(eve.to_string()),
        owner: Some(eve.to_string()),
        ..wanted(&suite)
    };

    instantiate(&mut suite, &msg).unwrap();

    let found = config(&suite);
    assert_eq!((found.min_self_stake_percentage, found.performance_window), (100, 1));
    assert_eq!(
        (found.commission_lock, found.release_period),
        (Duration::Time(60 * DAY), Duration::Time(60 * DAY))
    );
    assert_eq!(found.score_weights, ScoreWeights { fee: 0, performance: 7, capacity: 9 });
    assert_eq!((found.min_delegation, found.owner, found.guardian), (uint(0), Some(eve.clone()), Some(eve)));
}

/// O-05.
#[test]
fn parameters_out_of_range_are_refused_at_the_beginning() {
    let mut suite = Suite::default();
    let base = wanted(&suite);
    let too_long = |lock, given, max| ControlError::TooLong { lock, given, max };
    let kind = |lock, expected, given| ControlError::KindDiffers { lock, expected, given };
    let day_60 = Duration::Time(60 * DAY);
    let over = Duration::Time(60 * DAY + 1);
    let blocks_over = Duration::Height(60 * 8_640 + 1);
    let table: Vec<(InstantiateMsg, ContractError)> = vec![
        (
            InstantiateMsg { min_self_stake_percentage: 0, ..base.clone() },
            ContractError::PercentageOutOfRange { given: 0 },
        ),
        (
            InstantiateMsg { min_self_stake_percentage: 101, ..base.clone() },
            ContractError::PercentageOutOfRange { given: 101 },
        ),
        (InstantiateMsg { performance_window: Some(0), ..base.clone() }, ContractError::ZeroWindow),
        (
            InstantiateMsg { commission_lock: Duration::Time(0), ..base.clone() },
            ControlError::ZeroLock { lock: "commission lock" }.into(),
        ),
        (
            InstantiateMsg { commission_lock: over, ..base.clone() },
            too_long("commission lock", over, day_60).into(),
        ),
        (
            InstantiateMsg { commission_lock: blocks_over, ..base.clone() },
            too_long("commission lock", blocks_over, Duration::Height(60 * 8_640)).into(),
        ),
        (
            InstantiateMsg { release_period: Some(over), ..base.clone() },
            too_long("release period", over, day_60).into(),
        ),
        (
            InstantiateMsg { release_period: Some(Duration::Height(5)), ..base.clone() },
            kind("release period", Duration::Time(0), Duration::Height(5)).into(),
        ),
    ];
    for (msg, error) in table {
        suite.refuses(error, |suite| instantiate(suite, &msg));
    }
}

#[test]
fn wrong_contracts_are_refused_at_the_beginning() {
    let mut suite = Suite::default();
    let (owner, base) = (suite.owner.clone(), wanted(&suite));

    for msg in [
        InstantiateMsg { staker_registry: owner.to_string(), ..base.clone() },
        InstantiateMsg { staker_registry: suite.pool_registry.to_string(), ..base.clone() },
        InstantiateMsg { coinbase_code_id: 999, ..base },
    ] {
        let before = suite.chain.fingerprint();
        let error = instantiate(&mut suite, &msg).unwrap_err();
        let found = error.downcast_ref::<ContractError>();
        let expected = matches!(
            found,
            Some(
                ContractError::Std(_)
                    | ContractError::Control(ControlError::Std(StdError::GenericErr { .. }))
            )
        );
        assert!(expected, "{msg:?}: {error:#}");
        assert_eq!(suite.chain.fingerprint(), before);
    }
}

/// D25.
#[test]
fn before_the_first_pool_a_change_is_in_force_at_once() {
    let mut suite = Suite::default();

    let outcome = announce(&mut suite, &minimum(7)).unwrap();

    assert_eq!(data::<Announcement>(&outcome), Announcement { release: None });
    assert_eq!(suite.told(&outcome, CONTRACT), ["config_announced"]);
    assert_eq!((config(&suite).min_delegation, pending(&suite)), (uint(7), None));
}

/// D25: an unbond lock of the staker-registry and a day.
#[test]
fn with_a_pool_a_change_waits_until_everybody_could_leave() {
    let mut suite = Suite::default();
    suite.pool_of("ada", 1_000, 0);
    let eve = suite.who("eve");
    let change = ConfigChange {
        commission_lock: Some(Duration::Time(5)),
        release_period: Some(Duration::Time(6)),
        min_delegation: Some(uint(7)),
    };

    let outcome = announce(&mut suite, &change).unwrap();

    let release = suite.after(2 * DAY);
    assert_eq!(data::<Announcement>(&outcome), Announcement { release: Some(release) });
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!("config_announced release={}", suite.nanos_after(2 * DAY))]
    );
    assert_eq!(pending(&suite), Some(PendingConfig { change, release }));
    suite.wait(2 * DAY - 1);
    let locked = ContractError::Control(ControlError::Locked { release });
    suite.refuses(locked, |suite| apply(suite, &eve));
    suite.wait(1);
    let outcome = apply(&mut suite, &eve).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["config_applied"]);
    let found = config(&suite);
    assert_eq!((found.commission_lock, found.release_period), (Duration::Time(5), Duration::Time(6)));
    assert_eq!((found.min_delegation, pending(&suite)), (uint(7), None));
    let nothing = ContractError::Control(ControlError::NothingAnnounced);
    suite.refuses(nothing, |suite| apply(suite, &eve));
}

#[test]
fn a_new_announcement_replaces_the_open_one_and_starts_the_clock_again() {
    let mut suite = Suite::default();
    suite.pool_of("ada", 1_000, 0);
    let eve = suite.who("eve");
    announce(&mut suite, &minimum(7)).unwrap();
    suite.wait(2 * DAY);
    announce(&mut suite, &minimum(8)).unwrap();
    let release = suite.after(2 * DAY);

    suite.refuses(ContractError::Control(ControlError::Locked { release }), |suite| apply(suite, &eve));
    suite.wait(2 * DAY);
    apply(&mut suite, &eve).unwrap();

    assert_eq!(config(&suite).min_delegation, uint(8));
}

/// D25: the unbond lock of the moment of the announcement counts.
#[test]
fn the_clock_of_an_announcement_is_the_unbond_lock_in_force() {
    let mut suite = Suite::default();
    let change =
        staker_registry::ConfigChange { unbond_lock: Some(Duration::Time(5 * DAY)), ..Default::default() };
    let owner = suite.owner.clone();
    suite.stakers(&owner, &staker_registry::ExecuteMsg::AnnounceConfig { change }, 0).unwrap();
    suite.pool_of("ada", 1_000, 0);

    let outcome = announce(&mut suite, &minimum(7)).unwrap();

    assert_eq!(data::<Announcement>(&outcome).release, Some(suite.after(6 * DAY)));
}

#[test]
fn the_owner_withdraws_an_announcement() {
    let mut suite = Suite::default();
    suite.pool_of("ada", 1_000, 0);
    let owner = suite.owner.clone();
    let nothing = || ContractError::Control(ControlError::NothingAnnounced);
    let cancel = |suite: &mut Suite| suite.pools(&owner, &ExecuteMsg::CancelConfig {}, 0);

    suite.refuses(nothing(), cancel);
    announce(&mut suite, &minimum(7)).unwrap();
    let outcome = cancel(&mut suite).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["config_cancelled"]);
    suite.wait(2 * DAY);
    suite.refuses(nothing(), |suite| apply(suite, &owner));
}

/// O-05.
#[test]
fn a_change_out_of_range_is_refused_when_it_is_announced() {
    let mut suite = Suite::default();
    suite.pool_of("ada", 1_000, 0);
    let blocks = Duration::Height(5);
    let over = Duration::Time(60 * DAY + 1);
    let lock = |lock| ConfigChange { commission_lock: Some(lock), ..ConfigChange::default() };
    let period = |period| ConfigChange { release_period: Some(period), ..ConfigChange::default() };
    let max = Duration::Time(60 * DAY);
    for (change, error) in [
        (ConfigChange::default(), ControlError::EmptyChange),
        (lock(Duration::Time(0)), ControlError::ZeroLock { lock: "commission lock" }),
        (lock(over), ControlError::TooLong { lock: "commission lock", given: over, max }),
        (
            lock(blocks),
            ControlError::KindDiffers {
                lock: "commission lock",
                expected: Duration::Time(604_800),
                given: blocks,
            },
        ),
        (period(over), ControlError::TooLong { lock: "release period", given: over, max }),
        (
            period(blocks),
            ControlError::KindDiffers { lock: "release period", expected: Duration::Time(0), given: blocks },
        ),
    ] {
        suite.refuses(ContractError::Control(error), |suite| announce(suite, &change));
    }
    announce(&mut suite, &period(Duration::Time(0))).unwrap();
}

/// D3, D14: what is open keeps its points whatever is announced.
#[test]
fn a_new_commission_lock_does_not_move_an_open_request() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let change = ConfigChange { commission_lock: Some(Duration::Time(1)), ..ConfigChange::default() };
    announce(&mut suite, &change).unwrap();
    suite.wait(2 * DAY);
    suite.pools(&ada, &ExecuteMsg::RequestCommissionChange { commission_ppm: 5 }, 0).unwrap();
    let before = suite.pool(&ada).unwrap().commission_request;

    apply(&mut suite, &ada).unwrap();

    assert_eq!(suite.pool(&ada).unwrap().commission_request, before);
}

/// D13: a raised minimum keeps nobody in.
#[test]
fn whoever_holds_less_than_a_raised_minimum_can_still_leave() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 50).unwrap();
    announce(&mut suite, &minimum(100)).unwrap();
    suite.wait(2 * DAY);
    apply(&mut suite, &cyd).unwrap();

    suite.refuses_with("minimum", |suite| suite.undelegate(&cyd, &ada, 1, 0));
    suite.undelegate(&cyd, &ada, 50, 0).unwrap();
}
