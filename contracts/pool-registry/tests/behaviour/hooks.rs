//! Contracts that are told of changes of stake, and `sync`.

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_types::pool_registry::{
    ConfigResponse, ExecuteMsg, Hook, MissedHook, MissedHooksResponse, QueryMsg, CONTRACT,
};
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::staker_registry;

use crate::listener::{heard, listener, set_deaf};
use crate::support::suite::{id, uint, Suite};

fn set_hooks(suite: &mut Suite, hooks: &[(&Addr, u64)]) -> Result<Outcome> {
    let hook = |&(contract, gas_limit): &(&Addr, u64)| Hook { contract: contract.to_string(), gas_limit };
    let (owner, hooks) = (suite.owner.clone(), hooks.iter().map(hook).collect());
    suite.pools(&owner, &ExecuteMsg::SetHooks { hooks }, 0)
}

fn sync(suite: &mut Suite, delegator: &Addr, pool: &Addr) -> Result<Outcome> {
    let (delegator, pool) = (delegator.to_string(), pool.to_string());
    let eve = suite.who("eve");
    suite.pools(&eve, &ExecuteMsg::Sync { delegator, pool }, 0)
}

fn missed(suite: &Suite) -> Vec<MissedHook> {
    let msg = QueryMsg::MissedHooks { start_after: None, limit: None };
    suite.ask_pools::<MissedHooksResponse>(&msg).unwrap().missed_hooks
}

/// Two pools, cyd with 500 in the first, and a listener.
fn suite() -> (Suite, Addr, Addr, Addr, Addr) {
    let mut suite = Suite::default();
    suite.who("eve");
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let cyd = suite.who("cyd");
    let ear = listener(&mut suite, "ear");
    suite.delegate(&cyd, &ada, 500).unwrap();
    set_hooks(&mut suite, &[(&ear, 100_000)]).unwrap();
    (suite, ada, ben, cyd, ear)
}

#[test]
fn a_listener_hears_every_change_with_the_stake_after_it() {
    let (mut suite, ada, ben, cyd, ear) = suite();
    let said = |suite: &Suite, pool: &Addr, who: &Addr, stake: u128| DelegationChanged {
        delegator: who.to_string(),
        pool: pool.to_string(),
        coinbase: suite.coinbase(pool).into_string(),
        stake: uint(stake),
        missed: false,
    };
    let mut expected = vec![];

    suite.delegate(&cyd, &ada, 100).unwrap();
    expected.push(said(&suite, &ada, &cyd, 600));
    suite.undelegate(&cyd, &ada, 50, 0).unwrap();
    expected.push(said(&suite, &ada, &cyd, 550));
    let open = id(&suite.transfer(&cyd, &ada, &ben, 150, 10).unwrap());
    expected.push(said(&suite, &ada, &cyd, 400));
    suite.wait(600);
    suite.pools(&ben, &ExecuteMsg::FinalizeTransfer { id: open, fee_recipient: None }, 0).unwrap();
    expected.push(said(&suite, &ben, &cyd, 140));
    suite.reward(&ada, 1_400).unwrap();
    suite.pools(&cyd, &ExecuteMsg::RedelegateRewards { pool: ada.to_string() }, 0).unwrap();
    expected.push(said(&suite, &ada, &cyd, 800));
    let liquidate = staker_registry::ExecuteMsg::Liquidate {
        staker: ada.to_string(),
        amount: uint(1),
        evidence_id: "e".to_owned(),
        reason: "r".to_owned(),
    };
    let slasher = suite.slasher.clone();
    suite.stakers(&slasher, &liquidate, 0).unwrap();
    expected.push(said(&suite, &ada, &ada, 999));
    let cat = suite.pool_of("cat", 1_000, 0);
    expected.push(said(&suite, &cat, &cat, 1_000));

    assert_eq!(heard(&suite, &ear), expected);
}

#[test]
fn a_listener_does_not_hear_what_changes_no_stake() {
    let (mut suite, ada, _, cyd, ear) = suite();
    suite.reward(&ada, 1_500).unwrap();

    suite.withdraw(&cyd, &ada).unwrap();
    suite.withdraw(&ada, &ada).unwrap();

    assert!(heard(&suite, &ear).is_empty());
}

