//! Pause, guardian and ownership

use cw_ownable::{Ownership, OwnershipError};
use tributary_controls::ControlError;
use tributary_license_nft::ContractError;
use tributary_types::license_nft::{ConfigResponse, ExecuteMsg, QueryMsg};
use tributary_types::ownership::OwnershipAction;

use crate::world::{burn, mint_many, redeem, send_nft, transfer, World};

const PAUSE: ExecuteMsg = ExecuteMsg::Pause {};
const UNPAUSE: ExecuteMsg = ExecuteMsg::Unpause {};

fn control(error: ControlError) -> ContractError {
    ContractError::Control(error)
}

fn config(world: &World) -> ConfigResponse {
    world.ask(&QueryMsg::Config {})
}

/// O-03.
#[test]
fn guardian_and_owner_pause_the_owner_unpauses_and_neither_twice() {
    let mut world = World::default();
    let (owner, guardian, eve) = (world.suite.owner.clone(), world.suite.guardian.clone(), world.eve.clone());

    world.refuses(&owner, &UNPAUSE, control(ControlError::NotPaused));
    world.refuses(&eve, &PAUSE, ContractError::Control(ControlError::NotGuardianOrOwner));
    for (who, name) in [(&guardian, "guardian"), (&owner, "owner")] {
        assert_eq!(world.tells(who, &PAUSE), [format!("paused guardian={name}")]);
        assert!(config(&world).paused);
        world.refuses(&guardian, &PAUSE, control(ControlError::AlreadyPaused));
        let not = control(ControlError::Ownership(OwnershipError::NotOwner));
        world.refuses(&guardian, &UNPAUSE, not);
        assert_eq!(world.tells(&owner, &UNPAUSE), ["unpaused owner=owner"]);
        assert!(!config(&world).paused);
    }
}

/// O-03, fault 33.
#[test]
fn a_pause_stops_minting_and_nothing_else() {
    let mut world = World::default();
    let (guardian, minter, alice, bob) =
        (world.suite.guardian.clone(), world.minter.clone(), world.alice.clone(), world.bob.clone());
    let (registry, node) = (world.registry.clone(), world.suite.who("node"));
    world.mint(&alice, &["a1", "a2", "a3"]);
    world.send(&guardian, &PAUSE).unwrap();

    world.refuses(&minter, &mint_many(&alice, &["a4"]), control(ControlError::Paused));
    world.bond(&alice, &node, &["a1"]);
    world.send(&registry, &transfer(&alice, "a1")).unwrap();
    world.send(&alice, &burn("a3")).unwrap();
    world.open_mainnet(5);
    let funder = world.funder.clone();
    world.send(&funder, &ExecuteMsg::ReclaimFunding { amount: None }).unwrap();
    world.send(&alice, &transfer(&bob, "a2")).unwrap();
    world.send(&bob, &send_nft(&registry, "a2")).unwrap();
    world.open_stable();
    world.send(&alice, &redeem("a1")).unwrap();
}

#[test]
fn the_owner_names_another_guardian_or_none() {
    let mut world = World::default();
    let (owner, guardian, eve) = (world.suite.owner.clone(), world.suite.guardian.clone(), world.eve.clone());
    let name = |guardian: Option<String>| ExecuteMsg::SetGuardian { guardian };

    assert_eq!(world.tells(&owner, &name(Some(eve.to_string()))), ["guardian_set guardian=eve"]);
    assert_eq!(config(&world).guardian, Some(eve.clone()));
    world.refuses(&guardian, &PAUSE, ContractError::Control(ControlError::NotGuardianOrOwner));
    assert_eq!(world.tells(&owner, &name(None)), ["guardian_set"]);
    world.refuses(&eve, &PAUSE, ContractError::Control(ControlError::NotGuardianOrOwner));
    world.send(&owner, &PAUSE).unwrap();
}

/// O-01, O-02.
#[test]
fn the_ownership_goes_over_in_two_steps_and_is_never_given_up() {
    let mut world = World::default();
    let (owner, heir, eve) = (world.suite.owner.clone(), world.suite.who("heir"), world.eve.clone());
    let update = ExecuteMsg::UpdateOwnership;
    let offer = OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry: None };
    let refused = |error| control(ControlError::Ownership(error));

    world.refuses(
        &owner,
        &update(OwnershipAction::RenounceOwnership),
        control(ControlError::RenounceRefused),
    );
    world.refuses(&eve, &update(offer.clone()), refused(OwnershipError::NotOwner));
    let accept = || update(OwnershipAction::AcceptOwnership);
    world.refuses(&heir, &accept(), control(ControlError::NothingOffered));
    let told = world.tells(&owner, &update(offer));
    assert_eq!(told, ["ownership_updated owner=owner pending_owner=heir"]);
    world.refuses(&eve, &accept(), refused(OwnershipError::NotPendingOwner));
    assert_eq!(world.tells(&heir, &accept()), ["ownership_updated owner=heir"]);

    let found: Ownership<String> = world.ask(&QueryMsg::Ownership {});
    assert_eq!((found.owner, found.pending_owner), (Some(heir.to_string()), None));
    world.refuses(&owner, &ExecuteMsg::OpenMainnet {}, refused(OwnershipError::NotOwner));
    world.send(&heir, &ExecuteMsg::OpenMainnet {}).unwrap();
}
