//! Faults 19 and 21: a clock that stands still, creeps, or is some minutes off at an edge.

use std::collections::BTreeMap;

use serde_json::{json, Value};
use tributary_simulator::refusal::reason;
use tributary_testing::model::Call;
use tributary_testing::town::{Town, AGREEMENTS, DAY, POSITION};
use tributary_testing::Parameters;
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

/// Blocks without time.
const BLOCKS: u64 = 1_000;

/// Ten minutes.
const OFF: u64 = 600;

/// A town in which everything runs on: agreements and positions for weeks, rewards and revenue being released.
fn town() -> Town {
    let mut parameters =
        Parameters { release_period: Some(cw_utils::Duration::Time(20 * DAY)), ..Parameters::default() };
    parameters.escrow.day_secs = DAY;
    parameters.revenue.release_secs = 20 * DAY;
    let mut town = Town::with(&parameters).unwrap();
    let ada = town.ada.clone();
    town.reward(&ada, 1_000_000).unwrap();
    town
}

/// All that time does to people.
fn figures(town: &Town) -> Vec<Value> {
    let (chain, places) = (&town.runner.world.net.chain, town.runner.world.places());
    let (pool, user) = (&town.ada, &town.cyd);
    let asked = [
        (&places.pools, json!({"rewards": {"pool": pool, "delegator": user}})),
        (&places.pools, json!({"outstanding_rewards": {"pool": pool}})),
        (&places.vault, json!({"vault": {}})),
        (&places.vault, json!({"position": {"position_id": POSITION}})),
        (&places.joint, json!({"totals": {}})),
        (&places.joint, json!({"pending_rewards": {"agreement_id": AGREEMENTS[0]}})),
        (&places.treasury, json!({"revenue": {}})),
        (&places.treasury, json!({"epoch": {}})),
        (&places.treasury, json!({"threshold": {}})),
        (&places.treasury, json!({"users": {}})),
    ];
    // What is over answers an error, which is a figure as well.
    let ask = |(contract, msg)| chain.query(contract, &msg).unwrap_or_else(|error| json!(reason(&error)));
    asked.into_iter().map(ask).collect()
}

/// Whatever books, settles or pays.
fn touches(town: &Town) -> Vec<Call> {
    let Town { ada, ben, cyd, eve, flo, gus, .. } = town;
    let pool = ada.to_string();
    let settle = TreasuryMsg::Settle { user: cyd.to_string(), limit: None };
    let collect = TreasuryMsg::Collect { pool: pool.clone(), users: vec![cyd.to_string()], limit: None };
    let claim = VaultMsg::Claim { position_id: None, start_after: None, limit: None };
    let mut calls = vec![
        town.call(cyd, PoolMsg::WithdrawRewards { pool: pool.clone() }, 0),
        town.call(ada, PoolMsg::WithdrawRewards { pool }, 0),
        town.call(ben, VaultMsg::Advance {}, 0),
        town.call(eve, claim, 0),
        town.call(ben, JointMsg::Advance { limit: None }, 0),
        town.call(ben, settle, 0),
        town.call(ben, collect, 0),
        town.call(cyd, TreasuryMsg::ClaimShare {}, 0),
    ];
    for who in [flo, gus] {
        for agreement_id in AGREEMENTS {
            calls.push(town.call(who, JointMsg::ClaimRewards { agreement_id }, 0));
        }
    }
    calls
}

fn purses(town: &Town) -> Vec<u128> {
    town.runner.world.cast.people.iter().map(|who| town.purse(who).unwrap()).collect()
}

#[test]
fn blocks_alone_and_nanoseconds_pay_nobody() {
    let mut town = town();
    let calls = touches(&town);
    // Twice, since what is collected arrives in a coinbase.
    for call in calls.iter().chain(&calls) {
        let _ = town.send(call);
    }
    let before = (figures(&town), purses(&town));

    for nanos in [0, 1] {
        for block in 0..BLOCKS {
            town.chain().advance_nanos(nanos, 1).unwrap();
            let call = &calls[block as usize % calls.len()];
            // Nothing is left to claim: some say so.
            let _ = town.send(call);
            if block % 100 == 0 {
                assert_eq!(figures(&town), before.0, "{nanos} ns, {block} blocks");
            }
        }
        assert_eq!((figures(&town), purses(&town)), before, "{nanos} ns");
    }

    // It was not for lack of something to earn.
    town.chain().advance(DAY, 1).unwrap();
    for call in &calls {
        let _ = town.send(call);
    }
    let later = purses(&town);
    for (who, (now, then)) in later.iter().zip(&before.1).enumerate() {
        let earns = ![1, 3, 4, 5].contains(&who);
        assert_eq!(now > then, earns, "person {who}: {then} then, {now} now");
    }
}

