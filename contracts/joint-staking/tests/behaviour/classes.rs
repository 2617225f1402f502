//! Classes of devices, and what a stake earns in them

use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::{ClassResponse, ExecuteMsg, QueryMsg};

use crate::support::suite::uint;
use crate::world::{class_of, decimal, invalid, neat, register, steps, Changes, World, NEAT};

fn class(world: &World, name: &str) -> ClassResponse {
    world.ask(&QueryMsg::Class { class: name.to_owned() })
}

/// What one row of `kappa_steps` at the limits of both numbers is refused with, or nothing.
fn set(world: &mut World, msg: &ExecuteMsg, refusal: Option<ContractError>) {
    let registrar = world.registrar.clone();
    match refusal {
        Some(error) => world.refuses(&registrar, msg, error),
        None => drop(world.send(&registrar, msg).unwrap()),
    }
}

#[test]
fn a_class_is_created_and_replaced_as_a_whole() {
    let mut world = World::default();
    let found = class(&world, NEAT);
    let expected = ClassResponse {
        class: NEAT.to_owned(),
        base_value: uint(86_400),
        capacity: uint(1_000),
        activation_stake: uint(100),
        kappa_steps: vec![],
        pool: None,
        enabled: true,
    };
    assert_eq!(found, expected);

    let told = world.registrar_tells(&ExecuteMsg::SetClass {
        class: NEAT.to_owned(),
        base_value: uint(5),
        capacity: uint(6),
        activation_stake: uint(7),
        kappa_steps: Some(steps(&[(12_000, 11_000), (13_000, 11_000)])),
        pool: None,
        enabled: Some(false),
    });

    assert_eq!(told, ["class_set class=neat base_value=5 capacity=6 activation_stake=7 kappa_steps=12000:11000,13000:11000 enabled=false"]);
    let expected = ClassResponse {
        base_value: uint(5),
        capacity: uint(6),
        activation_stake: uint(7),
        kappa_steps: steps(&[(12_000, 11_000), (13_000, 11_000)]),
        enabled: false,
        ..expected
    };
    assert_eq!(class(&world, NEAT), expected);
    let told = world.registrar_tells(&class_of(NEAT, 1, 2, 0));
    assert_eq!(told, ["class_set class=neat base_value=1 capacity=2 activation_stake=0 enabled=true"]);
    assert!(class(&world, NEAT).kappa_steps.is_empty(), "what is omitted does not stay");
    assert_eq!(world.query_error(&QueryMsg::Class { class: "ghost".to_owned() }), "class not found: ghost");
}

/// J-10: only the registrar keeps classes and devices, not even the owner does.
#[test]
fn the_registrar_alone_keeps_classes_and_devices() {
    let mut world = World::default();
    let (olga, registrar) = (world.olga.clone(), world.registrar.clone());
    let strangers =
        [world.eve.clone(), world.suite.owner.clone(), world.suite.guardian.clone(), olga.clone()];
    let messages = [
        class_of("new", 1, 1, 1),
        register("d9", &olga, NEAT),
        crate::world::update("d1", Some(&world.otto), None),
        crate::world::remove("d1"),
        crate::world::suspend("d1"),
        crate::world::resume("d1"),
    ];
    for stranger in &strangers {
        for msg in &messages {
            world.refuses(stranger, msg, ContractError::NotRegistrar { registrar: registrar.clone() });
        }
    }
}

/// J-10, J-11.
#[test]
fn the_numbers_of_a_class_are_within_their_ranges() {
    let mut world = World::default();
    let most = 10u128.pow(30);
    let set_class = |value, capacity, stake| class_of("big", value, capacity, stake);
    let beyond = |given| ContractError::Capacity { max: uint(most), given: uint(given) };
    assert!(beyond(0).to_string().contains("capacity"));

    for (msg, refusal) in [
        (set_class(0, 1, 0), None),
        (set_class(most, most, most), None),
        (set_class(1, 0, 1), Some(beyond(0))),
        (set_class(1, most + 1, 1), Some(beyond(most + 1))),
        (set_class(1, u128::MAX, 1), Some(beyond(u128::MAX))),
        (set_class(most + 1, 1, 1), Some(invalid("base_value", "10^30 or less", most + 1))),
        (set_class(u128::MAX, 1, 1), Some(invalid("base_value", "10^30 or less", u128::MAX))),
        (set_class(1, 1, most + 1), Some(invalid("activation_stake", "10^30 or less", most + 1))),
    ] {
        set(&mut world, &msg, refusal);
    }
}

/// Names are counted in bytes.
#[test]
fn a_name_of_a_class_has_1_to_128_bytes() {
    let mut world = World::default();
    let refusal = |given: usize| Some(invalid("class", "a name of 1 to 128 bytes", given));
    for (name, refusal) in [
        (String::new(), refusal(0)),
        ("x".to_owned(), None),
        ("x".repeat(128), None),
        ("é".repeat(64), None),
        ("x".repeat(129), refusal(129)),
        ("é".repeat(65), refusal(130)),
    ] {
        set(&mut world, &class_of(&name, 1, 1, 1), refusal);
    }
}

