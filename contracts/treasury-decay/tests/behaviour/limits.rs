//! How much one call does, and the largest numbers

use cosmwasm_std::{coins, Addr, OverflowError, OverflowOperation};
use tributary_controls::ControlError;
use tributary_math::MathError;
use tributary_simulator::Outcome;
use tributary_testing::DENOM;
use tributary_treasury_decay::ContractError;
use tributary_types::treasury_decay::{ExecuteMsg, IdentityRule, QueryMsg, UnstakedShare};

use crate::support::suite::uint;
use crate::world::{collect, identify, settle, World, WEEK};

/// Alice has 2^20 in ada's pool since `behind` checkpoints.
fn behind(count: usize) -> World {
    let mut world = World::with(|msg| msg.epoch_secs = Some(86_400));
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1 << 20);
    world.pass_checkpoints(count, 1 << 20);
    assert_eq!(usize::try_from(world.efficiency(&alice).checkpoints_behind), Ok(count));
    world
}

fn invalid_limit() -> ContractError {
    ContractError::Control(ControlError::InvalidLimit { what: "checkpoint" })
}

fn left(world: &World) -> u32 {
    world.efficiency(&world.alice).checkpoints_behind
}

/// T-05.
#[test]
fn a_settlement_passes_1_to_64_checkpoints() {
    let mut world = behind(200);
    let (alice, eve) = (world.alice.clone(), world.eve.clone());
    let error = invalid_limit;
    assert!(error().to_string().contains("limit"));
    world.refuses(&eve, &settle(&alice, Some(0)), error());

    for (limit, remaining) in [(Some(1), 199), (Some(64), 135), (Some(65), 71), (Some(u32::MAX), 7)] {
        world.send(&eve, &settle(&alice, limit)).unwrap();
        assert_eq!(left(&world), remaining, "{limit:?}");
    }
    let told = world.settle(&alice);
    assert!(told.starts_with("user_settled user=alice checkpoints=7 remaining=0 "), "{told}");
    world.is_consistent();
}

#[test]
fn a_settlement_without_a_limit_passes_64() {
    let mut world = behind(70);
    let alice = world.alice.clone();
    let told = world.settle(&alice);
    assert!(told.starts_with("user_settled user=alice checkpoints=64 remaining=6 "), "{told}");
}

/// T-06.
#[test]
fn a_collection_passes_1_to_256_checkpoints() {
    let mut world = behind(600);
    let (alice, ada, eve) = (world.alice.clone(), world.ada.clone(), world.eve.clone());
    world.refuses(&eve, &collect(&ada, &[&alice], Some(0)), invalid_limit());
    world.refuses(&eve, &collect(&ada, &[], Some(0)), invalid_limit());

    for (limit, remaining) in
        [(Some(1), 599), (None, 535), (Some(256), 279), (Some(257), 23), (Some(u32::MAX), 0)]
    {
        let told = world.tells(&eve, &collect(&ada, &[&alice], limit)).remove(0);
        assert_eq!((left(&world), told.contains("unfinished")), (remaining, remaining > 0), "{limit:?}");
    }
    world.is_consistent();
}

/// Whom a collection names as not finished.
fn unfinished(outcome: &Outcome) -> String {
    let event = outcome.events.iter().find(|event| event.ty.ends_with("/pool_collected")).unwrap();
    let unfinished = event.attributes.iter().find(|attribute| attribute.key == "unfinished").unwrap();
    unfinished.value.clone()
}

/// The limit is that of all users together; those for whom nothing was left are named.
#[test]
fn the_checkpoints_of_a_collection_are_shared_by_its_users() {
    let mut world = World::default();
    let [alice, bob, carol, ada, eve] =
        [&world.alice, &world.bob, &world.carol, &world.ada, &world.eve].map(Clone::clone);
    for user in [&alice, &bob, &carol] {
        world.stake(user, &ada, 1 << 20);
    }
    world.pass_checkpoints(4, 1 << 20);
    world.stake(&carol, &ada, 1 << 20);
    let asked = [&alice, &bob, &carol].map(|user| world.efficiency(user).checkpoints_behind);
    assert_eq!(asked, [4, 4, 0]);

    let outcome = world.send(&eve, &collect(&ada, &[&alice, &bob, &carol], Some(5))).unwrap();
    assert_eq!(unfinished(&outcome), bob.to_string());
    let outcome = world.send(&eve, &collect(&ada, &[&bob, &alice], Some(2))).unwrap();
    assert_eq!(unfinished(&outcome), bob.to_string());
    world.is_consistent();
}

