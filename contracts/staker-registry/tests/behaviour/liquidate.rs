//! `liquidate`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_staker_registry::ContractError;
use tributary_types::pool_registry;
use tributary_types::staker_registry::{
    ConfigChange, ExecuteMsg, Liquidation, QueryMsg, SlasherChange, TransferResponse, UnbondResponse,
    CONTRACT,
};

use crate::support::suite::{data, id, uint, Suite};
use crate::world::DAY;

/// Sol with 1000 bonded, unbonds of 100 (fee 60) and 200, transfers to tom of 300 (fee 250) and 400.
fn suite() -> (Suite, Addr, Addr) {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 2_000), suite.solo("tom", 1_000));
    suite.unbond(&sol, 100, 60).unwrap();
    suite.transfer_stake(&sol, &tom, 300, 250).unwrap();
    suite.unbond(&sol, 200, 0).unwrap();
    suite.transfer_stake(&sol, &tom, 400, 0).unwrap();
    (suite, sol, tom)
}

fn unbond(suite: &Suite, id: u64) -> Option<(u128, u128)> {
    let found = suite.ask_stakers::<UnbondResponse>(&QueryMsg::UnbondItem { id }).ok()?;
    Some((found.amount.u128(), found.fee.u128()))
}

fn transfer(suite: &Suite, id: u64) -> Option<(u128, u128)> {
    let found = suite.ask_stakers::<TransferResponse>(&QueryMsg::TransferItem { id }).ok()?;
    Some((found.amount.u128(), found.fee.u128()))
}

#[test]
fn bonded_stake_is_taken_first() {
    let (mut suite, sol, _) = suite();

    let outcome = suite.liquidate(&sol, 400, "one").unwrap();

    assert_eq!(
        data::<Liquidation>(&outcome),
        Liquidation { taken: uint(400), left: uint(0), burned: 0, surplus: uint(0) }
    );
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["liquidated staker=sol taken=400 left=0 from_tokens=400 burned=0 surplus=0 evidence_id=one reason=double sign tokens=600 licenses=0"]
    );
    let totals = suite.totals();
    assert_eq!((totals.tokens, totals.revenue_due), (uint(1_600), uint(400)));
    assert_eq!((totals.power, totals.active_stakers), (uint(1_000), 1));
    assert_eq!((totals.thawing, totals.transferring), (uint(300), uint(700)));
}

/// D22: then unbonds by id, then transfers by id; fees are cut, and what is left with nothing is gone.
#[test]
fn then_open_unbonds_and_then_transfers_each_by_id() {
    let (mut suite, sol, _) = suite();

    let outcome = suite.liquidate(&sol, 1_050, "one").unwrap();
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "liquidated staker=sol taken=1050 left=0 from_tokens=1000 burned=0 surplus=0 evidence_id=one reason=double sign tokens=0 licenses=0",
            "item_liquidated kind=unbond id=0 taken=50 amount=50 fee=50",
        ]
    );
    assert_eq!(unbond(&suite, 0), Some((50, 50)));
    let outcome = suite.liquidate(&sol, 450, "two").unwrap();
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "liquidated staker=sol taken=450 left=0 from_tokens=0 burned=0 surplus=0 evidence_id=two reason=double sign tokens=0 licenses=0",
            "item_liquidated kind=unbond id=0 taken=50 amount=0 fee=0",
            "item_liquidated kind=unbond id=2 taken=200 amount=0 fee=0",
            "item_liquidated kind=transfer id=1 taken=200 amount=100 fee=100",
        ]
    );

    assert_eq!((unbond(&suite, 0), unbond(&suite, 2)), (None, None));
    assert_eq!((transfer(&suite, 1), transfer(&suite, 3)), (Some((100, 100)), Some((400, 0))));
    let totals = suite.totals();
    assert_eq!((totals.thawing, totals.transferring, totals.revenue_due), (uint(0), uint(500), uint(1_500)));
    // A transfer whose fee is all that is left still arrives.
    suite.wait(600);
    suite.finalize_transfer(&sol, 1).unwrap();
}

#[test]
fn what_is_not_there_cannot_be_taken() {
    let (mut suite, sol, _) = suite();

    let outcome = suite.liquidate(&sol, 5_000, "one").unwrap();

    assert_eq!(
        data::<Liquidation>(&outcome),
        Liquidation { taken: uint(2_000), left: uint(3_000), burned: 0, surplus: uint(0) }
    );
    let nothing = ContractError::NothingToTake { staker: sol.clone() };
    suite.refuses(nothing, |suite| suite.liquidate(&sol, 1, "two"));
    // The evidence of a refused call can still be used.
    suite.bond(&sol, &sol, 10).unwrap();
    suite.liquidate(&sol, 1, "two").unwrap();
}