/// The moments at which something begins or ends for somebody in the town.
fn edges(town: &Town) -> BTreeMap<u64, &'static str> {
    let model = &town.runner.world.model;
    let now = model.now.seconds;
    let mut edges =
        BTreeMap::from([(model.treasury.epoch.end, "epoch"), (model.treasury.release_end, "release")]);
    let vault = &model.vault;
    let day = |start: u64, at: u64| start + ((now - start) / DAY + at) * DAY;
    edges.insert(day(vault.terms.start, 3), "day of the vault");
    edges.insert(vault.positions[&POSITION].ends, "maturity in the vault");
    edges.insert(vault.positions[&POSITION].ends + vault.vesting_seconds(), "end of the vesting");
    for agreement_id in AGREEMENTS {
        edges.insert(model.joint.agreements[&agreement_id].end, "maturity in the escrow");
    }
    edges.insert(now + DAY, "lock");
    edges
}

/// The town as it ends, with touches at every edge or beside it, and at which of them the unbond could be finalised.
fn visited(off: i64) -> (Vec<Value>, Vec<u128>, Vec<bool>) {
    let mut town = town();
    let (sol, staker) = (town.sol.clone(), town.sol.to_string());
    let amount = 100u128.into();
    town.must(&sol, StakerMsg::Unbond { staker, amount, fee: None, recipient: None, owner: None }, 0)
        .unwrap();
    let id = town.runner.world.model.stakers.next_id - 1;
    let edges = edges(&town);
    assert!(edges.len() > 5, "{edges:?}");
    let calls = touches(&town);
    let finalize = town.call(&town.ben, StakerMsg::FinalizeUnbond { id, fee_recipient: None }, 0);
    let mut finalized = vec![];
    let visit = |town: &mut Town, moment: u64| {
        let seconds = moment.saturating_sub(town.runner.world.net.chain.block().time.seconds());
        town.chain().advance(seconds, 1).unwrap();
        for call in &calls {
            let _ = town.send(call);
        }
        let roll = town.call(&town.ben, TreasuryMsg::RollEpoch {}, 0);
        let _ = town.send(&roll);
    };
    for edge in edges.keys() {
        visit(&mut town, edge.saturating_add_signed(off));
        if edges[edge] == "lock" {
            finalized.push(town.send(&finalize).is_ok());
        }
    }
    let end = edges.keys().last().unwrap() + DAY;
    visit(&mut town, end);
    finalized.push(town.send(&finalize).is_ok());
    (figures(&town), purses(&town), finalized)
}

#[test]
fn a_clock_that_is_minutes_off_at_an_edge_moves_that_edge_alone() {
    let off = OFF as i64;
    let (early, exact, late) = (visited(-off), visited(0), visited(off));

    assert_eq!((&early.2, &exact.2, &late.2), (&vec![false, true], &vec![true, false], &vec![true, false]));
    for (when, seen) in [("early", early), ("late", late)] {
        for (found, expected) in seen.0.iter().zip(&exact.0) {
            assert!(alike(found, expected), "{when}: {found} instead of {expected}");
        }
        for (found, expected) in seen.1.iter().zip(&exact.1) {
            assert!(found.abs_diff(*expected) <= UNITS, "{when}: {found} instead of {expected}");
        }
    }
}

/// A unit for each visit: bookings and payments are rounded down.
const UNITS: u128 = 8;

/// Whether two answers are the same, amounts up to what is rounded down on the way.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len() && one.iter().all(|(key, value)| alike(value, &other[key]))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::String(one), Value::String(other)) => match (one.parse::<u128>(), other.parse::<u128>()) {
            (Ok(one), Ok(other)) => one.abs_diff(other) <= UNITS,
            _ => one == other,
        },
        _ => one == other,
    }
}
