//! Fault 42: everybody is sent coins of a thousand denoms that nobody knows.

use cosmwasm_std::{Addr, Coin};
use serde_json::json;
use tributary_simulator::ledger::Rows;
use tributary_simulator::Outcome;
use tributary_testing::model::Call;
use tributary_testing::town::{Town, AGREEMENTS, LONG, POSITION, UNBOND, UNDELEGATION};
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::license_nft::ExecuteMsg as LicenseMsg;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

/// Denoms.
const DENOMS: usize = 1_000;

/// A message or more to each contract that reads what it holds, pays or takes coins.
fn calls(town: &Town) -> Vec<Call> {
    let Town { ada, ben, cyd, dan, sol, eve, flo, gus, .. } = town;
    let (pool, agreement_id) = (ada.to_string(), AGREEMENTS[0]);
    let users = vec![cyd.to_string(), dan.to_string()];
    let amount = 100u128.into();
    vec![
        town.call(cyd, PoolMsg::Delegate { pool: pool.clone() }, 100),
        town.call(cyd, PoolMsg::WithdrawRewards { pool: pool.clone() }, 0),
        town.call(dan, PoolMsg::RedelegateRewards { pool: pool.clone() }, 0),
        town.call(cyd, PoolMsg::Undelegate { pool: pool.clone(), amount, fee: None }, 0),
        town.call(ben, PoolMsg::FinalizeUndelegate { id: UNDELEGATION, fee_recipient: None }, 0),
        town.call(ben, StakerMsg::FinalizeUnbond { id: UNBOND, fee_recipient: None }, 0),
        town.call(sol, StakerMsg::Bond { staker: sol.to_string() }, 100),
        town.call(ben, TreasuryMsg::DistributeRevenue {}, 1_000),
        town.call(ben, TreasuryMsg::Collect { pool, users, limit: None }, 0),
        town.call(cyd, TreasuryMsg::ClaimShare {}, 0),
        town.call(eve, VaultMsg::Stake { days: 30 }, 1_000),
        town.call(eve, VaultMsg::Withdraw { position_id: POSITION }, 0),
        town.call(flo, JointMsg::ClaimRewards { agreement_id }, 0),
        town.call(ben, JointMsg::SettleAgreement { agreement_id }, 0),
        town.call(ben, JointMsg::ReleasePrincipal { agreement_id }, 0),
        town.call(gus, LicenseMsg::FundReserve {}, 1_000),
        town.call(gus, LicenseMsg::ReclaimFunding { amount: None }, 0),
        town.call(ben, StakerMsg::ForwardRevenue {}, 0),
    ]
}

fn holders(town: &Town) -> Vec<Addr> {
    let places = town.runner.world.places();
    let coinbases = [&town.ada, &town.ben].map(|operator| places.coinbase(operator));
    places.contracts().into_iter().cloned().chain(coinbases).collect()
}

fn donate(town: &mut Town) {
    for holder in holders(town) {
        let balances = town.chain().balances().unwrap();
        let own = balances.get(&holder).into_iter().flatten();
        let mut coins: Vec<Coin> = own.map(|(denom, amount)| Coin::new(*amount, denom)).collect();
        coins.extend((0..DENOMS).map(|number| Coin::new(1u128, format!("dust{number:04}"))));
        town.chain().set_balance(&holder, coins).unwrap();
    }
}

/// What each call tells or why it is refused, and the rows that it touches.
fn played(town: &mut Town) -> Vec<(Result<Outcome, String>, Rows)> {
    let calls = calls(town);
    let play = |call: &Call| {
        let before = town.chain().rows();
        let outcome = town.send(call).map_err(|error| tributary_simulator::refusal::reason(&error));
        let after = town.chain().rows();
        (outcome, Rows { read: after.read - before.read, written: after.written - before.written })
    };
    calls.iter().map(play).collect()
}

#[test]
fn a_thousand_unknown_denoms_change_no_message_and_make_none_dearer() {
    let towns = [false, true].map(|dusty| {
        let mut town = Town::new().unwrap();
        town.wait(LONG).unwrap();
        if dusty {
            donate(&mut town);
        }
        town
    });
    let [mut clean, mut dusty] = towns;
    let names: Vec<String> = calls(&clean).iter().map(Call::name).collect();

    let (expected, found) = (played(&mut clean), played(&mut dusty));

    let works = expected.iter().filter(|(outcome, _)| outcome.is_ok()).count();
    assert!(works > 14, "{works} of {} work", names.len());
    for (name, ((outcome, rows), (expected, same))) in names.iter().zip(found.iter().zip(&expected)) {
        let told = |outcome: &Result<Outcome, String>| {
            outcome.as_ref().map(|it| (it.events.clone(), it.data.clone())).map_err(Clone::clone)
        };
        assert_eq!(told(outcome), told(expected), "{name}");
        assert_eq!(rows, same, "{name}");
    }
    for holder in holders(&dusty) {
        assert_eq!(dusty.chain().balance(&holder, "dust0999").unwrap().u128(), 1, "{holder}");
    }
}

/// What an operator recovers is one denom at a time, whatever else there is.
#[test]
fn a_foreign_denom_is_recovered_alone() {
    let mut town = Town::new().unwrap();
    donate(&mut town);
    let (ada, pools) = (town.ada.clone(), town.runner.world.places().pools.clone());
    let coinbase = town.runner.world.places().coinbase(&ada);
    let msg = json!({"recover_foreign": {"pool": ada, "denom": "dust0500"}});

    town.chain().execute(&ada, &pools, &msg, vec![]).unwrap();

    assert_eq!(town.chain().balance(&ada, "dust0500").unwrap().u128(), 1);
    assert_eq!(town.chain().balance(&coinbase, "dust0500").unwrap().u128(), 0);
    assert_eq!(town.chain().balance(&coinbase, "dust0501").unwrap().u128(), 1);
}
