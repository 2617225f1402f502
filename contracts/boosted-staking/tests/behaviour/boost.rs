//! Boosts, by loyalty scores: what they weigh, from when on, and who sets them

use cosmwasm_std::{Addr, Decimal, Uint256};
use serde_json::json;
use tributary_boosted_staking::ContractError;
use tributary_controls::ControlError;
use tributary_types::boosted_staking::{BoostResponse, Weights};

use crate::definition::{boost, floors, Stake};
use crate::support::suite::uint;
use crate::world::{decimal, scores, time, World, ADVANCE, DAY, DAYS, TOUCH};

#[test]
fn a_score_boosts_what_is_staked_and_what_will_be() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.stake(&alice, 1_000, 60);
    world.stake(&bob, 1_000, 60);

    let told = world.set_loyalty(&alice, 2_500);

    assert_eq!(told, ["boost_changed user=alice nfts=0 loyalty=2500 boost=1"]);
    let expected = BoostResponse { nfts: 0, loyalty: 2_500, boost: decimal("1") };
    assert_eq!(world.boost(&alice), expected);
    // 0.4 + 0.6 * (months / 2) * 1.
    assert_eq!(world.position(1).weight, Uint256::from(1_000u128));
    assert_eq!(world.position(2).weight, Uint256::from(400u128));
    assert_eq!(world.vault().total_weight, Uint256::from(1_400u128));
    let id = world.stake(&alice, 1_000, 360);
    assert_eq!(world.position(id).weight, Uint256::from(4_000u128));
    world.is_consistent();
}

#[test]
fn a_score_may_come_before_any_stake_before_the_start_and_after_the_end() {
    let mut world = World::with(|msg| msg.starts_at = time(DAY));
    let alice = world.alice.clone();
    let told = world.set_loyalty(&alice, 100);
    assert_eq!(told, ["boost_changed user=alice nfts=0 loyalty=100 boost=0.2"]);

    world.pass_until(3 * DAY);
    let id = world.stake(&alice, 1_000, 30);
    // 0.4 + 0.6 * 0.5 * 0.2.
    assert_eq!(world.position(id).weight, Uint256::from(460u128));
    world.pass_until((DAYS + 2) * DAY);
    let told = world.set_loyalty(&alice, 0);

    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[1], "boost_changed user=alice nfts=0 loyalty=0 boost=0");
    assert_eq!(world.earned(id), 30_000_005);
    world.is_consistent();
}

/// Positions of alice, two of which end together, and one of bob.
fn crowd() -> (World, Addr, Addr) {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    for (user, amount, days) in
        [(&alice, 1_000, 30), (&alice, 700, 60), (&bob, 2_000, 90), (&alice, 300, 60), (&alice, 50, 360)]
    {
        world.stake(user, amount, days);
    }
    (world, alice, bob)
}

/// When alice and bob have which scores, as whole roots.
const CHANGES: [(u64, u64, u64); 5] = [
    (10 * DAY + 1, 10, 0),
    (40 * DAY, 50, 0),
    (41 * DAY + 5, 50, 20),
    (61 * DAY - 1, 0, 20),
    (100 * DAY, 30, 0),
];

/// The crowd by definition.
fn crowd_by_definition() -> Vec<Stake> {
    let alices: Vec<(u64, u128)> = CHANGES.iter().map(|it| (it.0, boost(0, it.1.into()))).collect();
    let bobs: Vec<(u64, u128)> = CHANGES.iter().map(|it| (it.0, boost(0, it.2.into()))).collect();
    let stakes = [
        (1_000, 1, 30, &alices),
        (700, 2, 60, &alices),
        (2_000, 3, 90, &bobs),
        (300, 2, 60, &alices),
        (50, 12, 360, &alices),
    ];
    stakes
        .map(|(amount, months, end, boosts)| Stake {
            boosts: boosts.clone(),
            ..Stake::plain(amount, months, 0..=end * DAY)
        })
        .into()
}

/// BV-13, BV-14: a boost counts from its second on, for all that is open then, and leaves what was earned before as it was.
/// The position that ended before and was not touched yet has nothing of it.
#[test]
fn a_boost_counts_from_now_on_for_what_is_open() {
    let (mut world, alice, bob) = crowd();
    let stakes = crowd_by_definition();
    let earned = |world: &World| (1..=5).map(|id| world.earned(id)).collect::<Vec<_>>();
    for (second, alices, bobs) in CHANGES {
        world.pass_until(second - 1);
        assert_eq!(earned(&world), floors(&stakes, second - 1), "before {second}");
        world.suite.wait(1);
        let before = earned(&world);

        world.set_loyalty(&alice, alices * alices);
        world.set_loyalty(&bob, bobs * bobs);

        assert_eq!((earned(&world), before.clone()), (before, floors(&stakes, second)), "at {second}");
        world.is_consistent();
        world.suite.wait(1);
        assert_eq!(earned(&world), floors(&stakes, second + 1), "after {second}");
    }
    world.pass_until(400 * DAY);
    assert_eq!(earned(&world), floors(&stakes, 400 * DAY));
}

