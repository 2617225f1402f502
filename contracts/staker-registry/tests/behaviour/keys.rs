//! `set_state`, `set_signing_address`, `set_coinbase_address`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{ExecuteMsg, QueryMsg, StakeResponse, StakerResponse, CONTRACT};

use crate::support::suite::{uint, Suite};
use crate::world::WEEK;

fn set_state(suite: &mut Suite, who: &Addr, staker: &Addr, active: bool) -> Result<Outcome> {
    suite.stakers(who, &ExecuteMsg::SetState { staker: staker.to_string(), active }, 0)
}

fn set_key(suite: &mut Suite, who: &Addr, staker: &Addr, key: &Addr) -> Result<Outcome> {
    let (staker, signing_address) = (staker.to_string(), key.to_string());
    suite.stakers(who, &ExecuteMsg::SetSigningAddress { staker, signing_address }, 0)
}

fn set_coinbase(suite: &mut Suite, who: &Addr, staker: &Addr, coinbase: &Addr) -> Result<Outcome> {
    let (staker, coinbase_address) = (staker.to_string(), coinbase.to_string());
    suite.stakers(who, &ExecuteMsg::SetCoinbaseAddress { staker, coinbase_address }, 0)
}

fn effective(suite: &Suite, key: &Addr, coinbase: &Addr) -> u128 {
    let (signing_address, coinbase_address) = (key.to_string(), coinbase.to_string());
    let msg = QueryMsg::EffectiveStake { signing_address, coinbase_address };
    suite.ask_stakers::<StakeResponse>(&msg).unwrap().stake.u128()
}

fn suite() -> (Suite, Addr, Addr, Addr) {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 2_000), suite.solo("tom", 1_000));
    let fresh = suite.who("fresh");
    (suite, sol, tom, fresh)
}

#[test]
fn a_staker_that_is_switched_off_keeps_its_stake_and_has_no_weight() {
    let (mut suite, sol, ..) = suite();
    let key = suite.key("sol");

    let outcome = set_state(&mut suite, &sol, &sol, false).unwrap();

    assert_eq!(suite.told(&outcome, CONTRACT), ["state_changed staker=sol active=false"]);
    let staker = suite.staker(&sol);
    assert_eq!((staker.flag, staker.active, staker.weight), (false, false, uint(2_000)));
    assert_eq!((suite.totals().power, suite.totals().active_stakers), (uint(1_000), 1));
    assert_eq!(effective(&suite, &key, &sol), 0);
    let outcome = set_state(&mut suite, &sol, &sol, true).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["state_changed staker=sol active=true"]);
    assert_eq!(effective(&suite, &key, &sol), 2_000);
}

/// S-13.
#[test]
fn the_same_state_again_is_silent_and_a_strangers_is_refused() {
    let (mut suite, sol, tom, _) = suite();
    let before = suite.chain.fingerprint();

    let outcome = set_state(&mut suite, &sol, &sol, true).unwrap();

    assert!(suite.told(&outcome, CONTRACT).is_empty());
    assert_eq!(suite.chain.fingerprint(), before);
    let not = ContractError::NotManagement { staker: sol.clone(), management: sol.clone() };
    suite.refuses(not, |suite| set_state(suite, &tom, &sol, false));
}

/// S-12, SR-09: the clock starts at registration, and again with every change.
#[test]
fn a_key_can_change_once_in_a_cool_down() {
    let (mut suite, sol, _, fresh) = suite();
    let next = suite.after(WEEK);
    suite.wait(WEEK - 1);
    suite.refuses(ContractError::CoolDown { next }, |suite| set_key(suite, &sol, &sol, &fresh));
    suite.wait(1);

    let outcome = set_key(&mut suite, &sol, &sol, &fresh).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!(
            "signing_address_set staker=sol signing_address=fresh next_signing_change={}",
            suite.nanos_after(WEEK)
        )]
    );
    let (old, next) = (suite.key("sol"), suite.after(WEEK));
    assert_eq!((effective(&suite, &fresh, &sol), effective(&suite, &old, &sol)), (2_000, 0));
    suite.refuses(ContractError::CoolDown { next }, |suite| set_key(suite, &sol, &sol, &old));
}

