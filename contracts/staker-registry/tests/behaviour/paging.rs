//! Lists in pages.

use cosmwasm_std::Addr;
use cw_utils::{Duration, Expiration};
use serde::de::DeserializeOwned;
use tributary_testing::Parameters;
use tributary_types::staker_registry::{
    ItemKind, MaturedCursor, MaturedItem, MaturedResponse, QueryMsg, StakerResponse, StakersResponse,
    TransferResponse, TransfersResponse, UnbondResponse, UnbondsResponse, Validator, ValidatorSetResponse,
};

use crate::support::suite::{id, pages_concatenate, uint, Suite};
use crate::world::DAY;

const ROWS: usize = 12;

fn ask<T: DeserializeOwned>(suite: &Suite, msg: &QueryMsg) -> T {
    suite.ask_stakers(msg).unwrap()
}

fn is_sorted<T: Ord>(rows: impl IntoIterator<Item = T>) -> bool {
    let rows: Vec<T> = rows.into_iter().collect();
    rows.windows(2).all(|pair| pair[0] < pair[1])
}

#[test]
fn stakers_and_validators_come_in_pages_by_identity() {
    let mut suite = Suite::default();
    for number in 0..ROWS {
        suite.solo(&format!("staker{number}"), 1_000);
    }
    let off = suite.solo("off", 1_000);
    suite.unbond(&off, 1, 0).unwrap();
    let stranger = suite.who("stranger");

    let stakers = pages_concatenate(
        ROWS + 1,
        |start_after, limit| {
            ask::<StakersResponse>(&suite, &QueryMsg::Stakers { start_after, limit }).stakers
        },
        |row: &StakerResponse| row.staker.to_string(),
    );
    assert!(is_sorted(stakers.iter().map(|row| &row.staker)));
    let validators = pages_concatenate(
        ROWS,
        |start_after, limit| {
            ask::<ValidatorSetResponse>(&suite, &QueryMsg::ValidatorSet { start_after, limit }).validators
        },
        |row: &Validator| row.staker.to_string(),
    );
    assert!(is_sorted(validators.iter().map(|row| &row.staker)));
    let after = QueryMsg::Stakers { start_after: Some(stranger.to_string()), limit: Some(100) };
    let later: Vec<_> = stakers.into_iter().filter(|row| row.staker > stranger).collect();
    assert_eq!(ask::<StakersResponse>(&suite, &after).stakers, later);
}

/// Items of three stakers and of two delegators of a pool, in turns.
fn items() -> (Suite, [Addr; 5]) {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 5_000), suite.solo("tom", 5_000));
    let (ada, ben) = (suite.pool_of("ada", 5_000, 0), suite.pool_of("ben", 5_000, 0));
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    suite.delegate(&cyd, &ben, 1_000).unwrap();
    for _ in 0..ROWS {
        suite.unbond(&sol, 1, 0).unwrap();
        suite.unbond(&tom, 1, 0).unwrap();
        suite.undelegate(&cyd, &ada, 1, 0).unwrap();
        suite.undelegate(&cyd, &ben, 1, 0).unwrap();
        suite.transfer_stake(&sol, &tom, 1, 0).unwrap();
        suite.transfer(&cyd, &ada, &ben, 1, 0).unwrap();
        suite.transfer(&cyd, &ben, &ada, 1, 0).unwrap();
    }
    (suite, [sol, tom, ada, ben, cyd])
}

