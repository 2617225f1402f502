//! Offers: opening, editing, taking back

use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::{ExecuteMsg, OfferMade, OfferResponse, OfferStatus, QueryMsg};

use crate::support::suite::{data, uint};
use crate::world::{cancel, class_of, edit, neat, open, World, NEAT};

fn share(given: u32) -> ContractError {
    ContractError::Share { min: 3_000, max: 7_000, given }
}

fn lock(given: u32) -> ContractError {
    ContractError::Lock { given }
}

fn activation(needed: u128, given: u128) -> ContractError {
    ContractError::Activation { needed: uint(needed), given: uint(given) }
}

#[test]
fn an_owner_offers_a_device() {
    let mut world = World::default();
    let olga = world.olga.clone();

    let outcome = world.send(&olga, &open("d1", 4_000, 500, 90)).unwrap();

    let told = "offer_opened offer_id=1 device=d1 class=neat owner=olga owner_share_bps=4000 required_stake=500 lock_days=90";
    assert_eq!(world.told(&outcome), [told]);
    assert_eq!(data::<OfferMade>(&outcome).offer_id, 1);
    let expected = OfferResponse {
        offer_id: 1,
        device: "d1".to_owned(),
        class: NEAT.to_owned(),
        owner: olga.clone(),
        owner_share_bps: 4_000,
        required_stake: uint(500),
        lock_days: 90,
        status: OfferStatus::Open,
        revision: 0,
        base_reward: uint(54_000),
    };
    assert_eq!(world.offer(1), expected);
    assert_eq!(world.device("d1").offer_id, Some(1));
    assert_eq!(world.query_error(&QueryMsg::Offer { offer_id: 2 }), "not found: offer 2");
    world.is_consistent();
    assert_eq!((world.open("d3", 4_000, 500, 90), world.open("d2", 4_000, 500, 90)), (2, 3));
    world.is_consistent();
}

/// J-01, J-02.
#[test]
fn shares_and_locks_are_those_that_are_possible() {
    let mut world = World::default();
    let olga = world.olga.clone();
    for wrong in [0, 1, 2_999, 7_001, 10_000, 10_001, u32::MAX] {
        world.refuses(&olga, &open("d1", wrong, 500, 30), share(wrong));
    }
    for wrong in [0, 1, 29, 31, 59, 61, 366, 730, u32::MAX] {
        world.refuses(&olga, &open("d1", 4_000, 500, wrong), lock(wrong));
    }
    assert!(share(0).to_string().contains("share") && lock(0).to_string().contains("lock"));
    for right in [3_000, 3_001, 6_999, 7_000] {
        let id = world.open("d1", right, 500, 30);
        world.tells(&olga, &cancel(id));
    }
    for right in [30, 60, 90, 180, 365] {
        let id = world.open("d1", 4_000, 500, right);
        world.tells(&olga, &cancel(id));
    }
}

/// JS-11. Nothing at all is no stake.
#[test]
fn a_stake_is_what_the_class_needs() {
    let mut world = World::default();
    let olga = world.olga.clone();
    for (given, works) in [(0, false), (99, false), (100, true), (u128::MAX, true)] {
        if works {
            let id = world.open("d1", 4_000, given, 30);
            world.tells(&olga, &cancel(id));
        } else {
            world.refuses(&olga, &open("d1", 4_000, given, 30), activation(100, given));
        }
    }
    world.set_class(NEAT, 86_400, 1_000, 0);
    world.refuses(&olga, &open("d1", 4_000, 0, 30), activation(1, 0));
    let id = world.open("d1", 4_000, 1, 30);
    assert_eq!(world.offer(id).base_reward, uint(86));
    assert!(activation(1, 0).to_string().contains("activation"));
}

