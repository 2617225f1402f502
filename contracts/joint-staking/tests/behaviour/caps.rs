//! Daily caps

use tributary_types::joint_staking::InstantiateMsg;

use crate::support::suite::uint;
use crate::world::{caps, decimal, World, DAY};

fn capped(rows: &[(u32, u128)]) -> World {
    let rows = caps(rows);
    World::with(|msg: &mut InstantiateMsg| msg.daily_caps = Some(rows))
}

/// JS-05: a cap counts from its day on; the agreement would earn 86,400 a day.
#[test]
fn each_day_has_the_cap_of_the_last_row_that_began() {
    let mut world = capped(&[(0, 43_200), (2, 21_600), (4, 1_000_000), (5, 0)]);
    let id = world.bind_d1();
    for (day, cap, nu, earned) in [
        (0, 43_200, "0.5", 0),
        (1, 43_200, "0.5", 43_200),
        (2, 21_600, "0.25", 86_400),
        (3, 21_600, "0.25", 108_000),
        (4, 1_000_000, "1", 129_600),
        (5, 0, "0", 216_000),
        (6, 0, "0", 216_000),
    ] {
        let totals = world.totals();
        assert_eq!((totals.day, totals.daily_cap), (day, Some(uint(cap))));
        assert_eq!((totals.nu, world.earned(id)), (decimal(nu), earned), "day {day}");
        world.pass_days(1);
    }
    world.is_consistent();
    world.pass_days(40);
    assert_eq!(world.claims(id), (86_400, 129_600));
    world.settle(id);
    world.nothing_is_left_but_the_pool();
}

/// Caps count days from the instantiation, not from the start of an agreement.
#[test]
fn an_agreement_in_the_middle_of_a_day_has_the_cap_by_the_second() {
    let mut world = capped(&[(0, 43_200), (1, 8_640)]);
    world.pass(60_000);
    let id = world.bind_d1();
    world.pass(20_000);
    assert_eq!(world.earned(id), 10_000);
    world.pass_until(DAY + 50_000);
    assert_eq!(world.earned(id), 13_200 + 5_000);
}

/// A cap that changes in the middle of a day counts from then on.
#[test]
fn other_caps_count_from_now_on() {
    let mut world = capped(&[(0, 43_200)]);
    let id = world.bind_d1();
    world.pass(10_000);
    world.set_caps(&[(0, 8_640), (2, 864)]);
    assert_eq!(world.config().daily_caps, caps(&[(0, 8_640), (2, 864)]));
    world.pass(10_000);
    assert_eq!(world.earned(id), 5_000 + 1_000);
    world.is_consistent();
    world.set_caps(&[]);
    assert_eq!(world.totals().daily_cap, None);
    world.pass(10_000);
    assert_eq!(world.earned(id), 16_000);
    world.set_caps(&[(0, 864)]);
    world.pass_until(3 * DAY);
    assert_eq!(world.earned(id), 16_000 + 564 + 2 * 864);
    world.is_consistent();
}

/// Who joins, is suspended or leaves changes what the cap leaves for the others, at once.
#[test]
fn a_cap_is_shared_by_all_that_earn() {
    let mut world = capped(&[(0, 86_400)]);
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let first = world.bind("d1", &sam, 5_000, 1_000, 30);
    world.pass(1_000);
    let second = world.bind("d3", &sue, 5_000, 1_000, 60);
    // The second weighs 1.1 of the first: nu is 1/2.1.
    world.pass(2_100);
    let earned = (world.earned(first), world.earned(second));
    assert!(earned == (1_999, 1_099) || earned == (2_000, 1_100), "{earned:?}");
    world.suspend("d3");
    world.pass(1_000);
    assert!([2_999, 3_000].contains(&world.earned(first)));
    assert!([1_099, 1_100].contains(&world.earned(second)));
    world.resume("d3");
    world.tells(&sam, &crate::world::terminate(first));
    world.pass(1_000);
    // Alone it earns its own, not more: 1.1 a second, of which the cap leaves one.
    assert!([2_099, 2_100].contains(&world.earned(second)), "{}", world.earned(second));
    world.is_consistent();
}

/// JS-05: however many earn, a day pays no more than its cap.
#[test]
fn a_day_pays_no_more_than_its_cap() {
    let mut world = capped(&[(0, 1_003)]);
    let (sam, otto) = (world.sam.clone(), world.otto.clone());
    let mut ids = vec![];
    for device in 0..7u128 {
        let name = format!("x{device}");
        world.register(&name, &otto, "neat");
        ids.push(world.bind(&name, &sam, 5_000, 1_000 - device, 30));
    }
    for day in 1..=5 {
        world.pass_days(1);
        let earned: u128 = ids.iter().map(|id| world.earned(*id)).sum();
        assert!(earned <= day * 1_003 && earned + 7 >= day * 1_003, "{earned} by day {day}");
    }
    world.is_consistent();
}