/// Two users who are not finished are named one after the other.
#[test]
fn users_who_are_not_finished_are_listed() {
    let mut world = World::default();
    let [alice, bob, ada, eve] = [&world.alice, &world.bob, &world.ada, &world.eve].map(Clone::clone);
    for user in [&alice, &bob] {
        world.stake(user, &ada, 1 << 20);
    }
    world.pass_checkpoints(4, 1 << 20);

    let outcome = world.send(&eve, &collect(&ada, &[&bob, &alice], Some(1))).unwrap();

    assert_eq!(unfinished(&outcome), format!("{bob},{alice}"));
}

/// T-01: a change passes 512 checkpoints; beyond that it needs `settle` in steps first.
#[test]
fn a_change_of_stake_passes_512_checkpoints_and_then_needs_settlements() {
    let mut world = behind(513);
    let (alice, ada, registry, eve) =
        (world.alice.clone(), world.ada.clone(), world.registry.clone(), world.eve.clone());
    for (stake, missed) in [(0, false), (1 << 20, false), (1 << 21, true)] {
        let error = ContractError::TooManyCheckpoints { user: alice.clone(), behind: 513, max: 512 };
        assert!(error.to_string().contains("checkpoints"));
        let msg = world.told(&alice, &ada, stake, missed);
        world.refuses(&registry, &msg, error);
    }

    world.send(&eve, &settle(&alice, Some(1))).unwrap();

    world.stake(&alice, &ada, 1 << 21);
    assert_eq!(left(&world), 0);
    world.is_consistent();
}

/// T-03.
#[test]
fn a_change_of_identity_passes_512_checkpoints_as_well() {
    let registrar = World::default().registrar.clone();
    let mut world = World::with(|msg| {
        msg.epoch_secs = Some(86_400);
        msg.identity = IdentityRule::List { registrar: registrar.to_string() };
    });
    let (alice, ada, eve, mover) =
        (world.alice.clone(), world.ada.clone(), world.eve.clone(), world.suite.who("mover"));
    world.send(&registrar, &identify(&[&mover])).unwrap();
    world.stake(&alice, &ada, 1 << 20);
    world.pass_checkpoints(513, 1 << 20);

    let error = ContractError::TooManyCheckpoints { user: alice.clone(), behind: 513, max: 512 };
    world.refuses(&registrar, &identify(&[&alice]), error);
    world.send(&eve, &settle(&alice, Some(1))).unwrap();
    world.send(&registrar, &identify(&[&alice])).unwrap();
    assert_eq!((left(&world), world.efficiency(&alice).identified), (0, true));
    world.is_consistent();
}

/// What is claimable is asked over 64 checkpoints.
#[test]
fn the_query_of_what_is_claimable_passes_64_checkpoints() {
    let mut world = behind(70);
    let (alice, ada, eve) = (world.alice.clone(), world.ada.clone(), world.eve.clone());
    let asked = world.delegation(&alice, &ada).1;

    world.send(&eve, &collect(&ada, &[&alice], Some(64))).unwrap();

    assert_eq!(world.pool(&ada).paid, uint(asked));
    assert!(world.delegation(&alice, &ada).1 > 0);
}

/// T-06, T-03.
#[test]
fn twenty_users_are_the_most_of_one_call() {
    let mut world = World::default();
    let (ada, eve) = (world.ada.clone(), world.eve.clone());
    let users: Vec<Addr> = (0..21).map(|number| world.suite.who(&format!("user{number}"))).collect();
    for user in &users {
        world.stake(user, &ada, 1_000);
    }
    world.revenue(21_000);
    let users: Vec<&Addr> = users.iter().collect();

    let error = ControlError::TooMany { what: "users", max: 20, given: 21 };
    assert!(error.to_string().contains("at most"));
    world.refuses(&eve, &collect(&ada, &users, None), ContractError::Control(error));
    world.collect(&ada, &users[..20]);
    assert_eq!(world.pool(&ada).paid, uint(20_000));
}