/// J-03.
#[test]
fn only_its_owner_offers_a_device() {
    let mut world = World::default();
    let (olga, owner, registrar) = (world.olga.clone(), world.suite.owner.clone(), world.registrar.clone());
    for stranger in [&world.otto.clone(), &world.eve.clone(), &owner, &registrar] {
        let error = ContractError::NotDeviceOwner { owner: olga.clone() };
        assert!(error.to_string().contains("unauthorized"));
        world.refuses(stranger, &open("d1", 4_000, 500, 30), error);
    }
}

/// J-03: one open offer and one agreement a device.
#[test]
fn a_device_that_is_offered_or_bound_is_not_offered() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let first = world.open("d1", 4_000, 500, 30);
    world.refuses(&olga, &open("d1", 5_000, 600, 60), ContractError::OfferOpen { offer_id: first });
    world.accept(&sam, first);
    let bound = || ContractError::AgreementOpen { agreement_id: first };
    world.refuses(&olga, &open("d1", 5_000, 600, 60), bound());
    world.pass_days(30);
    world.refuses(&olga, &open("d1", 5_000, 600, 60), bound());
    world.settle(first);
    assert_eq!(world.open("d1", 5_000, 600, 60), 2);
    world.is_consistent();
}

/// J-03.
#[test]
fn a_class_that_is_not_enabled_has_no_new_offers() {
    let mut world = World::default();
    let olga = world.olga.clone();
    let id = world.open("d1", 4_000, 500, 30);
    world.registrar_tells(&neat(None, None, Some(false)));
    let closed = || ContractError::ClassNotEnabled { class: NEAT.to_owned() };
    assert!(closed().to_string().contains("enabled"));
    world.refuses(&olga, &open("d2", 4_000, 500, 30), closed());
    world.refuses(&olga, &edit(id, Some(5_000), None, None), closed());
    world.registrar_tells(&neat(None, None, Some(true)));
    world.tells(&olga, &edit(id, Some(5_000), None, None));
    assert_eq!(world.open("d2", 4_000, 500, 30), 2);
}

#[test]
fn a_device_that_is_down_is_not_offered() {
    let mut world = World::default();
    let olga = world.olga.clone();
    world.suspend("d1");
    let error = ContractError::DeviceSuspended { device: "d1".to_owned() };
    world.refuses(&olga, &open("d1", 4_000, 500, 30), error);
    world.resume("d1");
    world.open("d1", 4_000, 500, 30);
}

/// Each part alone and all together; the offer moves in all lists.
#[test]
fn an_open_offer_is_edited() {
    let mut world = World::default();
    let olga = world.olga.clone();
    let id = world.open("d1", 4_000, 500, 30);
    world.open("d2", 4_500, 600, 60);
    let edits = [
        (edit(id, Some(5_000), None, None), (5_000, 500, 30)),
        (edit(id, None, Some(700), None), (5_000, 700, 30)),
        (edit(id, None, None, Some(60)), (5_000, 700, 60)),
        (edit(id, Some(3_000), Some(100), Some(365)), (3_000, 100, 365)),
        (edit(id, Some(3_000), Some(101), Some(365)), (3_000, 101, 365)),
    ];
    for (revision, (msg, (share, stake, days))) in (1..).zip(edits) {
        let told = world.tells(&olga, &msg);

        let expected = format!(
            "offer_edited offer_id=1 revision={revision} owner_share_bps={share} required_stake={stake} lock_days={days}"
        );
        assert_eq!(told, [expected]);
        let found = world.offer(id);
        let terms = (found.owner_share_bps, found.required_stake.u128(), found.lock_days);
        assert_eq!((terms, found.revision), ((share, stake, days), revision));
        assert_eq!((found.status, found.owner), (OfferStatus::Open, olga.clone()));
        world.is_consistent();
    }
    // 86,400 * 101/1000 * 2.
    assert_eq!(world.offer(id).base_reward, uint(17_452));
}

