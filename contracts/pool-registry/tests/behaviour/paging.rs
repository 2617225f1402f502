//! Lists in pages, and what queries do with unknown keys.

use cosmwasm_std::Addr;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use tributary_types::pool_registry::{
    AutoReward, AutoRewardsResponse, CommissionRequestsResponse, DelegationCursor, DelegationResponse,
    DelegationsResponse, DelegatorsResponse, ExecuteMsg, MissedHook, MissedHookCursor, MissedHooksResponse,
    PoolCommissionRequest, PoolResponse, PoolState, PoolsResponse, QueryMsg, Transfer, TransfersResponse,
    Undelegation, UndelegationsResponse,
};
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

use crate::listener::{listener, set_deaf};
use crate::support::suite::{id, pages_concatenate, uint, Suite};

const ROWS: usize = 12;

fn ask<T: DeserializeOwned>(suite: &Suite, msg: &QueryMsg) -> T {
    suite.ask_pools(msg).unwrap()
}

/// Twelve pools with a commission request each; cyd in all of them, with auto rewards.
fn pools() -> (Suite, Addr) {
    let mut suite = Suite::default();
    let cyd = suite.who("cyd");
    for number in 0..ROWS {
        let pool = suite.pool_of(&format!("pool{number}"), 1_000, 0);
        suite.pools(&pool, &ExecuteMsg::RequestCommissionChange { commission_ppm: 5 }, 0).unwrap();
        suite.delegate(&cyd, &pool, 10).unwrap();
        let fee_ppm = 5;
        suite.pools(&cyd, &ExecuteMsg::EnableAutoRewards { pool: pool.to_string(), fee_ppm }, 0).unwrap();
    }
    (suite, cyd)
}

fn is_sorted<T: Ord>(rows: impl IntoIterator<Item = T>) -> bool {
    let rows: Vec<T> = rows.into_iter().collect();
    rows.windows(2).all(|pair| pair[0] < pair[1])
}

#[test]
fn pools_and_their_requests_come_in_pages() {
    let (mut suite, _) = pools();
    let broken = suite.pool_of("broken", 1_000, 0);
    suite.undelegate(&broken, &broken, 1, 0).unwrap();

    let page = |state| {
        let suite = &suite;
        move |start_after, limit| {
            ask::<PoolsResponse>(suite, &QueryMsg::Pools { state, start_after, limit }).pools
        }
    };
    let cursor = |row: &PoolResponse| row.pool.to_string();
    let all = pages_concatenate(ROWS + 1, page(None), cursor);
    assert!(is_sorted(all.iter().map(|row| &row.pool)));
    let active = pages_concatenate(ROWS, page(Some(PoolState::Active)), cursor);
    assert!(active.iter().all(|row| row.pool != broken));

    let requests = pages_concatenate(
        ROWS,
        |start_after, limit| {
            let msg = QueryMsg::CommissionRequests { start_after, limit };
            ask::<CommissionRequestsResponse>(&suite, &msg).commission_requests
        },
        |row: &PoolCommissionRequest| row.pool.to_string(),
    );
    assert!(is_sorted(requests.iter().map(|row| &row.pool)));
}

#[test]
fn what_one_holds_and_lets_others_redelegate_comes_in_pages() {
    let (suite, cyd) = pools();

    let held = pages_concatenate(
        ROWS,
        |start_after, limit| {
            let msg = QueryMsg::Delegations { delegator: cyd.to_string(), start_after, limit };
            ask::<DelegationsResponse>(&suite, &msg).delegations
        },
        |row: &DelegationResponse| row.pool.to_string(),
    );
    assert!(is_sorted(held.iter().map(|row| &row.pool)));
    let auto = pages_concatenate(
        ROWS,
        |start_after, limit| {
            let msg = QueryMsg::AutoRewards { pool: None, min_amount: None, start_after, limit };
            ask::<AutoRewardsResponse>(&suite, &msg).auto_rewards
        },
        |row: &AutoReward| DelegationCursor {
            pool: row.pool.to_string(),
            delegator: row.delegator.to_string(),
        },
    );
    assert!(is_sorted(auto.iter().map(|row| (&row.pool, &row.delegator))));
}

