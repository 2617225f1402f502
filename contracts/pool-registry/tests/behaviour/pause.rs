//! Pause, guardian and ownership.

use anyhow::Result;
use cosmwasm_std::Addr;
use cw_ownable::{Ownership, OwnershipError};
use tributary_controls::ControlError;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_types::ownership::OwnershipAction;
use tributary_types::pool_registry::{ConfigResponse, ExecuteMsg, QueryMsg, CONTRACT};

use crate::support::suite::{id, Suite};
use crate::world::{PAUSE, WEEK};

fn control(error: ControlError) -> ContractError {
    ContractError::Control(error)
}

fn ownership(suite: &mut Suite, who: &Addr, action: OwnershipAction) -> Result<Outcome> {
    suite.pools(who, &ExecuteMsg::UpdateOwnership(action), 0)
}

fn config(suite: &Suite) -> ConfigResponse {
    suite.ask_pools(&QueryMsg::Config {}).unwrap()
}

/// O-03, D26.
#[test]
fn the_guardian_pauses_the_owner_unpauses_and_neither_twice() {
    let mut suite = Suite::default();
    let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());

    suite.refuses(control(ControlError::NotPaused), |suite| suite.pools(&owner, &ExecuteMsg::Unpause {}, 0));
    suite.refuses(control(ControlError::NotGuardian), |suite| suite.pools(&owner, &PAUSE, 0));
    let outcome = suite.pools(&guardian, &PAUSE, 0).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["paused guardian=guardian"]);
    assert!(config(&suite).paused);
    suite.refuses(control(ControlError::AlreadyPaused), |suite| suite.pools(&guardian, &PAUSE, 0));
    let not_owner = control(ControlError::Ownership(OwnershipError::NotOwner));
    suite.refuses(not_owner, |suite| suite.pools(&guardian, &ExecuteMsg::Unpause {}, 0));
    let outcome = suite.pools(&owner, &ExecuteMsg::Unpause {}, 0).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["unpaused owner=owner"]);
    assert!(!config(&suite).paused);
}

/// O-03, fault 33: a pause in the middle of everything lets everybody out, and clocks run on.
#[test]
fn while_paused_everybody_gets_out_with_everything() {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let (cyd, eve) = (suite.who("cyd"), suite.who("eve"));
    let start = suite.holds(&cyd);
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    let unbond = id(&suite.undelegate(&cyd, &ada, 200, 0).unwrap());
    let arrives = id(&suite.transfer(&cyd, &ada, &ben, 200, 0).unwrap());
    let returns = id(&suite.transfer(&cyd, &ada, &ben, 200, 0).unwrap());
    suite.pools(&ada, &ExecuteMsg::RequestCommissionChange { commission_ppm: 7 }, 0).unwrap();
    suite.reward(&ada, 140).unwrap();
    let guardian = suite.guardian.clone();
    suite.pools(&guardian, &PAUSE, 0).unwrap();
    let pause = tributary_types::staker_registry::ExecuteMsg::Pause {};
    suite.stakers(&guardian, &pause, 0).unwrap();

    let paused = || control(ControlError::Paused);
    suite.refuses(paused(), |suite| suite.delegate(&cyd, &ada, 1));
    suite.refuses(paused(), |suite| suite.transfer(&cyd, &ada, &ben, 1, 0));
    let redelegate = ExecuteMsg::RedelegateRewards { pool: ada.to_string() };
    suite.refuses(paused(), |suite| suite.pools(&cyd, &redelegate, 0));

    suite.wait(WEEK);
    suite.withdraw(&cyd, &ada).unwrap();
    let back = id(&suite.pools(&cyd, &ExecuteMsg::CancelTransfer { id: returns }, 0).unwrap());
    suite.pools(&eve, &ExecuteMsg::FinalizeTransfer { id: arrives, fee_recipient: None }, 0).unwrap();
    let (rest, moved) = (
        id(&suite.undelegate(&cyd, &ada, 400, 0).unwrap()),
        id(&suite.undelegate(&cyd, &ben, 200, 0).unwrap()),
    );
    suite.pools(&ada, &ExecuteMsg::FinalizeCommissionChange {}, 0).unwrap();
    suite.wait(86_400);
    for id in [unbond, back, rest, moved] {
        suite.pools(&eve, &ExecuteMsg::FinalizeUndelegate { id, fee_recipient: None }, 0).unwrap();
    }
    // 400 of the 1400 that earned.
    assert_eq!(suite.holds(&cyd), start + 40);
}

