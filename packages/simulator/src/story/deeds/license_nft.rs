//! What people do with licences. Every message of the licence contract has its words here.

use std::collections::BTreeMap;

use cosmwasm_std::{from_json, Binary};
use cw_utils::Expiration;
use tributary_types::license_nft::{ExecuteMsg, NewLicense, NodeRole};
use tributary_types::staker_registry::LicenseAction;

use super::{boosted_staking, coins, config, quoted, standards, Call};
use crate::story::money::percent;
use crate::story::spoken::licenses;
use crate::story::teller::{listed, Teller};

/// What the contract is called in the story.
const CONTRACT: &str = "license-nft";

/// A message to the licence contract.
pub(super) fn words(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    use ExecuteMsg as M;
    match message {
        M::TransferNft { .. }
        | M::SendNft { .. }
        | M::Approve { .. }
        | M::Revoke { .. }
        | M::ApproveAll { .. }
        | M::RevokeAll { .. }
        | M::Burn { .. }
        | M::Redeem { .. } => holder(teller, call, message),
        M::Mint { .. } | M::MintMany { .. } | M::ImportLicenses { .. } | M::FinishImport { .. } => {
            created(teller, message)
        }
        M::FundReserve {} | M::ReclaimFunding { .. } | M::OpenMainnet {} | M::OpenStable {} => {
            reserve(teller, call, message)
        }
        M::RecordBond { .. } | M::Liquidate { .. } => registry(teller, message),
        M::SetMinter { .. }
        | M::SetStakerRegistry { .. }
        | M::SetGuardian { .. }
        | M::Pause {}
        | M::Unpause {}
        | M::RegisterHook { .. }
        | M::RemoveHook { .. }
        | M::MigrateRecords { .. }
        | M::UpdateOwnership(_) => running(teller, message),
    }
}

fn holder(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    let sender = || teller.who(call.sender.as_str());
    match message {
        ExecuteMsg::TransferNft { recipient, token_id } => {
            format!("give licence {token_id} to {}", teller.who(&recipient))
        }
        ExecuteMsg::SendNft { contract, token_id, msg } => sent(teller, &contract, &token_id, &msg),
        ExecuteMsg::Approve { spender, token_id, expires } => {
            format!("let {} give licence {token_id} away{}", teller.who(&spender), until(teller, expires))
        }
        ExecuteMsg::Revoke { spender, token_id } => {
            format!("let {} no longer give licence {token_id} away", teller.who(&spender))
        }
        ExecuteMsg::ApproveAll { operator, expires } => {
            let until = until(teller, expires);
            format!("let {} give all licences of {} away{until}", teller.who(&operator), sender())
        }
        ExecuteMsg::RevokeAll { operator } => {
            format!("let {} no longer give the licences of {} away", teller.who(&operator), sender())
        }
        ExecuteMsg::Burn { token_id } => format!("burn licence {token_id}"),
        ExecuteMsg::Redeem { token_id } => format!("redeem licence {token_id}"),
        other => unnamed(&other),
    }
}

/// What a licence is sent to a vault or to the staker-registry for; anything else is quoted.
fn sent(teller: &Teller, contract: &str, token_id: &str, msg: &Binary) -> String {
    let deposit = |vault: String| boosted_staking::deposited(&vault, &format!("licence {token_id}"), msg);
    if let Some(deposit) = standards::vault(teller, contract).and_then(deposit) {
        return deposit;
    }
    match from_json(msg) {
        Ok(LicenseAction::BondLicense { staker, role }) => {
            format!("bond licence {token_id} to {} as {}", teller.staker(&staker), spoken(role))
        }
        Ok(LicenseAction::RegisterStaker { signing_address, coinbase_address, role }) => format!(
            "register as a {} with licence {token_id}, signing address {}, block rewards to {}",
            spoken(role),
            teller.who(&signing_address),
            teller.who(&coinbase_address)
        ),
        Ok(LicenseAction::RegisterPool { signing_address, commission_ppm, .. }) => format!(
            "open a pool with licence {token_id}, commission {}, signing address {}",
            percent(commission_ppm),
            teller.who(&signing_address)
        ),
        Err(_) => {
            let text = quoted(teller, msg);
            format!("send licence {token_id} to {} with the message {text}", teller.who(contract))
        }
    }
}

