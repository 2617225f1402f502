//! Lists in pages

use cosmwasm_std::Addr;
use tributary_types::boosted_staking::{
    BatchResponse, BatchesResponse, BoostCollection, CountedBy, DepositsResponse, EmissionResponse,
    EmissionsResponse, NftAction, PositionResponse, PositionsResponse, QueryMsg,
};

use crate::moody::{moody, received_nft};
use crate::support::suite::{pages_concatenate, uint, Suite};
use crate::world::{withdraw, World, DAYS, TOTAL, TOUCH};

/// Alice has 14 positions, bob one between each two of them. Of alice's 3 are withdrawn, 5 matured and touched, 6 matured and
/// not touched, 3 open.
fn mixed() -> (World, Addr) {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    for days in [30, 90, 31, 40, 32, 41, 33, 42, 34, 91, 43, 35, 44, 36, 45, 37, 92] {
        world.stake(&alice, 1_000, days);
        world.stake(&bob, 1_000, days);
    }
    world.pass_days(37);
    world.send(&alice, &TOUCH).unwrap();
    for id in [1, 9, 23] {
        world.tells(&alice, &withdraw(id));
    }
    world.pass_days(20);
    (world, alice)
}

#[test]
fn positions_come_in_pages_by_id() {
    let (world, alice) = mixed();
    let page = |start_after, limit| {
        let msg = QueryMsg::Positions { user: alice.to_string(), start_after, limit };
        world.ask::<PositionsResponse>(&msg).positions
    };

    let all = pages_concatenate(14, page, |row: &PositionResponse| row.position_id);

    let ids: Vec<u64> = all.iter().map(|row| row.position_id).collect();
    assert_eq!(ids, (1..34).step_by(2).filter(|id| ![1, 9, 23].contains(id)).collect::<Vec<_>>());
    for row in &all {
        assert_eq!(*row, world.position(row.position_id));
        assert_eq!(row.user, alice);
    }
    assert_eq!(page(Some(31), None)[0].position_id, 33);
    assert!(page(Some(33), None).is_empty() && page(Some(u64::MAX), None).is_empty());
    assert_eq!(page(Some(2), Some(1))[0].position_id, 3, "a cursor may be anybody's");
}

/// What matured without a touch stands between what is stored.
#[test]
fn batches_come_in_pages_by_id() {
    let (mut world, alice) = mixed();
    let page = |world: &World, start_after, limit| {
        let msg = QueryMsg::Batches { user: alice.to_string(), start_after, limit };
        world.ask::<BatchesResponse>(&msg).batches
    };

    let all = pages_concatenate(
        14,
        |start_after, limit| page(&world, start_after, limit),
        |row: &BatchResponse| row.position_id,
    );

    let ids: Vec<u64> = all.iter().map(|row| row.position_id).collect();
    assert_eq!(ids, [1, 5, 7, 9, 11, 13, 15, 17, 21, 23, 25, 27, 29, 31]);
    for row in &all {
        assert_eq!(*row, world.batch(row.position_id));
    }
    assert!(page(&world, Some(31), None).is_empty() && page(&world, Some(u64::MAX), None).is_empty());
    world.send(&alice, &TOUCH).unwrap();
    assert_eq!(page(&world, None, Some(100)), all, "stored, it is the same");
}

#[test]
fn deposits_come_in_pages_by_their_bytes() {
    let mut suite = Suite::default();
    let collection = moody(&mut suite);
    let address = collection.to_string();
    let mut world = World::on(suite, |msg| {
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Deposit });
    });
    let (alice, bob, vault) = (world.alice.clone(), world.bob.clone(), world.address.clone());
    for number in 0..40 {
        let user = if number % 3 == 0 { &bob } else { &alice };
        let deposit = received_nft(user, &number.to_string(), &NftAction::DepositBoost {});
        world.suite.chain.execute(&collection, &vault, &deposit, vec![]).unwrap();
    }
    let page = |start_after, limit| {
        let msg = QueryMsg::Deposits { user: alice.to_string(), start_after, limit };
        world.ask::<DepositsResponse>(&msg).deposits
    };

    let all = pages_concatenate(26, page, Clone::clone);

    let mut expected: Vec<String> =
        (0..40).filter(|number| number % 3 != 0).map(|number| number.to_string()).collect();
    expected.sort();
    assert_eq!(all, expected);
    assert_eq!(page(Some("3".to_owned()), Some(1)), ["31"], "a cursor may be anybody's");
    assert!(page(Some("zzz".to_owned()), None).is_empty());
}

/// All days, which sum up to all rewards exactly.
#[test]
fn days_come_in_pages_and_sum_up() {
    let world = World::with(|msg| {
        msg.duration_days = Some(97);
        msg.total_rewards = uint(1_000_003);
    });
    let page = |start_after, limit| {
        world.ask::<EmissionsResponse>(&QueryMsg::Emissions { start_after, limit }).emissions
    };

    let all = pages_concatenate(97, page, |row: &EmissionResponse| row.day);

    let mut cumulative = 0;
    for (day, row) in (0..).zip(&all) {
        cumulative += row.amount.u128();
        assert_eq!((row.day, row.cumulative.u128()), (day, cumulative));
        assert_eq!(cumulative, 1_000_003 * u128::from(day + 1) / 97);
        assert_eq!(world.ask::<EmissionResponse>(&QueryMsg::Emission { day }), *row);
    }
    assert_eq!(cumulative, 1_000_003);
    assert!(page(Some(96), None).is_empty() && page(Some(u32::MAX), None).is_empty());
    assert_eq!(page(Some(95), None).len(), 1);
}

#[test]
fn the_days_of_the_specification_sum_up() {
    let world = World::default();
    let mut sum = 0;
    for day in 0..u32::try_from(DAYS).unwrap() {
        sum += world.ask::<EmissionResponse>(&QueryMsg::Emission { day }).amount.u128();
    }
    assert_eq!(sum, TOTAL);
    for day in [548, u32::MAX] {
        let error = world.query_error(&QueryMsg::Emission { day });
        assert!(error.contains(&format!("programme: it has 548 days, day {day} is none of them")), "{error}");
    }
}
