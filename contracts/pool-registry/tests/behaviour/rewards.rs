//! `withdraw_rewards`, `redelegate_rewards`, and what is booked when.

use cosmwasm_std::{coin, Addr, Uint256};
use tributary_pool_registry::ContractError;
use tributary_testing::DENOM;
use tributary_types::coinbase;
use tributary_types::pool_registry::{AmountResponse, ExecuteMsg, QueryMsg, TotalsResponse, CONTRACT};
use tributary_types::staker_registry;

use crate::support::suite::{amount, uint, Suite};

/// A pool that takes a tenth, with the operator's 1000 and cyd's 3000.
fn suite() -> (Suite, Addr, Addr) {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 100_000);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 3_000).unwrap();
    (suite, ada, cyd)
}

fn redelegate(suite: &mut Suite, who: &Addr, pool: &Addr) -> anyhow::Result<tributary_simulator::Outcome> {
    suite.pools(who, &ExecuteMsg::RedelegateRewards { pool: pool.to_string() }, 0)
}

fn ask(suite: &Suite, msg: &QueryMsg) -> u128 {
    suite.ask_pools::<AmountResponse>(msg).unwrap().amount.u128()
}

#[test]
fn rewards_are_shared_after_the_commission_and_paid_from_the_coinbase() {
    let (mut suite, ada, cyd) = suite();
    suite.reward(&ada, 1_000).unwrap();
    let before = (suite.holds(&ada), suite.holds(&cyd));

    let outcome = suite.withdraw(&cyd, &ada).unwrap();

    assert_eq!(amount(&outcome), 675);
    // 900 of 4000 units each: 0.225, times 10^36.
    let crr = 225 * 10u128.pow(33);
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "rewards_withdrawn delegator=cyd pool=ada amount=675 commission=0",
            &format!(
                "rewards_booked pool=ada amount=1000 commission=100 released=900 crr={crr} outstanding=325"
            ),
        ]
    );
    assert_eq!(suite.told(&outcome, coinbase::CONTRACT), ["paid pool=ada recipient=cyd amount=675"]);
    let outcome = suite.withdraw(&ada, &ada).unwrap();
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["rewards_withdrawn delegator=ada pool=ada amount=325 commission=100"]
    );
    assert_eq!((suite.holds(&ada), suite.holds(&cyd)), (before.0 + 325, before.1 + 675));
    assert_eq!(suite.holds(&suite.coinbase(&ada)), 0);
}

/// D29.
#[test]
fn queries_show_what_a_withdrawal_in_this_block_would_pay() {
    let (mut suite, ada, cyd) = suite();
    let pool = ada.to_string();
    suite.reward(&ada, 1_000).unwrap();

    let unbooked = QueryMsg::UnbookedRewards { pool: pool.clone() };
    let outstanding = QueryMsg::OutstandingRewards { pool };
    assert_eq!((ask(&suite, &unbooked), ask(&suite, &outstanding)), (1_000, 0));
    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (675, 325));
    assert_eq!(suite.pool(&ada).unwrap().lifetime_rewards, Uint256::from_u128(1_000));
    let totals = |suite: &Suite| suite.ask_pools::<TotalsResponse>(&QueryMsg::Totals {}).unwrap();
    assert_eq!(totals(&suite).lifetime_rewards, Uint256::zero());

    suite.withdraw(&cyd, &ada).unwrap();

    assert_eq!((ask(&suite, &unbooked), ask(&suite, &outstanding)), (0, 325));
    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (0, 325));
    assert_eq!(totals(&suite).lifetime_rewards, Uint256::from_u128(1_000));
}

///
#[test]
fn a_withdrawal_of_nothing_pays_nothing_and_is_reported() {
    let (mut suite, ada, cyd) = suite();
    let eve = suite.who("eve");
    suite.reward(&ada, 1_000).unwrap();
    suite.withdraw(&cyd, &ada).unwrap();
    let before = (suite.holds(&cyd), suite.holds(&eve));

    let second = suite.withdraw(&cyd, &ada).unwrap();
    let strangers = suite.withdraw(&eve, &ada).unwrap();

    for (outcome, who) in [(second, "cyd"), (strangers, "eve")] {
        assert_eq!(amount(&outcome), 0);
        assert_eq!(
            suite.told(&outcome, CONTRACT),
            [format!("rewards_withdrawn delegator={who} pool=ada amount=0 commission=0")]
        );
        assert!(suite.told(&outcome, coinbase::CONTRACT).is_empty());
    }
    assert_eq!((suite.holds(&cyd), suite.holds(&eve)), before);
    let unknown = ContractError::UnknownPool { pool: eve.clone() };
    suite.refuses(unknown, |suite| suite.withdraw(&eve, &eve));
}

