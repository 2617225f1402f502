//! Settlement, after the lock

use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::{AgreementStatus, PrincipalState, QueryMsg};

use crate::support::suite::uint;
use crate::world::{consent, revoke, settle, terminate, World, DAY};

#[test]
fn an_agreement_is_settled_by_anyone_once_its_lock_is_over() {
    let mut world = World::default();
    let (olga, sam, eve) = (world.olga.clone(), world.sam.clone(), world.eve.clone());
    let id = world.bind_d1();
    let (owner_had, staker_had) = (world.purse(&olga), world.purse(&sam));
    let end = world.agreement(id).end_secs;
    world.pass_until(30 * DAY - 1);
    for early in [&eve, &olga, &sam] {
        let error = ContractError::NotEnded { agreement_id: id, end_secs: end };
        assert!(error.to_string().contains("not ended"));
        world.refuses(early, &settle(id), error);
    }
    assert_eq!(world.agreement(id).status, AgreementStatus::Active);
    world.pass(1);
    let found = world.agreement(id);
    assert_eq!((found.status, found.principal_state), (AgreementStatus::Matured, PrincipalState::Held));
    assert_eq!(world.totals().principal, uint(1_000));

    let told = world.settle(id);

    let expected =
        "agreement_settled agreement_id=1 staker=sam rewards_total=2592000 principal_returned=1000";
    assert_eq!(told, [expected]);
    assert_eq!(world.purse(&sam), (staker_had.0 + 1_000, staker_had.1));
    assert_eq!(world.purse(&olga), owner_had);
    let found = world.agreement(id);
    assert_eq!((found.status, found.ended_by, found.ended_secs), (AgreementStatus::Settled, None, Some(end)));
    assert_eq!((found.penalty, found.principal_state), (uint(0), PrincipalState::Returned));
    assert_eq!(world.totals().principal, uint(0));
    assert_eq!(world.device("d1").agreement_id, None);
    world.is_consistent();
}

/// JS-12, JS-13: long after the end, by a stranger, and what is unclaimed waits for ever.
#[test]
fn what_is_unclaimed_stays_claimable() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind_d1();
    world.pass_days(10);
    assert_eq!(world.claim(&sam, id), 518_400);
    world.pass_days(1_000);
    world.settle(id);
    assert_eq!(world.agreement(id).ended_secs, Some(world.now()));
    assert_eq!(world.pending(id), (1_036_800, 1_036_800, 2_592_000));
    world.pass_days(1_000);
    let second = world.bind("d1", &sam, 4_000, 1_000, 30);
    world.pass_days(1);
    assert_eq!(world.pending(id), (1_036_800, 1_036_800, 2_592_000));
    assert_eq!((world.claim(&olga, id), world.claim(&sam, id)), (1_036_800, 1_036_800));
    assert_eq!(world.claims(id), (0, 0));
    assert_eq!(world.earned(second), 86_400);
    world.is_consistent();
}

/// JS-08: what is closed is paid once.
#[test]
fn what_is_closed_stays_closed() {
    let mut world = World::with(|msg| msg.mutual_exit_free = Some(true));
    let (olga, sam, eve) = (world.olga.clone(), world.sam.clone(), world.eve.clone());
    let settled = world.bind_d1();
    let ended = world.bind("d2", &sam, 4_000, 1_000, 30);
    world.pass_days(1);
    world.tells(&olga, &terminate(ended));
    world.pass_days(30);
    world.settle(settled);
    for id in [settled, ended] {
        let closed = || ContractError::Closed { agreement_id: id };
        assert!(closed().to_string().contains("closed"));
        world.refuses(&eve, &settle(id), closed());
        for party in [&olga, &sam] {
            for msg in [terminate(id), consent(id), revoke(id)] {
                world.refuses(party, &msg, closed());
            }
        }
        world.refuses(&eve, &crate::world::release(id), closed());
        let error = world.query_error(&QueryMsg::TerminationPreview { agreement_id: id });
        assert_eq!(error, format!("closed: agreement {id}"));
    }
    let unknown = || ContractError::AgreementNotFound { agreement_id: 9 };
    for msg in [settle(9), terminate(9), consent(9), revoke(9), crate::world::release(9)] {
        world.refuses(&sam, &msg, unknown());
    }
}

/// J-09: nothing lets a principal go before the end.
#[test]
fn a_principal_is_bound_until_the_end() {
    let mut world = World::default();
    let eve = world.eve.clone();
    let id = world.bind_d1();
    let bound = || ContractError::NotClosed { agreement_id: id };
    assert!(bound().to_string().contains("closed"));
    world.refuses(&eve, &crate::world::release(id), bound());
    world.pass_days(31);
    world.refuses(&eve, &crate::world::release(id), bound());
}

/// Closing gives fractions back: when all are closed, what is there is what is free.
#[test]
fn when_all_are_closed_the_pool_is_all_there_is() {
    let mut world = World::with(|msg| msg.daily_caps = Some(crate::world::caps(&[(0, 777), (5, 1_001)])));
    let (sam, sue, otto) = (world.sam.clone(), world.sue.clone(), world.otto.clone());
    let mut ids = vec![];
    for number in 0..9u128 {
        let name = format!("x{number}");
        world.register(&name, &otto, "neat");
        let staker = if number % 2 == 0 { &sam } else { &sue };
        ids.push(world.bind(&name, staker, 3_001 + 7 * number as u32, 1_000 - 37 * number, 30));
        world.pass(10_007);
    }
    world.pass_days(3);
    world.tells(&otto, &terminate(ids[3]));
    world.tells(&sue, &terminate(ids[5]));
    world.suspend("x7");
    world.pass_days(40);
    for id in ids.iter().filter(|id| ![ids[3], ids[5]].contains(id)) {
        world.settle(*id);
        world.is_consistent();
    }
    let before = world.totals();
    assert_eq!(before.weight, uint(0));
    for id in &ids {
        world.claims(*id);
    }
    assert_eq!(world.totals().reward_pool, before.reward_pool, "claims take from no pool");
    let totals = world.totals();
    assert_eq!(
        totals.rewards_funded,
        totals.reward_pool + totals.claimed + (totals.penalties),
        "all is somewhere"
    );
    world.nothing_is_left_but_the_pool();
}
