//! What the contracts answer at one moment.

use cosmwasm_std::{Addr, BlockInfo, Uint128};
use cw20::BalanceResponse;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use thiserror::Error;
use tributary_types::boosted_staking::{
    BatchResponse, BatchesResponse, DepositsResponse, PositionResponse, PositionsResponse,
};
use tributary_types::license_nft::{self, FundingResponse, License, LicensesResponse};
use tributary_types::pool_registry::{
    AmountResponse, DelegationResponse, DelegatorsResponse, PoolResponse, PoolsResponse,
};
use tributary_types::staker_registry::{
    LicenseBondResponse, LicenseBondsResponse, StakerResponse, StakersResponse, TotalsResponse,
    TransferResponse, TransfersResponse, UnbondResponse, UnbondsResponse,
};
use tributary_types::treasury_decay::{self, ShareResponse, UserItem, UsersResponse};

use super::cast::{Cast, Role};
use super::escrow_look::escrows;
use super::escrows::{Escrow, Owners};
use super::licenses::Collection;
use super::treasuries::Treasury;
use super::vaults::{Users, Vault, VaultUser};
use crate::chain::Chain;
use crate::refusal::reason;

/// Rows that are asked for at once, the most that contracts answer.
const PAGE: usize = 100;

/// A question that a contract did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{contract} did not answer {question}: {reason}")]
pub struct Unanswered {
    /// Which contract.
    pub contract: String,
    /// What it was asked.
    pub question: String,
    /// Why not.
    pub reason: String,
}

/// The pools, vaults and escrows at one moment.
#[derive(Debug, Clone)]
pub struct Look {
    /// Seconds since 1970.
    pub time: u64,
    /// The block.
    pub height: u64,
    /// All pools, by registry and operator.
    pub pools: Vec<PoolLook>,
    /// All vaults.
    pub vaults: Vec<Vault>,
    /// All escrows.
    pub escrows: Vec<Escrow>,
}

/// One pool and everybody in it.
#[derive(Debug, Clone)]
pub struct PoolLook {
    /// Its staking denom.
    pub denom: String,
    /// The pool.
    pub pool: PoolResponse,
    /// Who holds something in it.
    pub members: Vec<DelegationResponse>,
    /// What has arrived and is not booked.
    pub unbooked: Uint128,
}

/// What a staker-registry holds at one moment.
#[derive(Debug, Clone)]
pub struct Holdings {
    /// The registry.
    pub registry: Addr,
    /// Sums.
    pub totals: TotalsResponse,
    /// All stakers.
    pub stakers: Vec<StakerResponse>,
    /// On the way out.
    pub unbonds: Vec<UnbondResponse>,
    /// On the way to other stakers.
    pub transfers: Vec<TransferResponse>,
    /// Licences in custody, and what is left of burned ones.
    pub bonds: Vec<LicenseBondResponse>,
}

/// Asks all pool-registries, vaults and escrows; `users` are those that each vault knows, `owners` those that each escrow
/// knows.
///
/// # Errors
/// When one of them does not answer.
pub fn look(chain: &Chain, cast: &Cast, users: &Users, owners: &Owners) -> Result<Look, Unanswered> {
    let BlockInfo { height, time, .. } = chain.block();
    let mut pools = vec![];
    for (registry, _) in cast.contracts().filter(|(_, role)| **role == Role::PoolRegistry) {
        let denom = cast.denom(registry).unwrap_or_default();
        let after = |last: &PoolResponse| json!(last.pool);
        let rows = all(chain, registry, ("pools", json!({})), |page: PoolsResponse| page.pools, after)?;
        for pool in rows {
            let of = json!({"pool": pool.pool});
            let after = |last: &DelegationResponse| json!(last.delegator);
            let members = all(
                chain,
                registry,
                ("delegators", of.clone()),
                |page: DelegatorsResponse| page.delegators,
                after,
            )?;
            let unbooked: AmountResponse = ask(chain, registry, &json!({"unbooked_rewards": of}))?;
            pools.push(PoolLook { denom: denom.to_owned(), pool, members, unbooked: unbooked.amount });
        }
    }
    let (vaults, escrows) = (vaults(chain, cast, users)?, escrows(chain, cast, owners)?);
    Ok(Look { time: time.seconds(), height, pools, vaults, escrows })
}

fn vaults(chain: &Chain, cast: &Cast, users: &Users) -> Result<Vec<Vault>, Unanswered> {
    let contracts = cast.contracts().filter(|(_, role)| **role == Role::BoostedStaking);
    let vaults = contracts.map(|(contract, _)| {
        let users = users.of(contract).map(|user| vault_user(chain, contract, user));
        Ok(Vault {
            contract: contract.clone(),
            config: ask(chain, contract, &json!({"config": {}}))?,
            totals: ask(chain, contract, &json!({"vault": {}}))?,
            users: users.collect::<Result<_, _>>()?,
        })
    });
    vaults.collect()
}

fn vault_user(chain: &Chain, vault: &Addr, user: &Addr) -> Result<VaultUser, Unanswered> {
    let of = json!({"user": user});
    let after = |last: &PositionResponse| json!(last.position_id);
    let rows = |page: PositionsResponse| page.positions;
    let positions = all(chain, vault, ("positions", of.clone()), rows, after)?;
    let after = |last: &BatchResponse| json!(last.position_id);
    let batches = all(chain, vault, ("batches", of.clone()), |page: BatchesResponse| page.batches, after)?;
    let after = |last: &String| json!(last);
    let deposits =
        all(chain, vault, ("deposits", of.clone()), |page: DepositsResponse| page.deposits, after)?;
    let boost = ask(chain, vault, &json!({ "boost": of }))?;
    Ok(VaultUser { user: user.clone(), positions, batches, boost, deposits })
}