/// R-09, B1: whoever owes nothing books for all and takes nothing.
#[test]
fn a_stranger_that_redelegates_nothing_leaves_everybody_elses_rewards() {
    let (mut suite, ada, cyd) = suite();
    let eve = suite.who("eve");
    suite.reward(&ada, 1_000).unwrap();

    let outcome = redelegate(&mut suite, &eve, &ada).unwrap();

    assert_eq!(amount(&outcome), 0);
    assert!(suite.told(&outcome, CONTRACT).iter().all(|event| event.starts_with("rewards_booked")));
    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (675, 325));
    assert_eq!(suite.holds(&suite.coinbase(&ada)), 1_000);
    assert_eq!(suite.pool(&ada).unwrap().delegators, 2);
}

#[test]
fn redelegated_rewards_become_stake_without_passing_through_the_delegator() {
    let (mut suite, ada, cyd) = suite();
    suite.reward(&ada, 1_000).unwrap();
    let before = suite.holds(&cyd);

    let outcome = redelegate(&mut suite, &cyd, &ada).unwrap();

    assert_eq!(amount(&outcome), 675);
    assert_eq!(
        suite.told(&outcome, CONTRACT)[..2],
        [
            "rewards_redelegated delegator=cyd pool=ada amount=675 commission=0 fee=0".to_owned(),
            "delegated delegator=cyd pool=ada amount=675 source=rewards stake=3675 pool_stake=4675"
                .to_owned(),
        ]
    );
    assert_eq!(suite.told(&outcome, coinbase::CONTRACT), ["paid pool=ada recipient=pools amount=675"]);
    assert_eq!(suite.told(&outcome, staker_registry::CONTRACT), ["bonded staker=ada amount=675 tokens=4675"]);
    assert_eq!((suite.holds(&cyd), suite.holds(&suite.pool_registry)), (before, 0));
}

#[test]
fn the_operator_redelegates_its_commission_too_and_may_mend_its_pool_by_it() {
    let (mut suite, ada, _) = suite();
    suite.undelegate(&ada, &ada, 10, 0).unwrap();
    suite.reward(&ada, 1_000).unwrap();

    let outcome = redelegate(&mut suite, &ada, &ada).unwrap();

    // A tenth, and 990/3990 of the other 900: 100 + 223.
    assert_eq!(amount(&outcome), 323);
    let told = suite.told(&outcome, CONTRACT);
    assert!(told[0].contains("amount=323 commission=100"), "{told:?}");
    assert!(
        told.last().unwrap().starts_with("pool_state_changed pool=ada state=active self_stake=1313"),
        "{told:?}"
    );
}

#[test]
fn rewards_are_not_redelegated_into_a_broken_or_full_pool_but_can_be_withdrawn() {
    let (mut suite, ada, cyd) = suite();
    suite.undelegate(&ada, &ada, 1, 0).unwrap();
    suite.reward(&ada, 1_000).unwrap();

    suite.refuses(ContractError::PoolBroken { pool: ada.clone() }, |suite| redelegate(suite, &cyd, &ada));
    assert!(amount(&suite.withdraw(&cyd, &ada).unwrap()) > 0);
}

/// PR-13, D11 with period 0: the reward that lay there is booked before the newcomer joins.
#[test]
fn whoever_joins_after_a_reward_has_arrived_gets_nothing_of_it() {
    let (mut suite, ada, cyd) = suite();
    let eve = suite.who("eve");
    suite.reward(&ada, 1_000).unwrap();

    suite.delegate(&eve, &ada, 50_000).unwrap();

    assert_eq!((suite.owed(&eve, &ada), suite.owed(&cyd, &ada)), (0, 675));
}

/// B4: several messages of one block, and of one transaction, are as good as one after the other.
#[test]
fn no_reward_is_lost_in_one_block() {
    let (mut suite, ada, cyd) = suite();
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    suite.reward(&ada, 1_000).unwrap();
    suite.undelegate(&cyd, &ada, 4_000, 0).unwrap();
    suite.reward(&ada, 100).unwrap();

    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (720, 380));
}

