//! `finalize_undelegate`, `finalize_transfer`, `finalize_many`

use anyhow::Result;
use cosmwasm_std::{Addr, Uint256};
use tributary_controls::ControlError;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError as StakerError;
use tributary_testing::Parameters;
use tributary_types::pool_registry::{ExecuteMsg, QueryMsg, TransfersResponse, CONTRACT};
use tributary_types::staker_registry::{self, ItemKind};

use crate::support::suite::{id, uint, Suite};

/// Two pools of which others may hold half, and cyd with 500 in the first.
fn suite() -> (Suite, Addr, Addr, Addr, Addr) {
    let mut suite = Suite::with(&Parameters { percentage: 50, ..Parameters::default() });
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let (cyd, eve) = (suite.who("cyd"), suite.who("eve"));
    suite.delegate(&cyd, &ada, 500).unwrap();
    (suite, ada, ben, cyd, eve)
}

fn undelegate(suite: &mut Suite, who: &Addr, id: u64, fee_recipient: Option<&Addr>) -> Result<Outcome> {
    let fee_recipient = fee_recipient.map(Addr::to_string);
    suite.pools(who, &ExecuteMsg::FinalizeUndelegate { id, fee_recipient }, 0)
}

fn transfer(suite: &mut Suite, who: &Addr, id: u64, fee_recipient: Option<&Addr>) -> Result<Outcome> {
    let fee_recipient = fee_recipient.map(Addr::to_string);
    suite.pools(who, &ExecuteMsg::FinalizeTransfer { id, fee_recipient }, 0)
}

fn many(suite: &mut Suite, who: &Addr, unbonds: &[u64], transfers: &[u64]) -> Result<Outcome> {
    let (unbonds, transfers) = (unbonds.to_vec(), transfers.to_vec());
    suite.pools(who, &ExecuteMsg::FinalizeMany { unbonds, transfers, fee_recipient: None }, 0)
}

#[test]
fn anybody_finalizes_an_undelegation_for_its_fee() {
    let (mut suite, ada, _, cyd, eve) = suite();
    let item = id(&suite.undelegate(&cyd, &ada, 200, 5).unwrap());
    suite.wait(86_400);
    let before = (suite.holds(&cyd), suite.holds(&eve));

    let outcome = undelegate(&mut suite, &eve, item, None).unwrap();

    assert_eq!((suite.holds(&cyd), suite.holds(&eve)), (before.0 + 195, before.1 + 5));
    assert!(suite.told(&outcome, CONTRACT).is_empty(), "the staker-registry reports it");
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        ["unbond_finalized id=0 staker=ada owner=cyd recipient=cyd amount=200 fee=5 fee_recipient=eve"]
    );
    assert_eq!(suite.holds(&suite.pool_registry), 0);
}

#[test]
fn the_fee_goes_where_the_caller_says() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    let unbond = id(&suite.undelegate(&cyd, &ada, 200, 5).unwrap());
    let move_ = id(&suite.transfer(&cyd, &ada, &ben, 200, 7).unwrap());
    suite.wait(86_400);
    let before = suite.holds(&eve);

    undelegate(&mut suite, &ada, unbond, Some(&eve)).unwrap();
    transfer(&mut suite, &ada, move_, Some(&eve)).unwrap();

    assert_eq!(suite.holds(&eve), before + 12);
}

/// A-04, S-07: coins for a registry would belong to nobody.
#[test]
fn a_fee_for_a_registry_is_refused() {
    let (mut suite, ada, ben, cyd, _) = suite();
    let unbond = id(&suite.undelegate(&cyd, &ada, 200, 5).unwrap());
    let open = id(&suite.transfer(&cyd, &ada, &ben, 200, 7).unwrap());
    suite.wait(86_400);
    for registry in [suite.pool_registry.clone(), suite.staker_registry.clone()] {
        let to = Some(&registry);
        suite.refuses(ContractError::RecipientIsRegistry, |suite| undelegate(suite, &cyd, unbond, to));
        suite.refuses(ContractError::RecipientIsRegistry, |suite| transfer(suite, &cyd, open, to));
        let fee_recipient = Some(registry.to_string());
        let batch = ExecuteMsg::FinalizeMany { unbonds: vec![unbond], transfers: vec![], fee_recipient };
        suite.refuses(ContractError::RecipientIsRegistry, |suite| suite.pools(&cyd, &batch, 0));
    }
}