/// BV-03: what leaves with a day leaves with the weight that it has then.
#[test]
fn what_leaves_has_its_last_weight() {
    let (mut world, alice, _) = crowd();
    let eve = world.eve.clone();
    world.set_loyalty(&alice, 2_500);
    world.pass_until(30 * DAY);
    world.set_loyalty(&alice, 400);

    // 300 and 700 for 2, 50 for 12 months at 0.4; bob's 2,000.
    for (day, weight) in [(30, 640 + 92 + 800), (60, 92 + 800), (90, 92), (360, 0)] {
        world.pass_until(day * DAY);
        assert_eq!(world.tells(&eve, &ADVANCE), [format!("advanced day={day} total_weight={weight}")]);
        world.is_consistent();
    }
    world.send(&alice, &TOUCH).unwrap();
    world.is_consistent();
}

/// What matured is told before the boost that it had nothing of.
#[test]
fn what_matured_is_told_before_the_boost_user_by_user() {
    let (mut world, alice, bob) = crowd();
    let (oracle, carol) = (world.oracle.clone(), world.carol.clone());
    world.pass_days(90);

    let told = world.tells(&oracle, &scores(&[(&bob, 100), (&carol, 0), (&alice, 400)]));

    let heads: Vec<&str> = told.iter().map(|line| line.split(" ended_at").next().unwrap()).collect();
    let expected = [
        "position_matured position_id=3 user=bob",
        "boost_changed user=bob nfts=0 loyalty=100 boost=0.2",
        "boost_changed user=carol nfts=0 loyalty=0 boost=0",
        "position_matured position_id=1 user=alice",
        "position_matured position_id=2 user=alice",
        "position_matured position_id=4 user=alice",
        "boost_changed user=alice nfts=0 loyalty=400 boost=0.4",
    ];
    assert_eq!(heads, expected);
    world.is_consistent();
}

/// V-07: what is above the cap is known and counts as the cap.
#[test]
fn a_score_counts_up_to_its_cap() {
    let mut world = World::with(|msg| msg.loyalty_cap = Some(900));
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.stake(&alice, 1_000, 60);
    world.stake(&bob, 1_000, 60);
    for (score, boost) in
        [(899, "0.599666574022597994"), (900, "0.6"), (901, "0.6"), (35_000, "0.6"), (u64::MAX, "0.6")]
    {
        world.set_loyalty(&alice, score);
        assert_eq!(world.boost(&alice), BoostResponse { nfts: 0, loyalty: score, boost: decimal(boost) });
        world.is_consistent();
    }
    assert_eq!(world.position(1).weight, Uint256::from(760u128));

    let mut world = World::default();
    for score in [35_000, 35_001, u64::MAX] {
        world.set_loyalty(&alice, score);
        assert_eq!(world.boost(&alice).boost, decimal("3.741657386773941385"), "{score}");
    }
}

/// V-07.
#[test]
fn the_loyalty_oracle_alone_sets_scores() {
    let mut world = World::default();
    let [alice, eve, oracle] = [&world.alice, &world.eve, &world.oracle].map(Clone::clone);
    let (owner, guardian) = (world.suite.owner.clone(), world.suite.guardian.clone());
    let error = || ContractError::NotLoyaltyOracle { loyalty_oracle: oracle.clone() };
    assert!(error().to_string().contains("unauthorized"));

    for sender in [&alice, &eve, &owner, &guardian] {
        world.refuses(sender, &scores(&[(&alice, 5)]), error());
    }
}

/// V-07.
#[test]
fn scores_come_for_twenty_users_at_most_each_once() {
    let mut world = World::default();
    let (oracle, vault) = (world.oracle.clone(), world.address.clone());
    let users: Vec<Addr> = (0..21).map(|number| world.suite.who(&format!("user{number}"))).collect();
    let all: Vec<(&Addr, u64)> = users.iter().zip(1..).collect();

    let too_many = ControlError::TooMany { what: "users", max: 20, given: 21 };
    assert!(too_many.to_string().contains("at most"));
    world.refuses(&oracle, &scores(&all), ContractError::Control(too_many));
    let twice = ControlError::Duplicate { what: "users", address: users[3].to_string() };
    assert!(twice.to_string().contains("duplicate"));
    let list = [(&users[3], 5), (&users[1], 5), (&users[3], 6)];
    world.refuses(&oracle, &scores(&list), ContractError::Control(twice));
    let upper = json!({"set_loyalty": {"scores": [{"user": users[0].as_str().to_uppercase(), "score": 5}]}});
    world.suite.refuses_with("Invalid input", |suite| suite.chain.execute(&oracle, &vault, &upper, vec![]));

    assert_eq!(world.tells(&oracle, &scores(&all[..20])).len(), 20);
    assert_eq!(world.tells(&oracle, &scores(&[])), Vec::<String>::new());
    assert_eq!(world.boost(&users[19]).loyalty, 20);
    assert_eq!(world.boost(&users[20]).loyalty, 0);
}

