//! Devices, as the registrar records them

use tributary_controls::ControlError;
use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::{DeviceResponse, DevicesResponse, OfferStatus, QueryMsg};

use crate::world::{invalid, open, register, remove, resume, suspend, update, World, DAY, NEAT};

fn unknown(device: &str) -> ContractError {
    ContractError::DeviceNotFound { device: device.to_owned() }
}

fn devices_of(world: &World, owner: &cosmwasm_std::Addr) -> Vec<String> {
    let msg = QueryMsg::Devices { owner: Some(owner.to_string()), start_after: None, limit: None };
    world.ask::<DevicesResponse>(&msg).devices.into_iter().map(|device| device.device).collect()
}

#[test]
fn a_device_is_recorded() {
    let mut world = World::default();
    let otto = world.otto.clone();

    let told = world.registrar_tells(&register("d4", &otto, NEAT));

    assert_eq!(told, ["device_registered device=d4 owner=otto class=neat"]);
    let expected = DeviceResponse {
        device: "d4".to_owned(),
        owner: otto.clone(),
        class: NEAT.to_owned(),
        suspended: false,
        offer_id: None,
        agreement_id: None,
    };
    assert_eq!(world.device("d4"), expected);
    assert_eq!(devices_of(&world, &otto), ["d3", "d4"]);
    world.is_consistent();
}

/// J-03.
#[test]
fn a_device_is_recorded_once_and_of_a_class_that_is() {
    let mut world = World::default();
    let (registrar, otto) = (world.registrar.clone(), world.otto.clone());
    let registered = ContractError::DeviceRegistered { device: "d1".to_owned() };
    assert!(registered.to_string().contains("registered"));
    world.refuses(&registrar, &register("d1", &otto, NEAT), registered);
    let class = ContractError::ClassNotFound { class: "ghost".to_owned() };
    world.refuses(&registrar, &register("d4", &otto, "ghost"), class);
    assert_eq!(world.query_error(&QueryMsg::Device { device: "d4".to_owned() }), "device not found: d4");
}

#[test]
fn an_id_of_a_device_has_1_to_128_bytes() {
    let mut world = World::default();
    let (registrar, otto) = (world.registrar.clone(), world.otto.clone());
    for id in ["x".to_owned(), "x".repeat(127), "x".repeat(128), "é".repeat(64)] {
        world.register(&id, &otto, NEAT);
        assert_eq!(world.device(&id).device, id);
    }
    for id in [String::new(), "x".repeat(129), "é".repeat(65), "x".repeat(10_000)] {
        let error = invalid("device", "an id of 1 to 128 bytes", id.len());
        world.refuses(&registrar, &register(&id, &otto, NEAT), error);
        world.refuses(&registrar, &suspend(&id), unknown(&id));
    }
    world.is_consistent();
}

#[test]
fn nothing_is_done_with_a_device_that_nobody_recorded() {
    let mut world = World::default();
    let (registrar, otto) = (world.registrar.clone(), world.otto.clone());
    let messages = [
        update("d4", Some(&otto), None),
        update("d4", None, None),
        remove("d4"),
        suspend("d4"),
        resume("d4"),
    ];
    for msg in messages {
        world.refuses(&registrar, &msg, unknown("d4"));
    }
    world.refuses(&otto, &open("d4", 4_000, 1_000, 30), unknown("d4"));
}