fn overflow(operation: OverflowOperation) -> OverflowError {
    OverflowError::new(operation)
}

/// Fault 49: a total beyond 128 bits is refused on entry, and whoever is in leaves.
#[test]
fn a_total_stake_beyond_its_word_is_refused_on_entry() {
    let mut world = World::default();
    let (alice, bob, ada, registry) =
        (world.alice.clone(), world.bob.clone(), world.ada.clone(), world.registry.clone());
    world.stake(&alice, &ada, u128::MAX);
    let msg = world.told(&bob, &ada, 1, false);
    let error = ContractError::Math(MathError::Overflow(overflow(OverflowOperation::Add)));
    world.refuses(&registry, &msg, error);
    world.revenue(1_000);

    world.stake(&alice, &ada, u128::MAX - 1);
    world.stake(&bob, &ada, 1);
    world.stake(&alice, &ada, 0);
    world.is_consistent();
}

/// Fault 49: all revenue together is below 2^128 units, and what is beyond is refused on entry.
#[test]
fn revenue_beyond_its_word_is_refused_on_entry() {
    for unstaked_share in [UnstakedShare::None, UnstakedShare::Treasury] {
        let mut world = World::with(|msg| msg.unstaked_share = Some(unstaked_share));
        let (alice, ada, payer, treasury) =
            (world.alice.clone(), world.ada.clone(), world.payer.clone(), world.treasury.clone());
        for account in world.suite.chain.balances().unwrap().into_keys() {
            world.suite.chain.set_balance(&account, vec![]).unwrap();
        }
        world.suite.set_stake(&payer, u128::MAX);
        world.stake(&alice, &ada, 1);
        world.revenue(u128::MAX);
        world.is_consistent();
        world.collect(&ada, &[&alice]);
        let coinbase = world.coinbase(&ada);
        world.suite.set_stake(&coinbase, 0);
        world.suite.set_stake(&treasury, 0);
        world.suite.set_stake(&payer, 1);

        let error = ContractError::Overflow(overflow(OverflowOperation::Add));
        let msg = ExecuteMsg::DistributeRevenue {};
        world.suite.refuses(error, |suite| suite.chain.execute(&payer, &treasury, &msg, coins(1, DENOM)));
        world.stake(&alice, &ada, 0);
    }
}

/// T-09: the smallest beside a very large stake, under every base.
#[test]
fn the_smallest_and_a_very_large_stake_go_together_under_every_base() {
    for base in [2, 3, 5, 10, 20, 100] {
        let mut world = World::with(|msg| msg.decay_base = Some(base));
        let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
        world.stake(&alice, &ada, 1 << 100);
        world.stake(&bob, &ada, 1);
        world.suite.wait(WEEK);
        assert_eq!(world.threshold().threshold, uint(1 << 50));
        world.revenue(1_000_000_007);

        let effective = world.efficiency(&alice).effective_stake.u128();
        assert!((1 << 50..5 << 49).contains(&effective), "{base}: {effective}");
        assert_eq!(world.efficiency(&bob).effective_stake, uint(1));
        world.collect(&ada, &[&alice, &bob]);
        world.stake(&alice, &ada, 0);
        world.stake(&bob, &ada, 0);
        world.is_consistent();
    }
}

/// A stake of 2^128 - 1 earns, settles and leaves.
#[test]
fn the_largest_stake_takes_the_largest_revenue() {
    let mut world = World::default();
    let (alice, ada, payer) = (world.alice.clone(), world.ada.clone(), world.payer.clone());
    for account in world.suite.chain.balances().unwrap().into_keys() {
        world.suite.chain.set_balance(&account, vec![]).unwrap();
    }
    world.suite.set_stake(&payer, u128::MAX);
    world.stake(&alice, &ada, u128::MAX);
    world.revenue(u128::MAX);

    let told = world.stake(&alice, &ada, 0);

    assert!(told.ends_with("stake=0 user_stake=0 total_stake=0 forfeited=0"), "{told}");
    assert_eq!(world.pool(&ada).pending, uint(u128::MAX));
    world.collect(&ada, &[]);
    assert_eq!(world.where_revenue_is().unsettled, uint(0));
    assert!(world.query_error(&QueryMsg::Pool { pool: alice.to_string() }).contains("not found"));
}