/// Fault 11, D24: nobody is kept in by a listener.
#[test]
fn whoever_leaves_does_not_depend_on_a_listener_that_refuses() {
    let (mut suite, ada, ben, cyd, ear) = suite();
    set_deaf(&mut suite, &ear, true);

    let outcome = suite.undelegate(&cyd, &ada, 100, 0).unwrap();

    assert_eq!(suite.told(&outcome, CONTRACT)[1], "hook_missed hook=ear delegator=cyd pool=ada");
    assert_eq!(id(&outcome), 0, "the data of the undelegation is kept");
    suite.transfer(&cyd, &ada, &ben, 100, 0).unwrap();
    suite.undelegate(&ben, &ben, 1, 0).unwrap();
    let mut marks = vec![
        MissedHook { hook: ear.clone(), delegator: cyd.clone(), pool: ada },
        MissedHook { hook: ear.clone(), delegator: ben.clone(), pool: ben },
    ];
    marks.sort_by(|one, other| one.delegator.cmp(&other.delegator));
    assert_eq!(missed(&suite), marks);
    assert!(heard(&suite, &ear).is_empty());
}

#[test]
fn whoever_enters_must_be_known_to_every_listener() {
    let (mut suite, ada, ben, cyd, ear) = suite();
    let open = id(&suite.transfer(&cyd, &ada, &ben, 100, 0).unwrap());
    suite.wait(600);
    set_deaf(&mut suite, &ear, true);
    suite.reward(&ada, 1_000).unwrap();

    suite.refuses_with("cannot hear", |suite| suite.delegate(&cyd, &ada, 1));
    let redelegate = ExecuteMsg::RedelegateRewards { pool: ada.to_string() };
    suite.refuses_with("cannot hear", |suite| suite.pools(&cyd, &redelegate, 0));
    let finalize = ExecuteMsg::FinalizeTransfer { id: open, fee_recipient: None };
    suite.refuses_with("cannot hear", |suite| suite.pools(&cyd, &finalize, 0));
    // The way back and the way out stay open.
    suite.pools(&cyd, &ExecuteMsg::CancelTransfer { id: open }, 0).unwrap();
    suite.withdraw(&cyd, &ada).unwrap();
}

#[test]
fn sync_tells_the_present_stake_and_clears_the_mark() {
    let (mut suite, ada, _, cyd, ear) = suite();
    set_deaf(&mut suite, &ear, true);
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
    let outcome = sync(&mut suite, &cyd, &ada).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT)[1], "hook_missed hook=ear delegator=cyd pool=ada");
    assert_eq!(missed(&suite).len(), 1);
    set_deaf(&mut suite, &ear, false);

    let outcome = sync(&mut suite, &cyd, &ada).unwrap();

    assert_eq!(suite.told(&outcome, CONTRACT), ["hooks_synced delegator=cyd pool=ada stake=400"]);
    let last = heard(&suite, &ear).pop().unwrap();
    assert_eq!((last.stake, last.missed), (uint(400), true));
    assert!(missed(&suite).is_empty());
    sync(&mut suite, &cyd, &ada).unwrap();
    assert!(!heard(&suite, &ear).pop().unwrap().missed);
}

/// D24: whoever hears of a pair again is told that something was missed before; only `sync` clears that.
#[test]
fn the_next_change_of_a_missed_pair_says_that_something_was_missed() {
    let (mut suite, ada, _, cyd, ear) = suite();
    set_deaf(&mut suite, &ear, true);
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
    set_deaf(&mut suite, &ear, false);

    suite.delegate(&cyd, &ada, 5).unwrap();
    suite.delegate(&ada, &ada, 5).unwrap();

    let flags: Vec<bool> = heard(&suite, &ear).iter().map(|change| change.missed).collect();
    assert_eq!(flags, [true, false]);
    assert_eq!(missed(&suite).len(), 1);
}

/// A listener that is broken for good must not keep the others from being repaired.
#[test]
fn sync_repairs_one_listener_beside_a_dead_one() {
    let (mut suite, ada, _, cyd, ear) = suite();
    let dead = listener(&mut suite, "dead");
    set_hooks(&mut suite, &[(&dead, 100_000), (&ear, 100_000)]).unwrap();
    set_deaf(&mut suite, &dead, true);
    set_deaf(&mut suite, &ear, true);
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
    set_deaf(&mut suite, &ear, false);

    sync(&mut suite, &cyd, &ada).unwrap();

    assert_eq!(heard(&suite, &ear).pop().unwrap().stake, uint(400));
    assert_eq!(missed(&suite), [MissedHook { hook: dead, delegator: cyd, pool: ada }]);
}

