//! `finalize_unbond`, `finalize_transfer`, `finalize_many`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{ExecuteMsg, ItemKind, CONTRACT};

use crate::support::suite::{id, uint, Suite};
use crate::world::DAY;

fn suite() -> (Suite, Addr, Addr, Addr) {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 2_000), suite.solo("tom", 2_000));
    let eve = suite.who("eve");
    (suite, sol, tom, eve)
}

fn many(suite: &mut Suite, who: &Addr, unbonds: &[u64], transfers: &[u64]) -> Result<Outcome> {
    let (unbonds, transfers) = (unbonds.to_vec(), transfers.to_vec());
    suite.stakers(who, &ExecuteMsg::FinalizeMany { unbonds, transfers, fee_recipient: None }, 0)
}

fn unknown(kind: ItemKind, id: u64) -> ContractError {
    ContractError::UnknownItem { kind, id }
}

#[test]
fn anybody_finalizes_an_unbond_and_is_paid_its_fee() {
    let (mut suite, sol, _, eve) = suite();
    let item = id(&suite.unbond(&sol, 500, 7).unwrap());
    suite.wait(DAY);
    let before = (suite.holds(&sol), suite.holds(&eve));

    let outcome = suite.finalize_unbond(&eve, item).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["unbond_finalized id=0 staker=sol owner=sol recipient=sol amount=500 fee=7 fee_recipient=eve"]
    );
    assert_eq!((suite.holds(&sol), suite.holds(&eve)), (before.0 + 493, before.1 + 7));
    assert_eq!((suite.totals().thawing, suite.holds(&suite.staker_registry)), (uint(0), 3_500));
}

#[test]
fn a_transfer_arrives_net_of_its_fee() {
    let (mut suite, sol, tom, _) = suite();
    let item = id(&suite.transfer_stake(&sol, &tom, 500, 7).unwrap());
    suite.wait(600);
    let before = suite.holds(&sol);

    let outcome = suite.finalize_transfer(&sol, item).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["transfer_finalized id=0 from=sol to=tom owner=sol amount=500 fee=7 fee_recipient=sol tokens=2493"]
    );
    assert_eq!(suite.holds(&sol), before + 7);
    let totals = suite.totals();
    assert_eq!((totals.tokens, totals.transferring, totals.power), (uint(3_993), uint(0), uint(3_993)));
}

#[test]
fn the_fee_goes_to_whom_the_caller_names_but_not_to_the_registry() {
    let (mut suite, sol, tom, eve) = suite();
    let unbond = id(&suite.unbond(&sol, 500, 7).unwrap());
    let transfer = id(&suite.transfer_stake(&sol, &tom, 500, 5).unwrap());
    suite.wait(DAY);
    let stakers = suite.staker_registry.clone();
    let messages = |to: &Addr| {
        let fee_recipient = Some(to.to_string());
        [
            ExecuteMsg::FinalizeMany {
                unbonds: vec![],
                transfers: vec![99],
                fee_recipient: fee_recipient.clone(),
            },
            ExecuteMsg::FinalizeUnbond { id: unbond, fee_recipient: fee_recipient.clone() },
            ExecuteMsg::FinalizeTransfer { id: transfer, fee_recipient },
        ]
    };
    let before = suite.holds(&eve);

    for msg in messages(&stakers) {
        suite.refuses(ContractError::RecipientIsSelf, |suite| suite.stakers(&sol, &msg, 0));
    }
    for msg in messages(&eve) {
        suite.stakers(&sol, &msg, 0).unwrap();
    }

    assert_eq!(suite.holds(&eve), before + 12);
}

/// S-09.
#[test]
fn nothing_is_finalized_a_second_early() {
    let (mut suite, sol, tom, _) = suite();
    let unbond = id(&suite.unbond(&sol, 500, 7).unwrap());
    let transfer = id(&suite.transfer_stake(&sol, &tom, 500, 5).unwrap());
    let locked = |release| ContractError::Control(ControlError::Locked { release });
    let (early, late) = (suite.after(600), suite.after(DAY));

    suite.wait(599);
    suite.refuses(locked(early), |suite| suite.finalize_transfer(&sol, transfer));
    suite.wait(1);
    suite.finalize_transfer(&sol, transfer).unwrap();
    suite.wait(DAY - 601);
    suite.refuses(locked(late), |suite| suite.finalize_unbond(&sol, unbond));
    suite.wait(1);
    suite.finalize_unbond(&sol, unbond).unwrap();
}

/// S-10, fault 41.
#[test]
fn an_item_is_finalized_once_and_as_what_it_is() {
    let (mut suite, sol, tom, eve) = suite();
    let unbond = id(&suite.unbond(&sol, 500, 7).unwrap());
    let transfer = id(&suite.transfer_stake(&sol, &tom, 500, 5).unwrap());
    suite.wait(DAY);

    suite.refuses(unknown(ItemKind::Unbond, transfer), |suite| suite.finalize_unbond(&sol, transfer));
    suite.refuses(unknown(ItemKind::Transfer, unbond), |suite| suite.finalize_transfer(&sol, unbond));
    suite.finalize_unbond(&eve, unbond).unwrap();
    suite.finalize_transfer(&sol, transfer).unwrap();
    for id in [unbond, 99, u64::MAX] {
        suite.refuses(unknown(ItemKind::Unbond, id), |suite| suite.finalize_unbond(&tom, id));
        suite.refuses(unknown(ItemKind::Transfer, id), |suite| suite.finalize_transfer(&sol, id));
    }
}