fn weights(w1: &str, w2: &str, w3: &str, w4: &str, b0: &str) -> Option<Weights> {
    let [w1, w2, w3, w4, b0] = [w1, w2, w3, w4, b0].map(decimal);
    Some(Weights { w1, w2, w3, w4, b0 })
}

/// Each weight is the one of its factor: 8 months, loyalty 900.
#[test]
fn weights_are_those_of_the_programme() {
    for (given, boost, weight) in [
        (weights("0.4", "0.6", "0.6", "0.4", "0"), "0.6", 1_840),
        (weights("1", "0.6", "0.6", "0.4", "0"), "0.6", 2_440),
        (weights("0.4", "1", "0.6", "0.4", "0"), "0.6", 2_800),
        (weights("0.4", "0.6", "1", "0.4", "0"), "0.6", 1_840),
        (weights("0.4", "0.6", "0.6", "1", "0"), "1.5", 4_000),
        (weights("0.4", "0.6", "0.6", "0", "0"), "0", 400),
        (weights("0.4", "0", "0.6", "0.4", "0"), "0.6", 400),
        (weights("0.4", "0.6", "0.6", "0.4", "0.5"), "0.6", 3_040),
        (weights("10", "10", "10", "10", "10"), "15", 1_010_000),
    ] {
        let mut world = World::with(|msg| msg.weights = given.clone());
        let alice = world.alice.clone();
        world.set_loyalty(&alice, 900);
        let id = world.stake(&alice, 1_000, 240);
        assert_eq!(world.boost(&alice).boost, decimal(boost), "{given:?}");
        assert_eq!(world.position(id).weight, Uint256::from_u128(weight), "{given:?}");
        world.is_consistent();
    }
}

/// The boost that everybody has is there without a score, before and after one.
#[test]
fn the_common_boost_is_everybodys() {
    let mut world = World::with(|msg| msg.weights = weights("0.4", "0.6", "0.6", "0.4", "0.5"));
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.stake(&alice, 1_000, 240);
    world.stake(&bob, 1_000, 30);
    let of = |world: &World| [1, 2].map(|id| world.position(id).weight.to_string());
    assert_eq!(of(&world), ["1600", "550"]);
    assert_eq!(world.boost(&alice).boost, Decimal::zero(), "it is not the user's");

    world.set_loyalty(&alice, 900);
    assert_eq!(of(&world), ["3040", "550"]);
    world.set_loyalty(&alice, 0);

    assert_eq!(of(&world), ["1600", "550"]);
    world.pass_days(30);
    assert_eq!([world.earned(1), world.earned(2)], [22_325_585, 7_674_420]);
    world.is_consistent();
}

/// BV-06, pair: many small positions weigh what a large one does, and earn no more.
#[test]
fn splitting_a_stake_gains_nothing() {
    let mut worlds = [vec![1_000], vec![1; 30], vec![333, 333, 334]].map(|parts: Vec<u128>| {
        let mut world = World::default();
        let (alice, bob) = (world.alice.clone(), world.bob.clone());
        world.set_loyalty(&alice, 2_500);
        let rest = 1_000 - parts.iter().sum::<u128>();
        for part in parts.into_iter().chain(Some(rest).filter(|rest| *rest > 0)) {
            world.stake(&alice, part, 60);
        }
        world.stake(&bob, 777, 60);
        world
    });
    let mut sums = vec![];
    for world in &mut worlds {
        assert_eq!(world.vault().total_weight, Uint256::from(1_310u128));
        world.pass_days(61);
        let alice = world.alice.clone();
        let positions = world.positions(&alice);
        sums.push((positions.iter().map(|it| it.accrued.u128()).sum::<u128>(), positions.len() as u128));
        assert_eq!(world.account(&alice).history, uint(1_000));
    }
    for (sum, count) in &sums {
        assert!(*sum <= sums[0].0 && sums[0].0 < sum + count, "BV-06: {sums:?}");
    }
}
