//! Pause, guardian and ownership.

use anyhow::Result;
use cosmwasm_std::Addr;
use cw_ownable::{Ownership, OwnershipError};
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::ownership::OwnershipAction;
use tributary_types::staker_registry::{ConfigResponse, ExecuteMsg, QueryMsg, CONTRACT};

use crate::support::suite::{id, Suite};
use crate::world::{DAY, WEEK};

const PAUSE: ExecuteMsg = ExecuteMsg::Pause {};
const UNPAUSE: ExecuteMsg = ExecuteMsg::Unpause {};

fn control(error: ControlError) -> ContractError {
    ContractError::Control(error)
}

fn ownership(suite: &mut Suite, who: &Addr, action: OwnershipAction) -> Result<Outcome> {
    suite.stakers(who, &ExecuteMsg::UpdateOwnership(action), 0)
}

fn config(suite: &Suite) -> ConfigResponse {
    suite.ask_stakers(&QueryMsg::Config {}).unwrap()
}

/// O-03.
#[test]
fn the_guardian_pauses_the_owner_unpauses_and_neither_twice() {
    let mut suite = Suite::default();
    let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());

    suite.refuses(control(ControlError::NotPaused), |suite| suite.stakers(&owner, &UNPAUSE, 0));
    suite.refuses(control(ControlError::NotGuardian), |suite| suite.stakers(&owner, &PAUSE, 0));
    let outcome = suite.stakers(&guardian, &PAUSE, 0).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["paused guardian=guardian"]);
    assert!(config(&suite).paused);
    suite.refuses(control(ControlError::AlreadyPaused), |suite| suite.stakers(&guardian, &PAUSE, 0));
    let outcome = suite.stakers(&owner, &UNPAUSE, 0).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["unpaused owner=owner"]);
    assert!(!config(&suite).paused);
}

/// O-03, fault 33.
#[test]
fn while_paused_nobody_enters_everybody_leaves_and_clocks_run_on() {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 3_000), suite.solo("tom", 1_000));
    let (eve, guardian) = (suite.who("eve"), suite.guardian.clone());
    let unbond = id(&suite.unbond(&sol, 500, 0).unwrap());
    let arrives = id(&suite.transfer_stake(&sol, &tom, 500, 0).unwrap());
    let returns = id(&suite.transfer_stake(&sol, &tom, 500, 0).unwrap());
    let key = suite.who("fresh");
    suite.stakers(&guardian, &PAUSE, 0).unwrap();

    let paused = || control(ControlError::Paused);
    let register = ExecuteMsg::RegisterStaker {
        identity: None,
        signing_address: key.to_string(),
        coinbase_address: eve.to_string(),
        license: None,
    };
    suite.refuses(paused(), |suite| suite.stakers(&eve, &register, 1_000));
    suite.refuses(paused(), |suite| suite.bond(&sol, &sol, 1));
    suite.refuses(paused(), |suite| suite.transfer_stake(&sol, &tom, 1, 0));

    suite.wait(WEEK);
    suite.finalize_transfer(&sol, arrives).unwrap();
    let back = id(&suite.stakers(&sol, &ExecuteMsg::CancelTransfer { id: returns }, 0).unwrap());
    let rest = id(&suite.unbond(&sol, 1_500, 0).unwrap());
    suite.stakers(&sol, &ExecuteMsg::Redirect { id: rest, recipient: eve.to_string() }, 0).unwrap();
    let (staker, signing_address) = (sol.to_string(), key.to_string());
    suite.stakers(&sol, &ExecuteMsg::SetSigningAddress { staker, signing_address }, 0).unwrap();
    suite.wait(DAY);
    let before = (suite.holds(&sol), suite.holds(&eve));
    let batch = ExecuteMsg::FinalizeMany {
        unbonds: vec![unbond, back, rest],
        transfers: vec![],
        fee_recipient: None,
    };
    suite.stakers(&tom, &batch, 0).unwrap();
    assert_eq!((suite.holds(&sol), suite.holds(&eve)), (before.0 + 1_000, before.1 + 1_500));
}

#[test]
fn the_owner_names_another_guardian_or_none() {
    let mut suite = Suite::default();
    let (owner, guardian, eve) = (suite.owner.clone(), suite.guardian.clone(), suite.who("eve"));
    let name = |guardian: Option<&Addr>| ExecuteMsg::SetGuardian { guardian: guardian.map(Addr::to_string) };

    let outcome = suite.stakers(&owner, &name(Some(&eve)), 0).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["guardian_set guardian=eve"]);
    assert_eq!(config(&suite).guardian, Some(eve.clone()));
    suite.refuses(control(ControlError::NotGuardian), |suite| suite.stakers(&guardian, &PAUSE, 0));
    let outcome = suite.stakers(&owner, &name(None), 0).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["guardian_set"]);
    suite.refuses(control(ControlError::NotGuardian), |suite| suite.stakers(&eve, &PAUSE, 0));
}

/// O-01, O-02.
#[test]
fn the_ownership_goes_over_in_two_steps_and_is_never_given_up() {
    let mut suite = Suite::default();
    let (owner, heir, eve) = (suite.owner.clone(), suite.who("heir"), suite.who("eve"));
    let expiry = Some(suite.after(60));
    let offer = |expiry| OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry };
    let refused = |error| control(ControlError::Ownership(error));

    suite.refuses(control(ControlError::RenounceRefused), |suite| {
        ownership(suite, &owner, OwnershipAction::RenounceOwnership)
    });
    suite.refuses(refused(OwnershipError::NotOwner), |suite| ownership(suite, &eve, offer(None)));
    suite.refuses(control(ControlError::NothingOffered), |suite| {
        ownership(suite, &heir, OwnershipAction::AcceptOwnership)
    });
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

    let found: Ownership<String> = suite.ask_stakers(&QueryMsg::Ownership {}).unwrap();
    assert_eq!((found.owner, found.pending_owner), (Some(heir.to_string()), None));
    let old = ExecuteMsg::SetGuardian { guardian: None };
    suite.refuses(refused(OwnershipError::NotOwner), |suite| suite.stakers(&owner, &old, 0));
    suite.stakers(&heir, &old, 0).unwrap();
}
