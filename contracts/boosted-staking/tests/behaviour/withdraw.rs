//! `withdraw`

use cosmwasm_std::Addr;
use cw_utils::Expiration;
use tributary_boosted_staking::ContractError;
use tributary_controls::ControlError;
use tributary_types::boosted_staking::{PositionStatus, QueryMsg};

use crate::support::suite::uint;
use crate::world::{claim_of, time, withdraw, World, DAY, DAYS};

fn locked(seconds: u64) -> ContractError {
    ContractError::Control(ControlError::Locked { release: Expiration::AtTime(time(seconds)) })
}

fn not_found(position_id: u64) -> ContractError {
    ContractError::PositionNotFound { position_id }
}

/// Alice has 1,000 for 30 days, bob 1,000 for 60.
fn staked() -> (World, Addr, Addr) {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.stake(&alice, 1_000, 30);
    world.stake(&bob, 1_000, 60);
    (world, alice, bob)
}

/// V-05, BV-09.
#[test]
fn a_principal_is_locked_until_its_end_to_the_second() {
    let (mut world, alice, _) = staked();
    let before = world.suite.holds(&alice);
    assert!(locked(0).to_string().contains("locked"));
    for second in [0, 30 * DAY - 1] {
        world.pass_until(second);
        world.refuses(&alice, &withdraw(1), locked(30 * DAY));
    }
    world.pass_until(30 * DAY);

    let told = world.tells(&alice, &withdraw(1));

    let matured =
        format!("position_matured position_id=1 user=alice ended_at={} reward=15000002", world.at(30 * DAY));
    assert_eq!(told, [matured, "withdrawn position_id=1 user=alice amount=1000".to_owned()]);
    assert_eq!(world.suite.holds(&alice), before + 1_000);
    assert_eq!((world.vault().principal_held, world.vault().total_staked), (uint(1_000), uint(1_000)));
    world.is_consistent();
}

/// V-05.
#[test]
fn a_principal_is_paid_once_and_to_its_user() {
    let (mut world, alice, bob) = staked();
    let strangers = ContractError::NotHolder { position_id: 1 };
    assert!(strangers.to_string().contains("unauthorized"));
    assert!(not_found(1).to_string().contains("not found"));
    world.refuses(&bob, &withdraw(1), ContractError::NotHolder { position_id: 1 });
    world.pass_days(60);
    world.refuses(&bob, &withdraw(1), strangers);
    for id in [0, 3, u64::MAX] {
        world.refuses(&alice, &withdraw(id), not_found(id));
    }

    world.tells(&alice, &withdraw(1));

    world.refuses(&alice, &withdraw(1), not_found(1));
    // The batch is still there, and so is its holder.
    world.refuses(&bob, &withdraw(1), ContractError::NotHolder { position_id: 1 });
    world.send(&alice, &claim_of(1)).unwrap();
    world.pass_days(60);
    world.send(&alice, &claim_of(1)).unwrap();
    world.refuses(&bob, &withdraw(1), not_found(1));
    world.tells(&bob, &withdraw(2));
    assert_eq!(world.vault().principal_held, uint(0));
    world.is_consistent();
}

/// BV-05: who comes late has lost nothing and gained nothing.
#[test]
fn a_late_withdrawal_pays_the_same() {
    for second in [30 * DAY, 45 * DAY + 3, 60 * DAY, DAYS * DAY, 3 * DAYS * DAY] {
        let (mut world, alice, _) = staked();
        world.pass_until(second);
        let before = world.suite.holds(&alice);
        let position = world.position(1);
        assert_eq!((position.status, position.accrued), (PositionStatus::Matured, uint(15_000_002)));

        let told = world.tells(&alice, &withdraw(1));

        assert!(told[0].contains(&format!("ended_at={} reward=15000002", world.at(30 * DAY))), "{told:?}");
        assert_eq!(world.suite.holds(&alice), before + 1_000);
        assert_eq!(world.batch(1).started_at, time(30 * DAY));
        world.is_consistent();
    }
}

/// The reward vests on when the principal is gone.
#[test]
fn a_withdrawal_takes_the_position_off_the_lists_and_leaves_its_batch() {
    let (mut world, alice, _) = staked();
    world.pass_days(30);
    let batch = world.batch(1);

    world.tells(&alice, &withdraw(1));

    assert_eq!(world.positions(&alice), []);
    assert!(world.query_error(&QueryMsg::Position { position_id: 1 }).contains("position not found: 1"));
    assert_eq!(world.batch(1), batch);
    assert_eq!(world.rewards_of(&alice), 0);
}

/// One position at a time, in any order; the others are not asked.
#[test]
fn positions_are_withdrawn_one_by_one() {
    let mut world = World::default();
    let alice = world.alice.clone();
    let before = world.suite.holds(&alice);
    for (amount, days) in [(1_000, 40), (200, 30), (30, 35), (4, 90)] {
        world.stake(&alice, amount, days);
    }
    world.pass_days(40);

    let mut paid = vec![];
    for id in [3, 1, 2] {
        world.tells(&alice, &withdraw(id));
        paid.push(world.suite.holds(&alice) + 1_234 - before);
        world.is_consistent();
    }

    assert_eq!(paid, [30, 1_030, 1_230]);
    world.refuses(&alice, &withdraw(4), locked(90 * DAY));
    let left: Vec<u64> = world.positions(&alice).iter().map(|it| it.position_id).collect();
    assert_eq!(left, [4]);
}

/// Whatever matured meanwhile is told with the first message, in the order of the ends.
#[test]
fn what_matured_is_told_once() {
    let mut world = World::default();
    let alice = world.alice.clone();
    for days in [50, 40, 50, 300] {
        world.stake(&alice, 1_000, days);
    }
    world.pass_days(60);

    let told = world.tells(&alice, &withdraw(3));

    let heads: Vec<&str> = told.iter().map(|line| line.split(" user").next().unwrap()).collect();
    let matured = [2, 1, 3].map(|id| format!("position_matured position_id={id}"));
    assert_eq!(heads, [&matured[0], &matured[1], &matured[2], "withdrawn position_id=3"]);
    assert_eq!(world.tells(&alice, &withdraw(1)).len(), 1);
}
