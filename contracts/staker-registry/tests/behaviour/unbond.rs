//! `unbond`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{ExecuteMsg, ItemOpened, QueryMsg, UnbondResponse, CONTRACT};

use crate::support::suite::{data, id, uint, Suite};
use crate::world::DAY;

fn unbond_for(
    suite: &mut Suite,
    who: &Addr,
    staker: &Addr,
    recipient: Option<&Addr>,
    owner: Option<&Addr>,
) -> Result<Outcome> {
    let msg = ExecuteMsg::Unbond {
        staker: staker.to_string(),
        amount: uint(10),
        fee: None,
        recipient: recipient.map(Addr::to_string),
        owner: owner.map(Addr::to_string),
    };
    suite.stakers(who, &msg, 0)
}

#[test]
fn unbonded_stake_stops_counting_at_once_and_waits_for_its_lock() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_500);

    let outcome = suite.unbond(&sol, 501, 7).unwrap();

    let release = suite.after(DAY);
    assert_eq!(data::<ItemOpened>(&outcome), ItemOpened { id: 0, release });
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!(
            "unbonded id=0 staker=sol owner=sol recipient=sol amount=501 fee=7 release={} tokens=999",
            suite.nanos_after(DAY)
        )]
    );
    let totals = suite.totals();
    assert_eq!((totals.tokens, totals.thawing, totals.power), (uint(999), uint(501), uint(0)));
    assert!(!suite.staker(&sol).active);
    let expected = UnbondResponse {
        id: 0,
        staker: sol.clone(),
        owner: sol.clone(),
        recipient: sol.clone(),
        amount: uint(501),
        fee: uint(7),
        release,
        ready: false,
    };
    let ask = |suite: &Suite| suite.ask_stakers::<UnbondResponse>(&QueryMsg::UnbondItem { id: 0 }).unwrap();
    assert_eq!(ask(&suite), expected);
    suite.wait(DAY);
    assert_eq!(ask(&suite), UnbondResponse { ready: true, ..expected });
}

/// S-05.
#[test]
fn nobody_unbonds_nothing_or_more_than_there_is() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);

    suite.refuses(ContractError::Control(ControlError::ZeroAmount), |suite| suite.unbond(&sol, 0, 0));
    for required in [1_001, u128::MAX] {
        let short = ContractError::InsufficientStake { available: uint(1_000), required: uint(required) };
        suite.refuses(short, |suite| suite.unbond(&sol, required, 0));
    }
    suite.unbond(&sol, 1_000, 0).unwrap();
}

/// S-06.
#[test]
fn the_fee_may_be_all_of_it_and_no_more() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);

    let high = ContractError::Control(ControlError::FeeTooHigh {
        fee: uint(11),
        bound: "at most",
        amount: uint(10),
    });
    suite.refuses(high, |suite| suite.unbond(&sol, 10, 11));
    let high = ContractError::Control(ControlError::FeeTooHigh {
        fee: uint(u128::MAX),
        bound: "at most",
        amount: uint(10),
    });
    suite.refuses(high, |suite| suite.unbond(&sol, 10, u128::MAX));
    suite.unbond(&sol, 10, 10).unwrap();
}

#[test]
fn the_management_alone_unbonds() {
    let mut suite = Suite::default();
    let (sol, eve, ada) = (suite.solo("sol", 1_000), suite.who("eve"), suite.pool_of("ada", 1_000, 0));

    let unknown = ContractError::UnknownStaker { staker: eve.clone() };
    suite.refuses(unknown, |suite| unbond_for(suite, &eve, &eve, None, None));
    let not = ContractError::NotManagement { staker: sol.clone(), management: sol.clone() };
    suite.refuses(not, |suite| unbond_for(suite, &eve, &sol, Some(&eve), None));
    let management = suite.pool_registry.clone();
    let not = ContractError::NotManagement { staker: ada.clone(), management };
    suite.refuses(not, |suite| unbond_for(suite, &ada, &ada, None, None));
}

#[test]
fn an_unbond_is_paid_to_whom_it_names() {
    let mut suite = Suite::default();
    let (sol, eve) = (suite.solo("sol", 1_000), suite.who("eve"));
    let item = id(&unbond_for(&mut suite, &sol, &sol, Some(&eve), None).unwrap());
    suite.wait(DAY);
    let before = suite.holds(&eve);

    suite.finalize_unbond(&sol, item).unwrap();

    assert_eq!(suite.holds(&eve), before + 10);
}

///
#[test]
fn the_registry_itself_cannot_be_the_recipient() {
    let mut suite = Suite::default();
    let (sol, stakers) = (suite.solo("sol", 1_000), suite.staker_registry.clone());

    suite
        .refuses(ContractError::RecipientIsSelf, |suite| unbond_for(suite, &sol, &sol, Some(&stakers), None));
    // As a pool it could be named as owner; then it is the recipient.
    let (ada, pools) = (suite.pool_of("ada", 1_000, 0), suite.pool_registry.clone());
    let to_self = ContractError::RecipientIsSelf;
    suite.refuses(to_self, |suite| unbond_for(suite, &pools, &ada, None, Some(&stakers)));
}

/// S-07, B2: coins that come back to the pool-registry from here are a gift, and every pool goes on.
#[test]
fn an_unbond_to_the_pool_registry_is_a_gift_that_harms_no_pool() {
    let mut suite = Suite::default();
    let (sol, ada, cyd) = (suite.solo("sol", 1_000), suite.pool_of("ada", 1_000, 0), suite.who("cyd"));
    let pools = suite.pool_registry.clone();
    let item = id(&unbond_for(&mut suite, &sol, &sol, Some(&pools), None).unwrap());
    suite.wait(DAY);

    suite.finalize_unbond(&cyd, item).unwrap();

    assert_eq!(suite.holds(&pools), 10);
    suite.delegate(&cyd, &ada, 100).unwrap();
    suite.reward(&ada, 110).unwrap();
    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (10, 100));
    suite.withdraw(&cyd, &ada).unwrap();
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
    assert_eq!(suite.holds(&pools), 10);
}

/// D5, D7.
#[test]
fn only_a_registrar_names_the_owner_of_an_item() {
    let mut suite = Suite::default();
    let (sol, eve, ada) = (suite.solo("sol", 1_000), suite.who("eve"), suite.pool_of("ada", 1_000, 0));
    let pools = suite.pool_registry.clone();

    suite.refuses(ContractError::OwnerNotNamed, |suite| unbond_for(suite, &sol, &sol, None, Some(&eve)));
    let item = id(&unbond_for(&mut suite, &pools, &ada, None, Some(&eve)).unwrap());

    let found: UnbondResponse = suite.ask_stakers(&QueryMsg::UnbondItem { id: item }).unwrap();
    assert_eq!((found.owner, found.recipient), (eve.clone(), eve));
}

/// D7.
#[test]
fn the_thirty_third_open_unbond_is_refused() {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 1_000), suite.solo("tom", 1_000));
    for _ in 0..32 {
        suite.unbond(&sol, 1, 0).unwrap();
    }

    let full = || ContractError::TooManyOpen { what: "unbonds", max: 32 };
    suite.refuses(full(), |suite| suite.unbond(&sol, 1, 0));
    suite.unbond(&tom, 1, 0).unwrap();
    suite.wait(DAY);
    suite.finalize_unbond(&tom, 0).unwrap();
    suite.unbond(&sol, 1, 0).unwrap();
    suite.refuses(full(), |suite| suite.unbond(&sol, 1, 0));
}