/// S-12: without touching the clock.
#[test]
fn the_same_key_again_is_silent() {
    let (mut suite, sol, ..) = suite();
    let key = suite.key("sol");
    let before = suite.chain.fingerprint();

    let outcome = set_key(&mut suite, &sol, &sol, &key).unwrap();

    assert!(suite.told(&outcome, CONTRACT).is_empty());
    assert_eq!(suite.chain.fingerprint(), before);
}

/// S-03.
#[test]
fn a_key_in_use_is_refused_and_a_released_one_is_free() {
    let (mut suite, sol, tom, fresh) = suite();
    let (old, toms) = (suite.key("sol"), suite.key("tom"));
    suite.wait(WEEK);

    let used = ContractError::SigningAddressInUse { signing_address: toms.clone(), staker: tom.clone() };
    suite.refuses(used, |suite| set_key(suite, &sol, &sol, &toms));
    let not = ContractError::NotManagement { staker: sol.clone(), management: sol.clone() };
    suite.refuses(not, |suite| set_key(suite, &tom, &sol, &fresh));
    set_key(&mut suite, &sol, &sol, &fresh).unwrap();
    set_key(&mut suite, &tom, &tom, &old).unwrap();

    let ask = |suite: &Suite, key: &Addr| {
        let msg = QueryMsg::StakerBySigningAddress { signing_address: key.to_string() };
        suite.ask_stakers::<StakerResponse>(&msg)
    };
    assert_eq!(ask(&suite, &old).unwrap().staker, tom);
    assert_eq!(ask(&suite, &fresh).unwrap().staker, sol);
    let unknown = ask(&suite, &toms).unwrap_err().to_string();
    assert!(unknown.contains(&format!("unknown signing address {toms}")), "{unknown}");
}

#[test]
fn the_coinbase_changes_at_once() {
    let (mut suite, sol, tom, fresh) = suite();
    let key = suite.key("sol");

    let outcome = set_coinbase(&mut suite, &sol, &sol, &fresh).unwrap();

    assert_eq!(suite.told(&outcome, CONTRACT), ["coinbase_address_set staker=sol coinbase_address=fresh"]);
    assert_eq!((effective(&suite, &key, &fresh), effective(&suite, &key, &sol)), (2_000, 0));
    let before = suite.chain.fingerprint();
    let outcome = set_coinbase(&mut suite, &sol, &sol, &fresh).unwrap();
    assert!(suite.told(&outcome, CONTRACT).is_empty());
    assert_eq!(suite.chain.fingerprint(), before);
    let not = ContractError::NotManagement { staker: sol.clone(), management: sol.clone() };
    suite.refuses(not, |suite| set_coinbase(suite, &tom, &sol, &tom));
}

#[test]
fn keys_of_a_staker_that_does_not_exist_are_unknown() {
    let (mut suite, .., fresh) = suite();
    let unknown = || ContractError::UnknownStaker { staker: fresh.clone() };

    suite.refuses(unknown(), |suite| set_state(suite, &fresh, &fresh, true));
    suite.refuses(unknown(), |suite| set_key(suite, &fresh, &fresh, &fresh));
    suite.refuses(unknown(), |suite| set_coinbase(suite, &fresh, &fresh, &fresh));
    assert_eq!(effective(&suite, &fresh, &fresh), 0);
}

/// SR-04: all four conditions.
#[test]
fn effective_stake_needs_the_key_the_coinbase_the_flag_and_the_minimum() {
    let (mut suite, _, tom, _) = suite();
    let key = suite.key("tom");
    assert_eq!(effective(&suite, &key, &tom), 1_000);

    suite.unbond(&tom, 1, 0).unwrap();

    assert_eq!(effective(&suite, &key, &tom), 0);
    let msg = QueryMsg::TotalStake { staker: tom.to_string() };
    assert_eq!(suite.ask_stakers::<StakeResponse>(&msg).unwrap().stake, uint(999));
}