/// no coin of nothing is sent.
#[test]
fn an_item_without_fee_can_be_finalized_by_anybody() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    let unbond = id(&suite.undelegate(&cyd, &ada, 200, 0).unwrap());
    let open = id(&suite.transfer(&cyd, &ada, &ben, 200, 0).unwrap());
    suite.wait(86_400);
    let before = suite.holds(&eve);

    undelegate(&mut suite, &eve, unbond, None).unwrap();
    transfer(&mut suite, &eve, open, None).unwrap();

    assert_eq!(suite.holds(&eve), before);
}

/// S-06: the fee may be everything; then nobody else is paid.
#[test]
fn an_undelegation_whose_fee_is_everything_pays_the_caller_alone() {
    let (mut suite, ada, _, cyd, eve) = suite();
    let item = id(&suite.undelegate(&cyd, &ada, 200, 200).unwrap());
    suite.wait(86_400);
    let before = (suite.holds(&cyd), suite.holds(&eve));

    undelegate(&mut suite, &eve, item, None).unwrap();

    assert_eq!((suite.holds(&cyd), suite.holds(&eve)), (before.0, before.1 + 200));
}

/// S-09, S-10.
#[test]
fn nothing_is_finalized_early_twice_or_under_another_id() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    let unbond = id(&suite.undelegate(&cyd, &ada, 200, 5).unwrap());
    let open = id(&suite.transfer(&cyd, &ada, &ben, 200, 7).unwrap());
    let (unbond_release, transfer_release) = (suite.after(86_400), suite.after(600));

    suite.wait(599);
    let locked = ControlError::Locked { release: transfer_release };
    suite.refuses(ContractError::Control(locked), |suite| transfer(suite, &eve, open, None));
    suite.wait(1);
    transfer(&mut suite, &eve, open, None).unwrap();
    suite.refuses(ContractError::UnknownTransfer { id: open }, |suite| transfer(suite, &eve, open, None));

    suite.wait(86_400 - 601);
    let locked = ControlError::Locked { release: unbond_release };
    suite.refuses(StakerError::Control(locked), |suite| undelegate(suite, &eve, unbond, None));
    suite.wait(1);
    suite.refuses(ContractError::UnknownTransfer { id: unbond }, |suite| transfer(suite, &eve, unbond, None));
    undelegate(&mut suite, &eve, unbond, None).unwrap();
    for id in [unbond, open, 99, u64::MAX] {
        let unknown = StakerError::UnknownItem { kind: ItemKind::Unbond, id };
        suite.refuses(unknown, |suite| undelegate(suite, &eve, id, None));
    }
}

#[test]
fn a_transfer_arrives_net_of_its_fee_and_earns_from_then_on() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    let open = id(&suite.transfer(&cyd, &ada, &ben, 500, 0).unwrap());
    suite.reward(&ben, 90).unwrap();
    suite.wait(600);

    let outcome = transfer(&mut suite, &eve, open, None).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "delegated delegator=cyd pool=ben amount=500 source=transfer stake=500 pool_stake=1500",
            &format!(
                "rewards_booked pool=ben amount=90 commission=0 released=90 crr={} outstanding=90",
                90 * 10u128.pow(33)
            ),
        ]
    );
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        ["transfer_finalized id=0 from=ada to=ben owner=cyd amount=500 fee=0 fee_recipient=eve tokens=1500"]
    );
    assert_eq!((suite.owed(&cyd, &ben), suite.owed(&ben, &ben)), (0, 90));
    suite.reward(&ben, 30).unwrap();
    assert_eq!((suite.owed(&cyd, &ben), suite.owed(&ben, &ben)), (10, 110));
    assert_eq!(suite.pool(&ben).unwrap().pending_stake, uint(0));
}

fn accepted(suite: &Suite) -> Vec<bool> {
    let msg = QueryMsg::Transfers { delegator: None, to_pool: None, start_after: None, limit: None };
    suite.ask_pools::<TransfersResponse>(&msg).unwrap().transfers.iter().map(|item| item.accepted).collect()
}

