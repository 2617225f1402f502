//! `claim`

use cosmwasm_std::Addr;
use tributary_boosted_staking::ContractError;
use tributary_types::boosted_staking::{BatchResponse, ExecuteMsg, QueryMsg};

use crate::support::suite::uint;
use crate::world::{claim_of, claim_page, claimed, time, withdraw, World, CLAIM, DAY};

fn not_found(position_id: u64) -> ContractError {
    ContractError::BatchNotFound { position_id }
}

/// What alice's position of 30 days, the only one, has earned.
const ALL: u128 = 30_000_005;

/// Alice's position of 30 days, the only one, has just matured.
fn matured() -> (World, Addr) {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, 1_000, 30);
    world.pass_days(30);
    (world, alice)
}

#[test]
fn a_claim_pays_what_has_vested_since_the_last_one() {
    let (mut world, alice) = matured();
    let vault = world.address.clone();
    let before = world.rewards_of(&vault);

    world.pass_days(10);
    let told = world.tells(&alice, &CLAIM);
    let ended = world.at(30 * DAY);
    let expected = [
        format!("position_matured position_id=1 user=alice ended_at={ended} reward={ALL}"),
        format!("batch_claimed position_id=1 amount=5000000 claimed=5000000 total={ALL}"),
        "claimed user=alice amount=5000000 batches=1".to_owned(),
    ];
    assert_eq!(told, expected);
    world.is_consistent();

    world.pass_days(10);
    let told = world.tells(&alice, &claim_of(1));
    let expected = [
        format!("batch_claimed position_id=1 amount=5000001 claimed=10000001 total={ALL}"),
        "claimed user=alice amount=5000001 batches=1".to_owned(),
    ];
    assert_eq!(told, expected);
    assert_eq!((world.rewards_of(&alice), world.rewards_of(&vault)), (10_000_001, before - 10_000_001));
    assert_eq!(world.vault().claimed, uint(10_000_001));
    let batch = BatchResponse {
        position_id: 1,
        user: alice.clone(),
        total: uint(ALL),
        vested: uint(10_000_001),
        claimed: uint(10_000_001),
        claimable: uint(0),
        started_at: time(30 * DAY),
        fully_vested_at: time(90 * DAY),
    };
    assert_eq!(world.batch(1), batch);
    world.is_consistent();
}

/// V-06: no coins move where there is nothing, and that is no error.
#[test]
fn nothing_to_claim_is_nothing_paid() {
    let mut world = World::default();
    let (alice, eve, vault) = (world.alice.clone(), world.eve.clone(), world.address.clone());
    world.stake(&alice, 1_000, 30);
    let before = world.rewards_of(&vault);

    for user in [&alice, &eve] {
        let outcome = world.send(user, &CLAIM).unwrap();
        let name = if user == alice { "alice" } else { "eve" };
        assert_eq!(world.told(&outcome), [format!("claimed user={name} amount=0 batches=0")]);
        assert!(outcome.events.iter().all(|event| event.ty != "transfer"), "{:?}", outcome.events);
    }
    world.pass_days(30);
    let told = world.tells(&alice, &claim_of(1));
    assert_eq!(told[1], format!("batch_claimed position_id=1 amount=0 claimed=0 total={ALL}"));
    assert_eq!(told[2], "claimed user=alice amount=0 batches=1");
    world.pass_days(1);
    assert_eq!(world.claim(&alice), 500_000);
    assert_eq!(world.claim(&alice), 0, "twice in a block");
    assert_eq!((world.rewards_of(&alice), world.rewards_of(&vault)), (500_000, before - 500_000));
    world.is_consistent();
}

/// V-06.
#[test]
fn a_batch_is_claimed_by_its_user_while_it_exists() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.stake(&alice, 1_000, 30);
    assert!(not_found(1).to_string().contains("not found"));
    assert!(ContractError::NotHolder { position_id: 1 }.to_string().contains("unauthorized"));
    for id in [0, 2, u64::MAX] {
        world.refuses(&alice, &claim_of(id), not_found(id));
    }
    world.pass_until(30 * DAY - 1);
    world.refuses(&alice, &claim_of(1), not_found(1));
    world.refuses(&bob, &claim_of(1), ContractError::NotHolder { position_id: 1 });

    world.pass_until(90 * DAY);

    world.refuses(&bob, &claim_of(1), ContractError::NotHolder { position_id: 1 });
    assert_eq!(claimed(&world.send(&alice, &claim_of(1)).unwrap()), ALL);
    world.refuses(&alice, &claim_of(1), not_found(1));
    world.refuses(&bob, &claim_of(1), ContractError::NotHolder { position_id: 1 });
    world.send(&alice, &withdraw(1)).unwrap();
    world.refuses(&bob, &claim_of(1), not_found(1));
    world.is_consistent();
}

/// BV-10: nothing at its beginning, all of it at its end and not a second earlier.
#[test]
fn a_batch_is_paid_in_full_when_it_has_vested_and_is_gone() {
    let (mut world, alice) = matured();
    assert_eq!(world.batch(1).vested, uint(0));
    world.pass_until(90 * DAY - 1);
    assert_eq!(world.batch(1).vested, uint(29_999_999));
    assert_eq!(world.claim(&alice), 29_999_999);
    assert_eq!(world.batch(1).total, uint(ALL));
    world.pass_until(90 * DAY);

    assert_eq!(world.claim(&alice), 6);

    assert_eq!(world.batches(&alice), []);
    assert!(world.query_error(&QueryMsg::Batch { position_id: 1 }).contains("batch not found: 1"));
    assert_eq!((world.claim(&alice), world.rewards_of(&alice)), (0, ALL));
    assert_eq!(world.position(1).accrued, uint(ALL), "the principal is still here");
    world.is_consistent();
}

