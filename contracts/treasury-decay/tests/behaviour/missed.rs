//! `delegation_changed` after a change that the treasury was not told of

use tributary_types::treasury_decay::IdentityRule;

use crate::support::suite::uint;
use crate::world::{World, WEEK};

fn undecayed() -> World {
    let mut world = World::default();
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    world
}

#[test]
fn the_time_since_the_last_settlement_is_paid_for_the_lower_stake() {
    let mut world = undecayed();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.stake(&bob, &ada, 1_000);
    world.revenue(2_000);

    let told = world.stake_after_a_miss(&alice, &ada, 400);

    assert_eq!(
        told,
        "stake_recorded delegator=alice pool=ada stake=400 user_stake=400 total_stake=1400 forfeited=600"
    );
    assert_eq!((world.pool(&ada).pending, world.balance()), (uint(400), 600));
    assert_eq!(world.delegation(&bob, &ada).1, 1_000, "nobody else loses or wins");
    world.is_consistent();
}

#[test]
fn what_was_settled_before_stays_earned() {
    let mut world = undecayed();
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.revenue(1_000);
    world.settle(&alice);
    world.revenue(1_000);

    world.stake_after_a_miss(&alice, &ada, 400);

    assert_eq!((world.pool(&ada).pending, world.balance()), (uint(1_400), 600));
}

/// T-02.
#[test]
fn a_raised_stake_is_as_without_the_mark() {
    let (mut marked, mut plain) = (World::decayed(), World::decayed());
    for (world, missed) in [(&mut marked, true), (&mut plain, false)] {
        let (alice, ada) = (world.alice.clone(), world.ada.clone());
        world.revenue(11_000_000);
        let told = if missed {
            world.stake_after_a_miss(&alice, &ada, 12_000_000)
        } else {
            world.stake(&alice, &ada, 12_000_000)
        };
        assert_eq!(
            told,
            "stake_recorded delegator=alice pool=ada stake=12000000 user_stake=12000000 total_stake=13000000 forfeited=0"
        );
    }
    assert_eq!(marked.suite.chain.fingerprint(), plain.suite.chain.fingerprint());
}

#[test]
fn who_left_altogether_gets_nothing_for_the_open_time() {
    let mut world = undecayed();
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.revenue(1_000);

    let told = world.stake_after_a_miss(&alice, &ada, 0);

    assert_eq!(
        told,
        "stake_recorded delegator=alice pool=ada stake=0 user_stake=0 total_stake=0 forfeited=1000"
    );
    assert_eq!((world.pool(&ada).pending, world.balance()), (uint(0), 1_000));
    world.is_consistent();
}

/// The other pools of a user get what its stake there earned; with less stake more of it may be effective.
#[test]
fn other_pools_of_the_user_lose_nothing() {
    let mut world = World::decayed();
    let (alice, ada, ben) = (world.alice.clone(), world.ada.clone(), world.ben.clone());
    world.stake(&alice, &ada, 6_000_000);
    world.stake(&alice, &ben, 4_000_000);
    world.revenue(11_000_000);
    let before = world.delegation(&alice, &ben).1;

    world.stake_after_a_miss(&alice, &ada, 0);

    // As if alice had had 4,000,000, of which 3,789,406 are effective, all the time.
    assert_eq!((before, world.delegation(&alice, &ben).1), (1_810_473, 3_789_405));
    assert_eq!((world.pool(&ada).pending, world.balance()), (uint(0), 10_000_000 - 3_789_406));
    world.is_consistent();
}

#[test]
fn what_other_pools_win_is_no_part_of_what_is_forfeited() {
    let mut world = World::decayed();
    let (alice, ada, ben) = (world.alice.clone(), world.ada.clone(), world.ben.clone());
    world.stake(&alice, &ada, 6_000_000);
    world.stake(&alice, &ben, 4_000_000);
    world.revenue(11_000_000);

    let told = world.stake_after_a_miss(&alice, &ada, 0);

    let forfeited = 4_526_184 - 3_789_406;
    assert!(
        told.ends_with(&format!(" user_stake=4000000 total_stake=5000000 forfeited={forfeited}")),
        "{told}"
    );
}

#[test]
fn several_open_checkpoints_are_all_paid_for_the_lower_stake() {
    let mut world = World::default();
    let (alice, ada, registry) = (world.alice.clone(), world.ada.clone(), world.registry.clone());
    world.stake(&alice, &ada, 1 << 30);
    world.pass_checkpoints(3, 1 << 30);
    let behind = world.efficiency(&alice).checkpoints_behind;
    assert_eq!(behind, 3);
    let mut other = World::default();
    other.stake(&alice, &ada, 1 << 30);
    other.pass_checkpoints(3, 1 << 30);

    let msg = world.told(&alice, &ada, 1 << 20, true);
    let told = world.tells(&registry, &msg).remove(0);

    let full = other.delegation(&alice, &ada).1;
    let kept = world.pool(&ada).pending.u128();
    // A stake below all thresholds would earn a 1,024th; this one is above some of them.
    assert!(full / 1_024 <= kept && kept < full / 100, "{kept} of {full}");
    let forfeited: u128 = told.rsplit('=').next().unwrap().parse().unwrap();
    assert!((full - kept).abs_diff(forfeited) <= 1, "{told}: {full} {kept}");
    assert_eq!(world.efficiency(&alice).checkpoints_behind, 0);
    world.is_consistent();
}

/// Twice missed, with nothing between: the second time there is nothing to forfeit.
#[test]
fn a_second_mark_at_the_same_moment_costs_nothing() {
    let mut world = undecayed();
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.revenue(1_000);
    world.stake_after_a_miss(&alice, &ada, 400);

    let told = world.stake_after_a_miss(&alice, &ada, 100);

    assert!(told.ends_with("stake=100 user_stake=100 total_stake=100 forfeited=0"), "{told}");
    world.is_consistent();
}

/// Who is not identified earned nothing that could be forfeited.
#[test]
fn without_an_identity_nothing_is_forfeited() {
    let registrar = World::default().registrar;
    let identity = || IdentityRule::List { registrar: registrar.to_string() };
    let mut world = World::with(|msg| msg.identity = identity());
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    world.revenue(1_000);
    world.suite.wait(WEEK);

    let told = world.stake_after_a_miss(&alice, &ada, 400);

    assert!(told.ends_with("forfeited=0"), "{told}");
    assert_eq!((world.pool(&ada).pending, world.balance()), (uint(0), 1_000));
}

/// Only the time since the last settlement is open, and anybody settles: who left unnoticed and is settled before the mark comes
/// is paid for the stake that was known.
#[test]
fn a_settlement_before_the_mark_closes_the_open_time() {
    let mut world = undecayed();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.stake(&bob, &ada, 1_000);
    // From here on alice has no stake, and the treasury was not told.
    world.revenue(2_000);
    world.settle(&alice);

    let told = world.stake_after_a_miss(&alice, &ada, 0);

    assert!(told.ends_with("stake=0 user_stake=0 total_stake=1000 forfeited=0"), "{told}");
    assert_eq!((world.pool(&ada).pending, world.delegation(&bob, &ada).1), (uint(1_000), 1_000));
    world.is_consistent();
}