/// D26: a pause of the staker-registry alone stops entries too, and no exit.
#[test]
fn a_paused_staker_registry_stops_entries_here_as_well() {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 100).unwrap();
    let guardian = suite.guardian.clone();
    let pause = tributary_types::staker_registry::ExecuteMsg::Pause {};
    suite.stakers(&guardian, &pause, 0).unwrap();

    suite.refuses_with("paused", |suite| suite.delegate(&cyd, &ada, 1));
    suite.refuses_with("paused", |suite| suite.transfer(&cyd, &ada, &ben, 1, 0));
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
}

#[test]
fn the_owner_names_another_guardian_or_none() {
    let mut suite = Suite::default();
    let (owner, guardian, eve) = (suite.owner.clone(), suite.guardian.clone(), suite.who("eve"));
    let name = |guardian: Option<&Addr>| ExecuteMsg::SetGuardian { guardian: guardian.map(Addr::to_string) };

    let outcome = suite.pools(&owner, &name(Some(&eve)), 0).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["guardian_set guardian=eve"]);
    assert_eq!(config(&suite).guardian, Some(eve.clone()));
    suite.refuses(control(ControlError::NotGuardian), |suite| suite.pools(&guardian, &PAUSE, 0));
    suite.pools(&eve, &PAUSE, 0).unwrap();
    suite.pools(&owner, &ExecuteMsg::Unpause {}, 0).unwrap();

    let outcome = suite.pools(&owner, &name(None), 0).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["guardian_set"]);
    assert_eq!(config(&suite).guardian, None);
    suite.refuses(control(ControlError::NotGuardian), |suite| suite.pools(&eve, &PAUSE, 0));
}

/// O-01, O-02.
#[test]
fn the_ownership_goes_over_in_two_steps_and_is_never_given_up() {
    let mut suite = Suite::default();
    let (owner, heir, eve) = (suite.owner.clone(), suite.who("heir"), suite.who("eve"));
    let offer = |expiry| OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry };
    let refused = |error| control(ControlError::Ownership(error));

    suite.refuses(control(ControlError::RenounceRefused), |suite| {
        ownership(suite, &owner, OwnershipAction::RenounceOwnership)
    });
    suite.refuses(refused(OwnershipError::NotOwner), |suite| ownership(suite, &eve, offer(None)));
    let not_offered = || control(ControlError::NothingOffered);
    suite.refuses(not_offered(), |suite| ownership(suite, &heir, OwnershipAction::AcceptOwnership));
    let expiry = Some(suite.after(60));
    let outcome = ownership(&mut suite, &owner, offer(expiry)).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["ownership_updated owner=owner pending_owner=heir"]);
    suite.refuses(refused(OwnershipError::NotPendingOwner), |suite| {
        ownership(suite, &eve, OwnershipAction::AcceptOwnership)
    });
    suite.wait(60);
    suite.refuses(control(ControlError::OfferExpired), |suite| {
        ownership(suite, &heir, OwnershipAction::AcceptOwnership)
    });
    ownership(&mut suite, &owner, offer(None)).unwrap();
    let outcome = ownership(&mut suite, &heir, OwnershipAction::AcceptOwnership).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["ownership_updated owner=heir"]);

    let found: Ownership<String> = suite.ask_pools(&QueryMsg::Ownership {}).unwrap();
    assert_eq!((found.owner, found.pending_owner), (Some(heir.to_string()), None));
    assert_eq!(config(&suite).owner, Some(heir));
    let weights = ExecuteMsg::SetScoreWeights { fee: 1, performance: 1, capacity: 1 };
    suite.refuses(refused(OwnershipError::NotOwner), |suite| suite.pools(&owner, &weights, 0));
}
