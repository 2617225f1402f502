//! The invariants, one function each, by their ids.
//!
//! They read what the contracts store and answer, the events of the step, and running totals; from the model they take only
//! what no contract can know: who donated what, and what everybody is owed in justice.

pub mod coinbase;
pub mod elsewhere;
pub mod joint;
pub mod joint_network;
pub mod joint_steps;
pub mod licenses;
pub mod pool_history;
pub mod pool_rewards;
pub mod pool_stakes;
pub mod pool_steps;
pub mod staker_registry;
pub mod suite;
pub mod suite_steps;
pub mod treasury;
pub mod treasury_steps;
pub mod vault;
pub mod vault_steps;

use std::fmt::Display;

use anyhow::{bail, Context as _, Result};
use cosmwasm_std::Addr;

use crate::ghost::Ghost;
use crate::machine::step::Step;
use crate::model::{Call, Message};
use crate::view::View;
use crate::world::World;

/// What a check looks at.
pub struct Context<'a> {
    /// The chain and its model.
    pub world: &'a World,
    /// What was stored before the step.
    pub before: &'a View,
    /// What is stored now.
    pub after: &'a View,
    /// What happened.
    pub step: &'a Step,
    /// Running totals.
    pub ghost: &'a Ghost,
}

/// When a check is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// After every step.
    Step,
    /// After every step, refused ones too.
    Refusal,
    /// Every so many steps, and at the end.
    Thorough,
}

/// One invariant.
pub struct Invariant {
    /// Its id.
    pub id: &'static str,
    /// When it is checked.
    pub when: When,
    /// The check.
    pub check: fn(&Context) -> Result<()>,
}

/// All invariants that are checked along a run.
pub fn all() -> Vec<Invariant> {
    let mut all = vec![];
    all.extend(staker_registry::invariants());
    all.extend(coinbase::invariants());
    all.extend(pool_stakes::invariants());
    all.extend(pool_rewards::invariants());
    all.extend(pool_steps::invariants());
    all.extend(pool_history::invariants());
    all.extend(licenses::invariants());
    all.extend(treasury::invariants());
    all.extend(vault::invariants());
    all.extend(joint_network::invariants());
    all.extend(suite::invariants());
    all.extend(suite_steps::invariants());
    all
}

thread_local! {
    static ALL: Vec<Invariant> = all();
}

/// Checks what is due after a step.
///
/// # Errors
/// The first broken invariant.
pub fn check_all(context: &Context) -> Result<()> {
    let thorough = context.step.thorough || context.step.end.is_some();
    ALL.with(|all| {
        for Invariant { id, when, check } in all {
            let due = match when {
                When::Step => context.step.ok,
                When::Refusal => true,
                When::Thorough => context.step.ok && thorough,
            };
            if due {
                check(context).context(*id)?;
            }
        }
        Ok(())
    })
}

/// Fails unless both are equal.
fn same<T: PartialEq + std::fmt::Debug>(what: impl Display, found: T, expected: T) -> Result<()> {
    if found != expected {
        bail!("{what}: {found:?}, it should be {expected:?}");
    }
    Ok(())
}

/// The only call of the step, if it was one of the pool-registry.
fn pool_message<'a>(
    context: &Context<'a>,
) -> Option<(&'a Addr, &'a tributary_types::pool_registry::ExecuteMsg)> {
    match context.step.calls.as_slice() {
        [Call { sender, message: Message::Pools(msg), .. }] => Some((sender, msg)),
        _ => None,
    }
}

/// The amount under `key` in the data of the step's only call.
fn answered(context: &Context, key: &str) -> Option<u128> {
    let [Some(answer)] = context.step.answers.as_slice() else { return None };
    answer.get(key)?.as_str()?.parse().ok()
}
