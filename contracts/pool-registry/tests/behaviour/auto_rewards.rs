//! `enable_auto_rewards`, `disable_auto_rewards`, `auto_redelegate`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_types::coinbase;
use tributary_types::pool_registry::{
    AutoRedelegation, AutoReward, AutoRewardsResponse, DelegationCursor, DelegationResponse, ExecuteMsg,
    QueryMsg, CONTRACT,
};
use tributary_types::staker_registry;

use crate::support::suite::{data, uint, Suite};
use crate::world::PAUSE;

fn suite() -> (Suite, Addr, Addr, Addr) {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 100_000);
    let (cyd, eve) = (suite.who("cyd"), suite.who("eve"));
    suite.delegate(&cyd, &ada, 3_000).unwrap();
    (suite, ada, cyd, eve)
}

fn enable(suite: &mut Suite, who: &Addr, pool: &Addr, fee_ppm: u32) -> Result<Outcome> {
    suite.pools(who, &ExecuteMsg::EnableAutoRewards { pool: pool.to_string(), fee_ppm }, 0)
}

fn auto(
    suite: &mut Suite,
    caller: &Addr,
    pool: &Addr,
    delegator: &Addr,
    to: Option<&Addr>,
) -> Result<Outcome> {
    let (pool, delegator, fee_recipient) = (pool.to_string(), delegator.to_string(), to.map(Addr::to_string));
    suite.pools(caller, &ExecuteMsg::AutoRedelegate { pool, delegator, fee_recipient }, 0)
}

fn listed(suite: &Suite, pool: Option<&Addr>, min_amount: u128) -> Vec<AutoReward> {
    let (pool, min_amount) = (pool.map(Addr::to_string), Some(uint(min_amount)));
    let msg = QueryMsg::AutoRewards { pool, min_amount, start_after: None, limit: None };
    suite.ask_pools::<AutoRewardsResponse>(&msg).unwrap().auto_rewards
}

#[test]
fn anybody_redelegates_for_whoever_opted_in_and_keeps_the_agreed_part() {
    let (mut suite, ada, cyd, eve) = suite();
    let on = enable(&mut suite, &cyd, &ada, 20_000).unwrap();
    assert_eq!(suite.told(&on, CONTRACT), ["auto_rewards_enabled delegator=cyd pool=ada fee_ppm=20000"]);
    suite.reward(&ada, 1_000).unwrap();
    let expected = AutoReward {
        pool: ada.clone(),
        delegator: cyd.clone(),
        fee_ppm: 20_000,
        rewards: uint(675),
        fee: uint(13),
        accepted: true,
    };
    assert_eq!(listed(&suite, None, 0), [expected]);
    let before = (suite.holds(&eve), suite.holds(&cyd));

    let outcome = auto(&mut suite, &eve, &ada, &cyd, None).unwrap();

    let split = AutoRedelegation { amount: uint(662), fee: uint(13) };
    assert_eq!(data::<AutoRedelegation>(&outcome), split);
    assert_eq!(
        suite.told(&outcome, CONTRACT)[..2],
        [
            "rewards_redelegated delegator=cyd pool=ada amount=662 commission=0 fee=13 fee_recipient=eve"
                .to_owned(),
            "delegated delegator=cyd pool=ada amount=662 source=rewards stake=3662 pool_stake=4662"
                .to_owned(),
        ]
    );
    assert_eq!(
        suite.told(&outcome, coinbase::CONTRACT),
        ["paid pool=ada recipient=eve amount=13", "paid pool=ada recipient=pools amount=662"]
    );
    assert_eq!(suite.told(&outcome, staker_registry::CONTRACT), ["bonded staker=ada amount=662 tokens=4662"]);
    assert_eq!((suite.holds(&eve), suite.holds(&cyd)), (before.0 + 13, before.1));
    assert_eq!(suite.holds(&suite.pool_registry), 0);
}

#[test]
fn the_fee_goes_where_the_caller_says_but_not_to_a_registry() {
    let (mut suite, ada, cyd, eve) = suite();
    enable(&mut suite, &cyd, &ada, 20_000).unwrap();
    suite.reward(&ada, 1_000).unwrap();
    let before = suite.holds(&eve);

    let pools = suite.pool_registry.clone();
    let registry = ContractError::RecipientIsRegistry;
    suite.refuses(registry, |suite| auto(suite, &cyd, &ada, &cyd, Some(&pools)));
    auto(&mut suite, &ada, &ada, &cyd, Some(&eve)).unwrap();

    assert_eq!(suite.holds(&eve), before + 13);
}

#[test]
fn of_the_operator_the_commission_is_redelegated_as_well() {
    let (mut suite, ada, _, eve) = suite();
    enable(&mut suite, &ada, &ada, 100_000).unwrap();
    suite.reward(&ada, 1_000).unwrap();

    let outcome = auto(&mut suite, &eve, &ada, &ada, None).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT)[0],
        "rewards_redelegated delegator=ada pool=ada amount=293 commission=100 fee=32 fee_recipient=eve"
    );
}

///
#[test]
fn nobody_redelegates_for_whoever_did_not_opt_in_or_opted_out() {
    let (mut suite, ada, cyd, eve) = suite();
    suite.reward(&ada, 1_000).unwrap();
    let not = || ContractError::NotOptedIn { pool: ada.clone(), delegator: cyd.clone() };

    suite.refuses(not(), |suite| auto(suite, &eve, &ada, &cyd, None));
    enable(&mut suite, &cyd, &ada, 0).unwrap();
    let off = suite.pools(&cyd, &ExecuteMsg::DisableAutoRewards { pool: ada.to_string() }, 0).unwrap();
    assert_eq!(suite.told(&off, CONTRACT), ["auto_rewards_disabled delegator=cyd pool=ada"]);
    suite.refuses(not(), |suite| auto(suite, &eve, &ada, &cyd, None));
    assert!(listed(&suite, None, 0).is_empty());
}