/// S-11.
#[test]
fn the_initiator_alone_finalizes_a_transfer() {
    let (mut suite, sol, tom, _) = suite();
    let (ada, ben, cyd) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0), suite.who("cyd"));
    let solo = id(&suite.transfer_stake(&sol, &tom, 500, 5).unwrap());
    suite.delegate(&cyd, &ada, 100).unwrap();
    let pools = id(&suite.transfer(&cyd, &ada, &ben, 100, 5).unwrap());
    suite.wait(600);

    let not = |id, initiator: &Addr| ContractError::NotInitiator { id, initiator: initiator.clone() };
    suite.refuses(not(solo, &sol), |suite| suite.finalize_transfer(&tom, solo));
    suite.refuses(not(solo, &sol), |suite| many(suite, &tom, &[], &[solo]));
    let registry = suite.pool_registry.clone();
    for who in [&cyd, &ada, &ben] {
        suite.refuses(not(pools, &registry), |suite| suite.finalize_transfer(who, pools));
    }
}

/// S-06, R-23: a fee of everything leaves nothing to send, a fee of nothing has nobody to be sent to.
#[test]
fn coins_of_nothing_are_not_sent() {
    let (mut suite, sol, _, eve) = suite();
    let all = id(&suite.unbond(&sol, 500, 500).unwrap());
    let none = id(&suite.unbond(&sol, 500, 0).unwrap());
    suite.wait(DAY);
    let before = (suite.holds(&sol), suite.holds(&eve));

    let outcome = suite.finalize_unbond(&eve, all).unwrap();
    assert_eq!(outcome.events.iter().filter(|event| event.ty == "transfer").count(), 1);
    let outcome = suite.finalize_unbond(&eve, none).unwrap();
    assert_eq!(outcome.events.iter().filter(|event| event.ty == "transfer").count(), 1);

    assert_eq!((suite.holds(&sol), suite.holds(&eve)), (before.0 + 500, before.1 + 500));
}

#[test]
fn a_batch_does_what_is_ready_pays_the_fees_together_and_reports_the_rest() {
    let (mut suite, sol, tom, eve) = suite();
    let first = id(&suite.unbond(&sol, 100, 1).unwrap());
    let second = id(&suite.unbond(&tom, 100, 2).unwrap());
    let third = id(&suite.transfer_stake(&sol, &tom, 100, 4).unwrap());
    suite.wait(DAY);
    let locked = id(&suite.unbond(&sol, 100, 0).unwrap());
    let moving = id(&suite.transfer_stake(&sol, &tom, 100, 0).unwrap());
    let before = (suite.holds(&sol), suite.holds(&tom));

    let outcome = many(&mut suite, &sol, &[first, second, locked, 99], &[third, moving, 99]).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "unbond_finalized id=0 staker=sol owner=sol recipient=sol amount=100 fee=1 fee_recipient=sol",
            "unbond_finalized id=1 staker=tom owner=tom recipient=tom amount=100 fee=2 fee_recipient=sol",
            "finalize_skipped kind=unbond id=3 reason=locked",
            "finalize_skipped kind=unbond id=99 reason=unknown",
            "transfer_finalized id=2 from=sol to=tom owner=sol amount=100 fee=4 fee_recipient=sol tokens=1996",
            "finalize_skipped kind=transfer id=4 reason=locked",
            "finalize_skipped kind=transfer id=99 reason=unknown",
        ]
    );
    assert_eq!((suite.holds(&sol), suite.holds(&tom)), (before.0 + 99 + 7, before.1 + 98));
    let transfers = outcome.events.iter().filter(|event| event.ty == "transfer").count();
    assert_eq!(transfers, 3, "the fees go in one payment");
    many(&mut suite, &eve, &[98, 99], &[]).unwrap();
}

/// S-15.
#[test]
fn a_batch_is_an_increasing_list_of_1_to_20_ids() {
    let (mut suite, sol, _, eve) = suite();
    let unbonds: Vec<u64> = (0..20).map(|_| id(&suite.unbond(&sol, 1, 0).unwrap())).collect();
    suite.wait(DAY);

    let control = ContractError::Control;
    suite.refuses(control(ControlError::EmptyBatch { max: 20 }), |suite| many(suite, &eve, &[], &[]));
    let too_many = ControlError::TooMany { what: "ids in a batch", max: 20, given: 21 };
    suite.refuses(control(too_many), |suite| many(suite, &eve, &unbonds, &[5]));
    for (previous, next) in [(5, 5), (5, 4)] {
        let error = || control(ControlError::NotIncreasing { previous, next });
        suite.refuses(error(), |suite| many(suite, &eve, &[1, previous, next], &[]));
        suite.refuses(error(), |suite| many(suite, &eve, &[], &[previous, next]));
    }
    many(&mut suite, &eve, &unbonds, &[]).unwrap();
    assert_eq!(suite.totals().thawing, uint(0));
}

/// A-05, faults 1 and 2: a bank that cannot pay, neither the owner nor, later, the fee. That it does not pay somebody is tried in
/// the whole network.
#[test]
fn a_payment_that_the_bank_refuses_leaves_the_item_open_for_another_try() {
    let (mut suite, sol, _, eve) = suite();
    let item = id(&suite.unbond(&sol, 500, 7).unwrap());
    suite.wait(DAY);
    let stakers = suite.staker_registry.clone();
    let before = (suite.holds(&sol), suite.holds(&eve));

    for there in [0, 492, 493, 499] {
        suite.set_stake(&stakers, there);
        suite.refuses_with("Cannot Sub", |suite| suite.finalize_unbond(&eve, item));
        suite.refuses_with("Cannot Sub", |suite| many(suite, &eve, &[item], &[]));
    }
    suite.set_stake(&stakers, 500);
    suite.finalize_unbond(&eve, item).unwrap();

    assert_eq!((suite.holds(&sol), suite.holds(&eve)), (before.0 + 493, before.1 + 7));
}