/// R-11, D16.
#[test]
fn a_transfer_waits_while_its_pool_is_broken_and_can_be_taken_back() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    let first = id(&suite.transfer(&cyd, &ada, &ben, 200, 0).unwrap());
    let second = id(&suite.transfer(&cyd, &ada, &ben, 100, 0).unwrap());
    suite.wait(600);
    assert_eq!(accepted(&suite), [true, true]);
    suite.undelegate(&ben, &ben, 1, 0).unwrap();
    assert_eq!(accepted(&suite), [false, false]);

    let broken = ContractError::PoolBroken { pool: ben.clone() };
    suite.refuses(broken, |suite| transfer(suite, &eve, first, None));
    suite.pools(&cyd, &ExecuteMsg::CancelTransfer { id: first }, 0).unwrap();
    suite.delegate(&ben, &ben, 1).unwrap();
    transfer(&mut suite, &eve, second, None).unwrap();
}

/// D16: tested with the pool's room and without what it expected of this very transfer.
#[test]
fn a_transfer_waits_while_its_pool_is_too_small() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    suite.delegate(&ben, &ben, 500).unwrap();
    let dan = suite.who("dan");
    suite.delegate(&dan, &ben, 1_000).unwrap();
    let open = id(&suite.transfer(&cyd, &ada, &ben, 500, 0).unwrap());
    suite.wait(600);
    // 2 * 1499 = 2998 hold 1499 + 1000, and 499 more.
    suite.undelegate(&ben, &ben, 1, 0).unwrap();

    let over =
        ContractError::OverCapacity { pool: ben.clone(), left: Uint256::from_u128(499), required: uint(500) };
    suite.refuses(over, |suite| transfer(suite, &eve, open, None));
    suite.delegate(&ben, &ben, 1).unwrap();
    transfer(&mut suite, &eve, open, None).unwrap();
}

/// D13 at the destination.
#[test]
fn a_transfer_below_the_minimum_delegation_waits_until_it_is_taken_back() {
    let mut suite = Suite::with(&Parameters { min_delegation: Some(100), ..Parameters::default() });
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 500).unwrap();
    let open = id(&suite.transfer(&cyd, &ada, &ben, 99, 0).unwrap());
    suite.wait(600);

    assert_eq!(accepted(&suite), [false]);
    let below = ContractError::BelowMinimumDelegation { minimum: uint(100), left: uint(99) };
    suite.refuses(below, |suite| transfer(suite, &cyd, open, None));
    let outcome = many(&mut suite, &cyd, &[], &[open]).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["finalize_skipped kind=transfer id=0 reason=destination"]);
    // Beside a delegation of its own it is welcome.
    suite.delegate(&cyd, &ben, 100).unwrap();
    transfer(&mut suite, &cyd, open, None).unwrap();
}

/// what cannot be finalised is skipped, each for its own reason, and the rest is done.
#[test]
fn a_batch_skips_what_is_unknown_locked_or_refused_and_does_the_rest() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    let cat = suite.pool_of("cat", 1_000, 0);
    let refused = id(&suite.transfer(&cyd, &ada, &cat, 50, 1).unwrap());
    let unbond = id(&suite.undelegate(&cyd, &ada, 100, 2).unwrap());
    let arriving = id(&suite.transfer(&cyd, &ada, &ben, 60, 3).unwrap());
    suite.wait(86_400);
    let locked_unbond = id(&suite.undelegate(&cyd, &ada, 10, 0).unwrap());
    let locked = id(&suite.transfer(&cyd, &ada, &ben, 10, 0).unwrap());
    suite.undelegate(&cat, &cat, 1, 0).unwrap();
    let before = suite.holds(&eve);

    let outcome =
        many(&mut suite, &eve, &[unbond, locked_unbond, 77], &[refused, arriving, locked, 99]).unwrap();

    let ours = suite.told(&outcome, CONTRACT);
    assert_eq!(ours[0], "finalize_skipped kind=transfer id=0 reason=destination");
    assert_eq!(
        ours[1],
        "delegated delegator=cyd pool=ben amount=57 source=transfer stake=57 pool_stake=1057"
    );
    assert_eq!(ours[2], "finalize_skipped kind=transfer id=4 reason=locked");
    assert_eq!(ours[3], "finalize_skipped kind=transfer id=99 reason=unknown");
    assert_eq!(ours.len(), 4);
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        [
            "unbond_finalized id=1 staker=ada owner=cyd recipient=cyd amount=100 fee=2 fee_recipient=eve",
            "finalize_skipped kind=unbond id=3 reason=locked",
            "finalize_skipped kind=unbond id=77 reason=unknown",
            "transfer_finalized id=2 from=ada to=ben owner=cyd amount=60 fee=3 fee_recipient=eve tokens=1057",
        ]
    );
    assert_eq!(suite.holds(&eve), before + 5);
}

