//! Faults 3 and 11: a contract that fails in the middle of a call of another, and what hooks may not do.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use tributary_simulator::refusal::reason;
use tributary_testing::machine::{Case, Op};
use tributary_testing::model::{Call, Message};
use tributary_testing::town::{Town, DAY, TRANSFER, UNDELEGATION};
use tributary_testing::watched::{watch, REFUSAL};
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

/// Everything for which the pool-registry needs the staker-registry.
fn calls_below(town: &Town) -> Vec<Call> {
    let Town { ada, ben, cyd, dan, flo, .. } = town;
    let pool = ada.to_string();
    let key = town.runner.world.cast.keys[9].to_string();
    let amount = 100u128.into();
    let register = PoolMsg::RegisterPool {
        signing_address: key.clone(),
        commission_ppm: 0,
        metadata_url: String::new(),
        metadata_hash: "00".repeat(32),
    };
    let transfer =
        PoolMsg::TransferDelegation { from_pool: pool.clone(), to_pool: ben.to_string(), amount, fee: None };
    let many =
        PoolMsg::FinalizeMany { unbonds: vec![UNDELEGATION], transfers: vec![TRANSFER], fee_recipient: None };
    // Below the operator's minimum: the pool is switched off in the same call.
    let shrink = PoolMsg::Undelegate { pool: pool.clone(), amount: 9_500u128.into(), fee: None };
    vec![
        town.call(flo, register, 2_000),
        town.call(cyd, PoolMsg::Delegate { pool: pool.clone() }, 100),
        town.call(cyd, PoolMsg::Undelegate { pool: pool.clone(), amount, fee: None }, 0),
        town.call(ada, shrink, 0),
        town.call(cyd, transfer, 0),
        town.call(dan, PoolMsg::CancelTransfer { id: TRANSFER }, 0),
        town.call(flo, PoolMsg::FinalizeUndelegate { id: UNDELEGATION, fee_recipient: None }, 0),
        town.call(flo, PoolMsg::FinalizeTransfer { id: TRANSFER, fee_recipient: None }, 0),
        town.call(flo, many, 0),
        town.call(cyd, PoolMsg::RedelegateRewards { pool }, 0),
        town.call(ada, PoolMsg::SetSigningAddress { signing_address: key }, 0),
    ]
}

#[test]
fn whichever_call_of_the_staker_registry_fails_nothing_is_left_and_the_next_try_works() {
    let mut most = 0;
    let names: Vec<String> = calls_below(&Town::new().unwrap()).iter().map(Call::name).collect();
    for (at, name) in names.iter().enumerate() {
        let mut town = Town::new().unwrap();
        town.wait(8 * DAY).unwrap();
        let call = calls_below(&town).swap_remove(at);
        let stakers = town.runner.world.places().stakers.clone();
        let watch = watch(town.chain(), &stakers, "staker-registry", |_, _| {}).unwrap();
        let before = town.chain().fingerprint();

        let mut working = 0;
        loop {
            watch.working.set(Some(working));
            let Err(error) = town.send(&call) else { break };
            assert!(reason(&error).contains(REFUSAL), "{name}: {}", reason(&error));
            assert_eq!(town.chain().fingerprint(), before, "{name} left something behind");
            working += 1;
        }

        assert!(working > 0, "{name} does not need the staker-registry");
        most = most.max(working);
        watch.working.set(None);
        let msg = PoolMsg::Delegate { pool: town.ben.to_string() };
        let after = town.call(&town.gus, msg, 5_000);
        town.send(&after).unwrap_or_else(|error| panic!("after {name}: {}", reason(&error)));
    }
    assert!(most > 1, "no call needs it twice");
}

/// A refusal of the wasmd depth or gas limit can then only hit the hook itself, never what it did: it does nothing but book.
#[test]
fn the_hooks_of_the_suite_answer_without_messages() {
    let told: Rc<RefCell<BTreeMap<&str, u32>>> = Rc::default();
    for seed in 0..3 {
        let mut case = Case::new(seed).unwrap();
        let places = case.runner.world.model.places.clone();
        for (contract, code, hook) in [
            (&places.treasury, "treasury-decay", "delegation_changed"),
            (&places.vault, "boosted-staking", "holdings_changed"),
        ] {
            let told = told.clone();
            let sees = move |msg: &[u8], response: &cosmwasm_std::Response| {
                if msg.starts_with(format!("{{\"{hook}\"").as_bytes()) {
                    assert!(response.messages.is_empty(), "{hook}: {:?}", response.messages);
                    *told.borrow_mut().entry(hook).or_default() += 1;
                }
            };
            watch(&mut case.runner.world.net.chain, contract, code, sees).unwrap();
        }

        case.open().unwrap();
        // To break and repair the treasury's code would end the watch.
        case.go_on(120, |op| !matches!(op, Op::Break { .. })).unwrap();
    }
    let told = told.borrow();
    assert!(told["delegation_changed"] > 20 && told["holdings_changed"] > 5, "{told:?}");
}

/// The foreign registrar of the tests refuses to hear of a liquidation, which then fails whole, and works once it listens.
#[test]
fn a_registrar_that_does_not_listen_stops_the_liquidation_of_its_staker_alone() {
    let mut town = Town::new().unwrap();
    let slasher = town.runner.world.cast.slasher.clone();
    let liquidate = |town: &Town, staker: &str, evidence: &str| {
        let msg = StakerMsg::Liquidate {
            staker: staker.to_owned(),
            amount: 10u128.into(),
            evidence_id: evidence.to_owned(),
            reason: "a fault".to_owned(),
        };
        town.call(&slasher, Message::Stakers(msg), 0)
    };
    let pools = town.runner.world.places().pools.clone();
    let watch = watch(town.chain(), &pools, "pool-registry", |_, _| {}).unwrap();
    watch.working.set(Some(0));
    let before = town.chain().fingerprint();

    let (of_pool, of_solo) =
        (liquidate(&town, town.ada.as_str(), "one"), liquidate(&town, town.sol.as_str(), "two"));
    assert!(town.send(&of_pool).is_err());
    assert_eq!(town.chain().fingerprint(), before);
    town.send(&of_solo).unwrap();
    watch.working.set(None);
    town.send(&of_pool).unwrap();
}