#[test]
fn unbonds_come_in_pages_by_id_of_an_owner_a_staker_or_both() {
    let (suite, [sol, _, ada, _, cyd]) = items();
    for (owner, staker, rows) in [
        (None, None, 4 * ROWS),
        (Some(&sol), None, ROWS),
        (Some(&cyd), None, 2 * ROWS),
        (None, Some(&ada), ROWS),
        (Some(&cyd), Some(&ada), ROWS),
    ] {
        let found = pages_concatenate(
            rows,
            |start_after, limit| {
                let (owner, staker) = (owner.map(Addr::to_string), staker.map(Addr::to_string));
                let msg = QueryMsg::Unbonds { owner, staker, start_after, limit };
                ask::<UnbondsResponse>(&suite, &msg).unbonds
            },
            |row: &UnbondResponse| row.id,
        );
        assert!(is_sorted(found.iter().map(|row| row.id)));
        let is = |wanted: Option<&Addr>, found: &Addr| wanted.is_none_or(|wanted| wanted == found);
        assert!(found.iter().all(|row| is(owner, &row.owner) && is(staker, &row.staker)));
    }
}

#[test]
fn transfers_come_in_pages_by_id_with_every_combination_of_filters() {
    let (suite, [sol, tom, ada, ben, cyd]) = items();
    for (owner, from, to, rows) in [
        (None, None, None, 3 * ROWS),
        (Some(&cyd), None, None, 2 * ROWS),
        (None, Some(&sol), None, ROWS),
        (None, None, Some(&tom), ROWS),
        (Some(&cyd), Some(&ada), None, ROWS),
        (Some(&cyd), None, Some(&ben), ROWS),
        (None, Some(&ada), Some(&ben), ROWS),
        (Some(&cyd), Some(&ben), Some(&ada), ROWS),
    ] {
        let found = pages_concatenate(
            rows,
            |start_after, limit| {
                let [owner, staker, to] = [owner, from, to].map(|filter| filter.map(Addr::to_string));
                let msg = QueryMsg::Transfers { owner, staker, to, start_after, limit };
                ask::<TransfersResponse>(&suite, &msg).transfers
            },
            |row: &TransferResponse| row.id,
        );
        assert!(is_sorted(found.iter().map(|row| row.id)));
        let is = |wanted: Option<&Addr>, found: &Addr| wanted.is_none_or(|wanted| wanted == found);
        assert!(found.iter().all(|row| is(owner, &row.owner) && is(from, &row.from) && is(to, &row.to)));
    }
    let msg = QueryMsg::Transfers {
        owner: Some(cyd.to_string()),
        staker: Some(ada.to_string()),
        to: Some(ada.to_string()),
        start_after: None,
        limit: None,
    };
    assert!(ask::<TransfersResponse>(&suite, &msg).transfers.is_empty());
}

/// There is no list by staker alone: 100 items are looked at, and `last` says where to go on.
#[test]
fn a_filter_by_staker_passes_over_100_items_at_most() {
    let mut suite = Suite::default();
    let [sol, tom] = ["sol", "tom"].map(|name| suite.solo(name, 5_000));
    for number in 0..4 {
        let other = suite.solo(&format!("other{number}"), 5_000);
        for _ in 0..26 {
            suite.unbond(&other, 1, 0).unwrap();
        }
    }
    let late = id(&suite.unbond(&sol, 1, 0).unwrap());
    let later = id(&suite.transfer_stake(&sol, &tom, 1, 0).unwrap());
    let page = |start_after| {
        let msg = QueryMsg::Unbonds { owner: None, staker: Some(sol.to_string()), start_after, limit: None };
        let UnbondsResponse { unbonds, last } = ask(&suite, &msg);
        (unbonds.iter().map(|row| row.id).collect::<Vec<_>>(), last)
    };

    assert_eq!(page(None), (vec![], Some(late - 5)));
    assert_eq!(page(Some(late - 5)), (vec![late], Some(late)));
    assert_eq!(page(Some(late)), (vec![], None));

    let of_nobody = QueryMsg::Transfers {
        owner: None,
        staker: Some(tom.to_string()),
        to: None,
        start_after: None,
        limit: None,
    };
    let passed = TransfersResponse { transfers: vec![], last: Some(later) };
    assert_eq!(ask::<TransfersResponse>(&suite, &of_nobody), passed);
}

