//! JS-09: what an agreement started with stays

use tributary_types::joint_staking::AgreementResponse;

use crate::support::suite::uint;
use crate::world::{class_of, multipliers, neat, steps, terminate, update, Changes, World, NEAT};

/// What never changes of an agreement.
fn terms(found: &AgreementResponse) -> impl PartialEq + std::fmt::Debug {
    (
        (found.device.clone(), found.class.clone(), found.owner.clone(), found.staker.clone()),
        (found.owner_share_bps, found.lock_days, found.principal, found.base_reward),
        (found.kappa, found.tau_bps, found.start_secs, found.end_secs),
    )
}

/// J-13: a device that is sold or reclassed keeps its agreement, which pays whom it paid.
#[test]
fn a_device_that_is_sold_keeps_its_agreement() {
    let mut world = World::default();
    let (olga, otto, sam) = (world.olga.clone(), world.otto.clone(), world.sam.clone());
    let id = world.bind_d1();
    let before = world.agreement(id);
    world.set_class("wide", 1, 1, 1);
    world.pass(100);

    let told = world.registrar_tells(&update("d1", Some(&otto), Some("wide")));

    assert_eq!(told, ["device_updated device=d1 owner=otto class=wide"]);
    assert_eq!(terms(&world.agreement(id)), terms(&before));
    let device = world.device("d1");
    assert_eq!((device.owner, device.agreement_id), (otto.clone(), Some(id)));
    world.is_consistent();
    world.pass(100);
    assert_eq!(world.claim(&olga, id), 80);
    assert!(world.send(&otto, &crate::world::claim(id)).is_err());
    assert!(world.send(&otto, &terminate(id)).is_err());
    // The new owner's device goes down: the agreement feels it.
    world.suspend("d1");
    world.pass(100);
    world.resume("d1");
    assert_eq!(world.earned(id), 200);
    let bound = tributary_joint_staking::ContractError::AgreementOpen { agreement_id: id };
    world.refuses(&otto, &crate::world::open("d1", 5_000, 1, 30), bound);
    world.pass_days(31);
    world.settle(id);
    let second = world.bind("d1", &sam, 5_000, 1, 30);
    assert_eq!((world.agreement(second).owner, world.agreement(second).class.as_str()), (otto, "wide"));
    world.is_consistent();
}

#[test]
fn a_class_that_is_replaced_leaves_running_agreements_alone() {
    let mut world = World::default();
    let id = world.bind_d1();
    let before = world.agreement(id);
    for msg in [
        class_of(NEAT, 1, 10u128.pow(30), 5_000),
        neat(Some(steps(&[(10_001, 100_000)])), None, Some(false)),
        class_of(NEAT, 10u128.pow(30), 1, 0),
    ] {
        world.registrar_tells(&msg);
        assert_eq!(terms(&world.agreement(id)), terms(&before));
        world.is_consistent();
    }
    world.pass_days(30);
    assert_eq!(world.earned(id), 2_592_000);
}

#[test]
fn other_multipliers_leave_running_agreements_alone() {
    let mut world = World::default();
    let sam = world.sam.clone();
    let id = world.bind_d1();
    let rows = multipliers(&[(30, 100_000)]);
    let open = world.open("d2", 4_000, 1_000, 30);
    world.owner_tells(&Changes { time_multipliers: Some(rows), ..Changes::default() }.msg());
    assert_eq!((world.agreement(id).tau_bps, world.agreement(id).base_reward), (10_000, uint(86_400)));
    assert_eq!(world.offer(open).base_reward, uint(864_000), "an open offer has the present one");
    assert_eq!(world.offer(id).base_reward, uint(864_000), "and what a taken one would have today");
    world.accept(&sam, open);
    assert_eq!((world.agreement(open).tau_bps, world.agreement(open).base_reward), (100_000, uint(864_000)));
    world.pass(10);
    assert_eq!((world.earned(id), world.earned(open)), (10, 100));
}

/// Penalties are those of the start, also the least one.
#[test]
fn other_penalties_act_on_later_agreements() {
    let mut world = World::one(|msg| msg.min_penalty_bps = Some(500));
    let sam = world.sam.clone();
    let before = world.bind_d1();
    let open = world.open("d2", 4_000, 1_000, 30);

    let told = world.owner_tells(
        &Changes { penalty_bps: Some(10_000), min_penalty_bps: Some(0), ..Changes::default() }.msg(),
    );

    let expected =
        "config_updated registrar=registrar penalty_bps=10000 min_penalty_bps=0 mutual_exit_free=false time_multipliers=30:10000,60:11000,90:12500,180:15000,365:20000";
    assert_eq!(told, [expected]);
    world.accept(&sam, open);
    let penalties = |world: &World| {
        [before, open]
            .map(|id| (world.preview(id).by_owner.penalty.u128(), world.preview(id).by_staker.penalty.u128()))
    };
    assert_eq!(penalties(&world), [(50, 50), (0, 0)]);
    world.pass_days(15);
    // 518,400 and 777,600 received, half of the time is left.
    assert_eq!(penalties(&world), [(77_760, 116_640), (259_200, 388_800)]);
    world.owner_tells(&Changes { penalty_bps: Some(0), ..Changes::default() }.msg());
    assert_eq!(penalties(&world), [(77_760, 116_640), (259_200, 388_800)]);
    for id in [before, open] {
        world.tells(&sam, &terminate(id));
    }
    assert_eq!(world.totals().penalties, uint(116_640 + 388_800));
    world.is_consistent();
}

/// A registrar that is replaced keeps nothing any more.
#[test]
fn another_registrar_keeps_the_devices() {
    let mut world = World::default();
    let (old, heir, otto) = (world.registrar.clone(), world.heir.clone(), world.otto.clone());
    world.owner_tells(&Changes { registrar: Some(heir.to_string()), ..Changes::default() }.msg());
    let error = tributary_joint_staking::ContractError::NotRegistrar { registrar: heir.clone() };
    world.refuses(&old, &crate::world::suspend("d1"), error);
    world.tells(&heir, &crate::world::suspend("d1"));
    world.tells(&heir, &crate::world::register("d8", &otto, NEAT));
}
