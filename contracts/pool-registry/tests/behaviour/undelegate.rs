//! `undelegate`

use tributary_controls::ControlError;
use tributary_pool_registry::ContractError;
use tributary_staker_registry::ContractError as StakerError;
use tributary_testing::Parameters;
use tributary_types::pool_registry::{QueryMsg, Undelegation, UndelegationsResponse, CONTRACT};
use tributary_types::staker_registry::{self, ItemOpened};

use crate::support::suite::{data, uint, Suite};

fn undelegations(suite: &Suite, who: &cosmwasm_std::Addr) -> Vec<Undelegation> {
    let msg = QueryMsg::Undelegations { delegator: who.to_string(), start_after: None, limit: Some(100) };
    suite.ask_pools::<UndelegationsResponse>(&msg).unwrap().undelegations
}

#[test]
fn an_undelegation_leaves_at_once_and_waits_with_the_staker_registry() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 500).unwrap();

    let outcome = suite.undelegate(&cyd, &ada, 200, 3).unwrap();

    let release = suite.after(86_400);
    assert_eq!(data::<ItemOpened>(&outcome), ItemOpened { id: 0, release });
    let at = suite.nanos_after(86_400);
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!(
            "undelegated id=0 delegator=cyd pool=ada amount=200 fee=3 release={at} stake=300 pool_stake=1300"
        )]
    );
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        [format!(
            "unbonded id=0 staker=ada owner=cyd recipient=cyd amount=200 fee=3 release={at} tokens=1300"
        )]
    );
    let item = Undelegation {
        id: 0,
        pool: ada.clone(),
        recipient: cyd.clone(),
        amount: uint(200),
        fee: uint(3),
        release,
        ready: false,
    };
    assert_eq!(undelegations(&suite, &cyd), [item.clone()]);
    suite.wait(86_400);
    assert_eq!(undelegations(&suite, &cyd), [Undelegation { ready: true, ..item }]);
}

#[test]
fn the_last_unit_can_be_taken_out_and_earned_rewards_stay() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    suite.reward(&ada, 100).unwrap();

    suite.undelegate(&cyd, &ada, 1_000, 0).unwrap();
    suite.reward(&ada, 60).unwrap();

    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (50, 110));
    assert_eq!(suite.pool(&ada).unwrap().delegators, 1);
}

///
#[test]
fn nobody_takes_out_nothing_or_more_than_the_own_stake() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let (cyd, eve) = (suite.who("cyd"), suite.who("eve"));
    suite.delegate(&cyd, &ada, 500).unwrap();

    let insufficient = |available, required| ContractError::InsufficientStake {
        available: uint(available),
        required: uint(required),
    };
    suite.refuses(ContractError::Control(ControlError::ZeroAmount), |suite| {
        suite.undelegate(&cyd, &ada, 0, 0)
    });
    suite.refuses(insufficient(500, 501), |suite| suite.undelegate(&cyd, &ada, 501, 0));
    suite.refuses(insufficient(500, u128::MAX), |suite| suite.undelegate(&cyd, &ada, u128::MAX, 0));
    suite.refuses(insufficient(0, 1), |suite| suite.undelegate(&eve, &ada, 1, 0));
    let unknown = ContractError::UnknownPool { pool: eve.clone() };
    suite.refuses(unknown, |suite| suite.undelegate(&cyd, &eve, 1, 0));
}

/// S-06 here.
#[test]
fn a_fee_may_take_the_whole_amount_and_no_more() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 500).unwrap();

    let too_high = ContractError::Control(ControlError::FeeTooHigh {
        fee: uint(11),
        bound: "at most",
        amount: uint(10),
    });
    suite.refuses(too_high, |suite| suite.undelegate(&cyd, &ada, 10, 11));
    suite.undelegate(&cyd, &ada, 10, 10).unwrap();
}

/// R-06, D13: no dust stays behind; leaving altogether is always allowed.
#[test]
fn what_is_left_is_nothing_or_the_minimum() {
    let mut suite = Suite::with(&Parameters { min_delegation: Some(100), ..Parameters::default() });
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 150).unwrap();

    let dust = ContractError::BelowMinimumDelegation { minimum: uint(100), left: uint(99) };
    suite.refuses(dust, |suite| suite.undelegate(&cyd, &ada, 51, 0));
    suite.undelegate(&cyd, &ada, 50, 0).unwrap();
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
}

/// R-07, D7.
#[test]
fn the_thirty_third_open_undelegation_is_refused_and_hinders_nobody_else() {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let (cyd, dan) = (suite.who("cyd"), suite.who("dan"));
    for (who, pool) in [(&cyd, &ada), (&cyd, &ben), (&dan, &ada)] {
        suite.delegate(who, pool, 100).unwrap();
    }
    for _ in 0..32 {
        suite.undelegate(&cyd, &ada, 1, 0).unwrap();
    }

    let full = StakerError::TooManyOpen { what: "unbonds", max: 32 };
    suite.refuses(full, |suite| suite.undelegate(&cyd, &ada, 1, 0));
    suite.undelegate(&cyd, &ben, 1, 0).unwrap();
    suite.undelegate(&dan, &ada, 1, 0).unwrap();
    assert_eq!(undelegations(&suite, &cyd).len(), 33);

    suite.wait(86_400);
    let first = staker_registry::ExecuteMsg::FinalizeUnbond { id: 0, fee_recipient: None };
    suite.stakers(&dan, &first, 0).unwrap();
    suite.undelegate(&cyd, &ada, 1, 0).unwrap();
}

#[test]
fn a_solo_stakers_unbonds_are_not_among_the_undelegations() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let sol = suite.solo("sol", 2_000);
    suite.delegate(&sol, &ada, 50).unwrap();
    let unbond = staker_registry::ExecuteMsg::Unbond {
        staker: sol.to_string(),
        amount: uint(10),
        fee: None,
        recipient: None,
        owner: None,
    };
    suite.stakers(&sol, &unbond, 0).unwrap();
    suite.undelegate(&sol, &ada, 20, 0).unwrap();

    let found = undelegations(&suite, &sol);

    assert_eq!(found.iter().map(|item| (item.id, item.pool.clone())).collect::<Vec<_>>(), [(1, ada)]);
}