fn matured(
    suite: &Suite,
    kind: ItemKind,
    start_after: Option<MaturedCursor>,
    limit: Option<u32>,
) -> Vec<MaturedItem> {
    ask::<MaturedResponse>(suite, &QueryMsg::Matured { kind, start_after, limit }).items
}

/// A shorter lock lets later items be ready first: the list is by release point, then id.
#[test]
fn what_can_be_finalized_comes_in_pages_by_release_point() {
    let (mut suite, [sol, ..]) = items();
    for kind in [ItemKind::Unbond, ItemKind::Transfer] {
        assert!(matured(&suite, kind, None, None).is_empty());
    }
    suite.wait(DAY);
    let late = id(&suite.unbond(&sol, 1, 0).unwrap());

    for (kind, rows) in [(ItemKind::Unbond, 4 * ROWS), (ItemKind::Transfer, 3 * ROWS)] {
        let cursor = |row: &MaturedItem| MaturedCursor { release: row.release, id: row.id };
        let found = pages_concatenate(rows, |start, limit| matured(&suite, kind, start, limit), cursor);
        assert!(is_sorted(found.iter().map(|row| row.id)), "one release point, so by id");
        assert!(found.iter().all(|row| row.id != late && row.to.is_some() == (kind == ItemKind::Transfer)));
    }
    suite.wait(DAY - 1);
    assert_eq!(matured(&suite, ItemKind::Unbond, None, Some(100)).len(), 4 * ROWS);
    suite.wait(1);
    let all = matured(&suite, ItemKind::Unbond, None, Some(100));
    let expected = MaturedItem {
        id: late,
        staker: sol.clone(),
        to: None,
        owner: sol,
        amount: uint(1),
        fee: uint(0),
        release: suite.after(0),
    };
    assert_eq!(all.last(), Some(&expected));
}

#[test]
fn an_item_with_a_shorter_lock_overtakes_an_earlier_one() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 5_000);
    let shorter = tributary_types::staker_registry::ConfigChange {
        unbond_lock: Some(Duration::Time(1)),
        ..Default::default()
    };
    suite.announce(&shorter).unwrap();
    suite.wait(2 * DAY);
    let first = id(&suite.unbond(&sol, 1, 0).unwrap());
    suite.stakers(&sol, &tributary_types::staker_registry::ExecuteMsg::ApplyConfig {}, 0).unwrap();
    let second = id(&suite.unbond(&sol, 1, 0).unwrap());
    suite.wait(DAY);

    let ids: Vec<u64> = matured(&suite, ItemKind::Unbond, None, None).iter().map(|row| row.id).collect();

    assert_eq!(ids, [second, first]);
}

/// Where locks count blocks, so does the queue.
#[test]
fn release_points_may_be_heights() {
    let mut suite = Suite::with(&Parameters {
        unbond_lock: Duration::Height(100),
        transfer_lock: Duration::Height(10),
        signing_cooldown: Duration::Height(100),
        commission_lock: Duration::Height(100),
        ..Parameters::default()
    });
    let (sol, tom) = (suite.solo("sol", 5_000), suite.solo("tom", 5_000));
    let outcome = suite.unbond(&sol, 1, 0).unwrap();
    suite.transfer_stake(&sol, &tom, 1, 0).unwrap();
    let told = suite.told(&outcome, tributary_types::staker_registry::CONTRACT);
    assert!(told[0].contains(" release=101 "), "{told:?}");

    suite.chain.advance(1_000_000, 9).unwrap();
    assert!(matured(&suite, ItemKind::Transfer, None, None).is_empty());
    suite.chain.advance(0, 1).unwrap();
    assert_eq!(matured(&suite, ItemKind::Transfer, None, None)[0].release, Expiration::AtHeight(11));
    assert!(matured(&suite, ItemKind::Unbond, None, None).is_empty());
    suite.chain.advance(0, 90).unwrap();
    suite.finalize_unbond(&tom, 0).unwrap();
}
