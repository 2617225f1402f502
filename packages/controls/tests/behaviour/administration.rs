//! Ownership, pause, announcements.

use cosmwasm_std::testing::{mock_dependencies, mock_env, MockApi};
use cosmwasm_std::{Addr, Order, Storage};
use cw_ownable::OwnershipError;
use cw_utils::Expiration;
use tributary_controls::announcement::{Announced, Announcement};
use tributary_controls::{ownership, pause, ControlError};
use tributary_types::event::{ConfigCancelled, GuardianSet, OwnershipUpdated, Paused, Unpaused};
use tributary_types::ownership::OwnershipAction;

fn person(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

fn dump(storage: &dyn Storage) -> Vec<(Vec<u8>, Vec<u8>)> {
    storage.range(None, None, Order::Ascending).collect()
}

fn offer(to: &Addr, expiry: Option<Expiration>) -> OwnershipAction {
    OwnershipAction::TransferOwnership { new_owner: to.to_string(), expiry }
}

#[test]
fn the_first_owner_is_the_one_named_or_the_sender() {
    for named in [None, Some(person("heir"))] {
        let mut deps = mock_dependencies();
        let sender = person("owner");
        let (storage, api) = (&mut deps.storage, &deps.api);

        ownership::initialize(storage, api, named.as_ref().map(Addr::as_str), &sender).unwrap();

        let owner = named.unwrap_or(sender);
        assert_eq!(ownership::ownership(storage).unwrap().owner, Some(owner.clone()));
        assert_eq!(ownership::ensure_owner(storage, &owner), Ok(()));
        let stranger = ownership::ensure_owner(storage, &person("eve"));
        assert_eq!(stranger, Err(ControlError::Ownership(OwnershipError::NotOwner)));
    }
    let mut deps = mock_dependencies();
    let bad = ownership::initialize(&mut deps.storage, &deps.api, Some("nobody"), &person("owner"));
    assert!(matches!(bad, Err(ControlError::Std(_))), "{bad:?}");
}

#[test]
fn an_offer_is_accepted_by_whom_it_was_made_to_before_it_ends() {
    let mut deps = mock_dependencies();
    let [owner, heir, eve] = ["owner", "heir", "eve"].map(person);
    let block = mock_env().block;
    ownership::initialize(&mut deps.storage, &deps.api, None, &owner).unwrap();

    let mut act = |who: &Addr, action: OwnershipAction| ownership::update(deps.as_mut(), &block, who, action);
    assert_eq!(act(&heir, OwnershipAction::AcceptOwnership), Err(ControlError::NothingOffered));
    for who in [&owner, &eve] {
        assert_eq!(act(who, OwnershipAction::RenounceOwnership), Err(ControlError::RenounceRefused));
    }
    let not_owner = || Err(ControlError::Ownership(OwnershipError::NotOwner));
    assert_eq!(act(&eve, offer(&eve, None)), not_owner());
    let ended = Expiration::AtHeight(block.height);
    act(&owner, offer(&heir, Some(ended))).unwrap();
    assert_eq!(act(&heir, OwnershipAction::AcceptOwnership), Err(ControlError::OfferExpired));
    let made = act(&owner, offer(&heir, None)).unwrap();
    let (first, second) = (Some(owner.clone()), Some(heir.clone()));
    assert_eq!(made, OwnershipUpdated { owner: first, pending_owner: second.clone() });
    let not_pending = Err(ControlError::Ownership(OwnershipError::NotPendingOwner));
    assert_eq!(act(&eve, OwnershipAction::AcceptOwnership), not_pending);
    assert_eq!(
        act(&heir, OwnershipAction::AcceptOwnership),
        Ok(OwnershipUpdated { owner: second, pending_owner: None })
    );
    assert_eq!(act(&owner, offer(&owner, None)), not_owner());
    let nobody = OwnershipAction::TransferOwnership { new_owner: "nobody".to_owned(), expiry: None };
    let bad = act(&heir, nobody);
    assert!(matches!(bad, Err(ControlError::Std(_))), "{bad:?}");
}

#[test]
#[expect(clippy::cognitive_complexity, reason = "one story, step by step")]
fn entries_stop_and_open_again() {
    let mut deps = mock_dependencies();
    let [owner, guardian, eve] = ["owner", "guardian", "eve"].map(person);
    pause::initialize(&mut deps.storage, &deps.api, Some(guardian.as_str())).unwrap();
    let storage = &mut deps.storage;

    assert_eq!(pause::ensure_running(storage), Ok(()));
    assert_eq!(pause::ensure_guardian(storage, &guardian), Ok(()));
    assert_eq!(pause::ensure_guardian(storage, &eve), Err(ControlError::NotGuardian));
    assert_eq!(pause::unpause(storage, owner.clone()), Err(ControlError::NotPaused));
    assert_eq!(pause::pause(storage, guardian.clone()), Ok(Paused { guardian: guardian.clone() }));
    assert_eq!(pause::ensure_running(storage), Err(ControlError::Paused));
    assert_eq!(pause::pause(storage, guardian.clone()), Err(ControlError::AlreadyPaused));
    let set = pause::set_guardian(storage, &deps.api, Some(eve.to_string()));
    assert_eq!(set, Ok(GuardianSet { guardian: Some(eve.clone()) }));
    assert!(pause::state(storage).unwrap().paused, "another guardian does not unpause");
    assert_eq!(pause::unpause(storage, owner.clone()), Ok(Unpaused { owner }));
    assert_eq!(pause::set_guardian(storage, &deps.api, None), Ok(GuardianSet { guardian: None }));
    assert_eq!(pause::ensure_guardian(storage, &eve), Err(ControlError::NotGuardian));
    let before = dump(storage);
    assert!(pause::set_guardian(storage, &deps.api, Some("nobody".to_owned())).is_err());
    assert!(pause::initialize(storage, &deps.api, Some("nobody")).is_err());
    assert_eq!(dump(storage), before);
}

#[test]
fn guardian_and_owner_both_pause_where_a_contract_lets_them() {
    let mut deps = mock_dependencies();
    let [owner, guardian, eve] = ["owner", "guardian", "eve"].map(person);
    ownership::initialize(&mut deps.storage, &deps.api, None, &owner).unwrap();
    pause::initialize(&mut deps.storage, &deps.api, Some(guardian.as_str())).unwrap();
    let storage = &mut deps.storage;

    assert_eq!(pause::ensure_guardian_or_owner(storage, &owner), Ok(()));
    assert_eq!(pause::ensure_guardian_or_owner(storage, &guardian), Ok(()));
    assert_eq!(pause::ensure_guardian_or_owner(storage, &eve), Err(ControlError::NotGuardianOrOwner));
    pause::set_guardian(storage, &deps.api, None).unwrap();
    assert_eq!(pause::ensure_guardian_or_owner(storage, &owner), Ok(()));
    assert_eq!(pause::ensure_guardian_or_owner(storage, &guardian), Err(ControlError::NotGuardianOrOwner));
}

#[test]
fn an_announced_change_is_taken_once_and_when_it_is_due() {
    let mut deps = mock_dependencies();
    let storage = &mut deps.storage;
    let mut block = mock_env().block;
    let release = Expiration::AtHeight(block.height + 1);
    let announcement = Announcement::<u64>::new();

    assert_eq!(announcement.pending(storage), Ok(None));
    assert_eq!(announcement.take_due(storage, &block), Err(ControlError::NothingAnnounced));
    assert_eq!(announcement.cancel(storage), Err(ControlError::NothingAnnounced));
    announcement.announce(storage, 5, Expiration::AtHeight(0)).unwrap();
    announcement.announce(storage, 6, release).unwrap();
    assert_eq!(announcement.pending(storage), Ok(Some(Announced { change: 6, release })));
    assert_eq!(announcement.take_due(storage, &block), Err(ControlError::Locked { release }));
    block.height += 1;
    assert_eq!(announcement.take_due(storage, &block), Ok(6));
    assert_eq!(announcement.take_due(storage, &block), Err(ControlError::NothingAnnounced));
    announcement.announce(storage, 7, release).unwrap();
    assert_eq!(announcement.cancel(storage), Ok(ConfigCancelled {}));
    assert_eq!(dump(storage), []);
}