/// Twelve people in one pool, each with a change that a hook missed.
#[test]
fn who_is_in_a_pool_and_what_hooks_missed_comes_in_pages() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let people: Vec<Addr> = (0..ROWS).map(|number| suite.who(&format!("person{number}"))).collect();
    for person in &people {
        suite.delegate(person, &ada, 10).unwrap();
    }
    let ear = listener(&mut suite, "ear");
    let hooks = vec![tributary_types::pool_registry::Hook { contract: ear.to_string(), gas_limit: 1 }];
    let owner = suite.owner.clone();
    suite.pools(&owner, &ExecuteMsg::SetHooks { hooks }, 0).unwrap();
    set_deaf(&mut suite, &ear, true);
    for person in &people {
        suite.undelegate(person, &ada, 1, 0).unwrap();
    }

    let members = pages_concatenate(
        ROWS + 1,
        |start_after, limit| {
            let msg = QueryMsg::Delegators { pool: ada.to_string(), start_after, limit };
            ask::<DelegatorsResponse>(&suite, &msg).delegators
        },
        |row: &DelegationResponse| row.delegator.to_string(),
    );
    assert!(is_sorted(members.iter().map(|row| &row.delegator)));
    let missed = pages_concatenate(
        ROWS,
        |start_after, limit| {
            ask::<MissedHooksResponse>(&suite, &QueryMsg::MissedHooks { start_after, limit }).missed_hooks
        },
        |row: &MissedHook| MissedHookCursor {
            hook: row.hook.to_string(),
            delegator: row.delegator.to_string(),
            pool: row.pool.to_string(),
        },
    );
    assert!(is_sorted(missed.iter().map(|row| (&row.hook, &row.delegator, &row.pool))));
}

/// Items lie in the staker-registry among those of solo stakers, which do not belong into these lists.
#[test]
fn undelegations_and_transfers_come_in_pages() {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let sol = suite.solo("sol", 5_000);
    let tom = suite.solo("tom", 5_000);
    suite.delegate(&sol, &ada, 1_000).unwrap();
    for _ in 0..ROWS {
        suite.undelegate(&sol, &ada, 1, 0).unwrap();
        suite.transfer(&sol, &ada, &ben, 1, 0).unwrap();
        let (from, to, amount) = (sol.to_string(), tom.to_string(), 1u128.into());
        let solo = tributary_types::staker_registry::ExecuteMsg::TransferStake {
            from,
            to,
            amount,
            fee: None,
            owner: None,
        };
        suite.stakers(&sol, &solo, 0).unwrap();
    }

    let leaving = pages_concatenate(
        ROWS,
        |start_after, limit| {
            let msg = QueryMsg::Undelegations { delegator: sol.to_string(), start_after, limit };
            ask::<UndelegationsResponse>(&suite, &msg).undelegations
        },
        |row: &Undelegation| row.id,
    );
    assert!(is_sorted(leaving.iter().map(|row| row.id)));
    for (delegator, to_pool) in
        [(Some(&sol), None), (None, Some(&ben)), (Some(&sol), Some(&ben)), (None, None)]
    {
        let moving = pages_concatenate(
            ROWS,
            |start_after, limit| {
                let (delegator, to_pool) = (delegator.map(Addr::to_string), to_pool.map(Addr::to_string));
                let msg = QueryMsg::Transfers { delegator, to_pool, start_after, limit };
                ask::<TransfersResponse>(&suite, &msg).transfers
            },
            |row: &Transfer| row.id,
        );
        assert!(is_sorted(moving.iter().map(|row| row.id)));
    }
}

/// a key that is not in the list is a place in it like any other.
#[test]
fn a_page_after_an_unknown_key_begins_with_the_next_row() {
    let (mut suite, cyd) = pools();
    let stranger = suite.who("stranger");
    let all: Vec<Addr> =
        ask::<PoolsResponse>(&suite, &QueryMsg::Pools { state: None, start_after: None, limit: Some(100) })
            .pools
            .into_iter()
            .map(|row| row.pool)
            .collect();
    let expected: Vec<Addr> = all.into_iter().filter(|pool| *pool > stranger).collect();
    let start_after = Some(stranger.to_string());

    let pools = QueryMsg::Pools { state: None, start_after: start_after.clone(), limit: Some(100) };
    let found: Vec<Addr> =
        ask::<PoolsResponse>(&suite, &pools).pools.into_iter().map(|row| row.pool).collect();
    assert_eq!(found, expected);
    let held = QueryMsg::Delegations { delegator: cyd.to_string(), start_after, limit: Some(100) };
    let found: Vec<Addr> =
        ask::<DelegationsResponse>(&suite, &held).delegations.into_iter().map(|row| row.pool).collect();
    assert_eq!(found, expected);
    let past =
        QueryMsg::Undelegations { delegator: cyd.to_string(), start_after: Some(u64::MAX), limit: None };
    assert!(ask::<UndelegationsResponse>(&suite, &past).undelegations.is_empty());
}

#[test]
fn queries_of_an_unknown_pool_are_refused_and_lists_of_strangers_are_empty() {
    let mut suite = Suite::default();
    let eve = suite.who("eve");
    let (pool, delegator) = (eve.to_string(), eve.to_string());

    for msg in [
        QueryMsg::Pool { pool: pool.clone() },
        QueryMsg::Delegation { pool: pool.clone(), delegator: delegator.clone() },
        QueryMsg::Delegators { pool: pool.clone(), start_after: None, limit: None },
        QueryMsg::Rewards { pool: pool.clone(), delegator: delegator.clone() },
        QueryMsg::UnbookedRewards { pool: pool.clone() },
        QueryMsg::OutstandingRewards { pool: pool.clone() },
        QueryMsg::Performance { pool: pool.clone() },
    ] {
        let error = suite.ask_pools::<Value>(&msg).unwrap_err();
        assert!(error.to_string().contains(&format!("unknown pool {eve}")), "{msg:?}: {error:#}");
    }
    for (msg, list) in [
        (
            QueryMsg::Delegations { delegator: delegator.clone(), start_after: None, limit: None },
            "delegations",
        ),
        (
            QueryMsg::Undelegations { delegator: delegator.clone(), start_after: None, limit: None },
            "undelegations",
        ),
        (
            QueryMsg::Transfers { delegator: Some(delegator), to_pool: None, start_after: None, limit: None },
            "transfers",
        ),
        (
            QueryMsg::AutoRewards { pool: Some(pool), min_amount: None, start_after: None, limit: None },
            "auto_rewards",
        ),
    ] {
        assert_eq!(suite.ask_pools::<Value>(&msg).unwrap()[list], json!([]));
    }
}

