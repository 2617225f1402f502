//! G-04, G-07, G-11, G-12: what single steps of any contract do.

use std::rc::Rc;

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::Addr;
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::license_nft::ExecuteMsg as LicenseMsg;
use tributary_types::ownership::OwnershipAction;
use tributary_types::pool_registry::{DelegatorsResponse, ExecuteMsg as PoolMsg, QueryMsg};
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

use super::{answered, pool_message, same, Context, Invariant, When};
use crate::joint_view::JointView;
use crate::model::{Call, Message};

/// The invariants of steps.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant { id: "G-04", when: When::Refusal, check: g_04 },
        Invariant { id: "G-07", when: When::Step, check: g_07 },
        Invariant { id: "G-11", when: When::Step, check: g_11 },
        Invariant { id: "G-12", when: When::Step, check: g_12 },
    ]
}

/// G-04: a refused transaction leaves the whole chain as it was.
pub fn g_04(context: &Context) -> Result<()> {
    let Some((before, after)) = context.step.fingerprints else { return Ok(()) };
    ensure!(before == after, "a refused transaction changed the chain");
    Ok(())
}

/// G-07: owners can leave in every state; one of each kind was tried, and taken back.
pub fn g_07(context: &Context) -> Result<()> {
    for probe in &context.step.exits {
        ensure!(probe.refusal.is_none(), "{} is refused: {:?}", probe.what, probe.refusal);
    }
    Ok(())
}

/// G-11: what the query promised is what was paid in the same block; pages are the list, without gaps or repeats.
pub fn g_11(context: &Context) -> Result<()> {
    if let Some((_, msg)) = pool_message(context) {
        let pays = matches!(
            msg,
            PoolMsg::WithdrawRewards { .. }
                | PoolMsg::RedelegateRewards { .. }
                | PoolMsg::AutoRedelegate { .. }
        );
        if pays {
            let paid = answered(context, "amount").context("no amount")?
                + answered(context, "fee").unwrap_or_default();
            let promised: u128 = context.step.quotes.values().sum();
            same("paid", paid, promised)?;
        }
    }
    if context.step.thorough {
        let pools: Vec<&Addr> = context.after.pools.keys().collect();
        if let Some(pool) = pools.get(context.step.turn % pools.len().max(1)) {
            pages(context, pool)?;
        }
    }
    Ok(())
}

fn pages(context: &Context, pool: &Addr) -> Result<()> {
    let mut found: Vec<Addr> = vec![];
    loop {
        let ask = QueryMsg::Delegators {
            pool: pool.to_string(),
            start_after: found.last().map(Addr::to_string),
            limit: Some(2),
        };
        let page = context.world.net.ask_pools::<DelegatorsResponse>(&ask)?.delegators;
        if page.is_empty() {
            break;
        }
        found.extend(page.into_iter().map(|row| row.delegator));
    }
    let stored: Vec<Addr> = context.after.members(pool).map(|(who, _)| who.clone()).collect();
    same("pages of delegators", found, stored)
}

/// G-12: parameters, pauses, guardians and owners change by the named roles alone.
pub fn g_12(context: &Context) -> Result<()> {
    let (before, after) = (context.before, context.after);
    let [Call { sender, message, .. }] = context.step.calls.as_slice() else {
        return if context.step.calls.is_empty() { unchanged(context) } else { Ok(()) };
    };
    let by = |owner: &Option<Addr>| owner.as_ref() == Some(sender);
    if before.staker_config != after.staker_config {
        let allowed = match message {
            Message::Stakers(StakerMsg::AnnounceConfig { .. }) => {
                by(&before.staker_owner.owner) && before.stakers.is_empty()
            }
            Message::Stakers(StakerMsg::ApplyConfig {}) => true,
            Message::Stakers(StakerMsg::SetLicenseContract { .. }) => {
                by(&before.staker_owner.owner) && before.staker_config.licenses.is_none()
            }
            _ => false,
        };
        ensure!(allowed, "the staker-registry's parameters changed by {sender}: {message:?}");
    }
    if before.pool_config != after.pool_config {
        let allowed = match message {
            Message::Pools(PoolMsg::AnnounceConfig { .. }) => {
                by(&before.pool_owner.owner) && before.pools.is_empty()
            }
            Message::Pools(PoolMsg::SetHooks { .. } | PoolMsg::SetScoreWeights { .. }) => {
                by(&before.pool_owner.owner)
            }
            Message::Pools(PoolMsg::ApplyConfig {}) => true,
            // With its first licence it learns what one is, for ever.
            Message::Licenses(_) => before.pool_config.licenses.is_none(),
            _ => false,
        };
        ensure!(allowed, "the pool-registry's parameters changed by {sender}: {message:?}");
    }
    let controls = [
        (&before.staker_pause, &after.staker_pause, &before.staker_owner, &after.staker_owner),
        (&before.pool_pause, &after.pool_pause, &before.pool_owner, &after.pool_owner),
    ];
    for (pause, paused, owner, owned) in controls {
        if !pause.paused && paused.paused {
            ensure!(by(&pause.guardian), "paused by {sender}");
        }
        if pause.paused && !paused.paused || pause.guardian != paused.guardian {
            ensure!(by(&owner.owner), "unpaused, or another guardian, by {sender}");
        }
        if owner.owner != owned.owner {
            let accepted = matches!(
                message,
                Message::Stakers(StakerMsg::UpdateOwnership(OwnershipAction::AcceptOwnership))
                    | Message::Pools(PoolMsg::UpdateOwnership(OwnershipAction::AcceptOwnership))
            );
            ensure!(accepted && by(&owner.pending_owner), "another owner by {sender}");
        } else if owner.pending_owner != owned.pending_owner {
            ensure!(by(&owner.owner), "another pending owner by {sender}");
        }
    }
    license_roles(context, sender, message)?;
    vault_roles(context, sender, message)?;
    joint_roles(context, sender, message)?;
    if after.ledger.revenue_due > before.ledger.revenue_due {
        ensure!(by(&before.staker_config.slasher), "liquidated by {sender}");
    }
    Ok(())
}

