//! What an escrow begins with, at both ends of every range

use cosmwasm_std::Addr;
use tributary_joint_staking::ContractError;
use tributary_testing::{Parameters, DENOM};
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{ConfigResponse, InstantiateMsg, QueryMsg};

use crate::support::suite::Suite;
use crate::support::tokens::token;
use crate::world::{caps, instantiation, invalid, multipliers, one_asset, DAY, REWARD, START};

/// A chain on which escrows begin.
struct Stage {
    suite: Suite,
    registrar: Addr,
}

impl Default for Stage {
    fn default() -> Self {
        let mut suite = Suite::default();
        let registrar = suite.who("registrar");
        Self { suite, registrar }
    }
}

impl Stage {
    fn msg(&self, change: impl FnOnce(&mut InstantiateMsg)) -> InstantiateMsg {
        let mut msg = instantiation(&self.registrar);
        change(&mut msg);
        msg
    }

    /// An escrow that begins, as it answers.
    #[track_caller]
    fn begins(&mut self, change: impl FnOnce(&mut InstantiateMsg)) -> ConfigResponse {
        let (msg, owner) = (self.msg(change), self.suite.owner.clone());
        let (escrow, _) =
            self.suite.chain.instantiate(&owner, "joint-staking", "escrow", &msg, vec![]).unwrap();
        self.suite.chain.query_as(&escrow, &QueryMsg::Config {}).unwrap()
    }

    /// An escrow that does not begin.
    #[track_caller]
    fn refuses(&mut self, change: impl FnOnce(&mut InstantiateMsg), error: ContractError) {
        let (msg, owner) = (self.msg(change), self.suite.owner.clone());
        self.suite.refuses(error, |suite| {
            Ok(suite.chain.instantiate(&owner, "joint-staking", "escrow", &msg, vec![])?.1)
        });
    }
}

#[test]
fn what_is_omitted_has_the_value_of_the_specification() {
    let mut stage = Stage::default();
    let found = stage.begins(|_| {});
    let expected = ConfigResponse {
        owner: Some(stage.suite.owner.clone()),
        registrar: stage.registrar.clone(),
        guardian: None,
        paused: false,
        stake_asset: Asset::Native(DENOM.to_owned()),
        reward_asset: Asset::Native(REWARD.to_owned()),
        treasury: None,
        pool_registry: None,
        daily_caps: vec![],
        time_multipliers: multipliers(&[
            (30, 10_000),
            (60, 11_000),
            (90, 12_500),
            (180, 15_000),
            (365, 20_000),
        ]),
        penalty_bps: 3_000,
        min_penalty_bps: 0,
        mutual_exit_free: false,
        day_secs: DAY,
        started_secs: START,
    };
    assert_eq!(found, expected);
}

#[test]
fn what_is_given_is_what_config_answers() {
    let mut stage = Stage::default();
    let [heir, guardian] = ["heir", "guardian"].map(|name| stage.suite.who(name));
    let (treasury, _) = stage.suite.deploy_treasury(&Parameters::default().revenue, &[]).unwrap();
    let pools = stage.suite.pool_registry.clone();
    stage.suite.wait(77);
    let found = stage.begins(|msg| {
        one_asset(msg);
        msg.owner = Some(heir.to_string());
        msg.guardian = Some(guardian.to_string());
        msg.treasury = Some(treasury.to_string());
        msg.pool_registry = Some(pools.to_string());
        msg.daily_caps = Some(caps(&[(0, 0), (1, u128::MAX), (u32::MAX, 5)]));
        msg.time_multipliers = Some(multipliers(&[(365, 1), (30, 100_000)]));
        msg.penalty_bps = Some(10_000);
        msg.min_penalty_bps = Some(10_000);
        msg.mutual_exit_free = Some(true);
        msg.day_secs = Some(1);
    });
    let expected = ConfigResponse {
        owner: Some(heir),
        registrar: stage.registrar.clone(),
        guardian: Some(guardian),
        paused: false,
        stake_asset: Asset::Native(DENOM.to_owned()),
        reward_asset: Asset::Native(DENOM.to_owned()),
        treasury: Some(treasury),
        pool_registry: Some(pools),
        daily_caps: caps(&[(0, 0), (1, u128::MAX), (u32::MAX, 5)]),
        time_multipliers: multipliers(&[(30, 100_000), (60, 11_000), (90, 12_500), (180, 15_000), (365, 1)]),
        penalty_bps: 10_000,
        min_penalty_bps: 10_000,
        mutual_exit_free: true,
        day_secs: 1,
        started_secs: START + 77,
    };
    assert_eq!(found, expected);
}

#[test]
fn rates_and_days_are_within_their_ranges() {
    let mut stage = Stage::default();
    for bps in [0, 1, 9_999, 10_000] {
        assert_eq!(stage.begins(|msg| msg.penalty_bps = Some(bps)).penalty_bps, bps);
        let found = stage.begins(|msg| {
            one_asset(msg);
            msg.min_penalty_bps = Some(bps);
        });
        assert_eq!(found.min_penalty_bps, bps);
    }
    for bps in [10_001, u32::MAX] {
        stage.refuses(|msg| msg.penalty_bps = Some(bps), invalid("penalty_bps", "at most 10000", bps));
        let error = invalid("min_penalty_bps", "at most 10000", bps);
        stage.refuses(|msg| msg.min_penalty_bps = Some(bps), error);
    }
    for secs in [1, 2, 86_399, 86_400] {
        assert_eq!(stage.begins(|msg| msg.day_secs = Some(secs)).day_secs, secs);
    }
    for secs in [0, 86_401, u64::MAX] {
        stage.refuses(|msg| msg.day_secs = Some(secs), invalid("day_secs", "1 to 86400", secs));
    }
}