/// D9: fractions are kept: three rewards of 1 pay as one of 3.
#[test]
fn nothing_is_lost_to_rounding() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let (cyd, dan) = (suite.who("cyd"), suite.who("dan"));
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    suite.delegate(&dan, &ada, 1_000).unwrap();
    for _ in 0..3 {
        suite.reward(&ada, 1).unwrap();
        suite.withdraw(&cyd, &ada).unwrap();
    }

    suite.reward(&ada, 3).unwrap();

    let paid = 1;
    assert_eq!((suite.owed(&cyd, &ada) + paid, suite.owed(&dan, &ada), suite.owed(&ada, &ada)), (2, 2, 2));
}

/// D9, PR-12: without stake the commission is taken, and the net waits for the first that joins again: the operator.
#[test]
fn rewards_of_an_empty_pool_wait_for_its_operator() {
    let (mut suite, ada, cyd) = suite();
    suite.undelegate(&cyd, &ada, 3_000, 0).unwrap();
    suite.undelegate(&ada, &ada, 1_000, 0).unwrap();
    suite.reward(&ada, 1_000).unwrap();

    assert_eq!(amount(&suite.withdraw(&ada, &ada).unwrap()), 100);
    suite.refuses(ContractError::PoolBroken { pool: ada.clone() }, |suite| suite.delegate(&cyd, &ada, 1));
    suite.delegate(&ada, &ada, 1_000).unwrap();

    assert_eq!(suite.owed(&ada, &ada), 900);
}

/// Fault 5: the chain takes coins out of a coinbase.
#[test]
fn a_coinbase_that_is_short_pays_what_it_can_books_nothing_and_recovers() {
    let (mut suite, ada, cyd) = suite();
    suite.reward(&ada, 1_000).unwrap();
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    let coinbase = suite.coinbase(&ada);
    suite.set_stake(&coinbase, 400);

    let exit = suite.undelegate(&cyd, &ada, 1_000, 0).unwrap();
    assert_eq!(suite.told(&exit, CONTRACT)[0], "coinbase_short pool=ada missing=600");
    let unbooked = QueryMsg::UnbookedRewards { pool: ada.to_string() };
    assert_eq!(ask(&suite, &unbooked), 0);
    suite.refuses_with("Cannot Sub", |suite| suite.withdraw(&cyd, &ada));
    // What the coinbase still holds is enough for the operator.
    assert_eq!(amount(&suite.withdraw(&ada, &ada).unwrap()), 325);

    suite.set_stake(&coinbase, 675);
    let outcome = suite.withdraw(&cyd, &ada).unwrap();
    assert_eq!(amount(&outcome), 675);
    assert_eq!(suite.told(&outcome, CONTRACT).len(), 1, "no longer short");
}

/// PC-04, fault 42: donations to a registry are nobody's and change nothing.
#[test]
fn coins_sent_to_the_registries_change_nothing() {
    let (mut suite, ada, cyd) = suite();
    let before = suite.pool(&ada).unwrap();
    for registry in [suite.pool_registry.clone(), suite.staker_registry.clone()] {
        suite.chain.send(&cyd, &registry, vec![coin(77, DENOM)]).unwrap();
    }

    assert_eq!(suite.pool(&ada).unwrap(), before);
    suite.reward(&ada, 1_000).unwrap();
    assert_eq!(amount(&redelegate(&mut suite, &cyd, &ada).unwrap()), 675);
    assert_eq!(suite.holds(&suite.pool_registry), 77);
}

#[test]
fn a_record_without_stake_and_rewards_is_gone() {
    let (mut suite, ada, cyd) = suite();
    suite.reward(&ada, 1_000).unwrap();
    suite.undelegate(&cyd, &ada, 3_000, 0).unwrap();
    let msg = QueryMsg::Delegations { delegator: cyd.to_string(), start_after: None, limit: None };
    let rows = |suite: &Suite| {
        suite.ask_pools::<tributary_types::pool_registry::DelegationsResponse>(&msg).unwrap().delegations
    };
    assert_eq!(rows(&suite)[0].rewards, uint(675));

    suite.withdraw(&cyd, &ada).unwrap();

    assert!(rows(&suite).is_empty());
}