/// Whoever makes a listener fail must not be able to say that it missed a change that it took.
#[test]
fn a_sync_that_fails_marks_nobody_who_was_not_marked() {
    let (mut suite, ada, _, cyd, ear) = suite();
    set_deaf(&mut suite, &ear, true);

    for whose in [cyd.clone(), suite.who("nobody")] {
        let outcome = sync(&mut suite, &whose, &ada).unwrap();
        let stake = if whose == cyd { 500 } else { 0 };
        let name = if whose == cyd { "cyd" } else { "nobody" };
        let told = format!("hooks_synced delegator={name} pool=ada stake={stake}");
        assert_eq!(suite.told(&outcome, CONTRACT), [told]);
    }

    assert!(missed(&suite).is_empty());
    set_deaf(&mut suite, &ear, false);
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
    assert!(!heard(&suite, &ear).pop().unwrap().missed);
}

#[test]
fn sync_of_a_stranger_tells_zero_and_of_no_pool_is_refused() {
    let (mut suite, ada, _, cyd, ear) = suite();
    let dan = suite.who("dan");

    sync(&mut suite, &dan, &ada).unwrap();
    assert_eq!(heard(&suite, &ear)[0].stake, uint(0));
    suite.refuses(ContractError::UnknownPool { pool: cyd.clone() }, |suite| sync(suite, &dan, &cyd));
}

#[test]
fn the_mark_of_a_former_listener_stays_for_the_day_it_listens_again() {
    let (mut suite, ada, _, cyd, ear) = suite();
    set_deaf(&mut suite, &ear, true);
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
    let outcome = set_hooks(&mut suite, &[]).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["hooks_set count=0"]);

    sync(&mut suite, &cyd, &ada).unwrap();
    assert_eq!(missed(&suite).len(), 1);
    assert!(heard(&suite, &ear).is_empty());

    set_deaf(&mut suite, &ear, false);
    set_hooks(&mut suite, &[(&ear, 100_000)]).unwrap();
    sync(&mut suite, &cyd, &ada).unwrap();

    assert!(missed(&suite).is_empty());
    assert!(heard(&suite, &ear)[0].missed);
}

#[test]
fn each_listener_has_marks_of_its_own() {
    let (mut suite, ada, _, cyd, ear) = suite();
    let other = listener(&mut suite, "other");
    set_hooks(&mut suite, &[(&ear, 1), (&other, 2_000_000)]).unwrap();
    set_deaf(&mut suite, &ear, true);

    suite.undelegate(&cyd, &ada, 100, 0).unwrap();

    assert_eq!(missed(&suite), [MissedHook { hook: ear.clone(), delegator: cyd, pool: ada }]);
    assert_eq!(heard(&suite, &other).len(), 1);
    let config: ConfigResponse = suite.ask_pools(&QueryMsg::Config {}).unwrap();
    let expected = [(ear, 1), (other, 2_000_000)]
        .map(|(contract, gas_limit)| Hook { contract: contract.into_string(), gas_limit });
    assert_eq!(config.hooks, expected);
}

#[test]
fn hooks_are_few_distinct_and_cheap() {
    let (mut suite, _, _, _, ear) = suite();
    let people: Vec<Addr> = ["a", "b", "c", "d", "e"].map(|name| suite.who(name)).to_vec();
    let hooks: Vec<(&Addr, u64)> = people.iter().map(|person| (person, 1)).collect();

    let control = |error| ContractError::Control(error);
    let many = ControlError::TooMany { what: "hooks", max: 4, given: 5 };
    suite.refuses(control(many), |suite| set_hooks(suite, &hooks));
    let twice = ControlError::Duplicate { what: "hooks", address: ear.to_string() };
    suite.refuses(control(twice), |suite| set_hooks(suite, &[(&ear, 1), (&people[0], 1), (&ear, 2)]));
    let gas = ContractError::HookGas { max: 2_000_000, given: 2_000_001 };
    suite.refuses(gas, |suite| set_hooks(suite, &[(&ear, 2_000_001)]));
    set_hooks(&mut suite, &hooks[..4]).unwrap();
}
