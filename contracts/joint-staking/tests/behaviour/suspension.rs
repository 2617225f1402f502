//! Devices that are down while they are bound

use tributary_types::joint_staking::AgreementStatus;

use crate::support::suite::uint;
use crate::world::{decimal, terminate, World, DAY};

#[test]
fn a_device_that_is_down_earns_nothing_while_the_lock_goes_on() {
    let mut world = World::default();
    let id = world.bind_d1();
    world.pass(10_000);

    assert_eq!(world.suspend("d1"), ["device_suspended device=d1 agreement_id=1 weight=0"]);

    let (found, totals) = (world.agreement(id), world.totals());
    assert_eq!((found.status, found.base_reward), (AgreementStatus::Active, uint(86_400)));
    assert_eq!((totals.weight, totals.principal), (uint(0), uint(1_000)));
    world.is_consistent();
    world.pass_until(3 * DAY + 5_000);
    assert_eq!(world.earned(id), 10_000);
    assert_eq!(world.claims(id), (4_000, 6_000));

    assert_eq!(world.resume("d1"), ["device_resumed device=d1 agreement_id=1 weight=86400"]);

    world.is_consistent();
    world.pass_until(4 * DAY);
    assert_eq!(world.earned(id), 10_000 + DAY as u128 - 5_000);
    world.pass_until(30 * DAY);
    assert_eq!(world.agreement(id).end_secs, world.now(), "the end is where it was");
    assert_eq!(world.earned(id), 10_000 + 27 * DAY as u128 - 5_000);
    world.settle(id);
    world.claims(id);
    world.nothing_is_left_but_the_pool();
}

#[test]
fn a_device_may_be_down_more_than_once() {
    let mut world = World::default();
    let id = world.bind_d1();
    for _ in 0..4 {
        world.pass(7);
        world.suspend("d1");
        world.pass(DAY);
        world.resume("d1");
    }
    world.pass(2);
    assert_eq!(world.earned(id), 30);
    world.suspend("d1");
    world.resume("d1");
    world.pass(1);
    assert_eq!(world.earned(id), 31);
    world.is_consistent();
}

/// One end passes while the device is down: nothing is earned after it, and coming up changes nothing.
#[test]
fn a_device_that_is_down_at_the_end_earns_nothing_afterwards() {
    for touch in [false, true] {
        let mut world = World::default();
        let id = world.bind_d1();
        world.pass_until(20 * DAY);
        world.suspend("d1");
        world.pass_until(31 * DAY);
        if touch {
            assert_eq!(world.claims(id), (691_200, 1_036_800));
        }
        world.is_consistent();
        assert_eq!(world.agreement(id).status, AgreementStatus::Matured);
        let told = world.resume("d1");
        assert_eq!(told, ["device_resumed device=d1 agreement_id=1 weight=0"]);
        world.pass_days(5);
        assert_eq!(world.earned(id), 20 * u128::from(DAY));
        world.settle(id);
        world.claims(id);
        assert_eq!(world.totals().claimed, uint(1_728_000));
        world.nothing_is_left_but_the_pool();
    }
}

/// A device that goes down after the end, before anybody settled.
#[test]
fn a_device_that_goes_down_after_the_end_keeps_what_was_earned() {
    for touch in [false, true] {
        let mut world = World::default();
        let id = world.bind_d1();
        world.pass_until(33 * DAY);
        if touch {
            world.claims(id);
        }
        let told = world.suspend("d1");
        assert_eq!(told, ["device_suspended device=d1 agreement_id=1 weight=0"]);
        world.is_consistent();
        world.pass_days(2);
        assert_eq!(world.earned(id), 2_592_000);
        world.settle(id);
        assert!(world.device("d1").suspended);
        world.claims(id);
        assert_eq!(world.totals().claimed, uint(2_592_000));
        world.nothing_is_left_but_the_pool();
    }
}

/// In the second of the end it is over: down or up then is too late.
#[test]
fn the_second_of_the_end_is_too_late() {
    let mut world = World::default();
    let id = world.bind_d1();
    world.pass_until(30 * DAY);
    world.suspend("d1");
    world.resume("d1");
    assert_eq!((world.earned(id), world.totals().weight), (2_592_000, uint(0)));
    world.is_consistent();
}

/// The last second is earned if the device comes up in time, and no other.
#[test]
fn a_device_that_comes_up_in_the_last_second_earns_it() {
    let mut world = World::default();
    let id = world.bind_d1();
    world.pass(1);
    world.suspend("d1");
    world.pass_until(30 * DAY - 1);
    world.resume("d1");
    world.pass(100);
    assert_eq!(world.earned(id), 2);
    world.is_consistent();
}

/// One of two that end together is down: its weight does not leave twice.
#[test]
fn one_of_two_that_end_together_is_down() {
    let mut world = World::default();
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let ids = [world.bind("d1", &sam, 4_000, 1_000, 30), world.bind("d3", &sue, 4_000, 500, 30)];
    world.pass(100);
    world.suspend("d1");
    assert_eq!(world.totals().weight, uint(43_200));
    world.is_consistent();
    world.pass_until(30 * DAY + 7);
    assert_eq!(ids.map(|id| world.earned(id)), [100, 1_296_000]);
    for id in ids {
        world.settle(id);
        world.claims(id);
    }
    world.nothing_is_left_but_the_pool();
}

#[test]
fn an_agreement_ends_early_while_its_device_is_down() {
    let mut world = World::default();
    let sam = world.sam.clone();
    let id = world.bind_d1();
    world.pass(100);
    world.suspend("d1");
    world.pass_until(15 * DAY);
    // 15 of 30 days are left: 15 % of 60.
    let told = world.tells(&sam, &terminate(id));
    assert!(told[0].contains(" penalty=9 from_rewards=9 "), "{told:?}");
    world.is_consistent();
    assert_eq!(world.claims(id), (40, 51));
    let told = world.resume("d1");
    assert_eq!(told, ["device_resumed device=d1 weight=0"]);
    world.nothing_is_left_but_the_pool();
}

/// What a device that is down does not earn, others may.
#[test]
fn others_earn_more_under_a_cap_while_a_device_is_down() {
    let mut world = World::with(|msg| msg.daily_caps = Some(crate::world::caps(&[(0, 86_400)])));
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let down = world.bind("d1", &sam, 4_000, 1_000, 30);
    let up = world.bind("d3", &sue, 4_000, 1_000, 30);
    world.pass(1_000);
    assert_eq!(world.totals().nu, decimal("0.5"));
    world.suspend("d1");
    assert_eq!(world.totals().nu, decimal("1"));
    world.pass(1_000);
    world.resume("d1");
    world.pass(1_000);
    assert_eq!((world.earned(down), world.earned(up)), (1_000, 2_000));
}