#[test]
fn missed_hooks_come_by_hook_delegator_and_pool() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let (cyd, dan) = (suite.who("cyd"), suite.who("dan"));
    let ears = ["left", "right"].map(|name| listener(&mut suite, name));
    for person in [&cyd, &dan] {
        suite.delegate(person, &ada, 10).unwrap();
    }
    let hook = |ear: &Addr| tributary_types::pool_registry::Hook { contract: ear.to_string(), gas_limit: 1 };
    let (owner, hooks) = (suite.owner.clone(), ears.iter().map(hook).collect());
    suite.pools(&owner, &ExecuteMsg::SetHooks { hooks }, 0).unwrap();
    for ear in &ears {
        set_deaf(&mut suite, ear, true);
    }
    for person in [&cyd, &dan] {
        suite.undelegate(person, &ada, 1, 0).unwrap();
    }

    let msg = QueryMsg::MissedHooks { start_after: None, limit: None };
    let rows = ask::<MissedHooksResponse>(&suite, &msg).missed_hooks;

    assert_eq!(rows.len(), 4);
    assert!(is_sorted(rows.iter().map(|row| (&row.hook, &row.delegator, &row.pool))), "{rows:#?}");
}

/// Solo stakers' transfers, which nobody else can close, must not make the list of pools' transfers endless work.
#[test]
fn a_list_of_transfers_passes_over_those_of_solo_stakers_a_page_at_a_time() {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 100).unwrap();
    let solo: Vec<Addr> = (0..8).map(|number| suite.solo(&format!("solo{number}"), 2_000)).collect();
    for from in &solo {
        for _ in 0..15 {
            let to = if *from == solo[0] { &solo[1] } else { &solo[0] };
            let (sender, from, to) = (from.clone(), from.to_string(), to.to_string());
            let msg = StakerMsg::TransferStake { from, to, amount: uint(1), fee: None, owner: None };
            suite.stakers(&sender, &msg, 0).unwrap();
        }
    }
    let ours = id(&suite.transfer(&cyd, &ada, &ben, 10, 0).unwrap());
    let page = |start_after| {
        let msg = QueryMsg::Transfers { delegator: None, to_pool: None, start_after, limit: None };
        let found = ask::<TransfersResponse>(&suite, &msg);
        (found.transfers.into_iter().map(|row| row.id).collect::<Vec<u64>>(), found.last)
    };

    let (rows, last) = page(None);
    assert_eq!((rows, last), (vec![], Some(99)));
    let (rows, last) = page(last);
    assert_eq!((rows, last), (vec![ours], Some(ours)));
    assert_eq!(page(last), (vec![], None));
}

/// Pairs that a filter passes over cost a look each, at most 100 a page; the page says where it stopped.
#[test]
fn a_filtered_list_of_auto_rewards_goes_on_after_the_last_pair_it_looked_at() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let mut people: Vec<Addr> = (0..105).map(|number| suite.who(&format!("nobody{number}"))).collect();
    people.sort();
    for person in &people {
        let msg = ExecuteMsg::EnableAutoRewards { pool: ada.to_string(), fee_ppm: 5 };
        suite.pools(person, &msg, 0).unwrap();
    }
    let worthy = people[103].clone();
    suite.delegate(&worthy, &ada, 1_000).unwrap();
    suite.reward(&ada, 100).unwrap();
    let page = |start_after, limit| {
        let msg = QueryMsg::AutoRewards { pool: None, min_amount: Some(1u128.into()), start_after, limit };
        let found: AutoRewardsResponse = ask(&suite, &msg);
        (found.auto_rewards.into_iter().map(|row| row.delegator).collect::<Vec<Addr>>(), found.last)
    };
    let after =
        |person: &Addr| Some(DelegationCursor { pool: ada.to_string(), delegator: person.to_string() });

    assert_eq!(page(None, None), (vec![], after(&people[99])));
    assert_eq!(page(after(&people[99]), Some(1)), (vec![worthy.clone()], after(&people[103])));
    assert_eq!(page(after(&people[99]), Some(2)), (vec![worthy], after(&people[104])));
    assert_eq!(page(after(&people[104]), None), (vec![], None));
    assert_eq!(page(None, Some(0)), (vec![], None));
}