/// J-10, J-11.
#[test]
fn steps_increase_within_their_ranges() {
    let mut world = World::default();
    let fill = |given: u32| Some(invalid("fill_bps", "above 10000 and increasing", given));
    let kappa = |given: u32| Some(invalid("kappa_bps", "10000 to 100000 and not falling", given));
    let many = |count: u32| (1..=count).map(|row| (10_000 + row, 10_000 + row)).collect::<Vec<_>>();
    for (rows, refusal) in [
        (vec![], None),
        (vec![(10_001, 10_000)], None),
        (vec![(u32::MAX, 100_000)], None),
        (vec![(10_001, 20_000), (10_002, 20_000)], None),
        (many(16), None),
        (many(17), Some(invalid("kappa_steps", "16 rows or less", 17))),
        (vec![(10_000, 20_000)], fill(10_000)),
        (vec![(0, 20_000)], fill(0)),
        (vec![(12_000, 20_000), (12_000, 30_000)], fill(12_000)),
        (vec![(12_000, 20_000), (11_999, 30_000)], fill(11_999)),
        (vec![(12_000, 9_999)], kappa(9_999)),
        (vec![(12_000, 0)], kappa(0)),
        (vec![(12_000, 100_001)], kappa(100_001)),
        (vec![(12_000, 20_000), (13_000, 19_999)], kappa(19_999)),
    ] {
        set(&mut world, &neat(Some(steps(&rows)), None, None), refusal);
    }
}

/// A pool needs a pool-registry that knows it; what else a pool must be is told with activation.
#[test]
fn without_a_pool_registry_no_class_names_a_pool() {
    let mut world = World::default();
    let (registrar, ada) = (world.registrar.clone(), world.suite.pool_of("ada", 1_000_000, 0));
    let error = invalid("pool", "none, where there is no pool-registry", &ada);
    world.refuses(&registrar, &neat(None, Some(&ada), None), error);
}

/// kappa is the filled part of the capacity up to 1, and above the capacity that of the last step that is reached.
#[test]
fn kappa_is_how_full_a_device_is() {
    let mut world = World::default();
    let sam = world.sam.clone();
    world.registrar_tells(&neat(Some(steps(&[(12_500, 11_000), (20_000, 15_000)])), None, None));
    for (stake, base_reward, kappa) in [
        (100, 8_640, "0.1"),
        (999, 86_313, "0.999"),
        (1_000, 86_400, "1"),
        (1_249, 86_400, "1"),
        (1_250, 95_040, "1.1"),
        (1_999, 95_040, "1.1"),
        (2_000, 129_600, "1.5"),
        (1_000_000_000, 129_600, "1.5"),
    ] {
        let id = world.open("d1", 4_000, stake, 30);
        assert_eq!(world.offer(id).base_reward, uint(base_reward), "{stake}");
        world.accept(&sam, id);
        let found = world.agreement(id);
        assert_eq!((found.base_reward, found.kappa), (uint(base_reward), decimal(kappa)), "{stake}");
        world.tells(&sam, &crate::world::terminate(id));
    }
    world.nothing_is_left_but_the_pool();
}

/// A step begins at its part of the capacity, rounded down.
#[test]
fn a_step_begins_rounded_down() {
    let mut world = World::default();
    world.registrar_tells(&ExecuteMsg::SetClass {
        class: NEAT.to_owned(),
        base_value: uint(1_000),
        capacity: uint(7),
        activation_stake: uint(1),
        kappa_steps: Some(steps(&[(12_500, 20_000), (15_000, 30_000)])),
        pool: None,
        enabled: None,
    });
    // 8.75 and 10.5.
    for (stake, base_reward) in [(6, 857), (7, 1_000), (8, 2_000), (9, 2_000), (10, 3_000), (11, 3_000)] {
        let id = world.open("d1", 4_000, stake, 30);
        assert_eq!(world.offer(id).base_reward, uint(base_reward), "{stake}");
        let olga = world.olga.clone();
        world.tells(&olga, &crate::world::cancel(id));
    }
}

/// w = V * kappa * tau, rounded once: 10 * 2/3 * 1.5 is 10, and 9 if anything was rounded before.
#[test]
fn the_base_reward_is_rounded_once() {
    let mut world = World::default();
    let sam = world.sam.clone();
    world.set_class(NEAT, 10, 3, 1);
    let id = world.bind("d1", &sam, 4_000, 2, 180);
    let found = world.agreement(id);
    assert_eq!(found.base_reward, uint(10));
    assert_eq!((found.kappa, found.tau_bps), (decimal("0.666666666666666666"), 15_000));
}

/// The default multipliers, and others.
#[test]
fn tau_is_that_of_the_lock() {
    let mut world = World::default();
    let sam = world.sam.clone();
    let rewards = |world: &mut World| {
        [30, 60, 90, 180, 365].map(|days| {
            let id = world.bind("d1", &sam, 4_000, 1_000, days);
            let found = world.agreement(id);
            assert_eq!(found.end_secs, world.now() + u64::from(days) * 86_400);
            world.tells(&sam, &crate::world::terminate(id));
            (found.tau_bps, found.base_reward.u128())
        })
    };
    let expected =
        [(10_000, 86_400), (11_000, 95_040), (12_500, 108_000), (15_000, 129_600), (20_000, 172_800)];
    assert_eq!(rewards(&mut world), expected);

    let rows = crate::world::multipliers(&[(90, 1), (30, 100_000)]);
    world.owner_tells(&Changes { time_multipliers: Some(rows), ..Changes::default() }.msg());

    let expected = [(100_000, 864_000), (11_000, 95_040), (1, 8), (15_000, 129_600), (20_000, 172_800)];
    assert_eq!(rewards(&mut world), expected);
}