#[test]
fn a_batch_of_which_nothing_can_be_done_does_nothing_and_says_so() {
    let (mut suite, _, _, _, eve) = suite();

    let outcome = many(&mut suite, &eve, &[], &[7, 8]).unwrap();

    assert_eq!(suite.told(&outcome, CONTRACT).len(), 2);
    assert!(suite.told(&outcome, staker_registry::CONTRACT).is_empty());
}

/// D16: each transfer is tested against what the earlier ones left.
#[test]
fn transfers_of_one_batch_share_the_room_that_is_left() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    let dan = suite.who("dan");
    suite.delegate(&ben, &ben, 100).unwrap();
    suite.delegate(&dan, &ben, 900).unwrap();
    let open: Vec<u64> =
        [100, 100].map(|amount| id(&suite.transfer(&cyd, &ada, &ben, amount, 0).unwrap())).to_vec();
    suite.wait(600);
    // Room for 100 of the 200, while 100 more are expected.
    suite.undelegate(&ben, &ben, 50, 0).unwrap();
    let pool = suite.pool(&ben).unwrap();
    assert_eq!((pool.total_stake, pool.pending_stake), (uint(1_950), uint(200)));

    // Each alone finds the other one pending: 2100 - 1950 - 100 = 50 left.
    let outcome = many(&mut suite, &eve, &[], &open).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "finalize_skipped kind=transfer id=0 reason=destination",
            "finalize_skipped kind=transfer id=1 reason=destination",
        ]
    );
    suite.pools(&cyd, &ExecuteMsg::CancelTransfer { id: open[1] }, 0).unwrap();
    transfer(&mut suite, &eve, open[0], None).unwrap();
}

/// R-20, S-15: 20 ids together work, 21 do not.
#[test]
fn a_batch_is_an_increasing_list_of_1_to_20_ids() {
    let (mut suite, ada, _, cyd, eve) = suite();
    let unbonds: Vec<u64> = (0..20).map(|_| id(&suite.undelegate(&cyd, &ada, 1, 0).unwrap())).collect();
    suite.wait(86_400);

    let control = ContractError::Control;
    suite.refuses(control(ControlError::EmptyBatch { max: 20 }), |suite| many(suite, &eve, &[], &[]));
    let too_many = ControlError::TooMany { what: "ids in a batch", max: 20, given: 21 };
    suite.refuses(control(too_many), |suite| many(suite, &eve, &unbonds, &[99]));
    for (previous, next) in [(5, 5), (5, 4)] {
        let error = || control(ControlError::NotIncreasing { previous, next });
        suite.refuses(error(), |suite| many(suite, &eve, &[previous, next], &[]));
        suite.refuses(error(), |suite| many(suite, &eve, &[1], &[previous, next]));
    }
    many(&mut suite, &eve, &unbonds, &[]).unwrap();
}

/// Fault 41.
#[test]
fn of_two_hunters_in_one_block_one_is_paid() {
    let (mut suite, ada, ben, cyd, eve) = suite();
    let unbond = id(&suite.undelegate(&cyd, &ada, 200, 5).unwrap());
    let open = id(&suite.transfer(&cyd, &ada, &ben, 200, 5).unwrap());
    suite.wait(86_400);
    let before = (suite.holds(&ada), suite.holds(&eve));

    undelegate(&mut suite, &eve, unbond, None).unwrap();
    transfer(&mut suite, &eve, open, None).unwrap();
    let unknown = StakerError::UnknownItem { kind: ItemKind::Unbond, id: unbond };
    suite.refuses(unknown, |suite| undelegate(suite, &ada, unbond, None));
    suite.refuses(ContractError::UnknownTransfer { id: open }, |suite| transfer(suite, &ada, open, None));
    many(&mut suite, &ada, &[unbond], &[open]).unwrap();

    assert_eq!((suite.holds(&ada), suite.holds(&eve)), (before.0, before.1 + 10));
}