/// D22: of a pool the operator's tokens and unbonds, nothing of the delegators, no transfers.
#[test]
fn of_a_pool_the_operator_alone_answers() {
    let mut suite = Suite::default();
    let (ada, ben, cyd) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0), suite.who("cyd"));
    suite.delegate(&cyd, &ada, 5_000).unwrap();
    let own = id(&suite.undelegate(&ada, &ada, 300, 0).unwrap());
    let others = id(&suite.undelegate(&cyd, &ada, 400, 0).unwrap());
    let moving = id(&suite.transfer(&cyd, &ada, &ben, 500, 0).unwrap());

    let outcome = suite.liquidate(&ada, 10_000, "one").unwrap();

    assert_eq!(
        data::<Liquidation>(&outcome),
        Liquidation { taken: uint(1_000), left: uint(9_000), burned: 0, surplus: uint(0) }
    );
    assert_eq!(unbond(&suite, own), None);
    assert_eq!((unbond(&suite, others), transfer(&suite, moving)), (Some((400, 0)), Some((500, 0))));
    assert_eq!(suite.staker(&ada).tokens, uint(4_100));
    assert_eq!(suite.pool(&ada).unwrap().total_stake, uint(4_100));
    // With nothing bonded of its own there is nothing to tell the pool-registry.
    suite.delegate(&ada, &ada, 1_000).unwrap();
    suite.undelegate(&ada, &ada, 1_000, 0).unwrap();
    let outcome = suite.liquidate(&ada, 10, "two").unwrap();
    assert!(suite.told(&outcome, pool_registry::CONTRACT).is_empty());
}

/// L-07, L-08, and who.
#[test]
fn evidence_works_once_and_for_the_slasher_alone() {
    let (mut suite, sol, tom) = suite();
    let eve = suite.who("eve");
    let mut attempt = |who: &Addr, staker: &Addr, amount: u128, evidence_id: &str, reason: &str, error| {
        let msg = ExecuteMsg::Liquidate {
            staker: staker.to_string(),
            amount: uint(amount),
            evidence_id: evidence_id.to_owned(),
            reason: reason.to_owned(),
        };
        let call = |suite: &mut Suite| -> Result<Outcome> { suite.stakers(who, &msg, 0) };
        match error {
            Some(error) => suite.refuses(error, call),
            None => drop(call(&mut suite).unwrap()),
        }
    };
    let slasher = Suite::default().slasher;
    let length = |field, given| Some(ControlError::TextLength { field, max: 128, given }.into());
    let long = "x".repeat(129);

    attempt(&eve, &sol, 5, "one", "why", Some(ContractError::NotSlasher));
    attempt(&slasher, &eve, 5, "one", "why", Some(ContractError::UnknownStaker { staker: eve.clone() }));
    attempt(&slasher, &sol, 0, "one", "why", Some(ContractError::Control(ControlError::ZeroAmount)));
    attempt(&slasher, &sol, 5, "", "why", length("evidence id", 0));
    attempt(&slasher, &sol, 5, &long, "why", length("evidence id", 129));
    attempt(&slasher, &sol, 5, "one", &long, length("reason", 129));
    attempt(&slasher, &sol, 5, "one", &long[1..], None);
    attempt(&slasher, &sol, 5, "two", "", None);
    let used = |id: &str| Some(ContractError::EvidenceUsed { evidence_id: id.to_owned() });
    attempt(&slasher, &sol, 5, "one", "why", used("one"));
    attempt(&slasher, &tom, 5, "one", "why", used("one"));
    attempt(&slasher, &sol, 5, &long[1..], "why", None);
}

#[test]
fn without_a_slasher_nobody_liquidates() {
    let mut suite = Suite::default();
    let nobody = ConfigChange { slasher: Some(SlasherChange::None {}), ..ConfigChange::default() };
    suite.announce(&nobody).unwrap();
    let sol = suite.solo("sol", 1_000);

    suite.refuses(ContractError::NotSlasher, |suite| suite.liquidate(&sol, 5, "one"));
    let eve = suite.who("eve");
    let somebody =
        ConfigChange { slasher: Some(SlasherChange::Set(eve.to_string())), ..ConfigChange::default() };
    suite.announce(&somebody).unwrap();
    suite.wait(2 * DAY);
    suite.stakers(&eve, &ExecuteMsg::ApplyConfig {}, 0).unwrap();
    suite.slasher = eve;
    suite.liquidate(&sol, 5, "one").unwrap();
}

/// D22, D23: it goes on while paused, and without any treasury.
#[test]
fn a_liquidation_depends_on_nobody() {
    let (mut suite, sol, _) = suite();
    let guardian = suite.guardian.clone();
    suite.stakers(&guardian, &ExecuteMsg::Pause {}, 0).unwrap();

    suite.liquidate(&sol, 5, "one").unwrap();
}
