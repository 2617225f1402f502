//! The ends of the numbers, and several messages at once.

use cosmwasm_std::{coin, to_json_binary, CosmosMsg, OverflowError, OverflowOperation, WasmMsg};
use tributary_controls::packed::to_bytes;
use tributary_staker_registry::state::{Ledger, LEDGER};
use tributary_staker_registry::ContractError;
use tributary_testing::{Parameters, DENOM};
use tributary_types::staker_registry::{ExecuteMsg, ItemKind};

use crate::support::suite::{id, uint, Suite};
use crate::world::DAY;

/// Fault 51: no id is used twice, and what is open leaves.
#[test]
fn when_the_ids_are_used_up_nothing_opens_and_everything_open_leaves() {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 1_000), suite.solo("tom", 1_000));
    let totals = suite.totals();
    let ledger = Ledger {
        next_id: u64::MAX - 2,
        stakers: totals.stakers,
        active_stakers: totals.active_stakers,
        power: totals.power,
        tokens: totals.tokens,
        ..Ledger::default()
    };
    suite.seed_stakers(LEDGER.as_slice(), to_bytes(&ledger));

    let unbond = id(&suite.unbond(&sol, 10, 1).unwrap());
    let transfer = id(&suite.transfer_stake(&sol, &tom, 10, 1).unwrap());

    assert_eq!((unbond, transfer), (u64::MAX - 2, u64::MAX - 1));
    let overflow = || ContractError::Overflow(OverflowError::new(OverflowOperation::Add));
    suite.refuses(overflow(), |suite| suite.unbond(&sol, 10, 1));
    suite.refuses(overflow(), |suite| suite.transfer_stake(&sol, &tom, 10, 1));
    suite.wait(DAY);
    let batch =
        ExecuteMsg::FinalizeMany { unbonds: vec![unbond], transfers: vec![transfer], fee_recipient: None };
    suite.stakers(&sol, &batch, 0).unwrap();
    let gone = ContractError::UnknownItem { kind: ItemKind::Unbond, id: unbond };
    suite.refuses(gone, |suite| suite.finalize_unbond(&sol, unbond));
}

/// Fault 12: a batch of messages in one transaction is as good as one after the other.
#[test]
fn messages_of_one_transaction_see_each_other() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);
    let contract_addr = suite.staker_registry.to_string();
    let message = |msg: &ExecuteMsg, funds| -> CosmosMsg {
        let msg = to_json_binary(msg).unwrap();
        WasmMsg::Execute { contract_addr: contract_addr.clone(), msg, funds }.into()
    };
    let staker = sol.to_string();
    let (amount, fee, recipient, owner) = (uint(1_500), None, None, None);

    let outcomes = suite.chain.execute_many(
        &sol,
        vec![
            message(&ExecuteMsg::Bond { staker: staker.clone() }, vec![coin(500, DENOM)]),
            message(&ExecuteMsg::Unbond { staker: staker.clone(), amount, fee, recipient, owner }, vec![]),
            message(&ExecuteMsg::Bond { staker }, vec![coin(7, DENOM)]),
        ],
    );

    assert_eq!(outcomes.unwrap().len(), 3);
    assert_eq!((suite.staker(&sol).tokens, suite.totals().thawing), (uint(7), uint(1_500)));
}

/// Fault 49: a weight beyond 128 bits is refused on the way in, and whoever is in gets out.
#[test]
fn a_weight_beyond_128_bits_does_not_come_about() {
    // Twice that and 5001 coins are all that 128 bits hold.
    let half = uint((u128::MAX - 5_001) / 2);
    let mut suite = Suite::licensed_with(&Parameters::default(), |msg| {
        msg.coins_per_license = half;
        msg.cap = Some(2);
    });
    let sol = suite.solo("sol", 5_002);
    suite.mint(&sol, &["1", "2"]);
    suite.bond_license(&sol, &sol, "1").unwrap();

    let overflow = || ContractError::Overflow(OverflowError::new(OverflowOperation::Add));
    suite.refuses(overflow(), |suite| suite.bond_license(&sol, &sol, "2"));
    suite.unbond(&sol, 1, 0).unwrap();
    suite.bond_license(&sol, &sol, "2").unwrap();
    assert_eq!(suite.staker(&sol).weight, uint(u128::MAX));
    suite.refuses(overflow(), |suite| suite.bond(&sol, &sol, 1));
    for id in ["1", "2"] {
        suite.unbond_license(&sol, id).unwrap();
    }
    suite.unbond(&sol, 5_001, 0).unwrap();
    suite.wait(DAY);
    suite.release_license(&sol, "1").unwrap();
    assert_eq!((suite.staker(&sol).weight, suite.totals().power), (uint(0), uint(0)));
}

/// Fault 49: whoever is off today may count because somebody leaves, so there is room for all of them at any time.
#[test]
fn weights_that_are_off_count_towards_128_bits() {
    // Four times that and 3 coins are all that 128 bits hold.
    let quarter = uint(u128::MAX / 4);
    let mut suite = Suite::licensed_with(&Parameters { min_self_stake: 1, ..Parameters::default() }, |msg| {
        msg.coins_per_license = quarter;
        msg.cap = Some(4);
    });
    let (sol, tom) = (suite.solo("sol", 2), suite.solo("tom", 1));
    suite.mint(&sol, &["1", "2"]);
    suite.mint(&tom, &["3", "4"]);
    for id in ["1", "2"] {
        suite.bond_license(&sol, &sol, id).unwrap();
    }
    suite.stakers(&sol, &ExecuteMsg::SetState { staker: sol.to_string(), active: false }, 0).unwrap();
    suite.bond_license(&tom, &tom, "3").unwrap();
    suite.bond_license(&tom, &tom, "4").unwrap();

    let overflow = ContractError::Overflow(OverflowError::new(OverflowOperation::Add));
    suite.refuses(overflow, |suite| suite.bond(&tom, &tom, 1));
    suite.stakers(&sol, &ExecuteMsg::SetState { staker: sol.to_string(), active: true }, 0).unwrap();
    assert_eq!(suite.totals().power, uint(u128::MAX));
}

/// Fault 24: a lock that would end after the last nanosecond of the clock, in the year 2554, breaks the call off and does not wrap.
#[test]
fn time_does_not_wrap() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);
    let left = u64::MAX / 1_000_000_000 - suite.chain.block().time.seconds();
    suite.chain.advance(left - DAY - 1, 1).unwrap();
    suite.unbond(&sol, 10, 0).unwrap();
    suite.chain.advance(2, 1).unwrap();

    suite.refuses_with("overflow", |suite| suite.unbond(&sol, 10, 0));
}

/// Fault 42: donations to the registry are nobody's.
#[test]
fn a_donation_changes_nothing() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);
    let (before, stakers) = (suite.totals(), suite.staker_registry.clone());

    suite.chain.send(&sol, &stakers, vec![coin(77, DENOM)]).unwrap();

    assert_eq!(suite.totals(), before);
    let item = id(&suite.unbond(&sol, 1_000, 0).unwrap());
    suite.wait(DAY);
    suite.finalize_unbond(&sol, item).unwrap();
    assert_eq!(suite.holds(&stakers), 77);
}
