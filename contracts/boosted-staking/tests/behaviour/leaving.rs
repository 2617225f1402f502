//! What stays behind when somebody has left: nothing

use cosmwasm_std::{Addr, Order, Storage};
use tributary_boosted_staking::state::{
    BATCHES, DEPOSITORS, DEPOSITS, EMISSION, HOLDERS, LEAVING, OPEN, POSITIONS, TOTALS, USERS,
};
use tributary_math::emission::OpenStake;
use tributary_types::boosted_staking::{BoostCollection, CountedBy, NftAction};

use crate::deposits::{cw721, mint, send_nft};
use crate::support::suite::{uint, Suite};
use crate::world::{
    claim_of, claim_page, withdraw, withdraw_nft, World, CLAIM, DAY, DAYS, SWEEP, TOTAL, TOUCH,
};

/// How many rows there are of positions, open ones, batches, holders, deposits and depositors.
fn rows(storage: &dyn Storage) -> [usize; 6] {
    [
        POSITIONS.keys(storage, None, None, Order::Ascending).count(),
        OPEN.keys(storage, None, None, Order::Ascending).count(),
        BATCHES.keys(storage, None, None, Order::Ascending).count(),
        HOLDERS.keys(storage, None, None, Order::Ascending).count(),
        DEPOSITS.keys(storage, None, None, Order::Ascending).count(),
        DEPOSITORS.keys(storage, None, None, Order::Ascending).count(),
    ]
}

fn counted(world: &World) -> [usize; 6] {
    rows(&*world.suite.chain.app().contract_storage(&world.address))
}

/// Rows come and go with what they are about.
#[test]
fn rows_go_with_what_they_are_about() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, 1_000, 30);
    world.stake(&alice, 1_000, 60);
    assert_eq!(counted(&world), [2, 2, 0, 2, 0, 0]);
    world.pass_days(30);
    assert_eq!(counted(&world), [2, 2, 0, 2, 0, 0], "nobody came");
    world.send(&alice, &TOUCH).unwrap();
    assert_eq!(counted(&world), [2, 1, 1, 2, 0, 0]);
    world.tells(&alice, &withdraw(1));
    assert_eq!(counted(&world), [1, 1, 1, 2, 0, 0]);
    world.pass_days(60);
    world.send(&alice, &claim_of(1)).unwrap();
    assert_eq!(counted(&world), [1, 0, 1, 1, 0, 0]);
    world.pass_days(60);
    world.send(&alice, &claim_of(2)).unwrap();
    assert_eq!(counted(&world), [1, 0, 0, 1, 0, 0], "claimed before it was withdrawn");
    world.tells(&alice, &withdraw(2));
    assert_eq!(counted(&world), [0; 6]);
}

/// A position that earned nothing has no batch, and its holder goes with the principal.
#[test]
fn a_position_without_a_reward_leaves_at_once() {
    let mut world = World::empty(|msg| msg.total_rewards = uint(18));
    let alice = world.alice.clone();
    world.stake(&alice, 1_000, 30);
    world.stake(&alice, 1_000, 30);
    world.pass_days(30);
    let told = world.tells(&alice, &withdraw(1));
    assert!(told[0].ends_with("reward=0") && told.len() == 3, "{told:?}");
    assert_eq!(counted(&world), [1, 0, 0, 1, 0, 0]);
    world.tells(&alice, &withdraw(2));
    assert_eq!(counted(&world), [0; 6]);
    world.is_consistent();
}

/// Everybody leaves in some order; what remains of the coins is what was rounded off (BV-15, BV-16).
#[test]
fn when_everybody_has_left_nothing_is_stored_of_them() {
    let mut suite = Suite::default();
    let art = cw721(&mut suite);
    let address = art.to_string();
    let mut world = World::on(suite, |msg| {
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Deposit });
    });
    let vault = world.address.clone();
    let users: Vec<Addr> = (0..5).map(|number| world.suite.who(&format!("user{number}"))).collect();
    for (number, user) in users.iter().enumerate() {
        let id = format!("n{number}");
        mint(&mut world.suite, &art, user, &[&id]);
        send_nft(&mut world.suite, user, &art, &vault, (&id, &NftAction::DepositBoost {})).unwrap();
        for days in (30..).step_by(7).take(10 + number) {
            world.stake(user, 10 + u128::from(days), days);
            world.suite.wait(4_321);
        }
    }
    world.pass_until(DAYS * DAY + 60 * DAY);
    world.tells(&users[0], &SWEEP);
    for (number, user) in users.iter().enumerate().rev() {
        world.send(user, &claim_page(None, 3)).unwrap();
        for position in world.positions(user).into_iter().rev() {
            world.tells(user, &withdraw(position.position_id));
        }
        world.send(user, &CLAIM).unwrap();
        world.tells(user, &withdraw_nft(&format!("n{number}")));
        world.is_consistent();
    }

    assert_eq!(counted(&world), [0; 6]);
    let storage = world.suite.chain.app().contract_storage(&vault);
    assert_eq!(LEAVING.keys(&*storage, None, None, Order::Ascending).count(), 0);
    assert_eq!(EMISSION.load(&*storage).unwrap().open, OpenStake::default());
    let totals = TOTALS.load(&*storage).unwrap();
    assert_eq!((totals.principal_held, totals.last_position_id), (uint(0), 60));
    let dust = TOTAL - totals.claimed.u128() - totals.swept.u128();
    assert!((1..=60).contains(&dust), "{dust}");
    assert_eq!((world.rewards_of(&vault), world.suite.holds(&vault)), (dust, 0));
}

/// Nobody's row is made by what others do; one's own is, by a touch (a record a sender pays for).
#[test]
fn who_did_nothing_has_no_row() {
    let mut world = World::default();
    let (alice, eve) = (world.alice.clone(), world.eve.clone());
    world.stake(&alice, 1_000, 30);
    world.send(&eve, &crate::world::ADVANCE).unwrap();
    let storage = world.suite.chain.app().contract_storage(&world.address);
    let users: Vec<Addr> = USERS.keys(&*storage, None, None, Order::Ascending).map(Result::unwrap).collect();
    assert_eq!(users, [alice]);
}
