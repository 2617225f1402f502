//! What people do with revenue and the treasury. Every message of treasury-decay has its words here.

use cosmwasm_std::Uint128;
use tributary_types::asset::Asset;
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{CirculatingSupply, ExecuteMsg, UnstakedShare};

use super::{coins, config, contract, Call};
use crate::story::money::{percent, Unit};
use crate::story::teller::{listed, Teller};
use crate::story::when::{counted, span};

/// So many users are named, of more only the number.
const NAMED: usize = 6;

/// Millionths in a hundredth of a per cent.
const PPM_PER_BPS: u64 = 100;

/// A message to treasury-decay. A story can have several: each is called by its name.
pub(super) fn words(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    use ExecuteMsg as M;
    match message {
        M::DelegationChanged(_)
        | M::DistributeRevenue {}
        | M::Settle { .. }
        | M::Collect { .. }
        | M::ClaimShare {}
        | M::SetUserShare { .. }
        | M::RollEpoch {} => revenue(teller, call, message),
        M::Identify { .. } | M::RevokeIdentity { .. } | M::RefreshIdentity { .. } => {
            identity(teller, message)
        }
        M::Spend { .. }
        | M::SpendOther { .. }
        | M::UpdateConfig { .. }
        | M::MigrateRecords { .. }
        | M::UpdateOwnership(_) => running(teller, message),
    }
}

fn revenue(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::DelegationChanged(change) => told(teller, &change),
        ExecuteMsg::DistributeRevenue {} => format!("pay {} of revenue into {name}", coins(call.funds)),
        ExecuteMsg::Settle { user, limit } => {
            format!("settle {} in {name}{}", teller.who(&user), over(limit))
        }
        ExecuteMsg::Collect { pool, users, limit } => {
            let (pool, over) = (teller.pool(&pool), over(limit));
            match users.is_empty() {
                true => format!("collect what {name} owes to {pool}{over}"),
                false => {
                    format!("collect from {name} what {} earned for {pool}{over}", people(teller, &users))
                }
            }
        }
        ExecuteMsg::ClaimShare {} => format!("claim the own share of what {name} has for users"),
        ExecuteMsg::SetUserShare { share_bps } => {
            let share = percent(u64::from(share_bps).saturating_mul(PPM_PER_BPS));
            format!("leave {share} of what {name} has for the own pool to its users")
        }
        ExecuteMsg::RollEpoch {} => format!("begin the next epoch of {name}"),
        other => unnamed(&other),
    }
}

fn told(teller: &Teller, change: &DelegationChanged) -> String {
    let DelegationChanged { delegator, pool, stake, missed, .. } = change;
    let missed = if *missed { ", after news that were missed" } else { "" };
    let (who, pool) = (teller.who(delegator), teller.pool(pool));
    format!("tell {} that {who} holds {} in {pool}{missed}", contract(teller), teller.coins(*stake))
}

/// How far a settlement goes, if that is said.
fn over(limit: Option<u32>) -> String {
    let over = |limit: u32| format!(", over {} at most", counted(limit.into(), "threshold"));
    limit.map(over).unwrap_or_default()
}

fn people(teller: &Teller, users: &[String]) -> String {
    match users.len() <= NAMED {
        true => teller.all(users),
        false => format!("{} users", users.len()),
    }
}

fn identity(teller: &Teller, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::Identify { users } => format!("put {} on the list of {name}", people(teller, &users)),
        ExecuteMsg::RevokeIdentity { users } => {
            format!("take {} off the list of {name}", people(teller, &users))
        }
        ExecuteMsg::RefreshIdentity { user } => {
            format!("let {name} read again whether {} is identified", teller.who(&user))
        }
        other => unnamed(&other),
    }
}

fn running(teller: &Teller, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::Spend { to, amount } => {
            format!("pay {} out of the treasury of {name} to {}", teller.coins(amount), teller.who(&to))
        }
        ExecuteMsg::SpendOther { asset, to, amount } => {
            format!("pay {} that lie in {name} to {}", other_coins(teller, &asset, amount), teller.who(&to))
        }
        ExecuteMsg::UpdateConfig { .. } => match changes(teller, message).as_slice() {
            [] => format!("change nothing of {name}"),
            changes => format!("change {name}: {}", listed(changes)),
        },
        ExecuteMsg::MigrateRecords { cursor, limit } => config::records(&name, cursor, limit),
        ExecuteMsg::UpdateOwnership(action) => config::ownership(teller, &name, &action),
        other => unnamed(&other),
    }
}

/// An amount of something else than revenue: `5 token`, `5 units of the token gold`.
fn other_coins(teller: &Teller, asset: &Asset, amount: Uint128) -> String {
    match asset {
        Asset::Native(denom) => Unit::of(denom).coins(amount),
        Asset::Cw20(token) => {
            format!("{} of the token {}", Unit::named("units", 0).coins(amount), teller.who(token))
        }
    }
}

/// The parameters that a message changes.
fn changes(teller: &Teller, message: ExecuteMsg) -> Vec<String> {
    let ExecuteMsg::UpdateConfig {
        registrar,
        epoch_secs,
        release_secs,
        min_stake,
        unstaked_share,
        circulating_supply,
    } = message
    else {
        return vec![];
    };
    let release = |seconds: u64| match seconds {
        0 => "revenue is released at once".to_owned(),
        _ => format!("revenue is released over {}", span(seconds)),
    };
    let changes = [
        registrar.map(|registrar| format!("{} says who is identified", teller.who(&registrar))),
        epoch_secs.map(|seconds| format!("an epoch has {}", span(seconds))),
        release_secs.map(release),
        min_stake.map(|amount| format!("stakes from {} on make the threshold", teller.coins(amount))),
        unstaked_share.map(|share| unstaked(share).to_owned()),
        circulating_supply.map(|of| supply(teller, &of)),
    ];
    changes.into_iter().flatten().collect()
}

/// What becomes of the part for coins that nobody staked.
pub(super) fn unstaked(share: UnstakedShare) -> &'static str {
    match share {
        UnstakedShare::Burn => "what stands for unstaked coins is burned",
        UnstakedShare::Treasury => "what stands for unstaked coins is the treasury's",
        UnstakedShare::None => "all revenue is for the stakes",
    }
}

/// How many coins circulate.
pub(super) fn supply(teller: &Teller, supply: &CirculatingSupply) -> String {
    match supply {
        CirculatingSupply::Fixed { amount } => format!("{} circulate", teller.coins(*amount)),
        CirculatingSupply::BankSupply { exclude } if exclude.is_empty() => "all coins circulate".to_owned(),
        CirculatingSupply::BankSupply { exclude } => {
            let whose = teller.all(exclude);
            format!("all coins but those of {whose} circulate")
        }
    }
}

/// Only reached if a message is sent to the wrong one of the lists above.
fn unnamed(message: &ExecuteMsg) -> String {
    format!("send {}", serde_json::to_string(message).unwrap_or_default())
}