/// J-01, J-02, J-05.
#[test]
fn an_edit_is_checked_like_an_offer() {
    let mut world = World::default();
    let (olga, otto, owner) = (world.olga.clone(), world.otto.clone(), world.suite.owner.clone());
    let id = world.open("d1", 4_000, 500, 30);
    let refusals = [
        (edit(id, Some(2_999), None, None), share(2_999)),
        (edit(id, Some(7_001), None, None), share(7_001)),
        (edit(id, None, None, Some(31)), lock(31)),
        (edit(id, None, Some(99), None), activation(100, 99)),
        (edit(id, None, Some(0), None), activation(100, 0)),
    ];
    for (msg, error) in refusals {
        world.refuses(&olga, &msg, error);
    }
    let nothing = || ContractError::Control(ControlError::EmptyChange);
    for msg in [
        edit(id, None, None, None),
        edit(id, Some(4_000), Some(500), Some(30)),
        edit(id, None, Some(500), None),
    ] {
        world.refuses(&olga, &msg, nothing());
    }
    for stranger in [&otto, &owner, &world.registrar.clone(), &world.eve.clone()] {
        let error = || ContractError::NotDeviceOwner { owner: olga.clone() };
        world.refuses(stranger, &edit(id, Some(5_000), None, None), error());
        world.refuses(stranger, &cancel(id), error());
    }
    for (msg, offer_id) in [(edit(9, Some(5_000), None, None), 9), (cancel(9), 9), (cancel(0), 0)] {
        world.refuses(&olga, &msg, ContractError::OfferNotFound { offer_id });
    }
    assert_eq!(world.offer(id).revision, 0);
}

/// A class that changed counts for the next edit, even of something else.
#[test]
fn an_edit_meets_the_present_class() {
    let mut world = World::default();
    let olga = world.olga.clone();
    let id = world.open("d1", 4_000, 500, 30);
    world.registrar_tells(&class_of(NEAT, 86_400, 1_000, 501));
    world.refuses(&olga, &edit(id, Some(5_000), None, None), activation(501, 500));
    world.tells(&olga, &edit(id, None, Some(501), None));
    world.is_consistent();
}

#[test]
fn an_open_offer_is_taken_back() {
    let mut world = World::default();
    let olga = world.olga.clone();
    let id = world.open("d1", 4_000, 500, 30);
    world.tells(&olga, &edit(id, Some(5_000), None, None));

    assert_eq!(world.tells(&olga, &cancel(id)), ["offer_cancelled offer_id=1 revision=1"]);

    assert_eq!(world.offer(id).status, OfferStatus::Cancelled);
    assert_eq!(world.device("d1").offer_id, None);
    world.is_consistent();
    closed_offers_stay(&mut world, &olga, id, || ContractError::Cancelled { offer_id: 1 });
    assert_eq!(world.open("d1", 4_000, 500, 30), 2, "no number comes twice");
}

/// J-05.
#[test]
fn an_offer_that_was_taken_stays_as_it_is() {
    let mut world = World::default();
    let olga = world.olga.clone();
    let id = world.bind_d1();
    assert_eq!(world.offer(id).status, OfferStatus::Taken);
    closed_offers_stay(&mut world, &olga, id, || ContractError::Taken { offer_id: 1 });
    world.pass_days(31);
    world.settle(id);
    closed_offers_stay(&mut world, &olga, id, || ContractError::Taken { offer_id: 1 });
}

/// J-04, J-05.
fn closed_offers_stay(world: &mut World, olga: &Addr, id: u64, error: impl Fn() -> ContractError) {
    assert!(["taken", "cancelled"].iter().any(|word| error().to_string().contains(word)));
    let messages: [ExecuteMsg; 2] = [edit(id, Some(3_500), None, None), cancel(id)];
    for msg in messages {
        world.refuses(olga, &msg, error());
    }
    let (sue, stake) = (world.sue.clone(), world.offer(id).required_stake.u128());
    let coins = cosmwasm_std::coins(stake, tributary_testing::DENOM);
    world.refuses_payment(&sue, &crate::world::accept(id), coins, error());
}
