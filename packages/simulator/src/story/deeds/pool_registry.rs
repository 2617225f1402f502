//! What people do with pools. Every message of the pool-registry has its words here.

use tributary_types::pool_registry::{ConfigChange, ExecuteMsg};

use super::{batch, coins, config, fees_to, with_fee, Call};
use crate::story::money::percent;
use crate::story::spoken::licenses as counted;
use crate::story::teller::{listed, Teller};
use crate::story::when::lock;

/// A message to the pool-registry.
pub(super) fn words(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    use ExecuteMsg as M;
    match message {
        M::RegisterPool { signing_address, commission_ppm, .. } => format!(
            "open a pool with an own stake of {}, commission {}, signing address {}",
            coins(call.funds),
            percent(commission_ppm),
            teller.who(&signing_address)
        ),
        M::RegisterPoolFor { operator, token_id, commission_ppm, signing_address, .. } => format!(
            "open a pool of {} with licence {token_id}, commission {}, signing address {}",
            teller.who(&operator),
            percent(commission_ppm),
            teller.who(&signing_address)
        ),
        M::RequestCommissionChange { .. }
        | M::FinalizeCommissionChange {}
        | M::CancelCommissionChange {}
        | M::UpdateMetadata { .. }
        | M::SetSigningAddress { .. } => operator(teller, message),
        M::Delegate { .. }
        | M::Undelegate { .. }
        | M::FinalizeUndelegate { .. }
        | M::TransferDelegation { .. }
        | M::FinalizeTransfer { .. }
        | M::CancelTransfer { .. }
        | M::FinalizeMany { .. } => stake(teller, call, message),
        M::WithdrawRewards { .. }
        | M::RedelegateRewards { .. }
        | M::EnableAutoRewards { .. }
        | M::DisableAutoRewards { .. }
        | M::AutoRedelegate { .. }
        | M::RecoverForeign { .. } => rewards(teller, call, message),
        M::Sync { .. }
        | M::LicenseChanged { .. }
        | M::Liquidated { .. }
        | M::AnnounceConfig { .. }
        | M::ApplyConfig {}
        | M::CancelConfig {}
        | M::SetHooks { .. }
        | M::SetScoreWeights { .. }
        | M::SetGuardian { .. }
        | M::Pause {}
        | M::Unpause {}
        | M::MigrateRecords { .. }
        | M::UpdateOwnership(_) => running(teller, message),
    }
}

fn operator(teller: &Teller, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::RequestCommissionChange { commission_ppm } => {
            format!("announce a commission of {}", percent(commission_ppm))
        }
        ExecuteMsg::FinalizeCommissionChange {} => "put the announced commission in force".to_owned(),
        ExecuteMsg::CancelCommissionChange {} => "withdraw the announced commission".to_owned(),
        ExecuteMsg::UpdateMetadata { metadata_url, .. } if metadata_url.is_empty() => {
            "remove the address where the pool describes itself".to_owned()
        }
        ExecuteMsg::UpdateMetadata { metadata_url, .. } => {
            format!("describe the pool anew at {metadata_url}")
        }
        ExecuteMsg::SetSigningAddress { signing_address } => {
            format!("let {} sign for the pool", teller.who(&signing_address))
        }
        other => unnamed(&other),
    }
}

fn stake(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::Delegate { pool } => format!("delegate {} to {}", coins(call.funds), teller.pool(&pool)),
        ExecuteMsg::Undelegate { pool, amount, fee } => {
            let fee = with_fee(teller, fee);
            format!("take {} out of {}{fee}", teller.coins(amount), teller.pool(&pool))
        }
        ExecuteMsg::FinalizeUndelegate { id, fee_recipient } => {
            format!("finalise undelegation {id}{}", fees_to(teller, fee_recipient.as_ref()))
        }
        ExecuteMsg::TransferDelegation { from_pool, to_pool, amount, fee } => format!(
            "move {} from {} to {}{}",
            teller.coins(amount),
            teller.pool(&from_pool),
            teller.pool(&to_pool),
            with_fee(teller, fee)
        ),
        ExecuteMsg::FinalizeTransfer { id, fee_recipient } => {
            format!("finalise transfer {id}{}", fees_to(teller, fee_recipient.as_ref()))
        }
        ExecuteMsg::CancelTransfer { id } => format!("take transfer {id} back"),
        ExecuteMsg::FinalizeMany { unbonds, transfers, fee_recipient } => {
            batch(teller, "undelegation", (&unbonds, &transfers), fee_recipient.as_ref())
        }
        other => unnamed(&other),
    }
}