/// J-13: the open offer of a device that is sold or reclassed is cancelled.
#[test]
fn a_device_that_is_sold_or_reclassed_is_offered_no_more() {
    let mut world = World::default();
    world.set_class("wide", 1, 1, 1);
    let (olga, otto, sam) = (world.olga.clone(), world.otto.clone(), world.sam.clone());
    let first = world.open("d1", 4_000, 1_000, 30);
    world.tells(&olga, &crate::world::edit(first, None, Some(500), None));

    let told = world.registrar_tells(&update("d1", Some(&otto), None));

    let expected =
        ["device_updated device=d1 owner=otto class=neat", "offer_cancelled offer_id=1 revision=1"];
    assert_eq!(told, expected);
    assert_eq!(world.offer(first).status, OfferStatus::Cancelled);
    assert_eq!(
        (devices_of(&world, &olga), devices_of(&world, &otto)),
        (vec!["d2".to_owned()], vec!["d1".to_owned(), "d3".to_owned()])
    );
    world.is_consistent();
    let error = ContractError::NotDeviceOwner { owner: otto.clone() };
    world.refuses(&olga, &open("d1", 4_000, 1_000, 30), error);
    let second = world.open("d1", 4_000, 1_000, 30);
    assert_eq!((second, world.offer(second).owner), (2, otto.clone()));

    let told = world.registrar_tells(&update("d1", None, Some("wide")));
    let expected =
        ["device_updated device=d1 owner=otto class=wide", "offer_cancelled offer_id=2 revision=0"];
    assert_eq!(told, expected);
    assert!(world.try_accept(&sam, second, 1_000).is_err());
    assert_eq!(world.device("d1").class, "wide");
    world.is_consistent();

    let told = world.registrar_tells(&update("d1", Some(&olga), Some(NEAT)));
    assert_eq!(told, ["device_updated device=d1 owner=olga class=neat"]);
    assert_eq!(devices_of(&world, &olga), ["d1", "d2"]);
    world.is_consistent();
}

#[test]
fn an_update_changes_something() {
    let mut world = World::default();
    let (registrar, olga, otto) = (world.registrar.clone(), world.olga.clone(), world.otto.clone());
    world.open("d1", 4_000, 1_000, 30);
    let nothing = || ContractError::Control(ControlError::EmptyChange);
    for msg in [
        update("d1", None, None),
        update("d1", Some(&olga), None),
        update("d1", None, Some(NEAT)),
        update("d1", Some(&olga), Some(NEAT)),
    ] {
        world.refuses(&registrar, &msg, nothing());
    }
    let class = ContractError::ClassNotFound { class: "ghost".to_owned() };
    world.refuses(&registrar, &update("d1", Some(&otto), Some("ghost")), class);
}

#[test]
fn a_device_is_forgotten_when_it_is_neither_offered_nor_bound() {
    let mut world = World::default();
    let (registrar, olga, sam) = (world.registrar.clone(), world.olga.clone(), world.sam.clone());
    let id = world.open("d1", 4_000, 1_000, 30);
    let offered = ContractError::OfferOpen { offer_id: id };
    assert!(offered.to_string().contains("offer"));
    world.refuses(&registrar, &remove("d1"), offered);
    world.accept(&sam, id);
    let bound = || ContractError::AgreementOpen { agreement_id: id };
    assert!(bound().to_string().contains("agreement"));
    world.refuses(&registrar, &remove("d1"), bound());
    world.pass_days(31);
    world.refuses(&registrar, &remove("d1"), bound());
    world.settle(id);

    assert_eq!(world.registrar_tells(&remove("d1")), ["device_removed device=d1"]);

    world.refuses(&registrar, &remove("d1"), unknown("d1"));
    assert_eq!(devices_of(&world, &olga), ["d2"]);
    world.is_consistent();
    assert_eq!(world.agreement(id).device, "d1", "its agreement is remembered");
    assert_eq!(world.claims(id), (30 * u128::from(DAY) * 4 / 10, 30 * u128::from(DAY) * 6 / 10));
    world.register("d1", &olga, NEAT);
    world.is_consistent();
}

/// J-10.
#[test]
fn a_device_is_down_or_up_and_not_twice() {
    let mut world = World::default();
    let registrar = world.registrar.clone();
    let (down, up) = (
        ContractError::DeviceSuspended { device: "d1".to_owned() },
        ContractError::NotSuspended { device: "d1".to_owned() },
    );
    assert!(down.to_string().contains("suspended") && up.to_string().contains("suspended"));
    world.refuses(&registrar, &resume("d1"), up);
    assert_eq!(world.suspend("d1"), ["device_suspended device=d1 weight=0"]);
    assert!(world.device("d1").suspended);
    world.refuses(&registrar, &suspend("d1"), down);
    assert_eq!(world.resume("d1"), ["device_resumed device=d1 weight=0"]);
    assert!(!world.device("d1").suspended);
}

/// A device that is down keeps its state when it is sold.
#[test]
fn a_device_that_is_sold_while_it_is_down_stays_down() {
    let mut world = World::default();
    let otto = world.otto.clone();
    world.suspend("d1");
    world.registrar_tells(&update("d1", Some(&otto), None));
    assert!(world.device("d1").suspended);
}