/// BV-12, pair: a second, a day or a month between the claims, or one at the end: it is the same, whenever it is counted.
#[test]
fn it_pays_the_same_however_often_it_is_claimed() {
    let mut paid = vec![];
    for wait in [1, 7 * 3_600 + 11, DAY, 13 * DAY, 61 * DAY] {
        let (mut world, alice) = matured();
        let mut sum = 0;
        for _ in 0..(61 * DAY / wait).min(200) {
            world.suite.wait(wait);
            sum += world.claim(&alice);
        }
        let now = world.suite.chain.block().time.seconds() - time(30 * DAY).seconds();
        assert_eq!(sum, (ALL * u128::from(now) / u128::from(60 * DAY)).min(ALL), "every {wait} seconds");
        world.pass_until(95 * DAY);
        paid.push(sum + world.claim(&alice));
    }
    assert_eq!(paid, [ALL; 5]);
}

/// Five batches of alice. Four of positions that matured on the days 30 to 33 were stored on day 60, and a part of one is
/// claimed; the position of the fifth matured on day 70, since when nobody touched it.
fn batches() -> (World, Addr) {
    let mut world = World::default();
    let alice = world.alice.clone();
    for days in [33, 31, 30, 32, 70] {
        world.stake(&alice, 1_000, days);
    }
    world.pass_days(60);
    world.send(&alice, &withdraw(4)).unwrap();
    world.send(&alice, &claim_of(3)).unwrap();
    world.pass_days(15);
    (world, alice)
}

fn ids(batches: &[BatchResponse]) -> Vec<u64> {
    batches.iter().map(|batch| batch.position_id).collect()
}

/// BV-16: what matured untouched stands among what is stored, by id.
#[test]
fn a_claim_in_pages_pays_what_one_claim_pays() {
    let (mut one, alice) = batches();
    assert_eq!(ids(&one.batches(&alice)), [1, 2, 3, 4, 5]);
    let all = one.claim(&alice);
    for size in [1, 2, 3, 4] {
        let (mut world, alice) = batches();
        let (mut sum, mut start_after, mut paid) = (0, None, vec![]);
        loop {
            let outcome = world.send(&alice, &claim_page(start_after, size)).unwrap();
            let told = world.told(&outcome);
            let batches = told.iter().filter_map(|line| line.strip_prefix("batch_claimed position_id="));
            let page: Vec<u64> =
                batches.map(|rest| rest.split(' ').next().unwrap().parse().unwrap()).collect();
            sum += claimed(&outcome);
            assert!(page.len() <= size as usize);
            let Some(last) = page.last() else { break };
            start_after = Some(*last);
            paid.extend(page);
            world.is_consistent();
        }
        assert_eq!((paid, sum), (vec![1, 2, 3, 4, 5], all), "in pages of {size}");
        assert_eq!(world.rewards_of(&alice), one.rewards_of(&alice));
        assert_eq!(world.batches(&alice), one.batches(&alice));
    }
}

/// The named batch alone; a page beside it says nothing.
#[test]
fn a_claim_of_one_batch_leaves_the_others() {
    for id in 1..=5 {
        let (mut world, alice) = batches();
        let before = world.batches(&alice);
        let batch = world.batch(id);
        let msg = ExecuteMsg::Claim { position_id: Some(id), start_after: Some(id), limit: Some(0) };

        let paid = claimed(&world.send(&alice, &msg).unwrap());

        assert_eq!(paid, batch.claimable.u128());
        assert!(paid > 0);
        let after = world.batches(&alice);
        let changed: Vec<u64> =
            before.iter().filter(|batch| !after.contains(batch)).map(|batch| batch.position_id).collect();
        assert_eq!(changed, [id]);
        world.is_consistent();
    }
}

/// A claim takes 32 batches if it does not say how many, and 100 at most.
#[test]
fn a_claim_is_bounded() {
    let mut world = World::with(|msg| msg.vesting_days = Some(3_650));
    let alice = world.alice.clone();
    for _ in 0..4 {
        for _ in 0..26 {
            world.stake(&alice, 1_000, 30);
        }
        world.pass_days(30);
    }
    let batches = |told: Vec<String>| told.last().unwrap().split("batches=").nth(1).unwrap().to_owned();
    let told = world.tells(&alice, &claim_page(None, 0));
    assert_eq!((told.len(), batches(told)), (27, "0".to_owned()), "26 matured, nothing is paid");
    for (limit, count) in
        [(None, "32"), (Some(1), "1"), (Some(100), "100"), (Some(101), "100"), (Some(u32::MAX), "100")]
    {
        let msg = ExecuteMsg::Claim { position_id: None, start_after: None, limit };
        assert_eq!(batches(world.tells(&alice, &msg)), count, "{limit:?}");
    }
    let told = world.tells(&alice, &claim_page(Some(100), 100));
    assert_eq!(batches(told), "4");
    assert_eq!(batches(world.tells(&alice, &claim_page(Some(104), 100))), "0");
    world.is_consistent();
}