fn rewards(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::WithdrawRewards { pool } => {
            format!("withdraw the rewards earned in {}", teller.pool(&pool))
        }
        ExecuteMsg::RedelegateRewards { pool } => {
            format!("redelegate the rewards earned in {}", teller.pool(&pool))
        }
        ExecuteMsg::EnableAutoRewards { pool, fee_ppm } => format!(
            "let anyone redelegate the rewards of {} in {} for {} of them",
            teller.who(call.sender.as_str()),
            teller.pool(&pool),
            percent(fee_ppm)
        ),
        ExecuteMsg::DisableAutoRewards { pool } => {
            format!(
                "let nobody else redelegate the rewards of {} in {} any more",
                teller.who(call.sender.as_str()),
                teller.pool(&pool)
            )
        }
        ExecuteMsg::AutoRedelegate { pool, delegator, fee_recipient } => format!(
            "redelegate the rewards of {} in {}{}",
            teller.who(&delegator),
            teller.pool(&pool),
            fees_to(teller, fee_recipient.as_ref())
        ),
        ExecuteMsg::RecoverForeign { pool, denom } => {
            format!("send the {denom} in the coinbase of {} to its operator", teller.pool(&pool))
        }
        other => unnamed(&other),
    }
}

fn running(teller: &Teller, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::Sync { delegator, pool } => {
            format!("remind the hooks of the stake of {} in {}", teller.who(&delegator), teller.pool(&pool))
        }
        ExecuteMsg::LicenseChanged { pool, delegator, licenses, .. } => {
            let count = counted(&licenses.to_string());
            format!("count {count} of {} in {}", teller.who(&delegator), teller.pool(&pool))
        }
        ExecuteMsg::Liquidated { pool, tokens, licenses, surplus } => format!(
            "subtract {} and {} from the operator's stake in {}, and add {}",
            teller.coins(tokens),
            counted(&licenses.to_string()),
            teller.pool(&pool),
            teller.coins(surplus)
        ),
        ExecuteMsg::AnnounceConfig { change } => format!("announce {}", changed(teller, &change)),
        ExecuteMsg::ApplyConfig {} => config::apply("pool-registry"),
        ExecuteMsg::CancelConfig {} => config::cancel("pool-registry"),
        ExecuteMsg::SetHooks { hooks } => {
            let hooks: Vec<_> = hooks.into_iter().map(|hook| hook.contract).collect();
            format!("let {} hear of changes of stake", teller.all(&hooks))
        }
        ExecuteMsg::SetScoreWeights { fee, performance, capacity } => {
            format!("weigh scores {fee} for the fee, {performance} for performance, {capacity} for capacity")
        }
        ExecuteMsg::SetGuardian { guardian } => config::guardian(teller, "pool-registry", guardian.as_ref()),
        ExecuteMsg::Pause {} => config::pause("pool-registry"),
        ExecuteMsg::Unpause {} => config::unpause("pool-registry"),
        ExecuteMsg::MigrateRecords { cursor, limit } => config::records("pool-registry", cursor, limit),
        ExecuteMsg::UpdateOwnership(action) => config::ownership(teller, "pool-registry", &action),
        other => unnamed(&other),
    }
}

fn changed(teller: &Teller, change: &ConfigChange) -> String {
    let ConfigChange { commission_lock, release_period, min_delegation } = change;
    let parts = [
        commission_lock.map(|length| format!("a commission lock of {}", lock(&length))),
        release_period.map(|length| format!("a release period of {}", lock(&length))),
        min_delegation.map(|amount| format!("a minimum delegation of {}", teller.coins(amount))),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "no change".to_owned()
    } else {
        listed(&parts)
    }
}

/// Only reached if a message is sent to the wrong one of the lists above.
fn unnamed(message: &ExecuteMsg) -> String {
    format!("send {}", serde_json::to_string(message).unwrap_or_default())
}