/// B8, D12.
#[test]
fn the_fee_is_below_everything() {
    let (mut suite, ada, cyd, eve) = suite();

    for given in [1_000_000, 1_000_001, u32::MAX] {
        let too_high = ContractError::AutoFeeTooHigh { given };
        suite.refuses(too_high, |suite| enable(suite, &cyd, &ada, given));
    }
    let unknown = || ContractError::UnknownPool { pool: eve.clone() };
    suite.refuses(unknown(), |suite| enable(suite, &cyd, &eve, 5));
    let off = ExecuteMsg::DisableAutoRewards { pool: eve.to_string() };
    suite.refuses(unknown(), |suite| suite.pools(&cyd, &off, 0));
    enable(&mut suite, &cyd, &ada, 999_999).unwrap();
    suite.reward(&ada, 1_000).unwrap();
    let outcome = auto(&mut suite, &eve, &ada, &cyd, None).unwrap();
    assert_eq!(data::<AutoRedelegation>(&outcome), AutoRedelegation { amount: uint(1), fee: uint(674) });
}

#[test]
fn opting_in_again_replaces_the_fee() {
    let (mut suite, ada, cyd, _) = suite();
    enable(&mut suite, &cyd, &ada, 5).unwrap();
    enable(&mut suite, &cyd, &ada, 7).unwrap();

    let msg = QueryMsg::Delegation { pool: ada.to_string(), delegator: cyd.to_string() };
    assert_eq!(suite.ask_pools::<DelegationResponse>(&msg).unwrap().auto_fee_ppm, Some(7));
}

/// owed 0 is a no-op; the fee rounds down, so something is always left of something.
#[test]
fn nothing_owed_changes_nothing_and_a_single_unit_is_delegated() {
    let (mut suite, ada, cyd, eve) = suite();
    enable(&mut suite, &cyd, &ada, 999_999).unwrap();

    let nothing = AutoRedelegation { amount: uint(0), fee: uint(0) };
    let outcome = auto(&mut suite, &eve, &ada, &cyd, None).unwrap();
    assert_eq!(data::<AutoRedelegation>(&outcome), nothing);
    assert!(suite.told(&outcome, CONTRACT).is_empty());
    assert!(!listed(&suite, None, 0)[0].accepted, "a call would bond nothing");

    suite.reward(&ada, 2).unwrap();
    let outcome = auto(&mut suite, &eve, &ada, &cyd, None).unwrap();
    assert_eq!(data::<AutoRedelegation>(&outcome), AutoRedelegation { amount: uint(1), fee: uint(0) });
    assert!(!suite.told(&outcome, CONTRACT)[0].contains("fee_recipient"), "nobody got a fee");
}

#[test]
fn the_list_says_whether_a_call_would_succeed() {
    let (mut suite, ada, cyd, eve) = suite();
    enable(&mut suite, &cyd, &ada, 10).unwrap();
    suite.reward(&ada, 1_000).unwrap();
    let accepted = |suite: &Suite| listed(suite, None, 0)[0].accepted;
    assert!(accepted(&suite));
    let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());

    suite.pools(&guardian, &PAUSE, 0).unwrap();
    assert!(!accepted(&suite));
    suite.pools(&owner, &ExecuteMsg::Unpause {}, 0).unwrap();
    suite.stakers(&guardian, &staker_registry::ExecuteMsg::Pause {}, 0).unwrap();
    assert!(!accepted(&suite));
    suite.refuses_with("paused", |suite| auto(suite, &eve, &ada, &cyd, None));
    suite.stakers(&owner, &staker_registry::ExecuteMsg::Unpause {}, 0).unwrap();
    assert!(accepted(&suite));
    suite.undelegate(&ada, &ada, 1, 0).unwrap();
    assert!(!accepted(&suite));
    suite.refuses(ContractError::PoolBroken { pool: ada.clone() }, |suite| {
        auto(suite, &eve, &ada, &cyd, None)
    });
}

#[test]
fn the_list_can_be_of_one_pool_and_of_those_that_are_worth_it() {
    let (mut suite, ada, cyd, eve) = suite();
    let ben = suite.pool_of("ben", 1_000, 0);
    suite.delegate(&cyd, &ben, 1_000).unwrap();
    suite.reward(&ada, 1_000).unwrap();
    suite.reward(&ben, 10).unwrap();
    for pool in [&ada, &ben] {
        enable(&mut suite, &cyd, pool, 10).unwrap();
        enable(&mut suite, &eve, pool, 10).unwrap();
    }

    let pairs = |rows: &[AutoReward]| -> Vec<(Addr, u128)> {
        rows.iter().map(|row| (row.delegator.clone(), row.rewards.u128())).collect()
    };
    let mut of_ada = vec![(cyd.clone(), 675), (eve, 0)];
    of_ada.sort();
    assert_eq!(pairs(&listed(&suite, Some(&ada), 0)), of_ada);
    assert_eq!(pairs(&listed(&suite, Some(&ada), 675)), [(cyd.clone(), 675)]);
    assert!(listed(&suite, Some(&ada), 676).is_empty());
    assert_eq!(listed(&suite, None, 5).len(), 2);
    let start_after = Some(DelegationCursor { pool: ada.to_string(), delegator: of_ada[0].0.to_string() });
    let msg =
        QueryMsg::AutoRewards { pool: Some(ada.to_string()), min_amount: None, start_after, limit: None };
    let rest = suite.ask_pools::<AutoRewardsResponse>(&msg).unwrap().auto_rewards;
    assert_eq!(pairs(&rest), of_ada[1..]);
}
