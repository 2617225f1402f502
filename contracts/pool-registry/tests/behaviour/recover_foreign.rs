//! `recover_foreign`

use anyhow::Result;
use cosmwasm_std::{coin, Addr};
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::DENOM;
use tributary_types::coinbase;
use tributary_types::pool_registry::{ExecuteMsg, CONTRACT};

use crate::support::suite::{amount, Suite};

fn recover(suite: &mut Suite, who: &Addr, pool: &Addr, denom: &str) -> Result<Outcome> {
    suite.pools(who, &ExecuteMsg::RecoverForeign { pool: pool.to_string(), denom: denom.to_owned() }, 0)
}

/// D18, PC-04.
#[test]
fn anybody_sends_foreign_coins_to_the_operator_and_no_reward_changes() {
    let mut suite = Suite::default();
    let (ada, eve) = (suite.pool_of("ada", 1_000, 0), suite.who("eve"));
    let coinbase = suite.coinbase(&ada);
    suite.chain.set_balance(&coinbase, vec![coin(5, "uother"), coin(60, DENOM)]).unwrap();

    let outcome = recover(&mut suite, &eve, &ada, "uother").unwrap();

    assert_eq!(amount(&outcome), 5);
    assert_eq!(suite.told(&outcome, CONTRACT), ["foreign_recovered pool=ada denom=uother amount=5"]);
    assert_eq!(
        suite.told(&outcome, coinbase::CONTRACT),
        ["recovered pool=ada denom=uother recipient=ada amount=5"]
    );
    assert_eq!(suite.chain.balance(&ada, "uother").unwrap().u128(), 5);
    assert_eq!((suite.holds(&coinbase), suite.owed(&ada, &ada)), (60, 60));
}

/// O-04.
#[test]
fn neither_rewards_nor_nothing_can_be_recovered() {
    let mut suite = Suite::default();
    let (ada, eve) = (suite.pool_of("ada", 1_000, 0), suite.who("eve"));
    suite.reward(&ada, 100).unwrap();

    let staking = ContractError::StakingDenom { denom: DENOM.to_owned() };
    suite.refuses(staking, |suite| recover(suite, &eve, &ada, DENOM));
    for denom in ["uother", "", "USTAKE"] {
        let nothing = ContractError::NothingToRecover { denom: denom.to_owned() };
        suite.refuses(nothing, |suite| recover(suite, &eve, &ada, denom));
    }
    let unknown = ContractError::UnknownPool { pool: eve.clone() };
    suite.refuses(unknown, |suite| recover(suite, &eve, &eve, "uother"));
}