fn created(teller: &Teller, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::Mint { token_id, owner, extension, .. } => {
            let whose = teller.who(&owner);
            format!("mint licence {token_id} for {whose}, earned in mining pool {}", extension.mining_pool)
        }
        ExecuteMsg::MintMany { licenses } => minted(teller, &licenses),
        ExecuteMsg::ImportLicenses { licenses: rows } => {
            format!("import {} of another chain", licenses(&rows.len().to_string()))
        }
        ExecuteMsg::FinishImport { digest, count } => {
            format!("seal the import of {} with the digest {digest}", licenses(&count.to_string()))
        }
        other => unnamed(&other),
    }
}

/// `mint 3 licences, earned in mining pool north: a-1 and a-2 for ada, a-3 for ben`; of many the numbers alone.
fn minted(teller: &Teller, new: &[NewLicense]) -> String {
    let mut pools: Vec<_> = new.iter().map(|license| license.extension.mining_pool.clone()).collect();
    pools.sort_unstable();
    pools.dedup();
    let earned = if pools.len() > 1 { "mining pools" } else { "mining pool" };
    let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for license in new {
        of.entry(teller.who(&license.owner)).or_default().push(license.token_id.clone());
    }
    let few = new.len() <= 10;
    let each = of.iter().map(|(owner, ids)| match few {
        true => format!("{} for {owner}", listed(ids)),
        false => format!("{} for {owner}", ids.len()),
    });
    let each: Vec<_> = each.collect();
    let count = licenses(&new.len().to_string());
    match new {
        [] => format!("mint {count}"),
        _ => format!("mint {count}, earned in {earned} {}: {}", listed(&pools), each.join(", ")),
    }
}

fn reserve(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::FundReserve {} => format!("put {} into the reserve of the licences", coins(call.funds)),
        ExecuteMsg::ReclaimFunding { amount } => {
            let what = amount.map_or("what is free".to_owned(), |amount| teller.coins(amount));
            format!("take {what} of the own funding back from the reserve of the licences")
        }
        ExecuteMsg::OpenMainnet {} => "open the mainnet of the licences".to_owned(),
        ExecuteMsg::OpenStable {} => "declare the licences stable".to_owned(),
        other => unnamed(&other),
    }
}

fn registry(teller: &Teller, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::RecordBond { token_id, node, role } => {
            format!("record that licence {token_id} stands for {} as {}", teller.staker(&node), spoken(role))
        }
        ExecuteMsg::Liquidate { node, need, token_ids } => {
            let what = if token_ids.len() == 1 { "licence" } else { "licences" };
            let (ids, node) = (listed(&token_ids), teller.staker(&node));
            format!("burn {what} {ids} of {node} for {}", teller.coins(need))
        }
        other => unnamed(&other),
    }
}

fn running(teller: &Teller, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::SetMinter { minter } => format!("let {} mint the licences", teller.who(&minter)),
        ExecuteMsg::SetStakerRegistry { staker_registry: Some(registry) } => {
            format!("let {} keep bonded licences", teller.who(&registry))
        }
        ExecuteMsg::SetStakerRegistry { staker_registry: None } => {
            "let nobody keep bonded licences".to_owned()
        }
        ExecuteMsg::SetGuardian { guardian } => config::guardian(teller, CONTRACT, guardian.as_ref()),
        ExecuteMsg::Pause {} => config::pause(CONTRACT),
        ExecuteMsg::Unpause {} => config::unpause(CONTRACT),
        ExecuteMsg::RegisterHook { contract } => {
            format!("let {} hear of changes of licences", teller.who(&contract))
        }
        ExecuteMsg::RemoveHook { contract } => {
            format!("let {} hear no longer of changes of licences", teller.who(&contract))
        }
        ExecuteMsg::MigrateRecords { cursor, limit } => config::records(CONTRACT, cursor, limit),
        ExecuteMsg::UpdateOwnership(action) => config::ownership(teller, CONTRACT, &action),
        other => unnamed(&other),
    }
}

fn until(teller: &Teller, expires: Option<Expiration>) -> String {
    match expires {
        None | Some(Expiration::Never {}) => String::new(),
        Some(point) => format!(" until {}", teller.calendar.point(&point)),
    }
}

fn spoken(role: NodeRole) -> &'static str {
    match role {
        NodeRole::ResourceNode => "resource node",
        NodeRole::Validator => "validator",
    }
}

/// Only reached if a message is sent to the wrong one of the lists above.
fn unnamed(message: &ExecuteMsg) -> String {
    format!("send {}", serde_json::to_string(message).unwrap_or_default())
}
