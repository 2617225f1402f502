//! Invariants that compare two runs: PR-22, PR-23, G-10, G-16.

use std::collections::BTreeMap;

use anyhow::{ensure, Result};
use cosmwasm_std::Addr;
use tributary_simulator::ledger::Fingerprint;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;

use crate::dice::Dice;
use crate::machine::{Op, Runner};
use crate::model::{Call, Message};
use crate::network::{Parameters, DENOM};
use crate::world::{stake, Licensing, World};

/// What everybody has gained, by name of the role in the story.
pub type Gains = BTreeMap<usize, u128>;

/// PR-22: order and number of claims change nobody's total.
///
/// # Errors
/// If somebody's total differs.
pub fn pr_22(often: &Gains, once: &Gains) -> Result<()> {
    ensure!(often == once, "claims often: {often:?}, once: {once:?}");
    Ok(())
}

/// PR-23: equal histories earn alike (the first two are twins), and scaling all stakes changes rewards by a unit at most.
///
/// # Errors
/// If twins, or a scaled run, differ.
pub fn pr_23(plain: &Gains, scaled: &Gains) -> Result<()> {
    ensure!(plain.get(&0) == plain.get(&1), "twins earn {:?} and {:?}", plain.get(&0), plain.get(&1));
    for (who, gain) in plain {
        let other = scaled.get(who).copied().unwrap_or_default();
        ensure!(gain.abs_diff(other) <= 1, "{who} earns {gain}, with scaled stakes {other}");
    }
    Ok(())
}

/// G-10, natively: the same calls end in the same state, and in the same events.
///
/// # Errors
/// If they do not.
pub fn g_10(one: &(Fingerprint, String), other: &(Fingerprint, String)) -> Result<()> {
    ensure!(one.0 == other.0, "the same calls end in different states");
    ensure!(one.1 == other.1, "the same calls give different events");
    Ok(())
}

/// G-16: a batch does what its singles do.
///
/// # Errors
/// If they end in different states.
pub fn g_16(batch: Fingerprint, singles: Fingerprint) -> Result<()> {
    ensure!(batch == singles, "a batch ends in another state than its singles");
    Ok(())
}

/// A pool of person 7 with everybody else's delegations and rewards in between, from one seed.
///
/// # Errors
/// If a call fails.
pub fn earn(seed: u64, factor: u128, claims: impl Fn(&mut Dice) -> Vec<usize>) -> Result<Gains> {
    let (mut dice, mut claimers) = (Dice::new(seed), Dice::new(seed ^ 1));
    let (mut runner, people) = start()?;
    let pool = people[7].to_string();
    register(&mut runner, &people[7], 1_000_000 * factor)?;
    let twins = dice.between(1, 500) * factor;
    for (index, who) in people.iter().enumerate().take(6) {
        let amount = if index < 2 { twins } else { dice.between(1, 5_000) * factor };
        must(&mut runner, pools(who, PoolMsg::Delegate { pool: pool.clone() }, amount))?;
    }
    for _ in 0..12 {
        let amount = dice.between(1, 1_000_000);
        let owner = runner.world.cast.owner.clone();
        let to = runner.world.places().coinbase(&people[7]);
        runner.play(&Op::Send { from: owner, to, denom: DENOM.to_owned(), amount })?;
        runner.play(&Op::Advance { seconds: 6, blocks: 1 })?;
        let who = 2 + dice.index(4);
        if dice.chance(50) {
            let more = dice.between(1, 3_000) * factor;
            must(&mut runner, pools(&people[who], PoolMsg::Delegate { pool: pool.clone() }, more))?;
        }
        for index in claims(&mut claimers) {
            must(&mut runner, pools(&people[index], PoolMsg::WithdrawRewards { pool: pool.clone() }, 0))?;
        }
    }
    gains(&mut runner, &people)
}

/// What everybody holds more than it paid, once all have withdrawn.
fn gains(runner: &mut Runner, people: &[Addr]) -> Result<Gains> {
    let pool = people[7].clone();
    let mut gains = Gains::new();
    for (index, who) in people.iter().enumerate().take(6) {
        must(runner, pools(who, PoolMsg::WithdrawRewards { pool: pool.to_string() }, 0))?;
        let staked = runner.world.model.pools.tokens(&pool, who);
        let now = runner.view.balance(who, DENOM) + staked;
        gains.insert(index, now - PURSE);
    }
    Ok(gains)
}

const PURSE: u128 = 10u128.pow(20);

fn start() -> Result<(Runner, Vec<Addr>)> {
    let parameters = Parameters { purse: PURSE, ..Parameters::default() };
    let runner = Runner::new(World::new(&parameters, true, Licensing::AtOnce)?)?;
    let people = runner.world.cast.people.clone();
    Ok((runner, people))
}

fn pools(sender: &Addr, msg: PoolMsg, funds: u128) -> Call {
    Call { sender: sender.clone(), message: Message::Pools(msg), funds: stake(funds) }
}

fn must(runner: &mut Runner, call: Call) -> Result<()> {
    let name = call.name();
    ensure!(runner.transact(&[call])?, "{name} is refused");
    Ok(())
}

fn register(runner: &mut Runner, who: &Addr, amount: u128) -> Result<()> {
    let msg = PoolMsg::RegisterPool {
        signing_address: runner.world.cast.keys[7].to_string(),
        commission_ppm: 50_000,
        metadata_url: String::new(),
        metadata_hash: "00".repeat(32),
    };
    must(runner, pools(who, msg, amount))
}

/// Matured undelegations finalised together or one by one; the state afterwards.
///
/// # Errors
/// If a call fails.
pub fn finalized(seed: u64, together: bool) -> Result<Fingerprint> {
    let mut dice = Dice::new(seed);
    let (mut runner, people) = start()?;
    let pool = people[7].to_string();
    register(&mut runner, &people[7], 1_000_000)?;
    for who in &people[..6] {
        must(&mut runner, pools(who, PoolMsg::Delegate { pool: pool.clone() }, 5_000))?;
        let amount = dice.between(1, 4_000);
        let fee = Some(dice.below(amount).into());
        must(
            &mut runner,
            pools(who, PoolMsg::Undelegate { pool: pool.clone(), amount: amount.into(), fee }, 0),
        )?;
    }
    runner.play(&Op::Advance { seconds: 86_400, blocks: 100 })?;
    let ids: Vec<u64> = (0..6).filter(|_| dice.chance(70)).collect();
    let caller = &people[6];
    if together && !ids.is_empty() {
        let msg = PoolMsg::FinalizeMany { unbonds: ids, transfers: vec![], fee_recipient: None };
        must(&mut runner, pools(caller, msg, 0))?;
    } else {
        for id in ids {
            must(&mut runner, pools(caller, PoolMsg::FinalizeUndelegate { id, fee_recipient: None }, 0))?;
        }
    }
    Ok(runner.world.net.chain.fingerprint())
}

/// A whole random case: its last state and all its events.
///
/// # Errors
/// If the case fails.
pub fn whole_case(seed: u64, operations: usize) -> Result<(Fingerprint, String)> {
    let (runner, events) = crate::machine::case::play_out(crate::machine::Plan::new(seed, operations))?;
    Ok((runner.world.net.chain.fingerprint(), events))
}
