//! `liquidated`, which the staker-registry sends.

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::Parameters;
use tributary_types::pool_registry::{ExecuteMsg, PoolState, CONTRACT};
use tributary_types::staker_registry::{self, Liquidation, TotalsResponse};

use crate::support::suite::{data, uint, Suite};

pub fn liquidate(suite: &mut Suite, staker: &Addr, amount: u128, evidence: &str) -> Result<Outcome> {
    let slasher = suite.slasher.clone();
    let msg = staker_registry::ExecuteMsg::Liquidate {
        staker: staker.to_string(),
        amount: uint(amount),
        evidence_id: evidence.to_owned(),
        reason: "double sign".to_owned(),
    };
    suite.stakers(&slasher, &msg, 0)
}

/// D22: the operator's own, after what it earned was settled; never the delegators'.
#[test]
fn the_operators_stake_is_taken_and_everybodys_rewards_stay() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 2_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 2_000).unwrap();
    suite.reward(&ada, 100).unwrap();

    let outcome = liquidate(&mut suite, &ada, 1_500, "one").unwrap();

    assert_eq!(
        data::<Liquidation>(&outcome),
        Liquidation { taken: uint(1_500), left: uint(0), burned: 0, surplus: uint(0) }
    );
    let told = suite.told(&outcome, CONTRACT);
    assert_eq!(
        told[0],
        "operator_liquidated pool=ada amount=1500 licenses=0 surplus=0 stake=500 pool_stake=2500"
    );
    assert!(told[1].starts_with("rewards_booked pool=ada amount=100"), "{told:?}");
    assert_eq!(told[2], "pool_state_changed pool=ada state=broken self_stake=500 pool_stake=2500");
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT)[0],
        "liquidated staker=ada taken=1500 left=0 from_tokens=1500 burned=0 surplus=0 evidence_id=one reason=double sign tokens=2500 licenses=0"
    );
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&cyd, &ada)), (50, 50));
    suite.reward(&ada, 50).unwrap();
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&cyd, &ada)), (60, 90));
    let totals: TotalsResponse = suite.ask_stakers(&staker_registry::QueryMsg::Totals {}).unwrap();
    assert_eq!((totals.tokens, totals.revenue_due), (uint(2_500), uint(1_500)));
}

#[test]
fn no_more_is_taken_than_the_operator_holds() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 2_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 5_000).unwrap();
    suite.undelegate(&ada, &ada, 300, 0).unwrap();

    let outcome = liquidate(&mut suite, &ada, 9_999, "one").unwrap();

    assert_eq!(
        data::<Liquidation>(&outcome),
        Liquidation { taken: uint(2_000), left: uint(7_999), burned: 0, surplus: uint(0) }
    );
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.state, pool.self_stake, pool.total_stake), (PoolState::Retired, uint(0), uint(5_000)));
    suite.undelegate(&cyd, &ada, 5_000, 0).unwrap();
}

/// D22: the minimum delegation does not protect the operator.
#[test]
fn less_than_the_minimum_delegation_may_be_left() {
    let mut suite = Suite::with(&Parameters { min_delegation: Some(500), ..Parameters::default() });
    let ada = suite.pool_of("ada", 1_000, 0);

    liquidate(&mut suite, &ada, 999, "one").unwrap();

    assert_eq!(suite.pool(&ada).unwrap().self_stake, uint(1));
    suite.undelegate(&ada, &ada, 1, 0).unwrap();
}

#[test]
fn only_the_staker_registry_reports_liquidations_and_only_of_what_is_there() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let (cyd, owner, stakers) = (suite.who("cyd"), suite.owner.clone(), suite.staker_registry.clone());
    let report = |pool: &Addr, tokens| ExecuteMsg::Liquidated {
        pool: pool.to_string(),
        tokens: uint(tokens),
        licenses: 0,
        surplus: uint(0),
    };

    for sender in [&ada, &owner, &cyd] {
        let not = ContractError::NotStakerRegistry;
        suite.refuses(not, |suite| suite.pools(sender, &report(&ada, 1), 0));
    }
    let unknown = ContractError::UnknownPool { pool: cyd.clone() };
    suite.refuses(unknown, |suite| suite.pools(&stakers, &report(&cyd, 1), 0));
    let short = ContractError::InsufficientStake { available: uint(1_000), required: uint(1_001) };
    suite.refuses(short, |suite| suite.pools(&stakers, &report(&ada, 1_001), 0));
}