/// Asks all staker-registries.
///
/// # Errors
/// When one of them does not answer.
pub fn holdings(chain: &Chain, cast: &Cast) -> Result<Vec<Holdings>, Unanswered> {
    let registries = cast.contracts().filter(|(_, role)| **role == Role::StakerRegistry);
    let holdings = registries.map(|(registry, _)| {
        let after = |last: &StakerResponse| json!(last.staker);
        let stakers =
            all(chain, registry, ("stakers", json!({})), |page: StakersResponse| page.stakers, after)?;
        let after = |last: &UnbondResponse| json!(last.id);
        let unbonds =
            all(chain, registry, ("unbonds", json!({})), |page: UnbondsResponse| page.unbonds, after)?;
        let after = |last: &TransferResponse| json!(last.id);
        let transfers =
            all(chain, registry, ("transfers", json!({})), |page: TransfersResponse| page.transfers, after)?;
        let mut bonds = vec![];
        for StakerResponse { staker, .. } in &stakers {
            let after = |last: &LicenseBondResponse| json!(last.token_id);
            let rows = |page: LicenseBondsResponse| page.licenses;
            bonds.extend(all(chain, registry, ("licenses", json!({"staker": staker})), rows, after)?);
        }
        let totals = ask(chain, registry, &json!({"totals": {}}))?;
        Ok(Holdings { registry: registry.clone(), totals, stakers, unbonds, transfers, bonds })
    });
    holdings.collect()
}

/// Asks all licence contracts; `funders` are those that each was ever funded by.
///
/// # Errors
/// When one of them does not answer.
pub fn collections(
    chain: &Chain,
    cast: &Cast,
    funders: impl Fn(&Addr) -> Vec<Addr>,
) -> Result<Vec<Collection>, Unanswered> {
    let contracts = cast.contracts().filter(|(_, role)| **role == Role::LicenseNft);
    let collections = contracts.map(|(contract, _)| {
        let config: license_nft::ConfigResponse = ask(chain, contract, &json!({"config": {}}))?;
        let status = ask(chain, contract, &json!({"status": {}}))?;
        let after = |last: &License| json!(last.token_id);
        let licenses =
            all(chain, contract, ("all_licenses", json!({})), |page: LicensesResponse| page.licenses, after)?;
        let funders = funders(contract).into_iter().map(|funder| {
            let of: FundingResponse = ask(chain, contract, &json!({"funding": {"funder": funder}}))?;
            Ok((funder, of.reclaimable))
        });
        let funders = funders.collect::<Result<Vec<_>, _>>()?;
        let staker_registry = config.staker_registry;
        Ok(Collection { contract: contract.clone(), staker_registry, status, licenses, funders })
    });
    collections.collect()
}

/// Asks all treasuries; `users` are those that each ever heard of.
///
/// # Errors
/// When one of them does not answer.
pub fn treasuries(
    chain: &Chain,
    cast: &Cast,
    users: impl Fn(&Addr) -> Vec<Addr>,
) -> Result<Vec<Treasury>, Unanswered> {
    let contracts = cast.contracts().filter(|(_, role)| **role == Role::TreasuryDecay);
    let treasuries = contracts.map(|(contract, _)| {
        let after = |last: &UserItem| json!(last.user);
        let stakes = all(chain, contract, ("users", json!({})), |page: UsersResponse| page.users, after)?;
        let after = |last: &treasury_decay::PoolResponse| json!(last.pool);
        let rows = |page: treasury_decay::PoolsResponse| page.pools;
        let pools = all(chain, contract, ("pools", json!({})), rows, after)?;
        let shares = users(contract).into_iter().map(|user| {
            let of: ShareResponse = ask(chain, contract, &json!({"share": {"user": user}}))?;
            Ok((user, of))
        });
        Ok(Treasury {
            contract: contract.clone(),
            epoch: ask(chain, contract, &json!({"epoch": {}}))?,
            threshold: ask(chain, contract, &json!({"threshold": {}}))?,
            revenue: ask(chain, contract, &json!({"revenue": {}}))?,
            users: stakes,
            pools,
            shares: shares.collect::<Result<_, _>>()?,
        })
    });
    treasuries.collect()
}

/// All rows of a list, page by page.
///
/// # Errors
/// When the contract does not answer.
pub fn all<P: DeserializeOwned, T>(
    chain: &Chain,
    contract: &Addr,
    (list, fields): (&str, Value),
    rows: impl Fn(P) -> Vec<T>,
    cursor: impl Fn(&T) -> Value,
) -> Result<Vec<T>, Unanswered> {
    let mut all = vec![];
    loop {
        let mut question = fields.clone();
        if let Some(fields) = question.as_object_mut() {
            fields.insert("limit".to_owned(), json!(PAGE));
            if let Some(last) = all.last() {
                fields.insert("start_after".to_owned(), cursor(last));
            }
        }
        let page = rows(ask(chain, contract, &json!({ list: question }))?);
        let full = page.len() >= PAGE;
        all.extend(page);
        if !full {
            return Ok(all);
        }
    }
}

/// What an address has of a token.
///
/// # Errors
/// When the token does not answer.
pub fn balance(chain: &Chain, token: &Addr, address: &Addr) -> Result<Uint128, Unanswered> {
    let balance: BalanceResponse = ask(chain, token, &json!({"balance": {"address": address}}))?;
    Ok(balance.balance)
}

/// An answer of a contract.
///
/// # Errors
/// When it does not answer.
pub fn ask<T: DeserializeOwned>(chain: &Chain, contract: &Addr, question: &Value) -> Result<T, Unanswered> {
    chain.query_as(contract, question).map_err(|error| Unanswered {
        contract: contract.to_string(),
        question: question.to_string(),
        reason: reason(&error),
    })
}