/// A part of the principal is no penalty where rewards are something else.
#[test]
fn a_minimum_penalty_needs_one_asset() {
    let mut stage = Stage::default();
    let error = invalid("min_penalty_bps", "0, where stake and reward are not the same", 1);
    stage.refuses(|msg| msg.min_penalty_bps = Some(1), error);
    assert_eq!(stage.begins(|msg| msg.min_penalty_bps = Some(0)).min_penalty_bps, 0);
}

/// J-11.
#[test]
fn multipliers_are_within_their_ranges() {
    let mut stage = Stage::default();
    for (rows, error) in [
        (&[(30, 0)][..], invalid("tau_bps", "1 to 100000", 0)),
        (&[(30, 100_001)], invalid("tau_bps", "1 to 100000", 100_001)),
        (&[(31, 5)], invalid("lock_days", "30, 60, 90, 180 or 365", 31)),
        (&[(0, 5)], invalid("lock_days", "30, 60, 90, 180 or 365", 0)),
        (&[(30, 5), (60, 5), (30, 6)], invalid("time_multipliers", "one row a lock", 30)),
    ] {
        stage.refuses(|msg| msg.time_multipliers = Some(multipliers(rows)), error);
    }
    assert_eq!(stage.begins(|msg| msg.time_multipliers = Some(vec![])).time_multipliers.len(), 5);
}

/// J-11.
#[test]
fn caps_begin_with_day_0_and_increase() {
    let mut stage = Stage::default();
    let many = |count: u32| (0..count).map(|day| (day, 5)).collect::<Vec<_>>();
    for rows in [many(0), many(1), many(16), vec![(0, 0)]] {
        assert_eq!(stage.begins(|msg| msg.daily_caps = Some(caps(&rows))).daily_caps, caps(&rows));
    }
    for (rows, error) in [
        (many(17), invalid("daily_caps", "16 rows or less", 17)),
        (vec![(1, 5)], invalid("from_day", "0 in the first row", 1)),
        (vec![(0, 5), (0, 6)], invalid("from_day", "increasing", 0)),
        (vec![(0, 5), (7, 6), (6, 5)], invalid("from_day", "increasing", 6)),
        (vec![(0, 5), (7, 6), (7, 5)], invalid("from_day", "increasing", 7)),
    ] {
        stage.refuses(|msg| msg.daily_caps = Some(caps(&rows)), error);
    }
}

/// A treasury takes coins of the reward, and says so.
#[test]
fn a_treasury_is_one_for_the_reward() {
    let mut stage = Stage::default();
    let (treasury, _) = stage.suite.deploy_treasury(&Parameters::default().revenue, &[]).unwrap();
    let (eve, owner) = (stage.suite.who("eve"), stage.suite.owner.clone());
    let agi = token(&mut stage.suite.chain, &owner, "agi", &[]);
    let bad = |given: &Addr| invalid("treasury", "a treasury for the reward asset", given);
    stage.refuses(|msg| msg.treasury = Some(treasury.to_string()), bad(&treasury));
    stage.refuses(
        |msg| {
            one_asset(msg);
            msg.treasury = Some(eve.to_string());
        },
        bad(&eve),
    );
    stage.refuses(
        |msg| {
            msg.reward_asset = Asset::Cw20(agi.to_string());
            msg.treasury = Some(treasury.to_string());
        },
        bad(&treasury),
    );
    let found = stage.begins(|msg| {
        msg.stake_asset = Asset::Cw20(agi.to_string());
        msg.reward_asset = Asset::Native(DENOM.to_owned());
        msg.treasury = Some(treasury.to_string());
    });
    assert_eq!(found.treasury, Some(treasury));
}

/// A pool-registry takes and pays one coin.
#[test]
fn a_pool_registry_is_one_for_stake_and_reward() {
    let mut stage = Stage::default();
    let (pools, eve) = (stage.suite.pool_registry.clone(), stage.suite.who("eve"));
    let bad = |given: &Addr| invalid("pool_registry", "one whose denom is stake and reward", given);
    stage.refuses(|msg| msg.pool_registry = Some(pools.to_string()), bad(&pools));
    stage.refuses(
        |msg| {
            (msg.stake_asset, msg.reward_asset) = (msg.reward_asset.clone(), msg.stake_asset.clone());
            msg.pool_registry = Some(pools.to_string());
        },
        bad(&pools),
    );
    stage.refuses(
        |msg| {
            msg.stake_asset = msg.reward_asset.clone();
            msg.pool_registry = Some(pools.to_string());
        },
        bad(&pools),
    );
    let agi = token(&mut stage.suite.chain, &eve, "agi", &[]);
    stage.refuses(
        |msg| {
            (msg.stake_asset, msg.reward_asset) =
                (Asset::Cw20(agi.to_string()), Asset::Cw20(agi.to_string()));
            msg.pool_registry = Some(pools.to_string());
        },
        bad(&pools),
    );
    for stranger in [&eve, &stage.suite.staker_registry.clone()] {
        stage.refuses(
            |msg| {
                one_asset(msg);
                msg.pool_registry = Some(stranger.to_string());
            },
            bad(stranger),
        );
    }
}