/// The licence contract's part of it: stage and parameters are the owner's, a pause is the guardian's too.
fn license_roles(context: &Context, sender: &Addr, message: &Message) -> Result<()> {
    let (before, after) = (&context.before.licenses, &context.after.licenses);
    if before.status.stage == after.status.stage && before.config == after.config {
        return Ok(());
    }
    let owner = before.config.owner.as_ref() == Some(sender);
    let pauses = before.config.guardian.as_ref() == Some(sender) && after.config.paused;
    let accepts =
        matches!(message, Message::Licenses(LicenseMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)));
    ensure!(owner || pauses || accepts, "the licence contract changed by {sender}: {message:?}");
    Ok(())
}

/// The vault's part of it: what can be changed is the owner's, a pause is the guardian's too.
fn vault_roles(context: &Context, sender: &Addr, message: &Message) -> Result<()> {
    let (before, after) = (&context.before.vault, &context.after.vault);
    let owner = before.owner.owner.as_ref() == Some(sender);
    if before.config != after.config || before.pause.guardian != after.pause.guardian {
        ensure!(owner, "the vault's parameters changed by {sender}: {message:?}");
    }
    let guards = before.pause.guardian.as_ref() == Some(sender) && after.pause.paused;
    ensure!(before.pause.paused == after.pause.paused || owner || guards, "the vault is paused by {sender}");
    let accepts =
        matches!(message, Message::Vault(VaultMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)));
    let accepts = accepts && before.owner.pending_owner.as_ref() == Some(sender);
    ensure!(before.owner == after.owner || owner || accepts, "another owner of the vault by {sender}");
    Ok(())
}

/// The escrow's part of it: classes and the state of devices are the registrar's, parameters the owner's, a pause is the
/// guardian's too.
fn joint_roles(context: &Context, sender: &Addr, message: &Message) -> Result<()> {
    let (before, after) = (&context.before.joint, &context.after.joint);
    if Rc::ptr_eq(before, after) {
        return Ok(());
    }
    let owner = before.owner.owner.as_ref() == Some(sender);
    let terms_changed = before.config != after.config || before.calendar != after.calendar;
    if terms_changed || before.pause.guardian != after.pause.guardian {
        ensure!(owner, "the escrow's parameters changed by {sender}: {message:?}");
    }
    let guards = before.pause.guardian.as_ref() == Some(sender) && after.pause.paused;
    ensure!(before.pause.paused == after.pause.paused || owner || guards, "the escrow is paused by {sender}");
    let accepts =
        matches!(message, Message::Joint(JointMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)));
    let accepts = accepts && before.owner.pending_owner.as_ref() == Some(sender);
    ensure!(before.owner == after.owner || owner || accepts, "another owner of the escrow by {sender}");
    let records = |view: &JointView| {
        let devices = view.devices.iter();
        let devices = devices.map(|(id, it)| (id.clone(), it.owner.clone(), it.class.clone(), it.suspended));
        (view.classes.clone(), devices.collect::<Vec<_>>())
    };
    let registrar = before.config.registrar == *sender;
    ensure!(registrar || records(before) == records(after), "classes or devices changed by {sender}");
    Ok(())
}

/// Without a call nothing of this changes.
fn unchanged(context: &Context) -> Result<()> {
    let (before, after) = (context.before, context.after);
    same("parameters of the staker-registry", &after.staker_config, &before.staker_config)?;
    same("parameters of the pool-registry", &after.pool_config, &before.pool_config)?;
    same("parameters of the vault", &after.vault.config, &before.vault.config)?;
    same("parameters of the escrow", &after.joint.config, &before.joint.config)?;
    same("pause of the staker-registry", &after.staker_pause, &before.staker_pause)?;
    same("pause of the pool-registry", &after.pool_pause, &before.pool_pause)
}
