//! `register_staker`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{ExecuteMsg, CONTRACT};

use crate::support::suite::{uint, Suite};
use crate::world::WEEK;

fn register(
    suite: &mut Suite,
    who: &Addr,
    identity: Option<&Addr>,
    key: &Addr,
    amount: u128,
) -> Result<Outcome> {
    let msg = ExecuteMsg::RegisterStaker {
        identity: identity.map(Addr::to_string),
        signing_address: key.to_string(),
        coinbase_address: who.to_string(),
        license: None,
    };
    suite.stakers(who, &msg, amount)
}

#[test]
fn whoever_registers_manages_itself_and_counts_at_once() {
    let mut suite = Suite::default();
    let (sol, key) = (suite.who("sol"), suite.who("sol_key"));

    let outcome = register(&mut suite, &sol, None, &key, 1_500).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["staker_registered staker=sol management=sol signing_address=sol_key coinbase_address=sol amount=1500"]
    );
    let staker = suite.staker(&sol);
    assert_eq!((&staker.staker, &staker.management), (&sol, &sol));
    assert_eq!((&staker.signing_address, &staker.coinbase_address), (&key, &sol));
    assert_eq!((staker.tokens, staker.licenses, staker.weight), (uint(1_500), 0, uint(1_500)));
    assert_eq!((staker.flag, staker.active, staker.next_signing_change), (true, true, suite.after(WEEK)));
    let totals = suite.totals();
    assert_eq!((totals.stakers, totals.active_stakers), (1, 1));
    assert_eq!((totals.tokens, totals.power), (uint(1_500), uint(1_500)));
    assert_eq!(suite.holds(&suite.staker_registry), 1_500);
}

/// S-01.
#[test]
fn the_minimum_is_enough_and_a_unit_less_is_not() {
    let mut suite = Suite::default();
    let (sol, key) = (suite.who("sol"), suite.who("sol_key"));

    let below = ContractError::BelowMinimum { minimum: uint(1_000), given: uint(999) };
    suite.refuses(below, |suite| register(suite, &sol, None, &key, 999));
    register(&mut suite, &sol, None, &key, 1_000).unwrap();
}

/// S-02, B3: an identity cannot be taken by anybody else.
#[test]
fn an_identity_is_registered_once_and_by_itself() {
    let mut suite = Suite::default();
    let (sol, eve) = (suite.solo("sol", 1_000), suite.who("eve"));
    let (fresh, tom) = (suite.who("fresh"), suite.who("tom"));

    let twice = ContractError::AlreadyRegistered { staker: sol.clone() };
    suite.refuses(twice, |suite| register(suite, &sol, None, &fresh, 1_000));
    let taken = ContractError::AlreadyRegistered { staker: sol.clone() };
    suite.refuses(taken, |suite| register(suite, &eve, Some(&sol), &fresh, 1_000));
    let foreign = ContractError::ForeignIdentity { identity: tom.clone() };
    suite.refuses(foreign, |suite| register(suite, &eve, Some(&tom), &fresh, 1_000));
    register(&mut suite, &tom, Some(&tom), &fresh, 1_000).unwrap();
}

/// D5.
#[test]
fn a_registrar_registers_whom_it_names_and_manages_it() {
    let mut suite = Suite::default();
    let (tom, key, pools) = (suite.who("tom"), suite.who("tom_key"), suite.pool_registry.clone());
    suite.set_stake(&pools, 1_000);

    register(&mut suite, &pools, Some(&tom), &key, 1_000).unwrap();

    assert_eq!(suite.staker(&tom).management, pools);
    let not = ContractError::NotManagement { staker: tom.clone(), management: pools };
    suite.refuses(not, |suite| suite.bond(&tom, &tom, 1));
}

/// S-03.
#[test]
fn a_signing_address_signs_for_one_staker() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);
    let (tom, key) = (suite.who("tom"), suite.key("sol"));

    let used = ContractError::SigningAddressInUse { signing_address: key.clone(), staker: sol };
    suite.refuses(used, |suite| register(suite, &tom, None, &key, 1_000));
}

/// an address that nobody signs with hurts its owner alone.
#[test]
fn a_staker_may_name_the_registry_itself_as_signing_address() {
    let mut suite = Suite::default();
    let (sol, stakers) = (suite.who("sol"), suite.staker_registry.clone());

    register(&mut suite, &sol, None, &stakers, 1_000).unwrap();

    assert_eq!(suite.staker(&sol).signing_address, stakers);
}
